# SPDX-License-Identifier: EUPL-1.2
"""The texts that every day begins with: for what nearly every day mails. Each day changes them as it likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

REMINDER = "remind-wishes"
PRACTICAL = "practical"
POSTPONED = "postponed"
ASK_AGAIN = "ask-again"
CALLED_OFF = "called-off"

EVERYBODY = "everybody"
"""The audience of who comes and who waits."""


@dataclass(frozen=True)
class Usual:
    """A text to begin with, and for whom it is meant."""

    code: str
    audience: str
    name: Any
    subject: Any
    text: Any


USUAL: Sequence[Usual] = (
    Usual(
        REMINDER,
        "without-wishes",
        _("Reminder: no wishes yet"),
        _("Which workshops do you want? {day}"),
        _(
            "Good day {first-name},\n\nYou are registered for {day} on {date}. You have not said yet which workshops"
            " you want. You can do that until {closing-date}, on your own page:\n\n{personal-link}\n\nPeople who say"
            " nothing get the places that are left.\n\nSee you soon,\n{contact}\n"
        ),
    ),
    Usual(
        PRACTICAL,
        "coming",
        _("Practical information, a week before"),
        _("This is what you need to know for {day}"),
        _(
            "Good day {first-name},\n\nIt is nearly time: {day} is on **{date}**.\n\nWhere: {place}\n\nWhat we know of"
            " you stands on your own page. Can you not come? Cancel there, and somebody on the waiting list can come:"
            "\n\n{personal-link}\n\nSee you soon,\n{contact}\n"
        ),
    ),
    Usual(
        POSTPONED,
        EVERYBODY,
        _("The day is postponed"),
        _("New date for {day}"),
        _(
            "Good day {first-name},\n\n{day} has another date: **{date}**.\n\nYour registration stays as it is, you"
            " need not do anything. Can you not come on the new date? Cancel on your own page:\n\n{personal-link}\n\n"
            "Kind regards,\n{contact}\n"
        ),
    ),
    Usual(
        ASK_AGAIN,
        "not-answered",
        _("The day is postponed: do you still come?"),
        _("New date for {day}: do you still come?"),
        _(
            "Good day {first-name},\n\n{day} has another date: **{date}**.\n\nDo you still come? Say yes or no on your"
            " own page:\n\n{personal-link}\n\nPlease answer {by-when}, also when you do come: then we know for whom"
            " there is a chair.\n\nKind regards,\n{contact}\n"
        ),
    ),
    Usual(
        CALLED_OFF,
        EVERYBODY,
        _("The day does not take place"),
        _("{day} does not take place"),
        _(
            "Good day {first-name},\n\nWe are sorry to tell you that {day} does not take place. You need not do"
            " anything.\n\nDo you have questions? Just ask us.\n\nKind regards,\n{contact}\n"
        ),
    ),
)
