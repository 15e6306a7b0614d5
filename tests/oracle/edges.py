# SPDX-License-Identifier: EUPL-1.2
"""Days at the edge of what may be asked, each with its name."""

from __future__ import annotations

from typing import Any

Tree = dict[str, Any]

A_TO_C = ("a", "b", "c")


def day_of(people: list[Tree], workshops: list[Tree] | None = None, rounds: int = 1, **more: object) -> Tree:
    """Return a day; unless said otherwise with workshops a, b and c of one chair in every round."""
    names = [f"r{k}" for k in range(1, rounds + 1)]
    sessions = [{"round": rnd, "capacity": 1} for rnd in names]
    return {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": rnd} for rnd in names],
        "workshops": workshops or [{"id": name, "sessions": sessions} for name in A_TO_C],
        "participants": people,
        **more,
    }


def workshop(name: str, *sessions: tuple[int, int], optional: bool = False) -> Tree:
    """Return a workshop from the capacity and the minimum in round r1, r2, ..."""
    given = [{"round": f"r{k}", "capacity": c, "minimum": m} for k, (c, m) in enumerate(sessions, start=1)]
    return {"id": name, "sessions": given, "optional": optional}


TWO: list[Tree] = [{"id": "p", "wishes": ["a"]}, {"id": "q", "wishes": ["a"]}]

EDGES: dict[str, Tree] = {
    "nobody": day_of([]),
    "nobody, where somebody is needed": day_of([], [workshop("a", (1, 1))]),
    "nobody needs a seat": day_of([{"id": "p", "rounds": []}, {"id": "q", "leads": ["a"]}]),
    "no sessions at all": day_of([{"id": "p"}], [workshop("a")]),
    "no sessions and everybody away": day_of([{"id": "p", "rounds": []}], [workshop("a")]),
    "more rounds than workshops": day_of([{"id": "p", "wishes": ["a"]}], rounds=4),
    "everybody fixed": day_of([{"id": "p", "wishes": ["a"], "fixed": {"r1": "b"}}]),
    "everybody fixed in every round": day_of([{**TWO[0], "fixed": {"r1": "b", "r2": "a"}}], rounds=2),
    "fixed in a session without chairs": day_of(
        [{"id": "p", "fixed": {"r1": "a"}}], [workshop("a", (0, 0)), workshop("b", (1, 0))]
    ),
    "fixed where forbidden": day_of([{"id": "p", "forbidden": ["a"], "fixed": {"r1": "a"}}]),
    "fixed in the same workshop twice": day_of([{"id": "p", "fixed": {"r1": "a", "r2": "a"}}], rounds=2),
    "fixed in the workshop they lead": day_of([{"id": "p", "leads": ["a"], "fixed": {"r1": "a"}}]),
    "fixed in a round in which they lead": day_of([{"id": "p", "leads": ["a"], "fixed": {"r1": "b"}}]),
    "two fixed on one chair": day_of([{**person, "fixed": {"r1": "a"}} for person in TWO]),
    "fixed in an optional workshop that lacks people": day_of(
        [{"id": "p", "fixed": {"r1": "a"}}], [workshop("a", (2, 2), optional=True), workshop("b", (2, 0))]
    ),
    "fixed in an optional workshop that others can fill": day_of(
        [{**TWO[0], "fixed": {"r1": "a"}}, {"id": "q", "wishes": ["b"]}],
        [workshop("a", (2, 2), optional=True), workshop("b", (2, 0))],
    ),
    "led without chairs": day_of(
        [{"id": "p", "leads": ["a"]}, {"id": "q"}], [workshop("a", (0, 0)), workshop("b", (1, 0))]
    ),
    "led and optional": day_of(
        [{"id": "p", "leads": ["a"], "wishes": ["b", "a"]}, {"id": "q", "wishes": ["b"]}],
        [workshop("a", (2, 2), optional=True), workshop("b", (1, 0))],
    ),
    "minimum without chairs": day_of([{"id": "p"}], [workshop("a", (0, 1)), workshop("b", (1, 0))]),
    "minimum without chairs, optional": day_of(
        [{"id": "p"}], [workshop("a", (0, 1), optional=True), workshop("b", (1, 0))]
    ),
    "minimum without chairs in one of the rounds, optional": day_of(
        [{"id": "p", "wishes": ["a"]}],
        [workshop("a", (1, 0), (0, 1), optional=True), workshop("b", (1, 0), (1, 0)), workshop("c", (1, 0), (1, 0))],
        rounds=2,
    ),
    "minima in both rounds and one person": day_of(
        [{"id": "p", "wishes": ["a", "b"]}],
        [workshop("a", (1, 1), (1, 1)), workshop("b", (1, 0), (1, 0)), workshop("c", (1, 0), (1, 0))],
        rounds=2,
    ),
    "minimum above the chairs, optional": day_of(TWO, [workshop("a", (1, 2), optional=True), workshop("b", (2, 0))]),
    "only an optional workshop is left": day_of([{"id": "p"}], [workshop("a", (1, 1), optional=True)]),
    "two optional workshops, people for one": day_of(
        TWO, [workshop("a", (2, 2), optional=True), workshop("b", (2, 2), optional=True)]
    ),
    "optional in two rounds, people for one": day_of(
        TWO,
        [workshop("a", (2, 2), (2, 1), optional=True), *(workshop(name, (2, 0), (2, 0)) for name in "bcd")],
        rounds=2,
        wishes_asked=2,
    ),
    "no wish asked for, some given": day_of([*TWO, {"id": "s"}], wishes_asked=0),
    "no wish asked for, none given": day_of([{"id": "p"}, {"id": "q"}], wishes_asked=0),
    "more wishes than asked for": day_of([{"id": name, "wishes": [*A_TO_C]} for name in "pqs"], wishes_asked=1),
    "many wishes asked for": day_of([*TWO, {"id": "s", "wishes": ["a", "b"]}], wishes_asked=20),
    "all in one tie": day_of([{"id": name, "wishes": [["a", "b"], "c"]} for name in "pqs"]),
    "wishes for what they cannot have": day_of([{"id": "p", "wishes": ["a", "b", "c"], "forbidden": ["a"]}, *TWO[1:]]),
    "wishes per round beside wishes for the day": day_of([{"id": "p", "wishes": {"r2": ["a"]}}, TWO[1]], rounds=2),
    "wishes per round, one round only": day_of([{"id": "p", "wishes": {"r1": ["a", "b"]}}, *TWO[1:]]),
    "nothing rated": day_of([{"id": "p"}, {"id": "q", "ratings": {}}], rating_scale={"best": 1, "worst": 5}),
    "a long scale": day_of(
        [{"id": name, "ratings": {"a": 60, "b": 1}} for name in "pqs"], rating_scale={"best": 60, "worst": 0}
    ),
    "six rounds": day_of(
        [{"id": name, "wishes": ["a", "b"]} for name in "pq"],
        [workshop(name, *[(1, 0)] * 6) for name in "abcdefg"],
        rounds=6,
        wishes_asked=3,
    ),
}
