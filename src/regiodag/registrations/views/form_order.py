# SPDX-License-Identifier: EUPL-1.2
"""The order of the registration form, by buttons and by drag; undo, and do again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regiodag.accounts.models import User
from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.back import put_back
from regiodag.days.views.home import me
from regiodag.editing.models import Step
from regiodag.registrations.actions import form_back
from regiodag.registrations.actions import form_order as actions
from regiodag.registrations.actions.form import ensure_form
from regiodag.registrations.forms.builder import MoveForm
from regiodag.registrations.models import FormField, FormSection, RegistrationForm
from regiodag.registrations.views.form_answers import done, refused
from regiodag.registrations.views.form_parts import of_question, of_section


@on_day(Permission.EDIT)
@require_POST
@of_section
def section_move(request: HttpRequest, _day: Day, section: FormSection) -> HttpResponse:
    """Put a section in another place."""

    def move(given: dict[str, Any]) -> None:
        if given["to"]:
            actions.shift_section(me(request), section, given["to"] == "down")
        else:
            actions.move_section(me(request), section, given["before"])

    return _moved(request, section.form, FormSection, move, f"section-{section.pk}")


@on_day(Permission.EDIT)
@require_POST
@of_question
def question_move(request: HttpRequest, _day: Day, field: FormField) -> HttpResponse:
    """Put a question in another place."""

    def move(given: dict[str, Any]) -> None:
        if given["to"]:
            actions.shift_question(me(request), field, given["to"] == "down")
        else:
            actions.move_question(me(request), field, given["section"] or field.section, given["before"])

    return _moved(request, field.section.form, FormField, move, f"question-{field.pk}")


def _moved(
    request: HttpRequest,
    form: RegistrationForm,
    kind: type[FormField | FormSection],
    move: Callable[[dict[str, Any]], None],
    anchor: str,
) -> HttpResponse:
    sent = MoveForm(form, kind, request.POST)
    if not sent.is_valid():
        return refused(request, form, _("Nothing was moved: that place is not there any more. Try again."))
    try:
        move(sent.cleaned_data)
    except actions.BeforeConditionError as error:
        sentence = _("Nothing was moved: “{question}” depends on the answer to “{other}”, so it has to come after it.")
        return refused(request, form, sentence.format(question=error.field, other=error.field.only_if))
    return done(request, form, _("Moved."), anchor)


@on_day(Permission.EDIT)
@require_POST
def undo(request: HttpRequest, day: Day) -> HttpResponse:
    """Take back what was done last."""
    return _put(request, day, form_back.undo, _("Undone: {label}."))


@on_day(Permission.EDIT)
@require_POST
def redo(request: HttpRequest, day: Day) -> HttpResponse:
    """Do again what was undone last."""
    return _put(request, day, form_back.redo, _("Done again: {label}."))


def _put(
    request: HttpRequest, day: Day, act: Callable[[User, RegistrationForm, UUID], Step], said: str
) -> HttpResponse:
    form = ensure_form(day)
    sentence = _(
        "This cannot be undone: people have answered the question, and their answers would go. Delete it instead."
    )
    was_done, told = put_back(request, partial(act, me(request), form), said, {form_back.AnsweredError: sentence})
    return (done if was_done else refused)(request, form, told)
