# SPDX-License-Identifier: EUPL-1.2
"""What is best? One objective per file; a file in this folder that holds an `OBJECTIVE` is found by itself."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import numpy as np

from indeling.errors import Text, UnknownKindError, text
from indeling.objectives.objective import Level, Objective, OneByOne, PersonLevel, Scale, SeatLevel, Title

__all__ = [
    "BROKEN",
    "MIX",
    "MOVES",
    "Level",
    "Objective",
    "OneByOne",
    "PersonLevel",
    "Scale",
    "SeatLevel",
    "Title",
    "at_turn",
    "in_class",
    "level_title",
    "names",
    "objective",
]

DEFAULT = "fair"

BROKEN = Title("broken-rules", text("weight of the rules that are broken"))
"""What comes after the levels of every objective: the rules that may be broken (`indeling.rules`)."""

MOVES = Title("moves", text("people who move in a round"))
MIX = Title("mix", text("people of the same kind in one session, squared"))
"""What may be asked beyond the objective (`indeling.solver.beyond`)."""

CLASS = "@"
"""Between the key of a level and the number of the class of people that it counts."""

LONGEST_SCALE, LONGEST_NUMBER = 1_000, 18
"""Ranks at most, and digits of a number, for which a title is looked up: a placement may come from anywhere."""


def in_class(title: Title, number: int, count: int) -> Title:
    """Return the title of a level that counts one class of people, of so many (`indeling.rules.priority`)."""
    if count == 1:
        return title
    sentence = text("{level}, in priority class {number}", level=title.text, number=number)
    return Title(f"{title.key}{CLASS}{number}", sentence)


def at_turn(title: Title, number: int) -> Title:
    """Return the title of a level that counts whoever has that turn, from 1 (`OneByOne`)."""
    sentence = text("{level} of whoever has turn {number}", level=title.text, number=number)
    return Title(f"{title.key}{CLASS}{number}", sentence)


@cache
def _registry() -> dict[str, Objective]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    found = [module.OBJECTIVE for module in modules if hasattr(module, "OBJECTIVE")]
    return {each.name: each for each in sorted(found, key=lambda each: each.name != DEFAULT)}


def names() -> tuple[str, ...]:
    """Return the names of all objectives, the default first."""
    return tuple(_registry())


def level_title(name: str, key: str) -> Text:
    """Return the title of the level of that key (`proof.levels[].name`); the key itself when there is none.

    The number in a key is a rank, a regret or a number of seats: on a scale that reaches it, its level occurs.
    """
    for beside in (BROKEN, MOVES, MIX):
        if key == beside.key:
            return beside.text
    level, _, number_of_class = key.partition(CLASS)
    if number_of_class.isdecimal() and len(number_of_class) <= LONGEST_NUMBER:
        title, number = Title(level, level_title(name, level)), int(number_of_class)
        in_turn = isinstance(_registry().get(name), OneByOne)
        return (at_turn(title, number) if in_turn else in_class(title, number, 2)).text
    number = int(re.sub(r"[^0-9]", "", key)[:LONGEST_NUMBER] or "1")
    scale = Scale(min(number, LONGEST_SCALE), np.arange(min(number, LONGEST_SCALE) + 2), np.array([number]))
    levels = _registry()[name].levels(scale) if name in _registry() else ()
    return next((level.title.text for level in levels if level.title.key == key), Text("{key}", {"key": key}))


def objective(name: str) -> Objective:
    """Return the objective of that name. Raises UnknownKindError, which lists those there are."""
    if name not in _registry():
        kind = "objective"
        raise UnknownKindError(kind, name, names())
    return _registry()[name]
