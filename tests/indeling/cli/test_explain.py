# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import Cli, too_small

ASKED = ("--person", "p3", "--workshop", "b")


def test_answer_is_printed_and_written(cli: Cli, problem: str, placement: str, tmp_path: Path) -> None:
    ran = cli("explain", problem, placement, "-n", "p4", "-k", "a", "--json", "answer.json")
    tree = json.loads((tmp_path / "answer.json").read_bytes())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == tree["text"][0]
    assert ran.out.splitlines()[-1] == "Written: answer.json"
    assert (tree["participant"], tree["workshop"]) == ("p4", "a")


def test_person_and_workshop_are_found_by_a_piece_of_their_name(cli: Cli, problem: str, placement: str) -> None:
    ran = cli("explain", problem, placement, "--person", "cas", "--workshop", "book")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "Books is not given in a round in which p3 is free to choose.")


def test_names_are_told_only_when_asked(cli: Cli, problem: str, placement: str) -> None:
    assert "Fictional" not in cli("explain", problem, placement, *ASKED, "--exact").out
    assert "Cas Fictional" in cli("explain", problem, placement, *ASKED, "--names").out


def test_exact_answer_says_what_it_would_take(cli: Cli, problem: str, placement: str) -> None:
    ran = cli("explain", problem, placement, "--person", "p2", "--workshop", "d", "--exact", "--time-limit", "60")
    assert ran.code == 0
    assert "  - Solved again with p2 in Dance in Round 1:" in ran.out


def test_standard_output_takes_only_the_answer(cli: Cli, problem: str, placement: str) -> None:
    ran = cli("explain", problem, placement, *ASKED, "-j", "-")
    assert json.loads(ran.out)["reason"] == "no-round"
    assert ran.err.startswith("Books is not given")


def test_dutch_is_spoken_when_asked_for(cli: Cli, problem: str, placement: str) -> None:
    ran = cli("explain", problem, placement, *ASKED, "--lang", "nl")
    assert ran.out.splitlines()[1] == "  - Ronde 1: p3 heeft een vaste plaats in Cooking."


def test_day_without_placement_says_why(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "problem.json").write_text(json.dumps(too_small()), "utf-8")
    cli("solve", "problem.json", "-q", "-o", "placement.json")
    ran = cli("explain", "problem.json", "placement.json", *ASKED)
    assert (ran.code, ran.out.splitlines()[0]) == (3, "There is no placement that keeps every rule.")


@pytest.mark.parametrize(
    ("person", "workshop", "sentence"),
    [
        ("Ann Fictoinal", "b", "there is no participant “Ann Fictoinal”. Did you mean “Ann Fictional”?"),
        ("p1", "Zzz", "there is no workshop “Zzz”."),
        ("Fictional", "b", "“Fictional” is said of several: p1, p2, p3, p4. Give an id."),
    ],
)
def test_name_of_nobody_or_of_several_is_told(
    cli: Cli, problem: str, placement: str, person: str, workshop: str, sentence: str
) -> None:
    ran = cli("explain", problem, placement, "--person", person, "--workshop", workshop)
    assert (ran.code, ran.err.splitlines()[0]) == (2, f"× {sentence}")
