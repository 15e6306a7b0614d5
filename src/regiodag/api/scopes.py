# SPDX-License-Identifier: EUPL-1.2
"""What a token lets another system do. The codes are part of the API and never change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """One thing that a token may be for."""

    DAY_READ = "day:read", _("read the day: date, rounds, workshops, questions of the form")
    PARTICIPANTS_READ = "participants:read", _("read who registered, with organisation and answers")
    PARTICIPANTS_WRITE = "participants:write", _("register people, change and cancel registrations")
    SENSITIVE_READ = "sensitive:read", _("read sensitive answers too, such as diet and what people need to take part")
    WISHES_READ = "wishes:read", _("read which workshops people wish")
    WISHES_WRITE = "wishes:write", _("change which workshops people wish")
    PLACEMENTS_READ = "placements:read", _("read who is placed where, without names, and which versions there are")
    PLACEMENTS_RUN = "placements:run", _("let everybody be placed; not publish")
    PROBLEM_READ = "problem:read", _("take out the day as a problem for the placement")
