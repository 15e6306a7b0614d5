# SPDX-License-Identifier: EUPL-1.2
"""What a file with participants or contacts would change: look, choose, do it; afterwards what was done."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.registrations.actions import intake as actions
from regiodag.registrations.actions.invitees import import_contacts
from regiodag.registrations.intake.columns import uses
from regiodag.registrations.intake.contacts import Contacts, contacts_of
from regiodag.registrations.intake.languages import language_of_file, languages
from regiodag.registrations.intake.lists import shown_of
from regiodag.registrations.intake.plan import Plan, plan_of
from regiodag.registrations.intake.there import there_of
from regiodag.registrations.models import ImportedFile, Participant
from regiodag.registrations.places import free_places
from regiodag.registrations.reading import Grid
from regiodag.registrations.views.intake import file_of

State, Kind = ImportedFile.State, ImportedFile.Kind
CHOICE, COLUMN = "choice-", "column-"
MOST_CHOICES, LONGEST_CHOICE = 900, 60


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participants_import_check(request: HttpRequest, day: Day, import_id: UUID) -> HttpResponse:
    """Show what a file would change; do it when asked to. When it is done: what was done, and undo.

    Every button keeps what was chosen; those of other lists and pages go there, so that nothing chosen is lost.
    """
    file = file_of(day, import_id)
    if file.state != State.OPEN:
        return _done(request, day, file)
    if request.method != "POST":
        return _shown(request, day, file)
    actions.remember_choices(file, _choices(request))
    if request.POST.get("do") != "it":
        return redirect(_where(request, file))
    try:
        _do(request, file)
    except actions.MovedError:
        return _shown(request, day, file, moved=True)
    except actions.NothingToDoError:
        messages.info(request, _("There is nothing in the file to bring in as it stands."))
    return redirect("participants-import-check", day.pk, file.pk)


def _do(request: HttpRequest, file: ImportedFile) -> None:
    """Bring the file in and say so. Raises MovedError and NothingToDoError."""
    seen = request.POST.get("seen", "")
    if file.kind == Kind.CONTACTS:
        _tell_added(request, import_contacts(me(request), file, seen))
    else:
        links = request.POST.get("send-links") == "yes"
        _tell(request, actions.import_participants(me(request), file, seen, send_links=links))


def _where(request: HttpRequest, file: ImportedFile) -> str:
    """Return the address of the list and page that is asked for: another one (to), or the same again (here)."""
    kind, _dash, number = (request.POST.get("to") or request.POST.get("here", "")).partition("-")
    asked = {"show": kind, "page": number, "links": "yes" if request.POST.get("send-links") == "yes" else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    path = reverse("participants-import-check", args=[file.day_id, file.pk])
    return f"{path}?{query}#list" if query else path


def _shown(request: HttpRequest, day: Day, file: ImportedFile, *, moved: bool = False) -> HttpResponse:
    grid = Grid.of(file.table)
    plan: Plan | Contacts
    if file.kind == Kind.CONTACTS:
        page, plan, offered = "contacts", contacts_of(day, grid, file.choices), uses((), (), 0)
    else:
        there = there_of(day)
        offered = uses(there.questions, there.workshops, max(there.ranks, 1))
        page, plan = "check", plan_of(day, grid, file.choices)
    context = {
        "day": day,
        "file": file,
        "grid": grid,
        "plan": plan,
        "lists": shown_of(plan, request.GET.get("show", ""), request.GET.get("page")),
        "uses": offered,
        "mail_languages": languages().items(),
        "mail_language": language_of_file(file.choices),
        "free": free_places(day),
        "seen": plan.digest(),
        "moved": moved,
        "links": "yes" in (request.GET.get("links"), request.POST.get("send-links")),
        "unknown_address": not any(column.use == "email" for column in plan.columns),
    }
    return render(request, f"registrations/intake_{page}.html", context, status=409 if moved else 200)


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


def _choices(request: HttpRequest) -> dict[str, str]:
    """Return what was chosen for columns and rows, by the names that the plan gives them."""
    named = [(name, str(value)) for name, value in request.POST.items() if name.startswith((CHOICE, COLUMN))]
    short = [(name, value) for name, value in named if max(len(name), len(value)) <= LONGEST_CHOICE]
    return {name.removeprefix(CHOICE): value for name, value in short[:MOST_CHOICES]}
