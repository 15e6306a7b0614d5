# SPDX-License-Identifier: EUPL-1.2
"""The look of a day: change it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.actions.look import dress_day
from regiodag.days.forms.look import LookForm
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.editing.differences import refreshed
from regiodag.editing.versions import StaleError


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, day: Day) -> HttpResponse:
    """Change logo and colours."""
    form = LookForm(day, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            dress_day(
                me(request), day, given["seen"], given["theme"], given["logo"], given["logo_words"],
                without_logo=given["remove_logo"],
            )  # fmt: skip
        except StaleError as stale:
            refreshed(form, stale.now)
            return render(request, "days/look.html", {"day": day, "form": form, "differences": []}, status=409)
        messages.success(request, _("Saved. This is how the page of the day looks now."))
        return redirect("day-look", day.pk)
    return render(request, "days/look.html", {"day": day, "form": form})
