# SPDX-License-Identifier: EUPL-1.2
"""Undo, and do again."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.actions import back
from regiodag.days.models import Day
from regiodag.days.views.back import put_back
from regiodag.days.views.home import me
from regiodag.days.views.timetable.answers import done, refused


@on_day(Permission.EDIT)
@require_POST
def undo(request: HttpRequest, day: Day) -> HttpResponse:
    """Take back what was done last."""
    was_done, told = put_back(request, partial(back.undo, me(request), day), _("Undone: {label}."))
    return (done if was_done else refused)(request, day, told)


@on_day(Permission.EDIT)
@require_POST
def redo(request: HttpRequest, day: Day) -> HttpResponse:
    """Do again what was undone last."""
    was_done, told = put_back(request, partial(back.redo, me(request), day), _("Done again: {label}."))
    return (done if was_done else refused)(request, day, told)
