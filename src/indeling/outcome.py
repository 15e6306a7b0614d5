# SPDX-License-Identifier: EUPL-1.2
"""What a placement comes down to for people: the counts behind the printed outcome."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indeling.errors import Text, text
from indeling.placement import NO_SEAT, OUTSIDE, Placement
from indeling.problem import EVERY_ROUND, Ints, Problem, RatingScale

AT_ONCE = 1 << 18
"""So many wishes are looked at together."""

_WISHES = (text("first wish"), text("second wish"), text("third wish"))


@dataclass(frozen=True, eq=False)
class Outcome:
    """A placement with its problem, aligned. n participants, m workshops, R rounds.

    Without a problem (`problem` is None) nothing is known but the seats and their ranks.
    """

    placement: Placement
    problem: Problem | None = None

    @cached_property
    def needed(self) -> NDArray[np.bool_]:
        """Bool (n, R): a seat is needed."""
        needed: NDArray[np.bool_] = self.placement.ranks != NO_SEAT
        return needed

    @cached_property
    def outside(self) -> NDArray[np.bool_]:
        """Bool (n, R): the seat is outside the wishes."""
        outside: NDArray[np.bool_] = self.placement.ranks == OUTSIDE
        return outside

    @cached_property
    def unasked(self) -> NDArray[np.bool_]:
        """Bool (n, R): the list was short, and the seat is not on it: anything was fine."""
        inside = self.placement.ranks > OUTSIDE
        return inside & ~listed(self.problem, self.placement) if self.problem else np.zeros_like(inside)

    @cached_property
    def seats_by_wish(self) -> dict[int, int]:
        """Seats that were wished, per rank from 1 up to the lowest wish anyone stated or got."""
        ranks = self.placement.ranks[(self.placement.ranks > OUTSIDE) & ~self.unasked]
        lowest = max(self._wishes_asked, int(ranks.max(initial=0)))
        counts = np.bincount(ranks, minlength=lowest + 1)
        return {rank: int(counts[rank]) for rank in range(1, lowest + 1)}

    @property
    def rating_scale(self) -> RatingScale | None:
        """The scale of the ratings; None when there are none, or it is not known."""
        return self.problem.rating_scale if self.problem else None

    @property
    def _wishes_asked(self) -> int:
        return self.problem.wishes_asked if self.problem else 0

    @cached_property
    def people_by_rounds_outside(self) -> tuple[int, int, int]:
        """People seated in their wishes in all their rounds, in some, in none; who needs no seat is not counted."""
        needed, outside = self.needed.sum(axis=1), self.outside.sum(axis=1)
        everywhere = int(((needed > 0) & (outside == 0)).sum())
        nowhere = int(((needed > 0) & (outside == needed)).sum())
        return everywhere, int((needed > 0).sum()) - everywhere - nowhere, nowhere

    @cached_property
    def dropped(self) -> tuple[int, ...]:
        """Positions of the optional workshops that nobody goes to."""
        if self.problem is None:
            return ()
        empty = self.placement.seats_per_session.sum(axis=1) == 0
        return tuple(int(w) for w in np.flatnonzero(empty & self.problem.optional))

    @cached_property
    def chairs(self) -> Ints | None:
        """Int64 (m, R): chairs of each session as it is given, NOT_OFFERED where none is; None without a problem."""
        if self.problem is None:
            return None
        from indeling.rules import chairs_of  # noqa: PLC0415  (msgspec, and an empty workbook needs none)

        return chairs_of(self.problem, self.placement.seats, self.placement.rooms)

    @cached_property
    def rooms(self) -> dict[tuple[int, int], str]:
        """The room of each session that has one, by the positions of its workshop and its round."""
        placement = self.placement
        workshops = {name: at for at, name in enumerate(placement.workshop_ids)}
        rounds = {name: at for at, name in enumerate(placement.round_ids)}
        return {
            (workshops[each.workshop], rounds[each.round]): each.room
            for each in placement.rooms
            if each.workshop in workshops and each.round in rounds
        }

    def person(self, participant: int) -> str:
        """Return the name of the participant at that position, or the id when it is not known."""
        name = self.problem.names[participant] if self.problem else ""
        return name or self.placement.participant_ids[participant]

    def workshop(self, workshop: int) -> str:
        """Return the title of the workshop at that position, or the id when it is not known."""
        return self.problem.label(workshop) if self.problem else self.placement.workshop_ids[workshop]


def wish_title(scale: RatingScale | None, rank: int) -> Text:
    """Return the name of a rank from 1: of a wish, or of a rating on that scale."""
    if scale is not None:
        step = 1 if scale.worst > scale.best else -1
        return text("rated {rating}", rating=scale.best + step * (rank - 1))
    return _WISHES[rank - 1] if rank <= len(_WISHES) else text("wish {rank}", rank=rank)


def listed(problem: Problem, placement: Placement) -> NDArray[np.bool_]:
    """Return bool (n, R): the seat is one that the participant wished for by name. Both aligned.

    Goes through the wishes some at a time: a table of all of them for each round takes more memory than the day.
    """
    wish, found = problem.wishes, np.zeros(placement.seats.shape, bool)
    for start in range(0, len(wish.participant), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        person, rnd, workshop = wish.participant[part], wish.round[part], wish.workshop[part]
        for each in range(len(placement.round_ids)):
            got = ((rnd == each) | (rnd == EVERY_ROUND)) & (placement.seats[person, each] == workshop)
            found[person[got], each] = True
    return found


def _key_as_title(_aim: str, key: str) -> Text:
    return Text("{key}", {"key": key})


def proof_sentence(placement: Placement, title: Callable[[str, str], Text] = _key_as_title) -> Text:
    """Return what the certificate says, and no more than that.

    title: from the name of an objective and the key of a level to its title (`objectives.level_title`).
    """
    aim = placement.objective
    if placement.status == "optimal" and {"first", "most"} & placement.proof.keys():
        return _moves_sentence(placement)
    if placement.status == "optimal" and placement.proof.get("kind") == "turns":
        return _turns_sentence(placement)
    if placement.status == "optimal" and placement.proof.get("kind") == "prices":
        return text("Proven: no placement is better by the aim “{aim}”. Check it with: indeling check", aim=aim)
    if placement.status == "optimal":
        return text("Proven by the solver: no placement is better by the aim “{aim}”.", aim=aim)
    gap = next((level for level in placement.proof.get("levels", ()) if level["value"] != level["bound"]), None)
    if gap is None:
        return text("Allowed by every rule, but not proven to be the best by the aim “{aim}”.", aim=aim)
    return text(
        "Allowed by every rule, but not proven to be the best by the aim “{aim}”: {level} is {value}, and cannot be"
        " lower than {bound}. Give it more time to know.",
        aim=aim,
        level=title(aim, gap["name"]),
        value=gap["value"],
        bound=gap["bound"],
    )


def _moves_sentence(placement: Placement) -> Text:
    if "most" in placement.proof:
        return text(
            "Proven by the solver: no placement with at most {most} moves is better by the aim “{aim}”.",
            aim=placement.objective,
            most=placement.proof["most"],
        )
    return text(
        "Proven by the solver: no placement has fewer moves, and none with so few is better by the aim “{aim}”.",
        aim=placement.objective,
    )


def _turns_sentence(placement: Placement) -> Text:
    if placement.proof.get("order") == "given":
        return text(
            "Proven: nobody could have had anything better at their turn. The order of turns was given, and not drawn"
            " from the seed. Check it with: indeling check"
        )
    return text(
        "Proven: nobody could have had anything better at their turn, in the order drawn from seed {seed}. Check it"
        " with: indeling check",
        seed=placement.seed,
    )
