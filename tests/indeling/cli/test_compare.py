# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from command_line import Cli, too_small
from indeling import objectives, solve
from indeling.cli import waiting
from indeling.errors import OutOfTimeError
from indeling.studies import compare

UNDERSTOOD = "Read: problem.json\n  participants: 4, workshops: 4, rounds: 2\n\n"

BY_DEFAULT = [name for name in objectives.names() if name != "lottery"]


def test_comparison_is_printed_with_a_column_per_objective_and_nothing_is_written(
    cli: Cli, problem: str, tmp_path: Path
) -> None:
    ran = cli("compare", problem)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(UNDERSTOOD)
    assert [line.split() for line in ran.out.splitlines()[3:5]] == [BY_DEFAULT, ["Seats"]]
    assert [each.name for each in tmp_path.iterdir()] == ["problem.json"]


def test_only_the_named_objectives_are_compared(cli: Cli, problem: str) -> None:
    ran = cli("compare", problem, "-q", "--objective", "leximin", "-a", "fair")
    assert ran.out.splitlines()[1].split() == ["leximin", "fair"]


def test_json_holds_the_counts_and_the_seed(cli: Cli, problem: str, tmp_path: Path) -> None:
    ran = cli("compare", problem, "-q", "--seed", "7", "--json", "comparison.json")
    tree = json.loads((tmp_path / "comparison.json").read_bytes())
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "Written: comparison.json")
    assert (tree["format"], tree["seed"], tree["people"]) == ("indeling/comparison", 7, 4)
    assert [each["objective"] for each in tree["objectives"]] == BY_DEFAULT


@pytest.mark.parametrize(("name", "start"), [("picture.svg", b"<?xml"), ("picture.PNG", b"\x89PNG")])
def test_picture_is_drawn_by_its_extension(cli: Cli, problem: str, tmp_path: Path, name: str, start: bytes) -> None:
    ran = cli("compare", problem, "-q", "--picture", name)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, f"Written: {name}")
    assert (tmp_path / name).read_bytes().startswith(start)


def test_picture_speaks_the_language_asked_for(cli: Cli, problem: str, tmp_path: Path) -> None:
    cli("compare", problem, "-q", "-a", "fair", "--picture", "plaatje.svg", "--lang", "nl")
    assert "Slechtst af" in (tmp_path / "plaatje.svg").read_text("utf-8")


def test_missing_matplotlib_is_told_before_reading(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    ran = cli("compare", "nothing.json", "--picture", "picture.svg")
    sentence = 'This needs matplotlib, which is not installed. Install it with: pip install "regiodag[pictures]"'
    assert (ran.code, ran.err) == (2, f"× {sentence}\n")


def test_same_seed_gives_the_same_bytes(cli: Cli, problem: str, tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        cli("compare", problem, "--seed", "7", "--json", name)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_standard_output_takes_only_the_counts(cli: Cli, problem: str) -> None:
    ran = cli("compare", problem, "-j", "-")
    assert json.loads(ran.out)["status"] == "optimal"
    assert ran.err.startswith(UNDERSTOOD)


def test_dutch_is_spoken_when_asked_for(cli: Cli, problem: str) -> None:
    ran = cli("compare", problem, "-q", "-a", "fair", "--lang", "nl")
    assert ran.out.splitlines()[-1].split() == ["Bewezen", "de", "beste", "ja"]


def test_day_without_placement_says_why_and_exits_with_3(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "problem.json").write_text(json.dumps(too_small()), "utf-8")
    ran = cli("compare", "problem.json", "-q", "--json", "comparison.json", "--picture", "picture.svg")
    assert ran.out.splitlines() == [
        "",
        "There is no placement that keeps every rule.",
        "  - Round 1 has 3 chairs for 4 people",
        "  - Round 2 has 3 chairs for 4 people",
        "Change what is named here, and try again.",
        "Written: comparison.json",
    ]
    assert (ran.code, json.loads((tmp_path / "comparison.json").read_bytes())["status"]) == (3, "infeasible")
    assert not (tmp_path / "picture.svg").exists()


def test_what_is_not_proven_exits_with_4(cli: Cli, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def limited(day: Any, aim: str, *arguments: Any, **options: Any) -> object:  # noqa: ANN401  (as `solve`)
        if aim == "leximin":
            raise OutOfTimeError
        return solve(day, aim, *arguments, **options)

    monkeypatch.setattr(compare, "solve", limited)
    ran = cli("compare", problem, "-q", "--time-limit", "60")
    assert (ran.code, ran.out.splitlines()[-1]) == (
        4,
        "leximin: no placement in the time it had. Give more with --time-limit.",
    )


def test_progress_is_shown_when_it_takes_long(cli: Cli, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    show = waiting.Lines.show

    def watched(self: waiting.Lines, stage: waiting.Stage, elapsed: float) -> None:
        shown.append(str(stage.what))
        show(self, stage, elapsed)

    monkeypatch.setattr(waiting, "PATIENCE", 0.0)
    monkeypatch.setattr(waiting, "TICK", 0.0)
    monkeypatch.setattr(waiting.Lines, "show", watched)
    cli("compare", problem)
    assert set(shown) - {"reading problem.json"} != set()
    shown.clear()
    cli("compare", problem, "--quiet")
    assert shown == []


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (("day.json", "-a", "fiar"), "× There is no objective “fiar”. Did you mean “fair”? Choose from: "),
        (("day.json", "--json", "day.json"), "day.json"),
        (("day.json", "--json", "counts.csv"), "counts.csv"),
        (("day.json", "--picture", "picture.pdf"), "picture.pdf"),
        (("day.json", "--picture", "-"), "standard input"),
        (("-", "-w", "-"), "standard input"),
    ],
)
def test_mistake_in_the_arguments_is_told_before_reading(cli: Cli, arguments: tuple[str, ...], first: str) -> None:
    ran = cli("compare", *arguments)
    assert (ran.code, ran.out, ran.err.splitlines()[0][: len(first)]) == (2, "", first)


def test_help_names_every_objective(cli: Cli) -> None:
    said = " ".join(cli("compare", "--help").out.split())
    assert f"There are: {', '.join(objectives.names())}." in said
