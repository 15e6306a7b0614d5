# SPDX-License-Identifier: EUPL-1.2
"""The roles of organisers, and what each may do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is to a day or a series, from most to least."""

    OWNER = "owner", _("owner")
    ORGANISER = "organiser", _("organiser")
    DESK = "desk", _("desk")
    VIEWER = "viewer", _("viewer")


class Permission(StrEnum):
    """What a role lets somebody do."""

    SEE = "see"
    EDIT = "edit"
    EXPORT = "export"
    SENSITIVE = "sensitive"
    CHECK_IN = "check-in"
    MANAGE = "manage"


GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.ORGANISER: frozenset(set(Permission) - {Permission.MANAGE}),
    Role.DESK: frozenset({Permission.SEE, Permission.CHECK_IN}),
    Role.VIEWER: frozenset({Permission.SEE}),
}

EXPLAINED: Mapping[Role, object] = {
    Role.OWNER: _("May do everything, invite and remove people, and delete."),
    Role.ORGANISER: _("Sets up the day: programme, workshops, registration, placement, mail."),
    Role.DESK: _("Sees the programme and checks people in on the day."),
    Role.VIEWER: _("Sees everything of the day, changes nothing and takes nothing out."),
}

STRENGTH = {role: len(Role) - at for at, role in enumerate(Role)}


def strongest(roles: list[Role]) -> Role | None:
    """Return the role that lets somebody do most, None when there is none."""
    return max(roles, key=lambda role: STRENGTH[role], default=None)


def allows(role: Role | None, permission: Permission) -> bool:
    """Return whether somebody with that role may do it."""
    return role is not None and permission in GRANTS[role]
