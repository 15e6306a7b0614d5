# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import io
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from regiodag.accounts.audit import told
from regiodag.accounts.models import AuditEntry, User
from regiodag.accounts.roles import Role
from regiodag.days.actions.parts import give_in, remove_part
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Speaker, Workshop
from regiodag.editing import steps
from regiodag.editing.models import Step
from regiodag_people import Join, signed_in

pytestmark = pytest.mark.django_db

ROOM = {"name": "Zaal 2", "capacity": "40", "floor": "1", "features": ["tables", "step-free"], "seen": "1"}
SPEAKER = {"given_name": "Mila", "prefix": "de", "family_name": "Wit", "seen": "1"}


def photo(name: str = "foto.png") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (900, 600)).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue())


def at(name: str, day: Day, *parts: Any) -> str:
    return reverse(name, args=[day.pk, *(part.pk for part in parts)])


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def shown(client: Client, address: str) -> tuple[int, str]:
    """Status and kind of a file that is sent bit by bit, which is read to its end."""
    answer = client.get(address)
    answer.getvalue()
    return answer.status_code, answer.headers["Content-Type"]


def files() -> int:
    return len([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("rooms", ["Zaal 1", "30"]),
        ("speakers", ["Noor van der Linden", "Dialoog"]),
        ("workshops", ["Dialoog", "0 tot 20", "ronde 1 (Zaal 1)"]),
    ],
)
def test_list_shows_what_there_is(day: Day, as_owner: Client, name: str, words: list[str]) -> None:
    found = page(as_owner, at(name, day))
    assert [word for word in words if word not in found] == []


def test_viewer_sees_the_list_without_ways_to_change_it(day: Day, join: Join) -> None:
    found = page(signed_in(join(Role.VIEWER)), at("rooms", day))
    assert ("Zaal 1" in found, "Veranderen" in found, "Zaal toevoegen" in found) == (True, False, False)


@pytest.mark.parametrize("name", ["rooms", "speakers", "workshops"])
def test_empty_list_says_what_to_do(day: Day, as_owner: Client, name: str) -> None:
    for kind in (Workshop, Speaker, Room):
        kind.objects.all().delete()
    assert 'class="empty"' in page(as_owner, at(name, day))


def test_room_is_added_after_the_others(day: Day, as_owner: Client, owner: User) -> None:
    answer = as_owner.post(at("room-add", day), ROOM, follow=True)
    assert "Opgeslagen: Zaal 2." in answer.content.decode()
    room = Room.objects.get(name="Zaal 2")
    assert (room.capacity, room.floor, room.features, room.position) == (40, "1", ["step-free", "tables"], 1)
    assert [(told(entry), entry.actor) for entry in AuditEntry.objects.all()] == [("voegde Zaal 2 toe", owner.pk)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "ZAAL 1"}, "Er is er al een met deze naam."),
        ({"name": ""}, "Dit veld is verplicht."),
        ({"capacity": "0"}, "Zorg ervoor dat deze waarde minstens 1 is."),
        ({"features": ["helicopter"]}, "Selecteer een geldige keuze."),
    ],
)
def test_room_that_is_not_right_is_told_and_what_was_typed_stays(
    day: Day, as_owner: Client, changes: dict[str, Any], sentence: str
) -> None:
    answer = as_owner.post(at("room-add", day), {**ROOM, **changes})
    found = answer.content.decode()
    assert (answer.status_code, sentence in found, 'name="floor"' in found, 'value="1"' in found) == (
        200,
        True,
        True,
        True,
    )
    assert Room.objects.count() == 1


def test_room_is_changed_and_undone(day: Day, as_owner: Client) -> None:
    room = Room.objects.get()
    as_owner.post(at("room", day, room), ROOM)
    room.refresh_from_db()
    assert (room.name, room.version) == ("Zaal 2", 2)
    steps.undo(day.pk)
    room.refresh_from_db()
    assert (room.name, room.capacity, room.version) == ("Zaal 1", 30, 3)


def test_second_organiser_sees_the_differences_and_can_save_after_all(day: Day, as_owner: Client) -> None:
    room = Room.objects.get()
    Room.objects.update(capacity=35, features=["screen"], version=2)
    answer = as_owner.post(at("room", day, room), {**ROOM, "name": "Zaal 1"})
    differences = [(each.label, each.mine, each.theirs) for each in answer.context["differences"]]
    assert answer.status_code == 409
    assert differences == [
        ("Aantal stoelen", "40", "35"),
        ("Verdieping of vleugel", "1", ""),
        ("Wat de zaal heeft", "tafels, zonder drempels bereikbaar", "scherm en beamer"),
    ]
    assert Room.objects.get().capacity == 35
    assert as_owner.post(at("room", day, room), {**ROOM, "seen": "2"}).status_code == 302
    assert Room.objects.get().capacity == 40


def test_somebody_who_changes_what_was_taken_away_is_told(day: Day, as_owner: Client) -> None:
    assert as_owner.post(at("room", day, Room(pk=day.pk)), ROOM).status_code == 404


def test_differences_of_a_workshop_are_told_by_name(day: Day, as_owner: Client) -> None:
    workshop = Workshop.objects.get()
    Workshop.objects.update(version=2, subject="zorg")
    sent = {"title": "Dialoog", "minimum": "0", "maximum": "20", "seen": "1"}
    answer = as_owner.post(at("workshop", day, workshop), sent)
    differences = [(each.label, each.mine, each.theirs) for each in answer.context["differences"]]
    assert (answer.status_code, differences) == (
        409,
        [
            ("Onderwerp", "", "zorg"),
            ("Begeleiders", "", "Noor van der Linden"),
            ("Wordt gegeven in", "", "ronde 1"),
        ],
    )


def test_speaker_with_a_photo_is_kept_small_and_shown_only_with_consent(day: Day, as_owner: Client) -> None:
    as_owner.post(at("speaker-add", day), {**SPEAKER, "picture": photo("Mila thuis.png")})
    speaker = Speaker.objects.get(given_name="Mila")
    with Image.open(settings.MEDIA_ROOT / (speaker.photo.name or "")) as kept:
        assert ("Mila" in (speaker.photo.name or ""), kept.size) == (False, (480, 320))
    assert "foto zonder toestemming" in page(as_owner, at("speakers", day))
    assert shown(as_owner, at("speaker-photo", day, speaker)) == (200, "image/png")
    assert as_owner.get(at("page-photo", day, speaker)).status_code == 404
    as_owner.post(at("speaker", day, speaker), {**SPEAKER, "photo_consent": "on"})
    speaker.refresh_from_db()
    assert (bool(speaker.photo), shown(as_owner, at("page-photo", day, speaker))) == (True, (200, "image/png"))


def test_photo_that_is_no_picture_is_told(day: Day, as_owner: Client) -> None:
    html = SimpleUploadedFile("foto.png", b"<script>alert(1)</script>")
    answer = as_owner.post(at("speaker-add", day), {**SPEAKER, "picture": html})
    assert "Dit is geen afbeelding die te lezen is." in answer.content.decode()
    assert Speaker.objects.count() == 1


def test_photo_of_somebody_who_came_second_is_thrown_away(day: Day, as_owner: Client) -> None:
    speaker = Speaker.objects.get()
    Speaker.objects.update(version=2)
    before = files()
    answer = as_owner.post(at("speaker", day, speaker), {**SPEAKER, "picture": photo()})
    assert (answer.status_code, files() - before, Speaker.objects.get().photo.name) == (409, 0, "")


def test_workshop_with_leaders_and_rounds_is_one_step(day: Day, as_owner: Client) -> None:
    second = Round.objects.create(day=day, number=2)
    sent = {
        "title": "Film",
        "minimum": "2",
        "maximum": "9",
        "seen": "1",
        "leaders": [str(Speaker.objects.get().pk)],
        "rounds": [str(second.pk)],
    }
    as_owner.post(at("workshop-add", day), sent)
    workshop = Workshop.objects.get(title="Film")
    assert ([str(each) for each in workshop.leaders.all()], workshop.rounds) == (["Noor van der Linden"], [second])
    assert [each.label for each in Step.objects.all()] == ["voegde Film toe"]
    steps.undo(day.pk)
    assert list(Workshop.objects.values_list("title", flat=True)) == ["Dialoog"]


def test_change_of_leaders_and_rounds_is_undone_with_the_rest(day: Day, as_owner: Client) -> None:
    workshop = Workshop.objects.get()
    as_owner.post(at("workshop", day, workshop), {"title": "Anders", "minimum": "0", "maximum": "5", "seen": "1"})
    workshop.refresh_from_db()
    assert (workshop.title, workshop.leaders.count(), workshop.rounds) == ("Anders", 0, [])
    steps.undo(day.pk)
    workshop.refresh_from_db()
    room = workshop.sessions.get().room
    assert (workshop.title, workshop.leaders.count(), str(room)) == ("Dialoog", 1, "Zaal 1")
    with pytest.raises(steps.NothingToUndoError):
        steps.undo(day.pk)


def test_workshop_with_a_minimum_above_its_maximum_is_refused(day: Day, as_owner: Client) -> None:
    sent = {"title": "Film", "minimum": "9", "maximum": "2", "seen": "1"}
    answer = as_owner.post(at("workshop-add", day), sent)
    assert (answer.status_code, answer.context["form"].errors) == (
        200,
        {"minimum": ["Dit is meer dan er hoogstens kunnen komen."]},
    )


def test_session_that_stays_keeps_its_room(day: Day, owner: User) -> None:
    second = Round.objects.create(day=day, number=2)
    workshop = Workshop.objects.get()
    give_in(owner, workshop, day.rounds.all())
    assert list(workshop.sessions.values_list("round__number", "room__name")) == [(1, "Zaal 1"), (2, None)]
    give_in(owner, workshop, [second])
    assert workshop.rounds == [second]


@pytest.mark.parametrize("name", ["room", "speaker", "workshop"])
def test_taking_away_is_asked_first_and_can_be_undone(day: Day, as_owner: Client, name: str) -> None:
    kinds: dict[str, Any] = {"room": Room, "speaker": Speaker, "workshop": Workshop}
    part = kinds[name].objects.get()
    address = at(f"{name}-remove", day, part)
    assert f"“{part}” weghalen?" in page(as_owner, address)
    assert kinds[name].objects.count() == 1
    answer = as_owner.post(address, follow=True)
    assert f"{part} is weggehaald." in answer.content.decode()
    assert kinds[name].objects.count() == 0
    steps.undo(day.pk)
    assert kinds[name].objects.get() == part


def test_what_takes_place_in_a_room_stays_and_gets_it_back(day: Day, owner: User) -> None:
    remove_part(owner, Room.objects.get())
    assert (ProgrammeItem.objects.get(title="Opening").room, Session.objects.get().room) == (None, None)
    steps.undo(day.pk)
    room = Room.objects.get()
    assert (ProgrammeItem.objects.get(title="Opening").room, Session.objects.get().room) == (room, room)


def test_leader_who_is_taken_away_leads_again_after_undo(day: Day, owner: User) -> None:
    speaker = Speaker.objects.get()
    assert list(speaker.workshops.all()) == [Workshop.objects.get()]
    day.items.get(title="Opening").speakers.add(speaker)
    remove_part(owner, Speaker.objects.get())
    assert Workshop.objects.get().leaders.count() == 0
    steps.undo(day.pk)
    assert (list(Workshop.objects.get().leaders.all()), list(speaker.items.all())) == (
        [speaker],
        [day.items.get(title="Opening")],
    )


def test_part_of_another_day_is_not_found(day: Day, as_owner: Client, stranger: User) -> None:
    other = Room.objects.create(day=Day.objects.exclude(pk=day.pk).get(), name="Elders", capacity=3)
    for name in ("room", "room-remove"):
        assert (as_owner.get(at(name, day, other)).status_code, as_owner.post(at(name, day, other)).status_code) == (
            404,
            404,
        )


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("room", ROOM),
        ("speaker", SPEAKER),
        ("workshop", {"title": "Film", "minimum": "0", "maximum": "9", "seen": "1"}),
    ],
)
def test_another_one_is_added_right_after_when_asked(
    day: Day, as_owner: Client, name: str, given: dict[str, Any]
) -> None:
    answer = as_owner.post(at(f"{name}-add", day), {**given, "another": "1"}, follow=True)
    assert answer.redirect_chain == [(at(f"{name}-add", day), 302)]
    assert "Opgeslagen: " in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "field", "given"),
    [("speaker", "biography", SPEAKER), ("workshop", "description", {"title": "F", "minimum": "0", "maximum": "9"})],
)
def test_text_that_is_far_too_long_is_told_and_not_kept(
    day: Day, as_owner: Client, name: str, field: str, given: dict[str, Any]
) -> None:
    answer = as_owner.post(at(f"{name}-add", day), {"seen": "1", **given, field: "x" * 32_768})
    sentence = "Zorg dat deze waarde niet meer dan 32767 tekens bevat (het zijn er nu 32768)."
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    answer = as_owner.post(at(f"{name}-add", day), {"seen": "1", **given, field: "x" * 32_767})
    assert answer.status_code == 302


def test_list_says_what_to_do_next_to_whoever_may(day: Day, as_owner: Client, join: Join) -> None:
    Day.objects.filter(pk=day.pk).update(venue="Hal", host="De Brug", contact_email="dag@example.org")
    Workshop.objects.all().delete()
    link = f'href="{at("workshops", day)}">Volgende stap: Voeg de workshops toe</a>'
    viewer = signed_in(join(Role.VIEWER))
    found = [link in page(client, at("rooms", day)) for client in (as_owner, viewer)]
    assert (found, "Volgende stap" in page(as_owner, at("workshops", day))) == ([True, False], False)
