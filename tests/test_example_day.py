# SPDX-License-Identifier: EUPL-1.2
"""The example day that ships with the project is what scripts/example_day.py writes, and shows what it is meant to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from indeling import solve
from indeling.files import read, read_problem
from indeling.outcome import Outcome

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "regiodag"
FILES = ("voorkeuren.xlsx", "workshops.xlsx")

Cells = list[tuple[object, ...]]


def cells(path: Path) -> dict[str, Cells]:
    """Return the cells of every sheet."""
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path)}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    subprocess.run([sys.executable, ROOT / "scripts" / "example_day.py", folder], check=True)
    return folder


@pytest.fixture(scope="module")
def answers() -> Cells:
    return cells(EXAMPLES / "voorkeuren.xlsx")["Form1"]


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_what_the_script_writes(written: Path, name: str) -> None:
    assert cells(EXAMPLES / name) == cells(written / name)


def test_the_answers_are_laid_out_as_microsoft_forms_does(answers: Cells) -> None:
    assert answers[0] == (
        *("ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"),
        *("Voor welke organisatie kom je?", "Domein", "Eerste\u00a0keuze", "Tweede keuze", "Derde keuze"),
    )
    assert [row[0] for row in answers[1:]] == list(range(1, 182))


def test_nobody_in_it_can_exist(answers: Cells) -> None:
    emails, organisations = {str(row[3]) for row in answers[1:]}, {str(row[5]) for row in answers[1:]}
    assert [email for email in emails if not email.endswith("@example.org")] == []
    assert [name for name in organisations if not name.endswith(" (fictief)")] == []


def test_the_answers_have_the_oddities_of_real_ones(answers: Cells) -> None:
    titles = {row[0] for row in cells(EXAMPLES / "workshops.xlsx")["Workshops"][1:]}
    wishes = [[title for title in row[7:] if title is not None] for row in answers[1:]]
    assert len(titles) == 10
    assert [len(titles_of) for titles_of in wishes if len(titles_of) < 3] == [2, 1, 2, 1, 0, 2, 2]
    assert [title for titles_of in wishes for title in titles_of if title not in titles] == [
        "Orgaanhandel: herkenen en melden",
        "Uitbuiting op arbeidsmarkt",
        "Dialoogsesie met ervaringsdeskundigen",
    ]
    assert [row[0] for row in answers[1:] if row[3] == answers[-1][3]] == [23, 181]


def test_it_is_read_with_a_warning_for_each_oddity() -> None:
    reading = read(str(EXAMPLES / "voorkeuren.xlsx"), workshops=str(EXAMPLES / "workshops.xlsx"))
    assert [warning.row for warning in reading.warnings] == [24, 42, 89, 134]
    assert reading.data["wishes_asked"] == 3
    assert len(reading.data["participants"]) == 180


def test_nearly_everybody_gets_wishes_in_both_rounds() -> None:
    problem, _ = read_problem(str(EXAMPLES / "voorkeuren.xlsx"), workshops=str(EXAMPLES / "workshops.xlsx"))
    placement = solve(problem)
    assert placement.status == "optimal"
    assert Outcome(placement, problem).people_by_rounds_outside == (176, 4, 0)
