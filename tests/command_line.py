# SPDX-License-Identifier: EUPL-1.2
"""What tests of the command line share: a day so small that its best placement can be seen at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ROUNDS = ("r1", "r2")


@dataclass(frozen=True)
class Ran:
    """What came of a run: exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Cli = Callable[..., Ran]


def day(**changes: Any) -> dict[str, Any]:
    """Four people, four workshops of one chair. Only one placement keeps the rules; in it Cas is outside his wishes."""
    titles = {"a": "Art", "b": "Books", "c": "Cooking", "d": "Dance"}
    sessions = [{"round": each, "capacity": 1} for each in ROUNDS]
    tree = {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": each} for each in ROUNDS],
        "workshops": [{"id": key, "title": title, "sessions": sessions} for key, title in titles.items()],
        "participants": [
            {"id": "p1", "name": "Ann Fictional", "wishes": ["a", "b"], "fixed": {"r1": "a"}},
            {"id": "p2", "name": "Bo Fictional", "wishes": ["b", "a"]},
            {"id": "p3", "name": "Cas Fictional", "wishes": ["a", "b"], "fixed": {"r1": "c", "r2": "d"}},
            {"id": "p4", "name": "Dee Fictional", "wishes": []},
        ],
    }
    return {**tree, **changes}


def too_small() -> dict[str, Any]:
    """The same day with three workshops: no placement."""
    tree = day()
    people = [{"id": each["id"], "wishes": ["a", "b"]} for each in tree["participants"]]
    return {**tree, "workshops": tree["workshops"][:3], "participants": people}
