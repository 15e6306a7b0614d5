# SPDX-License-Identifier: EUPL-1.2
"""The programme in Excel: take it out, bring it in, first see what would change, and undo it.

Between seeing and doing, the texts of the sheets are kept in the organiser's own session, for an hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.actions.workbook import (
    NotReadyError,
    ProgrammeMovedError,
    export_programme,
    import_programme,
    was_imported,
)
from regiodag.days.forms.workbook import WorkbookForm
from regiodag.days.models import Day
from regiodag.days.views.attachment import attachment
from regiodag.days.views.home import me
from regiodag.days.workbook.plan import Plan, fingerprint, plan_of
from regiodag.days.workbook.read import content_of
from regiodag.editing import steps
from regiodag.editing.models import Step

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEPT = "workbooks to bring in"
KEPT_FOR = 60 * 60
MOST_KEPT = 3


@dataclass(frozen=True)
class Group:
    """What would happen on one sheet, for the page."""

    name: str
    entries: list[Any]


@on_day(Permission.EXPORT)
@require_safe
def programme_export(request: HttpRequest, day: Day) -> HttpResponse:
    """Give the programme as a workbook, which is also the one to fill in."""
    return attachment(export_programme(me(request), day), _("programme") + ".xlsx", XLSX)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def programme_import(request: HttpRequest, day: Day) -> HttpResponse:
    """Take a workbook, and go on to what it would change."""
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        token = uuid4()
        _remember(request, day, token, form.cleaned_data["workbook"])
        return redirect("programme-check", day.pk, token)
    last = steps.last_step(day.pk)
    done = last if last and str(last.pk) == request.GET.get("done") else None
    return render(request, "days/workbook_import.html", {"day": day, "form": form, "done": done})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def programme_check(request: HttpRequest, day: Day, import_id: UUID) -> HttpResponse:
    """Show what a workbook would change; do it when asked to."""
    if request.method == "POST" and was_imported(day, import_id):
        return _done(request, day, None)
    sheets = _remembered(request, day, import_id)
    if sheets is None:
        messages.error(request, _("This file is not kept any more. Nothing was changed. Please choose it again."))
        return redirect("programme-import", day.pk)
    content, answers = content_of(sheets), _answers(request)
    plan = plan_of(day, content, answers)
    moved = False
    if request.POST.get("do") == "it":
        try:
            done = import_programme(me(request), day, content, answers, request.POST.get("seen", ""), import_id)
        except ProgrammeMovedError:
            moved = True
        except NotReadyError:
            pass
        else:
            _forget(request, import_id)
            return _done(request, day, done)
    context = {"day": day, "plan": plan, "groups": _groups(plan), "seen": fingerprint(day), "moved": moved}
    return render(request, "days/workbook_check.html", context, status=409 if moved else 200)


def _done(request: HttpRequest, day: Day, plan: Plan | None) -> HttpResponse:
    """Go on to where it can be undone, and say what was done."""
    if plan is not None:
        new, changed = len(plan.new), len(plan.changed)
        parts = (
            ngettext("%(count)d is new", "%(count)d are new", new) % {"count": new},
            ngettext("%(count)d is changed", "%(count)d are changed", changed) % {"count": changed},
        )
        messages.success(request, _("The workbook is brought in: %(what)s.") % {"what": ", ".join(parts)})
    else:
        messages.info(request, _("This workbook was brought in already; it was not done twice."))
    last = steps.last_step(day.pk)
    answer = redirect("programme-import", day.pk)
    if last:
        answer.headers["Location"] += f"?done={last.pk}"
    return answer


@on_day(Permission.EDIT)
@require_POST
def programme_import_undo(request: HttpRequest, day: Day) -> HttpResponse:
    """Take an import back, as long as nothing came after it."""
    last = steps.last_step(day.pk)
    try:
        _undo(day, last if last and str(last.pk) == request.POST.get("step") else None)
    except steps.OvertakenError:
        messages.error(
            request, _("Nothing was changed: something else was done since. Undo step by step in the timetable.")
        )
    else:
        messages.success(request, _("The import is undone. The programme is as it was."))
    return redirect("programme-import", day.pk)


def _undo(day: Day, last: Step | None) -> None:
    if last is None:
        raise steps.OvertakenError
    steps.undo(day.pk)


def _answers(request: HttpRequest) -> dict[str, bool]:
    """Return what was answered to doubts: whether it is the same."""
    given = request.POST if request.method == "POST" else request.GET
    return {name.removeprefix("doubt-"): value != "other" for name, value in given.items() if name.startswith("doubt-")}


def _groups(plan: Plan) -> list[Group]:
    names = list(dict.fromkeys(str(entry.row.sheet.name) for entry in plan.entries))
    return [Group(name, [each for each in plan.entries if str(each.row.sheet.name) == name]) for name in names]


def _remember(request: HttpRequest, day: Day, token: UUID, sheets: dict[str, Any]) -> None:
    """Keep a workbook in the session, and only the last few."""
    kept = [each for each in request.session.get(KEPT, []) if each["until"] > timezone.now().timestamp()]
    until = timezone.now().timestamp() + KEPT_FOR
    kept.append({"token": str(token), "day": str(day.pk), "until": until, "sheets": sheets})
    request.session[KEPT] = kept[-MOST_KEPT:]


def _forget(request: HttpRequest, token: UUID) -> None:
    """Keep a workbook no longer: it is brought in."""
    request.session[KEPT] = [each for each in request.session.get(KEPT, []) if each["token"] != str(token)]


def _remembered(request: HttpRequest, day: Day, token: UUID) -> dict[str, Any] | None:
    now = timezone.now().timestamp()
    for each in request.session.get(KEPT, []):
        if (each["token"], each["day"]) == (str(token), str(day.pk)) and each["until"] > now:
            return dict(each["sheets"])
    return None
