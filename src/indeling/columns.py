# SPDX-License-Identifier: EUPL-1.2
"""From the typed structs of a problem to its columns: ids become positions, and every unknown id is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

import numpy as np
from msgspec import UNSET

from indeling.errors import Issue, Text, text
from indeling.problem import EVERY_ROUND, NOT_OFFERED, Bools, Ints, RatingScale, Wishes
from indeling.rules.any_of import AnyOf, Copy
from indeling.structure import ProblemData
from indeling.validation import nearest, place

UNKNOWN = -2
"""Position of an id that does not exist; differs from EVERY_ROUND."""

NO_SUCH = {
    "round": text("{place}: there is no round “{id}”."),
    "workshop": text("{place}: there is no workshop “{id}”."),
    "participant": text("{place}: there is no participant “{id}”."),
}


@dataclass
class Ids:
    """The ids of one kind (`round`, `workshop`, `participant`), and an issue for each that was asked for in vain."""

    kind: str
    at: dict[str, int]
    issues: list[Issue] = field(default_factory=list)

    @classmethod
    def of(cls, kind: str, names: Iterable[str]) -> Ids:
        """Return the ids `names` at positions 0, 1, 2, ..."""
        return cls(kind, {name: position for position, name in enumerate(names)})

    def positions(self, names: Sequence[str], where: Callable[[int], str]) -> Ints:
        """Return the position of each name, UNKNOWN for what is not there; `where(k)` is where name k stands."""
        found = np.fromiter(map(self.at.get, names, repeat(UNKNOWN)), np.int64, len(names))
        for k in np.flatnonzero(found == UNKNOWN).tolist():
            sentence = Text(NO_SUCH[self.kind].template, {"place": where(k), "id": names[k]})
            self.issues.append(Issue(sentence, nearest(names[k], self.at)))
        return found


@dataclass
class Flat:
    """Lists laid end to end: the items, the list each stands in (`owner`), and its place in that list (`index`)."""

    items: list[Any]
    owner: Ints
    index: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[Any]]) -> Flat:
        """Return the lists end to end. O(items)."""
        length = np.fromiter(map(len, lists), np.int64, len(lists))
        start = np.cumsum(length) - length
        owner = np.repeat(np.arange(len(lists)), length)
        return cls(list(chain.from_iterable(lists)), owner, np.arange(len(owner)) - start[owner])


class ProblemColumns:
    """The columns of one problem; `issues` says which ids could not be found and what is wrong with them."""

    def __init__(self, data: ProblemData) -> None:
        self.data, self.people = data, data.participants
        self.own_issues: list[Issue] = []
        self.rounds = Ids.of("round", (entry.id for entry in data.rounds))
        self.workshops = Ids.of("workshop", (entry.id for entry in data.workshops))

    @property
    def issues(self) -> list[Issue]:
        """Everything found while making the columns."""
        return self.own_issues + self.rounds.issues + self.workshops.issues

    def fields(self) -> dict[str, Any]:
        """Return the fields of `Problem`, without the rows in which an id is unknown."""
        data = self.data
        capacity, minimum = self._sessions()
        scale = None if data.rating_scale is UNSET else RatingScale(data.rating_scale.best, data.rating_scale.worst)
        wishes = self._rated(scale) if scale else self._ranked()
        longest = 0 if scale else int(wishes.rank.max(initial=0))
        return self._texts() | {
            "capacity": capacity,
            "minimum": minimum,
            "optional": np.array([workshop.optional for workshop in data.workshops], np.bool_),
            "attends": self._attends(),
            "wishes": wishes,
            "wishes_asked": longest if data.wishes_asked is UNSET else data.wishes_asked,
            "forbidden": self._pairs("forbidden", [person.forbidden for person in self.people]),
            "leads": self._pairs("leads", [person.leads for person in self.people]),
            "fixed": self._fixed(),
            "rating_scale": scale,
            "rules": (*data.rules, *self._open_rounds(capacity)),
        }

    def _texts(self) -> dict[str, Any]:
        return {
            "round_ids": tuple(entry.id for entry in self.data.rounds),
            "workshop_ids": tuple(workshop.id for workshop in self.data.workshops),
            "participant_ids": tuple(person.id for person in self.people),
            "titles": tuple(workshop.title for workshop in self.data.workshops),
            "names": tuple(person.name for person in self.people),
            "organisations": tuple(person.organisation for person in self.people),
            "domains": tuple(person.domain for person in self.people),
        }

    def _person(self, position: int, path: str) -> str:
        return place(f"participants[{position}].{path}", self.people[position].id)

    def _sessions(self) -> tuple[Ints, Ints]:
        """Return capacity and minimum, int64 (m, R)."""
        capacity = np.full((len(self.data.workshops), len(self.data.rounds)), NOT_OFFERED, np.int64)
        minimum = np.zeros_like(capacity)
        flat = Flat.of([workshop.sessions for workshop in self.data.workshops])
        given = [k for k, session in enumerate(flat.items) if session.round is not UNSET]

        def where(k: int) -> str:
            """Return where the round of the k-th session with a round stands, for a message."""
            w = flat.owner[given[k]]
            return place(f"workshops[{w}].sessions[{flat.index[given[k]]}]", self.data.workshops[w].id)

        rounds = self.rounds.positions([flat.items[k].round for k in given], where)
        for k, rnd in enumerate(rounds.tolist()):
            session, w = flat.items[given[k]], flat.owner[given[k]]
            if rnd != UNKNOWN and capacity[w, rnd] != NOT_OFFERED:
                again = text("{place}: a second session in round “{round}”.", place=where(k), round=session.round)
                self.own_issues.append(Issue(again))
            elif rnd != UNKNOWN:
                capacity[w, rnd], minimum[w, rnd] = session.capacity, session.minimum
        return capacity, minimum

    def _open_rounds(self, capacity: Ints) -> list[AnyOf]:
        """Return the sessions whose rounds are open, and put the most chairs they can have in `capacity` (m, R)."""
        found = []
        for w, workshop in enumerate(self.data.workshops):
            copies = [s for s, session in enumerate(workshop.sessions) if isinstance(session.any_of, list)]
            if copies:
                own = capacity[w] != NOT_OFFERED
                for s in copies:
                    np.maximum(capacity[w], self._chairs(w, s) * ~own + NOT_OFFERED * own, out=capacity[w])
                names = tuple(name for name, is_own in zip(self.rounds.at, own, strict=True) if is_own)
                sessions = [workshop.sessions[s] for s in copies]
                parts = tuple(Copy(tuple(each.any_of or ()), each.capacity, each.minimum) for each in sessions)
                found.append(AnyOf(workshop=workshop.id, own=names, copies=parts))
        return found

    def _chairs(self, w: int, s: int) -> Ints:
        """Return the chairs (R,) of a session in each round that it may be in, NOT_OFFERED elsewhere."""
        workshop = self.data.workshops[w]
        where = place(f"workshops[{w}].sessions[{s}].any_of", workshop.id)
        rounds = self.rounds.positions(list(workshop.sessions[s].any_of or []), lambda _: where)
        chairs = np.full(len(self.rounds.at), NOT_OFFERED, np.int64)
        chairs[rounds[rounds != UNKNOWN]] = workshop.sessions[s].capacity
        return chairs

    def _attends(self) -> Bools:
        """Return the rounds in which participants are present: bool (n, R)."""
        attends = np.ones((len(self.people), len(self.data.rounds)), np.bool_)
        attends[[person.rounds is not UNSET for person in self.people]] = False
        flat = Flat.of([person.rounds or [] for person in self.people])
        rounds = self.rounds.positions(flat.items, lambda k: self._person(flat.owner[k], f"rounds[{flat.index[k]}]"))
        known = rounds != UNKNOWN
        attends[flat.owner[known], rounds[known]] = True
        return attends

    def _pairs(self, key: str, lists: Sequence[Sequence[str]]) -> Ints:
        """Return pairs (participant, workshop), each once: int64 (·, 2)."""
        flat = Flat.of(lists)
        workshops = self.workshops.positions(
            flat.items, lambda k: self._person(flat.owner[k], f"{key}[{flat.index[k]}]")
        )
        pairs = np.stack((flat.owner, workshops), axis=1)
        return np.unique(pairs[workshops != UNKNOWN], axis=0)

    def _fixed(self) -> Ints:
        """Return triples (participant, round, workshop), sorted: int64 (·, 3)."""
        flat = Flat.of([list(person.fixed.items()) for person in self.people])
        rounds = self.rounds.positions([rnd for rnd, _ in flat.items], lambda k: self._person(flat.owner[k], "fixed"))
        workshops = self.workshops.positions(
            [workshop for _, workshop in flat.items],
            lambda k: self._person(flat.owner[k], f"fixed.{flat.items[k][0]}"),
        )
        triples = np.stack((flat.owner, rounds, workshops), axis=1)
        return np.unique(triples[(triples != UNKNOWN).all(axis=1)], axis=0)

    def _ranked(self) -> Wishes:
        """Return the wishes, without the lists in which an id is unknown."""
        self._refuse("ratings", text("{place}: ratings need the problem's rating_scale."))
        owner, rounds, lists = self._wish_lists()
        groups = Flat.of(lists)
        members = Flat.of([(group,) if isinstance(group, str) else group for group in groups.items])
        of_list = groups.owner[members.owner]
        rank = groups.index[members.owner] + 1

        def where(k: int) -> str:
            """Return where the k-th wish stands, for a message: its participant, round and rank."""
            rnd = rounds[of_list[k]]
            key = "wishes" if rnd < 0 else f"wishes.{self.data.rounds[rnd].id}"
            return self._person(owner[of_list[k]], f"{key}[{rank[k] - 1}]")

        workshops = self.workshops.positions(members.items, where)
        broken = rounds == UNKNOWN
        broken[of_list[workshops == UNKNOWN]] = True
        keep = ~broken[of_list]
        return _sorted(owner[of_list][keep], rounds[of_list][keep], workshops[keep], rank[keep])

    def _wish_lists(self) -> tuple[Ints, Ints, list[list[Any]]]:
        """Return participant, round and groups of each list of wishes."""
        owner: list[int] = []
        names: list[str | None] = []
        lists: list[list[Any]] = []
        for position, person in enumerate(self.people):
            per_round = person.wishes if isinstance(person.wishes, dict) else {None: person.wishes}
            owner += [position] * len(per_round)
            names += per_round.keys()
            lists += per_round.values()
        named = [k for k, name in enumerate(names) if name is not None]
        rounds = np.full(len(names), EVERY_ROUND, np.int64)
        rounds[named] = self.rounds.positions(
            [names[k] or "" for k in named], lambda k: self._person(owner[named[k]], "wishes")
        )
        return np.array(owner, np.int64), rounds, lists

    def _rated(self, scale: RatingScale) -> Wishes:
        """Return the ratings as wishes: rank is the distance to the best rating + 1."""
        self._refuse("wishes", text("{place}: wishes and a rating_scale do not go together; use ratings."))
        flat = Flat.of([list(person.ratings.items()) for person in self.people])
        names = [name for name, _ in flat.items]
        workshops = self.workshops.positions(names, lambda k: self._person(flat.owner[k], "ratings"))
        ratings = np.fromiter((rating for _, rating in flat.items), np.int64, len(names))
        known = workshops != UNKNOWN
        off_scale = self._off_scale(flat, ratings, scale)
        keep = known & ~off_scale
        day = np.full(len(names), EVERY_ROUND, np.int64)
        rank = np.abs(scale.best - ratings) + 1
        return _sorted(flat.owner[keep], day[keep], workshops[keep], rank[keep])

    def _off_scale(self, flat: Flat, ratings: Ints, scale: RatingScale) -> Bools:
        """Return which ratings are not on the scale, after keeping an issue for each."""
        low, high = sorted((scale.best, scale.worst))
        off = (ratings < low) | (ratings > high)
        sentence = text("{place}: the rating {rating} is not on the scale, which goes from {low} to {high}.")
        for k in np.flatnonzero(off).tolist():
            name, rating = flat.items[k]
            where = self._person(flat.owner[k], f"ratings.{name}")
            values = {"place": where, "rating": rating, "low": low, "high": high}
            self.own_issues.append(Issue(Text(sentence.template, values)))
        return off

    def _refuse(self, key: str, sentence: Text) -> None:
        """Keep an issue for each participant who has the kind of wishes that the problem does not have."""
        for position, person in enumerate(self.people):
            if getattr(person, key):
                self.own_issues.append(Issue(Text(sentence.template, {"place": self._person(position, key)})))


def _sorted(participant: Ints, rounds: Ints, workshop: Ints, rank: Ints) -> Wishes:
    """Return the columns sorted by participant, round, rank and, within a tie, workshop."""
    order = np.lexsort((workshop, rank, rounds, participant))
    return Wishes(participant[order], rounds[order], workshop[order], rank[order])
