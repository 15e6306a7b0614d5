# SPDX-License-Identifier: EUPL-1.2
"""Tokens of other systems."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day


class ApiToken(models.Model):
    """What another system shows to get at a day. Only its hash is kept, and how it begins, so that it is recognised.

    scopes: codes of `scopes.Scope`. last_used: a date, no more: nobody needs to know when a system looks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(Day, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name of the system"), max_length=80)
    scopes = models.JSONField(_("what it may do"), default=list)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    prefix = models.CharField(max_length=12, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateField(_("works until and including"))
    last_used = models.DateField(null=True, editable=False)
    revoked = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-made", "pk"]

    def __str__(self) -> str:
        return self.name

    def works(self, now: datetime) -> bool:
        """Return whether it opens anything at a moment."""
        return self.revoked is None and now.date() <= self.expires
