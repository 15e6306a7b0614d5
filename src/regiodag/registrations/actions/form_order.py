# SPDX-License-Identifier: EUPL-1.2
"""The order of sections and questions: one place up or down, or before another one. Each is a step."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.editing.steps import step
from regiodag.registrations.models import FormField, FormSection, RegistrationForm

MOVED = audit.action("form.moved", _("moved “{title}” in the registration form"))

Sections = list[tuple[FormSection, list[FormField]]]


class BeforeConditionError(Exception):
    """A question would come before the one whose answer decides whether it is asked."""

    def __init__(self, field: FormField) -> None:
        super().__init__("a question would come before its condition")
        self.field = field


def move_question(by: User, field: FormField, section: FormSection, before: FormField | None) -> FormField:
    """Put a question in a section, before another one or last. Raises BeforeConditionError; then nothing is moved."""
    form = section.form
    with step(by, form.pk, gettext_noop("moved the question {title}"), title=field.label):
        order = [(each, [one for one in fields if one != field]) for each, fields in _order(form)]
        _insert(next(fields for each, fields in order if each == section), field, before)
        _keep(order)
        audit.record(by, MOVED, form.day_id, f"question:{field.pk}", title=field.label)
    return field


def shift_question(by: User, field: FormField, down: bool) -> FormField:  # noqa: FBT001  (up or down)
    """Put a question one place up or down, into the section before or after when it is the first or last.

    Raises BeforeConditionError; then nothing is moved.
    """
    order = _order(field.section.form)
    at = next(number for number, (section, _fields) in enumerate(order) if section == field.section)
    fields = order[at][1]
    place = fields.index(field) + (1 if down else -1)
    if 0 <= place < len(fields):
        behind = fields[place + 1 : place + 2] if down else fields[place : place + 1]
        return move_question(by, field, field.section, behind[0] if behind else None)
    if not 0 <= (other := at + (1 if down else -1)) < len(order):
        return field
    section, there = order[other]
    return move_question(by, field, section, there[0] if down and there else None)


def move_section(by: User, section: FormSection, before: FormSection | None) -> FormSection:
    """Put a section before another one or last. Raises BeforeConditionError; then nothing is moved."""
    form = section.form
    with step(by, form.pk, gettext_noop("moved the section {title}"), title=section.title):
        order = _order(form)
        moved = next(pair for pair in order if pair[0] == section)
        order.remove(moved)
        at = next((number for number, pair in enumerate(order) if pair[0] == before), len(order))
        order.insert(at, moved)
        _keep(order)
        audit.record(by, MOVED, form.day_id, f"section:{section.pk}", title=section.title)
    return section


def shift_section(by: User, section: FormSection, down: bool) -> FormSection:  # noqa: FBT001  (up or down)
    """Put a section one place up or down. Raises BeforeConditionError; then nothing is moved."""
    sections = [each for each, _fields in _order(section.form)]
    at = sections.index(section)
    if at == (len(sections) - 1 if down else 0):
        return section
    behind = sections[at + 2 : at + 3] if down else sections[at - 1 : at]
    return move_section(by, section, behind[0] if behind else None)


def _order(form: RegistrationForm) -> Sections:
    """Return the sections in their order, each with its questions."""
    return [(section, list(section.fields.order_by("position", "pk"))) for section in form.sections.all()]


def _insert(fields: list[FormField], field: FormField, before: FormField | None) -> None:
    fields.insert(fields.index(before) if before in fields else len(fields), field)


def _keep(order: Sections) -> None:
    """Give what stands elsewhere by now its number. Versions stay: whoever changes a question meanwhile can."""
    check_conditions([field for _section, fields in order for field in fields])
    for number, (section, fields) in enumerate(order, 1):
        if section.position != number:
            section.position = number
            section.save()
        for place, field in enumerate(fields, 1):
            if (field.section_id, field.position) != (section.pk, place):
                field.section, field.position = section, place
                field.save()


def check_conditions(fields: Sequence[FormField]) -> None:
    """Raise BeforeConditionError when a question stands before the one on whose answer it is asked."""
    asked: set[UUID] = set()
    for field in fields:
        if field.only_if_id is not None and field.only_if_id not in asked:
            raise BeforeConditionError(field)
        asked.add(field.pk)
