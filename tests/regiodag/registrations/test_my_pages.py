# SPDX-License-Identifier: EUPL-1.2
"""A participant's own page, behind their link: see, change, cancel, come again, a place, a new link, erase."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from placed_people import placed
from regiodag.accounts import audit
from regiodag.accounts.models import AuditDetail, AuditEntry, User
from regiodag.days.models import Day, Workshop
from regiodag.days.states import State
from regiodag.messages.models import Mail
from regiodag.placements.actions.publish import publish
from regiodag.placements.models import PlacementRun, Publication, Seat
from regiodag.registrations.actions.erase import erase
from regiodag.registrations.actions.register import CHANGED, Submission, cancel, change, register
from regiodag.registrations.fields import kind_of
from regiodag.registrations.forms.register import name_of
from regiodag.registrations.known import kept_until
from regiodag.registrations.links import link_of, token_of
from regiodag.registrations.models import (
    Answer,
    FormField,
    Group,
    Organisation,
    Participant,
    Preference,
    RegistrationForm,
)
from regiodag.registrations.queries import fields_of

pytestmark = pytest.mark.django_db

CANARY = "kanarie"


@pytest.fixture(autouse=True)
def counting_begins_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def open_day(day: Day) -> Day:
    """A day that is open, with two places."""
    day.state, day.capacity = State.OPEN, 2
    day.save()
    return day


@pytest.fixture
def ada(open_day: Day) -> Participant:
    return come(open_day, "Ada")


def come(day: Day, name: str, **more: Any) -> Participant:
    return register(day, Submission(name, "Voorbeeld", f"{name}@example.org".lower(), **more)).participant


def now(participant: Participant) -> Participant:
    return Participant.objects.get(pk=participant.pk)


def at(name: str, participant: Participant) -> str:
    return reverse(name, args=[token_of(participant)])


def page(participant: Participant, name: str = "my") -> str:
    answer = Client().get(at(name, participant))
    assert answer.status_code == 200
    return str(answer.content.decode())


def does(name: str, participant: Participant, **sent: Any) -> Any:
    """What the page says after a button was pressed."""
    return Client().post(at(name, participant), sent, follow=True)


def field(day: Day, kind: str) -> FormField:
    return next(each for each in fields_of(day) if each.kind == kind)


def changed(participant: Participant, **more: Any) -> Any:
    """The answer to the form to change, of whoever saw the first version, unless `seen` says another."""
    person = {"given_name": "Ada", "prefix": "", "family_name": "Voorbeeld", "organisation": "", "function": ""}
    return Client().post(at("my-change", participant), {**person, "seen": 1, **more})


def states() -> dict[str, str]:
    return dict(Participant.objects.order_by("given_name").values_list("given_name", "state"))


def test_page_shows_who_comes_with_wishes_and_the_day(open_day: Day) -> None:
    film = Workshop.objects.create(day=open_day, title="Film maken", maximum=9)
    ada = come(open_day, "Ada", answers={field(open_day, "wishes"): [str(film.pk)]})
    shown = page(ada)
    assert [each in shown for each in ("U komt", "Film maken", "12 september 2030", "Waterrijk", "Opening")] == [
        True
    ] * 5
    assert "ada@example.org" not in shown


def test_page_shows_the_place_on_the_waiting_list(ada: Participant, open_day: Day) -> None:
    _bo, _cas, dee = (come(open_day, name) for name in ("Bo", "Cas", "Dee"))
    assert "U bent nummer 2 op de wachtlijst" in page(dee)


def test_page_is_in_the_language_in_which_somebody_registered_unless_they_chose_another(open_day: Day) -> None:
    ada = come(open_day, "Ada", language="en")
    answer = Client().get(at("my", ada))
    assert ("You come" in answer.content.decode(), answer.headers["Content-Language"]) == (True, "en")
    chosen = Client()
    chosen.cookies["language"] = "nl"
    assert "U komt" in chosen.get(at("my", ada)).content.decode()


def test_registration_is_changed_with_wishes_and_answers(ada: Participant, open_day: Day) -> None:
    workshop, diet, wishes = open_day.workshops.get(), field(open_day, "diet"), field(open_day, "wishes")
    answers = {name_of(diet): "geen noten", name_of(wishes): [str(workshop.pk)]}
    answer = changed(ada, function="adviseur", organisation="De Brug", **answers)
    assert answer.headers["Location"] == at("my", ada)
    kept = now(ada)
    assert (kept.function, kept.organisation_typed, kept.email, kept.version) == (
        "adviseur",
        "De Brug",
        "ada@example.org",
        2,
    )
    assert (kind_of("diet").answer_of(kept, diet), kept.preferences.get().workshop) == ("geen noten", workshop)
    assert "geen noten" in page(ada, "my-change")


def test_error_in_a_change_keeps_what_was_typed(ada: Participant) -> None:
    answer = changed(ada, given_name="", function="adviseur")
    assert (answer.status_code, "adviseur" in answer.content.decode(), now(ada).version) == (200, True, 1)


def test_change_by_who_did_not_see_the_last_one_is_told_and_kept_by_a_second_save(
    ada: Participant, open_day: Day, owner: User
) -> None:
    diet = field(open_day, "diet")
    theirs = now(ada)
    theirs.function = "directeur"
    change(theirs, 1, {diet: "geen vis"}, owner)
    answer = changed(ada, function="adviseur", **{name_of(diet): "geen noten"})
    shown = answer.content.decode()
    assert (answer.status_code, now(ada).function) == (409, "directeur")
    assert [each in shown for each in ("directeur", "adviseur", "geen vis", "geen noten", 'name="seen" value="2"')] == [
        True
    ] * 5
    assert changed(ada, seen=2, function="adviseur", **{name_of(diet): "geen noten"}).status_code == 302
    assert now(ada).function == "adviseur"


def test_after_closing_only_name_and_organisation_are_corrected(open_day: Day) -> None:
    workshop, wishes = open_day.workshops.get(), field(open_day, "wishes")
    ada = come(open_day, "Ada", answers={wishes: [str(workshop.pk)]})
    Day.objects.update(state=State.CLOSED)
    shown = page(ada, "my-change")
    assert ('name="given_name"' in shown, name_of(wishes) in shown) == (True, False)
    assert changed(ada, given_name="Adaline", **{name_of(wishes): []}).status_code == 302
    assert (now(ada).given_name, Preference.objects.count()) == ("Adaline", 1)


def test_cancelling_asks_first_and_offers_the_place_to_who_is_next(ada: Participant, open_day: Day) -> None:
    come(open_day, "Bo")
    cas = come(open_day, "Cas")
    assert "Komt u niet naar" in page(ada, "my-cancel")
    assert states() == {"Ada": "registered", "Bo": "registered", "Cas": "waiting"}
    assert "U komt niet" in does("my-cancel", ada).content.decode()
    assert states() == {"Ada": "cancelled", "Bo": "registered", "Cas": "offered"}
    assert "Er is een plaats voor u" in page(cas)


def test_offer_is_taken_or_left(ada: Participant, open_day: Day) -> None:
    bo, cas, dee = (come(open_day, name) for name in ("Bo", "Cas", "Dee"))
    cancel(ada)
    cancel(bo)
    assert "De bevestiging zit in uw mail" in does("my-offer", cas, answer="accept").content.decode()
    assert "De plaats gaat naar wie nu aan de beurt is" in does("my-offer", dee, answer="decline").content.decode()
    assert states() == {"Ada": "cancelled", "Bo": "cancelled", "Cas": "registered", "Dee": "cancelled"}


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_offer_that_is_over_is_told(ada: Participant, open_day: Day, answer: str) -> None:
    _bo, cas = (come(open_day, name) for name in ("Bo", "Cas"))
    assert "deze plaats wordt niet meer voor u vrijgehouden" in does("my-offer", cas, answer=answer).content.decode()
    assert states()["Cas"] == "waiting"


@pytest.mark.parametrize(
    ("state", "opens", "told"),
    [
        (State.DRAFT, None, "nog niet open. Zodra dat zo is, kunt u hier workshops kiezen"),
        (State.OPEN, date(2099, 1, 1), "nog niet open. Zodra dat zo is, kunt u hier workshops kiezen"),
        (State.CLOSED, None, "gesloten: u kunt uw voorkeuren niet meer veranderen"),
    ],
)
def test_registration_that_is_still_to_open_is_not_called_closed(
    state: State, opens: date | None, told: str, ada: Participant
) -> None:
    moment = opens and datetime.combine(opens, time(), UTC)
    RegistrationForm.objects.filter(day=ada.day_id).update(opens=moment)
    Day.objects.update(state=state)
    pages = {name: page(now(ada), name) for name in ("my", "my-change")}
    assert f"De aanmelding is {told}" in pages["my"]
    assert ("De aanmelding is nog niet open" in pages["my-change"]) == ("nog niet" in told)
    assert ("De aanmelding is gesloten" in pages["my-change"]) == ("gesloten" in told)


def test_whoever_cancelled_comes_again_with_what_they_said_once_and_while_it_is_open(open_day: Day) -> None:
    diet = field(open_day, "diet")
    ada = come(open_day, "Ada", answers={diet: "geen noten"})
    cancel(ada)
    Day.objects.update(state=State.CLOSED)
    assert "de aanmelding is gesloten" in does("my-again", ada).content.decode()
    Day.objects.update(state=State.OPEN)
    for _time in range(2):
        does("my-again", ada)
    back = now(ada)
    assert (back.state, back.version, kind_of("diet").answer_of(back, diet)) == ("registered", 3, "geen noten")
    assert list(Mail.objects.order_by("made", "pk").values_list("kind", flat=True)) == [
        "registered",
        "cancelled",
        "registered",
    ]


def test_whoever_comes_again_waits_at_the_end(ada: Participant, open_day: Day) -> None:
    for name in ("Bo", "Cas"):
        come(open_day, name)
    cancel(ada)
    does("my-again", ada)
    assert states() == {"Ada": "waiting", "Bo": "registered", "Cas": "offered"}


def test_day_is_downloaded_for_the_calendar_when_it_has_a_date(ada: Participant) -> None:
    answer = Client().get(at("my-calendar", ada))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(each["SUMMARY"]) for each in events] == ["Netwerkdag 2030"]
    Day.objects.update(date=None)
    assert Client().get(at("my-calendar", ada)).status_code == 404


def test_new_link_ends_the_old_one_and_is_mailed(ada: Participant) -> None:
    old = at("my", ada)
    answer = Client().post(at("my-new-link", ada))
    assert (answer.headers["Location"], Client().get(old).status_code) == (reverse("link-sent"), 404)
    assert "U komt" in page(now(ada))
    assert list(Mail.objects.filter(kind="link").values_list("to", flat=True)) == ["ada@example.org"]
    assert link_of(now(ada)).split("/my/")[1] not in str(list(Mail.objects.values()))


def test_new_link_is_mailed_only_so_often(ada: Participant) -> None:
    for _time in range(5):
        Client().post(at("my-new-link", now(ada)))
    assert (Mail.objects.filter(kind="link").count(), now(ada).link) == (3, 4)


def test_what_is_known_is_shown_with_reason_ground_and_end(open_day: Day, owner: User) -> None:
    diet = field(open_day, "diet")
    ada = come(open_day, "Ada", answers={diet: "geen noten"})
    ada.notes, ada.group = "Komt met de trein.", Group.objects.create(day=open_day, name="Groep 1")
    change(ada, 1, None, owner)
    file = json.loads(Client().get(at("my-data-file", ada)).content)
    known = {each["label"]: each for each in file["known"]}
    assert known["Is er iets wat u niet eet?"] == {
        "label": "Is er iets wat u niet eet?", "value": "geen noten", "purpose": diet.purpose,
        "basis": "uitdrukkelijke toestemming (gezondheid, eigen ervaring)", "until": "2030-09-19",
    }  # fmt: skip
    labels = ("Voornaam", "E-mailadres", "Groep", "Notities van de organisatie")
    assert [known[label]["value"] for label in labels] == ["Ada", "ada@example.org", "Groep 1", "Komt met de trein."]
    assert [each["what"] for each in file["happened"]] == [
        "iemand meldde zich aan", "mail: U bent aangemeld voor Netwerkdag 2030", "wijzigde een aanmelding",
    ]  # fmt: skip
    shown = page(ada, "my-data")
    assert [each["value"] in shown for each in file["known"]] == [True] * len(file["known"])


def test_nothing_is_kept_until_a_day_that_is_not_known(ada: Participant) -> None:
    assert kept_until(ada, 2) == date(2030, 9, 26)
    ada.day.date = None
    assert kept_until(ada, 2) is None


# ----------------------------------------------------------------------------------------------------------- erasing


def whole_database() -> str:
    """Every column of every row of every table."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  (our own tables)
            found += [(table, row) for row in cursor.fetchall()]
    return str(found)


def placements_kept() -> list[str]:
    """What is kept of runs and versions, as it stands there."""
    run, version = PlacementRun.objects.get(), Publication.objects.get()
    return [json.dumps(each) for each in (run.problem, run.result, version.seats)]


def canary(day: Day, owner: User) -> Participant:
    """Somebody who wrote the same word everywhere, was changed by an organiser, and got every kind of mail."""
    person: dict[str, Any] = dict.fromkeys(("prefix", "function", "organisation"), CANARY)
    asked: dict[FormField, Any] = {each: CANARY for each in fields_of(day) if each.kind in {"diet", "access-needs"}}
    asked[field(day, "wishes")] = [str(day.workshops.get().pk)]
    section = fields_of(day)[0].section
    plain = FormField.objects.create(section=section, kind="text", label="Iets", purpose="x", position=9)
    sent = Submission(CANARY, CANARY, f"{CANARY}@example.org", answers={**asked, plain: CANARY}, **person)
    bird = register(day, sent).participant
    register(day, Submission(CANARY, CANARY, f"{CANARY}@example.org"))
    bird.refresh_from_db()
    bird.notes, bird.group = CANARY, Group.objects.create(day=day, name=CANARY)
    change(bird, bird.version, None, owner)
    entry = audit.record(owner, CHANGED, day.pk, f"participant:{bird.pk}", name=CANARY)
    assert AuditDetail.objects.get(entry=entry).facts == {"name": CANARY}
    Client().post(reverse("link-again", args=[day.pk]), {"email": f"{CANARY}@example.org"})
    Client().post(at("my-new-link", bird))
    Client().post(at("my-address", now(bird)), {"email": f"{CANARY}@elders.example"})
    publish(owner, placed(day, {CANARY: "D"}), "eerste", 0)
    Mail.objects.filter(kind="registered").update(state=Mail.State.FAILED, reason=f"no such box: {CANARY}@example.org")
    return now(bird)


def test_erasing_leaves_nothing_of_somebody_in_any_table(open_day: Day, owner: User) -> None:
    Organisation.objects.create(day=open_day, name="Opvang De Brug")
    bird = canary(open_day, owner)
    sealed = list(Answer.objects.exclude(value=CANARY).values_list("value", flat=True))
    assert (CANARY in whole_database(), len(sealed)) == (True, 2)
    assert [str(bird.pk) in each for each in placements_kept()] == [True] * 3
    answer = Client().post(at("my-erase", bird), follow=True)
    assert answer.redirect_chain == [(reverse("erased"), 302)]
    left = whole_database()
    assert [each in left for each in (CANARY, str(bird.link_hash), *sealed)] == [False] * 4
    assert (Participant.objects.count(), Answer.objects.count(), Preference.objects.count()) == (0, 0, 0)
    assert Seat.objects.count() == 0
    assert [str(bird.pk) in each for each in placements_kept()] == [False] * 3
    assert set(Mail.objects.filter(scope=open_day.pk).values_list("to", "subject", "text", "html", "calendar")) <= {
        ("",) * 5
    }
    assert Client().get(at("my", bird)).status_code == 404


def test_erasing_is_in_the_trail_and_the_trail_holds(ada: Participant, open_day: Day) -> None:
    erase(ada)
    erase(ada)
    entries = list(AuditEntry.objects.filter(scope=open_day.pk).order_by("number").values_list("action", "subject"))
    assert entries == [
        ("participant.registered", f"participant:{ada.pk}"),
        ("participant.erased", f"participant:{ada.pk}"),
    ]
    assert audit.first_broken(open_day.pk) is None


def test_place_of_who_is_erased_goes_to_who_is_next_and_others_keep_their_mail(ada: Participant, open_day: Day) -> None:
    for name in ("Bo", "Cas"):
        come(open_day, name)
    erase(ada)
    assert states() == {"Bo": "registered", "Cas": "offered"}
    assert sorted(Mail.objects.exclude(to="").values_list("to", "kind")) == [
        ("bo@example.org", "registered"), ("cas@example.org", "offered"), ("cas@example.org", "waiting"),
    ]  # fmt: skip


def test_mail_that_waits_is_not_sent_to_who_was_erased(ada: Participant) -> None:
    Mail.objects.update(state=Mail.State.QUEUED, retry_at=timezone.now() + timedelta(hours=1))
    erase(ada)
    assert Mail.objects.count() == 0


def test_erasing_asks_first(ada: Participant) -> None:
    assert "Wissen wat er van mij bekend is" in page(ada, "my-erase")
    assert Participant.objects.count() == 1


def test_every_model_that_knows_a_participant_is_thought_of() -> None:
    """Whoever adds a table with participants in it says here that erasing empties it, and adds it to the canary."""
    pointing = {
        model.__name__
        for model in apps.get_models()
        for each in model._meta.get_fields()  # noqa: SLF001  (Django's documented way)
        if getattr(each, "related_model", None) is Participant and not each.auto_created
    }
    assert pointing == {
        "AddressChange", "Answer", "Correction", "OwnChange", "Preference", "Seat", "SeenVersion", "SentForm",
        "SwapOffer",
    }  # fmt: skip
