# SPDX-License-Identifier: EUPL-1.2
"""Undo what was done to the registration form last, and do it again; never at the cost of an answer."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.actions.back import OtherStepError
from regiodag.editing import steps
from regiodag.editing.models import Step
from regiodag.registrations.actions.form_order import BeforeConditionError, check_conditions
from regiodag.registrations.fields import kind_of
from regiodag.registrations.models import FormField, FormSection, RegistrationForm
from regiodag.registrations.queries import fields_of

UNDID = audit.action("form.undid", _("undid: {label}"))
REDID = audit.action("form.redid", _("did again: {label}"))


class AnsweredError(Exception):
    """A question would go that people have answered."""


def undo(by: User, form: RegistrationForm, promised: UUID) -> Step:
    """Take the last step back.

    Raises OtherStepError, NothingToUndoError, OvertakenError, AnsweredError; then nothing is changed.
    """
    return _put(by, form, steps.last_step, steps.undo, UNDID, promised)


def redo(by: User, form: RegistrationForm, promised: UUID) -> Step:
    """Do again what was undone last. Raises as `undo`."""
    return _put(by, form, steps.next_step, steps.redo, REDID, promised)


@transaction.atomic
def _put(
    by: User,
    form: RegistrationForm,
    find: Callable[[UUID], Step | None],
    act: Callable[[UUID], Step],
    what: audit.Action,
    promised: UUID,
) -> Step:
    audit.hold(form.pk)
    audit.hold(form.day_id)
    found = find(form.pk)
    if found is not None and found.pk != promised:
        raise OtherStepError
    before = {each.pk: kind_of(each.kind).answered(each) for each in fields_of(form.day)}
    done = act(form.pk)
    _check(form, before, done)
    audit.record(by, what, form.day_id, f"step:{done.pk}", label=done.label)
    return done


def _check(form: RegistrationForm, before: dict[UUID, int], done: Step) -> None:
    """Raise when answers went along, or when something hangs on a question or section that is not there any more."""
    changed = [each.pk for each in steps.changes_of(done) if each.kind is FormField]
    fields = FormField.objects.filter(pk__in=changed)
    there = {each.pk for each in fields_of(form.day)}
    if any(answers and pk not in there for pk, answers in before.items()):
        raise AnsweredError
    sections = set(FormSection.objects.filter(form=form).values_list("pk", flat=True))
    if not sections.issuperset(fields.values_list("section_id", flat=True)):
        raise steps.OvertakenError
    try:
        check_conditions(fields_of(form.day))
    except BeforeConditionError as error:
        raise steps.OvertakenError from error
