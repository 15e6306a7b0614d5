# SPDX-License-Identifier: EUPL-1.2
"""What somebody may change in their own workshops: where there is a free chair, and why not elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day, Round, Session, Speaker
from regiodag.days.states import State
from regiodag.placements.models import ChangeRules, Publication, SwapOffer
from regiodag.placements.queries.published import led_by, seats_now, shown
from regiodag.registrations.models import Participant


class Refusal(TextChoices):
    """Why somebody cannot have a session, or not in this way."""

    CLOSED = "closed", _("Workshops cannot be changed any more, or not yet.")
    OTHERWISE = "otherwise", _("Your programme has changed in the meantime. Look again.")
    ELSEWHERE = "elsewhere", _("You have this workshop in another round.")
    LEADS = "leads", _("You lead this workshop.")
    BUSY = "busy", _("You lead a workshop in this round.")
    NEEDED = "needed", _("The workshop that you have now needs everybody who is in it.")
    FULL = "full", _("There is no free chair.")
    FREE = "free", _("There is a free chair there: you can take it.")
    NOTHING = "nothing", _("You have no workshop in this round to give for it.")
    OVER = "over", _("This swap is over: somebody did not agree, or the time was up.")


BY_SWAP = (Refusal.FULL, Refusal.NEEDED)
"""What keeps somebody from taking a chair, and not from swapping with whoever has one."""


@dataclass(frozen=True)
class Standing:
    """Where somebody is now, and how full everything is. Read once; for whoever changes it: while the day is held.

    sessions: of the day, by their id; mine: theirs, by the id of the round; taken: how many people come to each.
    """

    participant: Participant
    publication: Publication
    sessions: Mapping[str, Session]
    mine: Mapping[UUID, Session]
    taken: Counter[str]
    led_rounds: frozenset[UUID]
    led_workshops: frozenset[UUID]

    def free(self, session: Session) -> int:
        """Return how many chairs nobody has."""
        return max(0, session.chairs - self.taken[str(session.pk)])

    def bars(self, session: Session) -> Refusal | None:
        """Return why they cannot be in a session at all, None when they could."""
        others = {each.workshop_id for rnd, each in self.mine.items() if rnd != session.round_id}
        if session.workshop_id in others:
            return Refusal.ELSEWHERE
        if session.workshop_id in self.led_workshops:
            return Refusal.LEADS
        return Refusal.BUSY if session.round_id in self.led_rounds else None

    def refusal(self, session: Session) -> Refusal | None:
        """Return why they cannot take a chair in a session, None when they can."""
        if not self.free(session):
            return self.bars(session) or Refusal.FULL
        return self.bars(session) or self.stays(session.round_id)

    def stays(self, rnd: UUID) -> Refusal | None:
        """Return why they cannot leave the session that they have in a round, None when they can."""
        left = self.mine.get(rnd)
        if left is None:
            return None
        least = min(left.workshop.minimum, left.chairs)
        return Refusal.NEEDED if self.taken[str(left.pk)] <= least else None


@dataclass(frozen=True)
class Option:
    """A session of a round that they do not have. free: chairs left; why: why they cannot take one, or None."""

    session: Session
    free: int
    why: Refusal | None

    @property
    def by_swap(self) -> bool:
        """Whether they could have it only when others swap with them."""
        return self.why in BY_SWAP


def rules_of(day: Day) -> ChangeRules:
    """Return what participants may change, as it was set or as it is without."""
    return ChangeRules.objects.filter(day=day).first() or ChangeRules(day=day)


def may_change(day: Day, now: datetime | None = None) -> bool:
    """Return whether participants may change their own workshops now."""
    if day.state != State.PUBLISHED or shown(day) is None:
        return False
    rules = rules_of(day)
    return rules.allowed and (rules.until is None or (now or timezone.now()) < rules.until)


def chairs_taken(day: Day, seats: Mapping[str, Sequence[str]]) -> Counter[str]:
    """Return how many of those who come have a chair in each session, by its id."""
    coming = Participant.objects.filter(day=day, state=Participant.State.REGISTERED)
    people = (str(each) for each in coming.order_by().values_list("pk", flat=True))
    return Counter(session for person in people for session in seats.get(person, ()))


def standing_of(participant: Participant) -> Standing | None:
    """Return where somebody is now, None while they see no programme."""
    publication = shown(participant.day)
    if publication is None or not participant.comes:
        return None
    publication.day = participant.day
    found = Session.objects.filter(workshop__day=participant.day_id).select_related("workshop", "round", "room")
    sessions = {str(each.pk): each for each in found}
    seats = seats_now(publication)
    mine = [sessions[each] for each in seats.get(str(participant.pk), ()) if each in sessions]
    led = Speaker.objects.filter(day=participant.day_id, email__iexact=participant.email).exclude(email="")
    return Standing(
        participant,
        publication,
        sessions,
        {each.round_id: each for each in mine},
        chairs_taken(participant.day, seats),
        frozenset(led_by(participant)),
        frozenset(led.filter(workshops__isnull=False).values_list("workshops", flat=True)),
    )


def options(standing: Standing, rnd: Round) -> list[Option]:
    """Return the other sessions of a round, those that they can take first."""
    mine = standing.mine.get(rnd.pk)
    others = [each for each in standing.sessions.values() if each.round_id == rnd.pk and each != mine]
    found = [Option(each, standing.free(each), standing.refusal(each)) for each in others]
    return sorted(found, key=lambda each: each.why is not None)


def swaps_of(participant: Participant) -> list[SwapOffer]:
    """Return the wishes to swap of somebody that are still to come true, those that wait for an answer first."""
    found = SwapOffer.objects.filter(participant=participant, state=SwapOffer.State.OPEN)
    rows = found.select_related("exchange", "gives__workshop", "wants__workshop", "wants__round")
    return sorted(rows, key=lambda each: (each.exchange is None, each.agreed is not None))
