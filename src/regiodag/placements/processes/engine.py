# SPDX-License-Identifier: EUPL-1.2
"""The door to the engine for placing: what runs in a process of its own, with a ceiling on memory and time.

`process.py` starts it, so nothing of the site or of Django is imported here, and the site imports nothing of this. A
question comes in as JSON on standard input; what goes out is a line of JSON per thing that is told, the answer last.
It dies with whoever started it, and in any case at its deadline, so that no process remains (trust.md, 12).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from indeling import Placement, Problem, check, solve
from indeling.cli.language import LANGUAGES, translator
from indeling.conflicts import conflict_text
from indeling.errors import IndelingError, InputError, OutOfTimeError, PlacementError, Text
from indeling.interchange import align
from indeling.objectives import level_title
from indeling.studies.repair import Repair, repair
from indeling.studies.what_if import Options, place_near, what_if
from indeling.studies.why_not import why_not
from regiodag.placements.processes.confined import limit, say
from regiodag.placements.processes.engine_files import as_json, as_workbook

MEMORY = 4_000_000_000
"""Bytes of addresses, most of which the libraries of the solver take up without using them."""

FOR_THE_COMMAND_LINE = "--exact"
"""What stands in sentences that tell what to type."""

Json = dict[str, Any]


def main(task: str, seconds: str, parent: str) -> None:
    """Do a task with what comes in, within so many seconds, for as long as the process `parent` is there."""
    limit(int(seconds), int(parent), MEMORY)
    asked = json.loads(sys.stdin.buffer.read())
    try:
        answer = TASKS[task](asked)
    except OutOfTimeError:
        answer = {"refused": "time", "told": []}
    except InputError as error:
        answer = {"refused": "refused", "told": [worded(issue.what) for issue in error.issues[:3]]}
    except IndelingError as error:
        answer = {"refused": "refused", "told": [{language: str(error) for language in LANGUAGES}]}
    except MemoryError:
        os._exit(1)  # there is no room left to leave in order
    say({"answer": answer})


def worded(sentence: Text) -> dict[str, str]:
    """Return a sentence in every language, beginning with a capital."""
    told = {language: sentence.render(translator(language)) for language in LANGUAGES}
    return {language: words[:1].upper() + words[1:] for language, words in told.items()}


def _solve(asked: Json) -> Json:
    """Place everybody. Returns the placement, what the proof leaves open, and what does not fit."""
    problem = Problem.from_dict(asked["problem"])
    found = solve(
        problem,
        asked["objective"],
        asked["seed"],
        time_limit=asked["time_limit"],
        clock=time.monotonic,
        progress=_progress,
    )
    return _told(found)


def _progress(what: Text, step: int, steps: int) -> None:
    say({"progress": {"what": worded(what), "step": step + 1, "steps": steps}})


def _told(found: Placement) -> Json:
    """Return a placement, what the proof leaves open, and what does not fit."""
    gap = next((each for each in found.proof.get("levels", ()) if each["value"] != each["bound"]), None)
    return {
        "placement": found.to_dict(),
        "conflicts": [worded(conflict_text(each)) for each in found.proof.get("conflicts", ())],
        "gap": gap
        and {
            "level": worded(level_title(found.objective, gap["name"])),
            "value": gap["value"],
            "bound": gap["bound"],
        },
    }


def _repair(asked: Json) -> Json:
    """Place everybody with few moves against where they were. Returns what `_solve` does, and what moved."""
    found = _repaired(asked)
    tree = found.to_dict()
    return {**_told(found.placement), "found": {name: tree[name] for name in ("moves", "new", "gone")}}


def _curve(asked: Json) -> Json:
    """Tell what fewer and more moves would buy, as far as it is known in time."""
    tree = _repaired(asked, curve=True).to_dict()
    return {"found": {name: tree[name] for name in ("status", "curve", "curve_complete")}}


def _repaired(asked: Json, *, curve: bool = False) -> Repair:
    return repair(
        Problem.from_dict(asked["problem"]),
        Placement.from_dict(asked["earlier"]),
        asked["objective"],
        asked["seed"],
        locked=asked["locked"],
        most=asked.get("most"),
        curve=curve,
        time_limit=asked["time_limit"],
        clock=time.monotonic,
        progress=_progress,
    )


def _advice(asked: Json) -> Json:
    """Tell what single changes of the day would bring, as far as it is known in time."""
    problem, options = Problem.from_dict(asked["problem"]), _options(asked)
    found = what_if(problem, asked["objective"], asked["seed"], chairs=asked["chairs"], options=options)
    return {"found": found.to_dict()}


def _tried(asked: Json) -> Json:
    """Place everybody on a day that was changed, near to where they were, when that is given."""
    problem = Problem.from_dict(asked["problem"])
    try:
        given = align(Placement.from_dict(asked["earlier"]), problem) if "earlier" in asked else None
    except PlacementError:
        given = None  # somebody needs a seat who needed none
    return _told(place_near(problem, given, _options(asked))) if given else _solve(asked)


def _options(asked: Json) -> Options:
    return Options(asked["time_limit"], time.monotonic, _progress)


def _check(asked: Json) -> Json:
    """Check a placement against its problem, without the solver."""
    problem = Problem.from_dict(asked["problem"])
    verdict = check(problem, align(Placement.from_dict(asked["placement"]), problem))
    return {
        "feasible": verdict.feasible,
        "proven": verdict.proven,
        "findings": [worded(each) for each in verdict.findings[:3]],
    }


def _why_not(asked: Json) -> Json:
    """Tell why somebody is not in workshops that they wished: sentences in a language, by workshop."""
    problem = Problem.from_dict(asked["problem"])
    placement = align(Placement.from_dict(asked["placement"]), problem)
    speak = translator(asked["language"])

    def told(workshop: str) -> list[str]:
        sentences = why_not(problem, placement, asked["participant"], workshop).sentences(names=True)
        return [each.render(speak) for each in sentences if FOR_THE_COMMAND_LINE not in each.template]

    return {each: told(each) for each in asked["workshops"]}


TASKS: Mapping[str, Callable[[Json], Json]] = {
    "solve": _solve,
    "repair": _repair,
    "curve": _curve,
    "advice": _advice,
    "what-if": _tried,
    "check": _check,
    "why-not": _why_not,
    "json": as_json,
    "workbook": as_workbook,
}


if __name__ == "__main__":
    main(*sys.argv[1:4])
