# SPDX-License-Identifier: EUPL-1.2
"""The engine beside other systems: the days are the same, the counts are right, the page shows what was kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.peers import measure, table
from benchmarks.peers.days import NAMES, Day, day, from_problem
from benchmarks.peers.judge import Figures, figures
from benchmarks.peers.peer import NOWHERE, Answer, Question
from benchmarks.peers.systems import peers

from indeling import Problem
from oracle.instances import seeded
from oracle.model import optimum

EXACT = ("indeling least-cost", "CP-SAT, 3-index model", "HiGHS, 3-index model", "SciPy milp, 3-index model")
ROUND_BY_ROUND = "SciPy assignment, round by round"


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    results: dict[str, Any] = json.loads(measure.KEPT.read_text("utf-8"))
    return results


@pytest.fixture(scope="module")
def small_days() -> list[tuple[Day, int]]:
    """Days of several kinds that a peer can be asked, each with the least cost that the independent model finds."""
    found = []
    for seed in range(200):
        data = seeded(seed, ["common", "per round", "mixed"])
        try:
            one = from_problem(str(seed), Problem.from_dict(data))
        except ValueError:
            continue  # for the engine alone
        best = optimum(data, "least-cost")
        if best is not None:
            found.append((one, best[0]))
    return found


def test_page_shows_the_results_kept(kept: dict[str, Any]) -> None:
    text = measure.PAGE.read_text("utf-8")
    assert measure.with_tables(text, kept) == text


def test_every_day_was_placed_by_every_system(kept: dict[str, Any]) -> None:
    assert [(cell["day"], cell["system"]) for cell in kept["cells"]] == [
        (name, peer) for name in NAMES for peer in peers()
    ]


def test_every_system_has_a_paragraph(kept: dict[str, Any]) -> None:
    text = measure.PAGE.read_text("utf-8")
    assert [name for name in kept["versions"] if f"**{name}**" not in text] == []


def test_nothing_kept_is_below_the_least_that_was_proven(kept: dict[str, Any]) -> None:
    """A cost below it would have to break something, or the proof would be none."""
    for name in NAMES:
        cells = [cell for cell in kept["cells"] if cell["day"] == name and cell["figures"]]
        whole = [cell for cell in cells if not Figures(**cell["figures"]).breaks]
        proven = {cell["figures"]["cost"] for cell in whole if cell["says"] == "optimal" and not cell["other_aim"]}
        assert proven == {min(cell["figures"]["cost"] for cell in whole)}


def test_question_comes_back_from_its_file(tmp_path: Path) -> None:
    asked = day("agh2004").question
    asked.save(tmp_path / "question.npz")
    found = Question.load(tmp_path / "question.npz")
    assert json.loads(found.problem) == json.loads(asked.problem)
    for name in ("cost", "chairs", "minimum"):
        np.testing.assert_array_equal(getattr(found, name), getattr(asked, name))


def test_rounds_are_alike_where_nothing_tells_them_apart() -> None:
    alike = {name: day(name).question.rounds_alike for name in NAMES}
    assert alike == {name: name != "dfe-conference-2019" for name in NAMES}


def test_day_with_an_absence_is_for_the_engine_alone() -> None:
    data = Problem.build(rounds=["r1", "r2"], workshops={"A": 1, "B": 1}, wishes={"Ann": ["A"]}).to_dict()
    data["participants"][0]["rounds"] = ["r1"]
    with pytest.raises(ValueError, match="no system but the engine knows"):
        from_problem("away", Problem.from_dict(data))


@pytest.fixture
def evening() -> Day:
    """Three people, two rounds: two chairs in A and C, one in B, which needs one person, and two wishes each."""
    data = Problem.build(
        rounds=2,
        workshops={"A": 2, "B": 1, "C": 2},
        wishes={"Ann": ["A", "B"], "Bo": ["A", "B"], "Cas": ["B", "A"]},
    ).to_dict()
    for session in data["workshops"][1]["sessions"]:
        session["minimum"] = 1
    return from_problem("evening", Problem.from_dict(data))


def test_placement_that_keeps_everything_is_counted_as_it_is(evening: Day) -> None:
    found = figures(evening, Answer(np.array([[0, 1], [0, 2], [1, 0]])))
    assert found == Figures(
        cost=0 + 1 + 0 + 100 + 0 + 1, ranks=10, outside=1, without_wish=0, missing=0, twice=0, too_many=0, too_few=0
    )
    assert not found.breaks


def test_everything_that_is_broken_is_counted(evening: Day) -> None:
    found = figures(evening, Answer(np.array([[0, 0], [0, 2], [0, NOWHERE]])))
    assert found == Figures(
        cost=0 + 0 + 0 + 100 + 1 + 100, ranks=11, outside=2, without_wish=0, missing=1, twice=1, too_many=1, too_few=2
    )
    assert found.breaks


def test_who_was_given_nothing_has_no_wish_and_nothing_twice(evening: Day) -> None:
    found = figures(evening, Answer(np.array([[0, 1], [NOWHERE, NOWHERE], [1, 0]])))
    assert (found.without_wish, found.missing, found.outside, found.twice) == (1, 2, 2, 0)


def test_rounds_still_to_be_found_are_not_held_against_a_placement(evening: Day) -> None:
    seats = np.array([[0, 1], [0, 2], [0, 1]])
    assert [figures(evening, Answer(seats, in_rounds=way)).too_many for way in (True, False)] == [2, 0]
    assert [figures(evening, Answer(seats, in_rounds=way)).too_few for way in (True, False)] == [1, 0]


def test_there_are_small_days(small_days: list[tuple[Day, int]]) -> None:
    alike = [one.question.rounds_alike for one, _ in small_days]
    assert (len(small_days) > 30, {*alike}, any(one.question.minimum.any() for one, _ in small_days)) == (
        True,
        {True, False},
        True,
    )


@pytest.mark.parametrize("name", EXACT)
def test_exact_systems_find_what_the_independent_model_finds(name: str, small_days: list[tuple[Day, int]]) -> None:
    different = {}
    for one, best in small_days:
        answer = peers()[name].prepare(one.question)(10.0)
        found = figures(one, answer)
        if (answer.claim, found.cost, found.breaks) != ("optimal", best, False):
            different[one.name] = (answer.claim, best, found)
    assert different == {}


def test_assigning_round_by_round_never_beats_the_whole_day(small_days: list[tuple[Day, int]]) -> None:
    counts = [(figures(one, peers()[ROUND_BY_ROUND].prepare(one.question)(10.0)), best) for one, best in small_days]
    assert [(found, best) for found, best in counts if found.cost < best and not found.breaks] == []


def test_cells_asked_for_are_measured_in_processes_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(measure.PYTHONS, "peers", str(tmp_path / "python"))
    target, systems = tmp_path / "results.json", [EXACT[0], "fairpyx, round robin", ROUND_BY_ROUND]
    arguments = ["--days", "agh2003", "--systems", *systems, "--repeat", "1", "--json", str(target)]
    assert measure.main(arguments) == 0
    printed, results = capsys.readouterr(), json.loads(target.read_text("utf-8"))
    assert [(cell["system"], cell["says"], cell["figures"]["cost"]) for cell in results["cells"]] == [
        (EXACT[0], "optimal", 789),
        (ROUND_BY_ROUND, "", 791),
    ]
    assert printed.out == table.page(results, peers())
    assert "agh2003, fairpyx, round robin ... not installed: scripts/bench-peers does that\n" in printed.err


def test_system_that_does_not_stop_is_stopped_and_shown_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "results.json"
    arguments = ["--days", "2000×60×2", "--systems", ROUND_BY_ROUND, "--limit", "0.00001", "--json", str(target)]
    assert measure.main(arguments) == 0
    (cell,) = json.loads(target.read_text("utf-8"))["cells"]
    assert (cell["says"], cell["figures"], cell["runs"]) == ("none", None, 0)
    assert f"| {ROUND_BY_ROUND} | stopped at 1e-05 | nothing |" in capsys.readouterr().out


def test_system_that_fails_is_not_taken_for_one_that_was_stopped() -> None:
    asked = measure.Asked(["agh2003"], [EXACT[0]], -1.0, 1, 1.0, None, keep=False, page=False)
    with pytest.raises(RuntimeError, match="indeling least-cost on agh2003"):
        measure.measure(day("agh2003"), peers()[EXACT[0]], asked, {})
