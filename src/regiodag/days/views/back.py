# SPDX-License-Identifier: EUPL-1.2
"""What a button to undo, or to do again, comes down to, whatever part of the day it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from regiodag.days.actions.back import OtherStepError
from regiodag.days.forms.timetable import StepForm
from regiodag.editing import steps
from regiodag.editing.models import Step

NOTHING = UUID(int=0)
"""What a button promises that has nothing to undo."""


def put_back(
    request: HttpRequest, act: Callable[[UUID], Step], said: str, why: Mapping[type[Exception], str] | None = None
) -> tuple[bool, str]:
    """Undo what the button promised, or do it again; return whether that was done, and what is told.

    act: does it, given the step. said: a sentence with {label}. why: what is told of errors of its own.
    """
    form = StepForm(request.POST)
    reasons = {**_reasons(), **(why or {})}
    try:
        step = act(form.cleaned_data["step"] if form.is_valid() else NOTHING)
    except tuple(reasons) as error:
        return False, next(told for kind, told in reasons.items() if isinstance(error, kind))
    return True, said.format(label=step.label)


def _reasons() -> dict[type[Exception], str]:
    """Return why nothing was undone, by the error."""
    return {
        steps.NothingToUndoError: _("There is nothing left to undo or to do again."),
        steps.OvertakenError: _(
            "This cannot be undone any more: what it changed was changed somewhere else since. Change it by hand."
        ),
        OtherStepError: _(
            "Somebody else did something in the meantime, so nothing was undone. Look at what the button says now."
        ),
    }
