# SPDX-License-Identifier: EUPL-1.2
"""What is asked of accounts."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from regiodag.accounts.models import AuditEntry, Invitation, User
from regiodag.accounts.tokens import hashed


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation with that token, also when it is used or too old."""
    return Invitation.objects.select_related("series", "day", "invited_by").filter(token_hash=hashed(token)).first()


def user_with(email: str) -> User | None:
    """Return who has that e-mail address."""
    return User.objects.filter(email=email.lower()).first()


def trail(scope: UUID) -> QuerySet[AuditEntry]:
    """Return who did what in a day or series, the newest first."""
    return AuditEntry.objects.filter(scope=scope).select_related("detail").order_by("-number")
