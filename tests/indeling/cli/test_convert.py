# SPDX-License-Identifier: EUPL-1.2

import json
from pathlib import Path

from command_line import Cli

ANSWERS = "Naam;Eerste keuze;Tweede keuze\nAnn;Art;Books\nBo;Books;Art\n"
WORKSHOPS = "Titel;Plaatsen\nArt;1\nBooks;1\n"
UNDERSTOOD = """\
Read: answers.csv
  the workshops are those in workshops.csv
  column “Titel” is the title of the workshop
  column “Plaatsen” is the number of chairs per round
  column “Naam” is the name
  “Eerste keuze”, “Tweede keuze” are the wishes, best first
  the rounds are “r1”, “r2”, as asked
  participants: 2, workshops: 2
"""


def test_spreadsheet_becomes_a_problem_and_tells_what_was_understood(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text(ANSWERS, "utf-8")
    (tmp_path / "workshops.csv").write_text(WORKSHOPS, "utf-8")
    ran = cli("convert", "answers.csv", "-w", "workshops.csv", "-r", "2", "problem.json")
    assert (ran.code, ran.out, ran.err) == (0, UNDERSTOOD + "Written: problem.json\n", "")
    tree = json.loads((tmp_path / "problem.json").read_bytes())
    assert [each["name"] for each in tree["participants"]] == ["Ann", "Bo"]


def test_standard_output_takes_only_the_problem(cli: Cli, problem: str, tmp_path: Path) -> None:
    ran = cli("convert", problem, "-")
    cli("convert", problem, "again.json")
    assert ran.out == (tmp_path / "again.json").read_text("utf-8")
    assert ran.err == "Read: problem.json\n  participants: 4, workshops: 4, rounds: 2\n"


def test_quiet_tells_only_what_was_written(cli: Cli, problem: str) -> None:
    assert cli("convert", problem, "again.json", "--quiet").out == "Written: again.json\n"


def test_problem_is_written_as_json_only(cli: Cli, problem: str) -> None:
    ran = cli("convert", problem, "problem.xlsx")
    sentence = "  × this kind of file cannot be written. Let the name end in .json."
    assert (ran.code, ran.err.splitlines()[:2]) == (2, ["problem.xlsx", sentence])
