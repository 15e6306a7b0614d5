# SPDX-License-Identifier: EUPL-1.2
"""The life of a day: its states, and the moves between them: who may make one, and what it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from regiodag.accounts.roles import Permission


class State(models.TextChoices):
    """How far a day is."""

    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    PLACED = "placed", _("placed")
    PUBLISHED = "published", _("published")
    HELD = "held", _("held")
    LOOKED_BACK = "looked-back", _("looked back")
    CALLED_OFF = "called-off", _("called off")


PUBLIC = frozenset({*State} - {State.DRAFT})
"""States in which everybody may see the page of the day; before, it takes the code."""


@dataclass(frozen=True)
class Move:
    """A step from one state to another. name: what the button says; does: what follows, in a sentence.

    asked: the name of the address where it is asked first, for one that a single button is not enough for.
    """

    start: State
    end: State
    permission: Permission
    name: Any
    does: Any
    asked: str = ""

    @property
    def back(self) -> bool:
        """Whether it takes a day back to an earlier state, or off."""
        if State.CALLED_OFF in {self.start, self.end}:
            return self.end == State.CALLED_OFF
        return STAGES.index(self.end) < STAGES.index(self.start)


STAGES: Sequence[State] = tuple(state for state in State if state != State.CALLED_OFF)
"""The states in the order of the work; a day that is called off has left it."""

CAN_BE_CALLED_OFF = (State.OPEN, State.CLOSED, State.PLACED, State.PUBLISHED)

MOVES: Sequence[Move] = (
    Move(State.DRAFT, State.OPEN, Permission.EDIT, _("Open registration"),
         _("Everybody can see the page of the day, and people can register.")),
    Move(State.OPEN, State.CLOSED, Permission.EDIT, _("Close registration"),
         _("Nobody can register or change wishes any more. The page of the day stays.")),
    Move(State.CLOSED, State.PLACED, Permission.EDIT, _("The placement is ready"),
         _("The placement is settled. Participants see nothing of it yet.")),
    Move(State.PLACED, State.PUBLISHED, Permission.EDIT, _("Publish the programmes"),
         _("Everybody can see their own programme.")),
    Move(State.PUBLISHED, State.HELD, Permission.EDIT, _("The day was held"),
         _("The day is over: the survey can open and the look-back can be written.")),
    Move(State.HELD, State.LOOKED_BACK, Permission.EDIT, _("The look-back is published"),
         _("The page of the day shows the look-back.")),
    Move(State.OPEN, State.DRAFT, Permission.MANAGE, _("Back to draft"),
         _("The page of the day can only be seen with the code, and nobody can register.")),
    Move(State.CLOSED, State.OPEN, Permission.EDIT, _("Open registration again"),
         _("People can register and change their wishes again.")),
    Move(State.PLACED, State.CLOSED, Permission.EDIT, _("Back to closed"),
         _("The placement can be made anew.")),
    Move(State.PUBLISHED, State.PLACED, Permission.MANAGE, _("Withdraw the programmes"),
         _("Participants no longer see their programme.")),
    Move(State.HELD, State.PUBLISHED, Permission.MANAGE, _("The day is still to come"),
         _("The day counts as not held yet.")),
    Move(State.LOOKED_BACK, State.HELD, Permission.EDIT, _("Withdraw the look-back"),
         _("The page of the day no longer shows the look-back.")),
    *(Move(start, State.CALLED_OFF, Permission.MANAGE, _("Call the day off"),
           _("The day does not take place. First you see what that does, and the message that tells it."),
           "day-call-off") for start in CAN_BE_CALLED_OFF),
    Move(State.CALLED_OFF, State.CLOSED, Permission.MANAGE, _("The day takes place after all"),
         _("The page of the day no longer says that it is called off. Registration stays closed until you open it. "
           "Nobody is told by itself.")),
    Move(State.CALLED_OFF, State.OPEN, Permission.MANAGE, _("The day takes place after all, and registration opens"),
         _("The page of the day no longer says that it is called off, and people can register. "
           "Nobody is told by itself.")),
)  # fmt: skip


def moves_from(state: str) -> list[Move]:
    """Return the moves that a day in this state can make, forward first."""
    return [move for move in MOVES if move.start == state]


def move_to(start: str, end: str) -> Move | None:
    """Return the move between two states, None when there is none."""
    return next((move for move in MOVES if (move.start, move.end) == (start, end)), None)
