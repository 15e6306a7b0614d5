# SPDX-License-Identifier: EUPL-1.2
"""What the page of the registration form shows, and its answer to a change: the form anew for htmx, else the page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import trigger_client_event

from regiodag.registrations.doubts import doubts_of
from regiodag.registrations.models import RegistrationForm
from regiodag.registrations.openness import openness
from regiodag.registrations.outline import outline_of


def page_of(request: HttpRequest, form: RegistrationForm, **more: Any) -> dict[str, Any]:
    """Return what the page of the form shows."""
    now = timezone.now()
    return {
        "day": form.day,
        "registration": form,
        "openness": openness(form.day, form, now),
        "doubts": doubts_of(form, now),
        "site": request.build_absolute_uri("/").rstrip("/"),
        "outline": outline_of(form),
        **more,
    }


def done(request: HttpRequest, form: RegistrationForm, said: str, anchor: str = "") -> HttpResponse:
    """Answer to a change that was made. anchor: the id on the page of what was changed, which gets the focus."""
    if not _by_htmx(request):
        messages.success(request, said)
        return redirect(reverse("registration-form", args=[form.day_id]) + (f"#{anchor}" if anchor else ""))
    answer = render(request, "registrations/form_outline.html", page_of(request, form))
    trigger_client_event(answer, "announce", {"value": said})
    return trigger_client_event(answer, "moved", {"anchor": anchor}, after="settle")


def refused(request: HttpRequest, form: RegistrationForm, why: str) -> HttpResponse:
    """Answer to a change that was not made, with the form as it stands: status 409."""
    name = "registrations/form_outline.html" if _by_htmx(request) else "registrations/form.html"
    return render(request, name, page_of(request, form, notice=why), status=409)


def _by_htmx(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]  # set by the middleware of django-htmx
