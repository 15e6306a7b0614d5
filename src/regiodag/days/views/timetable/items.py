# SPDX-License-Identifier: EUPL-1.2
"""Parts of the programme: add, change, move, order, delete."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.actions import programme
from regiodag.days.forms.timetable import ChangeItemForm, MoveItemForm, NewItemForm, OrderForm, SeenForm
from regiodag.days.models import Day, ProgrammeItem
from regiodag.days.views.home import me
from regiodag.days.views.timetable.answers import done, of_item, overtaken, refused
from regiodag.editing.differences import Difference, differences, refreshed
from regiodag.editing.models import Versioned
from regiodag.editing.versions import StaleError

LATEST = programme.MIDNIGHT - 1


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, day: Day) -> HttpResponse:
    """Add a part to the programme."""
    form = NewItemForm(day, request.POST or None, initial=_next_free(day), instance=ProgrammeItem(day=day))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        item = programme.add_item(
            me(request), day, form.instance, given.get("speakers", ()), fill=given.get("fill", False)
        )
        said = _("Added: {title}.").format(title=item.title)
        if "another" in request.POST:
            messages.success(request, said)
            return redirect("item-add", day.pk)
        return done(request, day, said, f"item-{item.pk}")
    return render(request, "days/timetable/item.html", {"day": day, "form": form})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_item
def change(request: HttpRequest, day: Day, item: ProgrammeItem) -> HttpResponse:
    """Change a part of the programme."""
    form = ChangeItemForm(day, request.POST or None, instance=item)
    context: dict[str, Any] = {"day": day, "form": form, "item": item}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            programme.change_item(me(request), item, given["seen"], given.get("speakers", ()), shift=given["shift"])
        except StaleError as stale:
            context["differences"] = _differences(form, stale.now)
            return render(request, "days/timetable/item.html", context, status=409)
        except programme.OutsideDayError:
            form.add_error("shift", _outside())
        else:
            return done(request, day, _("Saved: {title}.").format(title=item.title), f"item-{item.pk}")
    return render(request, "days/timetable/item.html", context)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_item
def move(request: HttpRequest, day: Day, item: ProgrammeItem) -> HttpResponse:
    """Let a part start at another time."""
    form = MoveItemForm(request.POST or None, initial={"start": item.start, "seen": item.version})
    context: dict[str, Any] = {"day": day, "form": form, "item": item}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            moved = programme.move_item(me(request), item, given["seen"], given["start"], shift=given["shift"])
        except StaleError as stale:
            refreshed(form, stale.now)
            now = stale.now or item
            context |= {"item": now, "differences": []}
            return render(request, "days/timetable/item_move.html", context, status=409)
        except programme.OutsideDayError:
            form.add_error("start", _outside())
        else:
            said = _("{title} now starts at {start}.").format(title=moved.title, start=f"{moved.start:%H:%M}")
            return done(request, day, said, f"item-{item.pk}")
    return render(request, "days/timetable/item_move.html", context)


@on_day(Permission.EDIT)
@require_POST
@of_item
def order(request: HttpRequest, day: Day, item: ProgrammeItem) -> HttpResponse:
    """Put a part before another one."""
    form = OrderForm(day, request.POST)
    if not form.is_valid():
        return overtaken(request, day)
    given = form.cleaned_data
    try:
        moved = programme.order_item(me(request), item, given["seen"], given["before"])
    except StaleError:
        return overtaken(request, day)
    except programme.OutsideDayError:
        return refused(request, day, _outside())
    said = _("{title} now starts at {start}.").format(title=moved.title, start=f"{moved.start:%H:%M}")
    return done(request, day, said, f"item-{item.pk}")


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_item
def delete(request: HttpRequest, day: Day, item: ProgrammeItem) -> HttpResponse:
    """Ask whether to delete a part, and delete it."""
    form = SeenForm(request.POST or None, initial={"seen": item.version})
    if request.method == "POST" and form.is_valid():
        try:
            programme.delete_item(me(request), item, form.cleaned_data["seen"])
        except StaleError:
            return overtaken(request, day)
        return done(request, day, _("Deleted: {title}. You can undo it.").format(title=item.title))
    return render(request, "days/timetable/item_delete.html", {"day": day, "form": form, "item": item})


def _outside() -> str:
    return _("Then something would be before or after this day, and nothing was changed. Choose another time.")


def _next_free(day: Day) -> dict[str, time]:
    """Return half an hour after the last part, or from nine o'clock."""
    last = day.items.order_by("end").last()
    start = min(programme.minute_of(last.end), LATEST - 30) if last else 9 * 60
    return {"start": time(*divmod(start, 60)), "end": time(*divmod(start + 30, 60))}


def _differences(form: ChangeItemForm, now: Versioned | None) -> list[Difference]:
    """Return what differs between what somebody typed and what it is now; speakers by name."""
    beside = {"shift", "speakers"}
    speakers = form.cleaned_data.get("speakers")
    form.cleaned_data = {name: value for name, value in form.cleaned_data.items() if name not in beside}
    found = differences(form, now)
    if speakers is not None and isinstance(now, ProgrammeItem) and {*speakers} != {*now.speakers.all()}:
        mine, theirs = (", ".join(str(each) for each in some) for some in (speakers, now.speakers.all()))
        found.append(Difference(str(form["speakers"].label), mine, theirs))
    return found
