# SPDX-License-Identifier: EUPL-1.2
"""People who speak or lead a workshop."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from regiodag.days.models.day import Day
from regiodag.editing.models import Versioned


class Speaker(Versioned):
    """Somebody on the programme. A photo is shown only with their consent."""

    day = models.ForeignKey(Day, models.CASCADE, related_name="speakers")
    given_name = models.CharField(_("first name"), max_length=80)
    prefix = models.CharField(_("prefix of the family name"), max_length=20, blank=True)
    family_name = models.CharField(_("family name"), max_length=80)
    function = models.CharField(_("function"), max_length=160, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    biography = models.TextField(_("biography"), blank=True)
    photo = models.ImageField(upload_to="speakers", blank=True, editable=False)
    photo_consent = models.BooleanField(_("agrees that the photo is shown"), default=False)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["family_name", "given_name", "pk"]

    def __str__(self) -> str:
        return " ".join(part for part in (self.given_name, self.prefix, self.family_name) if part)
