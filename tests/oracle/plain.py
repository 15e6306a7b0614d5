# SPDX-License-Identifier: EUPL-1.2
"""Small days of the plain kind: everybody all day, every workshop in every round with the same chairs, no rules."""

from __future__ import annotations

import random
from typing import Any

Tree = dict[str, Any]


def plain_day(seed: int) -> Tree:
    """Return the day of this seed: 2–9 people, 1–3 rounds, lists with ties, short ones and empty ones, or ratings."""
    dice = random.Random(seed)
    rounds = [f"r{at + 1}" for at in range(dice.randint(1, 3))]
    longest = dice.randint(1, 3)
    workshops = [f"w{at + 1}" for at in range(longest + len(rounds) + dice.randint(0, 2))]
    people = dice.randint(2, 9)
    data: Tree = {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": name} for name in rounds],
        "workshops": [a_workshop(dice, name, rounds, people) for name in workshops],
    }
    rated = dice.random() < 0.2
    if rated:
        data["rating_scale"] = {"best": 5, "worst": 1}
    else:
        data["wishes_asked"] = longest
    popular = dice.sample(workshops, k=len(workshops))
    data["participants"] = [a_person(dice, f"p{at + 1}", popular, longest, rated=rated) for at in range(people)]
    if dice.random() < 0.2:
        data["participants"][0]["rounds"] = []
    return data


def a_workshop(dice: random.Random, name: str, rounds: list[str], people: int) -> Tree:
    """Return a workshop with the same chairs in every round; sometimes so few that there is no placement."""
    chairs = max(1, round(people * dice.choice([0.2, 0.3, 0.5])))
    return {"id": name, "sessions": [{"round": rnd, "capacity": chairs} for rnd in rounds]}


def a_person(dice: random.Random, name: str, popular: list[str], longest: int, *, rated: bool) -> Tree:
    """Return a participant who prefers what is popular."""
    order = sorted(popular, key=lambda workshop: popular.index(workshop) + dice.uniform(0, 3))
    listed = order[: dice.choice([longest, longest, longest, dice.randint(0, longest)])]
    if rated:
        return {"id": name, "ratings": {workshop: dice.randint(1, 5) for workshop in listed}}
    wishes: list[Any] = list(listed)
    if len(wishes) > 1 and dice.random() < 0.3:
        wishes = [wishes[:2], *wishes[2:]]
    return {"id": name, "wishes": wishes}


def crowd(seed: int) -> Tree:
    """Return a plain day of 20–50 people with more wishes each: many outside them, and much to exchange."""
    dice = random.Random(seed)
    rounds, longest, people = (
        [f"r{at + 1}" for at in range(dice.randint(1, 3))],
        dice.randint(2, 5),
        dice.randint(20, 50),
    )
    workshops = [f"w{at + 1}" for at in range(longest + len(rounds) + dice.randint(0, 6))]
    return {
        "format": "indeling/problem",
        "version": 1,
        "wishes_asked": longest,
        "rounds": [{"id": name} for name in rounds],
        "workshops": [
            {"id": name, "sessions": [{"round": rnd, "capacity": chairs} for rnd in rounds]}
            for name, chairs in ((name, -(-people // len(workshops)) + dice.randint(0, 2)) for name in workshops)
        ],
        "participants": [a_person(dice, f"p{at + 1}", workshops, longest, rated=False) for at in range(people)],
    }
