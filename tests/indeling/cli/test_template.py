# SPDX-License-Identifier: EUPL-1.2

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from command_line import Cli
from indeling.cli import main


def test_template_is_written_with_what_to_do_next(cli: Cli, tmp_path: Path) -> None:
    ran = cli("template", "day.xlsx")
    advice = "Fill it in, then: indeling solve day.xlsx -o placement.xlsx"
    assert (ran.code, ran.out, ran.err) == (0, f"Written: day.xlsx\n{advice}\n", "")
    assert [each.name for each in tmp_path.iterdir()] == ["day.xlsx"]


def test_existing_file_is_left_alone(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "day.xlsx").write_bytes(b"precious")
    ran = cli("template", "day.xlsx")
    sentence = "  × this file exists already. Choose another name, or add --force to overwrite it."
    assert (ran.code, ran.err.splitlines()[:2]) == (2, ["day.xlsx", sentence])
    assert (tmp_path / "day.xlsx").read_bytes() == b"precious"


def test_existing_file_is_overwritten_when_forced(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "day.xlsx").write_bytes(b"precious")
    assert cli("template", "day.xlsx", "--force").code == 0
    assert openpyxl.load_workbook(tmp_path / "day.xlsx").sheetnames[-3:] == ["Participants", "Workshops", "Rounds"]


def test_template_is_a_workbook_only(cli: Cli) -> None:
    ran = cli("template", "day.csv")
    sentence = "  × this kind of file cannot be written. Let the name end in .xlsx."
    assert (ran.code, ran.err.splitlines()[:2]) == (2, ["day.csv", sentence])


HEADINGS = {
    "nl": ("Naam", "Voorkeur 1", "Titel", "Plaatsen", "Mag vervallen"),
    "en": ("Name", "Wish 1", "Title", "Chairs", "May be dropped"),
}


def fill(sheet: Worksheet, row: int, values: dict[str, str | int]) -> None:
    """Write values under their headings."""
    for column, cell in enumerate(sheet[1], start=1):
        if str(cell.value) in values:
            sheet.cell(row, column, values[str(cell.value)])


@pytest.mark.parametrize(
    ("language", "sheets", "yes"),
    [("nl", ("Deelnemers", "Workshops"), "ja"), ("en", ("Participants", "Workshops"), "yes")],
)
def test_template_that_is_filled_in_can_be_solved(
    cli: Cli, tmp_path: Path, language: str, sheets: tuple[str, str], yes: str
) -> None:
    cli("template", "day.xlsx", "--lang", language)
    book = openpyxl.load_workbook(tmp_path / "day.xlsx")
    people, workshops = (book[name] for name in sheets)
    name, wish, title, chairs, droppable = HEADINGS[language]
    for row, (person, first) in enumerate([("Ann Fictional", "Art"), ("Bo Fictional", "Books")], start=2):
        fill(people, row, {name: person, wish: first, wish.replace("1", "2"): "Cooking"})
    for row, each in enumerate(["Art", "Books", "Cooking"], start=2):
        fill(workshops, row, {title: each, chairs: 2, droppable: yes})
    book.save(tmp_path / "day.xlsx")
    ran = cli("solve", "day.xlsx", "-q")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("\nAll 2 people have a seat within their wishes, in every round.\n")


def test_template_on_standard_output_is_a_workbook_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    assert main(["template", "-"]) == 0
    assert openpyxl.load_workbook(io.BytesIO(capfdbinary.readouterr().out)).sheetnames[-1:] == ["Rounds"]
