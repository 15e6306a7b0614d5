# SPDX-License-Identifier: EUPL-1.2
"""Taking the programme out as a workbook, and bringing one in."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy, gettext_noop

from regiodag.accounts import audit
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day, Session, Workshop
from regiodag.days.workbook.plan import Entry, Plan, fingerprint, plan_of
from regiodag.days.workbook.read import Content
from regiodag.days.workbook.write import workbook_of
from regiodag.editing.steps import step

EXPORTED = audit.action("programme.exported", gettext_lazy("took the programme out as a workbook"))
IMPORTED = audit.action("programme.imported", gettext_lazy("brought in a workbook: {new} new, {changed} changed"))


class ProgrammeMovedError(Exception):
    """Somebody changed the programme after it was shown what the workbook would change."""


class NotReadyError(Exception):
    """Something in the workbook has to be mended first, or there is nothing in it to do."""


def export_programme(by: User, day: Day) -> bytes:
    """Return the programme as an xlsx, in the language of now."""
    made = workbook_of(day)
    audit.record(by, EXPORTED, day.pk, f"day:{day.pk}")
    return made


@transaction.atomic
def import_programme(
    by: User, day: Day, content: Content, answers: Mapping[str, bool], seen: str, token: UUID
) -> Plan | None:
    """Bring a workbook in, as one step that can be undone. None: this was done already, by the same token.

    seen: the fingerprint of the programme when it was shown what would change. Raises ProgrammeMovedError and
    NotReadyError; then nothing is changed.
    """
    # Whoever comes second waits here, and then finds that it is done.
    Day.objects.select_for_update().get(pk=day.pk)
    if was_imported(day, token):
        return None
    if fingerprint(day) != seen:
        raise ProgrammeMovedError
    plan = plan_of(day, content, answers)
    if plan.wrong or not plan.entries:
        raise NotReadyError
    with step(by, day.pk, gettext_noop("brought in a workbook")):
        for entry in plan.entries:
            _keep(entry, plan)
    facts = {"new": str(len(plan.new)), "changed": str(len(plan.changed))}
    audit.record(by, IMPORTED, day.pk, f"import:{token}", **facts)
    return plan


def was_imported(day: Day, token: UUID) -> bool:
    """Return whether a workbook was brought in already."""
    return AuditEntry.objects.filter(scope=day.pk, action=IMPORTED.code, subject=f"import:{token}").exists()


def _keep(entry: Entry, plan: Plan) -> None:
    """Save what is new or changed; what it refers to was saved before it."""
    thing = entry.thing
    rnd = getattr(thing, "round", None)
    if rnd is not None and rnd._state.adding:
        rnd.save()
    if not entry.is_new:
        thing.version += 1
    thing.save()
    if entry.people is not None:
        (thing.leaders if isinstance(thing, Workshop) else thing.speakers).set(entry.people)
    for number, room in entry.rooms.items():
        _give(thing, plan, number, room)


def _give(workshop: Workshop, plan: Plan, number: int, room: object) -> None:
    """Give a workshop in a round in a room (None: not chosen yet), or no longer (False)."""
    there = Session.objects.filter(workshop=workshop, round=plan.rounds[number]).first()
    if room is False:
        if there:
            there.delete()
        return
    session = there or Session(workshop=workshop, round=plan.rounds[number])
    session.version += 0 if session._state.adding else 1
    session.room = room  # type: ignore[assignment]  # a Room or None
    session.save()
