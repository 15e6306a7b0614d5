# SPDX-License-Identifier: EUPL-1.2
"""The list of participants as a spreadsheet. Whoever takes it out says why, and proves once more who they are."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiodag.accounts.roles import Permission, allows
from regiodag.days.access import on_day, role_of
from regiodag.days.models import Day
from regiodag.days.views.attachment import attachment
from regiodag.days.views.home import me
from regiodag.days.views.workbook import XLSX
from regiodag.registrations.actions.export import export_participants
from regiodag.registrations.export import AT_FIRST, columns_of
from regiodag.registrations.forms.participants import ExportForm, FilterForm
from regiodag.registrations.queries_participants import participants_of
from regiodag.registrations.views.participants import words_of


@on_day(Permission.EXPORT)
@reauthentication_required  # type: ignore[untyped-decorator]  # the library has no types
@require_http_methods(["GET", "HEAD", "POST"])
def participants_export(request: HttpRequest, day: Day) -> HttpResponse:
    """Ask which columns and why; then give the file at once, so that no copy of it stays here.

    It holds who is listed: the filters in the address are those of the list.
    """
    sensitive = allows(role_of(request), Permission.SENSITIVE)
    columns = columns_of(day, sensitive=sensitive)
    filters = FilterForm(day, {**request.GET.dict(), "words": words_of(request, day)}, editor=True).filters()
    form = ExportForm(
        [(each.key, each.heading) for each in columns], request.POST or None, initial={"columns": list(AT_FIRST)}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        data = export_participants(me(request), day, filters, given["columns"], given["reason"], sensitive=sensitive)
        answer = attachment(data, _("participants") + ".xlsx", XLSX)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    context = {
        "day": day,
        "form": form,
        "number": participants_of(day, filters, addresses=True).count(),
        "sensitive": [each.heading for each in columns if each.sensitive],
        "query": filters.query,
    }
    return render(request, "registrations/participants_export.html", context)
