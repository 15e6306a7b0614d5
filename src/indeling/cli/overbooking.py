# SPDX-License-Identifier: EUPL-1.2
"""A turn-out in words: a line for each session, and what the numbers rest on."""

from __future__ import annotations

from collections.abc import Callable

from indeling.cli.console import NO_BREAK, Console
from indeling.cli.report import print_conflicts
from indeling.cli.table import Cell, print_table
from indeling.errors import Text, text
from indeling.problem import Problem, round_title
from indeling.studies.bookings import Coming, SessionTurnout, Turnout

Column = tuple[Text, Callable[[SessionTurnout], Cell]]

NOTHING = "-"

SMALLEST = 0.0005
"""Chances below this are shown as less than the smallest that can be."""


def print_turnout(console: Console, found: Turnout) -> None:
    """Print how far each session can be booked, and who comes in the placements; or why there is none with that."""
    if found.sessions:
        titles, columns = [_title(found.problem, each) for each in found.sessions], _columns(found)
        rows = [[show(each) for _, show in columns] for each in found.sessions]
        print_table(console, [heading for heading, _ in columns], titles, rows)
        console.line()
    if found.placement and found.placement.status == "infeasible":
        console.paragraph(text("Also with these capacities:"))
        print_conflicts(console, found.placement.proof.get("conflicts", ()))
        return
    _print_basis(console, found)


def _print_basis(console: Console, found: Turnout) -> None:
    """Print for whom the numbers hold, and what they rest on."""
    console.paragraph(_basis(found))
    if found.overflowing is not None:
        sessions = decimal(found.overflowing)
        console.paragraph(text("Sessions that overflow then, on average: {sessions}.", sessions=sessions))
    alone = text(
        "Everybody is taken to decide alone. Colleagues who travel together stay away together: chances are larger then"
        " than these."
    )
    console.paragraph(alone, style="poor")
    if found.placement and found.placement.status == "feasible":
        console.paragraph(text("The new placement is not proven the best: the time was up."), style="poor")


def _title(problem: Problem, session: SessionTurnout) -> Text:
    names = {"workshop": problem.label(session.workshop), "round": round_title(problem.round_ids[session.round])}
    return text("{workshop}, {round}", **names)


def _columns(found: Turnout) -> list[Column]:
    """Return the headings and what stands under them; what nobody asked for has no column."""
    chairs: Column = (text("chairs"), lambda each: str(each.chairs))
    most: Column = (text("book at most"), lambda each: str(each.proposed))
    if found.placement is None:
        return [chairs, most, (text("too many at worst"), lambda each: percentage(each.at_worst))]
    people, *chances = _placed(found, lambda each: each.now)
    come: Column = (text("come"), lambda each: decimal(each.now.expected) if each.now else NOTHING)
    return [chairs, people, come, *chances, most, *_placed(found, lambda each: each.then)]


def _placed(found: Turnout, coming: Callable[[SessionTurnout], Coming | None]) -> list[Column]:
    """Return the columns of one placement."""

    def shown(show: Callable[[Coming], Cell]) -> Callable[[SessionTurnout], Cell]:
        """Return what to show of a session, nothing where nobody sits."""
        return lambda each: show(here) if (here := coming(each)) else NOTHING

    columns: list[Column] = [
        (text("people"), shown(lambda here: str(here.people))),
        (text("too many"), shown(lambda here: percentage(here.overflow))),
    ]
    if any(each.minimum for each in found.sessions):
        too_few = shown(lambda here: NOTHING if here.short is None else percentage(here.short))
        columns.append((text("too few"), too_few))
    return columns


def _basis(found: Turnout) -> Text:
    """Return for whom the proposals hold."""
    limit = percentage(found.limit)
    if found.placement is None:
        return text("So many can be booked, whoever they are: the chance of too many is at most {limit}.", limit=limit)
    aim = {"objective": found.placement.objective, "seed": found.placement.seed, "limit": limit}
    return text(
        "Book at most: with the people as they sit in the placement. Behind it the placement with these capacities, by"
        " the aim “{objective}” and seed {seed}: there the chance of too many is at most {limit}. For another placement"
        " ask again.",
        **aim,
    )


def percentage(share: float) -> Text:
    """Return a share from 0 to 1 in per cent with one decimal."""
    if 0 < share < SMALLEST:
        return text("<{share}{space}%", share=decimal(0.1), space=NO_BREAK)
    return text("{share}{space}%", share=decimal(100 * share), space=NO_BREAK)


def decimal(number: float) -> Text:
    """Return a number ≥ 0 with one decimal."""
    whole, tenth = f"{number:.1f}".split(".")
    return text("{whole}.{tenth}", whole=whole, tenth=tenth)
