# SPDX-License-Identifier: EUPL-1.2
"""Sections and questions of the registration form: add, change, delete."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.editing.differences import differences
from regiodag.editing.versions import StaleError
from regiodag.registrations.actions import form_parts as actions
from regiodag.registrations.actions.form import ensure_form
from regiodag.registrations.fields import FieldKind, kind_of, kinds
from regiodag.registrations.forms.builder import QuestionForm, RemoveForm, SectionForm
from regiodag.registrations.models import FormField, FormSection
from regiodag.registrations.outline import answered_in, question_of, taken_kinds
from regiodag.registrations.views.form_answers import done, refused


def of_section(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the section with the id in the address, when it belongs to the day's form."""

    @wraps(view)
    def found(request: HttpRequest, day: Day, section_id: UUID) -> HttpResponse:
        form = ensure_form(day)
        section = form.sections.select_related("form__day").filter(pk=section_id).first()
        return view(request, day, section) if section else _gone(request, day)

    return found


def of_question(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the question with the id in the address, when it belongs to the day's form."""

    @wraps(view)
    def found(request: HttpRequest, day: Day, question_id: UUID) -> HttpResponse:
        field = question_of(ensure_form(day), question_id)
        return view(request, day, field) if field else _gone(request, day)

    return found


def _gone(request: HttpRequest, day: Day) -> HttpResponse:
    """Answer to whoever wants to change what somebody else has deleted. Raises Http404 to whoever looks."""
    if request.method != "POST":
        raise Http404
    why = _("Somebody else deleted this in the meantime, so nothing was changed. This is the form as it is now.")
    return refused(request, ensure_form(day), why)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def section_add(request: HttpRequest, day: Day) -> HttpResponse:
    """Add a section."""
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        section = actions.add_section(me(request), ensure_form(day), form.instance)
        said = _("The section “{title}” is added. Now add a question to it.").format(title=section.title)
        return done(request, section.form, said, f"section-{section.pk}")
    return render(request, "registrations/form_section.html", {"day": day, "form": form})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_section
def section(request: HttpRequest, day: Day, section: FormSection) -> HttpResponse:
    """Change a section."""
    form = SectionForm(request.POST or None, instance=section)
    context: dict[str, Any] = {"day": day, "form": form, "section": section}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_section(me(request), section, form.cleaned_data["seen"])
        except StaleError as stale:
            context["differences"] = differences(form, stale.now)
            return render(request, "registrations/form_section.html", context, status=409)
        return done(request, section.form, _("Saved."), f"section-{section.pk}")
    return render(request, "registrations/form_section.html", context)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_section
def section_remove(request: HttpRequest, day: Day, section: FormSection) -> HttpResponse:
    """Ask whether to delete a section with its questions, and do it."""
    context = {"day": day, "section": section, "questions": section.fields.order_by("position", "pk")}
    said = _("The section “{title}” is deleted.").format(title=section.title)
    return _removed(request, section, answered_in(section), context, said)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_section
def question_add(request: HttpRequest, day: Day, section: FormSection) -> HttpResponse:
    """Add a question: first choose its kind, then say what is asked."""
    kind = kinds().get(request.GET.get("kind", ""))
    if kind is None:
        context = {"day": day, "section": section, "kinds": kinds().values(), "taken": taken_kinds(section.form)}
        return render(request, "registrations/form_kinds.html", context)
    field = FormField(kind=kind.code, purpose=str(kind.purpose), basis=kind.basis, weeks=kind.weeks)
    form = QuestionForm(section, request.POST or None, instance=field)
    if request.method == "POST" and form.is_valid():
        return _added(request, section, form)
    return _question_page(request, day, form)


def _added(request: HttpRequest, section: FormSection, form: QuestionForm) -> HttpResponse:
    form.save(commit=False)
    try:
        actions.add_question(me(request), section, form.instance)
    except actions.OnceError:
        why = _("Nothing was added: the form has a question of this kind already, and one is all it can have.")
        return refused(request, section.form, why)
    said = _("The question “{title}” is added.").format(title=form.instance)
    return done(request, section.form, said, f"question-{form.instance.pk}")


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_question
def question(request: HttpRequest, day: Day, field: FormField) -> HttpResponse:
    """Change a question."""
    form = QuestionForm(field.section, request.POST or None, instance=field)
    if request.method != "POST" or not form.is_valid():
        return _question_page(request, day, form)
    if form.asks:
        form.ask()
        return _question_page(request, day, form, lost=form.lost)
    form.save(commit=False)
    try:
        actions.change_question(me(request), field, form.cleaned_data["seen"], form.renamed, in_answers=form.in_answers)
    except StaleError as stale:
        return _question_page(request, day, form, status=409, differences=differences(form, stale.now))
    return done(request, field.section.form, _("Saved."), f"question-{field.pk}")


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_question
def question_remove(request: HttpRequest, day: Day, field: FormField) -> HttpResponse:
    """Ask whether to delete a question, and do it."""
    context = {"day": day, "question": field, "dependents": actions.conditional_on(field)}
    said = _("The question “{title}” is deleted.").format(title=field.label)
    return _removed(request, field, kind_of(field.kind).answered(field), context, said)


def _question_page(request: HttpRequest, day: Day, form: QuestionForm, status: int = 200, **more: Any) -> HttpResponse:
    kind: FieldKind = form.kind
    field = None if form.instance._state.adding else FormField.objects.filter(pk=form.instance.pk).first()
    context = {"day": day, "section": form.section, "form": form, "kind": kind, "question": field, **more}
    return render(request, "registrations/form_question.html", context, status=status)


def _removed(
    request: HttpRequest, thing: FormSection | FormField, answers: int, context: dict[str, Any], said: str
) -> HttpResponse:
    """Delete a section or question when its answers were told; ask otherwise, and again when there are more by now."""
    form = RemoveForm(request.POST or None)
    of = thing.form if isinstance(thing, FormSection) else thing.section.form
    if request.method == "POST" and form.is_valid():
        try:
            _remove(request, thing, form.cleaned_data["answers"])
        except actions.MoreAnswersError as more:
            context = {**context, "answers": more.now, "more": True}
            return render(request, "registrations/form_remove.html", context, status=409)
        return done(request, of, said, "form-add-section")
    return render(request, "registrations/form_remove.html", {**context, "answers": answers})


def _remove(request: HttpRequest, thing: FormSection | FormField, told: int) -> None:
    if isinstance(thing, FormSection):
        actions.remove_section(me(request), thing, told)
    else:
        actions.remove_question(me(request), thing, told)
