# SPDX-License-Identifier: EUPL-1.2

import io
from typing import Any

import pytest

from command_line import day
from indeling import Problem, solve
from indeling.cli.console import Console
from indeling.cli.picture import print_picture
from indeling.errors import untranslated
from indeling.outcome import Outcome
from indeling.problem import round_title


def picture(tree: dict[str, Any], *, width: int = 80, blocks: bool = True, known: bool = True) -> list[str]:
    """Return the lines of the picture of the best placement of a day."""
    problem, stream = Problem.from_dict(tree), io.StringIO()
    placement = solve(problem, "least-cost")
    console = Console(stream, untranslated, width, colour=False, blocks=blocks)
    print_picture(console, Outcome(placement, problem if known else None))
    return stream.getvalue().splitlines()


def large(rounds: int, workshops: int, people: int, **person: Any) -> dict[str, Any]:
    """Return a day with a chair for everybody in every session, and people who are all alike."""
    ids = [f"r{k + 1}" for k in range(rounds)]
    return {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": each} for each in ids],
        "workshops": [
            {
                "id": f"w{k:02d}",
                "title": f"A title of a workshop that is rather long, {k}",
                "sessions": [{"round": each, "capacity": people} for each in ids],
            }
            for k in range(workshops)
        ],
        "participants": [{"id": f"p{k:02d}", "wishes": [], **person} for k in range(people)],
    }


def test_day_of_one_round_needs_no_chart_of_people() -> None:
    lines = picture(large(1, 1, 4, wishes=["w00"]))
    assert lines == [
        "",
        "Seats",
        "  first wish          ████████████████████████████████████████████  4  100 %",
        "  outside the wishes                                                0    0 %",
        "",
        "Sessions                                                 Round 1",
        "  A title of a workshop that is rather long, 0  ████████████ 4/4",
    ]


def test_ascii_has_the_same_layout_without_blocks() -> None:
    lines = picture(large(1, 1, 4, wishes=["w00"]), blocks=False)
    assert lines[2] == f"  first wish          {'#' * 44}  4  100 %"
    assert lines[-1] == f"  A title of a workshop that is rather long, 0  {'#' * 12} 4/4"


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("rounds", [1, 2, 6])
def test_no_line_is_wider_than_the_terminal(width: int, rounds: int) -> None:
    lines = picture(large(rounds, 8, 12, wishes=["w00", "w01", "w02"]), width=width)
    assert max(map(len, lines)) <= max(width, 14 + rounds * 7)


def test_six_rounds_leave_room_for_figures_only() -> None:
    tree = large(6, 7, 1, fixed={f"r{k + 1}": f"w{k:02d}" for k in range(6)})
    assert picture(tree)[-8:-6] == [
        "Sessions                    Round 1  Round 2  Round 3  Round 4  Round 5  Round 6",
        "  A title of a workshop t…      1/1      0/1      0/1      0/1      0/1      0/1",
    ]


def test_lower_wishes_are_taken_together() -> None:
    tree = large(2, 9, 1, wishes=[f"w{k:02d}" for k in range(8)], fixed={"r1": "w06", "r2": "w07"})
    assert [" ".join(line.split()) for line in picture(tree)[2:10]] == [
        "first wish 0 0 %",
        "second wish 0 0 %",
        "third wish 0 0 %",
        "wish 4 0 0 %",
        "wish 5 0 0 %",
        "wish 6 0 0 %",
        "lower wishes ████████████████████████████████████████████ 2 100 %",
        "outside the wishes 0 0 %",
    ]


@pytest.mark.parametrize(("best", "worst", "labels"), [(3, 1, ["rated 3", "rated 2"]), (1, 3, ["rated 1", "rated 2"])])
def test_ratings_go_by_their_own_numbers(best: int, worst: int, labels: list[str]) -> None:
    tree = large(1, 1, 1)
    tree["rating_scale"] = {"best": best, "worst": worst}
    tree["participants"] = [{"id": "p", "ratings": {"w00": 2}}]
    assert [line.split("  ")[1] for line in picture(tree)[2:4]] == labels


def test_session_that_is_not_given_has_a_dash() -> None:
    tree = day()
    tree["workshops"].append({"id": "e", "title": "Extra", "sessions": [{"round": "r1", "capacity": 3}]})
    tree["participants"][1]["fixed"] = {"r1": "b"}
    tree["participants"][3]["fixed"] = {"r1": "d"}
    assert picture(tree)[-3] == "  Extra    ░░░░░░░░░░░░ 0/3                 -"


def test_workshop_that_is_dropped_is_named() -> None:
    tree = day()
    session = {"round": "r1", "capacity": 3, "minimum": 2}
    tree["workshops"].append({"id": "e", "title": "Extra", "optional": True, "sessions": [session]})
    assert picture(tree)[-1] == "Not given, because too few people would come: Extra"


def test_only_ten_names_outside_their_wishes_are_printed() -> None:
    lines = picture(large(1, 2, 12, wishes=["w00"], fixed={"r1": "w01"}))
    names = ", ".join(f"p{k:02d} (round 1)" for k in range(10))
    assert " ".join(line.strip() for line in lines[-3:]) == f"Outside their wishes: {names} and 2 more"


def test_who_is_outside_most_often_comes_first() -> None:
    tree = large(2, 3, 2, wishes=["w00"]) | {"wishes_asked": 1}
    tree["participants"][0]["fixed"] = {"r1": "w00", "r2": "w01"}
    tree["participants"][1]["fixed"] = {"r1": "w01", "r2": "w02"}
    assert picture(tree)[-1] == "Outside their wishes: p01 (round 1, round 2), p00 (round 2)"


def test_only_forty_workshops_are_printed() -> None:
    assert picture(large(1, 42, 1))[-1] == "  and 2 more workshops"


def test_without_problem_the_largest_session_is_the_measure() -> None:
    tree = large(1, 2, 3)
    for person, workshop in zip(tree["participants"], ("w00", "w00", "w01"), strict=True):
        person["fixed"] = {"r1": workshop}
    assert picture(tree, known=False)[-2:] == ["  w00     ████████████ 2", "  w01     ██████░░░░░░ 1"]


@pytest.mark.parametrize(("name", "title"), [("r2", "Round 2"), ("2", "Round 2"), ("Morning", "Morning")])
def test_round_that_is_only_a_number_is_spelled_out(name: str, title: str) -> None:
    assert str(round_title(name)) == title
