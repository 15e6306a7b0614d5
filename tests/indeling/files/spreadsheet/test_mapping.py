# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indeling.errors import FileError
from indeling.files.headings import Role
from indeling.files.reading import Reading, Source
from indeling.files.spreadsheet.mapping import KEYS, RoundSaid, Said, SheetSaid, WorkshopSaid, read_mapping
from spreadsheet_files import csv, day, errors, refused, toml, understood, wishes, xlsx

EVERYTHING = """
sheet = "Antwoorden"
header_row = 3
wishes = ["Hart", "Hoofd"]
wishes_asked = 4
no_preference = "Om het even"
rounds = ["Ochtend", "Middag"]

[columns]
name = ["Voor", "Achter"]
organisation = ""

[titles]
"Organen" = "Orgaanhandel"

[workshop_list]
sheet = "Aanbod"
header_row = 2
title = "Wat"
capacity = "Hoeveel"

[[workshops]]
title = "Orgaanhandel"
capacity = 20
rounds = "Ochtend"

[[workshops]]
id = "z"
title = "Zorg"
capacity = 10
minimum = 5
optional = true
"""


def test_everything_that_a_mapping_can_say_is_read() -> None:
    assert read_mapping(toml(EVERYTHING)) == Said(
        file="mapping.toml",
        answers=SheetSaid("Antwoorden", 3, {Role.NAME: ("Voor", "Achter"), Role.ORGANISATION: ()}),
        workshop_list=SheetSaid("Aanbod", 2, {Role.TITLE: ("Wat",), Role.CAPACITY: ("Hoeveel",)}),
        wishes=("Hart", "Hoofd"),
        wishes_asked=4,
        no_preference=("Om het even",),
        rounds=(RoundSaid("Ochtend"), RoundSaid("Middag")),
        titles={"Organen": "Orgaanhandel"},
        workshops=(
            WorkshopSaid("Orgaanhandel", 20, rounds=("Ochtend",)),
            WorkshopSaid("Zorg", 10, "z", 5, optional=True),
        ),
    )


def test_no_mapping_says_nothing() -> None:
    assert read_mapping(None) == Said()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rounds = 3", Said("mapping.toml", round_count=3)),
        ('rounds = "Ochtend"', Said("mapping.toml", rounds=(RoundSaid("Ochtend"),))),
        ('[rounds.r1]\nwishes = ["a", "b"]', Said("mapping.toml", rounds=(RoundSaid("r1", ("a", "b")),))),
        ("[rounds.r1]\n[rounds.r2]", Said("mapping.toml", rounds=(RoundSaid("r1"), RoundSaid("r2")))),
    ],
)
def test_rounds_are_a_number_names_or_tables(text: str, said: Said) -> None:
    assert read_mapping(toml(text)) == said


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("shet = 'x'", "there is no key “shet”. Did you mean “sheet”?"),
        ("[columns]\nnaam = 'x'", "there is no key “columns.naam”. Did you mean “name”?"),
        ("[[workshops]]\ntitle='A'\ncapacity=1\nx=1", "there is no key “workshops.x”. Known: “title”, “capacity”, "),
        ("[rounds.r1]\nqqqqq = 1", "there is no key “rounds.qqqqq”. Known: “wishes”."),
        ("sheet = 1", "value “1”: “sheet” must be a text."),
        ("header_row = -1", "value “-1”: “header_row” must be a whole number, 0 or more."),
        ("header_row = true", "value “True”: “header_row” must be a whole number, 0 or more."),
        ("wishes = [1]", "value “[1]”: “wishes” must be a text, or a list of texts."),
        ("columns = 1", "value “1”: “columns” must be a table."),
        ("titles = {a = 1}", "value “1”: “titles.a” must be a text."),
        ("workshops = {a = 1}", "value “{'a': 1}”: “workshops” must be a list of tables."),
        ("workshops = [1]", "value “[1]”: “workshops” must be a list of tables."),
        ("rounds = 1.5", "value “1.5”: “rounds” must be a whole number, a list of texts, or tables."),
        ("rounds = {r1 = 1}", "value “1”: “rounds.r1” must be a table."),
        ("[[workshops]]\ncapacity = 1", "value “”: a workshop in the mapping has no “title”."),
        ("[[workshops]]\ntitle = 'A'\noptional = 1\ncapacity = 1", "value “1”: “workshops.optional” must be true or"),
        ("sheet = ", "this is not a mapping file in TOML: Invalid value"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_named(text: str, issue: str) -> None:
    with pytest.raises(FileError) as raised:
        read_mapping(toml(text))
    assert issue in str(raised.value)
    assert str(raised.value).startswith("file mapping.toml")


def test_all_mistakes_in_a_mapping_are_told_at_once() -> None:
    with pytest.raises(FileError) as raised:
        read_mapping(toml("a = 1\nsheet = 2\n[columns]\nname = 3\n[[workshops]]\ntitle = 'A'"))
    assert len(raised.value.issues) == 4


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=100), st.text(max_size=100).map(str.encode)))
def test_arbitrary_content_is_read_or_refused(content: bytes) -> None:
    assert all(issue.file == "m.toml" for issue in refused(lambda: read_mapping(Source("m.toml", content))))


# What a mapping does -----------------------------------------------------------------------------------------------

ODD = xlsx(
    {
        "Toelichting": [["Naam", "E-mail"], ["x", "y@x.example"]],
        "Antwoorden": [
            ["Wie doet er mee"],
            ["Voor", "Achter", "Hart", "Hoofd", "Club", "Klaar"],
            ["Anna", "Verzonnen", "Organen", "Zorg", "Politie", "x"],
            ["Bo", "Bedacht", "Om het even", "", "", "y"],
        ],
        "Aanbod": [["Lijst"], ["Wat", "Hoeveel", "Ook nog"], ["Orgaanhandel", 20, 5], ["Zorg", 10, 3]],
    }
)


def mapped(text: str, source: Source = ODD, workshops: Source | None = None) -> Reading:
    return day(source, workshops, mapping=toml(text))


def test_a_mapping_names_sheets_rows_columns_texts_and_titles() -> None:
    reading = mapped(
        """
        sheet = "antwoorden"
        header_row = 2
        wishes = ["hart", "D"]
        no_preference = ["Om het even"]
        rounds = 1
        columns = {first_name = "Voor", last_name = "Achter", organisation = "Club", completed = ""}
        titles = {organen = "Orgaanhandel"}
        workshop_list = {sheet = "Aanbod", title = "Wat", capacity = "Hoeveel", minimum = "Ook nog"}
        """
    )

    assert reading.data == {
        "format": "indeling/problem",
        "version": 1,
        "wishes_asked": 2,
        "rounds": [{"id": "r1"}],
        "workshops": [
            {"id": "w1", "title": "Orgaanhandel", "sessions": [{"round": "r1", "capacity": 20, "minimum": 5}]},
            {"id": "w2", "title": "Zorg", "sessions": [{"round": "r1", "capacity": 10, "minimum": 3}]},
        ],
        "participants": [
            {"id": "p1", "name": "Anna Verzonnen", "organisation": "Politie", "wishes": ["w1", "w2"]},
            {"id": "p2", "name": "Bo Bedacht"},
        ],
    }
    assert reading.warnings == ()


ANSWERS = csv(["Naam;Kleur;Getal", "Anna;Zorg;Orgaanhandel", "Bo;Orgaanhandel;Zorg"])
TWO = """
workshops = [{title = "Orgaanhandel", capacity = 5}, {id = "z", title = "Zorg", capacity = 4, rounds = ["r2"]}]
"""


def test_a_mapping_lists_the_workshops_and_the_wishes_per_round() -> None:
    reading = mapped(f"{TWO}\nrounds = {{r1 = {{wishes = ['Kleur']}}, r2 = {{wishes = ['Getal']}}}}", ANSWERS)

    assert reading.data["workshops"] == [
        {
            "id": "w1",
            "title": "Orgaanhandel",
            "sessions": [{"round": "r1", "capacity": 5}, {"round": "r2", "capacity": 5}],
        },
        {"id": "z", "title": "Zorg", "sessions": [{"round": "r2", "capacity": 4}]},
    ]
    assert wishes(reading) == [{"r1": ["z"], "r2": ["w1"]}, {"r1": ["w1"], "r2": ["z"]}]
    assert "“Kleur” is the list of wishes for round r1, best first" in understood(reading)
    assert len(reading.warnings) == 1


def test_the_workshops_of_a_mapping_go_before_a_list() -> None:
    listed = csv(["Titel;Plaatsen", "Iets anders;5"], name="w.csv")

    assert [one["id"] for one in mapped(TWO, ANSWERS, listed).data["workshops"]] == ["w1", "z"]


def test_how_many_wishes_are_asked_can_be_said() -> None:
    assert mapped(f"{TWO}\nwishes = 'Kleur'\nwishes_asked = 3", ANSWERS).data["wishes_asked"] == 3


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        (
            "sheet = 'Weg'",
            (
                "file mapping.toml: there is no sheet “Weg” in “answers.xlsx”. "
                "The sheets are “Toelichting”, “Antwoorden”, “Aanbod”."
            ),
        ),
        (
            "sheet = 'Antwoorden'\nheader_row = 9",
            "file answers.xlsx, sheet Antwoorden: row 9, which the mapping names for the headings, is empty.",
        ),
        (
            "sheet = 'Antwoorden'\nworkshop_list = {sheet = 'Aanbod', header_row = 0}",
            "file answers.xlsx, sheet Aanbod: row 0, which the mapping names for the headings, is empty.",
        ),
        (
            "sheet = 'Antwoorden'\nheader_row = 2\nwishes = 'Weg'",
            (
                "file answers.xlsx, sheet Antwoorden, row 2: there is no column “Weg”, which the mapping names. "
                "The columns are “Voor”, “Achter”, “Hart”, “Hoofd”, “Club”, “Klaar”."
            ),
        ),
    ],
)
def test_what_a_mapping_names_but_is_not_there_is_an_error(text: str, issue: str) -> None:
    workshops = "" if "workshop_list" in text else TWO
    assert issue in errors(ODD, None, mapping=toml(f"{text}\n{workshops}"))


def test_a_heading_that_occurs_twice_is_named_by_its_letter() -> None:
    source = csv(["Naam;Keuze;Keuze", "Anna;Zorg;Orgaanhandel"])

    assert errors(source, None, mapping=toml(f"wishes = 'keuze'\n{TWO}"))[0] == (
        "file answers.csv, row 1: 2 columns are called “keuze”, which the mapping names. Use their letters: “B”, “C”."
    )
    assert wishes(mapped(f"wishes = ['C', 'b']\n{TWO}", source)) == [["w1", "z"]]


def test_rounds_and_titles_that_a_mapping_contradicts_are_errors() -> None:
    text = """
    titles = {x = "Onzin"}
    workshops = [{title = "Zorg", capacity = 5, rounds = ["r1", "r9"]}, {title = "zorg!", capacity = 4}]
    """
    found = errors(csv(["Naam;Keuze 1", "Anna;Zorg"]), None, mapping=toml(text))

    assert found == [
        "file mapping.toml: “x” is said to mean “Onzin”, but there is no such workshop.",
        "file mapping.toml, value “Zorg”: there is no round “r9”. The rounds are “r1”, “r2”.",
        "file mapping.toml, value “zorg!”: this title is listed twice.",
    ]


# The reference -----------------------------------------------------------------------------------------------------

REFERENCE = Path(__file__).parents[4] / "docs" / "reference" / "mapping.md"


def test_the_example_in_the_reference_works() -> None:
    example = REFERENCE.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    wished = [f"{word} {k}" for word in ("Hart", "Hoofd") for k in (1, 2, 3)]
    source = xlsx(
        {
            "Uitleg": [["Naam", "E-mail"], ["niet dit", "x@x.example"]],
            "Antwoorden": [
                ["Regiodag"],
                ["Nummer", "Wie", "", "E-mail", "Club", "Dagdeel", *wished],
                [7, "Anna Verzonnen", "", "a@x.example", "Politie", "", "Organen", "", "", "dialoog", "Organen", ""],
                [8, "", "Bo Bedacht", "a@x.example", "", "Middag", "Weet niet", "", "", "Organen", "Om het even", ""],
            ],
        }
    )

    assert mapped(example, source).data == {
        "format": "indeling/problem",
        "version": 1,
        "wishes_asked": 3,
        "rounds": [{"id": "Ochtend"}, {"id": "Middag"}],
        "workshops": [
            {
                "id": "w1",
                "title": "Orgaanhandel: herkennen en melden",
                "sessions": [{"round": rnd, "capacity": 20, "minimum": 6} for rnd in ("Ochtend", "Middag")],
            },
            {
                "id": "dialoog",
                "title": "Een dialoog; met ervaringsdeskundigen",
                "optional": True,
                "sessions": [{"round": "Middag", "capacity": 12, "minimum": 4}],
            },
        ],
        "participants": [
            {
                "id": "p7",
                "name": "Anna Verzonnen",
                "organisation": "Politie",
                "wishes": {"Ochtend": ["w1"], "Middag": ["dialoog", "w1"]},
            },
            {"id": "p8", "name": "Bo Bedacht", "wishes": {"Ochtend": [], "Middag": ["w1"]}, "rounds": ["Middag"]},
        ],
    }


def test_every_key_is_in_the_reference() -> None:
    reference = REFERENCE.read_text(encoding="utf-8")

    assert [key for table in KEYS.values() for key in table if f"`{key}`" not in reference and key not in HIDDEN] == []


HIDDEN = {"columns", "titles", "workshops", "workshop_list"}
"""Keys that stand in the reference as the name of a table."""
