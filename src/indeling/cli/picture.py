# SPDX-License-Identifier: EUPL-1.2
"""The picture of a placement: who got what, how full the sessions are, who is outside their wishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from indeling.cli.chart import bar, gauge, share
from indeling.cli.console import NO_BREAK, Console, Styled, cells
from indeling.errors import Text, counted, text
from indeling.outcome import Outcome, wish_title
from indeling.problem import NOT_OFFERED, round_title

MOST_NAMES, MOST_WORKSHOPS, MOST_RANKS = 10, 40, 6
LONGEST_BAR, LONGEST_GAUGE, SHORTEST_GAUGE = 44, 12, 4
LONGEST_TITLE, SHORTEST_TITLE = 44, 12

SESSIONS, ROOMS = text("Sessions"), text("Rooms")

_STYLES = ("good", "fair", "fair")


@dataclass(frozen=True)
class Row:
    """One bar of a chart."""

    label: Text
    count: int
    style: str


def print_picture(console: Console, outcome: Outcome) -> None:
    """Print the bars, the sessions, and the names of those who did not get what they wished."""
    charts = [(text("Seats"), list(wish_rows(outcome)))]
    if len(outcome.placement.round_ids) > 1:
        charts.append((text("People"), list(people_rows(outcome))))
    print_charts(console, charts)
    print_sessions(console, outcome)
    print_rooms(console, outcome)
    print_outside(console, outcome)
    print_dropped(console, outcome)


def wish_rows(outcome: Outcome) -> Iterator[Row]:
    """Yield the bars per wish, best first; what is worse than all others last."""
    seats, scale = outcome.seats_by_wish, outcome.rating_scale
    for rank in list(seats)[:MOST_RANKS]:
        yield Row(wish_title(scale, rank), seats[rank], _STYLES[rank - 1] if rank <= len(_STYLES) else "poor")
    if len(seats) > MOST_RANKS:
        yield Row(text("lower wishes"), sum(list(seats.values())[MOST_RANKS:]), "poor")
    if outcome.unasked.any():
        yield Row(text("no wish given"), int(outcome.unasked.sum()), "quiet")
    yield Row(text("outside the wishes"), int(outcome.outside.sum()), "bad")


def people_rows(outcome: Outcome) -> Iterator[Row]:
    """Yield the bars per number of rounds in which people got a wish."""
    everywhere, somewhere, nowhere = outcome.people_by_rounds_outside
    yield Row(text("a wish in every round"), everywhere, "good")
    yield Row(text("a wish in some rounds"), somewhere, "poor")
    yield Row(text("a wish in no round"), nowhere, "bad")


def print_charts(console: Console, charts: Sequence[tuple[Text, Sequence[Row]]]) -> None:
    """Print charts under one another, with one scale: a bar per row, its count, and its share of its chart's total."""
    every = [row for _, rows in charts for row in rows]
    labels = max(cells(console.words(row.label)) for row in every)
    numbers = len(str(max(row.count for row in every)))
    width = min(LONGEST_BAR, console.width - labels - numbers - 13)
    for title, rows in charts:
        whole = sum(row.count for row in rows)
        console.line()
        console.line(Styled(title, "title"))
        for row in rows:
            drawn = bar(row.count, whole, width, blocks=console.blocks).ljust(width)
            figures = f"  {row.count:{numbers}d}  {share(row.count, whole):>5}"
            console.line("  ", console.cell(row.label, labels), "  ", Styled(drawn, row.style), figures)


@dataclass(frozen=True)
class _Table:
    """Widths in columns: of the titles, of a round, and of the gauge and the figures in it."""

    label: int
    column: int
    gauge: int
    figures: int


def print_sessions(console: Console, outcome: Outcome) -> None:
    """Print a line per workshop with, for each round, a gauge and people/chairs."""
    titles = [outcome.workshop(w) for w in range(len(outcome.placement.workshop_ids))]
    table = _layout(console, outcome, titles)
    rounds = (console.cell(round_title(each), table.column, right=True) for each in outcome.placement.round_ids)
    console.line()
    console.line(Styled(console.cell(SESSIONS, table.label + 2), "title"), Styled("".join(rounds), "quiet"))
    for workshop, title in enumerate(titles[:MOST_WORKSHOPS]):
        sessions = (_session(console, outcome, table, workshop, r) for r in range(len(outcome.placement.round_ids)))
        console.line("  ", console.cell(title, table.label), *(piece for session in sessions for piece in session))
    _print_others(console, len(titles))


def _layout(console: Console, outcome: Outcome, titles: Sequence[str]) -> _Table:
    people = outcome.placement.seats_per_session
    figures = max((len(_figures(outcome, w, r)) for w, r in np.ndindex(people.shape)), default=1)
    header = cells(console.words(SESSIONS)) - 2
    longest = max((cells(console.words(title)) for title in titles[:MOST_WORKSHOPS]), default=0)
    names = max((cells(console.words(round_title(each))) for each in outcome.placement.round_ids), default=0)
    rounds, room = max(1, len(outcome.placement.round_ids)), console.width - 2
    least = max(figures, min(names, LONGEST_GAUGE)) + 2
    label = max(header, min(LONGEST_TITLE, longest, max(SHORTEST_TITLE, room - rounds * least)))
    spare = (room - label) // rounds - figures - 3
    drawn = min(LONGEST_GAUGE, spare) if spare >= SHORTEST_GAUGE else 0
    column = max(figures + (drawn + 3 if drawn else 2), min(names + 2, (room - label) // rounds))
    return _Table(label, column, drawn, figures)


def _figures(outcome: Outcome, workshop: int, rnd: int) -> str:
    people = int(outcome.placement.seats_per_session[workshop, rnd])
    if outcome.chairs is None:
        return str(people)
    chairs = int(outcome.chairs[workshop, rnd])
    return "-" if chairs == NOT_OFFERED else f"{people}/{chairs}"


def _session(console: Console, outcome: Outcome, table: _Table, workshop: int, rnd: int) -> tuple[str, Styled, str]:
    people = int(outcome.placement.seats_per_session[workshop, rnd])
    largest = int(outcome.placement.seats_per_session.max(initial=1))
    chairs = int(outcome.chairs[workshop, rnd]) if outcome.chairs is not None else largest
    drawn = gauge(people, chairs, table.gauge, blocks=console.blocks) if chairs > 0 else " " * table.gauge
    figures = _figures(outcome, workshop, rnd).rjust(table.figures)
    style = "fair" if people else "quiet"
    gap = " " * (table.column - table.gauge - table.figures - (1 if table.gauge else 0))
    return gap, Styled(drawn, style), f" {figures}" if table.gauge else figures


def print_rooms(console: Console, outcome: Outcome) -> None:
    """Print the room of each session, where the program chose rooms: a line per workshop, a column per round."""
    if not outcome.rooms:
        return
    rounds = [console.words(round_title(each)) for each in outcome.placement.round_ids]
    used = sorted({workshop for workshop, _ in outcome.rooms})
    names = {where: console.words(room) for where, room in outcome.rooms.items()}
    column = min(max(map(cells, [*rounds, *names.values()])) + 2, (console.width - 2 - SHORTEST_TITLE) // len(rounds))
    longest = max(cells(console.words(outcome.workshop(workshop))) for workshop in used)
    label = max(cells(console.words(ROOMS)) - 2, min(LONGEST_TITLE, longest, console.width - 2 - column * len(rounds)))
    console.line()
    heads = [f"  {console.cell(each, column - 2)}" for each in rounds]
    console.line(Styled(console.cell(ROOMS, label + 2), "title"), Styled("".join(heads), "quiet"))
    for workshop in used[:MOST_WORKSHOPS]:
        row = [f"  {console.cell(names.get((workshop, rnd), '-'), column - 2)}" for rnd in range(len(rounds))]
        console.line("  ", console.cell(outcome.workshop(workshop), label), *row)
    _print_others(console, len(used))


def _print_others(console: Console, workshops: int) -> None:
    """Print how many workshops there are beyond those that are listed."""
    if workshops > MOST_WORKSHOPS:
        more = text("and {count} more workshop"), text("and {count} more workshops")
        console.line("  ", Styled(counted(workshops - MOST_WORKSHOPS, *more), "quiet"))


def print_outside(console: Console, outcome: Outcome) -> None:
    """Print who got a seat outside their wishes, and in which rounds; who has most of them first."""
    rounds = outcome.outside.sum(axis=1)
    people = sorted(np.flatnonzero(rounds).tolist(), key=lambda p: (-rounds[p], outcome.person(p)))
    if not people:
        return
    names = ", ".join(_name_with_rounds(console, outcome, p) for p in people[:MOST_NAMES])
    listing = text("Outside their wishes: {names}", names=names)
    if len(people) > MOST_NAMES:
        more = len(people) - MOST_NAMES
        listing = text("Outside their wishes: {names} and {count} more", names=names, count=more)
    console.line()
    console.paragraph(listing, indent="  ", first="")


def _name_with_rounds(console: Console, outcome: Outcome, participant: int) -> str:
    rounds = (round_title(outcome.placement.round_ids[r]) for r in np.flatnonzero(outcome.outside[participant]))
    return f"{outcome.person(participant)} ({', '.join(map(console.words, rounds)).lower()})".replace(" ", NO_BREAK)


def print_dropped(console: Console, outcome: Outcome) -> None:
    """Print which optional workshops are not given."""
    if outcome.dropped:
        titles = ", ".join(outcome.workshop(w) for w in outcome.dropped)
        listing = text("Not given, because too few people would come: {titles}", titles=titles)
        console.line()
        console.paragraph(listing, indent="  ", first="")
