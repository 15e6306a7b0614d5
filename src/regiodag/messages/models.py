# SPDX-License-Identifier: EUPL-1.2
"""The outbox: a row for every mail, with how far it is."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mail(models.Model):
    """A mail to one address.

    message_id stays the same however often it is tried, so that a mail that was sent twice shows as one. lease: until
    when a worker has it. attempts: how often it was tried; retry_at: when the next try may be. scope: the day that it
    belongs to. about, kind, version: whom it is for, what it tells and of which state of things: it is made once.
    calendar: a file for their calendar. text: empty while the mail is one that is written as it is sent (`late.py`).
    """

    class State(models.TextChoices):
        """How far a mail is."""

        QUEUED = "queued", _("queued")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.EmailField()
    sender = models.CharField(max_length=200)
    reply_to = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    made = models.DateTimeField(auto_now_add=True)
    sent = models.DateTimeField(null=True)
    lease = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    scope = models.UUIDField(null=True)
    about = models.UUIDField(null=True)
    kind = models.CharField(max_length=60, blank=True)
    version = models.CharField(max_length=60, blank=True)
    calendar = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-made", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "made"], name="mail_to_send"),
            models.Index(fields=["scope", "made"], name="mail_of_a_day"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["about", "kind", "version"],
                condition=models.Q(about__isnull=False),
                name="one_mail_of_a_kind_and_version",
            )
        ]

    def __str__(self) -> str:
        return self.subject
