# SPDX-License-Identifier: EUPL-1.2
"""The reasons why there is no placement, as data and as sentences.

Each conflict is a JSON tree with its `kind`, the values that belong to it and a `text` in English; `conflict_text`
gives the sentence that can be translated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indeling.errors import Text, counted, text
from indeling.problem import round_title

Conflict = dict[str, Any]

_TEXTS: Mapping[str, Text] = {
    "fixed-not-allowed": text("{participant} has a fixed place in {workshop} in {round}, but may not be there"),
    "fixed-twice": text("{participant} has a fixed place in {workshop} more than once"),
    "fixed-chairs": text("{workshop} in {round} has {chairs}, and {people} with a fixed place"),
    "round-chairs": text("{round} has {chairs} for {people}"),
    "round-minimum": text("{round} has {people}, and its minima ask for {minimum}"),
    "session-minimum": text("{workshop} in {round} needs {minimum}, and is open to {people}"),
    "session-chairs": text("{workshop} in {round} needs {minimum} and has {chairs}"),
    "participant-round": text("{participant} needs a seat in {round}, and there is no workshop they may be in"),
    "participant": text("{participant} cannot get a different workshop in every round, even without the others"),
    "relax-rule": text("no placement keeps all rules; one would if “{rule}” (rule {number}) were relaxed by {amount}"),
    "locked": text("there is no placement in which everybody stays who must not move"),
    "more-chairs": text("all rules together leave no placement; {more} for {workshop} in {round} would help"),
    "lower-minimum": text(
        "all rules together leave no placement; a minimum for {workshop} in {round} that is {fewer} lower would help"
    ),
}

_PEOPLE = text("{count} person"), text("{count} people")

_COUNTED: Mapping[str, tuple[Text, Text]] = {
    "chairs": (text("{count} chair"), text("{count} chairs")),
    "people": _PEOPLE,
    "minimum": _PEOPLE,
    "more": (text("{count} more chair"), text("{count} more chairs")),
}


def conflict(kind: str, **values: object) -> Conflict:
    """Return a conflict of a known kind as a JSON tree, with its text in English."""
    found: Conflict = {"kind": kind, **values}
    return {**found, "text": str(conflict_text(found))}


def conflict_text(found: Mapping[str, Any]) -> Text:
    """Return the sentence of a conflict read from a placement, ready to be translated."""
    known = _TEXTS.get(found["kind"])
    if known is None:
        return Text("{text}", found)
    values = {**found, **{name: counted(found[name], *_COUNTED[name]) for name in _COUNTED if name in found}}
    return Text(known.template, values | ({"round": round_title(found["round"])} if "round" in found else {}))
