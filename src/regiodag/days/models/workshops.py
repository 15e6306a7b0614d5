# SPDX-License-Identifier: EUPL-1.2
"""Workshops, and their sessions: a workshop in one round, in one room."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from regiodag.days.models.day import Day
from regiodag.days.models.places import Room
from regiodag.days.models.programme import Round
from regiodag.days.models.speakers import Speaker
from regiodag.editing.models import Versioned

CHAIRS = [MinValueValidator(1), MaxValueValidator(100_000)]


class Workshop(Versioned):
    """What people can choose. At most `maximum` people come to each session, at least `minimum`."""

    day = models.ForeignKey(Day, models.CASCADE, related_name="workshops")
    title = models.CharField(_("title"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    form = models.CharField(_("form"), max_length=80, blank=True)
    subject = models.CharField(_("subject"), max_length=80, blank=True)
    leaders = models.ManyToManyField(Speaker, related_name="workshops", blank=True, verbose_name=_("leaders"))
    material = models.TextField(_("material that is needed"), blank=True)
    minimum = models.PositiveIntegerField(_("at least so many people"), default=0)
    maximum = models.PositiveIntegerField(_("at most so many people"), validators=CHAIRS)
    needs = models.JSONField(_("what the room must have"), default=list, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords(m2m_fields=[leaders])

    class Meta:
        ordering: ClassVar = ["position", "title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_workshop_of_a_title", fields=["day", "title"]),
            models.CheckConstraint(name="minimum_is_not_above_maximum", condition=Q(minimum__lte=F("maximum"))),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rounds(self) -> list[Round]:
        """The rounds in which it is given."""
        return [session.round for session in self.sessions.select_related("round")]


class Session(Versioned):
    """A workshop in a round. Its chairs are those of the workshop, or of the room when that has fewer."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="sessions")
    round = models.ForeignKey(Round, models.CASCADE, related_name="sessions")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="sessions")

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["round__number", "workshop__position", "workshop__title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_session_of_a_workshop_in_a_round", fields=["workshop", "round"])
        ]

    def __str__(self) -> str:
        return f"{self.workshop} ({self.round})"

    @property
    def chairs(self) -> int:
        """How many people can come."""
        return min(self.workshop.maximum, self.room.capacity) if self.room else self.workshop.maximum
