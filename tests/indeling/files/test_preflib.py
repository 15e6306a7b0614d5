# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from indeling.errors import FileError
from indeling.files.preflib import read
from indeling.files.reading import Options, Source
from indeling.problem import Problem

HEADER = """\
# FILE NAME: 00000-00000001.toi
# TITLE: A fictional day: two rounds
# DESCRIPTION:
# DATA TYPE: toi
# NUMBER ALTERNATIVES: 4
# NUMBER VOTERS: 6
# NUMBER UNIQUE ORDERS: 4
# ALTERNATIVE NAME 1: Dialogue: how?
# ALTERNATIVE NAME 2: Case work
# ALTERNATIVE NAME 3: Films
# ALTERNATIVE NAME 4: Quiz
"""
ORDERS = HEADER + "2: 1,4,3,2\n1: 1, {4, 3}, 2\n1: 2\n2:\n"


def source(content: str = ORDERS, name: str = "day.toi") -> Source:
    return Source(name, content.encode())


def wishes(content: str, **options: Any) -> list[Any]:
    return [person["wishes"] for person in read(source(content), Options(**options)).data["participants"]]


def issues(content: str, options: Options | None = None) -> list[str]:
    with pytest.raises(FileError) as raised:
        read(source(content), options or Options())
    return [str(issue) for issue in raised.value.issues]


def test_every_voter_becomes_a_participant_with_the_order_as_wishes() -> None:
    reading = read(source(), Options())

    sessions = [{"round": "r1", "capacity": 2}, {"round": "r2", "capacity": 2}]
    assert reading.data == {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": "r1"}, {"id": "r2"}],
        "workshops": [
            {"id": "w1", "title": "Dialogue: how?", "sessions": sessions},
            {"id": "w2", "title": "Case work", "sessions": sessions},
            {"id": "w3", "title": "Films", "sessions": sessions},
            {"id": "w4", "title": "Quiz", "sessions": sessions},
        ],
        "participants": [
            {"id": "p1", "wishes": ["w1", "w4", "w3", "w2"]},
            {"id": "p2", "wishes": ["w1", "w4", "w3", "w2"]},
            {"id": "p3", "wishes": ["w1", ["w4", "w3"], "w2"]},
            {"id": "p4", "wishes": ["w2"]},
            {"id": "p5", "wishes": []},
            {"id": "p6", "wishes": []},
        ],
    }
    assert Problem.from_dict(reading.data).wishes_asked == 4


def test_the_chairs_that_are_assumed_are_told() -> None:
    reading = read(source(), Options())

    assert [str(sentence) for sentence in reading.understood] == ["participants: 6, workshops: 4"]
    (warning,) = reading.warnings
    assert warning.file == "day.toi"
    assert str(warning.what) == (
        "PrefLib knows no rounds and no chairs: taken are 2 rounds, and 2 chairs in each workshop and round."
    )
    assert str(warning.advice) == "Give a list of workshops (--workshops) to choose them."


@pytest.mark.parametrize(("voters", "chairs"), [(1, 1), (3, 1), (4, 2), (40, 11), (400, 110), (404, 112)])
def test_a_tenth_more_chairs_than_people_is_assumed(voters: int, chairs: int) -> None:
    sessions = read(source(f"{HEADER}{voters}: 1\n"), Options(rounds=1)).data["workshops"][0]["sessions"]

    assert sessions == [{"round": "r1", "capacity": chairs}]


def test_categories_become_ties_in_their_order_and_empty_ones_are_passed_over() -> None:
    header = HEADER + "# NUMBER CATEGORIES: 2\n# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: No\n"

    reading = read(source(header + "1: {1,3},{2,4}\n1: {},{1,2}\n1: 2,{}\n", "day.cat"), Options())

    assert [person["wishes"] for person in reading.data["participants"]] == [
        [["w1", "w3"], ["w2", "w4"]],
        [["w1", "w2"]],
        ["w2"],
    ]
    assert [str(sentence) for sentence in reading.understood] == [
        "participants: 3, workshops: 4",
        "the categories, best first, are “Yes”, “No”",
    ]


def test_a_byte_order_mark_windows_line_ends_and_spaces_do_not_matter() -> None:
    content = "\ufeff" + ORDERS.replace("\n", "\r\n  ") + "\r\n# some remark without a key\r\n"

    assert wishes(content) == wishes(ORDERS)


def test_the_list_of_workshops_gives_chairs_rounds_and_ids() -> None:
    table = "Id;Titel;Plaatsen;Rondes\nd;dialogue: HOW?;20;1\nc;Case work;10;\nf;Films;9;\nq;Quiz;8;\nx;Extra;7;\n"
    options = Options(workshops=Source("list.csv", table.encode()), rounds=2)

    reading = read(source(), options)

    both = ("r1", "r2")
    assert reading.data["rounds"] == [{"id": "r1"}, {"id": "r2"}]
    assert reading.data["workshops"] == [
        {"id": "d", "title": "dialogue: HOW?", "sessions": [{"round": "r1", "capacity": 20}]},
        {"id": "c", "title": "Case work", "sessions": [{"round": name, "capacity": 10} for name in both]},
        {"id": "f", "title": "Films", "sessions": [{"round": name, "capacity": 9} for name in both]},
        {"id": "q", "title": "Quiz", "sessions": [{"round": name, "capacity": 8} for name in both]},
        {"id": "x", "title": "Extra", "sessions": [{"round": name, "capacity": 7} for name in both]},
    ]
    assert reading.data["participants"][2]["wishes"] == ["d", ["q", "f"], "c"]
    assert reading.warnings == ()


def test_alternatives_that_are_not_in_the_list_of_workshops_are_reported_together() -> None:
    table = Source("list.csv", b"Titel;Plaatsen\nFilms;9\nQuiz;8\n")

    sentence = "this alternative is not in the list of workshops. The list has “Films”, “Quiz”."
    assert issues(ORDERS, Options(workshops=table)) == [
        f"file day.toi, row 8, value “Dialogue: how?”: {sentence}",
        f"file day.toi, row 9, value “Case work”: {sentence}",
    ]


def test_mistakes_in_the_list_of_workshops_are_reported_under_its_name() -> None:
    table = Source("list.csv", b"Titel;Plaatsen\nFilms;many\nQuiz;\n")

    with pytest.raises(FileError) as raised:
        read(source(), Options(workshops=table))

    assert [(issue.file, issue.row) for issue in raised.value.issues] == [("list.csv", 2), ("list.csv", 3)]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Plaatsen;Rondes", ["no column with the titles of the workshops."]),
        ("Titel;Rondes", ["no column with the number of chairs; name it “Plaatsen” or “Capacity”."]),
    ],
)
def test_a_list_of_workshops_without_titles_or_chairs_is_refused(heading: str, expected: list[str]) -> None:
    table = Source("list.csv", f"{heading}\n9;1\n".encode())

    with pytest.raises(FileError) as raised:
        read(source(), Options(workshops=table))

    assert [str(issue.what) for issue in raised.value.issues] == expected


def test_a_list_of_workshops_with_chairs_per_round_tells_the_number_of_rounds() -> None:
    rows = "Titel;Plaatsen ronde 1;Plaatsen ronde 3\nDialogue: how?;1;2\nCase work;1;2\nFilms;1;2\nQuiz;1;2\n"

    data = read(source(), Options(workshops=Source("list.csv", rows.encode()))).data

    assert data["rounds"] == [{"id": "r1"}, {"id": "r2"}, {"id": "r3"}]
    assert data["workshops"][3]["sessions"] == [{"round": "r1", "capacity": 1}, {"round": "r3", "capacity": 2}]


def test_wrong_lines_are_reported_together_with_their_numbers() -> None:
    content = HEADER + "1: 1,5\n1: 2,{1,2}\n1: 2;3\nx: 1\n"

    assert issues(content) == [
        "file day.toi, row 12, value “5”: there is no alternative with this number.",
        "file day.toi, row 13, value “2”: this alternative stands in the preference more than once.",
        "file day.toi, row 14, value “1: 2;3”: this is not a preference such as “13: 1,{4,3},2”.",
        "file day.toi, row 15, value “x: 1”: this is not a preference such as “13: 1,{4,3},2”.",
    ]


def test_a_file_of_before_2022_is_refused_with_the_way_out() -> None:
    assert issues("2\n1,Dialogue\n2,Films\n3,3,2\n2,1,2\n1,2\n")[0] == (
        "file day.toi, row 1, value “2”: this is not a preference such as “13: 1,{4,3},2”."
        " Files of before 2022 have no lines with “# ALTERNATIVE NAME 1: …”: fetch the file anew from PrefLib."
    )


def test_no_alternatives_and_another_number_of_alternatives_are_refused() -> None:
    assert issues("# NUMBER ALTERNATIVES: 3\n") == ["file day.toi: there is no line with “# ALTERNATIVE NAME 1: …”."]
    assert issues("# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: Films\n1: 1\n") == [
        "file day.toi, value “3”: NUMBER ALTERNATIVES does not agree with the alternatives that are named: 1."
    ]


def test_a_number_of_voters_without_end_is_refused() -> None:
    assert issues(HEADER + "999999999: 1\n") == [
        "file day.toi, value “999999999”: there are more voters than can be placed; 2000000 is the most."
    ]


def test_text_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(FileError, match=r"file day\.soc: this is not text in UTF-8\. Save it as UTF-8\."):
        read(Source("day.soc", b"# ALTERNATIVE NAME 1: Caf\xe9\n"), Options())


def test_a_mapping_is_not_used_and_that_is_told() -> None:
    warnings = read(source(), Options(mapping=Source("m.toml", b""))).warnings

    assert str(warnings[1]) == "file day.toi: the mapping is not used: this kind of file needs none."
