# SPDX-License-Identifier: EUPL-1.2
"""People of a day to whom can be written: some who come, one who waits, one who cancelled. All made up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from regiodag.days.models import Day, Workshop
from regiodag.mailings.models import Mailing, Rule, Template
from regiodag.messages.models import Mail
from regiodag.registrations.actions.register import Submission, cancel, register
from regiodag.registrations.models import Domain, FormField, Group, Organisation, Participant, RegistrationForm

CLOSES = datetime(2030, 9, 1, 15, 0, tzinfo=UTC)
"""Five in the afternoon in Amsterdam."""
HERE = ZoneInfo("Europe/Amsterdam")
MOMENT = datetime(2030, 8, 25, 9, 0, tzinfo=HERE)
"""A week before closing, at nine."""


def sent(name: str, **more: Any) -> Submission:
    person = {"given_name": name, "prefix": "van", "family_name": "Voorbeeld", "email": f"{name}@example.org".lower()}
    return Submission(**{**person, **more})


def person(name: str) -> Participant:
    return Participant.objects.get(given_name=name)


@pytest.fixture
def peopled(day: Day) -> Day:
    """Ada and Bo come, Ada with wishes; Cas waits; Dee cancelled. Mail about all that is out of the way."""
    day.capacity, day.state, day.venue, day.contact_email = 2, "open", "De Hal", "post@example.org"
    day.save()
    RegistrationForm.objects.filter(day=day).update(closes=CLOSES)
    wishes = FormField.objects.get(section__form__day=day, kind="wishes")
    film = Workshop.objects.create(day=day, title="Film & gesprek", maximum=9)
    dialogue = Workshop.objects.get(day=day, title="Dialoog")
    register(day, sent("Dee"))
    cancel(person("Dee"))
    register(day, sent("Ada", organisation="Zorg", answers={wishes: [str(film.pk), str(dialogue.pk)]}))
    register(day, sent("Bo", organisation="Politie"))
    register(day, sent("Cas"))
    police = Organisation.objects.create(
        day=day, name="Politie", domain=Domain.objects.create(day=day, name="Opsporing")
    )
    group = Group.objects.create(day=day, name="Samen")
    Participant.objects.filter(given_name="Bo").update(organisation=police)
    Participant.objects.filter(given_name="Cas").update(group=group)
    Mail.objects.all().delete()
    return day


def draft(day: Day, **more: Any) -> Mailing:
    """A message that is only a draft."""
    letter = {"subject": "Dag {voornaam}", "text": "Beste {hele-naam},\n\nTot ziens op {datum}.", "audience": "coming"}
    return Mailing.objects.create(**{"day": day, **letter, **more})


def reminder(day: Day, **more: Any) -> Rule:
    """A rule that reminds people without wishes, a week before closing at nine."""
    wanted = {"audience": "without-wishes", "days": 7, "moment": "closing", "time": "09:00"}
    rule = Rule.objects.create(
        **{"day": day, "template": Template.objects.get(day=day, code="remind-wishes"), **wanted, **more}
    )
    rule.refresh_from_db()
    return rule


def mailed() -> list[tuple[str, str, str]]:
    """To whom, of which kind and with what subject there are mails."""
    return sorted(Mail.objects.values_list("to", "kind", "subject"))
