# SPDX-License-Identifier: EUPL-1.2
"""The board: the sessions of a round as columns with everybody who is there, as cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day, Round, Session
from regiodag.placements.models import Correction, Placement
from regiodag.placements.queries.columns import Column, columns_of
from regiodag.placements.queries.corrections import Moved, last_correction, moved_by_hand, next_correction, said
from regiodag.placements.queries.outcome import Held, Outcome, Person, organisation_of, person_of
from regiodag.registrations.models import Participant

Steps = tuple[Correction | None, Correction | None]
"""What undo takes back, and what redo does again."""


class Which(models.TextChoices):
    """Which cards somebody wants to see."""

    UNHAPPY = "unhappy", _("not what they asked for, or their last wish")
    UNLOCKED = "unlocked", _("not locked")
    BY_HAND = "hand", _("moved by hand")
    LOCKED = "locked", _("locked")


@dataclass(frozen=True)
class Card:
    """Somebody on the board, and what they have in its round; None: nothing. shown: whether the filter leaves them."""

    person: Person
    held: Held | None
    shown: bool = True

    @property
    def marks(self) -> list[str]:
        """What the filter can ask for, as far as it holds for them; see `Which`."""
        person = self.person
        found = {
            Which.UNHAPPY: person.unhappy,
            Which.UNLOCKED: not person.locked,
            Which.BY_HAND: person.by_hand,
            Which.LOCKED: person.locked,
        }
        return [str(mark.value) for mark, holds in found.items() if holds]

    @property
    def organisation(self) -> str:
        """What the filter knows their organisation by: an id, or "typed" for one that nobody looked at yet."""
        participant = self.person.participant
        return str(participant.organisation_id or ("typed" if participant.organisation_typed else ""))


@dataclass(frozen=True)
class Done:
    """What is done by hand: what undo takes back and redo does again, in words, and who is elsewhere because of it.

    seen: the version of the placement that this is.
    """

    seen: int
    undo: str
    redo: str
    moved: list[Moved]


@dataclass(frozen=True)
class Board:
    """All that the page shows. without: who has nothing in this round. organisations: id and name, by name."""

    placement: Placement
    rounds: list[Round]
    round: Round
    columns: list[tuple[Column, list[Card]]]
    without: list[Card]
    organisations: list[tuple[str, str]]
    done: Done
    filtered: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> int:
        """How many cards the filter leaves."""
        return sum(card.shown for _column, cards in [*self.columns, (None, self.without)] for card in cards)


def board_of(outcome: Outcome, rnd: Round, organisation: str = "", which: str = "") -> Board:
    """Return the board of a round. organisation, which: the only cards to show, all when empty."""
    at = [each.pk for each in outcome.rounds].index(rnd.pk)
    cards = [_card(each, each.rounds[at], organisation, which) for each in outcome.people]
    there: dict[UUID | None, list[Card]] = {}
    for card in cards:
        there.setdefault(card.held.session.pk if card.held else None, []).append(card)
    fills = [each for each in outcome.sessions if each.session.round_id == rnd.pk]
    known = {card.organisation: organisation_of(card.person.participant) for card in cards if card.organisation}
    known.pop("typed", None)
    return Board(
        outcome.placement,
        outcome.rounds,
        rnd,
        [(Column(each.session, each.least, each.number), there.get(each.session.pk, [])) for each in fills],
        there.get(None, []),
        sorted(known.items(), key=lambda pair: pair[1].lower()),
        _done(outcome.placement, (last_correction(outcome.placement), next_correction(outcome.placement))),
        {"organisation": organisation, "which": which},
    )


def _card(person: Person, held: Held | None, organisation: str, which: str) -> Card:
    card = Card(person, held)
    shown = organisation in {"", card.organisation} and (not which or which in card.marks)
    return card if shown else Card(person, held, shown=False)


@dataclass(frozen=True)
class Changed:
    """What a change does to a board: one card, the columns that it left and came to, what was done.

    Of who was moved by hand only the lines about this person.
    """

    card: Card
    columns: list[Column]
    done: Done


def changed(placement: Placement, participant: Participant, rnd: Round) -> Changed:
    """Return what is to be shown anew after something was done by hand to somebody."""
    person = person_of(placement, participant)
    held = next((each for each in person.held if each.session.round_id == rnd.pk), None)
    steps = last_correction(placement), next_correction(placement)
    touched = {UUID(pk) for each in steps if each is not None for pk, _by_hand, _locked in [*each.before, *each.after]}
    columns = columns_of(placement, rnd, only=touched)
    return Changed(Card(person, held), columns, _done(placement, steps, participant))


def _done(placement: Placement, steps: Steps, only: Participant | None = None) -> Done:
    """Return what is done by hand in this version of a placement. only: whose moves to list, None: everybody's."""
    sessions = _sessions(placement.day)
    last, undone = (_words(each, sessions) for each in steps)
    return Done(placement.version, last, undone, moved_by_hand(placement, sessions, only))


def _words(found: Correction | None, sessions: Mapping[UUID, Session]) -> str:
    return said(found, sessions) if found else ""


def _sessions(day: Day) -> Mapping[UUID, Session]:
    found: Iterable[Session] = Session.objects.filter(workshop__day=day).select_related("workshop", "round")
    return {each.pk: each for each in found}
