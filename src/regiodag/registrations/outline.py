# SPDX-License-Identifier: EUPL-1.2
"""The registration form as its makers see it: sections with questions, how many answered, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from regiodag.editing.models import Step
from regiodag.editing.steps import last_step, next_step
from regiodag.registrations.fields import FieldKind, kind_of
from regiodag.registrations.models import FormField, FormSection, RegistrationForm
from regiodag.registrations.queries import fields_of


@dataclass(frozen=True)
class Question:
    """A question: its kind, how many people answered it, on which answer it is asked, and where it can go."""

    field: FormField
    kind: FieldKind
    answers: int
    condition: str
    first: bool
    last: bool


@dataclass(frozen=True)
class Section:
    """A section with its questions, and whether it is the first or the last."""

    section: FormSection
    questions: list[Question]
    first: bool
    last: bool


@dataclass(frozen=True)
class Outline:
    """The whole form; last, next: what undo takes back, and what redo does again."""

    sections: list[Section]
    last: Step | None
    next: Step | None


def outline_of(form: RegistrationForm) -> Outline:
    """Return the form as its makers see it."""
    fields, sections = fields_of(form.day), list(form.sections.all())
    questions = [_question(field, fields) for field in fields]
    found = [
        Section(
            section,
            [each for each in questions if each.field.section_id == section.pk],
            first=at == 0,
            last=at == len(sections) - 1,
        )
        for at, section in enumerate(sections)
    ]
    return Outline(found, last_step(form.pk), next_step(form.pk))


def _question(field: FormField, fields: Sequence[FormField]) -> Question:
    kind, at = kind_of(field.kind), fields.index(field)
    return Question(field, kind, kind.answered(field), condition_told(field), first=at == 0, last=at == len(fields) - 1)


def condition_told(field: FormField) -> str:
    """Return on which answer a question is asked, in a sentence; empty when it is asked of everybody."""
    on = field.only_if
    if on is None:
        return ""
    names = dict(kind_of(on.kind).conditions(on))
    answer = names.get(field.only_if_answer, field.only_if_answer)
    return _("Only for whoever answered “{answer}” to “{question}”.").format(answer=answer, question=on.label)


def conditions_for(field: FormField, section: FormSection) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the answers to earlier questions on which a question can be asked, in groups by question.

    A question that is not there yet comes last in its section.
    """
    earlier = earlier_than(field, section)
    groups = [(each, kind_of(each.kind).conditions(each)) for each in earlier]
    return [
        (each.label, [(f"{each.pk}:{answer}", f"{each.label}: {name}") for answer, name in answers])
        for each, answers in groups
        if answers
    ]


def earlier_than(field: FormField, section: FormSection) -> list[FormField]:
    """Return the questions that come before one."""
    found = []
    for each in fields_of(section.form.day):
        if each == field or each.section.position > section.position:
            break
        found.append(each)
    return found


def answered_in(section: FormSection) -> int:
    """Return how many answers there are to the questions of a section."""
    return sum(kind_of(each.kind).answered(each) for each in section.fields.select_related("section__form"))


def taken_kinds(form: RegistrationForm) -> set[str]:
    """Return the kinds of which the form has one and cannot have another."""
    kinds: dict[Any, FieldKind] = {each.kind: kind_of(each.kind) for each in fields_of(form.day)}
    return {code for code, kind in kinds.items() if kind.once}


def question_of(form: RegistrationForm, pk: UUID) -> FormField | None:
    """Return a question of the form, None when it has none with this id."""
    return FormField.objects.select_related("section__form__day", "only_if").filter(section__form=form, pk=pk).first()
