# SPDX-License-Identifier: EUPL-1.2
"""Programmes that were published, and participants who may change theirs. Everybody is made up.

Round 1: Film is full (Ada, Cas), Casus has Bo and 2 free chairs, Dialoog has Dee. Round 2: Film has Bo and a free
chair, Casus has Ada and Dee and a free chair, Dialoog has Cas.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from placed_people import placed, who
from regiodag.accounts.models import User
from regiodag.days.models import Day, Session
from regiodag.placements.actions.publish import publish
from regiodag.placements.models import ChangeRules, Placement
from regiodag.placements.queries.published import current, seats_now
from regiodag.registrations.links import token_of

SEATS = {"Ada": "FC", "Bo": "CF", "Cas": "FD", "Dee": "DC"}


@pytest.fixture
def changing(placeable: Day, owner: User) -> Placement:
    """The placement that was published; everybody may change their own workshops."""
    placement = placed(placeable, SEATS)
    publish(owner, placement, "eerste", 0)
    ChangeRules.objects.create(day=placeable, allowed=True)
    placement.day.refresh_from_db()
    return placement


def seats(day: Day) -> dict[str, str]:
    """What everybody has now: the first letters of their workshops, in the order of the rounds."""
    now = seats_now(current(day))
    found = {}
    for person in day.participants.order_by("given_name"):
        sessions = Session.objects.filter(pk__in=now.get(str(person.pk), ())).order_by("round__number")
        found[person.given_name] = "".join(each.workshop.title[0] for each in sessions)
    return found


def own_page(name: str) -> str:
    """What somebody sees on their own page."""
    return Client().get(reverse("my", args=[token_of(who(name))])).content.decode()
