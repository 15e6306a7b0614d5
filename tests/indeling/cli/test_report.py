# SPDX-License-Identifier: EUPL-1.2

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from command_line import day
from indeling import Placement, Problem, solve
from indeling.cli.console import Console
from indeling.cli.report import headline, print_conflicts, print_result, proof
from indeling.errors import untranslated
from indeling.outcome import Outcome, proof_sentence
from indeling.placement import Status


@pytest.fixture(scope="module")
def placement() -> Placement:
    return solve(Problem.from_dict(day()))


GAP = {"name": "squared-regret", "value": 9, "bound": 7}
EXACT = {"name": "outside-1", "value": 2, "bound": 2}


NOT_YET = (
    "Allowed by every rule, but not proven to be the best by the aim “fair”: squared-regret is 9, and cannot be"
    " lower than 7. Give it more time to know."
)


@pytest.mark.parametrize(
    ("status", "proof", "sentence"),
    [
        (
            "optimal",
            {"kind": "prices"},
            "Proven: no placement is better by the aim “fair”. Check it with: indeling check",
        ),
        ("optimal", {"kind": "mip"}, "Proven by the solver: no placement is better by the aim “fair”."),
        ("feasible", {}, "Allowed by every rule, but not proven to be the best by the aim “fair”."),
        ("feasible", {"levels": [EXACT, GAP]}, NOT_YET),
    ],
)
def test_proof_sentence_claims_no_more_than_the_certificate(
    placement: Placement, status: Status, proof: Mapping[str, Any], sentence: str
) -> None:
    assert str(proof_sentence(replace(placement, status=status, proof=proof))) == sentence


def test_headline_counts_who_is_within_their_wishes(placement: Placement) -> None:
    sentence = "All 4 people have a seat; 3 of them within their wishes in every round."
    assert str(headline(Outcome(placement))) == sentence


def test_headline_is_short_when_everybody_is(placement: Placement) -> None:
    ranks = abs(placement.ranks) + 1
    sentence = "All 4 people have a seat within their wishes, in every round."
    assert str(headline(Outcome(replace(placement, ranks=ranks)))) == sentence


def test_only_twenty_conflicts_are_printed() -> None:
    conflicts = [{"kind": "round-chairs", "round": f"r{k}", "chairs": 1, "people": 2} for k in range(22)]
    stream = io.StringIO()
    console = Console(stream, untranslated, 80, colour=False, blocks=True)
    print_conflicts(console, conflicts)
    lines = stream.getvalue().splitlines()
    assert (len(lines), lines[-3:]) == (
        23,
        ["  - Round 19 has 1 chair for 2 people", "  and 2 more", "Change what is named here, and try again."],
    )


def test_rule_to_relax_is_printed_before_those_whom_it_leaves_without_a_seat() -> None:
    conflicts = [{"kind": "round-chairs", "round": f"r{k}", "chairs": 1, "people": 2} for k in range(22)]
    rule = {"kind": "relax-rule", "rule": "p apart", "number": 1, "amount": 2}
    stream = io.StringIO()
    print_conflicts(Console(stream, untranslated, 80, colour=False, blocks=True), [*conflicts, rule])
    lines = stream.getvalue().split("\n  - ")
    assert [" ".join(each.split()) for each in lines[1:3]] == [
        "no placement keeps all rules; “p apart” (rule 1) has to be relaxed by 2",
        "Round 0 has 1 chair for 2 people",
    ]


def test_placement_without_proof_is_not_painted_as_proven(placement: Placement) -> None:
    class Terminal(io.StringIO):
        encoding = "utf-8"

    stream = Terminal()
    console = Console(stream, untranslated, 80, colour=True, blocks=True)
    print_result(console, Outcome(replace(placement, status="feasible", proof={})))
    assert stream.getvalue().splitlines()[-1].startswith("\x1b[33mAllowed by every rule")


@pytest.mark.parametrize(
    ("ranks", "sentence"),
    [
        ([], "Nobody needs a seat."),
        ([[1, 1]], "The only participant has a seat within their wishes, in every round."),
        ([[0, 1]], "The only participant has a seat, but not within their wishes in every round."),
    ],
)
def test_headline_of_a_single_participant(placement: Placement, ranks: list[list[int]], sentence: str) -> None:
    table = np.array(ranks, np.int64).reshape(-1, 2)
    alone = replace(placement, participant_ids=("p1",)[: len(table)], seats=placement.seats[: len(table)], ranks=table)
    assert str(headline(Outcome(alone))) == sentence


def test_printed_proof_names_the_level_by_its_title(placement: Placement) -> None:
    found = replace(placement, status="feasible", proof={"levels": [EXACT, GAP]})
    assert str(proof(found)) == NOT_YET.replace("squared-regret", "sum of squared regrets")


@pytest.mark.parametrize(
    ("order", "words"),
    [("drawn", "in the order drawn from seed 1."), ("given", "was given, and not drawn from the seed.")],
)
def test_proof_by_turns_says_where_their_order_is_from(placement: Placement, order: str, words: str) -> None:
    told = replace(placement, status="optimal", proof={"kind": "turns", "order": order, "levels": [], "turns": []})
    sentence = str(proof_sentence(told))
    assert (words in sentence, "nobody could have had anything better at their turn" in sentence) == (True, True)
