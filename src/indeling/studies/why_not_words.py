# SPDX-License-Identifier: EUPL-1.2
"""Why somebody is not in a workshop, in sentences. Nobody but the participant is named, unless that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from indeling.errors import Text, counted, text
from indeling.objectives import level_title
from indeling.outcome import wish_title
from indeling.placement import OUTSIDE
from indeling.problem import EVERY_ROUND, Problem, round_title
from indeling.studies.charges import Charge
from indeling.studies.exact_words import exact_sentences
from indeling.studies.obstacles import Round
from indeling.studies.reason import Finding

_REASONS: Mapping[str, Text] = {
    "has": text("{person} is in {workshop}."),
    "own": text("{person} leads {workshop}."),
    "forbidden": text("{workshop} is a forbidden workshop for {person}."),
    "rule-bars": text("Rule {rule} keeps {person} out of {workshop}: {what}."),
    "not-given": text("{workshop} has no chair in any round."),
    "no-round": text("{workshop} is not given in a round in which {person} is free to choose."),
    "content": text("{workshop} would be no better for {person} than what they have."),
    "clash": text("{workshop} would have to take the place of something that {person} ranked as high or higher."),
    "full-higher": text(
        "{workshop} was full, with people who had ranked it as high as {person} or higher, or have a fixed place."
    ),
    "full-loss": text(
        "{workshop} was full. Some of the people there had ranked it lower than {person}, but no trade with one of them"
        " would make the placement better."
    ),
    "dropped": text("{workshop} is not given: too few people are in it."),
    "minimum": text("{workshop} has room, but what {person} has would have too few people left."),
    "rule": text("With {person} in {workshop} a rule would be broken."),
    "not-best": text("Nothing stands in the way: this placement is not the best there is."),
}

_ROUNDS: Mapping[str, Text] = {
    "not-offered": text("{round}: {workshop} is not given."),
    "absent": text("{round}: {person} is away."),
    "leading": text("{round}: {person} leads a workshop."),
    "fixed": text("{round}: {person} has a fixed place in {held}."),
    "spans": text("{round}: {workshop} spans a round in which {person} cannot be there."),
    "full": text("{round}: {workshop} ({wish}) has {people} on {chairs}; {person} has {held} ({held_wish})."),
    "held": text("{round}: {workshop} ({wish}) has room, but {person} has {held} there ({held_wish})."),
    "dropped": text("{round}: {workshop} ({wish}) has {people}; with {person} it would still have too few."),
    "minimum": text(
        "{round}: {workshop} ({wish}) has room, but {held} ({held_wish}) needs {minimum}, and has no more than that."
    ),
    "rule": text("{round}: with {person} in {workshop} ({wish}) a rule would be broken."),
    "open": text("{round}: {workshop} ({wish}) has room; {person} has {held} there ({held_wish})."),
}

_PEOPLE = text("{count} person"), text("{count} people")
_CHAIRS = text("{count} chair"), text("{count} chairs")


def sentences(found: Finding, *, names: bool = False) -> list[Text]:
    """Return the reason, what there is in each round, what the prices say and what it would take."""
    return [
        _reason(found, names=names),
        *(sentence for each in found.rounds for sentence in _round(found, each, names=names)),
        *_prices(found, names=names),
        *(exact_sentences(found, found.exact, names=names) if found.exact else ()),
    ]


def _about(found: Finding, *, names: bool) -> dict[str, object]:
    return {"person": found.person(names=names), "workshop": found.case.problem.label(found.case.workshop)}


def _reason(found: Finding, *, names: bool) -> Text:
    values = _about(found, names=names)
    if found.rule:
        problem = found.case.problem
        values |= {"rule": found.rule, "what": problem.rules[found.rule - 1].describe(problem)}
    return Text(_REASONS[found.reason].template, values)


def _round(found: Finding, each: Round, *, names: bool) -> Iterator[Text]:
    case, values = found.case, _about(found, names=names)
    problem = case.problem
    values["round"] = round_title(problem.round_ids[each.round])
    if each.held >= 0:
        values["held"] = problem.label(each.held)
    if each.rank >= 0:
        values |= {
            "wish": wish_of(problem, case.person, each.round, case.workshop, each.rank),
            "held_wish": wish_of(problem, case.person, each.round, each.held, each.held_rank),
            "people": counted(each.people, *_PEOPLE),
            "chairs": counted(each.chairs, *_CHAIRS),
            "minimum": counted(each.minimum, *_PEOPLE),
        }
    yield Text(_ROUNDS[each.obstacle].template, values)
    if each.obstacle == "full":
        yield from _crowd(each, values)
    if names:
        yield from (text("{round}: {what}", round=values["round"], what=what) for what in each.broken)


def _crowd(each: Round, values: Mapping[str, object]) -> Iterator[Text]:
    """Yield who sits in a full session, and what came of trading places with them."""
    counts = {"higher": each.higher, "same": each.same, "lower": each.lower, "fixed": each.fixed}
    crowd = text("{round}: of them, {higher} ranked it higher than {person}, {same} the same, {lower} lower.")
    fixed = text(
        "{round}: of them, {fixed} with a fixed place; {higher} ranked it higher than {person}, {same} the same,"
        " {lower} lower."
    )
    yield Text((fixed if each.fixed else crowd).template, {**values, **counts})
    if each.swaps and each.lower:
        swaps = each.swaps
        trades = text(
            "{round}: {person} would gain {gain} by trading places. Of those who ranked it lower, {more} would lose"
            " more than that, {same} as much and {less} less; {impossible} cannot trade."
        )
        told = {key: getattr(swaps, key) for key in ("gain", "more", "same", "less", "impossible")}
        yield Text(trades.template, {**values, **told})


def wish_of(problem: Problem, person: int, rnd: int, workshop: int, rank: int) -> Text:
    """Return what a seat is to the participant: a wish, one that was not given, or outside the wishes."""
    if rank == OUTSIDE:
        return text("outside the wishes")
    wish = problem.wishes
    mine = (wish.participant == person) & (wish.workshop == workshop)
    named = (mine & ((wish.round == EVERY_ROUND) | (wish.round == rnd))).any()
    return wish_title(problem.rating_scale, rank) if named else text("no wish given")


def _prices(found: Finding, *, names: bool) -> Iterator[Text]:
    """Yield what the prices prove, and what they leave open."""
    if not found.open_rounds or found.reason == "not-best":
        return
    values = _about(found, names=names)
    worth = next((each for each in found.charges if each.plain and each.gain > 0), None)
    proven = next((each for each in found.charges if each.least > each.value), None)
    if worth:
        yield _exchange(found, worth, values)
    if proven:
        yield _bound(found, proven, values)
    elif not found.exact:
        open_ = text("By the prices alone, there may be a placement as good with it. Ask for the exact answer: --exact")
        none = text("The proof holds no prices that tell what others would lose. Ask for the exact answer: --exact")
        yield open_ if found.priced else none


def _exchange(found: Finding, charge: Charge, values: Mapping[str, object]) -> Text:
    """Return what the workshop is worth to the participant, and to the others."""
    problem, aim = found.case.problem, found.case.placement.objective
    sentence = text(
        "By the prices in the proof ({level}): in place of {gives_up} it would be worth {gain} to {person}, and"
        " to the others it is worth {price} more than that place."
    )
    told = {"gives_up": problem.label(charge.gives_up), "level": level_title(aim, charge.level)}
    return Text(sentence.template, {**values, **told, "gain": charge.gain, "price": charge.price})


def _bound(found: Finding, charge: Charge, values: Mapping[str, object]) -> Text:
    """Return how bad a level becomes."""
    alone = text("Proven by the prices: with {person} in {workshop}, “{level}” would be {least} or more, now {value}.")
    after = text(
        "Proven by the prices: with {person} in {workshop}, “{level}” would be {least} or more, now {value};"
        " or something that comes before it would be worse."
    )
    sentence = alone if charge.level == found.case.measure.keys[0] else after
    level = level_title(found.case.placement.objective, charge.level)
    return Text(sentence.template, {**values, "level": level, "least": charge.least, "value": charge.value})
