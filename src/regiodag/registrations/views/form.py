# SPDX-License-Identifier: EUPL-1.2
"""The registration form for its makers: how registration stands, its settings, and how participants will see it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.editing.differences import differences
from regiodag.editing.versions import StaleError
from regiodag.registrations.actions.form import ensure_form
from regiodag.registrations.actions.form_settings import keep_settings
from regiodag.registrations.forms.builder import SettingsForm
from regiodag.registrations.forms.register import RegisterForm
from regiodag.registrations.known import WHY
from regiodag.registrations.views.form_answers import page_of


@on_day(Permission.SEE)
@require_safe
def overview(request: HttpRequest, day: Day) -> HttpResponse:
    """Show how registration stands, and the form; who may edit changes it there."""
    return render(request, "registrations/form.html", page_of(request, ensure_form(day)))


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, day: Day) -> HttpResponse:
    """Change when and for whom registration is open, and how many workshops people rank."""
    form = SettingsForm(request.POST or None, instance=ensure_form(day))
    if request.method == "POST" and form.is_valid():
        try:
            keep_settings(me(request), form.instance, form.cleaned_data["seen"])
        except StaleError as stale:
            context = {"day": day, "form": form, "differences": differences(form, stale.now)}
            return render(request, "registrations/form_settings.html", context, status=409)
        messages.success(request, _("Saved."))
        return redirect("registration-form", day.pk)
    return render(request, "registrations/form_settings.html", {"day": day, "form": form})


@on_day(Permission.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, day: Day) -> HttpResponse:
    """Show the form as participants see it. What is sent is looked at in the same way, and kept nowhere."""
    form = RegisterForm(day, request.POST or None)
    passed = request.method == "POST" and form.is_valid()
    context = {"day": day, "form": form, "registration": ensure_form(day), "passed": passed, **WHY}
    return render(request, "registrations/form_preview.html", context)
