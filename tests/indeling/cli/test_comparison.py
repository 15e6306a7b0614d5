# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from command_line import day
from indeling import Problem
from indeling.cli.comparison import print_comparison
from indeling.cli.console import Console
from indeling.cli.language import LANGUAGES, translator
from indeling.studies.compare import compare
from indeling.studies.comparison import Answer, Comparison

AIMS = ("fair", "generous", "rank-maximal")
TABLE = """\
                         fair  generous  rank-maximal
Seats
  first wish                2         2             2
  second wish               2         2             2
  no wish given             2         2             2
  outside the wishes        2         2             2
People
  a wish in every round     3         3             3
  a wish in no round        1         1             1
Regret
  people without regret     4         4             4
  the largest               0         0             0
  people who have that      4         4             4
Total cost                202       202           202
Proven the best           yes       yes           yes

                         fair  generous  rank-maximal
Sit elsewhere than in
  fair                      -         0             0
  generous                  0         -             0
  rank-maximal              0         0             -

                         fair  generous  rank-maximal
Other workshops than in
  fair                      -         0             0
  generous                  0         -             0
  rank-maximal              0         0             -

                         fair  generous  rank-maximal
Better off than in
  fair                      -         0             0
  generous                  0         -             0
  rank-maximal              0         0             -
"""
NOT_PROVEN = (
    "Allowed by every rule, but not proven to be the best by the aim “fair”: sum of squared regrets is 9, and cannot be"
    " lower than 7. Give it more time to know."
)
NARROW = """\
                       fair  generous
Total cost              202       202

                       rank-maximal
Total cost                      202
"""


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(Problem.from_dict(day()), AIMS)


def printed(comparison: Comparison, width: int = 80, language: str = "en") -> str:
    stream = io.StringIO()
    print_comparison(Console(stream, translator(language), width, colour=False, blocks=True), comparison)
    return stream.getvalue()


def test_tables_have_a_column_per_objective(comparison: Comparison) -> None:
    assert printed(comparison) == TABLE


def test_columns_that_do_not_fit_stand_below(comparison: Comparison) -> None:
    blocks = printed(comparison, 40).split("\n\n")
    assert len(blocks) == 8
    kept = [
        "\n".join(line for line in block.splitlines() if line[0] == " " or line.startswith("Total")) for block in blocks
    ]
    found = ["\n".join([block.splitlines()[0], block.splitlines()[-1]]) for block in kept[:2]]
    assert [each.split() for each in found] == [each.split() for each in NARROW.split("\n\n")]
    assert max(map(len, printed(comparison, 40).splitlines())) <= 40


def test_columns_move_together_when_they_fit_then(comparison: Comparison) -> None:
    wide, tight = (printed(comparison, width).splitlines()[0] for width in (53, 52))
    assert [wide.split(), len(wide)] == [tight.split(), len(tight) + 3] == [list(AIMS), 53]


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_objectives_stand_beside_one_another_in_eighty_columns(comparison: Comparison, language: str) -> None:
    names = ("fair", "generous", "least-cost", "leximin", "lottery", "rank-maximal")
    counts = comparison.answers[0].counts
    six = tuple(Answer(each, "optimal", "prices", counts=counts) for each in names)
    lines = printed(replace(comparison, answers=six, differences=()), language=language).splitlines()
    assert lines[0].split() == list(names)
    assert max(map(len, lines)) <= 80


def test_objective_alone_has_nothing_to_differ_from(comparison: Comparison) -> None:
    alone = replace(comparison, answers=comparison.answers[:1], differences=())
    assert printed(alone).splitlines()[-1] == "Proven the best           yes"


def test_what_is_not_proven_is_told_with_its_reason(comparison: Comparison) -> None:
    fair = comparison.answers[0]
    assert fair.placement is not None
    levels = [{"name": "squared-regret", "value": 9, "bound": 7}]
    unsure = replace(fair.placement, status="feasible", proof={"kind": "mip", "levels": levels})
    answers = (
        replace(fair, status="feasible", proof="mip", placement=unsure),
        Answer("generous", "unknown", reason="out_of_time"),
        Answer("leximin", "unknown", reason="too_large"),
    )
    table, *sentences = printed(replace(comparison, answers=answers, differences=()), 120).split("\n\n")
    assert table.splitlines()[0].split() == ["fair", "generous", "leximin"]
    assert table.splitlines()[-1].split() == ["Proven", "the", "best", "no", "no", "answer", "no", "answer"]
    assert table.splitlines()[-2].split() == ["Total", "cost", "202"]
    assert [" ".join(each.split()) for each in sentences] == [
        NOT_PROVEN,
        "generous: no placement in the time it had. Give more with --time-limit.",
        "leximin: this day allows too many combinations of workshops for it.",
    ]
