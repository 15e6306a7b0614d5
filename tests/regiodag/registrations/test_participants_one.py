# SPDX-License-Identifier: EUPL-1.2
"""One participant, as organisers see and change them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import AuditDetail, AuditEntry, User
from regiodag.accounts.roles import GRANTS, Permission, Role
from regiodag.days.models import Day
from regiodag.messages.models import Mail
from regiodag.registrations.actions.register import change, keep_answers
from regiodag.registrations.links import token_of
from regiodag.registrations.models import Participant
from regiodag.registrations.queries import fields_of
from regiodag.registrations.views import participant
from regiodag_people import signed_in
from registered_people import registered, wish

pytestmark = pytest.mark.django_db

State = Participant.State


@pytest.fixture
def ada(day: Day) -> Participant:
    """Ada, who comes, wants the dialogue and eats no nuts."""
    ada = registered(day, "Ada", "Aalders", organisation_typed="Zorgpunt", notes="belt nog")
    wish(ada, day.workshops.get())
    keep_answers(ada, {question(day, "diet"): "geen noten"})
    return ada


def question(day: Day, kind: str) -> Any:
    return next(each for each in fields_of(day) if each.kind == kind)


def at(name: str, participant: Participant) -> str:
    return reverse(name, args=[participant.day_id, participant.pk])


def told(participant: Participant) -> list[str]:
    """What the trail says of somebody, the oldest first."""
    found = AuditEntry.objects.filter(subject=f"participant:{participant.pk}").order_by("number")
    return list(found.values_list("action", flat=True))


def mails() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("made", "pk").values_list("to", "kind"))


def filled(participant: Participant, **more: Any) -> dict[str, Any]:
    """What the form sends when nothing but this is changed."""
    day = participant.day
    same = {name: getattr(participant, name) for name in ("given_name", "prefix", "family_name", "email", "function")}
    wishes = [str(each.workshop_id) for each in participant.preferences.all()]
    answers = {f"q-{question(day, 'wishes').pk}": wishes, f"q-{question(day, 'diet').pk}": "geen noten"}
    about = {"organisation_typed": participant.organisation_typed, "notes": participant.notes, "group": ""}
    return {**same, **about, **answers, "seen": participant.version, **more}


def test_page_tells_everything_to_whoever_may_see_it(as_owner: Client, ada: Participant) -> None:
    page = as_owner.get(at("participant", ada))
    assert [each.workshop.title for each in page.context["wishes"]] == ["Dialoog"]
    assert [(each.label, each.answer, each.hidden) for each in page.context["answers"]] == [
        ("Is er iets wat u niet eet?", "geen noten", False), ("Wat hebt u nodig om mee te doen?", "", False),
    ]  # fmt: skip
    for shown in ("ada.aalders@example.org", "belt nog", "Zorgpunt", "geen noten"):
        assert shown in page.content.decode()


@pytest.mark.parametrize("role", [Role.DESK, Role.VIEWER])
def test_role_that_only_looks_sees_no_sensitive_answer_address_or_notes(
    ada: Participant, join: Callable[[Role], User], role: Role
) -> None:
    page = signed_in(join(role)).get(at("participant", ada))
    assert [(each.label, each.answer, each.hidden) for each in page.context["answers"]] == [
        ("Is er iets wat u niet eet?", "", True), ("Wat hebt u nodig om mee te doen?", "", True),
    ]  # fmt: skip
    assert "niet zichtbaar voor u" in page.content.decode()
    for hidden in ("@example.org", "belt nog", "geen noten", at("participant-change", ada)):
        assert hidden not in page.content.decode()


def test_editor_without_permission_for_sensitive_answers_neither_sees_nor_erases_them(
    ada: Participant, join: Callable[[Role], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    grants = {**GRANTS, Role.ORGANISER: GRANTS[Role.ORGANISER] - {Permission.SENSITIVE}}
    monkeypatch.setattr("regiodag.accounts.roles.GRANTS", grants)
    client = signed_in(join(Role.ORGANISER))
    assert "geen noten" not in client.get(at("participant-change", ada)).content.decode()
    client.post(at("participant-change", ada), filled(ada, function="arts"))
    ada = Participant.objects.get()
    assert (ada.function, ada.answers.count()) == ("arts", 1)


def test_participant_of_another_day_is_not_there(as_owner: Client, day: Day, stranger: User) -> None:
    other = registered(Day.objects.get(title="Andere dag"), "Zed")
    for name in ("participant", "participant-change", "participant-cancel", "participant-place", "participant-link"):
        path = reverse(name, args=[day.pk, other.pk])
        assert {as_owner.get(path).status_code, as_owner.post(path).status_code} <= {404, 405}


def test_somebody_is_added_by_hand_with_the_questions_of_the_day(as_owner: Client, day: Day) -> None:
    wishes, diet = question(day, "wishes"), question(day, "diet")
    sent = {
        "given_name": "Bo", "family_name": "Beek", "email": "Bo@Example.org", "key": str(uuid4()),
        f"q-{wishes.pk}": [str(day.workshops.get().pk)], f"q-{diet.pk}": "vegetarisch",
    }  # fmt: skip
    answer = as_owner.post(reverse("participant-add", args=[day.pk]), sent)
    bo = Participant.objects.get()
    assert answer.headers["Location"] == at("participant", bo)
    assert (bo.source, bo.state, bo.email) == ("hand", "registered", "bo@example.org")
    assert (bo.preferences.count(), bo.answers.count()) == (1, 1)
    assert (told(bo), mails()) == (["participant.added"], [("bo@example.org", "registered")])
    assert AuditDetail.objects.get(entry__action="participant.added").actor == "Een owner"


def test_adding_another_one_comes_back_to_an_empty_form(as_owner: Client, day: Day) -> None:
    where = reverse("participant-add", args=[day.pk])
    assert 'autocomplete="given-name"' not in as_owner.get(where).content.decode()  # that is the organiser's own
    sent = {"given_name": "Bo", "family_name": "Beek", "email": "bo@example.org", "key": str(uuid4()), "another": "1"}
    assert as_owner.post(where, sent).headers["Location"] == where


def test_address_that_is_registered_is_told_with_the_name_and_nothing_is_lost(
    as_owner: Client, ada: Participant
) -> None:
    sent = {"given_name": "A.", "family_name": "Aalders", "email": "ADA.aalders@example.org", "key": str(uuid4())}
    page = as_owner.post(reverse("participant-add", args=[ada.day_id]), sent)
    assert page.context["form"].errors == {"email": ["Dit adres is al aangemeld: Ada Aalders."]}
    assert 'value="ADA.aalders@example.org"' in page.content.decode()
    assert (Participant.objects.count(), mails()) == (1, [])


def test_who_had_cancelled_is_registered_again_by_the_organiser(as_owner: Client, ada: Participant) -> None:
    Participant.objects.update(state=State.CANCELLED)
    sent = {"given_name": "Ada", "family_name": "Aalders", "email": ada.email, "key": str(uuid4())}
    as_owner.post(reverse("participant-add", args=[ada.day_id]), sent)
    ada.refresh_from_db()
    assert (ada.state, told(ada)) == ("registered", ["participant.returned"])
    assert AuditDetail.objects.get(entry__action="participant.returned").actor == "Een owner"


def test_change_keeps_what_is_new_and_touches_no_other_answer(as_owner: Client, ada: Participant) -> None:
    before = ada.answers.get().pk
    answer = as_owner.post(at("participant-change", ada), filled(ada, function="arts", email="Nieuw@example.org"))
    ada = Participant.objects.get()
    assert answer.headers["Location"] == at("participant", ada)
    assert (ada.function, ada.email, ada.version, ada.wished) == ("arts", "nieuw@example.org", 2, None)
    assert (ada.answers.get().pk, ada.preferences.count()) == (before, 1)
    assert (told(ada), mails()) == (["participant.changed"], [])


def test_wishes_can_be_changed_for_somebody(as_owner: Client, ada: Participant) -> None:
    as_owner.post(at("participant-change", ada), filled(ada, **{f"q-{question(ada.day, 'wishes').pk}": []}))
    assert ada.preferences.count() == 0


def test_address_of_somebody_else_is_refused(as_owner: Client, ada: Participant) -> None:
    registered(ada.day, "Bo", "Beek")
    page = as_owner.post(at("participant-change", ada), filled(ada, email="bo.beek@example.org"))
    assert page.context["form"].errors == {"email": ["Dit adres is al aangemeld: Bo Beek."]}


def test_address_that_somebody_takes_a_moment_before_is_told_and_nothing_typed_is_lost(
    as_owner: Client, ada: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def later(*args: Any, **more: Any) -> Participant:
        registered(ada.day, "Bo", "Beek")
        return change(*args, **more)

    monkeypatch.setattr(participant, "change", later)
    page = as_owner.post(at("participant-change", ada), filled(ada, function="arts", email="bo.beek@example.org"))
    assert page.status_code == 409
    assert page.context["form"].errors == {"email": ["Dit adres is al aangemeld: Bo Beek."]}
    assert page.context["form"]["function"].value() == "arts"
    ada.refresh_from_db()
    assert (ada.email, ada.version) == ("ada.aalders@example.org", 1)


def test_two_who_change_at_once_are_told_also_of_answers(as_owner: Client, ada: Participant) -> None:
    sent = filled(ada, function="arts", **{f"q-{question(ada.day, 'diet').pk}": "geen ei"})
    as_owner.post(at("participant-change", ada), filled(ada, function="rechter"))
    page = as_owner.post(at("participant-change", ada), sent)
    assert page.status_code == 409
    assert [(each.label, each.mine, each.theirs) for each in page.context["differences"]] == [
        ("Functie", "arts", "rechter"), ("Is er iets wat u niet eet?", "geen ei", "geen noten"),
    ]  # fmt: skip
    assert Participant.objects.get().function == "rechter"
    as_owner.post(at("participant-change", ada), {**sent, "seen": page.context["form"].data["seen"]})
    assert Participant.objects.get().function == "arts"


def test_cancelling_asks_first_then_mails_and_passes_the_place_on(as_owner: Client, ada: Participant) -> None:
    Day.objects.update(capacity=1, state="open")
    bo = registered(ada.day, "Bo", "Beek", state=State.WAITING)
    assert "Ada Aalders afmelden?" in as_owner.get(at("participant-cancel", ada)).content.decode()
    assert mails() == []
    as_owner.post(at("participant-cancel", ada))
    as_owner.post(at("participant-cancel", ada))
    assert mails() == [("ada.aalders@example.org", "cancelled"), ("bo.beek@example.org", "offered")]
    assert (told(ada), told(bo)) == (["participant.cancelled"], ["participant.offered"])


def test_place_is_given_when_the_day_is_full_and_that_is_said_first(as_owner: Client, ada: Participant) -> None:
    Day.objects.update(capacity=1, state="open")
    bo = registered(ada.day, "Bo", "Beek", state=State.WAITING)
    assert "De dag is vol: met Bo Beek erbij" in as_owner.get(at("participant-place", bo)).content.decode()
    as_owner.post(at("participant-place", bo))
    as_owner.post(at("participant-place", bo))
    bo.refresh_from_db()
    assert (bo.state, bo.version, told(bo)) == ("registered", 2, ["participant.given-place"])
    assert mails() == [("bo.beek@example.org", "registered")]


def test_who_goes_on_the_waiting_list_is_last_and_the_place_goes_to_who_is_next(
    as_owner: Client, ada: Participant
) -> None:
    Day.objects.update(capacity=1, state="open")
    bo = registered(ada.day, "Bo", "Beek", state=State.WAITING)
    as_owner.post(at("participant-wait", ada))
    ada.refresh_from_db()
    bo.refresh_from_db()
    assert (ada.state, bo.state, ada.queued > bo.queued) == ("waiting", "offered", True)
    assert mails() == [("ada.aalders@example.org", "waiting"), ("bo.beek@example.org", "offered")]


@pytest.mark.parametrize("capacity", [None, 1, 5])
def test_nobody_waits_for_a_place_that_would_come_back(
    as_owner: Client, ada: Participant, capacity: int | None
) -> None:
    Day.objects.update(capacity=capacity, state="open")
    assert at("participant-wait", ada) not in as_owner.get(at("participant", ada)).content.decode()
    page = as_owner.post(at("participant-wait", ada), follow=True)
    assert "Er wacht niemand anders" in page.content.decode()
    ada.refresh_from_db()
    assert (ada.state, ada.version, mails()) == ("registered", 1, [])


def test_personal_link_is_sent_once_per_form_and_works_still(as_owner: Client, ada: Participant) -> None:
    key = as_owner.get(at("participant-link", ada)).context["key"]
    token = token_of(ada)
    for _time in range(2):
        as_owner.post(at("participant-link", ada), {"key": str(key)})
    assert mails() == [("ada.aalders@example.org", "link")]
    assert Client().get(reverse("my", args=[token])).status_code == 200


def test_link_that_is_replaced_opens_nothing_any_more(as_owner: Client, ada: Participant) -> None:
    old = token_of(ada)
    as_owner.post(at("participant-link", ada), {"key": str(UUID(int=3)), "anew": "1"})
    ada.refresh_from_db()
    found = [Client().get(reverse("my", args=[token])).status_code for token in (old, token_of(ada))]
    assert (found, told(ada)) == ([404, 200], ["participant.link-replaced"])


def test_history_tells_who_did_what_to_this_person_only(as_owner: Client, ada: Participant) -> None:
    bo = registered(ada.day, "Bo", "Beek")
    as_owner.post(at("participant-change", ada), filled(ada, function="arts"))
    as_owner.post(at("participant-cancel", bo))
    page = as_owner.get(at("participant", ada))
    assert [(line["who"], line["did"]) for line in page.context["history"]] == [
        ("Een owner", "wijzigde een aanmelding")
    ]
    assert AuditDetail.objects.filter(facts__icontains="ada").count() == 0
