# SPDX-License-Identifier: EUPL-1.2
"""Sections and questions of the registration form: add, change, delete. Each is a step that can be undone.

Steps of a form are apart from those of the timetable: their scope is the form. What takes answers along cannot be
undone, and is no step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.editing import versions
from regiodag.editing.steps import step
from regiodag.registrations.actions.form_choices import rename_chosen
from regiodag.registrations.fields import kind_of
from regiodag.registrations.models import FormField, FormSection, RegistrationForm

SECTION_ADDED = audit.action("form.section-added", _("added the section “{title}” to the registration form"))
SECTION_CHANGED = audit.action("form.section-changed", _("changed the section “{title}” of the registration form"))
SECTION_REMOVED = audit.action("form.section-removed", _("deleted the section “{title}” of the registration form"))
ADDED = audit.action("form.question-added", _("added the question “{title}” to the registration form"))
CHANGED = audit.action("form.question-changed", _("changed the question “{title}” of the registration form"))
RENAMED = audit.action("form.answers-renamed", _("changed {number} answers to the question “{title}” along with it"))
REMOVED = audit.action("form.question-removed", _("deleted the question “{title}” with {number} answers"))


class OnceError(Exception):
    """A form has a question of this kind at most once, and there is one."""


class MoreAnswersError(Exception):
    """More people answered than whoever deletes was told. now: how many."""

    def __init__(self, now: int) -> None:
        super().__init__("somebody answered in the meantime")
        self.now = now


def add_section(by: User, form: RegistrationForm, section: FormSection) -> FormSection:
    """Add a section at the end of the form."""
    with step(by, form.pk, gettext_noop("added the section {title}"), title=section.title):
        section.form, section.position = form, _after(form.sections.all())
        section.save()
        audit.record(by, SECTION_ADDED, form.day_id, f"section:{section.pk}", title=section.title)
    return section


def change_section(by: User, section: FormSection, seen: int) -> FormSection:
    """Keep what was changed. Raises StaleError when somebody else changed it since version `seen`."""
    with step(by, section.form_id, gettext_noop("changed the section {title}"), title=section.title):
        versions.save(section, seen)
        audit.record(by, SECTION_CHANGED, section.form.day_id, f"section:{section.pk}", title=section.title)
    return section


def remove_section(by: User, section: FormSection, told: int) -> None:
    """Delete a section with its questions and all answers to them. told: how many answers go, as far as was known.

    Raises MoreAnswersError, and deletes nothing, when there are more answers by now.
    """
    sentence = gettext_noop("deleted the section {title}")
    fields = list(section.fields.select_related("section__form"))
    with _removing(by, section.form, fields, told, sentence, section.title):
        for field in fields:
            _remove(by, field)
        audit.record(by, SECTION_REMOVED, section.form.day_id, f"section:{section.pk}", title=section.title)
        section.delete()


def add_question(by: User, section: FormSection, field: FormField) -> FormField:
    """Add a question at the end of a section. Raises OnceError for a second one of a kind that a form has once."""
    with step(by, section.form_id, gettext_noop("added the question {title}"), title=field.label):
        same = FormField.objects.filter(section__form=section.form_id, kind=field.kind)
        if kind_of(field.kind).once and same.exists():
            raise OnceError
        field.section, field.position = section, _after(section.fields.all())
        field.save()
        audit.record(by, ADDED, section.form.day_id, f"question:{field.pk}", title=field.label)
    return field


def change_question(
    by: User, field: FormField, seen: int, renamed: Mapping[str, str] | None = None, *, in_answers: bool = False
) -> FormField:
    """Keep what was changed. renamed: choices that were called otherwise before; conditions on them go along.

    in_answers: so do the answers that were given; that is no step, as it cannot be undone. Raises StaleError.
    """
    form = field.section.form
    with transaction.atomic():
        audit.hold(form.pk)
        audit.hold(form.day_id)
        moved = rename_chosen(field, renamed or {}) if in_answers else 0
        with _step_unless(moved, by, form, gettext_noop("changed the question {title}"), field.label):
            versions.save(field, seen)
            for each in conditional_on(field).filter(only_if_answer__in=renamed or {}):
                each.only_if_answer = (renamed or {})[each.only_if_answer]
                each.save()
        audit.record(by, CHANGED, form.day_id, f"question:{field.pk}", title=field.label)
        if moved:
            audit.record(by, RENAMED, form.day_id, f"question:{field.pk}", title=field.label, number=str(moved))
    return field


def remove_question(by: User, field: FormField, told: int) -> None:
    """Delete a question with its answers; what was asked only after it is asked of everybody.

    Raises MoreAnswersError, and deletes nothing, when more people answered than `told`.
    """
    with _removing(by, field.section.form, [field], told, gettext_noop("deleted the question {title}"), field.label):
        _remove(by, field)


def conditional_on(field: FormField) -> QuerySet[FormField]:
    """Return the questions that are asked only of whoever gave a certain answer to this one."""
    return FormField.objects.filter(only_if=field)


@contextmanager
def _removing(
    by: User, form: RegistrationForm, fields: Iterable[FormField], told: int, sentence: str, title: str
) -> Iterator[None]:
    """Hold the form and the day, so that nobody answers in between; a step when no answers are lost."""
    with transaction.atomic():
        audit.hold(form.pk)
        audit.hold(form.day_id)
        answers = sum(kind_of(each.kind).answered(each) for each in fields)
        if answers > told:
            raise MoreAnswersError(answers)
        with _step_unless(answers, by, form, sentence, title):
            yield


@contextmanager
def _step_unless(lost: int, by: User, form: RegistrationForm, sentence: str, title: str) -> Iterator[None]:
    """Make a step, unless something is lost that cannot be put back."""
    if lost:
        yield
        return
    with step(by, form.pk, sentence, title=title):
        yield


def _remove(by: User, field: FormField) -> None:
    """Delete a question; those that were asked on its answer are saved one by one, so that an undo puts them back."""
    kind = kind_of(field.kind)
    for each in conditional_on(field):
        each.only_if, each.only_if_answer = None, ""
        each.save()
    number = str(kind.answered(field))
    kind.clear_all(field)
    audit.record(by, REMOVED, field.section.form.day_id, f"question:{field.pk}", title=field.label, number=number)
    field.delete()


def _after(others: QuerySet[FormSection] | QuerySet[FormField]) -> int:
    return (others.aggregate(last=Max("position"))["last"] or 0) + 1
