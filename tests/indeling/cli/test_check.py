# SPDX-License-Identifier: EUPL-1.2

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from command_line import Cli, too_small


def change(path: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    tree = json.loads(path.read_bytes())
    edit(tree)
    path.write_text(json.dumps(tree), "utf-8")


def test_right_and_proven_placement_passes(cli: Cli, problem: str, placement: str) -> None:
    ran = cli("check", problem, placement)
    sentence = "The placement keeps all rules and no other placement is better; checked without the solver.\n"
    assert (ran.code, ran.out, ran.err) == (0, sentence, "")


def test_placement_that_breaks_a_rule_fails_with_every_finding(
    cli: Cli, problem: str, placement: str, tmp_path: Path
) -> None:
    def double(tree: dict[str, Any]) -> None:
        tree["placements"][3]["workshop"] = "b"

    change(tmp_path / placement, double)
    ran = cli("check", problem, placement)
    assert ran.out.splitlines() == [
        "The placement breaks the rules.",
        "  - p2 has the same workshop twice",
        "  - Books in r2 has 2 people on 1 chair",
        "  - the ranks of some seats are not those of the wishes",
    ]
    assert ran.code == 1


def test_only_the_first_twenty_findings_are_printed(cli: Cli, tmp_path: Path) -> None:
    people = [{"id": f"p{k:02d}", "wishes": []} for k in range(23)]
    tree = {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": "r1"}],
        "workshops": [{"id": "a", "sessions": [{"round": "r1", "capacity": 23}]}],
        "participants": people,
    }
    (tmp_path / "problem.json").write_text(json.dumps(tree), "utf-8")
    cli("solve", "problem.json", "-o", "placement.json")
    forbidden = [{**each, "forbidden": ["a"]} for each in people]
    (tmp_path / "problem.json").write_text(json.dumps({**tree, "participants": forbidden}), "utf-8")
    ran = cli("check", "problem.json", "placement.json")
    assert (ran.code, len(ran.out.splitlines()), ran.out.splitlines()[-1]) == (1, 22, "  and 3 more")


def test_proof_that_does_not_hold_fails(cli: Cli, problem: str, placement: str, tmp_path: Path) -> None:
    def forget(tree: dict[str, Any]) -> None:
        tree["proof"]["levels"] = []

    change(tmp_path / placement, forget)
    ran = cli("check", problem, placement)
    assert (ran.code, "without prices that prove it" in ran.out) == (1, True)


def test_placement_that_claims_no_proof_is_allowed_but_not_proven(
    cli: Cli, problem: str, placement: str, tmp_path: Path
) -> None:
    def modest(tree: dict[str, Any]) -> None:
        tree["proof"] = {"kind": "mip", "route": "bundles", "space": "workshops", "levels": []}

    change(tmp_path / placement, modest)
    assert cli("check", problem, placement).code == 4


def test_day_without_placement_exits_with_3(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "problem.json").write_text(json.dumps(too_small()), "utf-8")
    cli("solve", "problem.json", "-o", "placement.json")
    ran = cli("check", "problem.json", "placement.json")
    assert (ran.code, ran.out) == (3, "There is no placement to check.\n")


def test_placement_of_another_day_is_bad_input(cli: Cli, placement: str, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text(json.dumps(too_small()), "utf-8")
    ran = cli("check", "other.json", placement)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "placement.json")
    assert "  × placements: there is no workshop “d”." in ran.err


def test_file_that_is_no_placement_is_bad_input(cli: Cli, problem: str) -> None:
    ran = cli("check", problem, problem)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "problem.json")
