# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from xlsxwriter import Workbook

from regiodag.accounts.models import AuditEntry
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Speaker, Workshop
from regiodag.days.views import workbook as pages
from regiodag.days.workbook.sheets import rows_of
from regiodag.days.workbook.values import as_text
from regiodag.editing.models import Step

pytestmark = pytest.mark.django_db

Rows = Sequence[Sequence[Any]]

DUTCH: Mapping[str, Rows] = {
    "Zalen": [
        ["Zaal", "Stoelen", "Wat er is", "Verdieping of vleugel"],
        ["Zaal 2", 40, "tafels; rustige, besloten ruimte", "1"],
    ],
    "Sprekers": [["Voornaam", "Tussenvoegsel", "Achternaam", "Organisatie"], ["Mila", "de", "Wit", "parket (fictief)"]],
    "Programma": [
        ["Begin", "Einde", "Soort", "Titel", "Zaal", "Sprekers"],
        [time(9, 45), "10.15", "film", "Een zaak", "zaal 2", "Mila de Wit, Noor van der Linden"],
        ["13u00", "14:00", "workshopronde", "Ronde 2", None, None],
    ],
    "Workshops": [
        ["Titel", "Begeleiders", "Hoogstens", "Ronde 1", "Ronde 2"],
        ["Film maken", "Mila de Wit", 12, None, "Zaal 2"],
    ],
}

ENGLISH: Mapping[str, Rows] = {
    "Rooms": [["Room", "Chairs", "What it has", "Floor or wing"], ["Zaal 2", 40, "tables; quiet, private room", "1"]],
    "Speakers": [["First name", "Prefix", "Family name", "Organisation"], ["Mila", "de", "Wit", "parket (fictief)"]],
    "Programme": [
        ["Start", "End", "Kind", "Title", "Room", "Speakers"],
        ["9:45", "10:15", "film", "Een zaak", "Zaal 2", "Noor van der Linden; Mila de Wit"],
        ["13", "14", "workshop round", "Ronde 2", None, None],
    ],
    "Workshops": [
        ["Title", "Leaders", "At most", "Round 1", "Round 2"],
        ["Film maken", "Mila de Wit", 12, None, "Zaal 2"],
    ],
}


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        clock = book.add_format({"num_format": "hh:mm"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, time):
                        page.write_datetime(at, column, cell, clock)
                    elif cell is not None:
                        page.write(at, column, cell)
    return out.getvalue()


def sent(client: Client, day: Day, sheets: Mapping[str, Rows]) -> str:
    """Send a workbook, and return the address of what it would change."""
    upload = SimpleUploadedFile("programma.xlsx", workbook(sheets))
    answer = client.post(reverse("programme-import", args=[day.pk]), {"workbook": upload})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def do(client: Client, address: str, **answers: str) -> Any:
    seen = client.get(address).context["seen"]
    return client.post(address, {"seen": seen, "do": "it", **answers})


def told(day: Day) -> list[tuple[str, dict[str, str]]]:
    return [
        (sheet, {key: as_text(cell) for key, cell in written.cells.items()})
        for sheet, rows in rows_of(day).items()
        for written in rows
    ]


def wrong(client: Client, day: Day, sheets: Mapping[str, Rows]) -> list[tuple[Any, ...]]:
    plan = client.get(sent(client, day, sheets)).context["plan"]
    return [(each.sheet, each.row, each.column, each.sentence) for each in plan.wrong]


def test_workbook_is_an_attachment_and_is_kept_in_the_trail(day: Day, as_owner: Client) -> None:
    answer = as_owner.get(reverse("programme-export", args=[day.pk]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="programma.xlsx"'
    assert answer.headers["Content-Type"] == pages.XLSX
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Uitleg", "Zalen", "Sprekers", "Programma", "Workshops", "Lijsten"]
    assert [book[name].freeze_panes for name in book.sheetnames[1:5]] == ["A2"] * 4
    assert [len(book[name].data_validations.dataValidation) for name in book.sheetnames[1:5]] == [1, 0, 3, 4]
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["programme.exported"]


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@a", "http://example.org"])
def test_what_looks_like_a_formula_stays_a_text(day: Day, as_owner: Client, begin: str) -> None:
    Room.objects.update(name=begin, floor=begin)
    Workshop.objects.update(title=begin, material=begin)
    content = as_owner.get(reverse("programme-export", args=[day.pk])).content
    for page in load_workbook(io.BytesIO(content)).worksheets:
        cells = [cell for row in page.iter_rows() for cell in row if cell.value == begin]
        assert {(cell.data_type, cell.hyperlink) for cell in cells} <= {("s", None)}
        assert [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []


@pytest.mark.parametrize("sheets", [DUTCH, ENGLISH], ids=["nl", "en"])
def test_workbook_in_either_language_is_brought_in_and_undone_as_a_whole(
    day: Day, as_owner: Client, sheets: Mapping[str, Rows]
) -> None:
    before = told(day)
    address = sent(as_owner, day, sheets)
    assert told(day) == before
    answer = do(as_owner, address)
    step = Step.objects.get()
    assert answer.headers["Location"] == f"{reverse('programme-import', args=[day.pk])}?done={step.pk}"
    room = Room.objects.get(name="Zaal 2")
    assert (room.capacity, room.features, room.floor, room.position) == (40, ["tables", "quiet"], "1", 1)
    film = ProgrammeItem.objects.get(title="Een zaak")
    assert (film.start, film.end, film.kind, film.room) == (time(9, 45), time(10, 15), "film", room)
    assert sorted(str(each) for each in film.speakers.all()) == ["Mila de Wit", "Noor van der Linden"]
    assert Round.objects.get(number=2).item.title == "Ronde 2"
    sessions = Session.objects.filter(workshop__title="Film maken").values_list("round__number", "room__name")
    assert list(sessions) == [(2, "Zaal 2")]
    page = as_owner.get(answer.headers["Location"]).content.decode()
    assert ("Het Excel-bestand is ingelezen: 5 nieuw, 0 gewijzigd." in page, "Inlezen ongedaan maken" in page) == (
        True,
        True,
    )
    undone = as_owner.post(reverse("programme-import-undo", args=[day.pk]), {"step": str(step.pk)})
    assert (undone.status_code, told(day)) == (302, before)


def test_second_time_changes_nothing(day: Day, as_owner: Client) -> None:
    do(as_owner, sent(as_owner, day, DUTCH))
    plan = as_owner.get(sent(as_owner, day, ENGLISH)).context["plan"]
    assert (plan.entries, plan.wrong, plan.same) == ([], [], 5)


def test_do_it_sent_twice_does_it_once(day: Day, as_owner: Client) -> None:
    address = sent(as_owner, day, DUTCH)
    first, second = do(as_owner, address), as_owner.post(address, {"do": "it", "seen": "any"})
    assert first.headers["Location"] == second.headers["Location"]
    assert (Room.objects.count(), Step.objects.count()) == (2, 1)


def test_programme_that_was_changed_meanwhile_is_shown_anew(day: Day, as_owner: Client) -> None:
    address = sent(as_owner, day, DUTCH)
    seen = as_owner.get(address).context["seen"]
    Room.objects.update(capacity=31)
    answer = as_owner.post(address, {"seen": seen, "do": "it"})
    assert (answer.status_code, Room.objects.count(), answer.context["moved"]) == (409, 1, True)
    assert as_owner.post(address, {"seen": answer.context["seen"], "do": "it"}).status_code == 302


def test_file_is_forgotten_after_an_hour_or_by_another_organiser(
    day: Day, as_owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "KEPT_FOR", -1)
    address = sent(as_owner, day, DUTCH)
    answer = as_owner.get(address)
    assert answer.headers["Location"] == reverse("programme-import", args=[day.pk])
    page = as_owner.get(answer.headers["Location"]).content.decode()
    assert "Dit bestand is niet meer bewaard." in page


def test_only_the_last_few_files_are_kept(day: Day, as_owner: Client) -> None:
    for _number in range(5):
        sent(as_owner, day, DUTCH)
    assert len(as_owner.session[pages.KEPT]) == pages.MOST_KEPT


def test_import_is_not_undone_when_something_came_after(day: Day, as_owner: Client) -> None:
    do(as_owner, sent(as_owner, day, DUTCH))
    step = Step.objects.get()
    add = {"name": "Zaal 3", "capacity": "10", "seen": "1"}
    assert as_owner.post(reverse("room-add", args=[day.pk]), add).status_code == 302
    as_owner.post(reverse("programme-import-undo", args=[day.pk]), {"step": str(step.pk)})
    assert list(Room.objects.values_list("name", flat=True)) == ["Zaal 1", "Zaal 2", "Zaal 3"]


def test_nearly_the_same_name_is_asked_about(day: Day, as_owner: Client) -> None:
    Speaker.objects.update(organisation="Bureau Voorbeeld (fictief)")
    sheets: dict[str, Rows] = {
        "Sprekers": [["Voornaam", "Tussenvoegsel", "Achternaam"], ["Noor", "van de", "Linden"]],
        "Programma": [
            ["Begin", "Einde", "Soort", "Titel", "Sprekers"],
            ["9:00", "9:30", "plenair", "Openning", "Nor van der Linden"],
        ],
    }
    address = sent(as_owner, day, sheets)
    plan = as_owner.get(address).context["plan"]
    doubts = [(each.key, each.typed, each.known) for each in plan.doubts]
    assert doubts == [
        ("speakers-2", "Noor van de Linden", "Noor van der Linden"),
        ("programme-2", "Openning", "Opening"),
        ("programme-2-speakers-0", "Nor van der Linden", "Noor van der Linden"),
    ]
    assert [(entry.is_new, entry.name) for entry in plan.entries] == [
        (False, "Noor van de Linden"),
        (False, "Openning"),
    ]
    others = {"doubt-speakers-2": "other", "doubt-programme-2": "other", "doubt-programme-2-speakers-0": "other"}
    looked = as_owner.post(address, {"do": "look", **others})
    assert [(entry.is_new, entry.name) for entry in looked.context["plan"].entries] == [
        (True, "Noor van de Linden"),
        (True, "Openning"),
    ]
    assert do(as_owner, address, **others).status_code == 302
    assert sorted(str(each) for each in Speaker.objects.all()) == ["Noor van de Linden", "Noor van der Linden"]
    assert list(ProgrammeItem.objects.get(title="Openning").speakers.all()) == []


def test_what_is_wrong_is_told_by_sheet_row_and_column(day: Day, as_owner: Client) -> None:
    found = wrong(
        as_owner,
        day,
        {
            "Zalen": [["Zaal", "Stoelen"], ["Zaal 1", "veel"], ["Aula", None], ["aula", 3], ["Hal", 0]],
            "Sprekers": [
                ["Voornaam", "Achternaam", "E-mailadres"],
                ["Sem", None, "a@example.org"],
                ["Ad", "Bos", "geen"],
            ],
            "Programma": [
                ["Begin", "Einde", "Soort", "Titel", "Zaal"],
                ["10:00", "9:00", "pauze", "Koffie", None],
                ["25:00", "9:00", "feest", "Thee", "Kelder"],
                ["11:00", "12:00", "pauze", "Ronde 1", None],
            ],
            "Workshops": [
                ["Titel", "Minstens", "Hoogstens", "Ronde 3"],
                ["Nieuw", 9, 8, None],
                ["Dialoog", 0, 20, "ja"],
            ],
        },
    )
    assert found == [
        ("Zalen", 2, "Stoelen", "“veel” is geen heel getal."),
        ("Zalen", 3, "Stoelen", "Dit moet ingevuld zijn."),
        ("Zalen", 5, "Stoelen", "Zorg ervoor dat deze waarde minstens 1 is."),
        ("Zalen", 3, "Zaal", "Er is er al een met deze naam."),
        ("Zalen", 4, "Zaal", "Er is er al een met deze naam."),
        ("Sprekers", 2, "Achternaam", "Dit moet ingevuld zijn."),
        ("Sprekers", 3, "E-mailadres", "Voer een geldig e-mailadres in."),
        ("Programma", 2, "Einde", "Het moet eindigen nadat het begint."),
        ("Programma", 3, "Begin", "“25:00” is geen tijd. Schrijf het als 9:30."),
        (
            "Programma",
            3,
            "Soort",
            "“feest” staat niet in de lijst: plenair, film, pauze, workshopronde, borrel, iets anders.",
        ),
        ("Programma", 3, "Zaal", "“Kelder” is niet bekend. Zet het op het blad “Zalen”, of verbeter de naam."),
        ("Programma", 4, "Soort", "Dit is een workshopronde en dat blijft zo. Haal de ronde weg in het rooster."),
        ("Workshops", 2, "Minstens", "Dit is meer dan er hoogstens kunnen komen."),
        ("Workshops", 3, "Ronde 3", "Er is geen ronde 3 op het blad met het programma."),
    ]


def test_file_with_something_wrong_is_not_brought_in(day: Day, as_owner: Client) -> None:
    address = sent(as_owner, day, {"Zalen": [["Zaal", "Stoelen"], ["Zaal 2", 20], ["Zaal 3", "veel"]]})
    answer = do(as_owner, address)
    assert (answer.status_code, Room.objects.count(), Step.objects.count()) == (200, 1, 0)
    assert "Verbeter dit eerst in het bestand" in answer.content.decode()


def test_what_is_not_ours_is_passed_over_and_told(day: Day, as_owner: Client) -> None:
    sheets: dict[str, Rows] = {
        "Blad1": [["iets"]],
        "Zalen": [["Lijst van zalen"], [], ["Zaal", "Kleur", "Stoelen"], ["Zaal 1", "geel", 30]],
    }
    plan = as_owner.get(sent(as_owner, day, sheets)).context["plan"]
    assert (plan.notes, plan.entries, plan.same, plan.left) == (
        ["Het blad “Blad1” wordt niet gebruikt.", "Blad “Zalen”: de kolom “Kleur” wordt niet gebruikt."],
        [],
        1,
        4,
    )


@pytest.mark.parametrize(
    ("sheets", "found"),
    [
        (
            {"Blad1": [["a"]]},
            [("", None, "", "Er is geen blad in het bestand dat zo heet: Zalen, Sprekers, Programma, Workshops.")],
        ),
        ({"Zalen": [["a"], ["b"]]}, [("Zalen", None, "", "Er is geen rij met koppen zoals “Zaal”.")]),
        (
            {"Zalen": [["Zaal", "Zaal", "Stoelen"]]},
            [("Zalen", 1, "Zaal", "Deze kolom staat er twee keer. Haal er een weg.")],
        ),
        (
            {"Zalen": [["Zaal"]], "Rooms": [["Room"]]},
            [("Rooms", None, "", "Dit blad staat twee keer in het bestand. Haal er een weg.")],
        ),
    ],
    ids=["no sheet", "no headings", "column twice", "sheet twice"],
)
def test_sheet_that_cannot_be_read_is_told(
    day: Day, as_owner: Client, sheets: Mapping[str, Rows], found: list[tuple[Any, ...]]
) -> None:
    assert wrong(as_owner, day, sheets) == found


def test_cells_that_are_emptied_and_rounds_that_are_dropped(day: Day, as_owner: Client) -> None:
    Workshop.objects.update(subject="plegers", minimum=4)
    sheets: dict[str, Rows] = {
        "Programma": [["Titel", "Zaal"], ["Opening", None]],
        "Workshops": [
            ["Titel", "Onderwerp", "Begeleiders", "Minstens", "Ronde 1"],
            ["Dialoog", None, None, None, None],
        ],
    }
    do(as_owner, sent(as_owner, day, sheets))
    workshop = Workshop.objects.get()
    assert (workshop.subject, list(workshop.leaders.all()), workshop.minimum, Session.objects.count()) == ("", [], 0, 0)
    assert (ProgrammeItem.objects.get(title="Opening").room, workshop.version) == (None, 2)


def test_workshop_moves_to_another_room_or_to_none(day: Day, as_owner: Client) -> None:
    rows = [["Titel", "Ronde 1"], ["Dialoog", "(nog geen zaal)"]]
    do(as_owner, sent(as_owner, day, {"Workshops": rows}))
    assert (Session.objects.get().room, Session.objects.get().version) == (None, 2)
    do(as_owner, sent(as_owner, day, {"Workshops": [["Titel", "Ronde 1"], ["Dialoog", "ZAAL 1"]]}))
    assert Session.objects.get().room == Room.objects.get()


def test_plenary_part_becomes_a_round(day: Day, as_owner: Client) -> None:
    rows = [["Titel", "Soort"], ["Opening", "workshopronde"]]
    do(as_owner, sent(as_owner, day, {"Programma": rows}))
    assert ProgrammeItem.objects.get(title="Opening").round == Round.objects.get(number=2)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html>", "Dit is geen Excel-bestand dat te lezen is."),
        (b"PK" + b"\0" * 10_000_000, "Het bestand is groter dan 10 MB."),
        (b"", "Het verstuurde bestand is leeg."),
    ],
    ids=["html", "large", "empty"],
)
def test_file_that_cannot_be_read_is_told(day: Day, as_owner: Client, content: bytes, sentence: str) -> None:
    upload = SimpleUploadedFile("a.xlsx", content)
    answer = as_owner.post(reverse("programme-import", args=[day.pk]), {"workbook": upload})
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)


def test_file_with_too_much_is_told(day: Day, as_owner: Client) -> None:
    upload = SimpleUploadedFile("a.xlsx", workbook({"Zalen": [["a"] * 61]}))
    answer = as_owner.post(reverse("programme-import", args=[day.pk]), {"workbook": upload})
    assert "Er staat meer in dit bestand dan een programma ooit heeft." in answer.content.decode()
