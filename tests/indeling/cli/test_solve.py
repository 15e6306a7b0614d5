# SPDX-License-Identifier: EUPL-1.2

import io
import json
import sys
from pathlib import Path

import openpyxl
import pytest

from command_line import Cli, day, too_small

OUTCOME = """\
All 4 people have a seat; 3 of them within their wishes in every round.

Seats
  first wish             ███████████                                   2   25 %
  second wish            ███████████                                   2   25 %
  no wish given          ███████████                                   2   25 %
  outside the wishes     ███████████                                   2   25 %

People
  a wish in every round  █████████████████████████████████             3   75 %
  a wish in some rounds                                                0    0 %
  a wish in no round     ███████████                                   1   25 %

Sessions            Round 1           Round 2
  Art      ████████████ 1/1  ████████████ 1/1
  Books    ████████████ 1/1  ████████████ 1/1
  Cooking  ████████████ 1/1  ████████████ 1/1
  Dance    ████████████ 1/1  ████████████ 1/1

Outside their wishes: Cas Fictional (round 1, round 2)

Proven: no placement is better by the aim “fair”. Check it with: indeling check
"""
UNDERSTOOD = "Read: problem.json\n  participants: 4, workshops: 4, rounds: 2\n\n"
SEATS = [("p1", "a", "b"), ("p2", "b", "a"), ("p3", "c", "d"), ("p4", "d", "c")]


def seats(content: str) -> list[tuple[str, ...]]:
    rows = json.loads(content)["placements"]
    return [
        (one["participant"], one["workshop"], two["workshop"]) for one, two in zip(rows[::2], rows[1::2], strict=True)
    ]


def write(path: Path, tree: object) -> None:
    path.write_text(json.dumps(tree), "utf-8")


def save(path: Path, rows: list[list[str | int]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    book.save(path)


def test_without_output_prints_the_outcome_and_writes_nothing(cli: Cli, problem: str, tmp_path: Path) -> None:
    ran = cli("solve", problem)
    assert (ran.code, ran.out, ran.err) == (0, UNDERSTOOD + OUTCOME, "")
    assert [each.name for each in tmp_path.iterdir()] == ["problem.json"]


def test_quiet_leaves_out_what_was_understood(cli: Cli, problem: str) -> None:
    assert cli("solve", problem, "--quiet").out == "\n" + OUTCOME


def test_json_output_holds_the_placement(cli: Cli, problem: str, tmp_path: Path) -> None:
    ran = cli("solve", problem, "-q", "-o", "placement.json")
    assert (ran.code, ran.out) == (0, "\n" + OUTCOME + "Written: placement.json\n")
    assert seats((tmp_path / "placement.json").read_text("utf-8")) == SEATS


def test_same_seed_gives_the_same_bytes(cli: Cli, problem: str, tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        cli("solve", problem, "--seed", "7", "-o", name)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_objective_and_seed_are_passed_on(cli: Cli, problem: str, tmp_path: Path) -> None:
    cli("solve", problem, "--objective", "generous", "--seed", "7", "-o", "placement.json")
    tree = json.loads((tmp_path / "placement.json").read_bytes())
    assert (tree["objective"], tree["seed"]) == ("generous", 7)


def test_workbook_output_is_in_the_language_asked_for(cli: Cli, problem: str, tmp_path: Path) -> None:
    assert cli("solve", problem, "-o", "placement.xlsx").code == 0
    assert cli("solve", problem, "-o", "indeling.xlsx", "--lang", "nl").code == 0
    names = [openpyxl.load_workbook(tmp_path / name).sheetnames for name in ("placement.xlsx", "indeling.xlsx")]
    assert [len(each) for each in names] == [4, 4]
    assert names[0] != names[1]


def test_standard_output_takes_only_the_placement(cli: Cli, problem: str) -> None:
    ran = cli("solve", problem, "-o", "-")
    assert seats(ran.out) == SEATS
    assert ran.err == UNDERSTOOD + OUTCOME


def test_standard_input_is_read_as_json(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(day()).encode())))
    assert cli("solve", "-").out == UNDERSTOOD.replace("problem.json", "standard input") + OUTCOME


def test_spreadsheet_with_workshops_and_rounds_is_placed(cli: Cli, tmp_path: Path) -> None:
    save(tmp_path / "answers.xlsx", [["ID", "Naam", "Eerste keuze"], [1, "Ann", "Art"], [2, "Bo", "Books"]])
    save(tmp_path / "workshops.xlsx", [["Titel", "Plaatsen"], ["Art", 1], ["Books", 1]])
    ran = cli("solve", "answers.xlsx", "--workshops", "workshops.xlsx", "--rounds", "2", "-o", "placement.json")
    assert ran.code == 0
    assert len(json.loads((tmp_path / "placement.json").read_bytes())["placements"]) == 4


def test_warnings_are_printed_even_when_quiet(cli: Cli, problem: str) -> None:
    ran = cli("solve", problem, "-q", "--rounds", "2")
    advice = "the number of rounds is not used: the file has its own rounds."
    assert ran.out.startswith(f"Please look at:\nproblem.json\n  ! {advice}\n\nAll 4 people")


def test_day_without_placement_says_why_and_exits_with_3(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "problem.json", too_small())
    ran = cli("solve", "problem.json", "-q", "-o", "placement.json")
    assert ran.out.splitlines() == [
        "",
        "There is no placement that keeps every rule.",
        "  - Round 1 has 3 chairs for 4 people",
        "  - Round 2 has 3 chairs for 4 people",
        "Change what is named here, and try again.",
        "Written: placement.json",
    ]
    assert (ran.code, json.loads((tmp_path / "placement.json").read_bytes())["status"]) == (3, "infeasible")


def test_time_that_is_over_at_once_is_told(cli: Cli, tmp_path: Path) -> None:
    sessions = [{"round": "r1", "capacity": 4, "minimum": 2}]
    workshops = [{"id": each, "optional": True, "sessions": sessions} for each in ("a", "b")]
    people = [{"id": each, "wishes": ["a", "b"]} for each in ("p", "q", "r")]
    tree = day(rounds=[{"id": "r1"}], workshops=workshops, participants=people)
    (tmp_path / "droppable.json").write_text(json.dumps(tree), "utf-8")
    ran = cli("solve", "droppable.json", "--time-limit", "1e-9")
    assert ran.err == (
        "× The time was over before there was any placement. Give more with --time-limit, or use --objective"
        " least-cost.\n"
    )
    assert ran.code == 2


def test_output_that_is_the_input_is_refused_before_reading(cli: Cli) -> None:
    ran = cli("solve", "answers.xlsx", "-o", "./answers.xlsx")
    assert ran.err.splitlines()[:2] == [
        "./answers.xlsx",
        "  × this is also the input; writing would overwrite it. Choose another name for the output.",
    ]
    assert ran.code == 2


def test_output_that_is_the_list_of_workshops_is_refused(cli: Cli) -> None:
    ran = cli("solve", "answers.xlsx", "-w", "workshops.xlsx", "-o", "workshops.xlsx")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "workshops.xlsx")


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("placement.pdf", "this kind of file cannot be written. Let the name end in .xlsx, .json, .csv, .parquet."),
        ("no/placement.json", "the folder no does not exist. Make the folder first, or choose another one."),
    ],
)
def test_output_that_cannot_be_written_is_refused_before_reading(cli: Cli, output: str, sentence: str) -> None:
    ran = cli("solve", "answers.xlsx", "-o", output)
    assert (ran.code, ran.err.splitlines()[:2]) == (2, [output, f"  × {sentence}"])


def test_unknown_objective_is_told_before_reading(cli: Cli) -> None:
    ran = cli("solve", "answers.xlsx", "--objective", "fiar")
    names = "fair, generous, least-cost, leximin, lottery, rank-maximal"
    assert (ran.code, ran.err) == (
        2,
        f"× There is no objective “fiar”. Did you mean “fair”? Choose from: {names}.\n",
    )


def test_help_names_every_objective(cli: Cli) -> None:
    assert "What is best: fair, generous, least-cost, leximin," in cli("solve", "--help").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("solve", "-", "-w", "-"),
        ("convert", "-", "-m", "-", "problem.json"),
        ("check", "-", "-"),
        ("show", "-", "-p", "-"),
        ("show", "-", "-p", "day.xlsx", "-w", "-"),
    ],
)
def test_standard_input_can_be_one_file_only(cli: Cli, arguments: tuple[str, ...]) -> None:
    ran = cli(*arguments)
    sentence = "  × standard input is asked for more than one file. Give the others by name."
    assert (ran.code, ran.err.splitlines()[:2]) == (2, ["standard input", sentence])


def test_folder_as_output_is_refused_before_reading(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    ran = cli("solve", "nothing.json", "-o", "folder")
    assert (ran.code, ran.err.splitlines()[:2]) == (
        2,
        ["folder", "  × this is a folder, not a file. Add the name of a file."],
    )


def test_output_without_a_name_is_refused(cli: Cli) -> None:
    ran = cli("solve", "nothing.json", "-o", "")
    assert (ran.code, ran.err.splitlines()[:1]) == (2, ["× the name of the output is empty. Check the command."])


def test_what_was_mended_is_told_before_the_mistakes(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Naam;Keuze 1;Keuze 2\nAnn;Dialogue;Dialogue\nBo;Nonsense;\n", "utf-8")
    (tmp_path / "w.csv").write_text("Titel;Plaatsen\nDialogue;5\n", "utf-8")
    ran = cli("solve", "a.csv", "-w", "w.csv")
    assert (ran.code, ran.out, ran.err.splitlines()[:5]) == (
        2,
        "",
        [
            "Please look at:",
            "a.csv",
            "  ! row 2: “Dialogue” is wished more than once; the first counts.",
            "",
            "a.csv",
        ],
    )


def test_placement_is_written_as_a_table_by_its_extension(cli: Cli, tmp_path: Path) -> None:
    wishes, workshops = tmp_path / "wishes.csv", tmp_path / "workshops.csv"
    wishes.write_text("participant,wish_1\np1,A\np2,B\n", encoding="utf-8")
    workshops.write_text("workshop,chairs\nA,1\nB,1\n", encoding="utf-8")
    target = tmp_path / "placement.csv"
    ran = cli("solve", str(wishes), "-w", str(workshops), "--rounds", "1", "-o", str(target))
    assert (ran.code, target.read_text(encoding="utf-8").splitlines()) == (
        0,
        ['"participant","r1","rank_r1"', '"p1","w1",1', '"p2","w2",1'],
    )


def test_lottery_tells_the_seed_of_its_turns(cli: Cli, problem: str) -> None:
    ran = cli("solve", problem, "-q", "--objective", "lottery", "--seed", "7")
    assert (ran.code, ran.out.splitlines()[-2:]) == (
        0,
        [
            "Proven: nobody could have had anything better at their turn, in the order drawn",
            "from seed 7. Check it with: indeling check",
        ],
    )
