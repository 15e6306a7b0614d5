# SPDX-License-Identifier: EUPL-1.2
"""Another e-mail address that a participant wants to have."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from regiodag.registrations.models.participants import Participant


class AddressChange(models.Model):
    """An address that counts once the link that was mailed to it is used: once, and before it expires.

    link: the number of the personal link with which it was asked. When that link is replaced, because somebody else had
    it, what was asked with it is over. Of the token in the mail only the hash is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="address_changes")
    email = models.EmailField()
    link = models.PositiveIntegerField()
    token_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["made", "pk"]

    def __str__(self) -> str:
        return self.email

    @property
    def is_over(self) -> bool:
        """Whether the link in the mail does nothing any more."""
        replaced = self.link != self.participant.link
        return replaced or self.used is not None or self.expires <= timezone.now()
