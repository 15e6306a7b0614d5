# SPDX-License-Identifier: EUPL-1.2
"""The interchange formats `indeling/problem` and `indeling/placement`, version 1: JSON trees to columns and back.

The structure (keys, types, bounds) is checked in `indeling.structure`, what ids refer to in `indeling.columns`, and
what the columns say together in `indeling.validation`. Everything wrong is reported at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from msgspec import to_builtins

from indeling.columns import Ids, ProblemColumns
from indeling.errors import Issue, PlacementError, ProblemError, text
from indeling.placement import NO_SEAT, OUTSIDE, Figures, Placement, RoomOf
from indeling.problem import EVERY_ROUND, NOT_OFFERED, Ints, Problem
from indeling.rules.any_of import AnyOf
from indeling.structure import FiguresData, PlacementData, ProblemData, SeatData, parse
from indeling.validation import place


def problem_from_dict(data: Mapping[str, Any]) -> Problem:
    """Return the problem in the JSON tree `data` (`indeling/problem` version 1).

    `rounds` of a participant defaults to all, `wishes_asked` to the longest list (in groups; 0 with ratings). Wishes
    for a forbidden, led or never given workshop are kept as they are. Raises ProblemError with every unknown key,
    wrong type, unknown id and contradiction in it.
    """
    columns = ProblemColumns(parse(data, ProblemData))
    fields = columns.fields()
    try:
        problem = Problem(**fields)
    except ProblemError as error:
        raise ProblemError([*columns.issues, *error.issues]) from None
    if columns.issues:
        raise ProblemError(columns.issues)
    return problem


def problem_to_dict(problem: Problem) -> dict[str, Any]:
    """Return `problem` as a JSON tree (`indeling/problem` version 1), keys in the order of the documentation.

    What has its default value is left out, except `wishes_asked`. Reading it back gives the same columns.
    """
    data: dict[str, Any] = {"format": "indeling/problem", "version": 1, "wishes_asked": problem.wishes_asked}
    if problem.rating_scale:
        data["rating_scale"] = {"best": problem.rating_scale.best, "worst": problem.rating_scale.worst}
    data["rounds"] = [{"id": name} for name in problem.round_ids]
    data["workshops"] = [_workshop(problem, position) for position in range(problem.workshop_count)]
    data["participants"] = _participants(problem)
    rules = [to_builtins(rule) for rule in problem.rules if not isinstance(rule, AnyOf)]
    if rules:
        data["rules"] = rules
    return data


def _workshop(problem: Problem, position: int) -> dict[str, Any]:
    workshop: dict[str, Any] = {"id": problem.workshop_ids[position]}
    if problem.titles[position]:
        workshop["title"] = problem.titles[position]
    if problem.optional[position]:
        workshop["optional"] = True
    capacity, minimum = problem.capacity[position].tolist(), problem.minimum[position].tolist()
    workshop["sessions"] = [
        {"round": name, "capacity": chairs} | ({"minimum": people} if people else {})
        for rnd, (name, chairs, people) in enumerate(zip(problem.round_ids, capacity, minimum, strict=True))
        if chairs != NOT_OFFERED and (position, rnd) not in problem.movable
    ]
    workshop["sessions"] += _open_sessions(problem, problem.workshop_ids[position])
    return workshop


def _open_sessions(problem: Problem, workshop: str) -> list[dict[str, Any]]:
    rules = (rule for rule in problem.rules if isinstance(rule, AnyOf) and rule.workshop == workshop)
    return [
        {"any_of": list(copy.any_of), "capacity": copy.capacity} | ({"minimum": copy.minimum} if copy.minimum else {})
        for rule in rules
        for copy in rule.copies
    ]


def _participants(problem: Problem) -> list[dict[str, Any]]:
    columns = zip(problem.participant_ids, problem.names, problem.organisations, problem.domains, strict=True)
    people: list[dict[str, Any]] = [
        {"id": name}
        | {key: value for key, value in zip(("name", "organisation", "domain"), texts, strict=True) if value}
        for name, *texts in columns
    ]
    for position in np.flatnonzero(~problem.attends.all(axis=1)).tolist():
        present = np.flatnonzero(problem.attends[position]).tolist()
        people[position]["rounds"] = [problem.round_ids[rnd] for rnd in present]
    _add_wishes(problem, people)
    for person, workshop in problem.forbidden.tolist():
        people[person].setdefault("forbidden", []).append(problem.workshop_ids[workshop])
    for person, rnd, workshop in problem.fixed.tolist():
        people[person].setdefault("fixed", {})[problem.round_ids[rnd]] = problem.workshop_ids[workshop]
    for person, workshop in problem.leads.tolist():
        people[person].setdefault("leads", []).append(problem.workshop_ids[workshop])
    return people


def _add_wishes(problem: Problem, people: list[dict[str, Any]]) -> None:
    wishes, scale = problem.wishes, problem.rating_scale
    rows = zip(
        wishes.participant.tolist(), wishes.round.tolist(), wishes.workshop.tolist(), wishes.rank.tolist(), strict=True
    )
    direction = 0 if scale is None else -1 if scale.best > scale.worst else 1
    for position, rnd, workshop, rank in rows:
        name, person = problem.workshop_ids[workshop], people[position]
        if scale:
            person.setdefault("ratings", {})[name] = scale.best + direction * (rank - 1)
        elif rnd == EVERY_ROUND:
            _add_wish(person.setdefault("wishes", []), name, rank)
        else:
            _add_wish(person.setdefault("wishes", {}).setdefault(problem.round_ids[rnd], []), name, rank)


def _add_wish(groups: list[Any], name: str, rank: int) -> None:
    """Add a workshop to `groups`: as the next group, or to the last one when the rank is the same."""
    if rank > len(groups):
        groups.append(name)
    elif isinstance(groups[-1], str):
        groups[-1] = [groups[-1], name]
    else:
        groups[-1].append(name)


def placement_to_dict(placement: Placement) -> dict[str, Any]:
    """Return `placement` as a JSON tree (`indeling/placement` version 1).

    Rows are sorted by the id of the participant and the order of the rounds; only seats that are needed have a row.
    `rank` is null for a seat outside the wishes. `seats_by_rank` has the ranks that occur, in order.
    """
    figures = placement.figures
    by_rank = {str(rank): seats for rank, seats in sorted(figures.seats_by_rank.items()) if seats}
    return {
        "format": "indeling/placement",
        "version": 1,
        "objective": placement.objective,
        "seed": placement.seed,
        "status": placement.status,
        "placements": _rows(placement),
        "figures": {
            "cost": figures.cost,
            "largest_regret": figures.largest_regret,
            "seats_by_rank": by_rank,
            "seats_outside_wishes": figures.seats_outside_wishes,
        },
        "proof": dict(placement.proof),
    } | ({"rooms": [room._asdict() for room in placement.rooms]} if placement.rooms else {})


def _rows(placement: Placement) -> list[dict[str, Any]]:
    order = np.array(sorted(range(len(placement.participant_ids)), key=placement.participant_ids.__getitem__), np.int64)
    seats, ranks = placement.seats[order], placement.ranks[order]
    person, rnd = np.nonzero(seats != NO_SEAT)
    rows = zip(
        order[person].tolist(), rnd.tolist(), seats[person, rnd].tolist(), ranks[person, rnd].tolist(), strict=True
    )
    people, rounds, workshops = placement.participant_ids, placement.round_ids, placement.workshop_ids
    return [
        {"participant": people[p], "round": rounds[r], "workshop": workshops[w], "rank": None if k == OUTSIDE else k}
        for p, r, w, k in rows
    ]


def placement_from_dict(data: Mapping[str, Any]) -> Placement:
    """Return the placement in the JSON tree `data` (`indeling/placement` version 1).

    Rounds, workshops and participants are those that occur in it, in sorted order (see `align`). Raises
    PlacementError with every mistake in its structure, and for a participant with two seats in one round.
    """
    tree = parse(data, PlacementData)
    rows = tree.placements
    people, rounds, workshops = (
        Ids.of(kind, sorted({getattr(row, kind) for row in rows})) for kind in ("participant", "round", "workshop")
    )
    twice = list(_seats_taken_twice(rows))
    if twice:
        raise PlacementError(twice)
    seats = np.full((len(people.at), len(rounds.at)), NO_SEAT, np.int64)
    ranks = seats.copy()
    cells = [people.at[row.participant] for row in rows], [rounds.at[row.round] for row in rows]
    seats[cells] = [workshops.at[row.workshop] for row in rows]
    ranks[cells] = [OUTSIDE if row.rank is None else row.rank for row in rows]
    return Placement(
        round_ids=tuple(rounds.at),
        workshop_ids=tuple(workshops.at),
        participant_ids=tuple(people.at),
        seats=seats,
        ranks=ranks,
        objective=tree.objective,
        seed=tree.seed,
        status=tree.status,
        figures=_figures(tree.figures),
        proof=tree.proof,
        rooms=tuple(RoomOf(row.workshop, row.round, row.room) for row in tree.rooms),
    )


def _figures(data: FiguresData) -> Figures:
    by_rank = {int(rank): count for rank, count in data.seats_by_rank.items()}
    return Figures(data.cost, data.largest_regret, dict(sorted(by_rank.items())), data.seats_outside_wishes)


def _seats_taken_twice(rows: Sequence[SeatData]) -> Iterator[Issue]:
    first: dict[tuple[str, str], int] = {}
    for position, row in enumerate(rows):
        before = first.setdefault((row.participant, row.round), position)
        if before != position:
            where = place(f"placements[{position}]", row.participant)
            yield Issue(
                text(
                    "{place}: already has a seat in round “{round}”, in {before}.",
                    place=where,
                    round=row.round,
                    before=f"placements[{before}]",
                )
            )


def align(placement: Placement, problem: Problem) -> Placement:
    """Return `placement` with the ids of `problem`, in its order; ids that have no seat in it are added.

    Raises PlacementError with every round, workshop and participant that the problem does not have, and every
    participant who needs a seat but does not occur at all (unless the placement is `infeasible`). Whether the seats
    are right is for the checker to say.
    """
    rounds, workshops, people = (
        Ids.of(kind, getattr(problem, f"{kind}_ids")) for kind in ("round", "workshop", "participant")
    )
    columns = rounds.positions(placement.round_ids, lambda _: "placements")
    values = workshops.positions(placement.workshop_ids, lambda _: "placements")
    rows = people.positions(placement.participant_ids, lambda _: "placements")
    issues = rounds.issues + workshops.issues + people.issues + list(_missing(placement, problem, rows))
    if issues:
        raise PlacementError(issues)
    seats = np.full((problem.participant_count, problem.round_count), NO_SEAT, np.int64)
    ranks = seats.copy()
    # the last one is what NO_SEAT (−1) points at
    seats[rows[:, None], columns] = np.append(values, NO_SEAT)[placement.seats]
    ranks[rows[:, None], columns] = placement.ranks
    return replace(
        placement,
        round_ids=problem.round_ids,
        workshop_ids=problem.workshop_ids,
        participant_ids=problem.participant_ids,
        seats=seats,
        ranks=ranks,
    )


def _missing(placement: Placement, problem: Problem, rows: Ints) -> Iterator[Issue]:
    if placement.status == "infeasible":
        return
    missing = set(np.flatnonzero(problem.seated.any(axis=1)).tolist()) - set(rows.tolist())
    for position in sorted(missing):
        name = problem.participant_ids[position]
        yield Issue(text("placements: participant “{id}” needs a seat, but is not in the placement.", id=name))
