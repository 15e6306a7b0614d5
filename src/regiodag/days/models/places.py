# SPDX-License-Identifier: EUPL-1.2
"""Rooms of the venue."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from regiodag.days.features import Feature
from regiodag.days.models.day import Day
from regiodag.editing.models import Versioned


class Room(Versioned):
    """A room in which a part of the programme or a workshop takes place."""

    day = models.ForeignKey(Day, models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=80)
    capacity = models.PositiveIntegerField(
        _("number of chairs"), validators=[MinValueValidator(1), MaxValueValidator(100_000)]
    )
    features = models.JSONField(_("what the room has"), default=list, blank=True)
    floor = models.CharField(_("floor or wing"), max_length=60, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["position", "name", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_room_of_a_name", fields=["day", "name"])]

    def __str__(self) -> str:
        return self.name

    def lacks(self, needs: list[str]) -> list[str]:
        """Return the features that are needed and that the room does not have."""
        return [need for need in needs if need not in self.features and need in Feature.values]
