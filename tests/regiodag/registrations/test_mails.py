# SPDX-License-Identifier: EUPL-1.2
"""Mails about a registration: in the outbox with it, written when they are sent, and seen by whoever looks before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from mail_server import Post
from regiodag.days.models import Day
from regiodag.messages import actions
from regiodag.messages.actions import deliver_all
from regiodag.messages.late import Words, words_of
from regiodag.messages.models import Mail
from regiodag.registrations.actions.register import Submission, cancel, register
from regiodag.registrations.links import link_of
from regiodag.registrations.models import Participant

pytestmark = pytest.mark.django_db


def registered(day: Day, **more: Any) -> Participant:
    return register(day, Submission("Ada", "Voorbeeld", "ada@example.org", **more)).participant


def test_confirmation_is_written_when_it_is_sent_and_kept_without_the_link(day: Day, server: Post) -> None:
    ada = registered(day)
    mail = Mail.objects.get()
    assert (mail.subject, mail.text, mail.html, mail.calendar) == (f"U bent aangemeld voor {day}", "", "", "")
    Day.objects.update(date=date(2031, 1, 2))
    assert (deliver_all(), deliver_all()) == (1, 0)
    text, html, calendar = (str(part.get_content()) for part in server.mails[0].walk() if not part.is_multipart())
    text, html = text.replace("\r\n", "\n"), html.replace("\r\n", "\n")
    assert text.startswith(f"Beste Ada,\n\nU bent aangemeld voor {day}. De dag is op donderdag 2 januari 2031;")
    assert (link_of(ada) in text, f'href="{link_of(ada)}"' in html) == (True, True)
    (event,) = Calendar.from_ical(calendar).walk("VEVENT")
    assert (event["UID"], event.decoded("DTSTART").date()) == (f"{ada.pk}@regiodag", date(2031, 1, 2))
    mail.refresh_from_db()
    assert (mail.state, mail.text.strip()) == ("sent", text.strip().replace(link_of(ada), "[[personal-link]]"))


def test_confirmation_is_in_the_language_of_whom_it_is_for(day: Day) -> None:
    registered(day, language="en")
    words = words_of(Mail.objects.get())
    assert words is not None
    assert words.text.startswith(f"Good day Ada,\n\nYou are registered for {day}.")


def test_who_is_known_already_gets_a_calendar_only_with_a_place(day: Day) -> None:
    ada = registered(day)
    registered(day)
    known = Mail.objects.get(kind="known")
    Day.objects.update(date=date(2031, 1, 2))
    with_place = words_of(known)
    Participant.objects.update(state="waiting")
    without = words_of(known)
    assert [bool(each and each.calendar) for each in (with_place, without)] == [True, False]
    assert (known.about, known.subject) == (ada.pk, f"U was al aangemeld voor {day}")


def test_confirmation_still_says_what_it_confirms_when_they_cancelled_since(day: Day) -> None:
    ada = registered(day)
    cancel(ada)
    words = words_of(Mail.objects.get(kind="registered"))
    assert words is not None
    assert f"U bent aangemeld voor {day}." in words.text


def test_mail_to_somebody_who_is_not_there_any_more_is_not_sent(
    day: Day, server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = registered(day)
    lease = actions._lease  # noqa: SLF001  (the moment at which somebody is deleted)

    def deleted_meanwhile() -> Mail | None:
        found = lease()
        Participant.objects.filter(pk=ada.pk).delete()
        return found

    monkeypatch.setattr(actions, "_lease", deleted_meanwhile)
    assert (deliver_all(), server.mails) == (0, [])
    assert list(Mail.objects.values_list("state", "reason")) == [
        ("failed", "ValueError: nobody is left to write to"),
    ]
    assert words_of(Mail.objects.get()) is None


def test_who_looks_at_a_mail_that_waits_reads_what_it_will_say(day: Day, as_owner: Client, settings: Any) -> None:
    settings.DEMO = True
    ada = registered(day)
    mail = Mail.objects.get()
    addresses = [reverse("mail-of-day", args=[day.pk, mail.pk]), reverse("mail", args=[mail.pk])]
    pages = [as_owner.get(each).content.decode() for each in addresses]
    assert [f"U bent aangemeld voor {day}." in page for page in pages] == [True, True]
    assert [link_of(ada) in page for page in pages] == [False, True], "an organiser does not see anybody's own link"
    Participant.objects.all().delete()
    assert [as_owner.get(each).status_code for each in addresses] == [200, 200]


def test_mail_with_a_text_says_that_text_whatever_its_kind(day: Day) -> None:
    ada = registered(day)
    assert words_of(Mail(kind="registered", about=ada.pk, text="Zo staat het er.")) == Words("Zo staat het er.")
