# SPDX-License-Identifier: EUPL-1.2
"""Invite people to register: last year's contacts, from a file or from an earlier day of the series."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.registrations.actions.intake import MovedError, NothingToDoError, NotKeptError
from regiodag.registrations.intake.contacts import contacts_of, people_of
from regiodag.registrations.invitations import invite
from regiodag.registrations.links import sign_invitation
from regiodag.registrations.models import ImportedFile, Invitee
from regiodag.registrations.queries import not_invited
from regiodag.registrations.reading import Grid

ADDED = audit.action("invitees.added", _("added {count} people to invite"))
SENT = audit.action("invitees.invited", _("sent {count} invitations to register"))
REMOVED = audit.action("invitee.removed", _("took somebody off the list of people to invite"))

State = ImportedFile.State


@transaction.atomic
def import_contacts(by: User, file: ImportedFile, seen: str) -> int | None:
    """Add the people in a file to those who are to be invited; return how many. None: it was done already.

    Raises MovedError, NothingToDoError and NotKeptError; then nothing is changed.
    """
    audit.hold(file.day_id)
    file = ImportedFile.objects.select_for_update(of=("self",)).select_related("day").get(pk=file.pk)
    if file.state != State.OPEN:
        return None
    if file.table is None:
        raise NotKeptError
    found = contacts_of(file.day, Grid.of(file.table), file.choices)
    if found.digest() != seen:
        raise MovedError
    if not found.new:
        raise NothingToDoError
    _add(by, file.day, found.new)
    file.keep_done({"invitees": [str(each.pk) for each in found.new]})
    file.state, file.made = State.DONE, timezone.now()
    file.save()
    return len(found.new)


@transaction.atomic
def add_from_day(by: User, day: Day, earlier: Day) -> int:
    """Add who registered for an earlier day to those who are to be invited; return how many are new."""
    audit.hold(day.pk)
    found = people_of(day, earlier)
    if found.new:
        _add(by, day, found.new)
    return len(found.new)


def _add(by: User, day: Day, people: Sequence[Invitee]) -> None:
    for each in people:
        sign_invitation(each)
    Invitee.objects.bulk_create(people)
    audit.record(by, ADDED, day.pk, f"day:{day.pk}", count=str(len(people)))


@transaction.atomic
def send_invitations(by: User, day: Day) -> int:
    """Mail everybody who is to be invited, was not yet, and has not registered; return how many mails that are."""
    audit.hold(day.pk)
    people = list(not_invited(day))
    for each in people:
        each.invited = timezone.now()
        invite(each)
    Invitee.objects.bulk_update(people, ["invited"])
    if people:
        audit.record(by, SENT, day.pk, f"day:{day.pk}", count=str(len(people)))
    return len(people)


@transaction.atomic
def remove_invitee(by: User, invitee: Invitee) -> None:
    """Take somebody off the list; the link in their invitation does not work any more."""
    audit.record(by, REMOVED, invitee.day_id, f"invitee:{invitee.pk}")
    invitee.delete()
