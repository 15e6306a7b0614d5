# SPDX-License-Identifier: EUPL-1.2
"""Do the columns of a problem fit together? Cheap checks, all of them vectorised, every offender named.

A place is written the way the interchange format has it: position 3 among the participants is
`participants[3]`, followed by the id, so that a message serves both a JSON file and a problem built from arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from indeling.errors import Issue, Text, text
from indeling.problem import EVERY_ROUND, MOST_ROUNDS, NOT_OFFERED, Bools, Ints, Problem, Wishes, issue

Shape = tuple[int, ...]

MOST_STEPS = 1_000
"""Of a rating scale, or wishes asked: each is a rank, and a level of some objectives."""

MOST_LISTED = 12
"""Longest list of names in an advice."""


def problem_issues(problem: Problem) -> list[Issue]:
    """Return everything wrong with the columns of `problem`, in the order of its fields; empty when it is sound.

    Ids are unique and not empty, 1 to 6 rounds, at least 1 workshop; shapes and dtypes as documented at `Problem`;
    positions in range; wishes sorted, without gaps in the ranks, each workshop once per list. The checks on values
    are only made when the shapes are right. Never raises. O(n + wishes).
    """
    shapes = [found for check in SHAPE_CHECKS for found in check(problem)]
    if shapes:
        return shapes
    positions = list(_positions(problem))
    checks = VALUE_CHECKS if positions else VALUE_CHECKS + POSITION_CHECKS
    return positions + [found for check in checks for found in check(problem)]


def place(path: str, name: str = "") -> str:
    """Return where something stands: the path in the interchange format, and the id of what is there if it has one.

    >>> place("participants[3].wishes[0]", "p4")
    'participants[3].wishes[0] (“p4”)'
    """
    return f"{path} (“{name}”)" if name else path


def nearest(name: str, known: Iterable[str]) -> Text | None:
    """Return the advice that names the one of `known` that is most like `name`.

    When none is like it: all that are known, or None when those are more than MOST_LISTED or none at all.
    """
    from difflib import get_close_matches  # noqa: PLC0415  (only needed when something is wrong)

    names = list(known)
    close = get_close_matches(name, names, n=1)
    if close:
        return text("Did you mean “{nearest}”?", nearest=close[0])
    if not 0 < len(names) <= MOST_LISTED:
        return None
    return text("Choose from {known}.", known=", ".join(f"“{one}”" for one in names))


def _person(problem: Problem, position: int, key: str) -> str:
    return place(f"participants[{position}].{key}", problem.participant_ids[position])


# Shapes --------------------------------------------------------------------------------------------------------


def _sizes(problem: Problem) -> Iterator[Issue]:
    if not problem.round_ids:
        yield issue("rounds: there is no round; a day has at least one.")
    if len(problem.round_ids) > MOST_ROUNDS:
        yield issue(
            "rounds: {count} rounds are too many; {most} is the most.", count=len(problem.round_ids), most=MOST_ROUNDS
        )
    if not problem.workshop_ids:
        yield issue("workshops: there is no workshop; a day has at least one.")


def _ids(problem: Problem) -> Iterator[Issue]:
    for key in ("round", "workshop", "participant"):
        first: dict[str, int] = {}
        for position, name in enumerate(getattr(problem, f"{key}_ids")):
            where = f"{key}s[{position}]"
            if not name:
                yield issue("{place}: the id is empty.", place=where)
            elif first.setdefault(name, position) != position:
                before = f"{key}s[{first[name]}]"
                yield issue("{place}: the id is already used by {before}.", place=place(where, name), before=before)


def _texts(problem: Problem) -> Iterator[Issue]:
    n, m = problem.participant_count, problem.workshop_count
    for key, length in (("titles", m), ("names", n), ("organisations", n), ("domains", n)):
        found = len(getattr(problem, key))
        if found != length:
            yield issue("{column}: {found} texts where {length} are needed.", column=key, found=found, length=length)


def _columns(problem: Problem) -> Iterator[Issue]:
    n, m, rounds = problem.participant_count, problem.workshop_count, problem.round_count
    wishes = problem.wishes
    whole, count = np.dtype(np.int64), len(wishes.participant)
    yield from _column("capacity", problem.capacity, whole, (m, rounds))
    yield from _column("minimum", problem.minimum, whole, (m, rounds))
    yield from _column("optional", problem.optional, np.dtype(np.bool_), (m,))
    yield from _column("attends", problem.attends, np.dtype(np.bool_), (n, rounds))
    for key in ("participant", "round", "workshop", "rank"):
        yield from _column(f"wishes.{key}", getattr(wishes, key), whole, (count,))
    for key, width in (("forbidden", 2), ("leads", 2), ("fixed", 3)):
        column = getattr(problem, key)
        yield from _column(key, column, whole, (len(column), width))


def _column(key: str, column: Ints | Bools, dtype: np.dtype[np.generic], shape: Shape) -> Iterator[Issue]:
    if column.dtype != dtype:
        yield issue("{column}: {found} where {dtype} is needed.", column=key, found=column.dtype, dtype=dtype)
    if column.shape != shape:
        yield issue("{column}: shape {found} where {shape} is needed.", column=key, found=column.shape, shape=shape)


# Values --------------------------------------------------------------------------------------------------------


def _positions(problem: Problem) -> Iterator[Issue]:
    n, m, rounds = problem.participant_count, problem.workshop_count, problem.round_count
    wishes = problem.wishes
    yield from _out_of_range("wishes.participant", wishes.participant, 0, n)
    yield from _out_of_range("wishes.round", wishes.round, EVERY_ROUND, rounds)
    yield from _out_of_range("wishes.workshop", wishes.workshop, 0, m)
    for key in ("forbidden", "leads"):
        yield from _out_of_range(f"{key}[:, 0]", getattr(problem, key)[:, 0], 0, n)
        yield from _out_of_range(f"{key}[:, 1]", getattr(problem, key)[:, 1], 0, m)
    for column, end in enumerate((n, rounds, m)):
        yield from _out_of_range(f"fixed[:, {column}]", problem.fixed[:, column], 0, end)


def _out_of_range(key: str, column: Ints, start: int, end: int) -> Iterator[Issue]:
    for value in column[(column < start) | (column >= end)][:1].tolist():
        yield issue(
            "{column}: position {value} is not in {start} ≤ position < {end}.",
            column=key,
            value=value,
            start=start,
            end=end,
        )


def _sessions(problem: Problem) -> Iterator[Issue]:
    absent = problem.capacity == NOT_OFFERED
    for where, rnd in _cells(problem, problem.capacity < NOT_OFFERED):
        yield issue("{place}: the capacity in round “{round}” is below 0.", place=where, round=rnd)
    for where, rnd in _cells(problem, problem.minimum < 0):
        yield issue("{place}: the minimum in round “{round}” is below 0.", place=where, round=rnd)
    for where, rnd in _cells(problem, absent & (problem.minimum > 0)):
        yield issue("{place}: there is a minimum in round “{round}”, but no session.", place=where, round=rnd)


def _cells(problem: Problem, bad: Bools) -> Iterator[tuple[str, str]]:
    for workshop, rnd in np.argwhere(bad).tolist():
        yield place(f"workshops[{workshop}]", problem.workshop_ids[workshop]), problem.round_ids[rnd]


def _numbers(problem: Problem) -> Iterator[Issue]:
    if problem.wishes_asked < 0:
        yield issue("wishes_asked: {count} is below 0.", count=problem.wishes_asked)
    most = max(MOST_STEPS, problem.workshop_count)
    if problem.wishes_asked > most:
        yield issue(
            "wishes_asked: {count} wishes are too many; {most} is the most.", count=problem.wishes_asked, most=most
        )
    if problem.rating_scale is not None and problem.rating_scale.span == 0:
        yield issue("rating_scale: the best and the worst rating are both {rating}.", rating=problem.rating_scale.best)
    if problem.rating_scale is not None and problem.rating_scale.span > MOST_STEPS:
        steps = {"steps": problem.rating_scale.span, "most": MOST_STEPS}
        yield issue("rating_scale: {steps} steps from worst to best are too many; {most} is the most.", **steps)


def _wish_order(problem: Problem) -> Iterator[Issue]:
    wishes = problem.wishes
    same_person, same_list, step = _neighbours(wishes)
    falls = (np.diff(wishes.participant) < 0) | (same_person & (np.diff(wishes.round) < 0)) | (same_list & (step < 0))
    if falls.any():
        yield issue("wishes: the rows are not sorted by participant, round and rank.")
        return
    both = np.flatnonzero(same_person & ~same_list & (wishes.round[:-1] == EVERY_ROUND))
    for row in both.tolist():
        yield issue("{place}: both for the whole day and for single rounds.", place=_wish_place(problem, row))
    if problem.rating_scale is None:
        yield from _rank_gaps(problem, same_list)
    else:
        yield from _ratings(problem, problem.rating_scale.span)


def _neighbours(wishes: Wishes) -> tuple[Bools, Bools, Ints]:
    """Return, for each wish and the next: same participant, same list (participant and round), and the step in rank."""
    same_person = np.diff(wishes.participant) == 0
    return same_person, same_person & (np.diff(wishes.round) == 0), np.diff(wishes.rank)


def _rank_gaps(problem: Problem, same_list: Bools) -> Iterator[Issue]:
    rank = problem.wishes.rank
    before = np.zeros_like(rank)
    before[1:][same_list] = rank[:-1][same_list]
    least = np.ones_like(rank)
    least[1:][same_list] = 0
    jump = rank - before
    for row in np.flatnonzero((jump > 1) | (jump < least)).tolist():
        yield issue(
            "{place}: rank {rank} follows rank {before}.",
            place=_wish_place(problem, row),
            rank=int(rank[row]),
            before=int(before[row]),
        )


def _ratings(problem: Problem, span: int) -> Iterator[Issue]:
    wishes = problem.wishes
    for row in np.flatnonzero((wishes.rank < 1) | (wishes.rank > span + 1)).tolist():
        yield issue(
            "{place}: the rating of “{workshop}” is not on the scale.",
            place=_wish_place(problem, row),
            workshop=_wished(problem, row),
        )
    for row in np.flatnonzero(wishes.round != EVERY_ROUND).tolist():
        yield issue("{place}: ratings are for the whole day, not for a round.", place=_wish_place(problem, row))


def _wished_twice(problem: Problem) -> Iterator[Issue]:
    wishes = problem.wishes
    order = np.lexsort((wishes.workshop, wishes.round, wishes.participant))
    rows = np.stack((wishes.participant, wishes.round, wishes.workshop))[:, order]
    for row in order[1:][(np.diff(rows) == 0).all(axis=0)].tolist():
        yield issue(
            "{place}: “{workshop}” stands in this list twice.",
            place=_wish_place(problem, row),
            workshop=_wished(problem, row),
        )


def _wish_place(problem: Problem, row: int) -> str:
    rnd = int(problem.wishes.round[row])
    key = "ratings" if problem.rating_scale else "wishes"
    return _person(
        problem, int(problem.wishes.participant[row]), key if rnd == EVERY_ROUND else f"{key}.{problem.round_ids[rnd]}"
    )


def _wished(problem: Problem, row: int) -> str:
    return problem.workshop_ids[int(problem.wishes.workshop[row])]


def _fixed(problem: Problem) -> Iterator[Issue]:
    person, rnd, workshop = problem.fixed.T
    tests = (
        (
            problem.capacity[workshop, rnd] == NOT_OFFERED,
            text("{place}: “{workshop}” is not given in round “{round}”."),
        ),
        (
            ~problem.attends[person, rnd],
            text("{place}: fixed in “{workshop}” in round “{round}”, but away in that round."),
        ),
        (
            _repeated(problem.fixed[:, :2]),
            text("{place}: fixed twice in round “{round}”, the second time in “{workshop}”."),
        ),
    )
    for bad, sentence in tests:
        for p, r, w in problem.fixed[bad].tolist():
            names = {"workshop": problem.workshop_ids[w], "round": problem.round_ids[r]}
            yield issue(sentence.template, place=_person(problem, p, "fixed"), **names)


def _rules(problem: Problem) -> Iterator[Issue]:
    rounds = {name: at for at, name in enumerate(problem.round_ids)}
    known = {"participant": problem.people_at, "workshop": problem.workshops_at, "round": rounds}
    sentences = {
        "participant": text("{place}: there is no participant “{id}”."),
        "workshop": text("{place}: there is no workshop “{id}”."),
        "round": text("{place}: there is no round “{id}”."),
    }
    strangers = False
    for at, rule in enumerate(problem.rules):
        for kind, path, name in rule.mentions():
            if name not in known[kind]:
                sentence = Text(sentences[kind].template, {"place": f"rules[{at}].{path}", "id": name})
                strangers = True
                yield Issue(sentence, nearest(name, known[kind]))
    if not strangers:
        yield from _rules_that_do_not_fit(problem)


def _rules_that_do_not_fit(problem: Problem) -> Iterator[Issue]:
    for at, rule in enumerate(problem.rules):
        for path, sentence in rule.issues(problem):
            yield Issue(Text(sentence.template, {"place": f"rules[{at}].{path}".rstrip("."), **sentence.values}))


def _repeated(rows: Ints) -> Bools:
    """Return which rows stand earlier in `rows` as well: bool, shape (len(rows),)."""
    repeated = np.ones(len(rows), np.bool_)
    repeated[np.unique(rows, axis=0, return_index=True)[1]] = False
    return repeated


SHAPE_CHECKS = (_sizes, _ids, _texts, _columns)
VALUE_CHECKS = (_sessions, _numbers, _rules)
POSITION_CHECKS = (_wish_order, _wished_twice, _fixed)
