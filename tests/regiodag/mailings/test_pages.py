# SPDX-License-Identifier: EUPL-1.2
"""The pages of messages: write, look, send, texts and rules; and that nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from mailing_people import draft, mailed, person, reminder
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.mailings.actions.write import approve
from regiodag.mailings.models import Mailing, Rule, Template
from regiodag.registrations.links import link_of
from regiodag.registrations.models import Organisation, Participant, RegistrationForm

pytestmark = pytest.mark.django_db

LETTER = {"audience": "coming", "subject": "Dag", "text": "Beste {voornaam}", "seen": 1}


def at(name: str, day: Day, *ids: UUID) -> str:
    return reverse(name, args=[day.pk, *ids])


def said(answer: Any) -> list[str]:
    return [str(each) for each in answer.context["messages"]]


def words(answer: Any) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def test_message_is_written_looked_at_and_sent(peopled: Day, as_owner: Client) -> None:
    answer = as_owner.post(at("mailing-new", peopled), LETTER, follow=True)
    mailing = Mailing.objects.get()
    assert answer.redirect_chain == [(at("mailing", peopled, mailing.pk), 302)]
    assert (mailing.subject, mailing.audience, mailing.choice, mailing.language, mailed()) == (
        "Dag", "coming", [], "nl", [],
    )  # fmt: skip
    assert "Dit gaat naar 2 mensen als u het verstuurt." in words(answer)
    page = as_owner.get(at("mailing-send", peopled, mailing.pk))
    assert "Nu 2 mensen mailen?" in words(page)
    assert mailed() == []
    answer = as_owner.post(at("mailing-send", peopled, mailing.pk), {"seen": 1}, follow=True)
    assert said(answer) == ["Het bericht gaat naar 2 mensen."]
    assert mailed() == [("ada@example.org", "mailing", "Dag"), ("bo@example.org", "mailing", "Dag")]
    again = as_owner.post(at("mailing-send", peopled, mailing.pk), {"seen": 2}, follow=True)
    assert said(again)[-1].startswith("Er is nu niets verstuurd")
    assert len(mailed()) == 2


def test_message_begins_with_a_text_that_is_there(peopled: Day, as_owner: Client) -> None:
    template = Template.objects.get(day=peopled, code="remind-wishes")
    form = as_owner.get(at("mailing-new", peopled) + f"?template={template.pk}").context["form"]
    assert [form[name].value() for name in ("audience", "subject", "text")] == [
        template.audience, template.subject, template.text,
    ]  # fmt: skip
    for query in ("?template=nonsense", f"?template={peopled.pk}", ""):
        assert not as_owner.get(at("mailing-new", peopled) + query).context["form"]["subject"].value()


def test_unknown_placeholder_is_told_and_what_was_typed_stays(peopled: Day, as_owner: Client) -> None:
    answer = as_owner.post(at("mailing-new", peopled), {**LETTER, "text": "Beste {vornaam} <b>", "subject": "{dagg}"})
    form = answer.context["form"]
    assert form.errors == {
        "text": ["{vornaam} betekent niets. Bedoelt u {voornaam}?"],
        "subject": ["{dagg} betekent niets. Bedoelt u {dag}?"],
    }
    assert (form["text"].value(), Mailing.objects.count()) == ("Beste {vornaam} <b>", 0)
    assert "Beste {vornaam} &lt;b&gt;</textarea>" in answer.content.decode()


def test_audience_in_which_something_is_to_be_chosen_asks_for_it(peopled: Day, as_owner: Client) -> None:
    police = str(Organisation.objects.get().pk)
    answer = as_owner.post(at("mailing-new", peopled), {**LETTER, "audience": "organisation"})
    assert answer.context["form"].errors == {"choice_organisation": ["Kies er minstens een."]}
    chosen = {**LETTER, "audience": "organisation", "choice_organisation": [police], "choice_group": []}
    as_owner.post(at("mailing-new", peopled), chosen)
    mailing = Mailing.objects.get()
    assert mailing.choice == [police]
    form = as_owner.get(at("mailing-change", peopled, mailing.pk)).context["form"]
    assert form["choice_organisation"].value() == [police]
    assert form["choice_picked"].value() == []


def test_audience_without_anything_to_choose_from_is_not_offered(day: Day, as_owner: Client) -> None:
    offered = [code for code, _name in as_owner.get(at("mailing-new", day)).context["form"]["audience"].field.choices]
    assert offered == ["coming", "without-wishes", "waiting", "not-answered", "everybody", "leaders", "with-cancelled"]


def test_two_people_who_change_a_draft_are_told(peopled: Day, as_owner: Client) -> None:
    mailing = draft(peopled)
    as_owner.post(at("mailing-change", peopled, mailing.pk), {**LETTER, "subject": "Eerst"})
    answer = as_owner.post(at("mailing-change", peopled, mailing.pk), {**LETTER, "subject": "Later"})
    assert answer.status_code == 409
    assert [(each.label, each.mine, each.theirs) for each in answer.context["differences"]] == [
        ("Onderwerp", "Later", "Eerst")
    ]
    as_owner.post(at("mailing-change", peopled, mailing.pk), {**LETTER, "subject": "Later", "seen": 2})
    mailing.refresh_from_db()
    assert mailing.subject == "Later"


def test_message_that_was_sent_cannot_be_changed_or_thrown_away(peopled: Day, owner: User, as_owner: Client) -> None:
    mailing = draft(peopled)
    approve(owner, mailing, 1)
    answer = as_owner.post(at("mailing-change", peopled, mailing.pk), {**LETTER, "seen": 2}, follow=True)
    assert said(answer) == ["Dit bericht is verstuurd: het kan niet meer worden veranderd."]
    as_owner.post(at("mailing-remove", peopled, mailing.pk), {"seen": 2})
    assert Mailing.objects.get().subject == "Dag {voornaam}"
    assert "Dit bericht is al verstuurd" in words(as_owner.get(at("mailing-send", peopled, mailing.pk)))


def test_draft_is_looked_through_person_by_person(peopled: Day, as_owner: Client) -> None:
    path = at("mailing", peopled, draft(peopled, text="{persoonlijke-link} {mijn-voorkeuren}").pk)
    found = [as_owner.get(path + query).context for query in ("", "?person=2", "?person=99", "?person=no")]
    assert [(each["to"].name, each["before"], each["after"]) for each in found] == [
        ("Ada van Voorbeeld", 0, 2),
        ("Bo van Voorbeeld", 1, 0),
        ("Bo van Voorbeeld", 1, 0),
        ("Ada van Voorbeeld", 0, 2),
    ]
    page = as_owner.get(path)
    assert "{mijn-voorkeuren} blijft leeg voor 1 persoon: Bo van Voorbeeld" in words(page)
    RegistrationForm.objects.filter(day=peopled).update(closes=None)
    closing = as_owner.get(at("mailing", peopled, draft(peopled, text="{sluitingsdatum}").pk))
    assert "{sluitingsdatum} blijft leeg voor iedereen. De aanmelding heeft nog geen sluitingsdatum." in words(closing)
    assert "[hier staat de eigen link]" in words(page)
    assert (link_of(person("Ada")) in page.content.decode(), "/my/" in page.content.decode()) == (False, False)


def test_preview_shows_what_is_being_written_and_keeps_nothing(peopled: Day, as_owner: Client) -> None:
    given = {**LETTER, "text": "Dag {voornaam}, {persoonlijke-link} {vornaam}", "person": "2"}
    answer = as_owner.post(at("mailing-preview", peopled), given)
    assert "Dag Bo, [hier staat de eigen link] {vornaam}" in words(answer)
    assert "{vornaam} betekent niets." in words(answer)
    assert (Mailing.objects.count(), "<html" in answer.content.decode()) == (0, False)
    nobody = as_owner.post(at("mailing-preview", peopled), {"audience": "nonsense"})
    assert "Nog niemand: kies voor wie dit bericht is." in words(nobody)


def test_preview_of_people_chosen_by_hand(peopled: Day, as_owner: Client) -> None:
    given = {**LETTER, "audience": "picked", "choice_picked": [str(person("Dee").pk)]}
    assert "Beste Dee" in words(as_owner.post(at("mailing-preview", peopled), given))


def test_test_is_mailed_to_oneself(peopled: Day, owner: User, as_owner: Client) -> None:
    mailing = draft(peopled)
    answer = as_owner.post(at("mailing-test", peopled, mailing.pk), {"person": "2"}, follow=True)
    assert said(answer) == [f"De proef is onderweg naar {owner.email}."]
    assert mailed() == [(owner.email, "test", "Proef: Dag Bo")]
    Participant.objects.all().delete()
    answer = as_owner.post(at("mailing-test", peopled, mailing.pk), follow=True)
    assert said(answer) == ["Dit bericht is nu voor niemand. Kies iemand anders om aan te schrijven."]
    assert said(as_owner.post(at("mailing-send", peopled, mailing.pk), {"seen": 1}, follow=True)) == [
        "Dit bericht is nu voor niemand. Kies iemand anders om aan te schrijven."
    ]


def test_draft_is_thrown_away_after_a_question(peopled: Day, as_owner: Client) -> None:
    path = at("mailing-remove", peopled, draft(peopled).pk)
    assert "Niemand krijgt “Dag {voornaam}”, en de tekst is weg." in words(as_owner.get(path))
    assert said(as_owner.post(path, {"seen": 7}, follow=True))[0].startswith("Er is niets weggegooid")
    assert Mailing.objects.count() == 1
    assert said(as_owner.post(path, {"seen": 1}, follow=True)) == ["Het concept is weggegooid."]
    assert Mailing.objects.count() == 0


def test_home_shows_drafts_what_was_sent_and_rules(peopled: Day, owner: User, as_owner: Client) -> None:
    draft(peopled, subject="Nog niet")
    sent = draft(peopled, subject="Weg")
    approve(owner, sent, 1)
    reminder(peopled)
    context = as_owner.get(at("messages", peopled)).context
    assert [[each.mailing.subject for each in context[part]] for part in ("drafts", "sent")] == [["Nog niet"], ["Weg"]]
    page = words(as_owner.get(at("messages", peopled)))
    assert "wordt uitgevoerd op zondag 25 augustus 2030, 09:00 (nu 1 persoon: wie komt en nog geen" in page


def test_texts_are_added_changed_and_taken_away(peopled: Day, as_owner: Client) -> None:
    given = {"name": "Dank", "audience": "coming", "subject": "Dank u", "text": "Dag {voornaam}", "seen": 1}
    as_owner.post(at("message-template-add", peopled), given)
    template = Template.objects.get(name="Dank")
    as_owner.post(at("message-template", peopled, template.pk), {**given, "subject": "Veel dank"})
    stale = as_owner.post(at("message-template", peopled, template.pk), {**given, "subject": "Later"})
    assert (stale.status_code, [each.theirs for each in stale.context["differences"]]) == (409, ["Veel dank"])
    wrong = as_owner.post(at("message-template", peopled, template.pk), {**given, "text": "{nix}", "seen": 2})
    assert wrong.context["form"].errors == {"text": ["{nix} betekent niets."]}
    as_owner.get(at("message-template-remove", peopled, template.pk))
    assert Template.objects.filter(name="Dank").count() == 1
    as_owner.post(at("message-template-remove", peopled, template.pk))
    assert Template.objects.filter(name="Dank").count() == 0


def test_text_that_a_rule_writes_with_is_not_taken_away(peopled: Day, as_owner: Client) -> None:
    template = reminder(peopled).template
    answer = as_owner.post(at("message-template-remove", peopled, template.pk), follow=True)
    assert said(answer)[0].startswith("Een regel schrijft met deze tekst.")
    assert Template.objects.filter(pk=template.pk).exists()


def test_usual_texts_can_be_put_back(peopled: Day, as_owner: Client) -> None:
    Template.objects.filter(code="practical").delete()
    page = as_owner.get(at("message-templates", peopled))
    assert [str(each) for each in page.context["gone"]] == ["Praktische informatie, een week van tevoren"]
    as_owner.post(at("message-templates-usual", peopled))
    assert as_owner.get(at("message-templates", peopled)).context["gone"] == []


def test_rules_are_added_changed_run_again_and_taken_away(peopled: Day, as_owner: Client) -> None:
    template = Template.objects.get(day=peopled, code="practical")
    given = {
        "template": template.pk, "audience": "coming", "days": 7, "moment": "day", "time": "09:00", "active": "on",
        "seen": 1,
    }  # fmt: skip
    begun = as_owner.get(at("message-rule-add", peopled)).context["form"]
    assert (begun["audience"].value(), begun["moment"].value()) == ("without-wishes", "closing")
    as_owner.post(at("message-rule-add", peopled), given)
    rule = Rule.objects.get()
    as_owner.post(at("message-rule", peopled, rule.pk), {**given, "days": 8})
    stale = as_owner.post(at("message-rule", peopled, rule.pk), {**given, "days": 9})
    assert (stale.status_code, [each.theirs for each in stale.context["differences"]]) == (409, ["8"])
    Rule.objects.update(done=1)
    as_owner.post(at("message-rule-again", peopled, rule.pk))
    rule.refresh_from_db()
    assert (rule.days, rule.turn, rule.at_once) == (8, 2, False)
    as_owner.get(at("message-rule-remove", peopled, rule.pk))
    assert Rule.objects.count() == 1
    as_owner.post(at("message-rule-remove", peopled, rule.pk))
    assert Rule.objects.count() == 0


def test_rule_whose_moment_is_past_is_refused_unless_it_is_off(peopled: Day, as_owner: Client) -> None:
    given = {
        "template": Template.objects.filter(day=peopled)[0].pk, "audience": "coming", "days": 7, "moment": "day",
        "time": "09:00", "seen": 1,
    }  # fmt: skip
    Day.objects.update(date="2020-01-01")
    answer = as_owner.post(at("message-rule-add", peopled), {**given, "active": "on"})
    assert answer.context["form"].non_field_errors() == [
        "Dat moment is al voorbij. Kies minder dagen ervoor, of schrijf het bericht zelf."
    ]
    as_owner.post(at("message-rule-add", peopled), given)
    assert Rule.objects.get().active is False


def test_things_of_another_day_are_not_there(peopled: Day, as_owner: Client) -> None:
    other = Day.objects.create(series=peopled.series, title="Anders")
    foreign = {
        "mailing": draft(other).pk,
        "mailing-change": draft(other).pk,
        "mailing-send": draft(other).pk,
        "mailing-remove": draft(other).pk,
        "message-template": Template.objects.filter(day=other)[0].pk,
        "message-template-remove": Template.objects.filter(day=other)[0].pk,
        "message-rule": reminder(other).pk,
        "message-rule-remove": reminder(other).pk,
    }
    found = {name: as_owner.get(at(name, peopled, pk)).status_code for name, pk in foreign.items()}
    assert found == dict.fromkeys(foreign, 404)
