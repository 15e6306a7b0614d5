# SPDX-License-Identifier: EUPL-1.2
"""What another system does to registrations. Whatever holds for people holds for it: places, the queue, mail.

Each thing stands in the trail of the day twice: what was done, and which system did it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.api.models import ApiToken
from regiodag.api.problems import Mistake, ProblemError, invalid
from regiodag.days.models import Day
from regiodag.editing.versions import StaleError
from regiodag.registrations.actions.form import ensure_form
from regiodag.registrations.actions.register import Submission, cancel, change, register
from regiodag.registrations.models import FormField, Participant
from regiodag.registrations.openness import Openness, openness

REGISTERED = audit.action("api.registered", _("the system “{name}” registered somebody"))
CHANGED = audit.action("api.changed", _("the system “{name}” changed a registration"))
CANCELLED = audit.action("api.cancelled", _("the system “{name}” cancelled a registration"))

State = Participant.State


@transaction.atomic
def register_somebody(token: ApiToken, sent: Submission) -> tuple[Participant, bool]:
    """Register somebody; return the registration, and whether it is new.

    1. The day is held. 2. What was sent before with this key is found again, whatever became of the places since.
    3. Raises ProblemError when registration is not open, or the address has a registration.
    """
    day = token.day
    audit.hold(day.pk)
    found = Participant.objects.filter(day=day, submission=sent.key).first()
    if found is not None:
        return _same(found, sent), False
    demand_open(day)
    _demand_free_address(Participant.objects.exclude(state=State.CANCELLED), day, sent.email)
    made = register(day, sent, Participant.Source.API).participant
    audit.record(None, REGISTERED, day.pk, f"participant:{made.pk}", name=token.name)
    return made, True


def _same(found: Participant, sent: Submission) -> Participant:
    """Return what a key found. Raises ProblemError when it was used for somebody else."""
    if found.email != sent.email.lower():
        told = "This key was used for another registration. Use a new one for each."
        raise invalid(Mistake("header", "#/Idempotency-Key", told))
    return found


def demand_open(day: Day) -> None:
    """Raise ProblemError when people cannot register or change their wishes now."""
    if openness(day, ensure_form(day), timezone.now()) != Openness.OPEN:
        told = "Nothing was changed. See registration in /api/v1/day; an organiser opens and closes it."
        raise ProblemError("not-open", told)


def _demand_free_address(others: QuerySet[Participant], day: Day, email: str) -> None:
    """Raise ProblemError when one of the others has the address."""
    if others.filter(day=day, email__iexact=email).exists():
        told = "Nothing was changed and nobody was mailed. Find the registration in the list, and change that one."
        raise ProblemError("already-registered", told)


@transaction.atomic
def change_somebody(
    token: ApiToken,
    participant: Participant,
    seen: int,
    person: Mapping[str, str],
    answers: Mapping[FormField, Any] | None,
) -> Participant:
    """Keep what a system changed. Raises ProblemError when it saw another version, or for an address that is taken."""
    audit.hold(token.day_id)
    email = person.get("email", participant.email).lower()
    _demand_free_address(Participant.objects.exclude(pk=participant.pk), token.day, email)
    for name, value in person.items():
        setattr(participant, name, value)
    participant.email = email
    try:
        changed = change(participant, seen, answers)
    except StaleError as stale:
        raise moved_on(stale.now if isinstance(stale.now, Participant) else participant) from stale
    audit.record(None, CHANGED, token.day_id, f"participant:{participant.pk}", name=token.name)
    return changed


def moved_on(participant: Participant) -> ProblemError:
    """Return the problem of who saw another version than there is now."""
    told = "Nothing was changed. Get it again, look at what is different, and send your change with the new version."
    return ProblemError("changed", told, headers={"ETag": f'"{participant.version}"'})


@transaction.atomic
def cancel_somebody(token: ApiToken, participant: Participant, *, quiet: bool) -> Participant:
    """Cancel a registration; a second time nothing happens."""
    audit.hold(token.day_id)
    before = participant.version
    cancelled = cancel(participant, quiet=quiet)
    if cancelled.version != before:
        audit.record(None, CANCELLED, token.day_id, f"participant:{participant.pk}", name=token.name)
    return cancelled
