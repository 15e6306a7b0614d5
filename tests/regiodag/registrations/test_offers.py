# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from regiodag.days.models import Day
from regiodag.messages.models import Mail
from regiodag.registrations.actions.offers import OfferOverError, accept_offer, sweep_offers
from regiodag.registrations.actions.register import Submission, cancel, register
from regiodag.registrations.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(day: Day) -> Day:
    """A day with one place, and Bo and Cas who wait for it."""
    day.capacity, day.state = 1, "open"
    day.save()
    for name in ("Ada", "Bo", "Cas"):
        register(day, Submission(name, "Voorbeeld", f"{name}@example.org".lower()))
    return day


def person(name: str) -> Participant:
    return Participant.objects.get(given_name=name)


def states() -> dict[str, str]:
    return dict(Participant.objects.order_by("given_name").values_list("given_name", "state"))


def too_late(name: str) -> None:
    Participant.objects.filter(given_name=name).update(offered_until=timezone.now() - timedelta(seconds=1))


def test_offer_that_nobody_answers_goes_to_who_is_next(waiting: Day) -> None:
    cancel(person("Ada"))
    too_late("Bo")
    with pytest.raises(OfferOverError):
        accept_offer(person("Bo"))
    assert sweep_offers() == 1
    assert states() == {"Ada": "cancelled", "Bo": "cancelled", "Cas": "offered"}
    assert sorted(Mail.objects.filter(kind__in=["lapsed", "offered"]).values_list("to", "kind")) == [
        ("bo@example.org", "lapsed"), ("bo@example.org", "offered"), ("cas@example.org", "offered"),
    ]  # fmt: skip


def test_sweeping_again_offers_nothing_anew(waiting: Day) -> None:
    cancel(person("Ada"))
    assert (sweep_offers(), sweep_offers()) == (0, 0)
    assert states() == {"Ada": "cancelled", "Bo": "offered", "Cas": "waiting"}


def test_more_chairs_are_offered_at_the_next_sweep(waiting: Day) -> None:
    Day.objects.filter(pk=waiting.pk).update(capacity=3)
    assert sweep_offers() == 2
    assert states() == {"Ada": "registered", "Bo": "offered", "Cas": "offered"}


def test_nothing_is_offered_of_a_day_that_was_held(waiting: Day) -> None:
    Day.objects.filter(pk=waiting.pk).update(state="held", capacity=None)
    assert sweep_offers() == 0


def test_offer_lasts_as_long_as_the_form_says(waiting: Day) -> None:
    waiting.registration_form.offer_hours = 5
    waiting.registration_form.save()
    cancel(person("Ada"))
    until = person("Bo").offered_until
    assert until is not None
    assert abs(until - timezone.now() - timedelta(hours=5)) < timedelta(minutes=1)
