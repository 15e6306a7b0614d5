# SPDX-License-Identifier: EUPL-1.2
"""Register for a day, change what one said, cancel, come again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import AuditChain, User
from regiodag.database.rows import insert
from regiodag.database.statements import sent_at_once
from regiodag.database.together import together
from regiodag.days.models import Day
from regiodag.editing import versions
from regiodag.registrations import mails
from regiodag.registrations.actions.offers import offer_places
from regiodag.registrations.fields import kind_of
from regiodag.registrations.links import sign
from regiodag.registrations.models import FormField, Organisation, Participant, Preference, SentForm
from regiodag.registrations.places import has_place
from regiodag.registrations.queries import registered_with

REGISTERED = audit.action("participant.registered", _("somebody registered"))
ADDED = audit.action("participant.added", _("added a participant"))
CHANGED = audit.action("participant.changed", _("changed a registration"))
CANCELLED = audit.action("participant.cancelled", _("cancelled a registration"))
RETURNED = audit.action("participant.returned", _("registered again after cancelling"))

State = Participant.State


@dataclass(frozen=True)
class Submission:
    """What somebody sent: who they are and what they answered.

    key: of the form, the same when it is sent again. quiet: they are not mailed.
    """

    given_name: str
    family_name: str
    email: str
    prefix: str = ""
    function: str = ""
    organisation: str = ""
    language: str = "nl"
    answers: Mapping[FormField, Any] = field(default_factory=dict)
    key: UUID = field(default_factory=uuid4)
    quiet: bool = False


@dataclass(frozen=True)
class Registered:
    """What came of it. new: whether this made the registration; known: whether the address had one already."""

    participant: Participant
    new: bool
    known: bool = False


def register(day: Day, sent: Submission, source: str = Participant.Source.FORM, by: User | None = None) -> Registered:
    """Register somebody, on the waiting list when the day is full, and mail them.

    1. A form that was sent before is found again: nothing happens, whatever became of it and of the places since.
    2. The day is held: nobody else takes the last place in between.
    3. An address that registered before gets its own link by mail; whoever sent the form cannot tell (trust.md, 3).
       Somebody who had cancelled is registered anew.
    4. A question or workshop that was deleted while the form was sent is left out.
    """
    try:
        return _registered(day, sent, source, by)
    except IntegrityError:
        left = _without_what_is_gone(sent)
        if left == sent:
            raise
        return _registered(day, left, source, by)


def _without_what_is_gone(sent: Submission) -> Submission:
    """Return what was sent without answers to questions, and wishes for workshops, that are not there any more."""
    asked = set(FormField.objects.filter(pk__in=[each.pk for each in sent.answers]).values_list("pk", flat=True))
    answers = {each: kind_of(each.kind).still_there(value) for each, value in sent.answers.items() if each.pk in asked}
    return replace(sent, answers=answers)


def _registered(day: Day, sent: Submission, source: str, by: User | None) -> Registered:
    wanted = _unsaved(day, sent, source)
    rows = _rows(wanted, sent.answers)
    return together(day.pk, lambda: _in_turn(wanted, rows, sent, by))


def _in_turn(wanted: Participant, rows: Sequence[models.Model], sent: Submission, by: User | None) -> Registered:
    """Register somebody, as far as nobody else may do something to the day meanwhile."""
    held = audit.hold(wanted.day_id)
    found, known = _found(wanted)
    if found is not None:
        return Registered(found, new=False)
    if known is not None and known.state != State.CANCELLED:
        _write_and_take_back(wanted, rows, held)
        often = mails.is_told_often(known)
        with sent_at_once():
            insert([SentForm(day=wanted.day, participant=known, key=sent.key)])
            if not often:
                mails.tell_known(known, sent.key)
        return Registered(known, new=False, known=True)
    if known is not None:
        return Registered(_again(known, wanted, sent, by), new=True, known=True)
    _write(wanted, rows, by, held)
    if not sent.quiet:
        mails.confirm(wanted)
    return Registered(wanted, new=True)


def _unsaved(day: Day, sent: Submission, source: str) -> Participant:
    """Return the participant that is to be; all that can be read beforehand is read here."""
    participant = Participant(
        day=day,
        given_name=sent.given_name,
        prefix=sent.prefix,
        family_name=sent.family_name,
        email=sent.email.strip().lower(),
        function=sent.function,
        organisation_typed=sent.organisation,
        organisation=organisation_named(day, sent.organisation),
        language=sent.language,
        source=source,
        submission=sent.key,
    )
    sign(participant)
    return participant


def _found(wanted: Participant) -> tuple[Participant | None, Participant | None]:
    """Return who was registered by this very form, and who by this address.

    Mostly that is nobody. Not asked first, as that would be quicker for nobody than for somebody: the time would tell.
    """
    people = registered_with(wanted.day, wanted.email, wanted.submission)
    by_form = next((each for each in people if each.by_form), None)  # type: ignore[attr-defined]  # the query's
    return by_form, next((each for each in people if each.email.lower() == wanted.email), None)


def _write(participant: Participant, rows: Sequence[models.Model], by: User | None, held: AuditChain) -> None:
    participant.wished = timezone.now() if _wishes(rows) else None
    _take_place(participant)
    with sent_at_once():
        insert([participant, *rows])
        audit.append(held, by, ADDED if by else REGISTERED, f"participant:{participant.pk}")


def _write_and_take_back(wanted: Participant, rows: Sequence[models.Model], held: AuditChain) -> None:
    """Do the work of a new registration and let nothing of it stay: else the time tells that an address is known."""
    nobody = copy(wanted)
    nobody.email = f"{wanted.pk}@example.invalid"
    before = str(connection.savepoint())
    _write(nobody, rows, None, held)
    connection.savepoint_rollback(before)


def _again(known: Participant, wanted: Participant, sent: Submission, by: User | None) -> Participant:
    """Let somebody who had cancelled come after all, with what they say now."""
    for name in ("given_name", "prefix", "family_name", "function", "organisation_typed", "organisation", "language"):
        setattr(known, name, getattr(wanted, name))
    SentForm.objects.create(day=known.day, participant=known, key=known.submission)
    known.submission, known.cancelled, known.queued = sent.key, None, timezone.now()
    known.version += 1
    _take_place(known)
    known.save()
    clear_answers(known)
    keep_answers(known, sent.answers)
    audit.record(by, RETURNED, known.day_id, f"participant:{known.pk}")
    if not sent.quiet:
        mails.confirm(known)
    return known


def _take_place(participant: Participant) -> None:
    participant.state = State.REGISTERED if has_place(participant.day) else State.WAITING


def change(
    participant: Participant, seen: int, answers: Mapping[FormField, Any] | None = None, by: User | None = None
) -> Participant:
    """Keep what somebody changed of their registration; answers: those that replace what was there.

    Raises StaleError when it was changed since version `seen`.
    """
    with transaction.atomic():
        audit.hold(participant.day_id)
        participant.organisation = organisation_named(participant.day, participant.organisation_typed)
        versions.save(participant, seen)
        if answers is not None:
            for each in answers:
                kind_of(each.kind).clear(participant, each)
            keep_answers(participant, answers)
        audit.record(by, CHANGED, participant.day_id, f"participant:{participant.pk}")
    return participant


def cancel(participant: Participant, by: User | None = None, *, quiet: bool = False) -> Participant:
    """Cancel a registration; the place goes to who is next. A second time nothing happens. quiet: no mail to them."""
    with transaction.atomic():
        audit.hold(participant.day_id)
        participant.refresh_from_db()
        if participant.state != State.CANCELLED:
            take_out(participant, by, quiet=quiet)
            offer_places(participant.day)
    return participant


def take_out(participant: Participant, by: User | None, *, quiet: bool = False) -> None:
    """Let somebody no longer come, and mail them; for whoever holds the day, and offers the places afterwards."""
    participant.state, participant.cancelled, participant.offered_until = State.CANCELLED, timezone.now(), None
    participant.ask_no_more()
    participant.version += 1
    participant.save()
    audit.record(by, CANCELLED, participant.day_id, f"participant:{participant.pk}")
    if not quiet:
        mails.tell_cancelled(participant)


def come_again(participant: Participant) -> Participant:
    """Let somebody who cancelled come after all, with what they said before; the waiting list begins anew for them.

    A second time nothing happens.
    """
    with transaction.atomic():
        audit.hold(participant.day_id)
        participant.refresh_from_db()
        if participant.state != State.CANCELLED:
            return participant
        participant.cancelled, participant.queued = None, timezone.now()
        participant.version += 1
        _take_place(participant)
        participant.save()
        audit.record(None, RETURNED, participant.day_id, f"participant:{participant.pk}")
        mails.confirm(participant)
    return participant


def keep_answers(participant: Participant, answers: Mapping[FormField, Any]) -> None:
    """Save answers of which nothing stands there yet, and when somebody last said what they wish."""
    rows = _rows(participant, answers)
    insert(rows)
    if _wishes(rows):
        Participant.objects.filter(pk=participant.pk).update(wished=timezone.now())


def _rows(participant: Participant, answers: Mapping[FormField, Any]) -> list[models.Model]:
    """Return what is to be saved for answers."""
    return [row for each, value in answers.items() for row in kind_of(each.kind).rows(participant, each, value)]


def _wishes(rows: Sequence[models.Model]) -> list[Preference]:
    return [row for row in rows if isinstance(row, Preference)]


def clear_answers(participant: Participant) -> None:
    """Delete every answer and wish."""
    participant.answers.all().delete()
    participant.preferences.all().delete()


def organisation_named(day: Day, typed: str) -> Organisation | None:
    """Return the organisation that people mean who type this, also in a way in which it was typed before."""
    wanted = " ".join(typed.split()).casefold()
    if not wanted:
        return None
    known = Organisation.objects.filter(day=day).only("id", "name", "also")
    return next((each for each in known if wanted in {name.casefold() for name in (each.name, *each.also)}), None)
