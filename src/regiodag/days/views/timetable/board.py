# SPDX-License-Identifier: EUPL-1.2
"""The timetable as it is drawn: rows in the order of time, in a round a cell per room, each with its warnings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Workshop
from regiodag.days.programme import Programme, load
from regiodag.days.warnings import Warned, warnings_of
from regiodag.editing import steps
from regiodag.editing.models import Step


@dataclass(frozen=True)
class Card:
    """A session, and what is wrong with it."""

    session: Session
    warned: list[Warned]


@dataclass(frozen=True)
class Cell:
    """A room in a round, or no room yet, with the sessions there."""

    room: Room | None
    cards: list[Card]


@dataclass(frozen=True)
class Row:
    """A part of the programme, or a round that has no time yet; in a round with its cells and the workshops outside."""

    item: ProgrammeItem | None
    round: Round | None
    warned: list[Warned]
    cells: list[Cell]
    homeless: list[Card]
    waiting: list[Workshop]

    @property
    def chairs(self) -> int:
        """How many people can come in this round."""
        return sum(card.session.chairs for cell in [*self.cells, Cell(None, self.homeless)] for card in cell.cards)

    @property
    def anchor(self) -> str:
        """The id of the row on the page."""
        return f"item-{self.item.pk}" if self.item else f"round-{self.round.pk if self.round else ''}"


@dataclass(frozen=True)
class Pointed:
    """A warning, and the id on the page of what it is about first; empty when that is not on the page."""

    warned: Warned
    anchor: str


@dataclass(frozen=True)
class Board:
    """All that the page shows."""

    day: Day
    programme: Programme
    rows: list[Row]
    warned: list[Pointed]
    last: Step | None
    next: Step | None

    @property
    def seen(self) -> str:
        """What tells this timetable from an earlier and from a later one."""
        return seen_of(self.last, self.next)

    @property
    def columns(self) -> int:
        """How many columns there are beside the time."""
        return max(1, len(self.programme.rooms))

    @property
    def problems(self) -> int:
        """How many of the warnings are problems."""
        return sum(each.warned.is_problem for each in self.warned)


def board_of(day: Day) -> Board:
    """Return the timetable of a day as it stands."""
    programme = load(day)
    found = warnings_of(programme)
    rows = [_row(programme, item, item.round, found) for item in programme.items]
    rows += [_row(programme, None, rnd, found) for rnd in programme.rounds if programme.item_of(rnd) is None]
    anchors = _anchors(rows)
    pointed = [Pointed(each, next((anchors[pk] for pk in each.about if pk in anchors), "")) for each in found]
    return Board(day, programme, rows, pointed, steps.last_step(day.pk), steps.next_step(day.pk))


def seen_of(last: Step | None, undone: Step | None) -> str:
    """Return what tells a timetable from another: the last step and the one to do again; any step changes them."""
    return "-".join(str(each.pk) for each in (last, undone) if each)


def _row(programme: Programme, item: ProgrammeItem | None, rnd: Round | None, found: list[Warned]) -> Row:
    warned = _about([item.pk if item else None, rnd.pk if rnd and not item else None], found)
    if rnd is None:
        return Row(item, None, warned, [], [], [])
    cards = [Card(each, _about([each.pk], found)) for each in programme.sessions_in(rnd)]
    cells = [Cell(room, [card for card in cards if card.session.room == room]) for room in programme.rooms]
    homeless = [card for card in cards if card.session.room is None]
    return Row(item, rnd, warned, cells, homeless, programme.waiting_for(rnd))


def _about(things: Iterable[UUID | None], found: list[Warned]) -> list[Warned]:
    """Return the warnings about things, each mark once."""
    known = set(things)
    return list({each.mark: each for each in found if known & set(each.about)}.values())


def _anchors(rows: list[Row]) -> dict[UUID, str]:
    """Return the id on the page of every item, session and waiting workshop."""
    anchors: dict[UUID, str] = {}
    for row in rows:
        anchors[row.item.pk if row.item else row.round.pk if row.round else UUID(int=0)] = row.anchor
        for cell in [*row.cells, Cell(None, row.homeless)]:
            anchors |= {card.session.pk: f"session-{card.session.pk}" for card in cell.cards}
        for workshop in row.waiting:
            anchors.setdefault(workshop.pk, f"waiting-{row.round.pk if row.round else ''}-{workshop.pk}")
    return anchors
