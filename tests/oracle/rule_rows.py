# SPDX-License-Identifier: EUPL-1.2
"""The rules as rows of the MIP. What is broken is a column: fixed at 0 for a hard rule, weighed for a soft one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from oracle.day import Day, Tree
from oracle.program import Expression, Program


@dataclass(frozen=True)
class Rows:
    """Where rows are added: to a program in which (participant, round, workshop) has a column when it can be."""

    program: Program
    day: Day
    seat: Mapping[tuple[str, str, str], int]
    broken: dict[int, int] = field(default_factory=dict)

    def sessions(self, rule: Tree) -> list[tuple[str, str]]:
        """Return round and workshop of the sessions that anybody can be in and that the rule is about."""
        found = dict.fromkeys((rnd, workshop) for _, rnd, workshop in self.seat)
        return [session for session in found if session[1] in rule.get("workshops", [session[1]])]

    def seats(self, people: Collection[str], session: tuple[str, str]) -> dict[int, int]:
        """Return the seats of these people in a session (round, workshop)."""
        keys = [(person, *session) for person in people]
        return {self.seat[key]: 1 for key in keys if key in self.seat}

    def amount(self, rule: Tree) -> int:
        """Return a column for an amount by which the rule is broken."""
        column = self.program.column(0 if "weight" not in rule else 1 + len(self.seat) + rule.get("count", 0))
        self.broken[column] = rule.get("weight", 0)
        return column

    def anybody(self, seats: Expression) -> int:
        """Return a column that is 1 when one of these seats is taken."""
        found = self.program.column(1)
        for column in seats:
            self.program.at_least({found: 1, column: -1}, 0)
        return found

    def holders(self, attribute: str) -> dict[str, list[str]]:
        """Return the people with each value of an attribute."""
        people: dict[str, list[str]] = {}
        for (person, name), value in self.day.traits.items():
            if name == attribute:
                people.setdefault(value, []).append(person)
        return people


def add_rules(program: Program, day: Day, seat: Mapping[tuple[str, str, str], int]) -> Expression:
    """Add the rows of all rules; return what the soft ones minimise."""
    rows = Rows(program, day, seat)
    for rule in day.rules:
        if rule["kind"] in KINDS:
            KINDS[rule["kind"]](rows, rule)
    return {column: weight for column, weight in rows.broken.items() if weight}


def together(rows: Rows, rule: Tree) -> None:
    """Workshops in use by them in a round ≤ 1 + amount."""
    for rnd in rows.day.rounds:
        offered = [session for session in rows.sessions({}) if session[0] == rnd]
        used = [rows.anybody(rows.seats(rule["participants"], session)) for session in offered]
        rows.program.at_most({**dict.fromkeys(used, 1), rows.amount(rule): -1}, 1)


def apart(rows: Rows, rule: Tree) -> None:
    """Those of them in a session ≤ 1 + amount."""
    for session in rows.sessions({}):
        rows.program.at_most({**rows.seats(rule["participants"], session), rows.amount(rule): -1}, 1)


def at_most(rows: Rows, rule: Tree) -> None:
    """People with a value in a session ≤ count + amount."""
    for value, people in rows.holders(rule["attribute"]).items():
        if value == rule.get("value", value):
            for session in rows.sessions(rule):
                rows.program.at_most({**rows.seats(people, session), rows.amount(rule): -1}, rule["count"])


def at_least(rows: Rows, rule: Tree) -> None:
    """People with the value in a session + amount ≥ count, where there is anybody."""
    people = rows.holders(rule["attribute"]).get(rule["value"], [])
    for session in rows.sessions(rule):
        used = rows.anybody(rows.seats(rows.day.people, session))
        met = {**rows.seats(people, session), rows.amount(rule): 1, used: -min(rule["count"], len(rows.day.people) + 1)}
        rows.program.at_least(met, 0)


def eligible(rows: Rows, rule: Tree) -> None:
    """Seats of others in these workshops ≤ amount; where the rule is hard they have no such column."""
    invited = rule.get("participants", [])
    if "attribute" in rule:
        holders = rows.holders(rule["attribute"])
        invited = [person for value in rule["values"] for person in holders.get(value, [])]
    others = [person for person in rows.day.people if person not in invited]
    for session in rows.sessions(rule):
        rows.program.at_most({**rows.seats(others, session), rows.amount(rule): -1}, 0)


def rooms(rows: Rows, rule: Tree) -> None:
    """A session has at most one room and no more people than that has chairs; a room one session in a round."""
    used: dict[tuple[str, str], dict[int, int]] = {}
    for session in rows.sessions({}):
        needs = {*rule.get("needs", {}).get(session[1], [])}
        fitting = [room for room in rule["rooms"] if not needs - {*room.get("features", [])}]
        held = {rows.program.column(1): room for room in fitting}
        chairs = {column: -room["capacity"] for column, room in held.items()}
        rows.program.at_most(dict.fromkeys(held, 1), 1)
        rows.program.at_most({**rows.seats(rows.day.people, session), **chairs}, 0)
        for column, room in held.items():
            used.setdefault((room["id"], session[0]), {})[column] = 1
    for sessions in used.values():
        rows.program.at_most(sessions, 1)


KINDS: dict[str, Callable[[Rows, Tree], None]] = {
    "together": together,
    "apart": apart,
    "at_most": at_most,
    "at_least": at_least,
    "eligible": eligible,
    "rooms": rooms,
}


def add_mix(
    program: Program, day: Day, seat: Mapping[tuple[str, str, str], int], attributes: Sequence[str]
) -> Expression:
    """Add the rows of mixing; return the sum of squared counts: 1 for the first of a value, 3 for the second, ..."""
    rows = Rows(program, day, seat)
    costs: dict[int, int] = {}
    for attribute in attributes:
        for people in rows.holders(attribute).values():
            for session in rows.sessions({}):
                seats = rows.seats(people, session)
                steps = {program.column(1): 2 * k + 1 for k in range(len(seats))}
                program.equal({**seats, **dict.fromkeys(steps, -1)}, 0)
                costs |= steps
    return costs
