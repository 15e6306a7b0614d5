# SPDX-License-Identifier: EUPL-1.2
"""What is known about a participant, and of each piece why, on which ground and until when (AVG, article 15)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.accounts import audit
from regiodag.accounts.models import AuditEntry
from regiodag.messages.models import Mail
from regiodag.registrations.fields import kind_of
from regiodag.registrations.models import AddressChange, FormField, Participant
from regiodag.registrations.queries import fields_of

WEEKS = 8
"""Weeks that name, address and registration are kept after the day."""

BASIS = FormField.Basis.TASK
PERSON: tuple[tuple[str, Any, Any], ...] = (
    ("given_name", gettext_lazy("First name"), gettext_lazy("For your badge and the list at the entrance.")),
    ("prefix", gettext_lazy("Prefix of the family name"), gettext_lazy("For your badge and the list at the entrance.")),
    ("family_name", gettext_lazy("Family name"), gettext_lazy("For your badge and the list at the entrance.")),
    ("email", gettext_lazy("E-mail address"), gettext_lazy("To send you what you need to know about the day.")),
    ("organisation_typed", gettext_lazy("Organisation"), gettext_lazy("So that others know where you come from.")),
    ("function", gettext_lazy("Function"), gettext_lazy("So that others know what you do.")),
)
WHY = {"person": PERSON, "weeks": WEEKS, "basis": BASIS.label}
"""What the form tells of why it asks who somebody is."""


@dataclass(frozen=True)
class Known:
    """A piece of what is known. until: the last day on which it is kept, None while the day has no date."""

    label: str
    value: str
    purpose: str
    basis: str
    until: date | None


@dataclass(frozen=True)
class Happened:
    """Something that was done or mailed: when, and what."""

    at: str
    what: str


More = Callable[[Participant], Iterable[Known]]
_more: list[More] = []


def register(more: More) -> None:
    """Let a later part of the work tell what it knows of somebody; it comes last."""
    _more.append(more)


def known_about(participant: Participant) -> list[Known]:
    """Return every piece that is known of somebody; what they left open is not there."""
    found = [*_person(participant), *_registration(participant), *_answers(participant)]
    found += [each for more in _more for each in more(participant)]
    return [each for each in found if each.value]


def happened_to(participant: Participant) -> list[Happened]:
    """Return what was done with a registration and which mails went to it, the oldest first."""
    subject = f"participant:{participant.pk}"
    entries = AuditEntry.objects.filter(scope=participant.day_id, subject=subject).select_related("detail")
    about = [participant.pk, *AddressChange.objects.filter(participant=participant).values_list("pk", flat=True)]
    mails = Mail.objects.filter(about__in=about)
    found = [(each.at, audit.told(each, addresses=False)) for each in entries]
    found += [(each.made, _("mail: %(subject)s") % {"subject": each.subject}) for each in mails]
    return [Happened(date_format(localtime(at), "j F Y, H:i"), what) for at, what in sorted(found)]


def kept_until(participant: Participant, weeks: int) -> date | None:
    """Return the last day on which something of a participant is kept."""
    return participant.day.date + timedelta(weeks=weeks) if participant.day.date else None


def _person(participant: Participant) -> Iterator[Known]:
    until = kept_until(participant, WEEKS)
    for name, label, purpose in PERSON:
        yield Known(str(label), getattr(participant, name), str(purpose), str(BASIS.label), until)


def _registration(participant: Participant) -> Iterator[Known]:
    until, basis = kept_until(participant, WEEKS), str(BASIS.label)
    group = participant.group.name if participant.group else ""
    rows = (
        (_("State of the registration"), participant.get_state_display(), _("So that everybody has a chair.")),
        (
            _("Asked whether you come on the new date"),
            _moment(participant.asked_again),
            _("So that everybody has a chair."),
        ),
        (_("Your answer that you come"), _moment(participant.said_yes), _("So that everybody has a chair.")),
        (_("Address that you asked for"), _wanted(participant), _("To send mail there once you confirm it.")),
        (_("How it came in"), participant.get_source_display(), _("So that it can be checked.")),
        (_("Language"), participant.get_language_display(), _("So that mail is in your language.")),
        (_("Group"), group, _("So that you are placed together.")),
        (_("Notes of the organisers"), participant.notes, _("To organise the day well for you.")),
    )
    for label, value, purpose in rows:
        yield Known(label, str(value), purpose, basis, until)


def _wanted(participant: Participant) -> str:
    """Return the addresses that somebody asked for and did not confirm."""
    open_ones = AddressChange.objects.filter(participant=participant, used=None)
    return ", ".join(open_ones.values_list("email", flat=True))


def _moment(moment: datetime | None) -> str:
    return date_format(localtime(moment), "j F Y, H:i") if moment else ""


def _answers(participant: Participant) -> Iterator[Known]:
    for field in fields_of(participant.day):
        kind = kind_of(field.kind)
        value = kind.told(kind.answer_of(participant, field))
        until = kept_until(participant, min(field.weeks, WEEKS))
        yield Known(field.label, value, field.purpose, field.get_basis_display(), until)
