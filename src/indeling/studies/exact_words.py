# SPDX-License-Identifier: EUPL-1.2
"""What it would take to have somebody in a workshop, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

from indeling.conflicts import conflict_text
from indeling.errors import Text, counted, text
from indeling.objectives import level_title
from indeling.outcome import wish_title
from indeling.placement import OUTSIDE
from indeling.problem import round_title
from indeling.studies.counterfactual import Change, Counterfactual
from indeling.studies.reason import Finding


def exact_sentences(found: Finding, exact: Counterfactual, *, names: bool) -> Iterator[Text]:
    """Yield whether it can be, what becomes of the objective, and who gives up what."""
    problem = found.case.problem
    person, workshop = found.person(names=names), problem.label(found.case.workshop)
    if exact.round < 0:
        yield text(
            "There is no placement with {person} in {workshop} that keeps every rule.", person=person, workshop=workshop
        )
        for each in exact.attempts:
            title = round_title(problem.round_ids[each.round])
            for conflict in each.conflicts:
                yield text("{round}: {what}", round=title, what=told_conflict(conflict, names=names))
        return
    title = round_title(problem.round_ids[exact.round])
    yield from _objective(found, exact, {"person": person, "workshop": workshop, "round": title})
    yield text(
        "Regret of {person}: {before}, then {after}.", person=person, before=exact.regret[0], after=exact.regret[1]
    )
    yield from _others(exact)
    for change in exact.changes:
        yield _change(found, change, names=names)


def told_conflict(conflict: Mapping[str, Any], *, names: bool) -> Text:
    """Return a conflict in words; a rule by its number only when nobody may be named."""
    if conflict["kind"] == "relax-rule" and not names:
        return text(
            "rule {number} would have to be relaxed by {amount}", **{k: conflict[k] for k in ("number", "amount")}
        )
    return conflict_text(conflict)


def _objective(found: Finding, exact: Counterfactual, values: dict[str, Any]) -> Iterator[Text]:
    aim = found.case.placement.objective
    if exact.same:
        same = text("Solved again with {person} in {workshop} in {round}: by the aim “{aim}” it is as good.")
        yield Text(same.template, {**values, "aim": aim})
    else:
        again = text("Solved again with {person} in {workshop} in {round}:")
        yield Text(again.template, values)
        for key, before, after in exact.values:
            if before != after:
                level = level_title(aim, key)
                yield text("{level}: {before}, then {after}", level=level, before=before, after=after)
    if exact.status != "optimal":
        yield text("The time was up: a better placement with that seat may exist.")


def _others(exact: Counterfactual) -> Iterator[Text]:
    people = sum(len(each.people) for each in exact.changes)
    yield text(
        "Others: {people} in other workshops; {worse} with more regret, {better} with less.",
        people=counted(people, text("{count} person"), text("{count} people")),
        worse=exact.worse,
        better=exact.better,
    )
    if people and exact.nearest:
        yield text("None of them can be spared; with others in their place it might be fewer.")
    elif people:
        yield text("This is one placement as good; there may be one in which fewer people change.")


def _change(found: Finding, change: Change, *, names: bool) -> Text:
    problem = found.case.problem
    who: Text | str = counted(len(change.people), text("{count} person"), text("{count} people"))
    if names:
        who = ", ".join(problem.person(each) for each in change.people)
    if not change.lost:
        return text("{who}: another workshop, ranked the same.", who=who)
    return text(
        "{who}: from {lost} to {won}.", who=who, lost=_titles(found, change.lost), won=_titles(found, change.won)
    )


def _titles(found: Finding, ranks: Sequence[int]) -> Text:
    """Return ranks in words; there is at least one."""
    scale = found.case.problem.rating_scale
    titles = [text("outside the wishes") if each == OUTSIDE else wish_title(scale, each) for each in ranks]
    return reduce(lambda first, second: text("{first} and {second}", first=first, second=second), titles)
