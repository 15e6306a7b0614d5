# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command_line import Cli
from indeling.errors import OutOfTimeError
from indeling.studies import repair

Tree = dict[str, Any]

UNDERSTOOD = "Read: problem.json\n"


def day(people: str = "abcd", chairs: int = 2, workshops: str = "xyz") -> Tree:
    """Return a day of one round in which everybody wishes the workshops in their order; a and b are of the police."""
    return {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": "r1"}],
        "workshops": [
            {"id": name, "title": name.upper(), "sessions": [{"round": "r1", "capacity": chairs}]} for name in workshops
        ],
        "participants": [
            {"id": name, "domain": "order" if name in "ab" else "care", "wishes": list(workshops)} for name in people
        ],
    }


def write(folder: Path, seats: dict[str, str], **changed: Any) -> None:
    """Write the day as it is now, and the placement that was."""
    rows = [{"participant": name, "round": "r1", "workshop": where, "rank": 1} for name, where in seats.items()]
    figures = {"cost": 0, "largest_regret": 0, "seats_by_rank": {}, "seats_outside_wishes": 0}
    head = {"format": "indeling/placement", "version": 1, "objective": "fair", "seed": 1, "status": "optimal"}
    (folder / "now.json").write_text(json.dumps(day(**changed)), "utf-8")
    (folder / "was.json").write_text(json.dumps({**head, "placements": rows, "figures": figures}), "utf-8")


def test_moves_and_what_more_would_buy_are_printed(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path, {"a": "z", "b": "z", "c": "gone", "e": "x"})
    ran = cli("repair", "now.json", "was.json", "-q", "--curve")
    told = ran.out[ran.out.index("Proven by") :]
    assert (ran.code, ran.err) == (0, "")
    assert " ".join(told.split("What moves buy")[0].split()) == (
        "Proven by the solver: no placement has fewer moves, and none with so few is better by the aim “fair”."
        " 1 move; 1 person new, 1 gone. - c, r1: from gone to X"
    )
    assert told.split("What moves buy\n")[1].splitlines() == [
        "  - 0 moves: 1 person without a seat",
        "  - 1 move: everybody has a seat; within their wishes in every round 4, in some 0, in none 0",
        "  - 2 moves: everybody has a seat; within their wishes in every round 4, in some 0, in none 0",
        "  - 3 moves: everybody has a seat; within their wishes in every round 4, in some 0, in none 0",
    ]


def test_with_at_most_so_many_moves_the_aim_comes_first(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path, {"a": "z", "b": "z", "c": "gone", "e": "x"})
    ran = cli("repair", "now.json", "was.json", "-q", "--most", "2")
    told = " ".join(ran.out[ran.out.index("Proven by") :].split())
    assert ran.code == 0
    assert told.startswith(
        "Proven by the solver: no placement with at most 2 moves is better by the aim “fair”. 2 moves; 1 person new"
    )


def test_files_hold_the_placement_and_the_moves(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path, {"a": "x", "b": "x"}, chairs=1, people="ab")
    ran = cli("repair", "now.json", "was.json", "--locked", "b", "-o", "new.json", "--json", "moves.json")
    moves = json.loads((tmp_path / "moves.json").read_bytes())
    assert (ran.code, ran.out.splitlines()[-2:]) == (0, ["Written: new.json", "Written: moves.json"])
    assert moves["placement"] == json.loads((tmp_path / "new.json").read_bytes())
    assert [(each["participant"], each["after"]["workshop"]) for each in moves["moves"]] == [("a", "y")]


def test_curve_that_is_cut_short_is_told(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_time(*_: object) -> int:
        raise OutOfTimeError

    monkeypatch.setattr(repair, "fewest_unplaced", out_of_time)
    write(tmp_path, {"a": "z", "b": "z", "c": "gone", "e": "x"})
    ran = cli("repair", "now.json", "was.json", "-q", "--curve", "--json", "moves.json", "--time-limit", "60")
    assert (ran.code, ran.out.splitlines()[-2:]) == (
        0,
        ["The time was up before all was known of what moves buy.", "Written: moves.json"],
    )
    tree = json.loads((tmp_path / "moves.json").read_bytes())
    assert (tree["curve_complete"], [each["moves"] for each in tree["curve"]]) == (False, [1, 2, 3])


def test_many_moves_are_cut_short_on_the_screen(cli: Cli, tmp_path: Path) -> None:
    names = [chr(0x4E00 + at) for at in range(42)]
    write(tmp_path, dict.fromkeys(names, "gone"), people="".join(names), chairs=50, workshops="xy")
    ran = cli("repair", "now.json", "was.json", "-q")
    assert ran.out.splitlines()[-1] == "  and 2 more"


def test_why_there_is_no_repair_is_told(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path, {"a": "x"}, chairs=1)
    ran = cli("repair", "now.json", "was.json", "-q")
    assert (ran.code, "Round 1 has 3 chairs for 4 people" in ran.out) == (3, True)


def test_locked_stranger_is_refused(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path, {"a": "x"})
    ran = cli("repair", "now.json", "was.json", "--locked", "e")
    assert (ran.code, "there is no participant “e”" in ran.err) == (2, True)


def test_mixing_tells_how_many_meet_against_the_placement_without_it(cli: Cli, tmp_path: Path) -> None:
    people = [{**each, "wishes": []} for each in day()["participants"]]
    (tmp_path / "day.json").write_text(json.dumps({**day(workshops="xy"), "participants": people}), "utf-8")
    ran = cli("solve", "day.json", "-q", "--mix", "domain", "--mix", "organisation")
    lines = " ".join(ran.out.split())
    assert "2 pairs of people from different domains meet; without mixing " in lines
    assert "0 pairs of people from different organisations meet; without mixing 0." in lines


def test_day_without_a_placement_is_not_mixed(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "day.json").write_text(json.dumps(day(chairs=1)), "utf-8")
    ran = cli("solve", "day.json", "-q", "--mix", "domain")
    assert (ran.code, "meet" in ran.out) == (3, False)
