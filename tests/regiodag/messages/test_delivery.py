# SPDX-License-Identifier: EUPL-1.2
"""Mail, handed to a real server that takes it, refuses it, stalls or dies: none is lost, none is doubled unseen."""

from __future__ import annotations

import smtplib
import socket
import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mail_server import DIE, STALL, Post
from regiodag.messages import actions
from regiodag.messages.actions import FIRST_PAUSE, LEASE, MOST_ATTEMPTS, Cause, deliver_all, post, post_all, prepared
from regiodag.messages.models import Mail

pytestmark = pytest.mark.django_db

TO = "ann@example.org"


def states() -> list[tuple[str, str, int]]:
    return [(mail.subject, mail.state, mail.attempts) for mail in Mail.objects.order_by("made", "pk")]


def let_it_be_due() -> None:
    Mail.objects.update(retry_at=None, lease=None)


def test_mail_arrives_once_with_all_that_belongs_to_it(server: Post) -> None:
    mail = post(
        TO,
        "Uitnodiging\nvoor\tu",
        "Dag Ann",
        html="<p>Dag Ann</p>",
        reply_to="bo@example.org",
        sender="R <r@example.org>",
    )
    assert (deliver_all(), deliver_all()) == (1, 0)
    (received,) = server.mails
    wanted = {
        "To": TO,
        "From": "R <r@example.org>",
        "Reply-To": "bo@example.org",
        "Subject": "Uitnodiging voor u",
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
    }
    assert {name: received[name] for name in wanted} == wanted
    assert server.recipients == [[TO]]
    assert [part.get_content().strip() for part in received.iter_parts()] == ["Dag Ann", "<p>Dag Ann</p>"]
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.lease, mail.reason) == ("sent", 1, None, "")
    assert mail.sent is not None


def test_mail_without_html_is_plain_text(server: Post) -> None:
    post(TO, "Kort", "Alleen tekst")
    deliver_all()
    assert server.mails[0].get_content_type() == "text/plain"
    assert server.mails[0]["Reply-To"] is None


def test_message_id_is_of_the_domain_of_the_sender(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Regiodag <post@mail.example.org>"
    assert post(TO, "Van ons", "…").message_id.endswith("@mail.example.org>")
    assert post(TO, "Van een naam", "…", sender="zonder").message_id.endswith("@zonder>")


def test_oldest_mail_goes_first(server: Post) -> None:
    for number in range(3):
        post(TO, f"Mail {number}", "…")
    assert deliver_all() == 3
    assert [mail["Subject"] for mail in server.mails] == ["Mail 0", "Mail 1", "Mail 2"]


@pytest.mark.parametrize("where", ["address", "mail"])
def test_refused_for_good_is_not_tried_again(server: Post, where: str) -> None:
    if where == "address":
        server.to = "550 no such user"
    else:
        server.answers = ["550 not wanted"]
    mail = post(TO, "Geweigerd", "…")
    assert deliver_all() == 0
    let_it_be_due()
    assert deliver_all() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("failed", 1)
    assert "550" in mail.reason
    assert server.mails == []


@pytest.mark.parametrize("where", ["address", "mail"])
def test_refused_for_now_is_tried_again_later_with_the_same_message_id(server: Post, where: str) -> None:
    if where == "address":
        server.to = "451 try again later"
    else:
        server.answers = ["451 try again later"]
    mail = post(TO, "Straks", "…")
    before = timezone.now()
    assert (deliver_all(), deliver_all()) == (0, 0)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.lease) == ("queued", 1, None)
    assert mail.retry_at is not None
    assert before + FIRST_PAUSE <= mail.retry_at <= timezone.now() + FIRST_PAUSE
    server.to, server.answers = "250 OK", ["250 OK"]
    let_it_be_due()
    assert deliver_all() == 1
    assert [received["Message-ID"] for received in server.mails] == [mail.message_id]
    assert states() == [("Straks", "sent", 2)]


def test_pauses_double_and_end(server: Post) -> None:
    server.answers = ["451 never"]
    mail = post(TO, "Nooit", "…")
    pauses = []
    for _attempt in range(MOST_ATTEMPTS):
        let_it_be_due()
        before = timezone.now()
        deliver_all()
        mail.refresh_from_db()
        assert mail.retry_at is not None
        pauses.append(round((mail.retry_at - before) / FIRST_PAUSE))
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128]
    assert states() == [("Nooit", "failed", MOST_ATTEMPTS)]


def test_server_that_stalls_costs_no_more_than_the_timeout(server: Post, settings: Any) -> None:
    settings.DELIVERY_TIMEOUT = 0.2
    server.answers = [STALL]
    mail = post(TO, "Lang", "…")
    deliver_all()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("queued", 1)
    assert mail.reason.startswith(("TimeoutError", "SMTPServerDisconnected"))


def test_server_that_dies_in_the_middle_gets_the_mail_again(server: Post) -> None:
    server.answers = [DIE, "250 OK"]
    mail = post(TO, "Weg", "…")
    assert deliver_all() == 0
    let_it_be_due()
    assert deliver_all() == 1
    assert [received["Message-ID"] for received in server.mails] == [mail.message_id]


def test_no_server_at_all_leaves_the_mail_in_the_queue(settings: Any) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.DELIVERY = {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": nobody.getsockname()[1],
        }
        post(TO, "Geen server", "…")
        assert deliver_all() == 0
    assert states() == [("Geen server", "queued", 1)]


def test_password_that_the_server_refuses_is_not_the_fault_of_the_mail(server: Post) -> None:
    def connect() -> Any:
        raise smtplib.SMTPAuthenticationError(535, b"wrong password")

    post(TO, "Wachtwoord", "…")
    assert deliver_all(connect) == 0
    assert states() == [("Wachtwoord", "queued", 1)]


def test_mail_that_cannot_be_written_down_is_given_up_and_the_next_one_goes(server: Post) -> None:
    post("ann@example.org\nBcc: all@example.org", "Vals", "…")
    post(TO, "Goed", "…")
    assert deliver_all() == 1
    assert states() == [("Vals", "failed", 1), ("Goed", "sent", 1)]


def test_worker_killed_between_sending_and_writing_that_down_sends_again_under_the_same_message_id(
    server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    mail = post(TO, "Dubbel", "…")
    now = timezone.now

    def killed_after_sending() -> Any:
        if server.mails:
            raise Killed
        return now()

    monkeypatch.setattr(timezone, "now", killed_after_sending)
    with pytest.raises(Killed):
        deliver_all()
    monkeypatch.undo()
    assert deliver_all() == 0, "another worker sees that somebody has it"
    Mail.objects.update(lease=timezone.now() - timedelta(seconds=1))
    assert deliver_all() == 1
    assert [received["Message-ID"] for received in server.mails] == [mail.message_id] * 2
    assert states() == [("Dubbel", "sent", 2)]


def test_mail_that_a_worker_has_is_left_alone_until_its_lease_ends(server: Post) -> None:
    mail = post(TO, "Bezet", "…")
    Mail.objects.update(lease=timezone.now() + LEASE)
    assert deliver_all() == 0
    Mail.objects.update(lease=timezone.now() - timedelta(seconds=1))
    assert deliver_all() == 1
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_mail_that_another_worker_takes_first_is_left_to_it(server: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    post(TO, "Ander", "…")
    refresh = Mail.refresh_from_db
    taken: list[Mail] = []

    def taken_by_both(mail: Mail) -> None:
        again = actions._lease()  # noqa: SLF001  (the other worker, at the worst moment)
        taken.extend([again] if again else [])
        refresh(mail)

    monkeypatch.setattr(Mail, "refresh_from_db", taken_by_both)
    assert (deliver_all(), taken) == (1, [])


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_every_mail_once(server: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "_nudge", lambda: None)
    wanted = [post(TO, f"Mail {number}", "…").message_id for number in range(12)]
    start = threading.Barrier(4)
    counts: list[int] = []

    def work() -> None:
        start.wait()
        counts.append(deliver_all())
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(counts) == 12
    assert sorted(received["Message-ID"] for received in server.mails) == sorted(wanted)


def test_more_mail_taken_by_others_than_is_looked_at_ends_the_round(
    server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(TO, "Verdwenen", "…")
    update = Mail.objects.none().__class__.update

    def loses(self: Any, **fields: Any) -> int:
        return 0 if "attempts" in fields else update(self, **fields)

    monkeypatch.setattr(Mail.objects.none().__class__, "update", loses)
    assert deliver_all() == 0


@pytest.mark.django_db(transaction=True)
def test_mail_of_a_transaction_that_fails_was_never_there(server: Post) -> None:
    def fail() -> None:
        with transaction.atomic():
            post(TO, "Nooit gebeurd", "…")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (states(), deliver_all()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_mail_is_on_its_way_once_its_transaction_is_done(server: Post) -> None:
    with transaction.atomic():
        post(TO, "Meteen", "…")
        assert server.mails == []
    assert [received["Subject"] for received in server.mails] == ["Meteen"]


@pytest.mark.django_db(transaction=True)
def test_worker_that_has_yet_to_begin_is_nudged_once_for_many_mails(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for number in range(3):
        post(TO, f"Mail {number}", "Dag")
    assert list(DBTaskResult.objects.values_list("status", flat=True)) == ["READY"]
    DBTaskResult.objects.update(status="RUNNING")
    post(TO, "Mail van later", "Dag")
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "RUNNING"]


@pytest.mark.django_db(transaction=True)
def test_worker_is_nudged_once_for_a_transaction_unless_that_mail_was_taken_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nudges: list[int] = []
    monkeypatch.setattr(actions, "_nudge", lambda: nudges.append(Mail.objects.count()))

    def posted(number: int) -> None:
        post_all([prepared(TO, f"Mail {number}", "Dag", cause=Cause(UUID(int=number), UUID(int=number), "k", "1"))])

    def taken_back() -> None:
        with transaction.atomic():
            posted(1)
            raise ValueError

    with transaction.atomic():
        with pytest.raises(ValueError):  # noqa: PT011  (ours)
            taken_back()
        with transaction.atomic():
            posted(2)
        posted(3)
        posted(4)
    assert nudges == [3, 3]
    posted(5)
    assert nudges == [3, 3, 4]


def test_mail_of_a_library_goes_through_the_outbox_one_per_address(settings: Any) -> None:
    settings.EMAIL_BACKEND = "regiodag.messages.backend.OutboxBackend"
    assert send_mail("Aan twee", "Dag", "r@example.org", [TO, "bo@example.org"]) == 2
    message = EmailMultiAlternatives("Mooi", "Dag", None, [TO])
    message.attach_alternative("<p>Dag</p>", "text/html")
    message.send()
    EmailMessage("Kaal", "Dag", "r@example.org", [TO]).send()
    found = Mail.objects.order_by("made", "pk").values_list("to", "subject", "html", "sender")
    default = settings.DEFAULT_FROM_EMAIL
    assert sorted(found) == sorted([
        (TO, "Aan twee", "", "r@example.org"),
        ("bo@example.org", "Aan twee", "", "r@example.org"),
        (TO, "Mooi", "<p>Dag</p>", default),
        (TO, "Kaal", "", "r@example.org"),
    ])  # fmt: skip


def test_sweep_delivers_what_was_left_behind(server: Post) -> None:
    post(TO, "Achtergebleven", "…")
    call_command("sweep")
    assert states() == [("Achtergebleven", "sent", 1)]


def test_sweep_goes_on_until_it_is_stopped(server: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            raise KeyboardInterrupt
        post(TO, f"Ronde {len(pauses)}", "…")

    monkeypatch.setattr("regiodag.messages.management.commands.sweep.time.sleep", pause)
    with pytest.raises(KeyboardInterrupt):
        call_command("sweep", every=7)
    assert pauses == [7, 7, 7]
    assert states() == [("Ronde 1", "sent", 1), ("Ronde 2", "sent", 1)]


def test_mail_of_the_demonstration_goes_nowhere_and_counts_as_sent(settings: Any) -> None:
    settings.DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    post(TO, "Demonstratie", "…")
    assert deliver_all() == 1
    assert states() == [("Demonstratie", "sent", 1)]
