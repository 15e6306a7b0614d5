# SPDX-License-Identifier: EUPL-1.2
"""The programme of a day: what happens when and where."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from regiodag.days.models.day import Day
from regiodag.days.models.places import Room
from regiodag.days.models.speakers import Speaker
from regiodag.editing.models import Versioned


class Round(Versioned):
    """A block of time in which workshops run side by side. When it is stands in its programme item."""

    day = models.ForeignKey(Day, models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_round_of_a_number", fields=["day", "number"])]

    def __str__(self) -> str:
        return str(_("round {number}").format(number=self.number))


class ProgrammeItem(Versioned):
    """A part of the programme, from a moment to a later one on the same day."""

    class Kind(models.TextChoices):
        """What sort of part it is."""

        PLENARY = "plenary", _("plenary")
        FILM = "film", _("film")
        BREAK = "break", _("break")
        ROUND = "round", _("workshop round")
        DRINKS = "drinks", _("drinks")
        OTHER = "other", _("something else")

    day = models.ForeignKey(Day, models.CASCADE, related_name="items")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PLENARY)
    title = models.CharField(_("title"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    start = models.TimeField(_("from"))
    end = models.TimeField(_("until"))
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="items", verbose_name=_("room"))
    speakers = models.ManyToManyField(Speaker, related_name="items", blank=True, verbose_name=_("speakers"))
    round = models.OneToOneField(Round, models.CASCADE, null=True, editable=False, related_name="item")

    history = HistoricalRecords(m2m_fields=[speakers])

    class Meta:
        ordering: ClassVar = ["start", "end", "title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="item_ends_after_it_starts", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="a_round_is_of_kind_round",
                condition=Q(kind="round", round__isnull=False) | (~Q(kind="round") & Q(round__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return minutes_between(self.start, self.end)


def minutes_between(start: time, end: time) -> int:
    """Return the minutes from one moment of a day to another."""
    some_day = date(2000, 1, 1)
    return int((datetime.combine(some_day, end) - datetime.combine(some_day, start)).total_seconds() // 60)
