# SPDX-License-Identifier: EUPL-1.2
"""Files with participants that are brought in, and people who are invited to register."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts.models import User
from regiodag.accounts.secrets import sealed, unsealed
from regiodag.days.models import Day

KEPT_FOR = timedelta(days=7)


class ImportedFile(models.Model):
    """A file that somebody brings in: looked at first, then done, perhaps undone.

    content: the table in it, sealed, until it is done or a week old. choices: what was chosen about its columns and
    rows, as the page has it. result: what was done, sealed, so that it can be undone for a week.
    """

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", _("not brought in yet")
        DONE = "done", _("brought in")
        UNDONE = "undone", _("undone")

    class Kind(models.TextChoices):
        """What the people in the file become."""

        REGISTRATIONS = "registrations", _("participants: they have registered elsewhere")
        CONTACTS = "contacts", _("people to invite: they have not registered yet")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(Day, models.CASCADE, related_name="imported_files")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=13, choices=Kind.choices, default=Kind.REGISTRATIONS)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    made = models.DateTimeField(default=timezone.now)
    content = models.TextField(blank=True)
    choices = models.JSONField(default=dict)
    result = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-made", "pk"]

    def __str__(self) -> str:
        return str(self.day)

    @property
    def table(self) -> Any:
        """The table in the file; None when it is not kept any more."""
        return json.loads(unsealed(self.content)) if self.content else None

    def keep_table(self, table: Any) -> None:
        """Seal the table in the file; to be saved afterwards."""
        self.content = sealed(json.dumps(table))

    @property
    def done(self) -> Any:
        """What was done; None when it is not kept any more."""
        return json.loads(unsealed(self.result)) if self.result else None

    def keep_done(self, done: Any) -> None:
        """Seal what was done, and keep the file no longer; to be saved afterwards."""
        self.result, self.content = sealed(json.dumps(done)), ""

    @property
    def can_be_undone(self) -> bool:
        """Whether it was done, and what was done is still known."""
        return self.state == self.State.DONE and bool(self.result)


class Invitee(models.Model):
    """Somebody who is, or is to be, invited to register: with a personal link, of which only the hash is kept.

    invited: when the invitation was posted, None when it was not yet. Whoever has registered is found by the address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(Day, models.CASCADE, related_name="invitees")
    given_name = models.CharField(_("first name"), max_length=80, blank=True)
    prefix = models.CharField(_("prefix of the family name"), max_length=20, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="nl")
    made = models.DateTimeField(default=timezone.now)
    invited = models.DateTimeField(null=True)
    link_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["family_name", "given_name", "email", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("day", Lower("email"), name="one_invitation_of_an_address"),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.given_name, self.prefix, self.family_name) if part) or self.email
