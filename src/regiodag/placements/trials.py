# SPDX-License-Identifier: EUPL-1.2
"""What can be tried with a day, in words. A change is what the engine's advice says (docs/reference/advise.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Change = Mapping[str, Any]
"""kind: chairs, room, drop, repeat or round, and what belongs to it; or rooms: they are chosen as well."""

ROOMS = "rooms"
ROUND = "round"
POSSIBLE = ("chairs", "room", "drop", "repeat", ROUND, ROOMS)
"""Kinds that can be tried; one more round only when there is a moment for it (queries/one_more_round.py)."""


def title_of(problem: Mapping[str, Any], change: Change) -> str:
    """Return what is different, in words."""
    kind, title = change["kind"], _workshop(problem, change)
    if kind in {"chairs", "room"}:
        return ngettext(
            "{number} more chair for “{title}”", "{number} more chairs for “{title}”", change["chairs"]
        ).format(number=change["chairs"], title=title)
    if kind == "drop":
        return _("without “{title}”").format(title=title)
    if kind == "repeat":
        return _("“{title}” in round {number}, too").format(title=title, number=number_of(change))
    return _("rooms chosen along with it") if kind == ROOMS else _("one more round")


def number_of(change: Change) -> int:
    """Return the number of the round that a change is about."""
    return int(str(change["round"]).removeprefix("r"))


def _workshop(problem: Mapping[str, Any], change: Change) -> str:
    return next((each["title"] for each in problem["workshops"] if each["id"] == change.get("workshop")), "")
