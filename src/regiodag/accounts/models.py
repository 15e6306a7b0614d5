# SPDX-License-Identifier: EUPL-1.2
"""Organisers, their roles, the ways in, and the trail of who did what."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from regiodag.accounts.roles import Role


class UserManager(BaseUserManager["User"]):
    """Makes organisers."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a new organiser; without a password they sign in by link or at their own organisation."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Somebody who organises. Participants have no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)
    sessions_ended = models.PositiveIntegerField(default=0)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session of this organiser must carry: it ends with the password, and with all sessions.

        Django asks for it with the key of today and with those of before.
        """
        words = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("regiodag.accounts.session", words, secret=secret, algorithm="sha256").hexdigest()


class Membership(models.Model):
    """The role of an organiser, in all days of a series or in one day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    series = models.ForeignKey("days.Series", models.CASCADE, related_name="memberships", null=True)
    day = models.ForeignKey("days.Day", models.CASCADE, related_name="memberships", null=True)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="membership_of_a_series_or_a_day",
                condition=Q(series__isnull=True, day__isnull=False) | Q(series__isnull=False, day__isnull=True),
            ),
            models.UniqueConstraint(name="one_role_in_a_series", fields=["user", "series"]),
            models.UniqueConstraint(name="one_role_in_a_day", fields=["user", "day"]),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Invitation(models.Model):
    """An invitation to take part in organising, sent by mail. Only the hash of its token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    series = models.ForeignKey("days.Series", models.CASCADE, related_name="invitations", null=True)
    day = models.ForeignKey("days.Day", models.CASCADE, related_name="invitations", null=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="invitation_to_a_series_or_a_day",
                condition=Q(series__isnull=True, day__isnull=False) | Q(series__isnull=False, day__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"


class LoginLink(models.Model):
    """A link that signs in once, made on the server by whoever runs it. Only the hash of its token is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.user)


class AuditChain(models.Model):
    """The head of a chain of entries: of one day, one series, or the site as a whole (scope 0)."""

    scope = models.UUIDField(primary_key=True)
    length = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.scope)


class AuditEntry(models.Model):
    """Who did what, when: append only. Its digest holds that of the entry before it, so that nothing can be slipped in.

    Names and words stand in `AuditDetail`, outside the chain: they can be erased and the chain still holds.
    """

    scope = models.UUIDField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["scope", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_entry_per_number", fields=["scope", "number"]),
            models.CheckConstraint(name="entries_count_from_one", condition=Q(number__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class AuditDetail(models.Model):
    """The words of an entry: who it was, and what it was about."""

    entry = models.OneToOneField(AuditEntry, models.CASCADE, primary_key=True, related_name="detail")
    actor = models.CharField(max_length=160, blank=True)
    facts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.actor
