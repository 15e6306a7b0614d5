# SPDX-License-Identifier: EUPL-1.2
"""The report on mutants is whole: the page shows what was kept, and every survivor has a word said for it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from benchmarks.mutants import copied, report, run

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "indeling"


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    results: dict[str, Any] = json.loads(run.KEPT.read_text("utf-8"))
    return results


def test_page_shows_the_results_kept(kept: dict[str, Any]) -> None:
    text = run.PAGE.read_text("utf-8")
    assert report.with_tables(text, kept) == text


def test_every_module_that_is_to_be_changed_is_in_the_report(kept: dict[str, Any]) -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
    left_alone = {"rules/rows.py", "objectives/objective.py"}  # the solver's language; a protocol without statements
    found = {str(path.relative_to(SOURCE)) for pattern in asked["only_mutate"] for path in ROOT.glob(pattern)}
    assert set(kept["modules"]) == found - left_alone


def test_counts_of_each_module_are_those_of_its_survivors(kept: dict[str, Any]) -> None:
    alive = {module: counts["mutants"] - counts["killed"] for module, counts in kept["modules"].items()}
    listed = dict.fromkeys(alive, 0)
    for each in kept["survivors"]:
        listed[each["module"]] += 1
    assert listed == alive


def test_every_survivor_has_a_word_said_for_it(kept: dict[str, Any]) -> None:
    assert [each for each in kept["survivors"] if not each["why"]] == []


def test_more_than_nine_in_ten_of_those_that_can_be_told_are_killed(kept: dict[str, Any]) -> None:
    for module, counts in kept["modules"].items():
        equivalent = sum(each["equivalent"] for each in kept["survivors"] if each["module"] == module)
        assert counts["killed"] > 0.9 * (counts["mutants"] - equivalent), module


def test_what_was_said_of_a_survivor_is_said_again() -> None:
    one = {"module": "m.py", "function": "f", "was": "a < b", "now": "a <= b"}
    said = {**one, "equivalent": True, "why": "never equal"}
    other = {**one, "now": "a > b"}
    assert report.judged([one, other], {"survivors": [said]}) == [said, {**other, "equivalent": False, "why": ""}]


def test_table_counts_the_equivalent_apart() -> None:
    survivors = [{"module": "m.py", "equivalent": equivalent} for equivalent in (True, False)]
    kept = {
        "modules": {"m.py": {"mutants": 8, "killed": 6}, "n.py": {"mutants": 2, "killed": 2}},
        "survivors": survivors,
    }
    assert report.rows(kept) == [
        ["m.py", "8", "6", "2", "1", "75.0%", "85.7%"],
        ["n.py", "2", "2", "0", "0", "100.0%", "100.0%"],
        ["all", "10", "8", "2", "1", "80.0%", "88.9%"],
    ]


def test_copy_has_the_tree_and_tries_survivors_again_when_tests_have_changed(tmp_path: Path) -> None:
    root, copy = tmp_path / "tree", tmp_path / "copy"
    for name, content in {
        "src/indeling/solver/walks.py": "@njit(cache=True)\ndef f(): ...\n",
        "tests/t.py": "",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    (root / "pyproject.toml").touch()
    copied.bring_up_to_date(root, copy)
    assert (copy / "src/indeling/solver/walks.py").read_text("utf-8") == "def f(): ...\n"
    meta = copy / "mutants" / "src" / "m.py.meta"
    meta.parent.mkdir(parents=True)
    for tests, survived in (("", 0), ("new", None)):
        meta.write_text(json.dumps({"exit_code_by_key": {"killed": 1, "survived": 0}}), encoding="utf-8")
        (root / "tests/t.py").write_text(tests, encoding="utf-8")
        copied.bring_up_to_date(root, copy)
        assert json.loads(meta.read_text("utf-8"))["exit_code_by_key"] == {"killed": 1, "survived": survived}
