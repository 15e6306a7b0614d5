# SPDX-License-Identifier: EUPL-1.2
"""What is told about a day: see, change, and notice when somebody else changed it in the meantime."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.actions.make import keep_details
from regiodag.days.forms.day import DetailsForm
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.editing.differences import differences
from regiodag.editing.versions import StaleError


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, day: Day) -> HttpResponse:
    """Change what is told about a day."""
    form = DetailsForm(request.POST or None, instance=day)
    if request.method == "POST" and form.is_valid():
        try:
            keep_details(me(request), day, form.cleaned_data["seen"])
        except StaleError as stale:
            context = {"day": day, "form": form, "differences": differences(form, stale.now)}
            return render(request, "days/details.html", context, status=409)
        messages.success(request, _("Saved."))
        return redirect("day", day.pk)
    return render(request, "days/details.html", {"day": day, "form": form})
