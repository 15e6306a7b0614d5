# SPDX-License-Identifier: EUPL-1.2
"""Runs of the placement and what was published of them; what participants change in that; leaders."""

from regiodag.placements.models.changes import ChangeRules, Exchange, OwnChange, SeenVersion, SwapOffer
from regiodag.placements.models.leaders import LeaderPage, LeaderRules, Material
from regiodag.placements.models.runs import Correction, Placement, PlacementRun, Publication, Published, Seat

__all__ = [
    "ChangeRules",
    "Correction",
    "Exchange",
    "LeaderPage",
    "LeaderRules",
    "Material",
    "OwnChange",
    "Placement",
    "PlacementRun",
    "Publication",
    "Published",
    "Seat",
    "SeenVersion",
    "SwapOffer",
]
