# SPDX-License-Identifier: EUPL-1.2
"""Bring participants in from a file: choose it, undo what it did, throw it away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.registrations.actions import intake as actions
from regiodag.registrations.forms.intake import IntakeForm
from regiodag.registrations.intake.undo import undoing_of
from regiodag.registrations.models import ImportedFile
from regiodag.registrations.models.intake import KEPT_FOR

State, Kind = ImportedFile.State, ImportedFile.Kind
CHOICE, COLUMN = "choice-", "column-"
MOST_CHOICES, LONGEST_CHOICE = 900, 60


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participants_import(request: HttpRequest, day: Day) -> HttpResponse:
    """Take a file, and go on to what it would change; show those that were begun or brought in."""
    form = IntakeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept = actions.keep_file(me(request), day, given["file"], given["kind"], given["language"])
        return redirect("participants-import-check", day.pk, kept.pk)
    recent = day.imported_files.select_related("by").filter(made__gt=timezone.now() - KEPT_FOR)
    return render(request, "registrations/intake.html", {"day": day, "form": form, "files": recent})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participants_import_undo(request: HttpRequest, day: Day, import_id: UUID) -> HttpResponse:
    """Say what undoing would do, and ask whether to (GET); take back what a file changed (POST)."""
    file = file_of(day, import_id)
    if request.method != "POST" and file.can_be_undone:
        context = {"day": day, "file": file, "undoing": undoing_of(day, file.done)}
        return render(request, "registrations/intake_undo.html", context)
    if request.method != "POST":
        return redirect("participants-import-check", day.pk, file.pk)
    try:
        stayed = actions.undo_import(me(request), file)
    except actions.NotKeptError:
        messages.error(request, _("Nothing was changed: this can be undone for a week only."))
    else:
        if stayed:
            messages.warning(request, _("The import is undone, but not for everybody: see below."))
        else:
            messages.success(request, _("The import is undone. Everything is as it was."))
    return redirect("participants-import-check", day.pk, file.pk)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participants_import_forget(request: HttpRequest, day: Day, import_id: UUID) -> HttpResponse:
    """Ask whether to throw a file away that was not brought in (GET), and do it (POST)."""
    file = file_of(day, import_id)
    if request.method != "POST":
        rows = len(file.table["rows"]) if file.table else 0
        return render(request, "registrations/intake_forget.html", {"day": day, "file": file, "rows": rows})
    actions.forget_file(file)
    messages.success(request, _("The file is thrown away. Nothing was changed."))
    return redirect("participants-import", day.pk)


def file_of(day: Day, import_id: UUID) -> ImportedFile:
    """Return a file of a day. Raises Http404."""
    file = ImportedFile.objects.filter(day=day, pk=import_id).first()
    if file is None:
        raise Http404
    return file
