# SPDX-License-Identifier: EUPL-1.2
"""What somebody should look at in a registration form before people fill it in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regiodag.days.models import Day
from regiodag.days.states import Move, State
from regiodag.registrations.actions.form import ensure_form
from regiodag.registrations.models import RegistrationForm
from regiodag.registrations.queries import fields_of


def doubts_before(day: Day, move: Move) -> Iterator[str]:
    """Yield what somebody should know who is about to open registration."""
    if move.end == State.OPEN:
        yield from doubts_of(ensure_form(day), timezone.now())


def doubts_of(form: RegistrationForm, now: datetime) -> list[str]:
    """Return what does not fit together, each in a sentence or two that say what to do."""
    return [*_moments(form, now), *_wishes(form)]


def _moments(form: RegistrationForm, now: datetime) -> Iterator[str]:
    if form.closes is not None and form.closes <= now:
        yield _("The moment at which registration closes has passed: nobody can register. Choose a later one.")
    elif form.closes is not None and _is_after(form.closes, form.day):
        yield _("Registration closes after the day itself has begun. Choose an earlier moment, if that is a mistake.")


def _is_after(moment: datetime, day: Day) -> bool:
    return day.date is not None and moment > timezone.make_aware(datetime.combine(day.date, time(12)))


def _wishes(form: RegistrationForm) -> Iterator[str]:
    workshops = form.day.workshops.count()
    asked = any(each.kind == "wishes" for each in fields_of(form.day))
    if form.wishes == 0 and asked:
        yield _("The form asks for workshops, but people may rank none. Choose how many, or delete that question.")
    elif form.wishes and not asked:
        yield _("The form does not ask which workshops people want. Add a question of the kind “ranked workshops”.")
    elif asked and not workshops:
        yield _("There are no workshops yet, so there is nothing to choose. Add them before registration opens.")
    elif form.wishes > workshops:
        yield ngettext(
            "People may rank {wishes} workshops, but there is only {number}. They can choose no more than that.",
            "People may rank {wishes} workshops, but there are only {number}. They can choose no more than that.",
            workshops,
        ).format(wishes=form.wishes, number=workshops)
