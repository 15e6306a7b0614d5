# SPDX-License-Identifier: EUPL-1.2
"""What is asked of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from regiodag.accounts.models import AuditEntry, Invitation, Membership, User
from regiodag.accounts.roles import STRENGTH, Role
from regiodag.accounts.tokens import hashed

if TYPE_CHECKING:
    from regiodag.days.models import Day, Series


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation with that token, also when it is used or too old."""
    return Invitation.objects.select_related("series", "day", "invited_by").filter(token_hash=hashed(token)).first()


def user_with(email: str) -> User | None:
    """Return who has that e-mail address."""
    return User.objects.filter(email=email.lower()).first()


def trail(scope: UUID) -> QuerySet[AuditEntry]:
    """Return who did what in a day or series, the newest first."""
    return AuditEntry.objects.filter(scope=scope).select_related("detail").order_by("-number")


def members_of(place: Day | Series) -> list[Membership]:
    """Return who has a role in a day or series of its own, who may do most first, then by name."""
    found = place.memberships.select_related("user")
    return sorted(found, key=lambda each: (-STRENGTH[Role(each.role)], str(each.user).casefold()))


def waiting_invitations(place: Day | Series) -> list[Invitation]:
    """Return the invitations to a day or series that nobody answered or withdrew, also those too old, newest first."""
    return list(place.invitations.filter(accepted=None, withdrawn=None).select_related("invited_by").order_by("-made"))
