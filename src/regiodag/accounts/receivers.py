# SPDX-License-Identifier: EUPL-1.2
"""What the library for signing in tells us: written down with who did what."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User

NEW_PASSWORD = audit.action("password.changed", _("chose a new password"))
ADDED = audit.action("second-factor.added", _("added a second lock"))
REMOVED = audit.action("second-factor.removed", _("removed a second lock"))
NEW_CODES = audit.action("recovery-codes.made", _("made new recovery codes"))


@receiver([password_changed, password_reset, password_set])
def new_password(user: User, **_kwargs: Any) -> None:
    """Write down that somebody has a new password."""
    audit.record(user, NEW_PASSWORD, subject=f"user:{user.pk}")


@receiver(authenticator_added)
def added(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Write down a new second factor. Who just showed it need not show it again to see the recovery codes."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    audit.record(user, ADDED, subject=f"user:{user.pk}")
    record_authentication(request, user, method="mfa", reauthenticated=True)


@receiver(authenticator_removed)
def removed(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Write down that a second factor is gone; its recovery codes go with the last one."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        audit.record(user, REMOVED, subject=f"user:{user.pk}")


@receiver(authenticator_reset)
def new_codes(user: User, **_kwargs: Any) -> None:
    """Write down that somebody has new recovery codes."""
    audit.record(user, NEW_CODES, subject=f"user:{user.pk}")
