# SPDX-License-Identifier: EUPL-1.2

import json
from pathlib import Path

from command_line import Cli, day, too_small

PROGRAMME = """\
Cas Fictional (p3)
  Round 1  Cooking  outside the wishes
  Round 2  Dance  outside the wishes
"""


def test_with_the_problem_shows_what_solve_showed(cli: Cli, problem: str, placement: str) -> None:
    solved = cli("solve", problem, "-q")
    shown = cli("show", placement, "--problem", problem)
    assert (shown.code, "\n" + shown.out, shown.err) == (0, solved.out, "")


def test_without_the_problem_shows_ids_and_counts(cli: Cli, placement: str) -> None:
    lines = cli("show", placement).out.splitlines()
    assert lines[-9:] == [
        "Sessions         Round 1         Round 2",
        "  a       ████████████ 1  ████████████ 1",
        "  b       ████████████ 1  ████████████ 1",
        "  c       ████████████ 1  ████████████ 1",
        "  d       ████████████ 1  ████████████ 1",
        "",
        "Outside their wishes: p3 (round 1, round 2)",
        "",
        "Proven: no placement is better by the aim “fair”. Check it with: indeling check",
    ]


def test_participant_is_found_by_part_of_the_name(cli: Cli, problem: str, placement: str) -> None:
    ran = cli("show", placement, "-p", problem, "--participant", "cas")
    assert (ran.code, ran.out) == (0, PROGRAMME)


def test_id_goes_before_names(cli: Cli, problem: str, placement: str) -> None:
    assert cli("show", placement, "-p", problem, "-n", "p3").out == PROGRAMME


def test_programme_tells_which_wish_it_was(cli: Cli, placement: str) -> None:
    assert cli("show", placement, "-n", "p1").out == "p1\n  Round 1  a  first wish\n  Round 2  b  second wish\n"


def test_programme_tells_that_no_wish_was_given_and_that_no_seat_is_needed(cli: Cli, tmp_path: Path) -> None:
    tree = day()
    tree["participants"] = [{"id": "p4", "name": "Dee Fictional", "wishes": [], "rounds": ["r2"], "fixed": {"r2": "d"}}]
    (tmp_path / "problem.json").write_text(json.dumps(tree), "utf-8")
    cli("solve", "problem.json", "-o", "placement.json")
    ran = cli("show", "placement.json", "-p", "problem.json", "-n", "Dee")
    assert ran.out.splitlines()[1:] == ["  Round 1  no seat needed", "  Round 2  Dance  no wish given"]


def test_everybody_with_that_name_is_shown_twenty_at_most(cli: Cli, tmp_path: Path) -> None:
    tree = day(participants=[{"id": f"p{k:02d}", "wishes": []} for k in range(22)])
    tree["workshops"] = [
        {"id": key, "sessions": [{"round": rnd, "capacity": 22} for rnd in ("r1", "r2")]} for key in ("a", "b")
    ]
    (tmp_path / "problem.json").write_text(json.dumps(tree), "utf-8")
    cli("solve", "problem.json", "-o", "placement.json")
    lines = cli("show", "placement.json", "-n", "P").out.splitlines()
    assert (len(lines), lines[-1]) == (61, "and 2 more")


def test_name_of_nobody_gets_a_proposal(cli: Cli, problem: str, placement: str) -> None:
    ran = cli("show", placement, "-p", problem, "-n", "Anne Fictional")
    sentence = "× there is no participant “Anne Fictional”. Did you mean “Ann Fictional”?"
    assert (ran.code, ran.out, ran.err.splitlines()[0]) == (2, "", sentence)


def test_name_that_looks_like_nobodys_gets_no_proposal(cli: Cli, placement: str) -> None:
    ran = cli("show", placement, "-n", "xyz")
    assert ran.err.splitlines()[0] == "× there is no participant “xyz”."


def test_day_without_placement_is_explained(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "problem.json").write_text(json.dumps(too_small()), "utf-8")
    cli("solve", "problem.json", "-o", "placement.json")
    ran = cli("show", "placement.json")
    assert ran.code == 3
    assert ran.out.splitlines()[:2] == [
        "There is no placement that keeps every rule.",
        "  - Round 1 has 3 chairs for 4 people",
    ]
