# SPDX-License-Identifier: EUPL-1.2
"""The outcome of a placement in words and a picture, so that one reads it in ten seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indeling.cli.console import Console, Styled
from indeling.cli.failures import STANDARD, print_warnings
from indeling.cli.picture import print_picture
from indeling.conflicts import conflict_text
from indeling.errors import Text, counted, text
from indeling.files.reading import Reading
from indeling.outcome import Outcome, proof_sentence
from indeling.placement import Placement
from indeling.problem import Problem

MOST_CONFLICTS = 20

MEETING = {
    "domain": text("{pairs} pairs of people from different domains meet; without mixing {before}."),
    "organisation": text("{pairs} pairs of people from different organisations meet; without mixing {before}."),
}


def print_reading(console: Console, file: str, reading: Reading, *, quiet: bool, brief: bool = False) -> None:
    """Print what was understood of the input (a line each, or as one paragraph), and what to look at in it."""
    name = text("standard input") if file == STANDARD else file
    if not quiet:
        console.line(Styled(text("Read: {file}", file=name), "title"))
        told = (
            (map(console.words, reading.understood),)
            if brief
            else ([console.words(each)] for each in reading.understood)
        )
        for sentences in told:
            console.paragraph("; ".join(sentences), first="  ", indent="  " if brief else "    ", style="quiet")
    if reading.warnings:
        print_warnings(console, reading.warnings)


def print_result(console: Console, outcome: Outcome) -> None:
    """Print the outcome: the headline, the picture and the proof; or why there is no placement."""
    if outcome.placement.status == "infeasible":
        print_conflicts(console, outcome.placement.proof.get("conflicts", ()))
        return
    console.line(Styled(headline(outcome), "title"))
    print_picture(console, outcome)
    console.line()
    style = "good" if outcome.placement.status == "optimal" else "poor"
    console.paragraph(proof(outcome.placement), style=style)


def proof(placement: Placement) -> Text:
    """Return what the certificate says, with the levels of the objective by their titles."""
    from indeling.objectives import level_title  # noqa: PLC0415  (only here)

    return proof_sentence(placement, level_title)


def print_mix(
    console: Console, problem: Problem, placement: Placement, without: Placement, attributes: Sequence[str]
) -> None:
    """Print how many people of different kinds meet, against the placement that did not look at it."""
    from indeling.studies.mix import pairs_that_meet  # noqa: PLC0415  (only here)

    for attribute in attributes if placement.status != "infeasible" else ():
        pairs = [pairs_that_meet(problem, each.seats, attribute) for each in (placement, without)]
        kind = MEETING[attribute]
        console.paragraph(text(kind.template, pairs=pairs[0], before=pairs[1]))


def print_written(console: Console, output: str | None) -> None:
    """Print where the result is."""
    if output not in {None, STANDARD}:
        console.line(text("Written: {file}", file=output))


def print_conflicts(console: Console, conflicts: Sequence[Mapping[str, Any]]) -> None:
    """Print why there is no placement: first what is to be relaxed, which may be one line before hundreds."""
    console.line(Styled(text("There is no placement that keeps every rule."), "bad"))
    relaxed_first = sorted(conflicts, key=lambda each: not str(each["kind"]).startswith("relax"))
    for conflict in relaxed_first[:MOST_CONFLICTS]:
        console.bullet(Styled("-", "bad"), conflict_text(conflict), indent="  ")
    if len(conflicts) > MOST_CONFLICTS:
        console.line("  ", Styled(text("and {count} more", count=len(conflicts) - MOST_CONFLICTS), "quiet"))
    console.line(text("Change what is named here, and try again."))


def headline(outcome: Outcome) -> Text:
    """Return the outcome in one sentence."""
    everywhere, somewhere, nowhere = outcome.people_by_rounds_outside
    people = everywhere + somewhere + nowhere
    if not people:
        return text("Nobody needs a seat.")
    if everywhere == people:
        return counted(
            people,
            text("The only participant has a seat within their wishes, in every round."),
            text("All {count} people have a seat within their wishes, in every round."),
        )
    return counted(
        people,
        text("The only participant has a seat, but not within their wishes in every round."),
        text(
            "All {count} people have a seat; {everywhere} of them within their wishes in every round.",
            everywhere=everywhere,
        ),
    )
