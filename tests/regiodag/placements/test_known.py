# SPDX-License-Identifier: EUPL-1.2
"""What somebody is told of what the placement knows of them, and that it goes with them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from changing_people import own_page
from placed_people import placed, session, who
from regiodag.accounts.models import User
from regiodag.placements.actions.moves import lock, move
from regiodag.placements.actions.own import take_chair
from regiodag.placements.known import known_of
from regiodag.placements.models import Correction, Placement, SeenVersion
from regiodag.registrations.actions.erase import erase
from regiodag.registrations.links import token_of

pytestmark = pytest.mark.django_db

MOMENT = re.compile(r"\d+ \w+ \d{4}, \d\d:\d\d")


def known(name: str) -> dict[str, str]:
    """What is known, by what it is called, with … for every moment."""
    return {each.label: MOMENT.sub("…", each.value) for each in known_of(who(name)) if each.value}


def by_hand(owner: User, placement: Placement, name: str, letter: str) -> None:
    placement.refresh_from_db()
    move(owner, placement, who(name), session(placement.day, letter, 1), placement.version)
    placement.refresh_from_db()


def test_what_organisers_did_by_hand_is_told_with_workshops_once_published(changing: Placement, owner: User) -> None:
    by_hand(owner, changing, "Bo", "D")
    lock(owner, changing, who("Bo"), changing.version)
    assert known("Bo")["Wat organisatoren met de hand aan uw plaatsen deden"] == (
        "…, berekening 1: verplaatst, Casus, Film → Dialoog, Film\n…, berekening 1: vastgezet"
    )
    assert "Wat organisatoren met de hand aan uw plaatsen deden" not in known("Ada")


def test_moves_in_a_placement_that_nobody_saw_do_not_tell_where(changing: Placement, owner: User) -> None:
    by_hand(owner, placed(changing.day, {"Bo": "CF"}), "Bo", "D")
    assert known("Bo")["Wat organisatoren met de hand aan uw plaatsen deden"] == "…, berekening 2: verplaatst"


def test_what_somebody_changed_themselves_is_told(changing: Placement) -> None:
    take_chair(who("Bo"), session(changing.day, "D", 1), str(session(changing.day, "C", 1).pk))
    assert known("Bo")["Workshops die u zelf veranderde"] == "…: Casus → Dialoog (nam een vrije stoel)"


def test_when_somebody_looked_at_which_version_is_told(changing: Placement) -> None:
    assert changing.day.state == "published"
    own_page("Bo")
    own_page("Bo")
    assert known("Bo")["Versies van uw programma die u bekeek"] == "…: versie 1: eerste"


def test_it_is_in_what_somebody_takes_along_and_goes_with_them(changing: Placement, owner: User) -> None:
    by_hand(owner, changing, "Bo", "D")
    data = Client().get(reverse("my-data-file", args=[token_of(who("Bo"))])).json()
    told = {each["label"] for each in data["known"]}
    assert "Wat organisatoren met de hand aan uw plaatsen deden" in told
    who("Bo").delete()
    assert not Correction.objects.exists()


def test_versions_that_somebody_looked_at_go_with_them(changing: Placement) -> None:
    assert changing.day.state == "published"
    own_page("Bo")
    assert SeenVersion.objects.count() == 1
    erase(who("Bo"))
    assert not SeenVersion.objects.exists()
