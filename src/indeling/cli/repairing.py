# SPDX-License-Identifier: EUPL-1.2
"""A repair in words: who moves, what more moves would buy, and what is proven."""

from __future__ import annotations

from indeling.cli.console import Console, Styled
from indeling.cli.report import print_result
from indeling.errors import Text, counted, text
from indeling.outcome import Outcome
from indeling.problem import Problem
from indeling.studies.repair import Budget, Move, Repair

MOST_MOVES = 40
"""Moves listed on the screen; the file has them all."""


def print_repair(console: Console, problem: Problem, found: Repair) -> None:
    """Print the outcome, the moves and the curve; or why there is no placement."""
    print_result(console, Outcome(found.placement, problem))
    if found.placement.status == "infeasible":
        return
    console.line()
    console.line(Styled(_summary(found), "title"))
    for move in found.moves[:MOST_MOVES]:
        console.bullet(Styled("-", "quiet"), _move(problem, move), indent="  ")
    if len(found.moves) > MOST_MOVES:
        console.line("  ", Styled(text("and {count} more", count=len(found.moves) - MOST_MOVES), "quiet"))
    if found.curve:
        console.line()
        console.line(Styled(text("What moves buy"), "title"))
    for budget in found.curve:
        console.bullet(Styled("-", "quiet"), _budget(budget), indent="  ")
    if not found.curve_complete:
        console.paragraph(text("The time was up before all was known of what moves buy."), style="poor")


def _summary(found: Repair) -> Text:
    """Return how many seats move, and how many people came and went."""
    return text(
        "{moves}; {new} new, {gone} gone.",
        moves=_moves(len(found.moves)),
        new=counted(len(found.new), text("{count} person"), text("{count} people")),
        gone=len(found.gone),
    )


def _moves(count: int) -> Text:
    return counted(count, text("{count} move"), text("{count} moves"))


def _move(problem: Problem, move: Move) -> Text:
    workshops, person = problem.workshops_at, problem.people_at[move.participant]
    before, after = (
        problem.label(workshops[seat.workshop]) if seat.workshop in workshops else seat.workshop
        for seat in (move.before, move.after)
    )
    names = {"person": problem.person(person), "round": move.round, "before": before, "after": after}
    return text("{person}, {round}: from {before} to {after}", **names)


def _budget(budget: Budget) -> Text:
    moves = _moves(budget.moves)
    if budget.unplaced:
        people = counted(budget.unplaced, text("{count} person without a seat"), text("{count} people without a seat"))
        return text("{moves}: {people}", moves=moves, people=people)
    everywhere, somewhere, nowhere = budget.within_wishes
    return text(
        "{moves}: everybody has a seat; within their wishes in every round {everywhere}, in some {somewhere},"
        " in none {nowhere}",
        moves=moves,
        everywhere=everywhere,
        somewhere=somewhere,
        nowhere=nowhere,
    )
