# SPDX-License-Identifier: EUPL-1.2
"""Texts that are used again: their list, and adding, changing and taking away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiodag.accounts.models import User
from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.editing.differences import differences
from regiodag.editing.versions import StaleError
from regiodag.mailings.actions.templates import (
    TemplateInUseError,
    add_template,
    add_usual,
    change_template,
    remove_template,
)
from regiodag.mailings.forms import TemplateForm
from regiodag.mailings.models import Template
from regiodag.mailings.registry import audiences, placeholders
from regiodag.mailings.usual import USUAL


@on_day(Permission.EDIT)
@require_safe
def templates(request: HttpRequest, day: Day) -> HttpResponse:
    """List the texts of a day."""
    known = audiences()
    found = [
        (each, known[each.audience].name if each.audience in known else each.audience)
        for each in Template.objects.filter(day=day)
    ]
    there = {each.code for each, _audience in found}
    gone = [each.name for each in USUAL if each.code not in there]
    return render(request, "mailings/templates.html", {"day": day, "templates": found, "gone": gone})


@on_day(Permission.EDIT)
@require_POST
def templates_usual(request: HttpRequest, day: Day) -> HttpResponse:
    """Add the usual texts that are gone."""
    add_usual(me(request), day)
    messages.success(request, _("The usual texts are there again."))
    return redirect("message-templates", day.pk)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, day: Day, template_id: UUID | None = None) -> HttpResponse:
    """Add a text or change one."""
    found = get_object_or_404(Template, pk=template_id, day=day) if template_id else None
    form = TemplateForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(me(request), day, found, form)
        except StaleError as stale:
            return _page(request, day, form, 409, template=found, differences=differences(form, stale.now))
        messages.success(request, _("Saved: %(name)s.") % {"name": form.instance.name})
        return redirect("message-templates", day.pk)
    return _page(request, day, form, template=found)


def _keep(user: User, day: Day, found: Template | None, form: TemplateForm) -> None:
    kept: Template = form.save(commit=False)
    if found is None:
        add_template(user, day, kept)
    else:
        change_template(user, kept, form.cleaned_data["seen"])


def _page(request: HttpRequest, day: Day, form: TemplateForm, status: int = 200, **more: Any) -> HttpResponse:
    words = [(f"{{{each.word}}}", each.explained) for each in placeholders().values()]
    context = {"day": day, "form": form, "words": words, **more}
    return render(request, "mailings/template.html", context, status=status)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def template_remove(request: HttpRequest, day: Day, template_id: UUID) -> HttpResponse:
    """Ask whether a text is to be taken away; then do it, unless a rule writes with it."""
    found = get_object_or_404(Template, pk=template_id, day=day)
    if request.method == "POST":
        try:
            remove_template(me(request), found)
        except TemplateInUseError:
            messages.error(
                request, _("A rule writes with this text. Take the rule away first, or give it another text.")
            )
            return redirect("message-rules", day.pk)
        messages.success(request, _("%(name)s is taken away.") % {"name": found.name})
        return redirect("message-templates", day.pk)
    return render(request, "mailings/template_remove.html", {"day": day, "template": found})
