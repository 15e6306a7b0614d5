# SPDX-License-Identifier: EUPL-1.2
"""What there is to do for the registration of a day."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.days.states import State
from regiodag.days.todo import Step
from regiodag.editing.steps import last_step
from regiodag.registrations.actions.form import ensure_form
from regiodag.registrations.models import RegistrationForm
from regiodag.registrations.queries_again import asked_of


def steps_of(day: Day) -> Iterator[Step]:
    """Yield the steps."""
    yield Step(
        _("Make the registration form"),
        _is_made(ensure_form(day)),
        "registration-form",
        _("What you ask, how many workshops people choose, and until when."),
    )
    yield Step(
        _("Open registration"),
        day.state != State.DRAFT,
        "day-state",
        _("From then on everybody can see the page of the day, and register."),
    )
    asked = asked_of(day)
    if asked is not None:
        yield Step(
            _told(asked.silent), not asked.silent, "participants-asked", _("You asked everybody after postponing.")
        )


def _told(silent: int) -> str:
    """Return how many people have still to say whether they come on the new date."""
    if not silent:
        return gettext("Everybody has answered whether they come on the new date")
    return ngettext(
        "%(number)d person has not answered whether they come on the new date",
        "%(number)d people have not answered whether they come on the new date",
        silent,
    ) % {"number": silent}


def _is_made(form: RegistrationForm) -> bool:
    """Return whether somebody changed the usual form that a new day has, or its settings."""
    return form.version > 1 or last_step(form.pk) is not None
