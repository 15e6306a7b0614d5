# SPDX-License-Identifier: EUPL-1.2
"""The timetable to look at: on the screen, and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day, Room
from regiodag.days.programme import Occupation, Programme
from regiodag.days.views.timetable.board import board_of, seen_of
from regiodag.editing import steps


@dataclass(frozen=True)
class RoomList:
    """What is in a room, in the order of time."""

    room: Room
    things: list[Occupation]


@on_day(Permission.SEE)
@require_safe
def timetable(request: HttpRequest, day: Day) -> HttpResponse:
    """Show the timetable; who may edit changes it there."""
    return render(request, "days/timetable/timetable.html", {"day": day, "board": board_of(day)})


@on_day(Permission.SEE)
@require_safe
def news(request: HttpRequest, day: Day) -> HttpResponse:
    """Tell whether somebody changed the timetable since it was shown; nothing to tell is an empty answer."""
    seen = request.GET.get("seen", "")
    last, undone = steps.last_step(day.pk), steps.next_step(day.pk)
    if seen == seen_of(last, undone):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "days/timetable/news.html", {"day": day, "seen": seen, "last": last, "undone": undone})


@on_day(Permission.SEE)
@require_safe
def on_paper(request: HttpRequest, day: Day) -> HttpResponse:
    """Show the timetable for printing: times and rooms on a page, and a list per room."""
    board = board_of(day)
    context = {"day": day, "board": board, "lists": lists_of(board.programme)}
    return render(request, "days/timetable/print.html", context)


def lists_of(programme: Programme) -> list[RoomList]:
    """Return what is in each room that is used."""
    found = sorted(programme.occupations(), key=lambda each: each.start)
    lists = [RoomList(room, [each for each in found if each.room == room]) for room in programme.rooms]
    return [each for each in lists if each.things]
