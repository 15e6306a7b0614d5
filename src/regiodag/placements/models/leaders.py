# SPDX-License-Identifier: EUPL-1.2
"""Leaders of workshops and speakers: their own page, whose names they see, and their files."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day, ProgrammeItem, Speaker, Workshop
from regiodag.editing.models import Versioned
from regiodag.registrations.models import FormField


class LeaderRules(Versioned):
    """Whose names leaders see: of whoever ticked this consent. None: of nobody, only how many come."""

    day = models.OneToOneField(Day, models.CASCADE, related_name="leader_rules")
    consent = models.ForeignKey(
        FormField, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("consent")
    )

    def __str__(self) -> str:
        return str(self.day)


class LeaderPage(models.Model):
    """The own page of somebody who leads or speaks, behind a link of which only the hash is kept (decision 20).

    link: how often the link was replaced, plus one. sent: when it was last mailed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    speaker = models.OneToOneField(Speaker, models.CASCADE, related_name="leader_page")
    link = models.PositiveIntegerField(default=1)
    link_hash = models.CharField(max_length=64, unique=True)
    sent = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.speaker)


class Material(models.Model):
    """A file that a leader gave for a workshop, or a speaker for a part of the day for everybody.

    shown: participants of the workshop, or everybody who comes, may have it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, null=True, related_name="files")
    item = models.ForeignKey(ProgrammeItem, models.CASCADE, null=True, related_name="files")
    speaker = models.ForeignKey(Speaker, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=120)
    suffix = models.CharField(max_length=5)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="material")
    at = models.DateTimeField(auto_now_add=True)
    shown = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["workshop__position", "workshop__title", "item__start", "at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="material_is_of_a_workshop_or_of_a_part",
                condition=Q(workshop__isnull=True, item__isnull=False) | Q(workshop__isnull=False, item__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}{self.suffix}"

    @property
    def subject(self) -> Workshop | ProgrammeItem:
        """What it is for."""
        found = self.workshop or self.item
        assert found is not None  # noqa: S101  (for the types: the database sees to it)
        return found
