# SPDX-License-Identifier: EUPL-1.2
"""Bring participants in from a file: choose it, look at what would change, choose, do it, undo it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.registrations.actions import intake as actions
from regiodag.registrations.actions.invitees import import_contacts
from regiodag.registrations.forms.intake import IntakeForm
from regiodag.registrations.intake.columns import Column, uses
from regiodag.registrations.intake.contacts import contacts_of
from regiodag.registrations.intake.plan import Plan, plan_of
from regiodag.registrations.intake.there import there_of
from regiodag.registrations.models import ImportedFile, Participant
from regiodag.registrations.models.intake import KEPT_FOR
from regiodag.registrations.places import free_places
from regiodag.registrations.reading import Grid

State, Kind = ImportedFile.State, ImportedFile.Kind
CHOICE, COLUMN = "choice-", "column-"
MOST_CHOICES, LONGEST_CHOICE = 900, 60


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participants_import(request: HttpRequest, day: Day) -> HttpResponse:
    """Take a file, and go on to what it would change; show those that were begun or brought in."""
    form = IntakeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = actions.keep_file(me(request), day, form.cleaned_data["file"], form.cleaned_data["kind"])
        return redirect("participants-import-check", day.pk, kept.pk)
    recent = day.imported_files.select_related("by").filter(made__gt=timezone.now() - KEPT_FOR)
    return render(request, "registrations/intake.html", {"day": day, "form": form, "files": recent})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participants_import_check(request: HttpRequest, day: Day, import_id: UUID) -> HttpResponse:
    """Show what a file would change; do it when asked to. When it is done: what was done, and undo."""
    file = _file(day, import_id)
    if file.state != State.OPEN:
        return _done(request, day, file)
    if request.method == "POST":
        actions.remember_choices(file, _choices(request))
    moved = False
    if request.POST.get("do") == "it":
        try:
            _do(request, file)
        except actions.MovedError:
            moved = True
        except actions.NothingToDoError:
            messages.info(request, _("There is nothing in the file to bring in as it stands."))
        else:
            return redirect("participants-import-check", day.pk, file.pk)
    if file.kind == Kind.CONTACTS:
        return _shown_contacts(request, day, file, moved=moved)
    return _shown(request, day, file, moved=moved)


def _do(request: HttpRequest, file: ImportedFile) -> None:
    """Bring the file in and say so. Raises MovedError and NothingToDoError."""
    seen = request.POST.get("seen", "")
    if file.kind == Kind.CONTACTS:
        _tell_added(request, import_contacts(me(request), file, seen))
    else:
        links = request.POST.get("send-links") == "yes"
        _tell(request, actions.import_participants(me(request), file, seen, send_links=links))


def _shown(request: HttpRequest, day: Day, file: ImportedFile, *, moved: bool) -> HttpResponse:
    grid = Grid.of(file.table)
    plan, there = plan_of(day, grid, file.choices), there_of(day)
    context = {
        "day": day,
        "file": file,
        "grid": grid,
        "plan": plan,
        "uses": uses(there.questions, there.workshops, max(there.ranks, 1)),
        "free": free_places(day),
        "seen": plan.digest(),
        "moved": moved,
        "unknown_address": _unknown_address(plan.columns),
    }
    return render(request, "registrations/intake_check.html", context, status=409 if moved else 200)


def _shown_contacts(request: HttpRequest, day: Day, file: ImportedFile, *, moved: bool) -> HttpResponse:
    plan = contacts_of(day, Grid.of(file.table), file.choices)
    context = {
        "day": day,
        "plan": plan,
        "uses": uses((), (), 0),
        "seen": plan.digest(),
        "moved": moved,
        "unknown_address": _unknown_address(plan.columns),
    }
    return render(request, "registrations/intake_contacts.html", context, status=409 if moved else 200)


def _unknown_address(columns: list[Column]) -> bool:
    return not any(column.use == "email" for column in columns)


def _done(request: HttpRequest, day: Day, file: ImportedFile) -> HttpResponse:
    """Show what was done with a file, or that it was undone and who stayed as they are."""
    done = file.done or {}
    context: dict[str, Any] = {
        "day": day,
        "file": file,
        "new": len(done.get("new", ())),
        "changed": len(done.get("changed", ())),
        "invitees": len(done.get("invitees", ())),
        "stayed": Participant.objects.filter(day=day, pk__in=done.get("stayed", ())),
    }
    return render(request, "registrations/intake_done.html", context)


def _tell(request: HttpRequest, plan: Plan | None) -> None:
    """Say what was done."""
    if plan is None:
        messages.info(request, _("This file was brought in already; it was not done twice."))
        return
    new, changed = len(plan.new), len(plan.changed)
    parts = (
        ngettext("%(count)d is new", "%(count)d are new", new) % {"count": new},
        ngettext("%(count)d is changed", "%(count)d are changed", changed) % {"count": changed},
    )
    messages.success(request, _("The file is brought in: %(what)s.") % {"what": ", ".join(parts)})


def _tell_added(request: HttpRequest, count: int | None) -> None:
    """Say how many contacts were added."""
    if count is None:
        messages.info(request, _("This file was brought in already; it was not done twice."))
        return
    told = ngettext(
        "%(count)d person added. Nothing has been sent yet.",
        "%(count)d people added. Nothing has been sent yet.",
        count,
    )
    messages.success(request, told % {"count": count})


@on_day(Permission.EDIT)
@require_POST
def participants_import_undo(request: HttpRequest, day: Day, import_id: UUID) -> HttpResponse:
    """Take back what a file changed."""
    file = _file(day, import_id)
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
    file = _file(day, import_id)
    if request.method != "POST":
        return render(request, "registrations/intake_forget.html", {"day": day, "file": file})
    actions.forget_file(file)
    messages.success(request, _("The file is thrown away. Nothing was changed."))
    return redirect("participants-import", day.pk)


def _file(day: Day, import_id: UUID) -> ImportedFile:
    file = ImportedFile.objects.filter(day=day, pk=import_id).first()
    if file is None:
        raise Http404
    return file


def _choices(request: HttpRequest) -> dict[str, str]:
    """Return what was chosen for columns and rows, by the names that the plan gives them."""
    named = [(name, str(value)) for name, value in request.POST.items() if name.startswith((CHOICE, COLUMN))]
    short = [(name, value) for name, value in named if max(len(name), len(value)) <= LONGEST_CHOICE]
    return {name.removeprefix(CHOICE): value for name, value in short[:MOST_CHOICES]}
