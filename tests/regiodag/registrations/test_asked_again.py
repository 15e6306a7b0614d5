# SPDX-License-Identifier: EUPL-1.2
"""The day is postponed and everybody is asked again: who is asked, what they answer, cancelling who did not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mailing_people import mailed, person
from regiodag.accounts import audit
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.actions.postpone import postpone_day
from regiodag.days.models import Day
from regiodag.days.states import State as DayState
from regiodag.mailings.models import Mailing
from regiodag.mailings.queries import people_of
from regiodag.mailings.texts import Writer
from regiodag.messages.late import words_of
from regiodag.messages.models import Mail
from regiodag.registrations.actions.again import NotAskedError, answer, cancel_silent
from regiodag.registrations.actions.people import put_on_waiting_list
from regiodag.registrations.actions.register import cancel, come_again
from regiodag.registrations.known import known_about
from regiodag.registrations.links import token_of
from regiodag.registrations.models import Participant
from regiodag.registrations.queries_again import asked_of, question
from regiodag.registrations.todo import steps_of

pytestmark = pytest.mark.django_db

LATER, LATEST = date(2031, 3, 6), date(2031, 9, 4)


def postponed(day: Day, owner: User, to: date | None = LATER, choice: str = "ask", **more: Any) -> Day:
    day.refresh_from_db()
    return postpone_day(owner, day, day.version, to, choice, **more)


@pytest.fixture
def asked(peopled: Day, owner: User) -> Day:
    """A day with two places to which Ada and Bo come, who are asked again; Cas waits, Dee cancelled."""
    return postponed(peopled, owner)


def how(day: Day) -> dict[str, str]:
    """How it stands with everybody: their state, and whether they have to answer or did."""
    told = {True: " ?", False: ""}
    people = Participant.objects.filter(day=day).order_by("given_name")
    return {
        each.given_name: each.state + told[each.has_to_answer] + (" yes" if each.said_yes else "") for each in people
    }


def sends(name: str, answered: str, asked: str = "") -> str:
    """What the page says after somebody pressed a button."""
    one = person(name)
    data = {"answer": answered, "asked": asked or question(one)}
    return str(Client().post(reverse("my-still", args=[token_of(one)]), data, follow=True).content.decode())


def page(name: str) -> str:
    return str(Client().get(reverse("my", args=[token_of(person(name))])).content.decode())


def test_everybody_who_comes_is_asked_and_nobody_else(asked: Day) -> None:
    assert how(asked) == {"Ada": "registered ?", "Bo": "registered ?", "Cas": "waiting", "Dee": "cancelled"}
    assert "De dag is op donderdag 6 maart 2031. Komt u nog?" in page("Ada")
    assert "Komt u nog?" not in page("Cas")


def test_messages_are_ready_for_who_is_asked_and_for_who_waits(asked: Day) -> None:
    found = {each.subject: [one.name.split()[0] for one in people_of(each)] for each in Mailing.objects.all()}
    assert found == {"Nieuwe datum voor {dag}: komt u nog?": ["Ada", "Bo"], "Nieuwe datum voor {dag}": ["Cas"]}
    assert mailed() == []


@pytest.mark.parametrize(
    ("answer_by", "told"),
    [(date(2031, 2, 1), "uiterlijk zaterdag 1 februari 2031"), (None, "zo snel als u kunt")],
)
def test_message_says_until_when_and_holds_the_personal_link(
    peopled: Day, owner: User, answer_by: date | None, told: str
) -> None:
    postponed(peopled, owner, answer_by=answer_by)
    mailing = Mailing.objects.get(audience="not-answered")
    people = people_of(mailing)
    text = Writer(mailing, people).write(people[0]).text
    assert [each in text for each in (told, "[[personal-link]]", "{")] == [True, True, False]
    assert (f"Wilt u uiterlijk {told.removeprefix('uiterlijk ').rsplit(' ', 1)[0]}" in page("Ada")) == bool(answer_by)


def test_yes_confirms_once_with_the_new_date_and_asks_no_more(asked: Day) -> None:
    for _time in range(2):
        assert "U komt" in sends("Ada", "yes")
    assert how(asked)["Ada"] == "registered yes"
    assert mailed() == [("ada@example.org", "registered", f"U bent aangemeld voor {asked.title}")]
    told = words_of(Mail.objects.get())
    assert told is not None
    assert "20310306" in told.calendar
    assert "Komt u nog?" not in page("Ada")


def test_no_cancels_with_the_usual_mail_and_the_waiting_list_moves(asked: Day) -> None:
    assert "U komt niet" in sends("Ada", "no")
    assert how(asked) == {"Ada": "cancelled", "Bo": "registered ?", "Cas": "offered", "Dee": "cancelled"}
    assert [each[:2] for each in mailed()] == [("ada@example.org", "cancelled"), ("cas@example.org", "offered")]


def test_opening_the_address_of_the_buttons_changes_nothing(asked: Day) -> None:
    assert Client().get(reverse("my-still", args=[token_of(person("Ada"))])).status_code == 405
    assert how(asked)["Ada"] == "registered ?"


@pytest.mark.parametrize("answered", ["yes", "no"])
def test_answer_to_an_earlier_question_changes_nothing(asked: Day, owner: User, answered: str) -> None:
    earlier = question(person("Ada"))
    postponed(asked, owner, LATEST)
    said = sends("Ada", answered, earlier)
    assert ("dit wordt niet meer gevraagd" in said, how(asked)["Ada"]) == (True, "registered ?")


def test_answer_of_who_was_cancelled_meanwhile_changes_nothing(asked: Day) -> None:
    earlier = question(person("Ada"))
    cancel(person("Ada"))
    with pytest.raises(NotAskedError):
        answer(person("Ada"), earlier, comes=True)
    assert "dit wordt niet meer gevraagd" in sends("Dee", "yes", earlier)
    assert (how(asked)["Ada"], how(asked)["Dee"]) == ("cancelled", "cancelled")


def test_postponing_once_more_asks_anew_who_said_yes_too(asked: Day, owner: User) -> None:
    sends("Ada", "yes")
    postponed(asked, owner, LATEST)
    assert (how(asked)["Ada"], "4 september 2031" in page("Ada")) == ("registered ?", True)


def test_taking_it_back_or_leaving_the_date_open_asks_nobody_any_more(asked: Day, owner: User) -> None:
    sends("Ada", "yes")
    postponed(asked, owner, None)
    assert (how(asked)["Ada"], how(asked)["Bo"], asked_of(asked)) == ("registered", "registered", None)
    postponed(asked, owner, LATER)
    postponed(asked, owner, date(2030, 9, 12), "keep")
    assert (how(asked)["Bo"], asked_of(asked)) == ("registered", None)
    assert [people_of(each) for each in Mailing.objects.filter(audience="not-answered")] == [[], []]


def test_whoever_comes_after_the_question_is_not_asked(asked: Day, owner: User) -> None:
    cancel(person("Ada"))
    come_again(person("Ada"))
    put_on_waiting_list(owner, person("Bo"))
    assert (how(asked)["Ada"], how(asked)["Bo"]) == ("offered", "waiting")


def test_day_that_was_held_asks_nothing_any_more(asked: Day) -> None:
    Day.objects.update(state=DayState.HELD)
    assert "Komt u nog?" not in page("Ada")


def test_organiser_sees_who_answered_and_who_did_not(asked: Day, as_owner: Client) -> None:
    sends("Ada", "yes")
    listed = reverse("participants", args=[asked.pk])
    found = {
        code: [each.given_name for each in as_owner.get(f"{listed}?again={code}").context["page"].object_list]
        for code in ("open", "yes")
    }
    assert found == {"open": ["Bo"], "yes": ["Ada"]}
    shown = as_owner.get(reverse("participants-asked", args=[asked.pk])).content.decode()
    assert "1 persoon heeft nog niet geantwoord" in shown


def test_filter_is_there_only_while_somebody_is_asked(asked: Day, owner: User, as_owner: Client) -> None:
    listed = reverse("participants", args=[asked.pk])
    assert 'name="again"' in as_owner.get(listed).content.decode()
    postponed(asked, owner, LATEST, "keep")
    shown = as_owner.get(f"{listed}?again=open")
    assert ('name="again"' in shown.content.decode(), shown.context["page"].paginator.count) == (False, 4)


def test_home_says_how_many_have_not_answered_until_all_did(asked: Day) -> None:
    def step() -> tuple[str, bool]:
        found = next(each for each in steps_of(asked) if each.where == "participants-asked")
        return str(found.title), found.done

    assert step() == ("2 mensen hebben nog niet geantwoord of ze op de nieuwe datum komen", False)
    for name in ("Ada", "Bo"):
        sends(name, "yes")
    assert step() == ("Iedereen heeft geantwoord of ze op de nieuwe datum komen", True)


def test_cancelling_who_did_not_answer_names_them_first_and_mails_them(asked: Day, as_owner: Client) -> None:
    sends("Ada", "yes")
    Mail.objects.all().delete()
    address = reverse("participants-asked-cancel", args=[asked.pk])
    shown = as_owner.get(address).content.decode()
    assert [each in shown for each in ("De aanmelding van 1 persoon", "Bo van Voorbeeld", "Ada")] == [True, True, False]
    assert how(asked)["Bo"] == "registered ?"
    answer = as_owner.post(address, {"asked": question(person("Bo"))}, follow=True)
    assert "1 aanmelding is geannuleerd" in answer.content.decode()
    assert how(asked) == {"Ada": "registered yes", "Bo": "cancelled", "Cas": "offered", "Dee": "cancelled"}
    assert [each[:2] for each in mailed()] == [("bo@example.org", "cancelled"), ("cas@example.org", "offered")]
    assert "day.silent-cancelled" in AuditEntry.objects.values_list("action", flat=True)
    assert audit.first_broken(asked.pk) is None


def test_cancelling_on_an_old_page_after_people_were_asked_anew_cancels_nobody(
    asked: Day, owner: User, as_owner: Client
) -> None:
    earlier = question(person("Bo"))
    postponed(asked, owner, LATEST)
    answer = as_owner.post(reverse("participants-asked-cancel", args=[asked.pk]), {"asked": earlier}, follow=True)
    assert ("Niemand is geannuleerd" in answer.content.decode(), how(asked)["Bo"]) == (True, "registered ?")


def test_cancelling_a_second_time_cancels_nobody(asked: Day, owner: User) -> None:
    which = question(person("Bo"))
    assert (cancel_silent(owner, asked, which), cancel_silent(owner, asked, which)) == (2, 0)


def test_cancelling_before_the_deadline_is_warned_about(peopled: Day, owner: User, as_owner: Client) -> None:
    postponed(peopled, owner, answer_by=date(2031, 2, 1))
    address = reverse("participants-asked-cancel", args=[peopled.pk])
    assert "Die dag is nog niet voorbij" in as_owner.get(address).content.decode()
    peopled.planned.update(answer_by=date(2020, 2, 1))
    assert "Die dag is nog niet voorbij" not in as_owner.get(address).content.decode()


def test_without_a_question_there_is_nobody_to_cancel(peopled: Day, as_owner: Client) -> None:
    where = reverse("participants-asked", args=[peopled.pk])
    assert as_owner.get(reverse("participants-asked-cancel", args=[peopled.pk])).headers["Location"] == where
    assert "Er wordt nu niemand iets gevraagd" in as_owner.get(where).content.decode()


def test_what_is_known_tells_that_somebody_was_asked_and_answered(asked: Day) -> None:
    sends("Ada", "yes")
    told = {each.label for each in known_about(person("Ada"))}
    assert {"Gevraagd of u op de nieuwe datum komt", "Uw antwoord dat u komt"} <= told


def test_database_refuses_a_question_to_who_does_not_come_and_an_answer_without_one(asked: Day) -> None:
    for name, values in (("Cas", {"asked_again": timezone.now()}), ("Cas", {"said_yes": timezone.now()})):
        with pytest.raises(IntegrityError), transaction.atomic():
            Participant.objects.filter(day=asked, given_name=name).update(**values)
