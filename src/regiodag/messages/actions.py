# SPDX-License-Identifier: EUPL-1.2
"""Sending mail: put in the outbox in the transaction of its cause, then delivered once, as far as that is possible.

A mail is lost at no point: the row is there before anybody is told. It is doubled only when a worker dies between
sending and writing that down, and then both have the same Message-ID.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.utils import make_msgid
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from regiodag.database.rows import insert
from regiodag.messages.late import Words, filled, words_of
from regiodag.messages.models import Mail

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)
PERMANENT = range(500, 600)
"""Answers of a mail server that will not change by asking again (RFC 5321, section 4.2.1)."""


@dataclass(frozen=True)
class Cause:
    """What a mail is about: the day (scope), the person (about), what it tells (kind), of which state of things.

    A second mail with the same person, kind and version is the first one: nothing is mailed twice.
    """

    scope: UUID
    about: UUID
    kind: str
    version: str


def prepared(  # noqa: PLR0913  (what a mail is made of)
    to: str,
    subject: str,
    text: str,
    *,
    html: str = "",
    reply_to: str = "",
    sender: str = "",
    cause: Cause | None = None,
    calendar: str = "",
) -> Mail:
    """Return a mail that is not in the outbox yet."""
    sender = sender or settings.DEFAULT_FROM_EMAIL
    domain = sender.rpartition("@")[2].rstrip(">") or "localhost"
    return Mail(
        to=to,
        sender=sender,
        reply_to=reply_to,
        subject=" ".join(subject.split()),
        text=text,
        html=html,
        message_id=make_msgid(domain=domain),
        calendar=calendar,
        **(vars(cause) if cause else {}),
    )


def post(  # noqa: PLR0913  (as above)
    to: str,
    subject: str,
    text: str,
    *,
    html: str = "",
    reply_to: str = "",
    sender: str = "",
    cause: Cause | None = None,
    calendar: str = "",
) -> Mail:
    """Put a mail in the outbox, and nudge the worker once the transaction is done; return the one that is there."""
    if cause and (found := Mail.objects.filter(about=cause.about, kind=cause.kind, version=cause.version).first()):
        return found
    mail = prepared(to, subject, text, html=html, reply_to=reply_to, sender=sender, cause=cause, calendar=calendar)
    mail.save(force_insert=True)
    transaction.on_commit(_nudge)
    return mail


def post_all(mails: Sequence[Mail]) -> None:
    """Put prepared mails in the outbox at once; those that are there already stay as they are."""
    insert(mails, once=True)
    if not _will_nudge():
        transaction.on_commit(_nudge)


def retry(mail: Mail, to: str = "") -> bool:
    """Let a mail that failed be tried anew, under the same Message-ID; return whether it had failed.

    to: the address that the person has now, when it was another one.
    """
    failed = Mail.objects.filter(pk=mail.pk, state=Mail.State.FAILED)
    done = failed.update(state=Mail.State.QUEUED, to=to or mail.to, attempts=0, retry_at=None, lease=None, reason="")
    if done:
        transaction.on_commit(_nudge)
    return bool(done)


def deliver_all(connect: Callable[[], BaseEmailBackend] | None = None) -> int:
    """Deliver what is queued and due; return how many mails were sent.

    How it went with one is written down when the next one is taken: one commit for both. None is sent in a transaction:
    a mail server may take its time.
    """
    sent, mail = 0, _lease()
    while mail is not None:
        outcome = _sent(mail, connect or _connection)
        sent += outcome["state"] == Mail.State.SENT
        with transaction.atomic():
            Mail.objects.filter(pk=mail.pk).update(lease=None, **outcome)
            mail = _lease()
    return sent


def _will_nudge() -> bool:
    """Whether the worker is nudged already for another mail, once this transaction is done.

    Not when that mail may be taken back to a savepoint, and this one not.
    """
    around = set(connection.savepoint_ids)
    return any(each[1] is _nudge and around.issuperset(each[0]) for each in connection.run_on_commit)


def _nudge() -> None:
    from regiodag.messages.tasks import nudge  # noqa: PLC0415  (the task calls this module)

    nudge()


def _lease() -> Mail | None:
    """Take the oldest mail that is due and that nobody else has, for a while."""
    now = timezone.now()
    due = Q(lease=None) | Q(lease__lt=now)
    waiting = Mail.objects.filter(due, Q(retry_at=None) | Q(retry_at__lte=now), state=Mail.State.QUEUED)
    for key in waiting.order_by("made", "pk").values_list("pk", flat=True)[:20]:
        if waiting.filter(pk=key).update(lease=now + LEASE, attempts=F("attempts") + 1):
            return Mail.objects.get(pk=key)
    return None


def _sent(mail: Mail, connect: Callable[[], BaseEmailBackend]) -> dict[str, Any]:
    """Send a mail; return what is to be written down of how it went."""
    words = words_of(mail)
    try:
        _message(mail, words, connect()).send()
    except (smtplib.SMTPException, OSError, ValueError) as failure:
        return _failed(mail, failure)
    return {"state": Mail.State.SENT, "sent": timezone.now(), "reason": "", **(vars(words) if words else {})}


def _message(mail: Mail, words: Words | None, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    if words is None:
        wrong = "nobody is left to write to"
        raise ValueError(wrong)
    said = filled(words, mail.about)
    message = EmailMultiAlternatives(
        mail.subject,
        said.text,
        mail.sender,
        [mail.to],
        connection=connection,
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    if said.html:
        message.attach_alternative(said.html, "text/html")
    if said.calendar:
        message.attach("regiodag.ics", said.calendar, "text/calendar; method=PUBLISH; charset=utf-8")
    return message


def _failed(mail: Mail, failure: Exception) -> dict[str, Any]:
    """Try again later, ever later; give up when the server said no for good or after many tries."""
    code = getattr(failure, "smtp_code", None)
    for_good = (code in PERMANENT and not isinstance(failure, smtplib.SMTPAuthenticationError)) or (
        isinstance(failure, smtplib.SMTPRecipientsRefused)
        and all(answer[0] in PERMANENT for answer in failure.recipients.values())
    )
    for_good = for_good or isinstance(failure, ValueError)  # a mail that cannot be written down as one
    over = for_good or mail.attempts >= MOST_ATTEMPTS
    return {
        "state": Mail.State.FAILED if over else Mail.State.QUEUED,
        "reason": f"{type(failure).__name__}: {failure}"[:300],
        "retry_at": timezone.now() + FIRST_PAUSE * 2 ** (mail.attempts - 1),
    }


def _connection() -> BaseEmailBackend:
    """Return the way out: the mail server in the settings."""
    way = settings.DELIVERY
    found: BaseEmailBackend = get_connection(
        way["EMAIL_BACKEND"],
        host=way.get("EMAIL_HOST"),
        port=way.get("EMAIL_PORT"),
        username=way.get("EMAIL_HOST_USER"),
        password=way.get("EMAIL_HOST_PASSWORD"),
        use_tls=way.get("EMAIL_USE_TLS", False),
        use_ssl=way.get("EMAIL_USE_SSL", False),
        timeout=settings.DELIVERY_TIMEOUT,
    )
    return found
