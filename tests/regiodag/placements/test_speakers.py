# SPDX-License-Identifier: EUPL-1.2
"""Whoever speaks to everybody has a page as leaders have: room, time, how many come, material; and gets messages."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from changing_people import own_page
from material_files import pdf
from placed_people import who
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day, ProgrammeItem, Room, Speaker, Workshop
from regiodag.mailings.actions.write import approve, make_draft
from regiodag.mailings.models import Mailing
from regiodag.mailings.queries import people_of
from regiodag.messages.late import Words, filled
from regiodag.messages.models import Mail
from regiodag.placements.links import leader_page, leader_token_of
from regiodag.placements.models import Material, Placement
from regiodag.registrations.actions.register import cancel
from regiodag.registrations.links import token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker(changing: Placement) -> Speaker:
    """Who speaks in the opening, in Zaal 1, and leads nothing."""
    day = changing.day
    made = Speaker.objects.create(day=day, given_name="Mila", family_name="Spreker", email="mila@example.org")
    opening(day).speakers.add(made)
    return made


def opening(day: Day) -> ProgrammeItem:
    found: ProgrammeItem = day.items.get(title="Opening")
    return found


def token(speaker: Speaker) -> str:
    return leader_token_of(leader_page(speaker))


def page(speaker: Speaker) -> str:
    return Client().get(reverse("leader", args=[token(speaker)])).content.decode()


def upload(speaker: Speaker, item: ProgrammeItem) -> int:
    where = reverse("leader-give-part", args=[token(speaker), item.pk])
    return Client().post(where, {"file": SimpleUploadedFile("praatje.pdf", pdf())}).status_code


def test_speaker_sees_when_where_and_how_many_come_and_no_names(speaker: Speaker) -> None:
    ProgrammeItem.objects.filter(title="Opening").update(room=Room.objects.get())
    cancel(who("Dee"))
    told = page(speaker)
    assert [each in told for each in ("Opening", "09:00–09:30", "Zaal 1", "Er komen 3 mensen naar de dag")] == [
        True
    ] * 4
    assert [name for name in ("Ada", "Bo V", "Cas", "Dee") if name in told] == []
    assert "De pagina van Mila Spreker, die spreekt" in told


def test_speaker_is_sent_a_link_that_says_what_they_do(speaker: Speaker, as_owner: Client) -> None:
    as_owner.post(reverse("leaders-send", args=[speaker.day_id]), {"speaker": str(speaker.pk)})
    mail = Mail.objects.get(kind="leader-link")
    assert (mail.to, mail.subject) == (
        "mila@example.org",
        "Uw bijdrage aan Netwerkdag 2030: wanneer en waar, en uw materiaal",
    )
    assert "U werkt mee aan" in mail.text
    assert f"/lead/{token(speaker)}/" in filled(Words(mail.text), mail.about).text


def test_material_of_a_speaker_is_for_everybody_who_comes_once_organisers_let_them(
    speaker: Speaker, as_owner: Client
) -> None:
    assert upload(speaker, opening(speaker.day)) == 302
    file = Material.objects.get()
    assert AuditEntry.objects.get(action="leaders.material-given").detail.facts == {
        "file": "praatje.pdf", "title": "Opening",
    }  # fmt: skip
    mine = reverse("my-material", args=[token_of(who("Ada")), file.pk])
    assert (Client().get(mine).status_code, "praatje.pdf" in own_page("Ada")) == (404, False)
    as_owner.post(reverse("leaders-file-show", args=[speaker.day_id, file.pk]), {"shown": "on"})
    assert (Client().get(mine).content, "praatje.pdf" in own_page("Dee")) == (pdf(), True)
    cancel(who("Ada"))
    assert Client().get(mine).status_code == 404
    Day.objects.update(state="placed")
    assert "praatje.pdf" not in own_page("Dee")
    organisers = as_owner.get(reverse("leaders", args=[speaker.day_id])).content.decode()
    assert ("praatje.pdf" in organisers, "Mila Spreker" in organisers) == (True, True)


def test_speaker_reaches_no_part_and_no_file_of_somebody_else(speaker: Speaker) -> None:
    other = ProgrammeItem.objects.filter(day=speaker.day).exclude(title="Opening")[0]
    assert upload(speaker, other) == 404
    upload(speaker, opening(speaker.day))
    leader = Workshop.objects.get(title="Dialoog").leaders.get()
    file = Material.objects.get()
    answers = [
        Client().get(reverse("leader-file", args=[token(leader), file.pk])),
        Client().post(reverse("leader-file-remove", args=[token(leader), file.pk])),
    ]
    assert [each.status_code for each in answers] == [404, 404]
    assert Client().get(reverse("leader-file", args=[token(speaker), file.pk])).content == pdf()


def test_material_is_of_one_thing_only(speaker: Speaker) -> None:
    with pytest.raises(IntegrityError):
        Material.objects.create(name="los", suffix=".pdf", size=1, speaker=speaker)


def test_organiser_writes_to_speakers_and_leaders_each_with_their_own_link(speaker: Speaker, owner: User) -> None:
    day = speaker.day
    leader: Speaker = Workshop.objects.get(title="Dialoog").leaders.get()
    Speaker.objects.create(day=day, given_name="Niemand", family_name="Nergens", email="niemand@example.org")
    text = "Dag {voornaam},\n\nzie {link-begeleider}\n"
    mailing = make_draft(owner, Mailing(day=day, subject="Vraag", text=text, audience="leaders", language="nl"))
    assert [each.email for each in people_of(mailing)] == ["mila@example.org"]
    Speaker.objects.filter(pk=leader.pk).update(email="leider@example.org")
    approve(owner, mailing, mailing.version)
    mails = {each.to: each for each in Mail.objects.filter(kind="mailing")}
    assert {*mails} == {"mila@example.org", "leider@example.org"}
    mail = mails["mila@example.org"]
    assert (mail.text.startswith("Dag Mila,"), token(speaker) in mail.text + mail.html) == (True, False)
    assert f"/lead/{token(speaker)}/" in filled(Words(mail.text), mail.about).text


def test_link_of_participants_is_for_nobody_else_and_that_of_leaders_neither(speaker: Speaker, owner: User) -> None:
    mailing = Mailing(day=speaker.day, subject="x", text="{persoonlijke-link}", audience="leaders", language="nl")
    make_draft(owner, mailing)
    approve(owner, mailing, mailing.version)
    assert "[[" not in Mail.objects.get(kind="mailing").text
    everybody = Mailing(day=speaker.day, subject="x", text="{link-begeleider}", audience="coming", language="nl")
    make_draft(owner, everybody)
    approve(owner, everybody, everybody.version)
    assert ["[[" in each.text for each in Mail.objects.filter(to__startswith="ada.")] == [False]
