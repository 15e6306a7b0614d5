# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from regiodag.days.models import Day
from regiodag.registrations.mails import worded
from regiodag.registrations.models import Participant

pytestmark = pytest.mark.django_db


def mail_to_ada(day: Day) -> str:
    return worded(Participant(day=day, given_name="Ada", email="ada@example.org", language="nl"), "registered").html


def test_mail_has_the_colours_of_the_day(day: Day) -> None:
    day.theme = {"brand": "#123456", "brand-deep": "#234567", "sun": "#345678", "on-brand": "#fefefe"}
    html = mail_to_ada(day)
    assert [html.count(colour) for colour in day.theme.values()] == [2, 1, 1, 1]


def test_mail_of_a_day_without_colours_has_ours(day: Day) -> None:
    html = mail_to_ada(day)
    assert [html.count(colour) for colour in ("#0c5460", "#083a43", "#f3b63f")] == [2, 1, 1]


def test_mail_loads_nothing_from_elsewhere(day: Day) -> None:
    html = mail_to_ada(day)
    assert [html.count(word) for word in ("src=", "url(", "<link", "<script", "<style")] == [0] * 5


def test_button_leads_where_the_address_below_it_leads(day: Day) -> None:
    html = mail_to_ada(day)
    assert html.count('href="[[personal-link]]"') == 2
    assert ">[[personal-link]]</a>" in html


def test_frame_without_a_day_has_our_colours() -> None:
    assert "#083a43" in render_to_string("messages/frame.html", {})
