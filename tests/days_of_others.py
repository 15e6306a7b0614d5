# SPDX-License-Identifier: EUPL-1.2
"""Days as other people write them: a conference, a school, a university, a survey, projects. Made up, from a seed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

Tree = dict[str, Any]


def ordered(rng: Random, names: list[str]) -> list[str]:
    """Return the names in an order of taste: those in front are popular (Plackett-Luce)."""
    weight = {name: (len(names) - at) ** 1.3 for at, name in enumerate(names)}
    return sorted(names, key=lambda name: -(rng.random() ** (1 / weight[name])))


def day(rounds: list[str], workshops: list[Tree], people: list[Tree], **more: object) -> Tree:
    """Return the problem."""
    head = {"format": "indeling/problem", "version": 1, **more}
    return {**head, "rounds": [{"id": name} for name in rounds], "workshops": workshops, "participants": people}


def conference(seed: int) -> Tree:
    """40 people, 3 rounds of 5 talks each in rooms of different sizes; wishes per round, not by everybody."""
    rng = Random(seed)
    rounds = [f"Session {k}" for k in range(1, 4)]
    talks = {rnd: [f"{rnd}.{k}" for k in range(1, 6)] for rnd in rounds}
    rooms = {rnd: rng.sample([13, 11, 8, 6, 5], 5) for rnd in rounds}
    workshops = [
        {"id": talk, "sessions": [{"round": rnd, "capacity": chairs}]}
        for rnd in rounds
        for talk, chairs in zip(talks[rnd], rooms[rnd], strict=True)
    ]
    people: list[Tree] = [
        {"id": f"{k}", "wishes": {rnd: ordered(rng, talks[rnd])[:3] for rnd in rounds if rng.random() < 0.82}}
        for k in range(40)
    ]
    for person in people[::9]:
        person["rounds"] = rng.sample(rounds, 2)
    return day(rounds, workshops, people, wishes_asked=3)


def school(seed: int) -> Tree:
    """20 pupils, 10 workshops, 3 periods; chairs differ per period, some workshops are not given in all."""
    rng = Random(seed)
    rounds = ["lesuur 1", "lesuur 2", "lesuur 3"]
    names = [f"atelier {k} é" for k in range(10)]
    workshops = [
        {
            "id": name,
            "sessions": [{"round": rnd, "capacity": rng.choice([3, 4, 5, 5])} for rnd in rounds if rng.random() < 0.9],
        }
        for name in names
    ]
    people = [{"id": f"{k:04d}", "wishes": ordered(rng, names)[: rng.choice([0, 3, 5, 5, 5])]} for k in range(20)]
    return day(rounds, workshops, people)


def university(seed: int) -> Tree:
    """25 students, complete orders of 8 courses with ties, two terms, a minimum in each course."""
    rng = Random(seed)
    names = [f"{k}" for k in range(8)]
    workshops = [
        {"id": name, "sessions": [{"round": term, "capacity": 4, "minimum": 2} for term in ("autumn", "spring")]}
        for name in names
    ]
    people = []
    for k in range(25):
        order = ordered(rng, names)
        at = rng.randrange(6)
        people.append({"id": f"student {k}", "wishes": [*order[:at], order[at : at + 2], *order[at + 2 :]]})
    return day(["autumn", "spring"], workshops, people)


def survey(seed: int) -> Tree:
    """30 people who rated 8 workshops from 1 to 10, or did not; two rounds."""
    rng = Random(seed)
    names = [f"W{k}" for k in range(8)]
    liked = {name: rng.uniform(0, 6) for name in names}
    workshops = [{"id": name, "sessions": [{"round": rnd, "capacity": 4} for rnd in ("am", "pm")]} for name in names]
    people = [
        {
            "id": f"p{k}",
            "ratings": {
                name: min(10, max(1, round(liked[name] + rng.gauss(3, 2)))) for name in names if rng.random() < 0.9
            },
        }
        for k in range(30)
    ]
    return day(["am", "pm"], workshops, people, rating_scale={"best": 10, "worst": 1})


def projects(seed: int) -> Tree:
    """24 students, each in one of 12 projects that go on with two to four of them or not at all."""
    rng = Random(seed)
    names = [f"Project {k}" for k in range(12)]
    session = {"round": "term", "capacity": 4, "minimum": 2}
    workshops = [{"id": name, "optional": True, "sessions": [session]} for name in names]
    people = [{"id": f"s{k}", "wishes": ordered(rng, names)[:4]} for k in range(24)]
    return day(["term"], workshops, people)


DAYS: dict[str, Callable[[int], Tree]] = {
    "conference": conference,
    "school": school,
    "university": university,
    "survey": survey,
    "projects": projects,
}
