# SPDX-License-Identifier: EUPL-1.2
"""What organisers print and take along: who may, what is in it, that the engine takes it, what is kept of it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from indeling.cli import main
from placed_people import a_run, placed, session, who
from regiodag.accounts.models import AuditDetail, AuditEntry, User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, Speaker, Workshop
from regiodag.placements import files
from regiodag.placements.actions.moves import move
from regiodag.placements.actions.publish import publish
from regiodag.placements.actions.runs import work
from regiodag.placements.models import Placement, PlacementRun
from regiodag.placements.processes import process
from regiodag.placements.queries.seated import Seated, seated_in
from regiodag.registrations.actions.register import cancel
from regiodag.registrations.models import Group
from regiodag_people import just_signed_in

pytestmark = pytest.mark.django_db

NO_WISH = "geen voorkeur opgegeven"
FIRST = {"Ada": "FC", "Bo": "CF", "Cas": "FD", "Dee": "DC"}


@pytest.fixture
def first(placeable: Day) -> Placement:
    """Everybody was put where they are by hand."""
    placement = placed(placeable, FIRST)
    placement.run.result = {"status": "optimal", "placements": []}
    placement.run.save()
    return placement


def calculated(day: Day) -> Placement:
    """What the engine itself makes of the day."""
    run = a_run(day, seed=7)
    work()
    return Placement.objects.get(run=run)


def taken(user: User, placement: Any, what: str, reason: str = "voor de zalen") -> Any:
    pk = placement.run_id if isinstance(placement, Placement) else placement.pk
    where = reverse("placement-export", args=[placement.day_id, pk])
    return just_signed_in(user).post(where, {"what": what, "reason": reason})


def paper(client: Client, placement: Placement, code: str) -> Any:
    return client.get(reverse("placement-paper", args=[placement.day_id, placement.run_id, code]))


def pages(content: bytes) -> list[str]:
    """The words on each page of a PDF."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def test_workbook_has_everybody_with_rooms_and_names_stay_names(first: Placement, owner: User) -> None:
    bad = who("Dee")
    bad.given_name, bad.organisation_typed = "=1+1", "+31 6"
    bad.save()
    answer = taken(owner, first, "xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="indeling.xlsx"'
    assert answer.headers["Cache-Control"] == "no-store"
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert book.sheet_names == ["Per deelnemer", "Per sessie", "Cijfers", "Wijzigingen en waarschuwingen"]
    head, *rows = book.get_sheet_by_name("Per deelnemer").to_python()
    assert head == [
        "Naam", "Organisatie", "Ronde 1", "Ronde 1: zaal", "Ronde 1: voorkeur",
        "Ronde 2", "Ronde 2: zaal", "Ronde 2: voorkeur",
    ]  # fmt: skip
    assert rows[0] == ["=1+1 Voorbeeld", "+31 6", "Dialoog", "Zaal 1", NO_WISH, "Casus", "", NO_WISH]
    assert [row[0] for row in rows[1:]] == ["Ada Voorbeeld", "Bo Voorbeeld", "Cas Voorbeeld"]


def test_files_of_the_engine_are_those_of_the_run_and_pass_its_check(
    placeable: Day, owner: User, tmp_path: Path
) -> None:
    placement = calculated(placeable)
    answer = taken(owner, placement, "engine")
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["placement.json", "problem.json"]
    assert json.loads((tmp_path / "placement.json").read_text("utf-8")) == placement.run.result
    assert "Ada" not in (tmp_path / "problem.json").read_text("utf-8")
    again = tmp_path / "again.json"
    problem, result = str(tmp_path / "problem.json"), str(tmp_path / "placement.json")
    assert main(["solve", problem, "--seed", "7", "-q", "-o", str(again)]) == 0
    assert again.read_bytes() == (tmp_path / "placement.json").read_bytes()
    assert main(["check", problem, result]) == 0


def test_files_of_who_was_moved_by_hand_claim_nothing_more_than_where_they_are(first: Placement) -> None:
    told = files.told_by_engine(files_of(first))
    found = json.loads(told["placement"])
    assert (found["status"], found["proof"], found["figures"]) == (
        "feasible",
        {},
        {"cost": 3, "largest_regret": 0, "seats_by_rank": {"1": 5, "2": 3}, "seats_outside_wishes": 0},
    )
    rows = [each["workshop"] for each in found["placements"] if each["participant"] == str(who("Dee").pk)]
    assert rows == [str(session(first.day, *where).workshop_id) for where in (("D", 1), ("C", 2))]


def files_of(placement: Placement) -> Seated:
    found = seated_in(placement.day, placement.run_id)
    assert found is not None
    return found


def test_who_cancelled_since_is_in_no_file_of_a_version_for_the_engine(placeable: Day, owner: User) -> None:
    group = Group.objects.create(day=placeable, name="Samen")
    for name in ("Ada", "Cas"):
        person = who(name)
        person.group = group
        person.save()
    placement = calculated(placeable)
    cancel(who("Cas"))
    told = files.told_by_engine(files_of(placement))
    assert str(who("Cas").pk) not in told["problem"] + told["placement"]
    assert "rules" not in json.loads(told["problem"])


def test_files_of_somebody_in_a_session_that_came_later_are_of_the_day_as_it_is_now(
    first: Placement, owner: User
) -> None:
    late = Workshop.objects.create(day=first.day, title="Later", maximum=5, position=9)
    added = late.sessions.create(round=first.day.rounds.get(number=1))
    move(owner, first, who("Dee"), added, first.version)
    assert str(late.pk) in files.told_by_engine(files_of(first))["problem"]


def test_lists_have_a_page_per_session_with_names_and_organisations(first: Placement, owner: User) -> None:
    version = publish(owner, first, "eerste", 0)
    Speaker.objects.filter(day=first.day).update(given_name="Noor")
    answer = taken(owner, version, "lists")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lijsten.pdf"'
    found = pages(answer.content)
    assert [page.split(" Ronde")[0] for page in found] == ["Dialoog", "Film", "Casus", "Dialoog", "Film", "Casus"]
    assert found[0].startswith(
        "Dialoog Ronde 1 · 11:00–12:00 · Zaal 1 Begeleiding: Noor van der Linden 1persoon, 20 stoelen"
        " Nr. Naam Organisatie Handtekening 1 Dee Voorbeeld"
    )
    assert found[0].endswith("versie 1: eerste · Persoonsgegevens: vernietig dit na gebruik 1 / 6")


def test_pdf_tells_its_title_and_language_and_can_be_read_aloud(first: Placement, as_owner: Client) -> None:
    answer = paper(as_owner, first, "signs")
    assert answer.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert (reader.metadata.title, root["/Lang"], root["/MarkInfo"]["/Marked"]) == (
        "Bordjes voor bij de deur: Netwerkdag 2030", "nl", True,
    )  # fmt: skip
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    fonts = {font["/BaseFont"] for page in reader.pages for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert {name.rpartition("+")[2].split("-Next")[0] for name in fonts} == {"Atkinson-Hyperlegible"}


def test_door_sign_has_room_time_title_and_leader_and_nobody_else(first: Placement, as_owner: Client) -> None:
    found = pages(paper(as_owner, first, "signs").content)
    assert found[0] == "Zaal 1 11:00–12:00 Dialoog Noor van der Linden Netwerkdag 2030, 12 september 2030"
    assert found[1].startswith("Ronde 1 11:00–12:00 Film")
    assert len(found) == 6


def test_overview_counts_people_and_names_nobody(first: Placement, as_owner: Client) -> None:
    (found,) = pages(paper(as_owner, first, "overview").content)
    assert "11:00–12:00 Ronde 1 Workshop Zaal Mensen Stoelen Dialoog Zaal 1 1 20 Film – 2 2 Casus – 1 3" in found
    assert "Ada" not in found


def test_who_took_what_and_why_is_written_down_and_nothing_without_a_reason(first: Placement, owner: User) -> None:
    page = taken(owner, first, "engine", reason="")
    assert "Dit veld is verplicht." in page.content.decode()
    taken(owner, first, "engine", reason="om na te rekenen")
    (entry,) = AuditEntry.objects.filter(action="placement.taken-out")
    assert (entry.actor, entry.subject) == (owner.pk, f"run:{first.run_id}")
    assert AuditDetail.objects.get(entry=entry).facts == {"file": "engine", "reason": "om na te rekenen"}


@pytest.mark.parametrize(("role", "status"), [(Role.ORGANISER, 200), (Role.DESK, 403), (Role.VIEWER, 403)])
def test_only_who_may_take_lists_out_is_given_them(
    role: Role, status: int, first: Placement, join: Callable[[Role], User]
) -> None:
    user = join(role)
    assert taken(user, first, "engine").status_code == status
    page = just_signed_in(user).get(reverse("placement-files", args=[first.day_id, first.run_id])).content.decode()
    assert ("Kies een bestand" in page) == (status == 200)


def test_who_signed_in_long_ago_proves_once_more_who_they_are(first: Placement, as_owner: Client) -> None:
    answer = as_owner.get(reverse("placement-export", args=[first.day_id, first.run_id]))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/2fa/reauthenticate/")


def test_run_that_is_not_done_and_paper_that_is_not_there_are_not_found(
    first: Placement, placeable: Day, as_owner: Client
) -> None:
    queued = a_run(placeable)
    assert as_owner.get(reverse("placement-files", args=[placeable.pk, queued.pk])).status_code == 404
    assert paper(as_owner, first, "lists").status_code == 404


def test_site_without_pango_says_so_on_the_page(
    first: Placement, as_owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "ask", lambda *_asked, **_more: {"refused": "library"})
    answer = as_owner.get(reverse("placement-paper", args=[first.day_id, first.run_id, "signs"]), follow=True)
    assert "Deze site kan nog geen pdf maken" in answer.content.decode()


def test_nothing_is_kept_of_a_file_that_could_not_be_made(
    first: Placement, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(*_asked: Any, **_more: Any) -> Any:
        raise process.TooLongError

    monkeypatch.setattr(process, "ask", too_long)
    assert "Het bestand kon niet gemaakt worden" in taken(owner, first, "xlsx").content.decode()
    assert not AuditEntry.objects.filter(action="placement.taken-out").exists()
    assert PlacementRun.objects.count() == 1
