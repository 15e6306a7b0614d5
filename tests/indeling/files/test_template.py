# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from indeling.cli.language import translator
from indeling.errors import untranslated
from indeling.files.reading import Options, Reading, Source
from indeling.files.registry import reader_for
from indeling.files.template import LAST_ROW, SHEETS, STEPS, TITLES, template_workbook

PARTICIPANTS_NL = [
    *("Deelnemer-ID", "Naam", "E-mail", "Organisatie", "Domein"),
    *("Voorkeur 1", "Voorkeur 2", "Voorkeur 3", "Voorkeur 4", "Voorkeur 5"),
    *("Rondes", "Vast", "Niet bij", "Leidt"),
]
DUTCH = translator("nl")


@pytest.fixture(scope="module")
def dutch() -> Workbook:
    return load_workbook(BytesIO(template_workbook(DUTCH)))


@pytest.fixture(scope="module")
def english() -> Workbook:
    return load_workbook(BytesIO(template_workbook()))


def headings(sheet: Worksheet) -> list[object]:
    return [cell.value for cell in sheet[1]]


# What is in it -------------------------------------------------------------------------------------------------------


def test_the_dutch_template_has_the_agreed_sheets_and_headings(dutch: Workbook) -> None:
    assert {name: headings(dutch[name]) for name in dutch.sheetnames[1:]} == {
        "Deelnemers": PARTICIPANTS_NL,
        "Workshops": ["Workshop-ID", "Titel", "Plaatsen", "Minimum", "Mag vervallen"],
        "Rondes": ["Ronde", "Begin", "Einde"],
    }
    assert dutch.sheetnames[0] == "Uitleg"


def test_the_english_template_has_the_same_columns(english: Workbook) -> None:
    assert {name: headings(english[name]) for name in english.sheetnames} == {
        "Explanation": ["Workshop day", None, None],
        "Participants": [
            *("Participant ID", "Name", "E-mail", "Organisation", "Domain"),
            *("Wish 1", "Wish 2", "Wish 3", "Wish 4", "Wish 5"),
            *("Rounds", "Fixed", "Excluded", "Leads"),
        ],
        "Workshops": ["Workshop ID", "Title", "Chairs", "Minimum", "May be dropped"],
        "Rounds": ["Round", "Begin", "End"],
    }


def test_two_rounds_are_filled_in_and_nothing_else(english: Workbook) -> None:
    filled = {
        name: [row[0].value for row in english[name].iter_rows(min_row=2)]
        for name in ("Participants", "Workshops", "Rounds")
    }
    assert filled == {"Participants": [], "Workshops": [], "Rounds": ["Round 1", "Round 2"]}


def test_the_explanation_tells_the_steps_and_each_column_once(english: Workbook) -> None:
    lines = [[cell.value for cell in row] for row in english["Explanation"].iter_rows(min_row=2)]
    told = [line for line in lines if any(line)]
    assert told[:5] == [
        *[[f"{number}. {step}", None, None] for number, step in enumerate(STEPS, start=1)],
        ["Sheet", "Column", "What goes into it"],
    ]
    assert [line[:2] for line in told[5:]] == [
        *(["Participants", name] for name in ("Participant ID", "Name", "E-mail", "Organisation", "Domain")),
        *(["Participants", name] for name in ("Wish 1 – Wish 5", "Rounds", "Fixed", "Excluded", "Leads")),
        *(["Workshops", name] for name in ("Workshop ID", "Title", "Chairs", "Minimum", "May be dropped")),
        *(["Rounds", name] for name in ("Round", "Begin", "End")),
    ]


def test_each_heading_has_its_explanation_as_a_comment(english: Workbook) -> None:
    comments = {
        str(sheet.name): [cell.comment.text if cell.comment else None for cell in english[str(sheet.name)][1]]
        for sheet in SHEETS
    }
    assert comments == {str(sheet.name): [str(column.explanation) for column in sheet.columns] for sheet in SHEETS}


# What it checks ------------------------------------------------------------------------------------------------------


def validations(sheet: Worksheet) -> dict[str, tuple[object, ...]]:
    """Return, per range of cells, how it is checked and whether something else is refused."""
    return {
        str(each.sqref): (each.type, each.operator, each.formula1, each.formula2, bool(each.showErrorMessage))
        for each in sheet.data_validations.dataValidation
    }


def test_wishes_are_chosen_from_the_titles_of_the_workshops(dutch: Workbook) -> None:
    wish = ("list", None, TITLES, None, True)
    helped = ("list", None, TITLES, None, False)
    assert validations(dutch["Deelnemers"]) == {
        **{f"{column}2:{column}{LAST_ROW}": wish for column in "FGHIJ"},
        **{f"{column}2:{column}{LAST_ROW}": helped for column in "MN"},
    }
    filled = f"'Workshops'!$B$2:$B${LAST_ROW}"
    assert dutch.defined_names[TITLES].value == f"OFFSET('Workshops'!$B$2,0,0,MAX(1,COUNTA({filled})),1)"


def test_chairs_are_whole_numbers_and_dropping_is_ja_or_nee(dutch: Workbook) -> None:
    assert validations(dutch["Workshops"]) == {
        f"C2:C{LAST_ROW}": ("whole", None, "1", "100000", True),
        f"D2:D{LAST_ROW}": ("whole", None, "0", "C2", True),
        f"E2:E{LAST_ROW}": ("list", None, '"ja,nee"', None, True),
    }


def test_begin_and_end_are_times(dutch: Workbook) -> None:
    found = validations(dutch["Rondes"])
    assert {cells: check[0] for cells, check in found.items()} == {f"B2:B{LAST_ROW}": "time", f"C2:C{LAST_ROW}": "time"}


def test_what_is_typed_as_a_list_of_rounds_stays_text(dutch: Workbook) -> None:
    formats = {column: dutch["Deelnemers"].column_dimensions[column].number_format for column in "ABEK"}
    assert formats == dict.fromkeys("ABEK", "@")


# How it prints -------------------------------------------------------------------------------------------------------


def test_every_sheet_is_ready_for_a4(english: Workbook) -> None:
    settings = {
        sheet.title: (
            sheet.page_setup.paperSize,
            sheet.page_setup.orientation,
            sheet.page_setup.fitToWidth,
            sheet.page_setup.fitToHeight,
            sheet.print_title_rows,
            sheet.freeze_panes,
        )
        for sheet in english
    }
    assert settings == {
        "Explanation": (9, "portrait", None, 0, None, None),
        "Participants": (9, "landscape", 2, 0, "$1:$1", "C2"),
        "Workshops": (9, "landscape", None, 0, "$1:$1", "C2"),
        "Rounds": (9, "landscape", None, 0, "$1:$1", "C2"),
    }


# The same bytes, and back again --------------------------------------------------------------------------------------


def test_the_same_language_gives_the_same_bytes() -> None:
    assert template_workbook() == template_workbook()


def test_the_creation_date_is_fixed(english: Workbook) -> None:
    assert english.properties.created == datetime(2000, 1, 1)  # noqa: DTZ001  (openpyxl leaves the zone out)


def read_back(book: Workbook) -> Reading:
    buffer = BytesIO()
    book.save(buffer)
    source = Source("dag.xlsx", buffer.getvalue())
    return reader_for(source).read(source, Options())


@pytest.mark.parametrize("translate", [untranslated, DUTCH], ids=["en", "nl"])
def test_a_template_that_is_filled_in_is_understood_in_full(translate: type[str]) -> None:
    book = load_workbook(BytesIO(template_workbook(translate)))
    _, people, workshops, rounds = book.worksheets
    workshops.append(["a", "Plegers", 3, 1, translate("yes")])
    workshops.append(["b", "Dialoog", 2, None, translate("no")])
    rounds["A2"] = "Ochtend"
    people.append(["x", "Ann", "ann@x.example", "GGD Verzonnen", "zorg", "Dialoog", "Plegers"])
    people.append(["y", "Bo", None, None, None, *[None] * 5, "Ochtend", "Ochtend: Plegers", "Dialoog"])
    people.append(["z", "Cas", None, None, None, *[None] * 8, "Dialoog"])
    data = read_back(book).data
    second = "r2"
    assert data["rounds"] == [{"id": "Ochtend"}, {"id": second}]
    assert data["workshops"] == [
        {
            "id": "a",
            "title": "Plegers",
            "optional": True,
            "sessions": [
                {"round": "Ochtend", "capacity": 3, "minimum": 1},
                {"round": second, "capacity": 3, "minimum": 1},
            ],
        },
        {
            "id": "b",
            "title": "Dialoog",
            "sessions": [{"round": "Ochtend", "capacity": 2}, {"round": second, "capacity": 2}],
        },
    ]
    assert data["participants"] == [
        {"id": "x", "name": "Ann", "organisation": "GGD Verzonnen", "domain": "zorg", "wishes": ["b", "a"]},
        {"id": "y", "name": "Bo", "rounds": ["Ochtend"], "forbidden": ["b"], "fixed": {"Ochtend": "a"}},
        {"id": "z", "name": "Cas", "leads": ["b"]},
    ]
