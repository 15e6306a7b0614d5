# SPDX-License-Identifier: EUPL-1.2
"""What is asked of registrations."""

from __future__ import annotations

from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from regiodag.database.prepared import Prepared, Remembered
from regiodag.days.models import Day
from regiodag.registrations.models import FormField, Invitee, Participant, RegistrationForm, SentForm

_fields = Remembered(
    lambda day: (
        FormField.objects.filter(section__form__day=day)
        .select_related("section__form")
        .order_by("section__position", "position", "pk")
    ),
    day=UUID,
)
_form = Remembered(lambda day: RegistrationForm.objects.filter(day=day), day=UUID)
_sent = Prepared(lambda day, key: Participant.objects.filter(_by_form(day, key), day=day), day=UUID, key=UUID)
_participant = Prepared(lambda pk: Participant.objects.order_by().select_related("day").filter(pk=pk), pk=UUID)
# The day stands in each part and not beside them: so each is looked up in an index, not among all people of the day.
_people = Prepared(
    lambda day, email, key: (
        Participant.objects.order_by()
        .alias(address=Lower("email"))
        .filter(Q(day=day, address=email) | _by_form(day, key))
        .annotate(by_form=ExpressionWrapper(_by_form(day, key), output_field=BooleanField()))
    ),
    day=UUID, email=str, key=UUID,
)  # fmt: skip


def _by_form(day: UUID, key: UUID) -> Q:
    form = SentForm.objects.filter(day=day, key=key).values("participant")[:1]
    return Q(day=day, submission=key) | Q(pk=Subquery(form))


def participant_of_id(pk: UUID) -> Participant | None:
    """Return a participant with their day, None when they are not there any more. For mails: there are many of them."""
    return next(iter(_participant(pk=pk)), None)


def fields_of(day: Day) -> list[FormField]:
    """Return the questions of a day's form in their order."""
    found = _fields(day=day.pk)
    by_id = {each.pk: each for each in found}
    for each in found:
        each.section.form.day = day
        if each.only_if_id:
            each.only_if = by_id[each.only_if_id]
    return found


def form_of(day: Day) -> RegistrationForm:
    """Return the registration form of a day. Raises RegistrationForm.DoesNotExist for a day that has none."""
    found = _form(day=day.pk)
    if not found:
        raise RegistrationForm.DoesNotExist
    return found[0]


def sent_before(day: Day, key: UUID) -> Participant | None:
    """Return whose form this is, when it was sent before; None when it was not."""
    return next(iter(_sent(day=day.pk, key=key)), None)


def participant_with(day: Day, email: str) -> Participant | None:
    """Return who registered for a day with an e-mail address; compared as the index has it."""
    found = Participant.objects.alias(address=Lower("email")).filter(day=day, address=email.lower()).first()
    if found is not None:
        found.day = day
    return found


def registered_with(day: Day, email: str, key: UUID) -> list[Participant]:
    """Return who registered for a day with an e-mail address, and who with this key: one person, or two.

    Each with `by_form`: whether they sent a form with this key.
    """
    found: list[Participant] = list(_people(day=day.pk, email=email.lower(), key=key))
    for each in found:
        each.day = day
    return found


def invitees_of(day: Day) -> QuerySet[Invitee]:
    """Return who is or is to be invited, each with whether that address has registered: `has_registered`."""
    people = Participant.objects.filter(day=day, email__iexact=OuterRef("email"))
    coming = people.exclude(state=Participant.State.CANCELLED)
    return Invitee.objects.filter(day=day).select_related("day").annotate(has_registered=Exists(coming))


def not_invited(day: Day) -> QuerySet[Invitee]:
    """Return who is to be invited: was not yet, and has not registered, also not to cancel again."""
    people = Participant.objects.filter(day=day, email__iexact=OuterRef("email"))
    return invitees_of(day).filter(~Exists(people), invited=None)
