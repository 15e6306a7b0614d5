# SPDX-License-Identifier: EUPL-1.2
"""A message goes once, to whom it is for, all or nobody."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import IntegrityError

from mail_server import Post
from mailing_people import draft, mailed, person
from regiodag.accounts.audit import told
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day
from regiodag.editing.versions import StaleError
from regiodag.mailings.actions import write
from regiodag.mailings.actions.write import NobodyError, approve, change_draft, make_draft, remove_draft, send_test
from regiodag.mailings.kinds import Recipient
from regiodag.mailings.models import Mailing
from regiodag.messages.actions import deliver_all
from regiodag.messages.models import Mail
from regiodag.registrations.actions.register import cancel
from regiodag.registrations.links import link_of

pytestmark = pytest.mark.django_db


def did(day: Day) -> list[str]:
    return [told(each) for each in AuditEntry.objects.filter(scope=day.pk).order_by("number")]


def test_message_puts_one_mail_per_person_in_the_outbox(peopled: Day, owner: User) -> None:
    mailing = make_draft(owner, Mailing(day=peopled, subject="Dag {voornaam}", text="Tot dan", audience="coming"))
    assert (mailed(), mailing.made_by) == ([], owner)
    assert approve(owner, mailing, mailing.version) == 2
    wanted = [("ada@example.org", "mailing", "Dag Ada"), ("bo@example.org", "mailing", "Dag Bo")]
    assert mailed() == wanted
    mail = Mail.objects.get(to="ada@example.org")
    assert (mail.about, mail.version, mail.scope, mail.reply_to) == (
        person("Ada").pk, str(mailing.pk), peopled.pk, "post@example.org",
    )  # fmt: skip
    assert (mail.text, "<p>Tot dan</p>" in mail.html) == ("Tot dan\n", True)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.people, mailing.approved_by, mailing.version) == ("approved", 2, owner, 2)
    assert did(peopled)[-2:] == [
        "schreef het bericht “Dag {voornaam}”", "verstuurde het bericht “Dag {voornaam}” aan 2 mensen",
    ]  # fmt: skip


def test_personal_link_is_in_the_mail_that_leaves_and_in_no_row(peopled: Day, owner: User, server: Post) -> None:
    mailing = draft(peopled, text="Kijk op {persoonlijke-link}")
    approve(owner, mailing, 1)
    ada = link_of(person("Ada"))
    assert [ada in f"{mail.text}{mail.html}" for mail in Mail.objects.all()] == [False, False]
    assert deliver_all() == 2
    (received,) = (each for each in server.mails if each["To"] == "ada@example.org")
    parts = [part.get_content() for part in received.iter_parts()]
    assert parts[0].strip() == f"Kijk op {ada}"
    assert f'href="{ada}"' in parts[1]


def test_message_that_was_sent_goes_to_nobody_again(peopled: Day, owner: User) -> None:
    mailing, other = draft(peopled), None
    other = Mailing.objects.get(pk=mailing.pk)
    approve(owner, mailing, 1)
    before = mailed()
    for again, seen in ((other, 1), (Mailing.objects.get(pk=mailing.pk), 2)):
        with pytest.raises(StaleError):
            approve(owner, again, seen)
        with pytest.raises(StaleError):
            change_draft(owner, again, seen)
        with pytest.raises(StaleError):
            remove_draft(owner, again, seen)
    assert mailed() == before


def test_message_for_nobody_stays_a_draft(peopled: Day, owner: User) -> None:
    mailing = draft(peopled, audience="group")
    with pytest.raises(NobodyError):
        approve(owner, mailing, 1)
    with pytest.raises(NobodyError):
        send_test(owner, mailing)
    mailing.refresh_from_db()
    assert (mailing.is_draft, mailing.version, mailed()) == (True, 1, [])


def test_whoever_cancelled_since_the_draft_was_written_gets_nothing(peopled: Day, owner: User) -> None:
    mailing = draft(peopled)
    cancel(person("Bo"))
    Mail.objects.all().delete()
    assert approve(owner, mailing, 1) == 1
    assert mailed() == [("ada@example.org", "mailing", "Dag Ada")]


def test_whoever_cancels_while_the_mails_are_written_gets_nothing(
    peopled: Day, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = write.written

    def cancelled_meanwhile(mailing: Mailing, people: Sequence[Recipient]) -> list[Mail]:
        mails = written(mailing, people)
        cancel(person("Bo"))
        return mails

    monkeypatch.setattr(write, "written", cancelled_meanwhile)
    assert approve(owner, draft(peopled), 1) == 1
    assert list(Mail.objects.filter(kind="mailing").values_list("to", flat=True)) == ["ada@example.org"]


def test_message_that_fails_halfway_was_sent_to_nobody(
    peopled: Day, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_facts: object) -> None:
        raise IntegrityError

    monkeypatch.setattr("regiodag.mailings.actions.write.audit.record", fail)
    mailing = draft(peopled)
    with pytest.raises(IntegrityError):
        approve(owner, mailing, 1)
    assert (mailed(), Mailing.objects.get().state) == ([], "draft")


def test_draft_that_somebody_else_changed_is_not_overwritten(peopled: Day, owner: User) -> None:
    mailing = draft(peopled)
    change_draft(owner, Mailing.objects.get(pk=mailing.pk), 1)
    mailing.subject = "Anders"
    with pytest.raises(StaleError):
        change_draft(owner, mailing, 1)
    assert Mailing.objects.get().subject == "Dag {voornaam}"


def test_draft_is_thrown_away(peopled: Day, owner: User) -> None:
    remove_draft(owner, draft(peopled), 1)
    assert (Mailing.objects.count(), did(peopled)[-1]) == (0, "gooide het bericht “Dag {voornaam}” weg")


def test_test_goes_to_the_organiser_without_anybodys_link(peopled: Day, owner: User, server: Post) -> None:
    send_test(owner, draft(peopled, text="Dag {voornaam}: {persoonlijke-link}"), 1)
    assert mailed() == [(owner.email, "test", "Proef: Dag Bo")]
    deliver_all()
    (received,) = server.mails
    text, html = [part.get_content() for part in received.iter_parts()]
    assert text.strip() == "Dag Bo: [hier staat de eigen link]"
    assert [link_of(person("Bo")) in html, "/my/" in html, "href" in html] == [False, False, False]
