# SPDX-License-Identifier: EUPL-1.2
"""Leaders: a link of their own, who comes as far as people agreed, material; and who may have that."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from changing_people import own_page
from material_files import pdf
from placed_people import session, who
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day, Speaker, Workshop
from regiodag.messages.late import Words, filled
from regiodag.messages.models import Mail
from regiodag.placements.actions import leaders as actions
from regiodag.placements.actions.leaders import give_material, send_leader_link
from regiodag.placements.actions.retention import sweep_material
from regiodag.placements.links import leader_page, leader_token_of
from regiodag.placements.material import checked
from regiodag.placements.models import LeaderPage, LeaderRules, Material, Placement
from regiodag.placements.queries.leaders import leading
from regiodag.registrations.links import token_of
from regiodag.registrations.models import Answer, FormField, FormSection

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(changing: Placement) -> Speaker:
    """Who leads Dialoog: in round 1 Dee comes, in round 2 Cas."""
    found: Speaker = Workshop.objects.get(title="Dialoog").leaders.get()
    found.email = "leider@example.org"
    found.save()
    return found


def link(leader: Speaker) -> str:
    return reverse("leader", args=[leader_token_of(leader_page(leader))])


def consent(day: Day, *names: str) -> FormField:
    """Let these people agree that leaders see their name, and let that be the question."""
    section = FormSection.objects.filter(form__day=day)[0]
    field = FormField.objects.create(section=section, kind="consent", label="Mijn naam mag", purpose="x")
    for name in names:
        Answer.objects.create(participant=who(name), field=field, value=True)
    LeaderRules.objects.create(day=day, consent=field)
    return field


def upload(leader: Speaker, name: str = "praatje.pdf", content: bytes | None = None) -> str:
    """What a leader reads after uploading a file."""
    workshop = Workshop.objects.get(title="Dialoog")
    where = reverse("leader-give", args=[leader_token_of(leader_page(leader)), workshop.pk])
    sent = {"file": SimpleUploadedFile(name, pdf() if content is None else content)}
    return Client().post(where, sent, follow=True).content.decode()


def given(leader: Speaker) -> Material:
    return give_material(
        leader, Workshop.objects.get(title="Dialoog"), checked(SimpleUploadedFile("praatje.pdf", pdf()))
    )


def test_leader_gets_a_link_by_mail_that_stands_in_no_database(leader: Speaker, owner: User, as_owner: Client) -> None:
    as_owner.post(reverse("leaders-send", args=[leader.day_id]), {"speaker": "all"})
    mail = Mail.objects.get(kind="leader-link")
    token = leader_token_of(LeaderPage.objects.get(speaker=leader))
    assert (mail.to, token in mail.text + mail.html) == ("leider@example.org", False)
    assert f"/lead/{token}/" in filled(Words(mail.text), mail.about).text
    outbox = as_owner.get(reverse("mail-of-day", args=[leader.day_id, mail.pk])).content.decode()
    assert (str(leader) in outbox, token in outbox) == (True, False)
    entry = AuditEntry.objects.get(action="leaders.link-sent")
    assert (entry.actor, entry.subject) == (owner.pk, f"speaker:{leader.pk}")
    assert "Opnieuw sturen" in as_owner.get(reverse("leaders", args=[leader.day_id])).content.decode()


def test_link_that_is_replaced_opens_nothing_any_more(leader: Speaker, owner: User) -> None:
    old = link(leader)
    assert Client().get(old).status_code == 200
    send_leader_link(owner, leader, anew=True)
    assert (Client().get(old).status_code, Client().get(link(leader)).status_code) == (404, 200)


def test_leader_without_an_address_is_sent_nothing(leader: Speaker, as_owner: Client) -> None:
    Speaker.objects.update(email="")
    answer = as_owner.post(reverse("leaders-send", args=[leader.day_id]), {"speaker": str(leader.pk)}, follow=True)
    assert "Er is niets verstuurd" in answer.content.decode()
    assert not Mail.objects.exists()


def test_leader_sees_how_many_come_and_without_consent_no_names(leader: Speaker) -> None:
    page = Client().get(link(leader)).content.decode()
    assert (page.count("Er komt 1 persoon"), "11:00–12:00" in page, "Zaal 1" in page) == (2, True, True)
    assert [name for name in ("Ada", "Bo V", "Cas", "Dee") if name in page] == []


def test_leader_sees_the_names_of_those_who_agreed_and_of_nobody_else(leader: Speaker) -> None:
    field = consent(leader.day, "Dee", "Ada")
    Answer.objects.create(participant=who("Cas"), field=field, value=False)
    dee = who("Dee")
    dee.organisation_typed = "De Brug (fictief)"
    dee.save()
    found = [[(one.name, one.organisation) for one in led.visitors] for led in leading(leader)[0].sessions]
    assert found == [[("Dee Voorbeeld", "De Brug (fictief)")], []]
    assert [led.others for led in leading(leader)[0].sessions] == [0, 1]


def test_leader_sees_nothing_of_who_comes_before_it_is_published(leader: Speaker) -> None:
    consent(leader.day, "Dee")
    Day.objects.update(state="placed")
    page = Client().get(link(leader)).content.decode()
    assert (page.count("Wie er komen is bekend zodra"), "Dee" in page) == (2, False)


def test_file_is_kept_outside_what_is_served_and_given_as_a_file_that_may_do_nothing(leader: Speaker) -> None:
    assert "Het bestand is bewaard." in upload(leader)
    kept = Material.objects.get()
    assert (str(kept), kept.size, kept.shown, "praatje" in str(kept.file.name)) == (
        "praatje.pdf",
        len(pdf()),
        False,
        False,
    )
    answer = Client().get(reverse("leader-file", args=[link(leader).split("/")[2], kept.pk]))
    wanted = ("Content-Type", "Content-Disposition", "X-Content-Type-Options")
    assert (answer.content, *[answer.headers[each] for each in wanted]) == (
        pdf(), "application/pdf", 'attachment; filename="praatje.pdf"', "nosniff",
    )  # fmt: skip
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert AuditEntry.objects.get(action="leaders.material-given").detail.facts == {
        "file": "praatje.pdf", "title": "Dialoog",
    }  # fmt: skip


def test_file_that_may_not_be_kept_is_told_on_the_page_and_nothing_is_kept(leader: Speaker) -> None:
    assert "Dit bestand is niet van de soort die de naam zegt" in upload(leader, content=b"<html>")
    assert not Material.objects.exists()


def test_more_files_than_a_workshop_may_have_are_refused(leader: Speaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_FILES", 1)
    upload(leader)
    assert "Er zijn te veel bestanden." in upload(leader)
    assert Material.objects.count() == 1


def test_leader_reaches_no_workshop_and_no_file_of_somebody_else(leader: Speaker) -> None:
    other = Speaker.objects.create(day=leader.day, given_name="Olle", family_name="Ander")
    file = given(leader)
    token = leader_token_of(leader_page(other))
    where = [
        reverse("leader-file", args=[token, file.pk]), reverse("leader-file-remove", args=[token, file.pk]),
        reverse("leader-give", args=[token, file.workshop_id]),
    ]  # fmt: skip
    assert [Client().get(where[0]).status_code, *[Client().post(each).status_code for each in where[1:]]] == [404] * 3
    assert Material.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_file_that_is_removed_is_gone_from_the_disk_too(leader: Speaker, as_owner: Client) -> None:
    file = given(leader)
    path = Path(file.file.path)
    assert path.read_bytes() == pdf()
    Client().post(reverse("leader-file-remove", args=[link(leader).split("/")[2], file.pk]))
    assert (path.exists(), Material.objects.count()) == (False, 0)
    second = given(leader)
    as_owner.post(reverse("leaders-file-remove", args=[leader.day_id, second.pk]))
    assert (Path(second.file.path).exists(), Material.objects.count()) == (False, 0)


def test_only_participants_of_the_workshop_get_a_file_and_only_once_organisers_let_them(
    leader: Speaker, as_owner: Client
) -> None:
    file = given(leader)

    def status(name: str) -> int:
        return Client().get(reverse("my-material", args=[token_of(who(name)), file.pk])).status_code

    assert (status("Dee"), "praatje.pdf" in own_page("Dee")) == (404, False)
    where = reverse("leaders-file-show", args=[leader.day_id, file.pk])
    as_owner.post(where, {"shown": "on"})
    assert [status(each) for each in ("Dee", "Cas", "Ada", "Bo")] == [200, 200, 404, 404]
    assert ("praatje.pdf" in own_page("Dee"), "praatje.pdf" in own_page("Ada")) == (True, False)
    assert as_owner.get(reverse("leaders-file", args=[leader.day_id, file.pk])).content == pdf()
    as_owner.post(where, {})
    assert status("Dee") == 404


def test_organisers_choose_which_consent_covers_it(leader: Speaker, as_owner: Client) -> None:
    where = reverse("leaders-rules", args=[leader.day_id])
    as_owner.get(where)
    assert not LeaderRules.objects.exists()
    field = consent(leader.day)
    LeaderRules.objects.update(consent=None)
    as_owner.post(where, {"seen": 1, "consent": str(field.pk)})
    rules = LeaderRules.objects.get()
    assert (rules.consent, rules.version) == (field, 2)
    assert as_owner.post(where, {"seen": 1, "consent": ""}).status_code == 409
    assert "Mijn naam mag" in as_owner.get(reverse("leaders", args=[leader.day_id])).content.decode()


def test_workshop_that_moves_is_seen_at_once(leader: Speaker) -> None:
    first = session(leader.day, "D", 1)
    first.room = None
    first.save()
    assert "De zaal wordt nog bekend." in Client().get(link(leader)).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("after", "swept"), [(timedelta(weeks=8), 0), (timedelta(weeks=8, days=1), 1)])
def test_material_goes_eight_weeks_after_the_day_with_its_file(leader: Speaker, after: timedelta, swept: int) -> None:
    path = Path(given(leader).file.path)
    day = leader.day
    assert day.date is not None
    assert sweep_material(day.date + after) == swept
    assert (Material.objects.count(), path.exists()) == (1 - swept, not swept)
    assert AuditEntry.objects.filter(action="leaders.material-forgotten").count() == swept
    assert sweep_material(day.date + after) == 0


def test_material_of_a_day_without_a_date_stays(leader: Speaker) -> None:
    given(leader)
    Day.objects.update(date=None)
    assert (sweep_material(date(2099, 1, 1)), Material.objects.count()) == (0, 1)


def test_pages_tell_until_when_files_are_kept(leader: Speaker, as_owner: Client) -> None:
    given(leader)
    Day.objects.update(date=date(2030, 9, 12))
    pages = [Client().get(link(leader)), as_owner.get(reverse("leaders", args=[leader.day_id]))]
    assert ["Bestanden worden bewaard tot en met 7 november 2030" in each.content.decode() for each in pages] == [
        True
    ] * 2
