# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from regiodag.days.models import Day, Workshop
from regiodag.days.states import MOVES
from regiodag.registrations.doubts import doubts_before, doubts_of
from regiodag.registrations.models import FormField, RegistrationForm

pytestmark = pytest.mark.django_db

NOW = datetime(2030, 8, 1, 12, tzinfo=UTC)
OVER = "Het moment waarop de aanmelding sluit, is voorbij: niemand kan zich aanmelden. Kies een later moment."
LATE = "De aanmelding sluit pas als de dag zelf al begonnen is. Kies een eerder moment als dat niet de bedoeling is."
NONE = "Er zijn nog geen workshops, dus er valt niets te kiezen. Voeg ze toe voordat de aanmelding opengaat."
FEW = "Mensen mogen 2 workshops kiezen, maar er is er maar 1. Meer kunnen zij niet kiezen."
NO_RANKS = (
    "Het formulier vraagt naar workshops, maar mensen mogen er geen kiezen. Kies hoeveel, of verwijder die vraag."
)
NOT_ASKED = (
    "Het formulier vraagt niet welke workshops mensen willen. Voeg een vraag toe van de soort “workshops op volgorde”."
)


def doubts(day: Day, **settings: Any) -> list[str]:
    RegistrationForm.objects.update(**{"wishes": 1, **settings})
    return doubts_of(RegistrationForm.objects.get(day=day), NOW)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, []),
        ({"closes": NOW}, [OVER]),
        ({"closes": datetime(2030, 9, 11, 20, tzinfo=UTC)}, []),
        ({"closes": datetime(2030, 9, 12, 11, tzinfo=UTC)}, [LATE]),
        ({"wishes": 2}, [FEW]),
        ({"wishes": 0}, [NO_RANKS]),
    ],
)
def test_what_does_not_fit_is_told(day: Day, settings: dict[str, Any], expected: list[str]) -> None:
    assert doubts(day, **settings) == expected


def test_day_without_workshops_has_nothing_to_choose_from(day: Day) -> None:
    Workshop.objects.all().delete()
    assert doubts(day) == [NONE]


def test_form_that_does_not_ask_for_workshops_is_told_unless_none_are_ranked(day: Day) -> None:
    FormField.objects.filter(kind="wishes").delete()
    assert (doubts(day), doubts(day, wishes=0)) == ([NOT_ASKED], [])


def test_only_opening_is_doubtful(day: Day) -> None:
    RegistrationForm.objects.update(wishes=2)
    told = {(move.start, move.end): list(doubts_before(day, move)) for move in MOVES}
    assert {pair: found for pair, found in told.items() if found} == {
        ("draft", "open"): [FEW],
        ("closed", "open"): [FEW],
        ("called-off", "open"): [FEW],
    }
