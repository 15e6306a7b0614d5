# SPDX-License-Identifier: EUPL-1.2
"""What participants change in their own workshops, once the organisers let them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Session
from regiodag.editing import versions
from regiodag.placements import mails
from regiodag.placements.actions.changed import Kind, Move, put
from regiodag.placements.actions.matching import tidy
from regiodag.placements.models import ChangeRules
from regiodag.placements.queries.own import Refusal, Standing, may_change, standing_of
from regiodag.registrations.models import Participant

RULES = audit.action("placement.change-rules", _("changed what participants may change in their programme"))
TOOK = audit.action("placement.own-chair", _("took a free chair in “{title}” in round {round}"))


class RefusedError(Exception):
    """It was not to be."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


@transaction.atomic
def keep_rules(by: User, rules: ChangeRules, seen: int) -> None:
    """Keep what participants may change. Raises StaleError when somebody else changed it since version `seen`."""
    versions.save(rules, seen)
    audit.record(by, RULES, rules.day_id)
    tidy(rules.day)


@transaction.atomic
def take_chair(participant: Participant, session: Session, seen: str) -> None:
    """Let somebody have a free chair in place of the one that they have in that round. Raises RefusedError.

    1. Whoever holds the day is alone: nobody else takes the last chair in between.
    2. What is sent a second time has been done: nothing happens.
    3. Whoever saw another programme than they have now (`seen`: the id of the session in that round, "" for none) is
       told, and looks again.
    """
    standing = held(participant)
    mine = standing.mine.get(session.round_id)
    if mine == session:
        return
    if seen != (str(mine.pk) if mine else ""):
        raise RefusedError(Refusal.OTHERWISE)
    refusal = standing.refusal(session)
    if refusal is not None:
        raise RefusedError(refusal)
    change = put(standing.publication, Move(participant, session.round_id, mine, session), Kind.CHAIR)
    facts = {"title": session.workshop.title, "round": str(session.round.number)}
    audit.record(None, TOOK, participant.day_id, f"participant:{participant.pk}", **facts)
    mails.tell_changed(change)
    tidy(participant.day)


def held(participant: Participant) -> Standing:
    """Hold the day, and return where somebody is now. Raises RefusedError when nothing may be changed any more."""
    audit.hold(participant.day_id)
    participant.refresh_from_db()
    standing = standing_of(participant) if may_change(participant.day) else None
    if standing is None:
        raise RefusedError(Refusal.CLOSED)
    return standing
