# SPDX-License-Identifier: EUPL-1.2
"""What pages of things with a name have in common: giving one, and taking the thing away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from regiodag.days.models import Day
from regiodag.registrations.forms.organisations import is_taken


@dataclass(frozen=True)
class NamePage:
    """A page with a form that holds a name: its template, and what it shows besides the form.

    In `registrations/name.html`: day, title, where (the list that it belongs to), list and back (addresses).
    """

    form: Any
    context: Mapping[str, Any]
    template: str = "registrations/name.html"

    def shown(self, request: HttpRequest, keep: Callable[[], HttpResponse]) -> HttpResponse:
        """Return the page, or what `keep` answers: it saves what was filled in, and says so.

        When somebody else took the name a moment ago, nothing is saved and the form tells it.
        """
        status = 200
        if request.method == "POST" and self.form.is_valid():
            try:
                return keep()
            except IntegrityError:
                if not is_taken(self.form):
                    raise
                status = 409
        return render(request, self.template, {**self.context, "form": self.form}, status=status)


@dataclass(frozen=True)
class RemovePage:
    """A page that asks whether something goes: what is told of it, and the list that it is in."""

    day: Day
    thing: Any
    text: str
    where: str
    back: str

    def shown(self, request: HttpRequest, remove: Callable[[], None]) -> HttpResponse:
        """Return the page that asks (GET), or take the thing away, say so and go back to the list (POST)."""
        if request.method == "POST":
            name = str(self.thing)
            remove()
            messages.success(request, _("%(name)s is deleted.") % {"name": name})
            return redirect(self.back)
        return render(request, "registrations/remove.html", vars(self))
