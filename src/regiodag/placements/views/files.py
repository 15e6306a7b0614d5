# SPDX-License-Identifier: EUPL-1.2
"""Files of a placement or of a version: what hangs on doors, and what people stand in."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.attachment import attachment
from regiodag.days.views.home import me
from regiodag.days.views.workbook import XLSX
from regiodag.placements.actions.files import take_out
from regiodag.placements.files import Named, Nameless, NoFileError, file_of
from regiodag.placements.forms import TakeOutForm
from regiodag.placements.queries.seated import Seated, seated_in
from regiodag.registrations.problem import NothingToPlaceError

PDF = "application/pdf"
KINDS = {Named.LISTS: ("pdf", PDF), Named.XLSX: ("xlsx", XLSX), Named.ENGINE: ("zip", "application/zip")}


def _seated(day: Day, seats_id: UUID) -> Seated:
    found = seated_in(day, seats_id)
    if found is None:
        raise Http404
    return found


@on_day(Permission.SEE)
@require_safe
def files(request: HttpRequest, day: Day, seats_id: UUID) -> HttpResponse:
    """Show which files there are."""
    context = {"day": day, "seated": _seated(day, seats_id), "nameless": Nameless.choices}
    return render(request, "placements/files.html", context)


@on_day(Permission.SEE)
@require_safe
def paper(request: HttpRequest, day: Day, seats_id: UUID, code: str) -> HttpResponse:
    """Give a PDF in which nobody stands. Raises Http404 when there is none of that name."""
    seated = _seated(day, seats_id)
    if code not in Nameless.values:
        raise Http404
    try:
        content = file_of(seated, code)
    except NoFileError as error:
        messages.error(request, told(error))
        return redirect("placement-files", day.pk, seats_id)
    return attachment(content, f"{_name(code)}.pdf", PDF)


@on_day(Permission.EXPORT)
@reauthentication_required  # type: ignore[untyped-decorator]  # the library has no types
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, day: Day, seats_id: UUID) -> HttpResponse:
    """Ask which file and why; then give it at once, so that no copy of it stays here."""
    seated = _seated(day, seats_id)
    form = TakeOutForm(request.POST or None, initial={"what": Named.LISTS})
    if request.method == "POST" and form.is_valid():
        try:
            return _taken_out(request, seated, form)
        except NoFileError as error:
            messages.error(request, told(error))
        except NothingToPlaceError:
            messages.error(request, _("No file was made: there is no round or no workshop any more."))
    return render(request, "placements/export.html", {"day": day, "seated": seated, "form": form})


def _taken_out(request: HttpRequest, seated: Seated, form: TakeOutForm) -> HttpResponse:
    what, reason = form.cleaned_data["what"], form.cleaned_data["reason"]
    ending, media = KINDS[what]
    answer = attachment(take_out(me(request), seated, what, reason), f"{_name(what)}.{ending}", media)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _name(code: str) -> str:
    names = {
        Named.LISTS: _("lists"),
        Named.XLSX: _("placement"),
        Named.ENGINE: "indeling",
        Nameless.SIGNS: _("door-signs"),
        Nameless.OVERVIEW: _("overview"),
    }
    return names[code]  # type: ignore[index]  # they are all of both


def told(error: NoFileError) -> str:
    """Return why there is no file, and what to do."""
    if error.library:
        return _(
            "This site cannot make PDFs yet: the library Pango is not installed. Ask whoever runs the site; the manual"
            " tells how."
        )
    return _("The file could not be made, or it took too long. Try again; when it goes on, tell whoever runs the site.")
