# SPDX-License-Identifier: EUPL-1.2
"""What there is to do for a day, in the order of the work, and what is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day


@dataclass(frozen=True)
class Step:
    """A piece of the organiser's work. where: the name of the address where it is done."""

    title: Any
    done: bool
    where: str
    hint: Any


Further = Callable[[Day], Iterable[Step]]
_further: list[Further] = []


def register(further: Further) -> None:
    """Let a later part of the work add its steps; they come after those of the days, in the order of registering."""
    _further.append(further)


def steps_of(day: Day) -> list[Step]:
    """Return what there is to do for a day."""
    return [*_steps_of_day(day), *(step for further in _further for step in further(day))]


def _where(day: Day) -> str:
    """Return what belongs to where it is and who organises it; when a part of it is there, what is still missing."""
    asked = {
        gettext("the venue"): day.venue,
        gettext("the host"): day.host,
        gettext("the e-mail address of the contact"): day.contact_email,
    }
    missing = [what for what, said in asked.items() if not said]
    if 0 < len(missing) < len(asked):
        return gettext("Still missing: %(what)s.") % {"what": ", ".join(missing)}
    return gettext("Venue, route, host, contact.")


def _steps_of_day(day: Day) -> list[Step]:
    return [
        Step(_("Say where it is, and who organises it"), bool(day.venue and day.host and day.contact_email),
             "day-details", _where(day)),
        Step(_("Choose the date"), day.date is not None, "day-postpone", _("It can also be announced later.")),
        Step(_("Add the rooms"), day.rooms.exists(), "rooms", _("With their chairs, and what they have.")),
        Step(_("Add the speakers and leaders"), day.speakers.exists(), "speakers",
             _("Who speaks, and who leads a workshop.")),
        Step(_("Add the workshops"), day.workshops.exists(), "workshops", _("What people will choose from.")),
        Step(_("Make the timetable"), day.items.exists(), "timetable", _("Morning, rounds, breaks and drinks.")),
        Step(_("Invite the other organisers"), day.memberships.exists() or day.series.memberships.count() > 1,
             "organisers", _("Also of other organisations.")),
    ]  # fmt: skip


def next_step(day: Day) -> Step | None:
    """Return what to do first, None when all is done."""
    return next((step for step in steps_of(day) if not step.done), None)
