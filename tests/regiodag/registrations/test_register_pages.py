# SPDX-License-Identifier: EUPL-1.2
"""Registering as whoever does it sees it: when it can be done, what is kept, and what a page does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regiodag.accounts.models import AuditEntry
from regiodag.days.models import Day, Round, Session, Speaker, Workshop
from regiodag.days.states import State
from regiodag.messages.models import Mail
from regiodag.registrations.actions.register import Submission, cancel, register
from regiodag.registrations.forms.register import RegisterForm, name_of
from regiodag.registrations.models import FormField, Participant, RegistrationForm
from regiodag.registrations.queries import fields_of

pytestmark = pytest.mark.django_db

KEY = UUID(int=7)


@pytest.fixture(autouse=True)
def counting_begins_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def open_day(day: Day) -> Day:
    day.state = State.OPEN
    day.save()
    return day


def at(name: str, day: Day, **more: Any) -> str:
    return reverse(name, kwargs={"day_id": day.pk, **more})


def filled(**more: Any) -> dict[str, Any]:
    return {
        "key": str(KEY), "given_name": "Ada", "prefix": "van", "family_name": "Voorbeeld", "email": "ada@example.org",
        "organisation": "Opvang De Brug (fictief)", "function": "adviseur", **more,
    }  # fmt: skip


def sent(day: Day, **more: Any) -> Any:
    return Client().post(at("register", day), filled(**more))


def field(day: Day, kind: str) -> FormField:
    return next(each for each in fields_of(day) if each.kind == kind)


def people() -> list[tuple[str, str]]:
    return list(Participant.objects.order_by("made").values_list("email", "state"))


def words(answer: Any) -> str:
    """What the page says, without what a browser does not show."""
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert main is not None
    return " ".join(re.sub(r"<[^>]+>", " ", main[0]).split())


def form_is_shown(answer: Any) -> bool:
    return 'name="given_name"' in answer.content.decode()


def test_form_registers_with_wishes_and_answers(open_day: Day) -> None:
    film = Workshop.objects.create(day=open_day, title="Film", maximum=9)
    dialogue = open_day.workshops.get(title="Dialoog")
    wishes, diet = (name_of(field(open_day, kind)) for kind in ("wishes", "diet"))
    answer = sent(open_day, **{wishes: [str(film.pk), str(dialogue.pk)], diet: "geen noten"})
    assert (answer.status_code, answer.headers["Location"]) == (302, at("register-done", open_day))
    ada = Participant.objects.get()
    assert (str(ada), ada.email, ada.organisation_typed, ada.function, ada.state, ada.submission) == (
        "Ada van Voorbeeld", "ada@example.org", "Opvang De Brug (fictief)", "adviseur", "registered", KEY,
    )  # fmt: skip
    assert list(ada.preferences.values_list("rank", "workshop__title")) == [(1, "Film"), (2, "Dialoog")]
    assert list(Mail.objects.values_list("to", "kind")) == [("ada@example.org", "registered")]


def test_form_that_is_sent_twice_registers_once(open_day: Day) -> None:
    assert [sent(open_day).status_code, sent(open_day).status_code] == [302, 302]
    assert (people(), Mail.objects.count()) == ([("ada@example.org", "registered")], 1)


def test_form_that_is_sent_again_after_closing_is_found(open_day: Day) -> None:
    sent(open_day)
    Day.objects.update(state=State.CLOSED)
    assert sent(open_day).headers["Location"] == at("register-done", open_day)


def test_known_and_unknown_address_get_the_same_answer(open_day: Day) -> None:
    register(open_day, Submission("Eva", "Ander", "eva@example.org"))
    known = sent(open_day, key=str(UUID(int=1)), email="eva@example.org")
    unknown = sent(open_day, key=str(UUID(int=2)), email="ada@example.org")
    told = [(each.status_code, each.headers["Location"], each.content) for each in (known, unknown)]
    assert told[0] == told[1] == (302, at("register-done", open_day), b"")
    assert known.cookies.keys() == unknown.cookies.keys()
    assert people() == [("eva@example.org", "registered"), ("ada@example.org", "registered")]
    assert AuditEntry.objects.count() == 2
    assert list(Mail.objects.order_by("made", "pk").values_list("to", "kind")) == [
        ("eva@example.org", "registered"), ("eva@example.org", "known"), ("ada@example.org", "registered"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{"email": "geen adres"}, {"given_name": ""}, {"key": "none"}], ids=["email", "name", "key"]
)
def test_error_keeps_what_was_typed_and_registers_nobody(open_day: Day, wrong: dict[str, str]) -> None:
    access = name_of(field(open_day, "access-needs"))
    answer = sent(open_day, **{access: "Een rustige kamer", **wrong})
    page = answer.content.decode()
    assert (answer.status_code, people()) == (200, [])
    assert [each in page for each in ("Opvang De Brug (fictief)", "adviseur", "Een rustige kamer")] == [True] * 3


def test_same_workshop_twice_is_told_and_the_order_stays(open_day: Day) -> None:
    for title in ("Film", "Muziek", "Taal", "Cijfers"):
        Workshop.objects.create(day=open_day, title=title, maximum=9)
    wishes, film = name_of(field(open_day, "wishes")), str(Workshop.objects.get(title="Film").pk)
    answer = sent(open_day, **{wishes: [film, film]})
    assert "U koos een workshop twee keer" in words(answer)
    offered = RegisterForm(open_day, filled()).fields[wishes].widget.workshops
    titles = re.findall(r'data-title="(\w+)"', answer.content.decode())
    assert titles == [each.title for each in offered]


def test_everybody_sees_workshops_in_an_order_of_their_own(open_day: Day) -> None:
    for at_ in range(7):
        Workshop.objects.create(day=open_day, title=f"Workshop {at_}", maximum=9)
    pages = {tuple(re.findall(r'data-title="([^"]+)"', Client().get(at("register", open_day)).content.decode()))
             for _time in range(5)}  # fmt: skip
    assert (len(pages) > 1, {tuple(sorted(each)) for each in pages}) == (True, {tuple(sorted(next(iter(pages))))})


def test_page_says_who_leads_a_workshop_and_how_placing_works(open_day: Day) -> None:
    Speaker.objects.update(given_name="Noor")
    said = words(Client().get(at("register", open_day)))
    assert "Noor van der Linden" in said
    assert "Een korte lijst geeft geen voordeel: na uw laatste keuze telt elke workshop als uw volgende keuze." in said
    assert "Vroeg aanmelden ook niet: alle voorkeuren worden samen bekeken" in said


def test_page_says_why_each_question_is_asked(open_day: Day) -> None:
    FormField.objects.filter(kind="diet").update(purpose="Voor de kok.", weeks=3)
    said = words(Client().get(at("register", open_day)))
    assert "Voor de kok. Grondslag: uitdrukkelijke toestemming (gezondheid, eigen ervaring)" in said
    assert "We verwijderen uw antwoord 3 weken na de dag." in said


def test_question_that_was_not_asked_is_not_kept_and_never_wrong(open_day: Day) -> None:
    diet, access = field(open_day, "diet"), field(open_day, "access-needs")
    diet.only_if, diet.only_if_answer, diet.required = access, "ja", True
    diet.save()
    FormField.objects.filter(pk=access.pk).update(position=0)
    assert sent(open_day, **{name_of(access): "nee", name_of(diet): "geen noten"}).status_code == 302
    assert Participant.objects.get().answers.filter(field=diet).count() == 0
    answer = sent(open_day, key=str(UUID(int=8)), email="bo@example.org", **{name_of(access): "ja"})
    assert (answer.status_code, Participant.objects.count()) == (200, 1)
    assert f'data-only-if="{name_of(access)}" data-answer="ja"' in answer.content.decode()


def test_form_that_is_sent_again_after_cancelling_tells_it_and_how_to_come_again(open_day: Day) -> None:
    sent(open_day)
    assert sent(open_day).headers["Location"] == at("register-done", open_day)
    cancel(Participant.objects.get())
    answer = sent(open_day)
    assert (answer.status_code, people()) == (409, [("ada@example.org", "cancelled")])
    assert "De aanmelding is daarna geannuleerd" in words(answer)
    assert f'href="{at("link-again", open_day)}"' in answer.content.decode()
    Day.objects.update(state=State.CLOSED)
    assert "De aanmelding is gesloten." in words(sent(open_day))
    Day.objects.update(state=State.OPEN)
    assert sent(open_day, key=str(UUID(int=8))).status_code == 302
    assert people() == [("ada@example.org", "registered")]


def test_draft_is_not_there(day: Day) -> None:
    statuses = {Client().get(at(name, day)).status_code for name in ("register", "register-done", "link-again")}
    assert (statuses, sent(day).status_code, people()) == ({404}, 404, [])


@pytest.mark.parametrize(
    ("state", "opens", "closes", "said", "on_page"),
    [
        (State.OPEN, 1, None, "U kunt zich aanmelden vanaf", "U kunt zich aanmelden vanaf"),
        (State.OPEN, None, -1, "De aanmelding is nu gesloten.", "De aanmelding is gesloten."),
        (State.CLOSED, None, None, "De aanmelding is gesloten.", "De aanmelding is gesloten."),
        (State.PUBLISHED, None, None, "De aanmelding is gesloten.", "De aanmelding is gesloten."),
    ],
)
def test_before_and_after_registration_nobody_is_registered(
    day: Day, state: str, opens: int | None, closes: int | None, said: str, on_page: str
) -> None:
    now = timezone.now()
    Day.objects.update(state=state, contact_email="organisatie@example.org")
    moments = {"opens": opens, "closes": closes}
    RegistrationForm.objects.update(**{name: each and now + timedelta(days=each) for name, each in moments.items()})
    shown = Client().get(at("register", day))
    assert (shown.status_code, form_is_shown(shown), said in words(shown)) == (200, False, True)
    refused = sent(day)
    assert (refused.status_code, people(), "Opvang De Brug (fictief)" in refused.content.decode()) == (409, [], True)
    assert on_page in words(Client().get(reverse("page", args=[day.pk])))


def test_full_day_says_beforehand_that_one_comes_on_the_waiting_list(open_day: Day) -> None:
    Day.objects.update(capacity=1)
    register(open_day, Submission("Eva", "Ander", "eva@example.org"))
    assert "Alle plaatsen zijn bezet." in words(Client().get(at("register", open_day)))
    assert "u komt op de wachtlijst" in words(Client().get(reverse("page", args=[open_day.pk])))
    sent(open_day)
    assert people() == [("eva@example.org", "registered"), ("ada@example.org", "waiting")]


def test_code_opens_the_form_by_typing_and_by_link(open_day: Day) -> None:
    RegistrationForm.objects.update(access="code", code="abc234defg")
    closed = Client().get(at("register", open_day))
    assert (form_is_shown(closed), 'name="code"' in closed.content.decode()) == (False, True)
    assert (sent(open_day).status_code, people()) == (409, [])
    for visitor, opening in ((Client(), "type"), (Client(), "link")):
        if opening == "type":
            answer = visitor.post(at("register-code", open_day), {"code": " ABC234 defg"})
        else:
            answer = visitor.get(at("register-with-code", open_day, code="abc234defg"))
        assert answer.headers["Location"] == at("register", open_day)
        assert form_is_shown(visitor.get(at("register", open_day)))


def test_wrong_code_is_told_and_tried_only_so_often(open_day: Day) -> None:
    RegistrationForm.objects.update(access="code", code="abc234defg")
    visitor = Client()
    answer = visitor.post(at("register-code", open_day), {"code": "é"}, follow=True)
    assert ("Dit is niet de code." in words(answer), form_is_shown(answer)) == (True, False)
    for _try in range(19):
        visitor.post(at("register-code", open_day), {"code": "raden"})
    answer = visitor.post(at("register-code", open_day), {"code": "abc234defg"}, follow=True)
    assert ("te vaak in korte tijd" in words(answer), form_is_shown(answer)) == (True, False)


def test_personal_invitation_only_shows_no_form(open_day: Day) -> None:
    RegistrationForm.objects.update(access="personal")
    shown = Client().get(at("register", open_day))
    assert (form_is_shown(shown), "alleen mensen die persoonlijk zijn uitgenodigd" in words(shown)) == (False, True)
    assert (sent(open_day).status_code, people()) == (409, [])


def test_link_is_mailed_again_to_who_is_known_and_the_page_does_not_tell(open_day: Day) -> None:
    ada = register(open_day, Submission("Ada", "Voorbeeld", "ada@example.org")).participant
    answers = [Client().post(at("link-again", open_day), {"email": email}, follow=True)
               for email in (" ADA@example.org", "niemand@example.org")]  # fmt: skip
    assert words(answers[0]) == words(answers[1])
    assert answers[0].redirect_chain == answers[1].redirect_chain == [(reverse("link-sent"), 302)]
    mails = Mail.objects.exclude(kind="registered").order_by("made", "pk")
    assert [(each.to, each.kind, each.about == ada.pk) for each in mails] == [
        ("ada@example.org", "link", True), ("niemand@example.org", "unknown", False),
    ]  # fmt: skip
    assert "[[personal-link]]" in mails[0].text
    assert "Met dit adres is niemand aangemeld." in mails[1].text


def test_link_is_mailed_only_so_often_to_an_address_and_nobody_is_told(open_day: Day) -> None:
    register(open_day, Submission("Ada", "Voorbeeld", "ada@example.org"))
    for _time in range(5):
        assert Client().post(at("link-again", open_day), {"email": "ada@example.org"}).status_code == 302
    assert Mail.objects.filter(kind="link").count() == 3


def test_link_is_asked_only_so_often_from_one_place(open_day: Day) -> None:
    asked = [Client().post(at("link-again", open_day), {"email": f"a{at_}@example.org"}) for at_ in range(21)]
    assert [each.status_code for each in asked] == [302] * 20 + [429]
    assert "te vaak in korte tijd" in words(asked[-1])


def test_known_and_unknown_address_take_about_as_many_queries(open_day: Day) -> None:
    register(open_day, Submission("Eva", "Ander", "eva@example.org"))
    counted = []
    for number, email in ((1, "eva@example.org"), (2, "ada@example.org")):
        with CaptureQueriesContext(connection) as queries:
            assert sent(open_day, key=str(UUID(int=number)), email=email).status_code == 302
        counted.append(len(queries))
    assert abs(counted[0] - counted[1]) <= 6, counted


def test_workshop_that_is_not_given_in_every_round_says_in_which(open_day: Day) -> None:
    dialogue, film = open_day.workshops.get(), Workshop.objects.create(day=open_day, title="Film", maximum=9)
    first, second = open_day.rounds.get(), Round.objects.create(day=open_day, number=2)
    Session.objects.create(workshop=film, round=second)

    def told() -> list[str]:
        return re.findall("Alleen in [^<]*", Client().get(at("register", open_day)).content.decode())

    assert sorted(told()) == ["Alleen in ronde 1", "Alleen in ronde 2"]
    Session.objects.create(workshop=dialogue, round=second)
    assert told() == ["Alleen in ronde 2"]
    Session.objects.create(workshop=film, round=first)
    assert told() == []
