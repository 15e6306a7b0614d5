# SPDX-License-Identifier: EUPL-1.2
"""Publish a placement under a name, and go back to an earlier version: each a new row, and one pointer that moves."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.actions.states import move_day
from regiodag.days.models import Day
from regiodag.days.states import STAGES, State, move_to
from regiodag.mailings.actions.write import make_draft
from regiodag.mailings.models import Mailing
from regiodag.mailings.texts import in_my_language
from regiodag.placements.actions.matching import tidy
from regiodag.placements.models import Placement, Publication, Published
from regiodag.placements.queries.published import Seats, current, seats_now, seats_of
from regiodag.placements.queries.told import to_be_told

PUBLISHED = audit.action("placement.published", gettext_lazy("published version {number} of the programmes: {name}"))
BACK = audit.action(
    "placement.back", gettext_lazy("went back to version {earlier} of the programmes, as version {number}: {name}")
)

FROM = (State.OPEN, State.CLOSED, State.PLACED, State.PUBLISHED)
"""States in which the programmes can be published."""
AUDIENCE = "programme-changed"


class NotNowError(Exception):
    """The programmes cannot be published in the state that the day is in."""


class OvertakenError(Exception):
    """Somebody else published since the list of changes was shown."""


@transaction.atomic
def publish(by: User, placement: Placement, name: str, seen: int) -> Publication:
    """Let everybody see their seat of this placement. Raises NotNowError and OvertakenError.

    seen: the number of the publication with which it was compared, 0 for none.
    """
    return _publish(by, placement.day, seen, PUBLISHED, seats_of(placement), name=name, placement=placement)


@transaction.atomic
def go_back(by: User, earlier: Publication, name: str, seen: int) -> Publication:
    """Publish an earlier version once more as a new one, with what people changed in it themselves.

    Raises NotNowError and OvertakenError.
    """
    more = {"name": name, "placement": earlier.placement, "copy_of": earlier}
    return _publish(by, earlier.day, seen, BACK, seats_now(earlier), **more)


def _publish(by: User, day: Day, seen: int, what: audit.Action, seats: Seats, **more: Any) -> Publication:
    """Publish seats, in the transaction of the caller.

    1. Whoever holds the day is alone: numbers are given once, and nobody publishes what was compared with another one.
    2. The new version is written, then the pointer moves. Until all of it is done, everybody sees the last one.
    3. The mail to those for whom it changed is a draft: nobody gets it until somebody has looked at it.
    """
    audit.hold(day.pk)
    day.refresh_from_db()
    last = current(day)
    if (last.number if last else 0) != seen:
        raise OvertakenError
    if day.state not in FROM:
        raise NotNowError
    made = Publication.objects.create(day=day, number=seen + 1, seats=seats, by=by, **more)
    Published.objects.update_or_create(day=day, defaults={"publication": made})
    copied = {"earlier": str(made.copy_of.number)} if made.copy_of else {}
    audit.record(by, what, day.pk, f"publication:{made.pk}", number=str(made.number), name=made.name, **copied)
    _move_on(by, day)
    tidy(day)
    if to_be_told(made):
        _draft(by, made, first=last is None)
    return made


def _move_on(by: User, day: Day) -> None:
    """Let the day go from state to state until it is published."""
    for start, end in pairwise(STAGES):
        move = move_to(start, end)
        if move is not None and day.state == start and start != State.PUBLISHED and start in FROM:
            move_day(by, day, move)


def _draft(by: User, made: Publication, *, first: bool) -> Mailing:
    """Write the message to those for whom something changed; it waits among the messages."""
    subject = _("Your programme for {day}") if first else _("Your programme for {day} has changed")
    begin = (
        _("This is your programme for {day} on {date}:")
        if first
        else _("Something has changed in your programme for {day} on {date}. This is how it is now:")
    )
    text = _(
        "Good day {first-name},\n\n%(begin)s\n\n{programme}\n\nThe whole day, and a file for your calendar, are on your"
        " own page:\n\n{personal-link}\n\nSee you soon,\n{contact}\n"
    ) % {"begin": begin}
    return make_draft(
        by,
        Mailing(
            day=made.day,
            subject=in_my_language(subject),
            text=in_my_language(text),
            audience=AUDIENCE,
            choice=[str(made.pk)],
            language=get_language() or "nl",
        ),
    )
