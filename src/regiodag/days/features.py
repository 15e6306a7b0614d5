# SPDX-License-Identifier: EUPL-1.2
"""What a room can have and a workshop can need."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Feature(models.TextChoices):
    """A feature of a room."""

    STEP_FREE = "step-free", _("step-free access")
    HEARING_LOOP = "hearing-loop", _("hearing loop")
    SCREEN = "screen", _("screen and projector")
    SOUND = "sound", _("sound system")
    LOOSE_CHAIRS = "loose-chairs", _("chairs that can be moved")
    TABLES = "tables", _("tables")
    DAYLIGHT = "daylight", _("daylight")
    QUIET = "quiet", _("quiet, private room")


def named(features: list[str]) -> list[str]:
    """Return the names of features for people, in their fixed order."""
    return [str(feature.label) for feature in Feature if feature.value in features]
