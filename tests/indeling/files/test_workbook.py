# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from indeling.cli.language import translator
from indeling.errors import FileError, Issue, Text, text
from indeling.files.workbook import result_workbook
from indeling.files.workbook.book import MOST_ROWS, Book, write
from indeling.files.workbook.language import Language
from indeling.files.workbook.participants import FILLS, LOWEST_FILL, NO_WISH_FILL, OUTSIDE_FILL
from indeling.files.workbook.sessions import LINES_PER_PAGE
from indeling.files.workbook.view import natural_key
from indeling.placement import Figures, Placement, Status
from indeling.problem import Problem
from workbook_files import footer, opened, part, rows

PLEGERS = "Aandacht voor plegers"
PROVEN = "Proven: no placement is better by the aim “fair”. Check it with: indeling check"
NOT_PROVEN = "Allowed by every rule, but not proven to be the best by the aim “fair”"


def problem_of(**changes: object) -> Problem:
    data: dict[str, Any] = {
        "format": "indeling/problem",
        "version": 1,
        "wishes_asked": 2,
        "rounds": [{"id": "r1"}, {"id": "r2"}],
        "workshops": [
            {"id": "w1", "title": PLEGERS, "sessions": sessions(3)},
            {"id": "w2", "title": "=1+1", "sessions": sessions(3, minimum=2)},
            {"id": "w3", "title": "Dialoog", "sessions": sessions(2)[:1]},
            {"id": "w4", "title": "Zang", "optional": True, "sessions": sessions(4, minimum=3)},
        ],
        "participants": [
            {"id": "p1", "name": "Zoë", "organisation": "Gemeente Verzonnen", "wishes": ["w2", "w1"]},
            {"id": "p2", "name": "-2", "organisation": "+31 6", "wishes": ["w1"]},
            {"id": "p3", "organisation": "https://voorbeeld.example", "wishes": ["w1", "w2"]},
            {"id": "p4", "name": "eva", "wishes": ["w1", "w2"], "rounds": ["r1"]},
            {"id": "p5", "name": "Éva", "wishes": ["w1", "w3"], "leads": ["w2"]},
            {"id": "p6", "name": "@x", "organisation": "12"},
        ],
    }
    return Problem.from_dict(data | changes)


def sessions(chairs: int, minimum: int = 0) -> list[dict[str, object]]:
    return [{"round": rnd, "capacity": chairs, "minimum": minimum} for rnd in ("r1", "r2")]


def placement_of(
    problem: Problem,
    seats: list[list[int]],
    ranks: list[list[int]],
    *,
    status: Status = "optimal",
    proof: dict[str, Any] | None = None,
) -> Placement:
    return Placement(
        round_ids=problem.round_ids,
        workshop_ids=problem.workshop_ids,
        participant_ids=problem.participant_ids,
        seats=np.array(seats, np.int64),
        ranks=np.array(ranks, np.int64),
        objective="fair",
        seed=1,
        status=status,
        figures=Figures(0, 0, {}, 0),
        proof={"kind": "prices"} if proof is None else proof,
    )


SEATS = [[1, 0], [0, 1], [2, 0], [0, -1], [-1, -1], [2, 0]]
RANKS = [[1, 2], [1, 2], [0, 1], [1, -1], [-1, -1], [1, 1]]


@pytest.fixture(scope="module")
def content() -> bytes:
    warnings = (
        Issue(
            text("{n} things", n=2), text("Look at it."), file="=a.xlsx", sheet="Form1", row=3, column="Naam", value="x"
        ),
        Issue(text("no advice")),
        text("all of it"),
    )
    problem = problem_of()
    return result_workbook(problem, placement_of(problem, SEATS, RANKS), warnings=warnings)


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return opened(content)


# The four sheets -----------------------------------------------------------------------------------------------------


def test_there_is_one_sheet_per_view(book: Workbook) -> None:
    assert book.sheetnames == ["Per participant", "Per session", "Figures", "Changes and warnings"]


def test_participants_are_listed_by_name_with_workshop_and_wish_per_round(book: Workbook) -> None:
    assert rows(book["Per participant"]) == [
        ["Name", "Organisation", "Round 1", "Round 1: wish", "Round 2", "Round 2: wish"],
        ["-2", "+31 6", PLEGERS, 1, "=1+1", "no wish given"],
        ["@x", "12", "Dialoog", "no wish given", PLEGERS, "no wish given"],
        ["eva", None, PLEGERS, 1, "—"],
        ["Éva", None, "leads =1+1", None, "leads =1+1"],
        ["p3", "https://voorbeeld.example", "Dialoog", "outside the wishes", PLEGERS, 1],
        ["Zoë", "Gemeente Verzonnen", "=1+1", 1, PLEGERS, 2],
    ]


def test_sessions_are_listed_by_round_and_title_with_a_line_per_person(book: Workbook) -> None:
    heading = [None, "Name", "Organisation", "Signature"]
    assert rows(book["Per session"]) == [
        ["=1+1"],
        ["Round 1 · 1 of 3 chairs · led by Éva"],
        heading,
        [1, "Zoë", "Gemeente Verzonnen"],
        [],
        [PLEGERS],
        ["Round 1 · 2 of 3 chairs"],
        heading,
        [1, "-2", "+31 6"],
        [2, "eva"],
        [],
        ["Dialoog"],
        ["Round 1 · 2 of 2 chairs"],
        heading,
        [1, "@x", "12"],
        [2, "p3", "https://voorbeeld.example"],
        [],
        ["=1+1"],
        ["Round 2 · 1 of 3 chairs · led by Éva"],
        heading,
        [1, "-2", "+31 6"],
        [],
        [PLEGERS],
        ["Round 2 · 3 of 3 chairs"],
        heading,
        [1, "@x", "12"],
        [2, "p3", "https://voorbeeld.example"],
        [3, "Zoë", "Gemeente Verzonnen"],
    ]


def test_figures_count_seats_people_and_chairs(book: Workbook) -> None:
    sessions_heading = ["Workshop", "People", "Free", "Chairs", "Minimum", "Full"]
    assert [row for row in rows(book["Figures"]) if row] == [
        ["Figures"],
        [PROVEN],
        ["Seats per wish"],
        ["Wish", "Seats", "Share"],
        ["wish 1", 4, 4 / 9],
        ["wish 2", 1, 1 / 9],
        ["no wish given", 3, 3 / 9],
        ["outside the wishes", 1, 1 / 9],
        ["Total", 9],
        ["People and their wishes"],
        ["Got", "People", "Share"],
        ["a wish in every round", 4, 4 / 5],
        ["a wish in some rounds", 1, 1 / 5],
        ["a wish in no round", 0, 0],
        ["Total", 5],
        ["Round 1"],
        sessions_heading,
        ["=1+1", 1, 2, 3, 2, 1 / 3],
        [PLEGERS, 2, 1, 3, 0, 2 / 3],
        ["Dialoog", 2, 0, 2, 0, 1],
        ["Round 2"],
        sessions_heading,
        ["=1+1", 1, 2, 3, 2, 1 / 3],
        [PLEGERS, 3, 0, 3, 0, 1],
    ]


def test_notes_name_everything_that_deserves_a_look(book: Workbook) -> None:
    small = ["Workshop", "Round", "People", "Minimum"]
    place = "file =a.xlsx, sheet Form1, row 3, column “Naam”, value “x”"
    assert rows(book["Changes and warnings"]) == [
        ["Changes and warnings"],
        [],
        ["Outside their wishes"],
        ["Name", "Organisation", "Placed in", "Wishes"],
        ["p3", "https://voorbeeld.example", "Round 1: Dialoog", f"{PLEGERS}; =1+1"],
        [],
        ["Workshops that are not given"],
        ["Workshop", "Why"],
        ["Zang", "too few people would come"],
        [],
        ["Sessions under their minimum"],
        small,
        ["=1+1", "Round 1", 1, 2],
        ["=1+1", "Round 2", 1, 2],
        [],
        ["People without wishes"],
        ["Name", "Organisation"],
        ["@x", "12"],
        [],
        ["Warnings about the files"],
        ["Where", "What", "What to do"],
        [place, "2 things", "Look at it."],
        [None, "no advice"],
        [None, "all of it"],
    ]


def test_notes_without_anything_to_tell_say_so() -> None:
    sheet = opened(result_workbook(*crowd(1)))["Changes and warnings"]
    titles = ["Outside their wishes", "Workshops that are not given", "Sessions under their minimum"]
    assert [row for row in rows(sheet) if row][1:] == [
        [line]
        for title in (*titles, "People without wishes", "Warnings about the files")
        for line in (title, "Nothing to tell.")
    ]


# No cell is ever more than its text ----------------------------------------------------------------------------------


def test_no_text_becomes_a_formula_a_number_or_a_link(content: bytes, book: Workbook) -> None:
    kinds = {cell.value: cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    risky = ["=1+1", "-2", "+31 6", "@x", "12", "https://voorbeeld.example", "leads =1+1"]
    assert {value: kinds[value] for value in risky} == dict.fromkeys(risky, "s")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        cells = "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name)
    assert "<f>" not in cells
    assert "hyperlink" not in cells


def test_a_control_character_in_a_name_does_not_break_the_file() -> None:
    problem = Problem.build(rounds=1, workshops={"A": 1}, wishes={"An\x07n": ["A"]})
    sheet = opened(result_workbook(problem, placement_of(problem, [[0]], [[1]])))["Per participant"]
    assert rows(sheet)[1][0] in {"An\x07n", "An_x0007_n"}


# The same bytes ------------------------------------------------------------------------------------------------------


def test_the_same_placement_gives_the_same_bytes() -> None:
    problem = problem_of()
    made = [result_workbook(problem_of(), placement_of(problem, SEATS, RANKS)) for _ in range(2)]
    assert made[0] == made[1]


def test_the_creation_date_is_fixed(book: Workbook) -> None:
    assert book.properties.created == datetime(2000, 1, 1)  # noqa: DTZ001  (openpyxl leaves the zone out)


# Language ------------------------------------------------------------------------------------------------------------


def test_every_text_that_is_no_data_goes_through_the_translation() -> None:
    problem = problem_of()
    placement = placement_of(problem, SEATS, RANKS)
    book = opened(result_workbook(problem, placement, warnings=[text("w")], translate=lambda template: f"«{template}»"))
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    data = {*problem.titles, *problem.names, *problem.organisations, "p3", "—", f"{PLEGERS}; =1+1"}
    assert {value for value in texts - data if not value.startswith("«")} == set()
    assert all(name.startswith("«") for name in book.sheetnames)
    assert footer(book["«Figures»"])[2] == "«Page &P of &N»"


def test_the_dutch_workbook_has_dutch_sheets_and_headings() -> None:
    problem = problem_of()
    book = opened(result_workbook(problem, placement_of(problem, SEATS, RANKS), translate=translator("nl")))
    assert book.sheetnames == ["Per deelnemer", "Per sessie", "Cijfers", "Wijzigingen en waarschuwingen"]
    assert rows(book["Per deelnemer"])[0] == [
        *("Naam", "Organisatie", "Ronde 1", "Ronde 1: voorkeur", "Ronde 2", "Ronde 2: voorkeur"),
    ]


# Names in order ------------------------------------------------------------------------------------------------------


def test_names_sort_without_regard_to_case_and_accents_and_by_the_value_of_numbers() -> None:
    names = ["Zaal 10", "ijs", "Éric", "zaal 9", " anna", "Eric B", "Bo", "²"]
    assert sorted(names, key=natural_key) == ["²", " anna", "Bo", "Éric", "Eric B", "ijs", "zaal 9", "Zaal 10"]


# Paper ---------------------------------------------------------------------------------------------------------------


def test_every_sheet_is_ready_for_a4_with_page_numbers_and_a_word_on_personal_data(book: Workbook) -> None:
    private = "Personal data: destroy after use"
    settings = {
        sheet.title: (
            sheet.page_setup.paperSize,
            sheet.page_setup.orientation,
            sheet.sheet_properties.pageSetUpPr is not None and sheet.page_setup.fitToHeight == 0,
            *footer(sheet),
        )
        for sheet in book
    }
    assert settings == {
        "Per participant": (9, "landscape", True, private, "&A", "Page &P of &N"),
        "Per session": (9, "portrait", False, private, "&A", "Page &P of &N"),
        "Figures": (9, "landscape", False, "", "&A", "Page &P of &N"),
        "Changes and warnings": (9, "landscape", True, private, "&A", "Page &P of &N"),
    }


def test_participants_can_be_filtered_and_their_headings_stay(book: Workbook) -> None:
    sheet = book["Per participant"]
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_title_rows) == ("A1:F7", "B2", "$1:$1")


def test_each_session_begins_on_a_page_of_its_own(book: Workbook) -> None:
    sheet = book["Per session"]
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert breaks == [5, 11, 17, 22]
    assert [sheet.cell(row + 1, 1).value for row in breaks] == [PLEGERS, "Dialoog", "=1+1", PLEGERS]


def crowd(people: int, rounds: int = 1, workshops: int = 1) -> tuple[Problem, Placement]:
    """Return a day on which everybody sits in workshop `round` of each round."""
    titles = {f"Zaal {number}": people for number in range(1, workshops + 1)}
    names = [f"Naam {number}" for number in range(1, people + 1)]
    problem = Problem.build(rounds=rounds, workshops=titles, wishes={name: list(titles) for name in names})
    seats = [[rnd % workshops for rnd in range(rounds)]] * people
    return problem, placement_of(problem, seats, [[rnd % workshops + 1 for rnd in range(rounds)]] * people)


def test_a_session_that_fills_the_page_takes_one_page() -> None:
    sheet = opened(result_workbook(*crowd(LINES_PER_PAGE)))["Per session"]
    assert [each.id for each in sheet.row_breaks.brk] == []
    assert sheet["A1"].value == "Zaal 1"


def test_a_session_too_long_for_a_page_is_shared_out_over_pages() -> None:
    sheet = opened(result_workbook(*crowd(LINES_PER_PAGE + 1)))["Per session"]
    column = [row[0] for row in rows(sheet) if row and row[0] is not None]
    subtitle = "Round 1 · 31 of 31 chairs"
    assert column == ["Zaal 1 (1 of 2)", subtitle, *range(1, 17), "Zaal 1 (2 of 2)", subtitle, *range(17, 32)]
    assert [each.id for each in sheet.row_breaks.brk] == [20]


def test_a_session_without_people_says_so() -> None:
    problem = Problem.build(rounds=1, workshops={"A": 1, "B": 1}, wishes={"Ann": ["A"]})
    sheet = opened(result_workbook(problem, placement_of(problem, [[0]], [[1]])))["Per session"]
    assert rows(sheet)[5:] == [
        ["B"],
        ["Round 1 · 0 of 1 chair"],
        [None, "Name", "Organisation", "Signature"],
        [None, "Nobody is placed here."],
    ]


def test_rounds_with_many_sessions_get_a_page_each_among_the_figures() -> None:
    sheet = opened(result_workbook(*crowd(2, rounds=3, workshops=20)))["Figures"]
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert [sheet.cell(row + 1, 1).value for row in breaks] == ["Round 1", "Round 2", "Round 3"]


def test_rounds_with_few_sessions_share_a_page_among_the_figures() -> None:
    sheet = opened(result_workbook(*crowd(2, rounds=3, workshops=3)))["Figures"]
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert [sheet.cell(row + 1, 1).value for row in breaks] == ["Round 1", "Round 3"]


def long_title_day() -> tuple[Problem, Placement]:
    problem = Problem.build(rounds=1, workshops={"Zeer lang " * 12: 1}, wishes={"Ann": ["Zeer lang " * 12]})
    return problem, placement_of(problem, [[0]], [[1]])


def test_a_text_that_does_not_fit_its_column_makes_its_row_higher() -> None:
    sheet = opened(result_workbook(*long_title_day()))["Per participant"]
    assert sheet.row_dimensions[2].height == 3 * 17


def test_a_long_title_is_shortened_beside_a_chart_and_nowhere_else() -> None:
    book = opened(result_workbook(*long_title_day()))
    assert [row[0] for row in rows(book["Figures"]) if row][-1] == "Zeer lang Zeer lang Zeer lang Zeer lang Zee…"
    assert (book["Per session"]["A1"].value, book["Per session"].row_dimensions[1].height) == ("Zeer lang " * 12, 51.75)
    assert "A1:D1" in {str(cells) for cells in book["Per session"].merged_cells.ranges}
    assert book["Per session"].print_area == "'Per session'!$A$1:$D$5"


def test_a_row_is_never_higher_than_a_sheet_allows() -> None:
    problem = Problem.build(rounds=1, workshops={"A": 1}, wishes={"Zeer lang " * 200: ["A"]})
    sheet = opened(result_workbook(problem, placement_of(problem, [[0]], [[1]])))["Per participant"]
    assert sheet.row_dimensions[2].height == 24 * 17


# Charts --------------------------------------------------------------------------------------------------------------


def test_each_table_of_figures_has_a_native_chart_of_its_cells(content: bytes) -> None:
    charts = {number: part(content, f"xl/charts/chart{number}.xml") for number in range(1, 5)}
    cells = {number: re.findall(r"<c:f>([^<]*)</c:f>", chart) for number, chart in charts.items()}
    assert cells == {
        1: ["Figures!$B$5", "Figures!$A$6:$A$9", "Figures!$B$6:$B$9"],
        2: ["Figures!$B$18", "Figures!$A$19:$A$21", "Figures!$B$19:$B$21"],
        3: filled_and_free(32, 34),
        4: filled_and_free(45, 46),
    }
    assert [re.findall(r"<a:t>([^<]*)</a:t>", chart) for chart in charts.values()] == [
        ["Seats per wish"],
        ["People and their wishes"],
        ["Round 1"],
        ["Round 2"],
    ]


def filled_and_free(first: int, last: int) -> list[str]:
    return [
        cell
        for column in "BC"
        for cell in (
            f"Figures!${column}${first - 1}",
            f"Figures!$A${first}:$A${last}",
            f"Figures!${column}${first}:${column}${last}",
        )
    ]


def test_a_chart_is_described_for_who_cannot_see_it(content: bytes) -> None:
    drawing = part(content, "xl/drawings/drawing1.xml")
    assert re.findall(r'descr="([^"]*)"', drawing) == [
        "Seats per wish",
        "People and their wishes",
        "Round 1",
        "Round 2",
    ]


def fill(sheet: Worksheet, cell: str) -> str:
    return str(sheet[cell].fill.start_color.rgb).replace("FF", "#", 1)


def test_a_wish_has_its_own_colour_and_a_seat_outside_them_the_darkest(book: Workbook) -> None:
    sheet = book["Per participant"]
    assert fill(sheet, "D2") == FILLS[0][0]
    assert fill(sheet, "F7") == FILLS[1][0]
    assert fill(sheet, "F2") == NO_WISH_FILL[0]
    assert fill(sheet, "D6") == OUTSIDE_FILL[0]
    assert sheet["D5"].fill.fill_type is None


def test_the_colours_get_darker_with_every_step_down() -> None:
    shades = [sum(bytes.fromhex(each[1:])) for each, _ in (NO_WISH_FILL, *FILLS, LOWEST_FILL, OUTSIDE_FILL)]
    assert shades == sorted(shades, reverse=True)


def test_wishes_beyond_the_fourth_share_the_last_colour() -> None:
    sheet = opened(result_workbook(*crowd(1, rounds=6, workshops=6)))["Per participant"]
    assert [fill(sheet, f"{column}2") for column in "DFHJLN"] == [*(each for each, _ in FILLS), *[LOWEST_FILL[0]] * 2]


@pytest.mark.parametrize(("best", "worst"), [(5, 1), (1, 5)])
def test_ratings_are_shown_as_they_were_given(best: int, worst: int) -> None:
    problem = problem_of(
        wishes_asked=0,
        rating_scale={"best": best, "worst": worst},
        participants=[{"id": "p1", "name": "Ann", "ratings": {"w1": best, "w2": 3}}],
    )
    book = opened(result_workbook(problem, placement_of(problem, [[0, 1]], [[1, 3]])))
    assert rows(book["Per participant"])[1] == ["Ann", None, PLEGERS, f"rated {best}", "=1+1", "rated 3"]


def test_wishes_outside_which_somebody_sits_are_those_of_the_round_with_ties() -> None:
    wishes = {"r1": [["w1", "w2"]], "r2": ["w2"]}
    problem = problem_of(wishes_asked=1, participants=[{"id": "p1", "name": "Ann", "wishes": wishes}])
    book = opened(result_workbook(problem, placement_of(problem, [[2, 0]], [[0, 0]])))
    assert rows(book["Changes and warnings"])[4:6] == [
        ["Ann", None, "Round 1: Dialoog", f"{PLEGERS} = =1+1"],
        ["Ann", None, f"Round 2: {PLEGERS}", "=1+1"],
    ]


def test_a_round_with_a_name_of_its_own_keeps_it() -> None:
    problem = Problem.build(rounds=["Ochtend"], workshops={"A": 1}, wishes={"Ann": ["A"]})
    sheet = opened(result_workbook(problem, placement_of(problem, [[0]], [[1]])))["Per participant"]
    assert rows(sheet)[0] == ["Name", "Organisation", "Ochtend", "Ochtend: wish"]


def test_who_leads_a_dropped_workshop_and_has_no_seat_is_shown_as_absent() -> None:
    problem = problem_of(participants=[{"id": "p1", "name": "Ann", "leads": ["w4"]}, {"id": "p2", "name": "Bo"}])
    book = opened(result_workbook(problem, placement_of(problem, [[-1, -1], [0, 1]], [[-1, -1], [1, 1]])))
    assert rows(book["Per participant"])[1] == ["Ann", None, "—", None, "—"]


def test_a_day_on_which_nobody_needs_a_seat_has_empty_figures() -> None:
    problem = problem_of(participants=[{"id": "p1", "name": "Ann", "leads": ["w1"]}])
    book = opened(result_workbook(problem, placement_of(problem, [[-1, -1]], [[-1, -1]])))
    assert rows(book["Figures"])[5:7] == [["wish 1", 0, 0], ["wish 2", 0, 0]]


def test_a_round_in_which_nothing_is_given_is_left_out_of_the_figures() -> None:
    workshops = [
        {"id": "w1", "title": "A", "sessions": sessions(2)[:1]},
        {"id": "w2", "title": "B", "optional": True, "sessions": sessions(2)[1:]},
    ]
    problem = problem_of(workshops=workshops, participants=[{"id": "p1", "wishes": ["w1"], "rounds": ["r1"]}])
    sheet = opened(result_workbook(problem, placement_of(problem, [[0, -1]], [[1, -1]])))["Figures"]
    assert [row[0] for row in rows(sheet) if row][-3:] == ["Round 1", "Workshop", "A"]


# The proof -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "proof", "sentence"),
    [
        ("optimal", {"kind": "mip"}, "Proven by the solver: no placement is better by the aim “fair”."),
        ("feasible", {}, f"{NOT_PROVEN}."),
        (
            "feasible",
            {"levels": [{"name": "a", "value": 1, "bound": 1}, {"name": "regret", "value": 9, "bound": 7}]},
            f"{NOT_PROVEN}: regret is 9, and cannot be lower than 7. Give it more time to know.",
        ),
    ],
)
def test_the_proof_claims_no_more_than_the_certificate(status: Status, proof: dict[str, Any], sentence: str) -> None:
    problem = problem_of()
    placement = placement_of(problem, SEATS, RANKS, status=status, proof=proof)
    assert opened(result_workbook(problem, placement))["Figures"]["A2"].value == sentence


def test_without_a_placement_there_is_only_the_explanation() -> None:
    problem = problem_of()
    conflicts = [text("{round} has {chairs} chairs", round="r1", chairs=170), text("something else")]
    nobody = [[-1, -1]] * 6
    placement = placement_of(problem, nobody, nobody, status="infeasible", proof={"kind": "infeasible"})
    book = opened(result_workbook(problem, placement, warnings=[text("a warning")], conflicts=conflicts))
    assert book.sheetnames == ["No placement"]
    assert rows(book["No placement"]) == [
        ["No placement is possible"],
        ["Change one of the numbers named here and calculate again."],
        [],
        ["What clashes"],
        ["Conflict"],
        ["r1 has 170 chairs"],
        ["something else"],
        [],
        ["Warnings about the files"],
        ["Where", "What", "What to do"],
        [None, "a warning"],
    ]


# Limits --------------------------------------------------------------------------------------------------------------


def test_a_row_below_the_last_of_a_sheet_is_refused() -> None:
    book = Book(Language(), "t")
    sheet = book.sheet("S", landscape=False)
    write(sheet, MOST_ROWS - 1, 0, "last", book.style("cell"))
    with pytest.raises(FileError) as caught:
        write(sheet, MOST_ROWS, 0, "one more", book.style("cell"))
    assert caught.value.issues == (
        Issue(
            text("a sheet holds at most {rows} rows", rows=MOST_ROWS),
            Text("Write the placement as JSON instead (a file name that ends in .json)."),
        ),
    )


def test_a_warning_names_its_file_without_the_folders() -> None:
    problem = problem_of()
    for folder in ("/home/anna/", "C:\\Users\\Anna\\", ""):
        warnings = [Issue(text("odd"), file=f"{folder}a.xlsx", row=3)]
        book = opened(result_workbook(problem, placement_of(problem, SEATS, RANKS), warnings=warnings))
        assert rows(book["Changes and warnings"])[-1][0] == "file a.xlsx, row 3"


def test_the_proof_is_the_sentence_that_is_given() -> None:
    problem = problem_of()
    content = result_workbook(problem, placement_of(problem, SEATS, RANKS), proof=text("Proven."))
    assert opened(content)["Figures"]["A2"].value == "Proven."
