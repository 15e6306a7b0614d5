# SPDX-License-Identifier: EUPL-1.2

import json
from pathlib import Path

from command_line import Cli, day

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


def test_rules_and_open_rounds_come_through_as_they_are(cli: Cli, tmp_path: Path) -> None:
    rules = [
        {"kind": "together", "participants": ["p1", "p2"], "weight": 3},
        {"kind": "apart", "participants": ["p1", "p4"]},
        {"kind": "at_most", "attribute": "domain", "count": 3, "value": "care", "workshops": ["a"]},
        {"kind": "at_least", "attribute": "domain", "value": "care", "count": 1, "weight": 1},
        {"kind": "eligible", "workshops": ["a"], "participants": ["p1", "p2"]},
        {"kind": "carried_over", "regrets": {"p2": 1}},
        {"kind": "priority", "classes": [["p4"]]},
        {"kind": "spanning", "workshop": "c", "rounds": ["r1", "r2"]},
        {
            "kind": "rooms",
            "rooms": [{"id": "x", "capacity": 2, "features": ["step-free"]}],
            "needs": {"a": ["step-free"]},
        },
    ]
    tree = day(rules=rules)
    tree["workshops"][3]["sessions"] = [{"any_of": ["r1", "r2"], "capacity": 2, "minimum": 1}]
    tree["participants"][2].pop("fixed")
    (tmp_path / "ruled.json").write_text(json.dumps(tree), "utf-8")
    ran = cli("convert", "ruled.json", "again.json", "-q")
    again = json.loads((tmp_path / "again.json").read_text("utf-8"))
    assert (ran.code, ran.err) == (0, "")
    assert (again["rules"], again["workshops"]) == (rules, tree["workshops"])
