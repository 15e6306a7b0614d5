# SPDX-License-Identifier: EUPL-1.2
"""Workshops in rounds and rooms: put one there, move it, take it out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.actions import sessions
from regiodag.days.forms.timetable import MoveSessionForm, PlaceForm, SeenForm
from regiodag.days.models import Day, Room, Round, Session
from regiodag.days.views.home import me
from regiodag.days.views.timetable.answers import done, of_session, overtaken, refused
from regiodag.editing.versions import StaleError


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, day: Day) -> HttpResponse:
    """Put a workshop in a round and a room."""
    form = PlaceForm(day, request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = sessions.place_session(me(request), given["workshop"], given["round"], given["room"])
        except sessions.AlreadyThereError:
            return refused(request, day, _there_already(given["workshop"].title, given["round"]))
        return done(request, day, _said(made), f"session-{made.pk}")
    return _form(request, form, {"day": day})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_session
def move(request: HttpRequest, day: Day, session: Session) -> HttpResponse:
    """Move a session to another round or room, or swap it with the one that is there."""
    form = MoveSessionForm(day, request.POST or None, initial=MoveSessionForm.of(session))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            _move(request, session, given)
        except StaleError:
            return overtaken(request, day)
        except sessions.AlreadyThereError:
            return refused(request, day, _there_already(session.workshop.title, given["round"]))
        return done(request, day, _said(session), f"session-{session.pk}")
    return _form(request, form, {"day": day, "session": session})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_session
def remove(request: HttpRequest, day: Day, session: Session) -> HttpResponse:
    """Ask whether to take a workshop out of a round, and do it."""
    form = SeenForm(request.POST or None, initial={"seen": session.version})
    if request.method == "POST" and form.is_valid():
        try:
            sessions.remove_session(me(request), session, form.cleaned_data["seen"])
        except StaleError:
            return overtaken(request, day)
        said = _("{title} is no longer in {round}. You can undo it.").format(
            title=session.workshop, round=session.round
        )
        return done(request, day, said, f"waiting-{session.round_id}-{session.workshop_id}")
    return render(request, "days/timetable/session_remove.html", {"day": day, "form": form, "session": session})


def _move(request: HttpRequest, session: Session, given: dict[str, Any]) -> None:
    there = _there(session, given["round"], given["room"]) if given["swap"] else None
    if there is None:
        sessions.move_session(me(request), session, given["seen"], given["round"], given["room"])
    else:
        sessions.swap_sessions(me(request), session, given["seen"], there, there.version)


def _there(session: Session, rnd: Round, room: Room | None) -> Session | None:
    """Return another session that has the room in the round, if there is one."""
    others = Session.objects.select_related("workshop", "round", "room").exclude(pk=session.pk)
    return others.filter(round=rnd, room=room).first() if room else None


def _form(request: HttpRequest, form: PlaceForm, context: dict[str, Any]) -> HttpResponse:
    """Show the form; for htmx something was chosen that is not there any more."""
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware of django-htmx
        return overtaken(request, context["day"])
    return render(request, "days/timetable/session.html", {**context, "form": form})


def _said(session: Session) -> str:
    where = sessions.place_of(session.round, session.room)
    return _("{title} is now in {place}.").format(title=session.workshop, place=where)


def _there_already(title: str, rnd: Round) -> str:
    return _("Nothing was changed: {title} is in {round} already. A workshop is given once in a round.").format(
        title=title, round=rnd
    )
