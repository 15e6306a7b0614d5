# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day, Workshop
from regiodag.editing.versions import StaleError
from regiodag.messages.models import Mail
from regiodag.registrations import queries
from regiodag.registrations.actions.offers import OfferOverError, accept_offer, decline_offer
from regiodag.registrations.actions.register import Submission, cancel, change, register
from regiodag.registrations.fields import kind_of
from regiodag.registrations.links import link_of, participant_of, token_of
from regiodag.registrations.models import Answer, FormField, Organisation, Participant, Preference
from regiodag.registrations.queries import fields_of

pytestmark = pytest.mark.django_db
KEY = UUID(int=7)


def sent(name: str = "Ada", **more: Any) -> Submission:
    return Submission(
        **{"given_name": name, "family_name": "Voorbeeld", "email": f"{name}@example.org".lower(), **more}
    )


def field(day: Day, kind: str) -> FormField:
    return next(each for each in fields_of(day) if each.kind == kind)


def states(day: Day) -> dict[str, str]:
    return dict(Participant.objects.filter(day=day).order_by("queued").values_list("given_name", "state"))


def mailed() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("made", "pk").values_list("to", "kind"))


def test_who_registers_is_looked_up_in_indexes_and_not_among_all_people_of_the_day(day: Day) -> None:
    each = (Participant(day=day, email=f"{number}@example.org", link_hash=f"{number}") for number in range(500))
    Participant.objects.bulk_create(each)
    if connection.vendor == "postgresql":  # it reads a small table whole, unless that is not to be done
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE registrations_participant")
            cursor.execute("SET LOCAL enable_seqscan = off")
    people = queries._people._make(day=day.pk, email="ada@example.org", key=KEY)  # noqa: SLF001  (its plan is looked at)
    plan = people.explain()
    of_all = ("participants_by_name", "participants_in_turn", "Seq Scan on registrations_participant")
    assert ("one_registration_of_an_address" in plan, [each for each in of_all if each in plan]) == (True, []), plan


@pytest.fixture
def full(day: Day) -> Day:
    """A day with two places, both taken, and two people waiting."""
    day.capacity, day.state = 2, "open"
    day.save()
    for name in ("Ada", "Bo", "Cas", "Dee"):
        register(day, sent(name))
    return day


def test_somebody_is_registered_with_wishes_and_answers_and_mailed(day: Day) -> None:
    first, second = (Workshop.objects.create(day=day, title=title, maximum=9) for title in ("Film", "Muziek"))
    answers = {field(day, "wishes"): [str(second.pk), str(first.pk)], field(day, "diet"): "geen noten"}
    made = register(day, sent(answers=answers, email=" Ada@Example.org "))
    ada = Participant.objects.get()
    assert (made.participant, made.new, made.known) == (ada, True, False)
    assert (str(ada), ada.email, ada.state, ada.source) == ("Ada Voorbeeld", "ada@example.org", "registered", "form")
    assert list(Preference.objects.values_list("rank", "workshop__title")) == [(1, "Muziek"), (2, "Film")]
    assert ada.wished is not None
    assert mailed() == [("ada@example.org", "registered")]
    assert list(AuditEntry.objects.values_list("action", "subject")) == [
        ("participant.registered", f"participant:{ada.pk}")
    ]


def test_sensitive_answer_is_sealed_in_the_database_and_opened_by_its_kind(day: Day) -> None:
    diet = field(day, "diet")
    register(day, sent(answers={diet: "geen noten", field(day, "access-needs"): None}))
    stored = Answer.objects.get()
    assert "noten" not in str(stored.value)
    assert kind_of("diet").answer_of(stored.participant, diet) == "geen noten"


def test_form_that_is_sent_twice_registers_once_and_mails_once(day: Day) -> None:
    once = register(day, sent(key=KEY))
    again = register(day, sent(key=KEY, name="Ada"))
    assert (again.participant, again.new) == (once.participant, False)
    assert (Participant.objects.count(), mailed()) == (1, [("ada@example.org", "registered")])


def test_form_that_is_sent_twice_keeps_its_place_when_the_day_is_full_since(day: Day) -> None:
    day.capacity = 1
    day.save()
    register(day, sent(key=KEY))
    assert register(day, sent(key=KEY)).participant.state == "registered"


def test_known_address_changes_nothing_and_is_told_by_mail_only(day: Day) -> None:
    register(day, sent())
    again = register(day, sent("Eva", email="ADA@example.org"))
    assert (again.new, again.known) == (False, True)
    assert states(day) == {"Ada": "registered"}
    assert mailed() == [("ada@example.org", "registered"), ("ada@example.org", "known")]


def test_known_address_is_told_only_so_often_a_day(day: Day) -> None:
    ada = register(day, sent()).participant
    again = [register(day, sent("Eva", email="ada@example.org")) for _time in range(5)]
    assert {(each.participant, each.new, each.known) for each in again} == {(ada, False, True)}
    assert mailed() == [("ada@example.org", "registered"), *[("ada@example.org", "known")] * 3]


def test_form_that_is_sent_again_after_cancelling_registers_nobody(day: Day) -> None:
    ada = register(day, sent(key=KEY)).participant
    cancel(ada)
    again = register(day, sent(key=KEY))
    assert (again.participant, again.new, states(day)) == (ada, False, {"Ada": "cancelled"})


def test_form_of_a_known_address_that_is_sent_again_after_cancelling_registers_nobody(day: Day) -> None:
    ada = register(day, sent()).participant
    register(day, sent(key=KEY))
    cancel(ada)
    assert (register(day, sent(key=KEY)).new, states(day)) == (False, {"Ada": "cancelled"})


def test_first_form_of_who_came_again_with_another_one_registers_nobody(day: Day) -> None:
    ada = register(day, sent(key=KEY)).participant
    cancel(ada)
    assert register(day, sent()).new
    cancel(ada)
    assert (register(day, sent(key=KEY)).new, states(day)) == (False, {"Ada": "cancelled"})
    assert register(day, sent()).new


def test_same_address_may_come_to_another_day(day: Day) -> None:
    register(day, sent())
    other = Day.objects.create(series=day.series, title="Andere dag")
    assert register(other, sent()).new


def test_whoever_comes_when_it_is_full_waits_and_is_told_which_place(full: Day) -> None:
    assert states(full) == {"Ada": "registered", "Bo": "registered", "Cas": "waiting", "Dee": "waiting"}
    assert "nummer 2 op de wachtlijst" in Mail.objects.get(to="dee@example.org").text


def test_place_that_comes_free_is_offered_to_who_is_next_and_taken(full: Day) -> None:
    cancel(Participant.objects.get(given_name="Bo"))
    assert states(full) == {"Ada": "registered", "Bo": "cancelled", "Cas": "offered", "Dee": "waiting"}
    cas = Participant.objects.get(given_name="Cas")
    assert accept_offer(cas).state == "registered"
    assert accept_offer(cas).state == "registered"
    assert mailed()[4:] == [
        ("bo@example.org", "cancelled"),
        ("cas@example.org", "offered"),
        ("cas@example.org", "registered"),
    ]


def test_place_that_is_not_wanted_goes_on_to_who_is_next(full: Day) -> None:
    cancel(Participant.objects.get(given_name="Bo"))
    cas = decline_offer(Participant.objects.get(given_name="Cas"))
    assert states(full) == {"Ada": "registered", "Bo": "cancelled", "Cas": "cancelled", "Dee": "offered"}
    with pytest.raises(OfferOverError):
        accept_offer(cas)
    with pytest.raises(OfferOverError):
        decline_offer(cas)


def test_cancelling_twice_frees_one_place(full: Day) -> None:
    ada = Participant.objects.get(given_name="Ada")
    cancel(ada)
    cancel(ada)
    assert states(full) == {"Ada": "cancelled", "Bo": "registered", "Cas": "offered", "Dee": "waiting"}


def test_whoever_cancelled_can_come_again_at_the_end_of_the_list(full: Day) -> None:
    cancel(Participant.objects.get(given_name="Ada"))
    back = register(full, sent(function="adviseur", key=KEY))
    assert (back.new, back.known, back.participant.function) == (True, True, "adviseur")
    assert list(states(full).items())[-1] == ("Ada", "waiting")
    assert register(full, sent(key=KEY)).new is False


def test_who_registers_comes_behind_who_waits_also_when_chairs_were_added(full: Day) -> None:
    Day.objects.update(capacity=3)
    register(full, sent("Eva"))
    assert states(full) == {
        "Ada": "registered", "Bo": "registered", "Cas": "waiting", "Dee": "waiting", "Eva": "waiting",
    }  # fmt: skip
    Day.objects.update(capacity=6)
    register(full, sent("Fie"))
    assert states(full)["Fie"] == "registered"


def test_registration_is_changed_by_who_saw_it_last(day: Day, owner: User) -> None:
    wishes, diet = field(day, "wishes"), field(day, "diet")
    film = Workshop.objects.create(day=day, title="Film", maximum=9)
    ada = register(day, sent(answers={diet: "geen noten"})).participant
    ada.function = "adviseur"
    change(ada, 1, {wishes: [str(film.pk)], diet: None}, owner)
    assert (ada.version, Answer.objects.count(), Preference.objects.get().workshop) == (2, 0, film)
    with pytest.raises(StaleError):
        change(ada, 1, {wishes: None})
    assert Preference.objects.count() == 1


def test_organisation_is_found_by_any_name_it_was_typed_in(day: Day) -> None:
    brug = Organisation.objects.create(day=day, name="Opvang De Brug", also=["De Brug"])
    made = [register(day, sent(name, organisation=typed)).participant for name, typed in
            (("Ada", "opvang  de brug"), ("Bo", "DE BRUG"), ("Cas", "Anders"), ("Dee", ""))]  # fmt: skip
    assert [each.organisation for each in made] == [brug, brug, None, None]
    assert [each.organisation_typed for each in made] == ["opvang  de brug", "DE BRUG", "Anders", ""]


def test_link_opens_the_page_of_one_participant_until_it_is_replaced(day: Day) -> None:
    ada, bo = (register(day, sent(name)).participant for name in ("Ada", "Bo"))
    assert (participant_of(token_of(ada)), participant_of(token_of(bo))) == (ada, bo)
    assert participant_of("nobody's") is None
    assert token_of(ada) not in str(list(Participant.objects.values()))
    assert link_of(ada).endswith(f"/my/{token_of(ada)}/")


@pytest.mark.django_db(transaction=True)
def test_what_is_deleted_while_the_form_is_sent_is_left_out(day: Day) -> None:
    film, music = (Workshop.objects.create(day=day, title=title, maximum=9) for title in ("Film", "Muziek"))
    wishes, diet = field(day, "wishes"), field(day, "diet")
    form = sent(answers={wishes: [str(film.pk), str(music.pk)], diet: "geen noten"})
    FormField.objects.filter(pk=diet.pk).delete()
    Workshop.objects.filter(pk=film.pk).delete()
    assert register(day, form).new
    assert (list(Preference.objects.values_list("rank", "workshop__title")), Answer.objects.count()) == (
        [(1, "Muziek")],
        0,
    )
    assert mailed() == [("ada@example.org", "registered")]
