# SPDX-License-Identifier: EUPL-1.2
"""The programme of a participant: where they are in each round, and what that was to them."""

from __future__ import annotations

from difflib import get_close_matches

from indeling.cli.console import Console, Styled
from indeling.errors import InputError, Issue, Text, text
from indeling.outcome import Outcome, wish_title
from indeling.placement import NO_SEAT, OUTSIDE
from indeling.problem import round_title

MOST_PEOPLE = 20


def print_programmes(console: Console, outcome: Outcome, name: str) -> None:
    """Print the programme of everybody who is meant by `name`. Raises InputError when there is nobody."""
    people = found(outcome, name)
    if not people:
        raise InputError([Issue(text("there is no participant “{name}”.", name=name), _advice(outcome, name))])
    for person in people[:MOST_PEOPLE]:
        _print_programme(console, outcome, person)
    if len(people) > MOST_PEOPLE:
        console.line(Styled(text("and {count} more", count=len(people) - MOST_PEOPLE), "quiet"))


def found(outcome: Outcome, name: str) -> list[int]:
    """Return the positions of who has that id; when nobody has, of who has it in their name, whatever its case."""
    ids = outcome.placement.participant_ids
    exact = [person for person, each in enumerate(ids) if each == name]
    part = name.strip().casefold()
    return exact or [person for person in range(len(ids)) if part in outcome.person(person).casefold()]


def _print_programme(console: Console, outcome: Outcome, person: int) -> None:
    name, identity = outcome.person(person), outcome.placement.participant_ids[person]
    console.line(Styled(name, "title"), *([] if name == identity else [Styled(f" ({identity})", "quiet")]))
    rounds = [console.words(round_title(each)) for each in outcome.placement.round_ids]
    width = max(map(len, rounds))
    for rnd, title in enumerate(rounds):
        console.line("  ", console.cell(title, width), "  ", *_seat(outcome, person, rnd))


def _seat(outcome: Outcome, person: int, rnd: int) -> tuple[str | Text | Styled, ...]:
    workshop, rank = int(outcome.placement.seats[person, rnd]), int(outcome.placement.ranks[person, rnd])
    if workshop == NO_SEAT:
        return (Styled(text("no seat needed"), "quiet"),)
    room = outcome.rooms.get((workshop, rnd))
    where = outcome.workshop(workshop) if room is None else f"{outcome.workshop(workshop)} ({room})"
    if rank == OUTSIDE:
        return where, "  ", Styled(text("outside the wishes"), "bad")
    what = text("no wish given") if outcome.unasked[person, rnd] else wish_title(outcome.rating_scale, rank)
    return where, "  ", Styled(what, "quiet")


def _advice(outcome: Outcome, name: str) -> Text | None:
    names = [outcome.person(person) for person in range(len(outcome.placement.participant_ids))]
    near = get_close_matches(name, names, 1)
    return text("Did you mean “{name}”?", name=near[0]) if near else None
