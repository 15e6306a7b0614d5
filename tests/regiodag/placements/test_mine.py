# SPDX-License-Identifier: EUPL-1.2
"""Somebody's own programme: what is marked in it, why it is so, on paper, in their calendar and by mail."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from placed_people import placed, session, who
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day
from regiodag.mailings.actions.write import approve
from regiodag.mailings.models import Mailing
from regiodag.messages.actions import deliver_all
from regiodag.messages.models import Mail
from regiodag.placements.actions.moves import move
from regiodag.placements.actions.publish import publish
from regiodag.placements.models import SeenVersion
from regiodag.placements.processes import process
from regiodag.placements.queries.marks import Mark, marked_programme
from regiodag.placements.queries.published import shown
from regiodag.placements.queries.reason import reason_of
from regiodag.registrations.links import token_of
from regiodag.registrations.models import Group
from registered_people import wish

pytestmark = pytest.mark.django_db

FIRST = {"Ada": "FC", "Bo": "CF", "Cas": "FD", "Dee": "DC"}


@pytest.fixture(autouse=True)
def nobody_tried_anything() -> None:
    cache.clear()


def where(name: str, person: str, **more: Any) -> str:
    return reverse(name, kwargs={"token": token_of(who(person)), **more})


def marks(name: str) -> list[tuple[str, Any]]:
    """What somebody has in the rounds, with how it is marked."""
    return [(each.title, each.mark) for each in marked_programme(who(name)) if each.round_id]


def why(day: Day, name: str) -> str:
    day.refresh_from_db()
    version = shown(day)
    assert version is not None
    return reason_of(who(name), version)


def published(day: Day, owner: User, seats: Mapping[str, str] = FIRST, seen: int = 0) -> None:
    publish(owner, placed(day, seats), f"versie {seen + 1}", seen)


def test_nothing_is_marked_in_the_first_version(placeable: Day, owner: User) -> None:
    published(placeable, owner)
    assert marks("Bo") == [("Casus", None), ("Film", None)]


def test_what_is_other_new_or_dropped_is_marked_with_what_it_was(placeable: Day, owner: User) -> None:
    published(placeable, owner, {**FIRST, "Cas": "F-"})
    published(placeable, owner, {"Ada": "FC", "Bo": "DF", "Cas": "FD", "Dee": "-C"}, 1)
    assert marks("Ada") == [("Film", None), ("Casus", None)]
    assert marks("Bo") == [("Dialoog", Mark("gewijzigd", "Casus")), ("Film", None)]
    assert marks("Cas") == [("Film", None), ("Dialoog", Mark("nieuw"))]
    assert marks("Dee") == [("Ronde 1", Mark("vervallen", "Dialoog")), ("Casus", None)]
    page = Client().get(where("my", "Bo")).content.decode()
    assert "Er is iets anders dan in de vorige versie." in page
    assert "was: Casus" in page
    assert "Er is iets anders" not in Client().get(where("my", "Ada")).content.decode()


SECOND = {**FIRST, "Bo": "DF"}
THIRD = {**FIRST, "Bo": "DC"}


def looks(name: str) -> str:
    """What somebody sees who looks at their own page."""
    return Client().get(where("my", name)).content.decode()


def mailed(owner: User) -> None:
    """Send the message that waits since a version was published."""
    draft = Mailing.objects.get(state="draft")
    approve(owner, draft, draft.version)
    deliver_all()


def test_whoever_missed_a_version_sees_what_is_different_from_the_one_they_saw(placeable: Day, owner: User) -> None:
    published(placeable, owner)
    looks("Bo")
    published(placeable, owner, SECOND, 1)
    published(placeable, owner, THIRD, 2)
    both = [("Dialoog", Mark("gewijzigd", "Casus")), ("Casus", Mark("gewijzigd", "Film"))]
    assert marks("Bo") == both
    told = "Er is iets anders dan in het programma dat u op"
    assert [told in looks("Bo"), told in looks("Bo")] == [True, True]
    assert marks("Bo") == both
    published(placeable, owner, THIRD, 3)
    assert marks("Bo") == [("Dialoog", None), ("Casus", None)]


def test_whoever_was_mailed_a_version_knows_it_and_whoever_was_not_does_not(placeable: Day, owner: User) -> None:
    published(placeable, owner, {**FIRST, "Ada": "DC"})
    mailed(owner)
    published(placeable, owner, {**SECOND, "Ada": "DC"}, 1)
    mailed(owner)
    published(placeable, owner, THIRD, 2)
    assert marks("Bo") == [("Dialoog", None), ("Casus", Mark("gewijzigd", "Film"))]
    latest = Mail.objects.filter(to__startswith="bo.").latest("made")
    Mail.objects.filter(pk=latest.pk).update(state="failed")
    assert marks("Bo") == [("Dialoog", Mark("gewijzigd", "Casus")), ("Casus", Mark("gewijzigd", "Film"))]
    looks("Cas")
    assert [*SeenVersion.objects.values_list("participant__given_name", "publication__number")] == [("Cas", 3)]


def test_message_without_the_programme_tells_nobody_their_programme(placeable: Day, owner: User) -> None:
    published(placeable, owner)
    mailed(owner)
    published(placeable, owner, SECOND, 1)
    Mailing.objects.filter(state="draft").update(text="Dag {first-name}")
    mailed(owner)
    published(placeable, owner, THIRD, 2)
    assert marks("Bo") == [("Dialoog", Mark("gewijzigd", "Casus")), ("Casus", Mark("gewijzigd", "Film"))]


def test_other_room_since_the_version_is_marked_with_the_room_it_was(placeable: Day, owner: User) -> None:
    published(placeable, owner)
    moved = session(placeable, "D", 1)
    moved.room = placeable.rooms.create(name="Zaal 2", capacity=30)
    moved.save()
    assert marks("Dee") == [("Dialoog", Mark("andere zaal", "Zaal 1")), ("Casus", None)]
    moved.room = placeable.rooms.get(name="Zaal 1")
    moved.save()
    assert marks("Dee")[0] == ("Dialoog", None)


def test_whoever_has_their_highest_wishes_is_told_so(placeable: Day, owner: User) -> None:
    published(placeable, owner)
    assert why(placeable, "Bo") == "U hebt wat u het liefst wilde: keuze 1 en 2."
    assert "Waarom deze workshops?" in Client().get(where("my", "Bo")).content.decode()


def test_whoever_missed_a_wish_is_told_that_it_is_full_and_by_nobodys_name(placeable: Day, owner: User) -> None:
    published(placeable, owner, {"Ada": "FC", "Bo": "FC", "Cas": "DC", "Dee": "DF"})
    # Film has a chair left in the second round.
    assert why(placeable, "Cas") == (
        "U hebt keuze 2 van uw lijst. Keuze 1, “Film”, paste er niet bij: de voorkeuren van iedereen, de zalen en de"
        " rondes moesten samen uitkomen."
    )
    session(placeable, "F", 2).delete()
    assert why(placeable, "Cas") == (
        "U hebt keuze 2 van uw lijst. Keuze 1, “Film”, is vol: er is geen stoel meer vrij."
    )


def test_whoever_got_nothing_of_their_list_is_told_so_plainly(placeable: Day, owner: User) -> None:
    dee = who("Dee")
    wish(dee, session(placeable, "F", 1).workshop)
    dee.group = Group.objects.create(day=placeable, name="Samen")
    dee.save()
    published(placeable, owner)
    assert why(placeable, "Dee") == (
        "Van uw lijst kon u helaas niets krijgen. Keuze 1, “Film”, paste er niet bij: u blijft bij uw groep, en de"
        " voorkeuren van iedereen moesten samen uitkomen."
    )


def test_whoever_wished_nothing_or_was_moved_by_hand_is_told_that(placeable: Day, owner: User) -> None:
    placement = placed(placeable, FIRST)
    move(owner, placement, who("Bo"), session(placeable, "D", 1), placement.version)
    publish(owner, placement, "eerste", 0)
    assert why(placeable, "Dee") == "U gaf geen voorkeuren op. Daarom hebt u plaatsen die over waren."
    assert why(placeable, "Bo") == "De organisatoren hebben u zelf hier ingedeeld."


def test_programme_on_paper_has_the_whole_day_with_what_changed(placeable: Day, owner: User) -> None:
    published(placeable, owner)
    published(placeable, owner, {**FIRST, "Bo": "DF"}, 1)
    answer = Client().get(where("my-programme-pdf", "Bo"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="programma.pdf"'
    (page,) = PdfReader(BytesIO(answer.content)).pages
    told = " ".join(page.extract_text().split())
    assert told.startswith(
        "Netwerkdag 2030 donderdag 12 september 2030 · Waterrijk Bo Voorbeeld 09:00–09:30 Opening Zaal 1"
        " 11:00–12:00 Dialoog gewijzigd was: Casus Zaal 1 · Noor van der Linden 13:00–14:00 Film"
    )
    assert "Ada" not in told


def test_paper_is_not_there_before_publication_and_told_when_it_cannot_be_made(
    placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = where("my-programme-pdf", "Bo")
    assert Client().get(path).status_code == 404
    published(placeable, owner)
    monkeypatch.setattr(process, "ask", lambda *_asked, **_more: {"refused": "library"})
    assert "De pdf kon niet gemaakt worden." in Client().get(path, follow=True).content.decode()


def test_too_many_pdfs_are_refused_for_a_while(placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    published(placeable, owner)
    monkeypatch.setattr(process, "ask", lambda *_asked, **_more: {"pdf": ""})
    path = where("my-programme-pdf", "Bo")
    assert [Client().get(path).status_code for _try in range(21)] == [200] * 20 + [302]


def test_calendar_of_a_round_holds_that_workshop_alone(placeable: Day, owner: User) -> None:
    published(placeable, owner)
    answer = Client().get(where("my-programme-round", "Bo", number=2))
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(each["summary"]) for each in events] == ["Netwerkdag 2030: Film"]
    every = Calendar.from_ical(Client().get(where("my-programme", "Bo")).content).walk("VEVENT")
    assert events[0]["uid"] == every[1]["uid"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="programma-2.ics"'
    assert Client().get(where("my-programme-round", "Bo", number=3)).status_code == 404


def test_programme_is_mailed_to_whose_it_is_some_times_a_day(placeable: Day, owner: User) -> None:
    path = where("my-programme-mail", "Bo")
    assert Client().post(path).status_code == 404
    published(placeable, owner)
    cache.clear()
    pages = [Client().post(path, follow=True).content.decode() for _try in range(4)]
    assert ["is onderweg naar bo.voorbeeld@example.org" in page for page in pages] == [True, True, True, False]
    first, *_more = mails = Mail.objects.filter(kind="programme")
    assert (len(mails), first.to, first.subject) == (3, "bo.voorbeeld@example.org", "Uw programma voor Netwerkdag 2030")
    assert "11:00–12:00  Casus\n13:00–14:00  Film\n" in first.text
    assert first.text.count("[[personal-link]]") == 1
    assert len(Calendar.from_ical(first.calendar).walk("VEVENT")) == 2
    assert AuditEntry.objects.filter(action="programme.mailed").count() == 3
