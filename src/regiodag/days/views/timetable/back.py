# SPDX-License-Identifier: EUPL-1.2
"""Undo, and do again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regiodag.accounts.models import User
from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.actions import back
from regiodag.days.forms.timetable import StepForm
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.days.views.timetable.answers import done, refused
from regiodag.editing import steps
from regiodag.editing.models import Step

NOTHING = UUID(int=0)
"""What a button promises that has nothing to undo."""


@on_day(Permission.EDIT)
@require_POST
def undo(request: HttpRequest, day: Day) -> HttpResponse:
    """Take back what was done last."""
    return _made(request, day, back.undo, _("Undone: {label}."))


@on_day(Permission.EDIT)
@require_POST
def redo(request: HttpRequest, day: Day) -> HttpResponse:
    """Do again what was undone last."""
    return _made(request, day, back.redo, _("Done again: {label}."))


def _made(request: HttpRequest, day: Day, act: Callable[[User, Day, UUID], Step], said: str) -> HttpResponse:
    form = StepForm(request.POST)
    promised = form.cleaned_data["step"] if form.is_valid() else NOTHING
    try:
        step = act(me(request), day, promised)
    except steps.NothingToUndoError:
        return refused(request, day, _("There is nothing left to undo or to do again."))
    except steps.OvertakenError:
        return refused(
            request,
            day,
            _("This cannot be undone any more: what it changed was changed somewhere else since. Change it by hand."),
        )
    except back.OtherStepError:
        return refused(
            request,
            day,
            _("Somebody else did something in the meantime, so nothing was undone. Look at what the button says now."),
        )
    return done(request, day, said.format(label=step.label))
