# SPDX-License-Identifier: EUPL-1.2
"""A day does not take place: its state, and the message that tells it, together."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import get_language

from regiodag.accounts.models import User
from regiodag.days.actions.states import move_day
from regiodag.days.models import Day
from regiodag.days.states import Move
from regiodag.mailings.actions.write import make_draft
from regiodag.mailings.models import Mailing, Template
from regiodag.mailings.queries import people_of
from regiodag.mailings.texts import in_my_language
from regiodag.mailings.usual import CALLED_OFF, EVERYBODY, USUAL


def letter_of(day: Day) -> Mailing:
    """Return the message to everybody who comes or waits, not kept yet: the day's own text, else the usual one."""
    own = Template.objects.filter(day=day, code=CALLED_OFF).first()
    usual = next(each for each in USUAL if each.code == CALLED_OFF)
    return Mailing(
        day=day,
        audience=EVERYBODY,
        language=own.language if own else get_language() or "nl",
        subject=own.subject if own else in_my_language(str(usual.subject)),
        text=own.text if own else in_my_language(str(usual.text)),
    )


@transaction.atomic
def call_off(by: User, day: Day, move: Move, letter: Mailing) -> Mailing | None:
    """Call a day off, and put the message ready as a draft; None when it is for nobody.

    Raises StateMovedError, and changes nothing, when somebody moved the day in the meantime.
    """
    move_day(by, day, move)
    return make_draft(by, letter) if people_of(letter) else None
