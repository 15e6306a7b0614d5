# SPDX-License-Identifier: EUPL-1.2
"""A series, and one edition of it."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from regiodag.days.states import State
from regiodag.editing.models import Versioned


def new_code() -> str:
    """Return a code with which the public page of a day opens before it is published: 64 random bits."""
    return secrets.token_urlsafe(8)


class Series(models.Model):
    """A recurring event."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=160)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Day(Versioned):
    """One edition: a day that people come to. Without a date it is still to be announced."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="days")
    title = models.CharField(_("title"), max_length=160)
    motto = models.CharField(_("motto"), max_length=200, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    description = models.TextField(_("description"), blank=True)

    host = models.CharField(_("host"), max_length=160, blank=True)
    chair = models.CharField(_("chair of the day"), max_length=160, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address of the contact"), blank=True)
    contact_phone = models.CharField(_("telephone number of the contact"), max_length=30, blank=True)
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1_000_000)]
    )

    venue = models.CharField(_("name of the venue"), max_length=160, blank=True)
    address = models.CharField(_("street and number"), max_length=160, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    route = models.TextField(_("how to get there"), blank=True)
    accessibility = models.TextField(_("accessibility"), blank=True)

    logo = models.ImageField(upload_to="logos", blank=True, editable=False)
    logo_words = models.CharField(_("what the logo says"), max_length=120, blank=True)
    theme = models.JSONField(default=dict, blank=True, editable=False)
    code = models.CharField(max_length=20, unique=True, default=new_code, editable=False)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = [models.F("date").desc(nulls_first=True), "title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="day_state_is_known", condition=models.Q(state__in=State.values)),
            models.CheckConstraint(
                name="day_capacity_is_positive", condition=models.Q(capacity=None) | models.Q(capacity__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlannedDate(models.Model):
    """A date on which the day was planned before it was postponed. None: it was still to be announced.

    answer_by: until when whoever is asked again is asked to answer; nothing happens by itself when it has passed.
    """

    class Registrations(models.TextChoices):
        """What happens to registrations for a day that is postponed."""

        KEEP = "keep", _("keep the registrations: whoever cannot come cancels")
        ASK = "ask", _("ask everybody again whether they come")

    day = models.ForeignKey(Day, models.CASCADE, related_name="planned")
    date = models.DateField(null=True)
    moved_to = models.DateField(null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    registrations = models.CharField(_("registrations"), max_length=4, choices=Registrations.choices)
    answer_by = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.date} → {self.moved_to}"

    @property
    def asks(self) -> bool:
        """Whether people are asked again: they were to be, and there is a date to ask about."""
        return self.registrations == self.Registrations.ASK and self.moved_to is not None
