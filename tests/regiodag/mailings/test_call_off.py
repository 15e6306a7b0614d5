# SPDX-License-Identifier: EUPL-1.2
"""A day is called off: asked first, told on every page, a message ready; and it can take place after all."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mailing_people import mailed, person, reminder
from regiodag.accounts.models import AuditEntry
from regiodag.accounts.roles import Role
from regiodag.days.models import Day
from regiodag.days.states import State
from regiodag.mailings.models import Mailing, Template
from regiodag.mailings.queries import is_over, moment_of, people_of
from regiodag.registrations.actions.register import cancel
from regiodag.registrations.links import token_of
from regiodag.registrations.models import Participant
from regiodag_people import Join, signed_in

pytestmark = pytest.mark.django_db


def where(day: Day, name: str = "day-call-off") -> str:
    return reverse(name, args=[day.pk])


def called_off(browser: Client, day: Day, **more: Any) -> Any:
    sent = {"from": "open", "seen": 1, "subject": "{dag} gaat niet door", "text": "Dag {voornaam}, helaas."}
    return browser.post(where(day), {**sent, **more}, follow=True)


def now(day: Day) -> str:
    return str(Day.objects.values_list("state", flat=True).get(pk=day.pk))


def test_page_shows_what_it_does_and_the_message_and_changes_nothing(peopled: Day, as_owner: Client) -> None:
    shown = as_owner.get(where(peopled)).content.decode()
    assert "voor 3 mensen die komen of wachten" in shown
    assert "{dag} gaat niet door" in shown
    assert (now(peopled), Mailing.objects.count()) == ("open", 0)


def test_button_on_the_page_of_states_leads_to_it_and_does_nothing_itself(peopled: Day, as_owner: Client) -> None:
    answer = as_owner.post(where(peopled, "day-state"), {"from": "open", "to": "called-off"})
    assert (answer.headers["Location"], now(peopled)) == (where(peopled), "open")


def test_day_is_called_off_and_the_message_as_it_was_changed_is_a_draft(peopled: Day, as_owner: Client) -> None:
    answer = called_off(as_owner, peopled)
    draft = Mailing.objects.get()
    assert answer.redirect_chain == [(reverse("mailing", args=[peopled.pk, draft.pk]), 302)]
    assert (now(peopled), draft.state, draft.text) == ("called-off", "draft", "Dag {voornaam}, helaas.")
    assert [each.name.split()[0] for each in people_of(draft)] == ["Ada", "Bo", "Cas"]
    assert mailed() == []
    assert "day.moved" in AuditEntry.objects.filter(scope=peopled.pk).values_list("action", flat=True)


def test_word_that_stands_for_nothing_is_told_and_the_day_stays(peopled: Day, as_owner: Client) -> None:
    answer = called_off(as_owner, peopled, text="Dag {vornaam}")
    assert ("{voornaam}" in answer.content.decode(), now(peopled)) == (True, "open")


def test_only_an_owner_may(peopled: Day, join: Join) -> None:
    assert called_off(signed_in(join(Role.ORGANISER)), peopled).status_code == 403
    assert now(peopled) == "open"


@pytest.mark.parametrize("state", ["draft", "held", "looked-back", "called-off"])
def test_day_that_is_over_or_not_public_yet_cannot_be_called_off(peopled: Day, as_owner: Client, state: str) -> None:
    Day.objects.update(state=state)
    assert as_owner.get(where(peopled)).headers["Location"] == where(peopled, "day-state")
    called_off(as_owner, peopled)
    assert (now(peopled), Mailing.objects.count()) == (state, 0)


def test_day_that_somebody_moved_meanwhile_stays_as_it_is(peopled: Day, as_owner: Client) -> None:
    Day.objects.update(state=State.CLOSED)
    assert "Er is niets veranderd" in called_off(as_owner, peopled).content.decode()
    assert (now(peopled), Mailing.objects.count()) == ("closed", 0)


def test_day_without_people_is_called_off_without_a_message(peopled: Day, as_owner: Client) -> None:
    Participant.objects.all().delete()
    assert (
        "Er is niemand om aan te schrijven"
        in as_owner.post(where(peopled), {"from": "open"}, follow=True).content.decode()
    )
    assert (now(peopled), Mailing.objects.count()) == ("called-off", 0)


def test_day_that_threw_the_text_away_begins_with_the_usual_one(peopled: Day, as_owner: Client) -> None:
    Template.objects.all().delete()
    assert "{dag} gaat niet door" in as_owner.get(where(peopled)).content.decode()


def test_every_page_says_so_and_nobody_registers_or_is_offered_a_place(peopled: Day, as_owner: Client) -> None:
    called_off(as_owner, peopled)
    visitor, said = Client(), "Deze dag gaat niet door"
    pages = [where(peopled, "page"), where(peopled, "register"), reverse("my", args=[token_of(person("Ada"))])]
    assert [said in visitor.get(path).content.decode() for path in pages] == [True] * 3
    assert 'name="given_name"' not in visitor.get(pages[1]).content.decode()
    cancel(person("Ada"))
    assert person("Cas").state == "waiting"


def test_rules_of_a_day_that_is_called_off_write_nothing(peopled: Day, as_owner: Client) -> None:
    rule = reminder(peopled)
    at = moment_of(rule)
    assert at is not None
    before = is_over(rule, at)
    called_off(as_owner, peopled)
    rule.day.refresh_from_db()
    assert (before, is_over(rule, at)) == (False, True)


@pytest.mark.parametrize("end", ["closed", "open"])
def test_day_takes_place_after_all_with_the_registrations_that_it_had(peopled: Day, as_owner: Client, end: str) -> None:
    called_off(as_owner, peopled)
    as_owner.post(where(peopled, "day-state"), {"from": "called-off", "to": end})
    assert (now(peopled), person("Ada").state) == (end, "registered")
    assert "Deze dag gaat niet door" not in Client().get(where(peopled, "page")).content.decode()
