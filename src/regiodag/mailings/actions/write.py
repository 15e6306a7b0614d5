# SPDX-License-Identifier: EUPL-1.2
"""Write a message, change it, throw it away, try it on oneself, and let it go."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.editing import versions
from regiodag.mailings.kinds import Recipient
from regiodag.mailings.models import Mailing, Template
from regiodag.mailings.queries import people_of
from regiodag.mailings.texts import Writer, unlinked, without_links
from regiodag.messages.actions import Cause, post, post_all, prepared
from regiodag.messages.models import Mail

MADE = audit.action("mailing.made", gettext_lazy("wrote the message “{message}”"))
CHANGED = audit.action("mailing.changed", gettext_lazy("changed the message “{message}”"))
REMOVED = audit.action("mailing.removed", gettext_lazy("threw away the message “{message}”"))
APPROVED = audit.action("mailing.approved", gettext_lazy("sent the message “{message}” to {people} people"))
TESTED = audit.action("mailing.tested", gettext_lazy("sent themselves a test of the message “{message}”"))

KIND = "mailing"


class NobodyError(Exception):
    """There is nobody to send it to."""


@transaction.atomic
def make_draft(by: User | None, mailing: Mailing) -> Mailing:
    """Keep a new message as a draft, or as one that is to be sent by itself; nobody gets it yet."""
    mailing.made_by = by
    mailing.save(force_insert=True)
    audit.record(by, MADE, mailing.day_id, f"mailing:{mailing.pk}", message=mailing.subject)
    return mailing


def draft_from(by: User, day: Day, code: str, audience: str = "") -> Mailing | None:
    """Put a message ready from a usual text of the day; None when it is for nobody, or the day has no such text.

    audience: for whom, when that is not who the text says.
    """
    template = Template.objects.filter(day=day, code=code).first()
    if template is None:
        return None
    mailing = Mailing(
        day=day,
        subject=template.subject,
        text=template.text,
        audience=audience or template.audience,
        language=template.language,
    )
    return make_draft(by, mailing) if people_of(mailing) else None


@transaction.atomic
def change_draft(by: User, mailing: Mailing, seen: int) -> Mailing:
    """Keep what was changed. Raises StaleError when it was changed, sent or thrown away since version `seen`."""
    _check_draft(mailing)
    versions.save(mailing, seen)
    audit.record(by, CHANGED, mailing.day_id, f"mailing:{mailing.pk}", message=mailing.subject)
    return mailing


@transaction.atomic
def remove_draft(by: User, mailing: Mailing, seen: int) -> None:
    """Throw a draft away. Raises StaleError when it was changed or sent since version `seen`."""
    _check_draft(mailing)
    versions.claim(mailing, seen)
    audit.record(by, REMOVED, mailing.day_id, f"mailing:{mailing.pk}", message=mailing.subject)
    mailing.delete()


def approve(by: User, mailing: Mailing, seen: int) -> int:
    """Put a mail for each of its people in the outbox; return how many.

    1. The mails are written, which takes a while for thousands of people; nobody waits for that.
    2. In one transaction, so all or none: sending counts the version up, so a message goes once; whoever is not among
       its people any more is left out; a mail is unique per person and message, so nobody gets it twice.

    Raises StaleError when it was changed or sent since version `seen`, NobodyError when it is for nobody.
    """
    _check_draft(mailing)
    mails = written(mailing, people_of(mailing))
    with transaction.atomic():
        versions.claim(mailing, seen)
        wanted = {each.id for each in people_of(mailing)}
        mails = [each for each in mails if each.about in wanted]
        if not mails:
            raise NobodyError
        post_all(mails)
        mailing.state, mailing.approved, mailing.approved_by = Mailing.State.APPROVED, timezone.now(), by
        mailing.people, mailing.version = len(mails), seen + 1
        mailing.save()
        facts = {"message": mailing.subject, "people": str(len(mails))}
        audit.record(by, APPROVED, mailing.day_id, f"mailing:{mailing.pk}", **facts)
    return len(mails)


def written(mailing: Mailing, people: Sequence[Recipient]) -> list[Mail]:
    """Return a mail for each of some people of a message, none of them in the outbox yet."""
    writer = Writer(mailing, people)
    return [
        prepared(
            each.email,
            letter.subject,
            letter.text,
            html=writer.whole(letter.subject, letter.html),
            reply_to=mailing.day.contact_email,
            cause=Cause(mailing.day_id, each.id, KIND, str(mailing.pk)),
        )
        for each, letter in writer.everything()
    ]


@transaction.atomic
def send_test(by: User, mailing: Mailing, at: int = 0) -> Mail:
    """Send the organiser what one of the people would get, without the link of that person.

    Raises NobodyError when it is for nobody.
    """
    people = people_of(mailing)
    if not people:
        raise NobodyError
    writer = Writer(mailing, people)
    letter = writer.write(people[min(max(at, 0), len(people) - 1)])
    audit.record(by, TESTED, mailing.day_id, f"mailing:{mailing.pk}", message=mailing.subject)
    return post(
        by.email,
        _("Test: %(subject)s") % {"subject": letter.subject},
        without_links(letter.text),
        html=writer.whole(letter.subject, unlinked(letter.html)),
        reply_to=mailing.day.contact_email,
        cause=Cause(mailing.day_id, uuid4(), "test", str(mailing.pk)),
    )


def _check_draft(mailing: Mailing) -> None:
    """Raise StaleError for a message that was sent: nobody can take back what people have."""
    if not mailing.is_draft:
        raise versions.StaleError(mailing)
