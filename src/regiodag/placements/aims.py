# SPDX-License-Identifier: EUPL-1.2
"""What a placement can aim at, told by what comes of it. What each does exactly: docs/reference/objectives.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Aim(models.TextChoices):
    """An objective of the engine."""

    FAIR = "fair", _("Nobody left out")
    RANK_MAXIMAL = "rank-maximal", _("As many first choices as possible")
    LOTTERY = "lottery", _("By lot")
    LEXIMIN = "leximin", _("Whoever is worst off comes first")
    GENEROUS = "generous", _("As few places outside the wishes as possible")
    LEAST_COST = "least-cost", _("As little disappointment in total as possible")


CONSEQUENCES: Mapping[str, Any] = {
    Aim.FAIR: _(
        "As few people as possible without what they asked for. What disappointment remains is shared: nobody pays"
        " for all the others."
    ),
    Aim.RANK_MAXIMAL: _(
        "The most people get their first choice. In exchange some may get nothing that they asked for."
    ),
    Aim.LOTTERY: _(
        "Everybody has a turn in an order that is drawn, and takes the best that is left. Nobody gains by filling in"
        " something else than they want; whoever is drawn last may be unlucky."
    ),
    Aim.LEXIMIN: _(
        "First the biggest disappointment is made as small as possible, then the next biggest, and so on. Fewer"
        " people get exactly what they want."
    ),
    Aim.GENEROUS: _(
        "Counts places, not people: as few as possible outside the wishes, then as few as possible of the lowest"
        " wish. One person may have all the bad luck."
    ),
    Aim.LEAST_COST: _(
        "Counts all disappointment together: each step down the list weighs more. One person may have all the bad luck."
    ),
}
"""What comes of each aim, in a sentence or two."""

USUAL = (Aim.FAIR, Aim.RANK_MAXIMAL, Aim.LOTTERY)
"""What most days choose from; the rest is for who wants more."""
