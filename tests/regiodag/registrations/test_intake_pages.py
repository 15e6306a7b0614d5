# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from intake_files import HEADINGS, mistaken, prepare, usual, workbook
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.messages.models import Mail
from regiodag.registrations.actions.intake import keep_file
from regiodag.registrations.models import ImportedFile, Invitee, Participant
from regiodag.registrations.reading import Grid, TooMuchError
from regiodag_people import signed_in

pytestmark = pytest.mark.django_db
CONTACTS = Grid(
    "", 1, ("Naam", "E-mail", "Organisatie"),
    ((2, ("Ada Appelboom", "ada@example.org", "Anders")), (3, ("Bo Appelboom", "geen", ""))),
)  # fmt: skip


@pytest.fixture
def noor(day: Day) -> Participant:
    return prepare(day)


def grid_of(count: int) -> Grid:
    cells = [tuple("" if cell is None else str(cell) for cell in row.cells()) for row in mistaken()[:count]]
    return Grid("Form1", 1, HEADINGS, tuple(enumerate(cells, start=2)))


def upload(client: Client, day: Day, content: bytes, name: str = "antwoorden.xlsx", kind: str = "registrations") -> Any:
    data = {"file": SimpleUploadedFile(name, content), "kind": kind}
    return client.post(reverse("participants-import", args=[day.pk]), data)


def page_of(file: ImportedFile) -> str:
    return reverse("participants-import-check", args=[file.day_id, file.pk])


def seen_on(answer: Any) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', answer.content.decode())
    assert found
    return found[1]


def notices(answer: Any) -> list[str]:
    return [str(each) for each in answer.context["messages"]]


def test_file_is_uploaded_looked_at_brought_in_and_undone(day: Day, noor: Participant, as_owner: Client) -> None:
    answer = upload(as_owner, day, workbook(usual()[:4]))
    file = ImportedFile.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, page_of(file))
    shown = as_owner.get(page_of(file))
    assert [each.name for each in shown.context["plan"].new] == [
        "Ada Appelboom", "Bo Appelboom", "Cas Appelboom", "Dee Appelboom"
    ]  # fmt: skip
    assert Participant.objects.count() == 1
    done = as_owner.post(page_of(file), {"do": "it", "seen": seen_on(shown)}, follow=True)
    assert notices(done) == ["Het bestand is ingelezen: 4 nieuw, 0 gewijzigd."]
    assert (Participant.objects.count(), Mail.objects.count()) == (5, 0)
    again = as_owner.post(page_of(file), {"do": "it", "seen": seen_on(shown)}, follow=True)
    assert (again.status_code, Participant.objects.count()) == (200, 5)
    undone = as_owner.post(reverse("participants-import-undo", args=[day.pk, file.pk]), follow=True)
    assert notices(undone) == ["Het inlezen is ongedaan gemaakt. Alles is zoals het was."]
    assert list(Participant.objects.all()) == [noor]


def test_what_is_chosen_is_kept_and_there_again_later(day: Day, noor: Participant, owner: User) -> None:
    client, file = signed_in(owner), keep_file(owner, day, grid_of(70))
    choices = {"do": "look", "choice-many": "first", "column-8": "", "csrf": "x", f"choice-{'x' * 99}": "y"}
    client.post(page_of(file), choices)
    file.refresh_from_db()
    assert file.choices == {"many": "first", "column-8": ""}
    plan = client.get(page_of(file)).context["plan"]
    assert [each.chosen for each in plan.findings if each.key == "many"] == ["first"]
    assert [each.use for each in plan.columns if each.position == 8] == [""]


def test_what_moved_is_shown_again_with_what_was_chosen(day: Day, noor: Participant, owner: User) -> None:
    client, file = signed_in(owner), keep_file(owner, day, grid_of(3))
    seen = seen_on(client.get(page_of(file)))
    day.workshops.get(title="Dialoog").delete()
    answer = client.post(page_of(file), {"do": "it", "seen": seen})
    assert (answer.status_code, Participant.objects.count()) == (409, 1)
    assert "Er is intussen iets veranderd" in answer.content.decode()


def test_undo_tells_who_stayed(day: Day, noor: Participant, owner: User) -> None:
    client, file = signed_in(owner), keep_file(owner, day, grid_of(2))
    client.post(page_of(file), {"do": "it", "seen": seen_on(client.get(page_of(file)))})
    Participant.objects.filter(given_name="Ada").update(version=2)
    shown = client.post(reverse("participants-import-undo", args=[day.pk, file.pk]), follow=True)
    assert [str(each) for each in shown.context["stayed"]] == ["Ada Appelboom"]
    assert notices(shown)[-1] == "Het inlezen is ongedaan gemaakt, maar niet voor iedereen: zie hieronder."


def test_undo_says_first_what_it_does_and_who_was_mailed(day: Day, noor: Participant, owner: User) -> None:
    client, file = signed_in(owner), keep_file(owner, day, grid_of(4))
    seen = seen_on(client.get(page_of(file)))
    client.post(page_of(file), {"do": "it", "seen": seen, "send-links": "yes"})
    Participant.objects.filter(given_name="Ada").update(version=2)
    for name in ("Bo", "Ada"):
        Mail.objects.filter(about__in=Participant.objects.filter(given_name=name).values("pk")).update(state="sent")
    asked = client.get(reverse("participants-import-undo", args=[day.pk, file.pk]))
    undoing = asked.context["undoing"]
    assert sorted(str(each) for each in undoing.gone) == ["Bo Appelboom", "Cas Appelboom", "Dee Appelboom"]
    assert ([str(each) for each in undoing.stay], undoing.mailed, undoing.restored) == (["Ada Appelboom"], 1, [])
    for words in (
        "3 mensen die nieuw waren, worden verwijderd",
        "1 persoon is sindsdien veranderd",
        "heeft al mail gehad",
    ):
        assert words in asked.content.decode()
    assert (Participant.objects.count(), ImportedFile.objects.get().state) == (5, "done")


def test_undo_asks_nothing_about_a_file_of_which_nothing_can_be_undone(day: Day, owner: User) -> None:
    file = keep_file(owner, day, grid_of(1))
    answer = signed_in(owner).get(reverse("participants-import-undo", args=[day.pk, file.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, page_of(file))


def test_every_row_can_be_reached_and_what_is_chosen_on_a_page_is_kept(
    day: Day, noor: Participant, owner: User
) -> None:
    client, file = signed_in(owner), keep_file(owner, day, grid_of(180))
    first = client.get(page_of(file)).context["lists"]
    assert [(each.kind, each.count) for each in first.tabs] == [
        ("wrong", 5),
        ("doubtful", 5),
        ("changed", 0),
        ("new", 173),
    ]
    assert (first.tab.kind, first.here) == ("wrong", "wrong-1")
    sent = [{"to": f"new-{number}", "choice-many": "first"} for number in range(1, 5)]
    shown = [client.post(page_of(file), each, follow=True).context for each in sent]
    names = [each.name for context in shown for each in context["lists"].page]
    assert sorted(names) == sorted(each.name for each in shown[-1]["plan"].new)
    assert (len(names), [context["lists"].here for context in shown]) == (174, [each["to"] for each in sent])
    again = client.post(page_of(file), {"do": "look", "here": "new-4", "send-links": "yes"})
    assert again.headers["Location"] == f"{page_of(file)}?show=new&page=4&links=yes#list"
    assert 'value="yes" checked' in client.get(again.headers["Location"]).content.decode()


@pytest.mark.parametrize("to", ["changed-1", "nothing-x", "-", "new-99999999999999999999"])
def test_list_that_is_not_there_is_the_nearest_that_is(day: Day, noor: Participant, owner: User, to: str) -> None:
    client, file = signed_in(owner), keep_file(owner, day, grid_of(3))
    assert client.post(page_of(file), {"to": to}, follow=True).context["lists"].here == "new-1"


def test_language_of_the_file_is_chosen_with_it_and_can_be_changed(
    day: Day, noor: Participant, as_owner: Client
) -> None:
    data = {"file": SimpleUploadedFile("a.csv", b"Naam;E-mail\nAda Appel;ada@example.org"), "kind": "registrations"}
    as_owner.post(reverse("participants-import", args=[day.pk]), {**data, "language": "en"})
    file = ImportedFile.objects.get()
    assert as_owner.get(page_of(file)).context["mail_language"] == "en"
    as_owner.post(page_of(file), {"choice-language": "nl"})
    file.refresh_from_db()
    assert file.choices == {"language": "nl"}
    as_owner.post(page_of(file), {"choice-language": "en"})
    as_owner.post(page_of(file), {"do": "it", "seen": seen_on(as_owner.get(page_of(file)))})
    assert Participant.objects.get(email="ada@example.org").language == "en"


def test_links_go_to_who_is_new_only_when_the_box_is_ticked(day: Day, noor: Participant, owner: User) -> None:
    client, file = signed_in(owner), keep_file(owner, day, grid_of(2))
    seen = seen_on(client.get(page_of(file)))
    client.post(page_of(file), {"do": "it", "seen": seen, "send-links": "yes"})
    assert Mail.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"<html></html>", "Dit is een webpagina met de naam van een werkmap."),
        ("a.csv", b"", "Het verstuurde bestand is leeg."),
    ],
)
def test_file_that_cannot_be_read_is_told(as_owner: Client, day: Day, name: str, content: bytes, told: str) -> None:
    answer = upload(as_owner, day, content, name)
    assert answer.context["form"].errors["file"][0].startswith(told)
    assert ImportedFile.objects.count() == 0


def test_file_that_is_too_much_is_told(as_owner: Client, day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> Grid:
        raise TooMuchError

    monkeypatch.setattr("regiodag.registrations.forms.intake.read", refuse)
    answer = upload(as_owner, day, b"a;b", "a.csv")
    assert answer.context["form"].errors["file"][0].startswith("Er staat meer in dit bestand dan een dag ooit heeft")


def test_file_is_thrown_away_after_asking(day: Day, owner: User) -> None:
    file, client = keep_file(owner, day, grid_of(1)), signed_in(owner)
    where = reverse("participants-import-forget", args=[day.pk, file.pk])
    assert "Dit bestand weggooien?" in client.get(where).content.decode()
    assert ImportedFile.objects.count() == 1
    client.post(where)
    assert ImportedFile.objects.count() == 0


def test_file_of_another_day_is_not_there(day: Day, owner: User) -> None:
    other = Day.objects.create(series=day.series, title="Andere dag")
    file = keep_file(owner, other, grid_of(1))
    client = signed_in(owner)
    for name in ("check", "undo", "forget"):
        path = reverse(f"participants-import-{name}", args=[day.pk, file.pk])
        answer = client.get(path) if name == "check" else client.post(path)
        assert answer.status_code == 404
    assert client.get(reverse("participants-import-check", args=[day.pk, uuid4()])).status_code == 404


def test_contacts_have_a_language(day: Day, owner: User) -> None:
    grid = Grid("", 1, ("E-mail", "Taal"), ((2, ("ada@example.org", "Engels")), (3, ("bo@example.org", "Frans"))))
    client, file = signed_in(owner), keep_file(owner, day, grid, ImportedFile.Kind.CONTACTS, "nl")
    shown = client.get(page_of(file))
    assert [(each.kind, each.count) for each in shown.context["lists"].tabs] == [
        ("wrong", 0),
        ("doubtful", 1),
        ("new", 2),
    ]
    client.post(page_of(file), {"do": "it", "seen": seen_on(shown)})
    assert sorted(Invitee.objects.values_list("email", "language")) == [
        ("ada@example.org", "en"),
        ("bo@example.org", "nl"),
    ]
    asked = client.get(reverse("participants-import-undo", args=[day.pk, file.pk]))
    assert "2 mensen gaan van de lijst" in asked.content.decode()


def test_contacts_come_on_the_list_and_are_no_participants(day: Day, owner: User) -> None:
    client, file = signed_in(owner), keep_file(owner, day, CONTACTS, ImportedFile.Kind.CONTACTS)
    shown = client.get(page_of(file))
    plan = shown.context["plan"]
    assert ([str(each) for each in plan.new], [each.row for each in plan.findings]) == (["Ada Appelboom"], [3])
    done = client.post(page_of(file), {"do": "it", "seen": seen_on(shown)}, follow=True)
    assert notices(done) == ["1 persoon toegevoegd. Er is nog niets verstuurd."]
    assert list(Invitee.objects.values_list("email", "organisation")) == [("ada@example.org", "Anders")]
    assert (Participant.objects.count(), Mail.objects.count()) == (0, 0)
    client.post(reverse("participants-import-undo", args=[day.pk, file.pk]))
    assert Invitee.objects.count() == 0
