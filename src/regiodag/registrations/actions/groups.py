# SPDX-License-Identifier: EUPL-1.2
"""Groups: people who want to be placed together."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.registrations.models import Group, Participant

MADE = audit.action("group.made", _("made a group"))
RENAMED = audit.action("group.renamed", _("gave a group another name"))
DELETED = audit.action("group.deleted", _("deleted a group"))
JOINED = audit.action("group.joined", _("put a participant in a group"))
LEFT = audit.action("group.left", _("took a participant out of a group"))


@transaction.atomic
def make_group(by: User, day: Day, name: str) -> Group:
    """Make a group without anybody in it."""
    group = Group.objects.create(day=day, name=name)
    audit.record(by, MADE, day.pk, f"group:{group.pk}")
    return group


@transaction.atomic
def rename_group(by: User, group: Group) -> Group:
    """Keep the name that a group got."""
    group.save()
    audit.record(by, RENAMED, group.day_id, f"group:{group.pk}")
    return group


@transaction.atomic
def delete_group(by: User, group: Group) -> None:
    """Delete a group; the people stay, without a group."""
    audit.record(by, DELETED, group.day_id, f"group:{group.pk}")
    for each in group.participants.all():
        _move(each, None)
    group.delete()


@transaction.atomic
def join_group(by: User, group: Group, participant: Participant) -> None:
    """Put somebody in a group, and out of the one they were in."""
    audit.hold(group.day_id)
    participant.refresh_from_db()
    if participant.group_id != group.pk:
        _move(participant, group)
        audit.record(by, JOINED, group.day_id, f"participant:{participant.pk}")


@transaction.atomic
def leave_group(by: User, group: Group, participant: Participant) -> None:
    """Take somebody out of a group."""
    audit.hold(group.day_id)
    participant.refresh_from_db()
    if participant.group_id == group.pk:
        _move(participant, None)
        audit.record(by, LEFT, group.day_id, f"participant:{participant.pk}")


def _move(participant: Participant, group: Group | None) -> None:
    participant.group = group
    participant.version += 1
    participant.save(update_fields=["group", "version"])
