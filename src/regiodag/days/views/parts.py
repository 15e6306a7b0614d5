# SPDX-License-Identifier: EUPL-1.2
"""Rooms, speakers and workshops of a day: their lists, and adding, changing and taking away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiodag.accounts.access import View
from regiodag.accounts.models import User
from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.actions.parts import give_in, keep_part, remove_part
from regiodag.days.forms.parts import PartForm, RoomForm, SpeakerForm, WorkshopForm
from regiodag.days.models import Day, Room, Speaker, Workshop
from regiodag.days.todo import next_step
from regiodag.days.views.home import me
from regiodag.days.views.page import picture
from regiodag.editing.differences import differences
from regiodag.editing.versions import StaleError


@dataclass(frozen=True)
class Kind:
    """A kind of thing that a day has: its model, its form, the name of its list, and what else is saved with it."""

    model: type[Any]
    form: type[PartForm]
    name: str
    after: Callable[[User, Any, PartForm], None] = lambda _user, _part, _form: None

    @property
    def add(self) -> str:
        """The name of the address where one is added."""
        return f"{self.model._meta.model_name}-add"


def _after_workshop(user: User, workshop: Workshop, form: PartForm) -> None:
    workshop.leaders.set(form.cleaned_data["leaders"])
    give_in(user, workshop, form.cleaned_data["rounds"])


ROOMS = Kind(Room, RoomForm, "rooms")
SPEAKERS = Kind(Speaker, SpeakerForm, "speakers")
WORKSHOPS = Kind(Workshop, WorkshopForm, "workshops", _after_workshop)


def listed(kind: Kind, *prefetched: str) -> View:
    """Return the view that lists the things of a kind."""

    @on_day(Permission.SEE)
    @require_safe
    def view(request: HttpRequest, day: Day) -> HttpResponse:
        things = kind.model.objects.filter(day=day).prefetch_related(*prefetched)
        step = next_step(day) if things else None
        return render(request, f"days/{kind.name}.html", {"day": day, "things": things, "next": step})

    return view


def edited(kind: Kind) -> View:
    """Return the view in which a thing of a kind is added or changed."""

    @on_day(Permission.EDIT)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, day: Day, part_id: UUID | None = None) -> HttpResponse:
        part = get_object_or_404(kind.model, pk=part_id, day=day) if part_id else None
        form = kind.form(day, request.POST or None, request.FILES or None, instance=part)
        context = {"day": day, "form": form, "part": part, "list": kind.name}
        if request.method == "POST" and form.is_valid():
            try:
                _keep(kind, me(request), day, part, form)
            except StaleError as stale:
                form.discard()
                context["differences"] = differences(form, stale.now)
                return render(request, "days/part.html", context, status=409)
            messages.success(request, _("Saved: %(name)s.") % {"name": form.instance})
            return redirect(kind.add if "another" in request.POST else kind.name, day.pk)
        return render(request, "days/part.html", context)

    return view


def _keep(kind: Kind, user: User, day: Day, part: Any, form: PartForm) -> None:
    kept = form.save(commit=False)
    seen = None if part is None else form.cleaned_data["seen"]
    keep_part(user, day, kept, seen, lambda: kind.after(user, kept, form))


def removed(kind: Kind) -> View:
    """Return the view in which a thing of a kind is taken away: GET asks whether, POST does."""

    @on_day(Permission.EDIT)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, day: Day, part_id: UUID) -> HttpResponse:
        part = get_object_or_404(kind.model, pk=part_id, day=day)
        if request.method == "POST":
            name = str(part)
            remove_part(me(request), part)
            messages.success(request, _("%(name)s is taken away. You can undo this in the timetable.") % {"name": name})
            return redirect(kind.name, day.pk)
        return render(request, "days/part_remove.html", {"day": day, "part": part, "list": kind.name})

    return view


rooms, room, room_remove = listed(ROOMS), edited(ROOMS), removed(ROOMS)
speakers = listed(SPEAKERS, "items", "workshops")
speaker, speaker_remove = edited(SPEAKERS), removed(SPEAKERS)
workshops = listed(WORKSHOPS, "leaders", "sessions__round", "sessions__room")
workshop, workshop_remove = edited(WORKSHOPS), removed(WORKSHOPS)


@on_day(Permission.SEE)
@require_safe
def speaker_photo(request: HttpRequest, day: Day, part_id: UUID) -> Any:  # noqa: ARG001
    """Give the photo of a speaker to organisers, also before there is consent."""
    return picture(get_object_or_404(Speaker, pk=part_id, day=day).photo.name)
