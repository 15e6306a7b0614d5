# SPDX-License-Identifier: EUPL-1.2
"""Do people still come on the new date? For organisers: who has not answered, and cancelling them after asking."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.registrations.actions.again import NotAskedError, cancel_silent
from regiodag.registrations.queries_again import asked_of, silent_in


@on_day(Permission.SEE)
@require_safe
def asked(request: HttpRequest, day: Day) -> HttpResponse:
    """Show how many people still come, and how many have not answered."""
    return render(request, "registrations/asked.html", {"day": day, "asked": asked_of(day)})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, day: Day) -> HttpResponse:
    """Ask whether everybody who did not answer is to be cancelled, and name them; then do it."""
    if request.method == "POST":
        _cancel(request, day)
        return redirect("participants-asked", day.pk)
    found = asked_of(day)
    if found is None or not found.silent:
        return redirect("participants-asked", day.pk)
    context = {
        "day": day,
        "asked": found,
        "people": silent_in(day).order_by("family_name", "given_name", "pk"),
        "too_early": found.answer_by is not None and timezone.localdate() <= found.answer_by,
    }
    return render(request, "registrations/asked_cancel.html", context)


def _cancel(request: HttpRequest, day: Day) -> None:
    try:
        count = cancel_silent(me(request), day, request.POST.get("asked", ""))
    except NotAskedError:
        messages.error(request, _("Nobody is cancelled: people were asked anew in the meantime. Look again."))
        return
    told = ngettext(
        "%(count)s registration is cancelled. The mail about it is on its way.",
        "%(count)s registrations are cancelled. The mails about it are on their way.",
        count,
    )
    messages.success(request, told % {"count": count})
