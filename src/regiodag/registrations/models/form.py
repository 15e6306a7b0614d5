# SPDX-License-Identifier: EUPL-1.2
"""The registration form of a day: when and for whom it is open, and what it asks beside name and address."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from regiodag.days.models import Day
from regiodag.editing.models import Versioned

MOST_WISHES = 20
READABLE = "23456789abcdefghjkmnpqrstuvwxyz"


def new_code() -> str:
    """Return a code that people type: ten letters and digits of which none looks like another, some 49 random bits."""
    return "".join(secrets.choice(READABLE) for _at in range(10))


class RegistrationForm(Versioned):
    """When and for whom registration is open, and how many wishes it asks.

    opens, closes: moments; None: as soon, or as long, as the day is in the state open. wishes: ranked workshops per
    person, 0: none are asked. offer_hours: for how long a place that came free is kept for who is next.
    """

    class Access(models.TextChoices):
        """Who may register."""

        OPEN = "open", _("everybody who has the address of the page")
        CODE = "code", _("whoever has the code")
        PERSONAL = "personal", _("only who was invited personally")

    day = models.OneToOneField(Day, models.CASCADE, related_name="registration_form")
    opens = models.DateTimeField(_("opens"), null=True, blank=True)
    closes = models.DateTimeField(_("closes"), null=True, blank=True)
    access = models.CharField(_("who may register"), max_length=8, choices=Access.choices, default=Access.OPEN)
    code = models.CharField(_("code"), max_length=20, default=new_code)
    wishes = models.PositiveSmallIntegerField(
        _("how many workshops people rank"), default=4, validators=[MaxValueValidator(MOST_WISHES)]
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours that a place which came free is kept"),
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 14)],
    )
    introduction = models.TextField(_("introduction"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="registration_opens_before_it_closes",
                condition=Q(opens=None) | Q(closes=None) | Q(opens__lt=models.F("closes")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.day)

    @property
    def offer_lasts(self) -> timedelta:
        """How long a place that came free is kept for who is next."""
        return timedelta(hours=self.offer_hours)


class FormSection(Versioned):
    """Questions that belong together, under a heading."""

    form = models.ForeignKey(RegistrationForm, models.CASCADE, related_name="sections")
    title = models.CharField(_("heading"), max_length=120)
    introduction = models.TextField(_("introduction"), blank=True)
    position = models.PositiveIntegerField(default=0)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class FormField(Versioned):
    """A question. kind: the code of a file in `fields`. choices: what can be chosen, for kinds that offer something.

    purpose, basis, weeks: why it is asked, on which ground of the AVG (GDPR), and how long after the day the answer is
    kept. only_if, only_if_answer: it is asked only of whoever gave that answer to an earlier question.
    """

    class Basis(models.TextChoices):
        """The legal grounds of article 6 and 9 of the AVG (GDPR) that a network day can have."""

        CONSENT = "consent", _("consent")
        TASK = "task", _("a task in the public interest")
        INTEREST = "interest", _("a legitimate interest")
        EXPLICIT = "explicit", _("explicit consent (health, lived experience)")

    section = models.ForeignKey(FormSection, models.CASCADE, related_name="fields")
    kind = models.CharField(max_length=20)
    label = models.CharField(_("question"), max_length=200)
    help = models.CharField(_("explanation"), max_length=300, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    purpose = models.CharField(_("why it is asked"), max_length=200)
    basis = models.CharField(_("legal basis"), max_length=10, choices=Basis.choices, default=Basis.TASK)
    weeks = models.PositiveSmallIntegerField(
        _("weeks that the answer is kept after the day"), default=8, validators=[MaxValueValidator(520)]
    )
    only_if = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    only_if_answer = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["section__position", "position", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def condition(self) -> str:
        """The question and the answer on which it is asked, as a form carries them; empty: it is asked of everybody."""
        return f"{self.only_if_id}:{self.only_if_answer}" if self.only_if_id else ""
