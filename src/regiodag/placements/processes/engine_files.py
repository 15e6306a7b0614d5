# SPDX-License-Identifier: EUPL-1.2
"""What the engine makes of seats that were given already: a placement in its own format, and a workbook."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from indeling import Placement, Problem
from indeling.cli.language import translator
from indeling.cli.report import proof
from indeling.files.json import encode
from indeling.files.workbook import result_workbook
from indeling.interchange import align
from indeling.placement import NO_SEAT, RoomOf
from indeling.valuation import figures, valuation

Json = dict[str, Any]


def as_json(asked: Json) -> Json:
    """Return the problem and the placement as the command line writes them: two texts."""
    problem = Problem.from_dict(asked["problem"])
    placement = _placement(problem, asked)
    return {"problem": encode(problem.to_dict()).decode(), "placement": encode(placement.to_dict()).decode()}


def as_workbook(asked: Json) -> Json:
    """Return the workbook that `indeling solve` writes, with names and rooms, in base 64."""
    problem = Problem.from_dict(asked["problem"])
    placement = _placement(problem, asked)
    offered = {(each["id"], it["round"]) for each in asked["problem"]["workshops"] for it in each["sessions"]}
    rooms = tuple(RoomOf(**each) for each in asked["rooms"] if (each["workshop"], each["round"]) in offered)
    content = result_workbook(
        problem,
        replace(placement, rooms=rooms),
        proof=proof(placement),
        translate=translator(asked["language"]),
    )
    return {"xlsx": base64.b64encode(content).decode()}


def _placement(problem: Problem, asked: Json) -> Placement:
    """Return the seats as a placement: what was calculated, with its proof, when they are the same."""
    known = asked["result"]
    if known and _places(known["placements"]) == _places(asked["placements"]):
        return align(Placement.from_dict(known), problem)
    return _made(problem, asked)


def _places(rows: Sequence[Mapping[str, Any]]) -> set[tuple[str, str, str]]:
    return {(each["participant"], each["round"], each["workshop"]) for each in rows}


def _made(problem: Problem, asked: Json) -> Placement:
    """Return a placement that claims no more than where everybody is."""
    people, rounds, workshops = (
        {name: at for at, name in enumerate(names)}
        for names in (problem.participant_ids, problem.round_ids, problem.workshop_ids)
    )
    seats = np.full((len(people), len(rounds)), NO_SEAT, np.int64)
    for row in asked["placements"]:
        seats[people[row["participant"]], rounds[row["round"]]] = workshops[row["workshop"]]
    value = valuation(problem)
    return Placement(
        round_ids=problem.round_ids,
        workshop_ids=problem.workshop_ids,
        participant_ids=problem.participant_ids,
        seats=seats,
        ranks=value.seat_ranks(seats),
        objective=asked["objective"],
        seed=asked["seed"],
        status="feasible",
        figures=figures(value, seats),
    )
