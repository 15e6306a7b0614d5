# SPDX-License-Identifier: EUPL-1.2
"""What the rules say of seats, by looking at the seats: what is broken, by how much, and who comes first.

Not a line of this is shared with `rule_rows`, which says the same in rows of a MIP. Workshops that span rounds are not
here: they decide what anybody may have, see `Day.choices` and `Day.once`; as hard eligibility does too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from oracle.day import Day, Seats, Tree, meant

Session = tuple[str, str]
"""(workshop, round)."""

Breach = tuple[str, int]
"""What is broken, as a sentence, and by how much."""


def sessions_of(seats: Seats) -> dict[Session, list[str]]:
    """Return the people in every session that has somebody in it."""
    people: dict[Session, list[str]] = defaultdict(list)
    for (person, rnd), workshop in seats.items():
        people[workshop, rnd].append(person)
    return people


def is_hard(rule: Tree) -> bool:
    """Return whether a rule must be kept."""
    return "weight" not in rule


def broken_rules(day: Day, seats: Seats) -> list[str]:
    """Return what hard rules about people and sessions are broken, rooms aside."""
    return [
        sentence
        for rule in day.rules
        if is_hard(rule) and rule["kind"] in BREACHES
        for sentence, amount in BREACHES[rule["kind"]](day, rule, seats)
        if amount > 0
    ]


def softly_broken(day: Day, seats: Seats) -> int:
    """Return the sum over the soft rules of weight times amount broken."""
    return sum(
        rule["weight"] * max(0, amount)
        for rule in day.rules
        if not is_hard(rule)
        for _, amount in BREACHES[rule["kind"]](day, rule, seats)
    )


def has_soft_rules(day: Day) -> bool:
    """Return whether there is a rule that need not be kept."""
    return not all(map(is_hard, day.rules))


# One kind each; an amount of 0 or less is nothing broken ---------------------------------------------------------


def parted(day: Day, rule: Tree, seats: Seats) -> Iterator[Breach]:
    """Yield in each round the workshops above one among those who belong together."""
    for rnd in day.rounds:
        chosen = {seats[person, rnd] for person in rule["participants"] if (person, rnd) in seats}
        yield f"{rule['participants']} are in {sorted(chosen)} in {rnd}", len(chosen) - 1


def met(_day: Day, rule: Tree, seats: Seats) -> Iterator[Breach]:
    """Yield in each session the people above one among those who must not meet."""
    for session, people in sessions_of(seats).items():
        found = [person for person in people if person in rule["participants"]]
        yield f"{found} meet in {session}", len(found) - 1


def too_many(day: Day, rule: Tree, seats: Seats) -> Iterator[Breach]:
    """Yield in each session and for each value the people above the count."""
    for session, people in concerned(rule, seats).items():
        counts = Counter(day.traits.get((person, rule["attribute"]), "") for person in people)
        for value, count in counts.items():
            if value and value == rule.get("value", value):
                yield f"{session} has {count} of {value}, too many", count - rule["count"]


def too_few(day: Day, rule: Tree, seats: Seats) -> Iterator[Breach]:
    """Yield in each session with somebody in it the people with the value below the count."""
    for session, people in concerned(rule, seats).items():
        count = [day.traits.get((person, rule["attribute"])) for person in people].count(rule["value"])
        yield f"{session} has {count} of {rule['value']}, too few", min(rule["count"], len(day.people) + 1) - count


def uninvited(day: Day, rule: Tree, seats: Seats) -> Iterator[Breach]:
    """Yield every seat of somebody else in the workshops; when the rule is hard nobody else has such a choice."""
    for (person, rnd), workshop in seats.items():
        traits = {attribute: value for (name, attribute), value in day.traits.items() if name == person}
        if workshop in rule["workshops"] and not meant(rule, {"id": person, **traits}):
            yield f"{workshop} in {rnd} is not for {person}", 1


def concerned(rule: Tree, seats: Seats) -> dict[Session, list[str]]:
    """Return the sessions with somebody in them that a rule on an attribute is about."""
    sessions = sessions_of(seats)
    return {key: people for key, people in sessions.items() if key[0] in rule.get("workshops", [key[0]])}


BREACHES = {
    "together": parted,
    "apart": met,
    "at_most": too_many,
    "at_least": too_few,
    "eligible": uninvited,
}


# Rooms -----------------------------------------------------------------------------------------------------------


def room_violations(day: Day, seats: Seats, rows: Sequence[Tree] | None) -> list[str]:
    """Return what is wrong with the rooms: those in the rows or, without rows, any that there could be."""
    return [
        broken
        for rule in day.rules
        if rule["kind"] == "rooms"
        for broken in (roomless(rule, seats) if rows is None else misroomed(day, rule, seats, rows))
    ]


def suits(rule: Tree, room: Tree, session: Session, people: int) -> bool:
    """Return whether a room has the chairs and all that the workshop needs."""
    return people <= room["capacity"] and {*rule.get("needs", {}).get(session[0], ())} <= {*room.get("features", ())}


def roomless(rule: Tree, seats: Seats) -> Iterator[str]:
    """Yield the rounds in which the rooms cannot be dealt out, found by trying every way to do it."""
    sessions = sessions_of(seats)
    for rnd in dict.fromkeys(where for _, where in sessions):
        given = [(key, len(people)) for key, people in sessions.items() if key[1] == rnd]
        ways = permutations(rule["rooms"], len(given))
        if not any(all(suits(rule, room, *one) for room, one in zip(way, given, strict=True)) for way in ways):
            yield f"there are no rooms for the sessions in {rnd}"


def misroomed(day: Day, rule: Tree, seats: Seats, rows: Sequence[Tree]) -> Iterator[str]:
    """Yield what is wrong with the rooms that are given out."""
    rooms, sessions = {room["id"]: room for room in rule["rooms"]}, sessions_of(seats)
    given = Counter((row["workshop"], row["round"]) for row in rows)
    used = Counter((row["room"], row["round"]) for row in rows)
    yield from (f"{session} has {given[session]} rooms" for session in sessions if given[session] != 1)
    yield from (f"{key} is used for {count} sessions" for key, count in used.items() if count > 1)
    for row in rows:
        session = (row["workshop"], row["round"])
        if row["room"] not in rooms:
            yield f"{row['room']} is no room"
        elif not suits(rule, rooms[row["room"]], session, len(sessions.get(session, ()))):
            yield f"{row['room']} does not suit {session}"
        if not may_be_given(day, session):
            yield f"{session} is no session"


# Sessions without a round of their own -----------------------------------------------------------------------------


def may_be_given(day: Day, session: Session) -> bool:
    """Return whether there is, or could be, such a session."""
    return session in day.capacity or any(session[1] in copy.rounds for copy in day.copies.get(session[0], ()))


def copy_violations(day: Day, people: Mapping[Session, int]) -> list[str]:
    """Return the workshops whose copies cannot be given so that everybody has a chair, by trying every way."""
    given = {workshop for workshop, _ in people}
    needed = [workshop for workshop in day.copies if workshop in given or workshop not in day.optional]
    return [f"the sessions of {w} do not fit" for w in needed if not any(plans(day, w, people))]


def plans(day: Day, workshop: str, people: Mapping[Session, int]) -> Iterator[bool]:
    """Yield for every way to deal the rounds to the copies whether it serves the people who are there."""
    copies = day.copies[workshop]
    own = {rnd for name, rnd in day.capacity if name == workshop}
    used = {rnd for name, rnd in people if name == workshop and rnd not in own}
    for chosen in permutations(day.rounds, len(copies)):
        yield used <= {*chosen} and all(
            rnd in copy.rounds and copy.minimum <= people.get((workshop, rnd), 0) <= copy.capacity
            for rnd, copy in zip(chosen, copies, strict=True)
        )


# People ------------------------------------------------------------------------------------------------------------


def classes(day: Day) -> list[tuple[str, ...]]:
    """Return the classes of people whose wishes come first, second, ...; everybody when there is no priority."""
    for rule in day.rules:
        if rule["kind"] == "priority":
            named = rule["classes"] if "classes" in rule else people_with(day, rule["attribute"], rule["values"])
            first = {person for people in named for person in people}
            return [*map(tuple, named), tuple(person for person in day.people if person not in first)]
    return [day.people]


def people_with(day: Day, attribute: str, values: Sequence[str]) -> list[list[str]]:
    """Return the people with each of the values."""
    return [[person for person in day.people if day.traits.get((person, attribute)) == value] for value in values]


def carried_over(day: Day, person: str) -> int:
    """Return the regret that somebody brings from an earlier edition."""
    return sum(rule["regrets"].get(person, 0) for rule in day.rules if rule["kind"] == "carried_over")


# After the objective -----------------------------------------------------------------------------------------------


def moves(day: Day, seats: Seats, earlier: Seats) -> int:
    """Return how many seats differ from the earlier ones, of those who need a seat in that round and had one."""
    return sum(
        seats.get((person, rnd)) != workshop
        for (person, rnd), workshop in earlier.items()
        if rnd in day.needs.get(person, ())
    )


def unmixed(day: Day, seats: Seats, attributes: Sequence[str]) -> int:
    """Return the sum over attributes, sessions and values of the squared number of people."""
    counts = Counter(
        (attribute, rnd, workshop, day.traits[person, attribute])
        for attribute in attributes
        for (person, rnd), workshop in seats.items()
        if (person, attribute) in day.traits
    )
    return sum(count**2 for count in counts.values())
