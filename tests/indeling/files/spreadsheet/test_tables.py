# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from indeling.errors import Issue, text
from indeling.files.spreadsheet.tables import Line, Place, letter, sheet_of, table_of
from spreadsheet_files import sheet, table


def test_empty_rows_are_left_out_and_row_numbers_stay() -> None:
    found = sheet_of("a.csv", None, [(1, ["Naam"]), (2, ["", ""]), (5, ["Anna"])])

    assert found.lines == (Line(1, ("Naam",)), Line(5, ("Anna",)))


def test_the_row_with_most_known_headings_is_the_heading_row() -> None:
    found = table_of(sheet(["Regiodag 2026"], ["Naam", "Voorkeur"], ["Anna"]), {"Naam", "Voorkeur"}.__contains__)

    assert (found.header_row, found.headings, found.lines) == (2, ("Naam", "Voorkeur"), (Line(3, ("Anna", "")),))


def test_the_highest_row_is_the_heading_row_when_no_heading_is_known() -> None:
    found = table_of(sheet(["x"], ["y", "z"]), lambda _: False)

    assert (found.headings, found.lines) == (("x", ""), (Line(2, ("y", "z")),))


def test_the_heading_row_can_be_given_and_must_hold_something() -> None:
    found = table_of(sheet(["x"], ["y"], ["z"]), lambda _: True, 2)

    assert (found.header, found.lines) == (Line(2, ("y",)), (Line(3, ("z",)),))
    with pytest.raises(ValueError, match="7"):
        table_of(sheet(["x"]), lambda _: True, 7)


def test_a_place_names_file_row_column_and_value() -> None:
    found = table(["Naam", ""], ["Anna", "x"])

    assert Place(found, found.lines[0], 1).issue(text("wrong")) == Issue(
        text("wrong"), None, "a.csv", None, 2, "B", "x"
    )
    assert Place(found, found.lines[0]).issue(text("wrong")) == Issue(text("wrong"), None, "a.csv", None, 2)
    assert found.issue(text("wrong"), position=0) == Issue(text("wrong"), file="a.csv", column="Naam")


@pytest.mark.parametrize(("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(position: int, letters: str) -> None:
    assert letter(position) == letters


def test_a_cell_with_the_error_of_a_formula_is_that_mistake_whatever_else_is_wrong() -> None:
    found = table(["Naam", "Plaatsen"], ["#N/B", "1"], ["Anna", "#REF!"])
    sentence = (
        "the formula in this cell gives an error. Mend the formula, or write in the cell what should stand there."
    )

    assert str(Place(found, found.lines[1], 1).issue(text("no number"))) == (
        f"file a.csv, row 3, column “Plaatsen”, value “#REF!”: {sentence}"
    )
    assert [str(issue) for issue in found.broken_formulas({1, 0})] == [
        f"file a.csv, row 2, column “Naam”, value “#N/B”: {sentence}",
        f"file a.csv, row 3, column “Plaatsen”, value “#REF!”: {sentence}",
    ]
