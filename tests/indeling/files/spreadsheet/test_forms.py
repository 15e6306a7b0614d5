# SPDX-License-Identifier: EUPL-1.2
"""Answers as survey programs write them, read without a mapping."""

from __future__ import annotations

import datetime as dt

import pytest

from spreadsheet_files import NOON, WORKSHOPS, csv, day, errors, understood, warnings, wishes, xlsx

DUTCH = ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"]
ENGLISH = ["Id", "Start time", "Completion time", "Email", "Name", "Last modified time"]


def later(minutes: int) -> dt.datetime:
    return NOON + dt.timedelta(minutes=minutes)


def test_microsoft_forms_in_dutch_with_a_ranking_question() -> None:
    reading = day(
        xlsx(
            {
                "Form1": [
                    [*DUTCH, "Bij\u00a0welke organisatie werk je?\u00a0", "Rangschik de workshops"],
                    [
                        *(1, NOON, later(2), "anna@politie.example", "Anna Verzonnen", "Politie (fictief)"),
                        "Aandacht voor plegers; Orgaanhandel; Casuïstiek; een dialoog;Zorg & veiligheid;",
                    ],
                    [2, NOON, later(3), "bo@zorg.example", "Bo Bedacht", "", "Orgaanhandel;"],
                ]
            }
        )
    )

    assert reading.data == {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": "r1"}, {"id": "r2"}],
        "workshops": [
            {
                "id": f"w{number}",
                "title": title,
                "sessions": [{"round": "r1", "capacity": chairs}, {"round": "r2", "capacity": chairs}],
            }
            for number, title, chairs in (
                (1, "Orgaanhandel", 20),
                (2, "Aandacht voor plegers", 15),
                (3, "Casuïstiek; een dialoog", 20),
                (4, "Zorg & veiligheid", 20),
            )
        ],
        "participants": [
            {
                "id": "p1",
                "name": "Anna Verzonnen",
                "organisation": "Politie (fictief)",
                "wishes": ["w2", "w1", "w3", "w4"],
            },
            {"id": "p2", "name": "Bo Bedacht", "wishes": ["w1"]},
        ],
    }
    assert understood(reading) == [
        "the workshops are those in workshops.csv",
        "column “Titel” is the title of the workshop",
        "column “Plaatsen” is the number of chairs per round",
        "column “ID” is the id",
        "column “Tijd van voltooien” is the time of the answer",
        "column “E-mail” is the e-mail address, used to find double answers",
        "column “Naam” is the name",
        "column “Bij welke organisatie werk je?” is the organisation",
        "“Rangschik de workshops” is the list of wishes, best first",
        "the rounds are “r1”, “r2”: nothing says how many, so two",
        "participants: 2, workshops: 4",
    ]
    assert reading.warnings == ()


def test_microsoft_forms_in_english_with_choices_that_are_asked_again_per_round() -> None:
    reading = day(
        xlsx(
            {
                "Sheet1": [
                    [*ENGLISH, "First choice", "Second choice", "First choice2", "Second choice2"],
                    [
                        1,
                        NOON,
                        NOON,
                        "a@x.example",
                        "Anna",
                        None,
                        "Orgaanhandel",
                        "No preference",
                        "Zorg en veiligheid",
                        "",
                    ],
                ]
            }
        )
    )

    assert reading.data["wishes_asked"] == 2
    assert wishes(reading) == [{"r1": ["w1"], "r2": ["w4"]}]
    assert understood(reading)[-4:] == [
        "“First choice”, “Second choice” are the wishes for round 1, best first",
        "“First choice2”, “Second choice2” are the wishes for round 2, best first",
        "the rounds are “r1”, “r2”, because the wishes are given per round",
        "participants: 1, workshops: 4",
    ]


def test_a_public_form_is_anonymous_so_its_own_questions_count() -> None:
    reading = day(
        xlsx(
            {
                "Form1": [
                    [*DUTCH, "Naam2", "Wat is je e-mailadres?", "Eerste keuze"],
                    [1, NOON, later(1), "anonymous", "", "Anna Verzonnen", "Anna@x.example", "Orgaanhandel"],
                    [2, NOON, later(2), "anonymous", "", "A. Verzonnen", "anna@x.example", "Zorg & veiligheid"],
                ]
            }
        )
    )

    assert reading.data["participants"] == [{"id": "p2", "name": "A. Verzonnen", "wishes": ["w4"]}]
    assert warnings(reading) == [
        "file answers.xlsx, sheet Form1, row 2: answered again in row 3; only that answer counts."
    ]


def test_the_questions_of_the_form_go_before_the_account_that_was_used() -> None:
    reading = day(
        xlsx(
            {
                "Form1": [
                    [*DUTCH, "Naam deelnemer", "E-mailadres", "Eerste keuze"],
                    [
                        1,
                        NOON,
                        NOON,
                        "secretariaat@x.example",
                        "Het Secretariaat",
                        "Anna",
                        "a@x.example",
                        "Orgaanhandel",
                    ],
                    [2, NOON, NOON, "secretariaat@x.example", "Het Secretariaat", "Bo", "b@x.example", "Orgaanhandel"],
                    [3, NOON, NOON, "cas@x.example", "Cas", "", "", "Orgaanhandel"],
                ]
            }
        )
    )

    assert [one["name"] for one in reading.data["participants"]] == ["Anna", "Bo", "Cas"]


def test_google_forms_with_workshops_in_the_columns_of_a_grid() -> None:
    reading = day(
        csv(
            [
                "Tijdstempel,Naam,E-mail,Voorkeur [Orgaanhandel],Voorkeur [Zorg en veiligheid],Dieet [vegetarisch]",
                "1-3-2026 12:00:00,Anna,a@x.example,2e keuze,1e keuze,x",
                "1-3-2026 12:05:00,Bo,b@x.example,1,1,",
            ]
        )
    )

    assert wishes(reading) == [["w4", "w1"], [["w1", "w4"]]]
    assert "“Voorkeur [Orgaanhandel]”, “Voorkeur [Zorg en veiligheid]”: the cell is the rank of that workshop" in (
        understood(reading)
    )


def test_a_cell_in_a_grid_that_is_no_rank_is_an_error() -> None:
    source = csv(["Naam,Voorkeur [Orgaanhandel]", "Anna,graag"])

    assert errors(source) == [
        (
            "file answers.csv, row 2, column “Voorkeur [Orgaanhandel]”, value “graag”: this is not a rank. "
            "Write 1 for the best, then 2, 3, ..."
        )
    ]


def test_a_grid_with_a_title_that_is_unknown_is_an_error_in_the_heading() -> None:
    source = csv(["Naam,Voorkeur [Orgaanhandel],Voorkeur [Zorg en veiligheid],Voorkeur [Onzin]", "Anna,1,2,3"])

    assert [line.partition(" Add")[0] for line in errors(source)] == [
        ("file answers.csv, row 1, column “Voorkeur [Onzin]”, value “Onzin”: there is no workshop with this title.")
    ]


def test_google_forms_with_ranks_in_the_columns_of_a_grid_per_round() -> None:
    reading = day(
        csv(
            [
                "Timestamp,Name,Ronde 2 [Tweede keuze],Ronde 2 [Eerste keuze],Ronde 1 [Eerste keuze]",
                "2026/03/01 12:00:00 PM GMT+1,Anna,Orgaanhandel,Zorg & veiligheid,Aandacht voor plegers",
            ]
        )
    )

    assert wishes(reading) == [{"r2": ["w4", "w1"], "r1": ["w2"]}]


@pytest.mark.parametrize(
    "headings",
    [
        ["id", "submitdate", "naam", "q1[1]", "q1[2]"],
        ["Response ID", "Date submitted", "Naam", "Rangschik [Rank 1]", "Rangschik [Rank 2]"],
        [
            *("id. Antwoord-ID", "submitdate. Datum ingediend", "q2. Naam"),
            *("q1[1]. Rangschik [Rang 1]", "q1[2]. Rangschik [Rang 2]"),
        ],
    ],
)
def test_limesurvey_with_codes_texts_or_both_as_headings(headings: list[str]) -> None:
    rows = [",".join(headings), "7,2026-03-01 12:00:00,Anna,Zorg & veiligheid,Orgaanhandel"]
    reading = day(csv(rows))

    assert reading.data["participants"] == [{"id": "p7", "name": "Anna", "wishes": ["w4", "w1"]}]


def test_limesurvey_that_asks_a_ranking_per_round() -> None:
    reading = day(csv(["id,naam,q1[1],q1[2],q2[1],q2[2]", "7,Anna,Orgaanhandel,,Zorg & veiligheid,Orgaanhandel"]))

    assert wishes(reading) == [{"r1": ["w1"], "r2": ["w4", "w1"]}]


def test_answers_that_are_codes_are_found_by_the_ids_of_the_workshops() -> None:
    listed = csv(["Code;Titel;Plaatsen", "A1;Orgaanhandel;20", "A2;Plegers;20"], name="workshops.csv")
    reading = day(csv(["id,naam,q1[1],q1[2]", "7,Anna,A2,A1"]), listed)

    assert wishes(reading) == [["A2", "A1"]]


def test_without_a_list_of_workshops_the_titles_that_occur_are_shown() -> None:
    source = csv(["Naam;Eerste keuze;Tweede keuze", "Anna;Orgaanhandel;geen voorkeur", "Bo;Zorg;Orgaanhandel"])

    assert errors(source, None) == [
        (
            "file answers.csv: there is no list of workshops, so it is not known how many chairs they have. Give a "
            "file with titles and chairs (--workshops), or use the template. "
            "The answers mention “Orgaanhandel”, “Zorg”."
        )
    ]


def test_without_a_list_of_workshops_a_ranking_is_recognised_by_its_heading() -> None:
    source = csv(["Naam,Dieet,Rangschik de workshops", "Anna,a;b,Orgaanhandel;Zorg;", "Bo,,"])

    assert "The answers mention “Orgaanhandel”, “Zorg”." in errors(source, None)[0]


def test_without_a_list_of_workshops_a_grid_of_titles_is_not_recognised() -> None:
    assert "there is no list of workshops" in errors(csv(["Naam,Voorkeur [Orgaanhandel]", "Anna,1"]), None)[0]


def test_the_usual_list_of_workshops_says_nothing_itself() -> None:
    assert day(csv(["Naam;Eerste keuze", "Anna;Orgaanhandel"]), WORKSHOPS).warnings == ()
