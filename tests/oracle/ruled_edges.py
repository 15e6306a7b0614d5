# SPDX-License-Identifier: EUPL-1.2
"""Days at the edge of what rules may say, each with its name; all of them can be gone through by `brute`."""

from __future__ import annotations

from typing import Any

from oracle.edges import A_TO_C, day_of, workshop

Tree = dict[str, Any]

SOFT: Tree = {"weight": 2}


def person(name: str, wishes: str = "abc", **more: object) -> Tree:
    """Return a participant with wishes for these workshops."""
    return {"id": name, "wishes": [*wishes], **more}


def roomy(rounds: int = 1, chairs: int = 4) -> list[Tree]:
    """Return workshops a, b and c with chairs for everybody."""
    return [workshop(name, *[(chairs, 0)] * rounds) for name in A_TO_C]


def copied(name: str, *sessions: tuple[str, int, int], optional: bool = False) -> Tree:
    """Return a workshop from rounds ("12" is r1 or r2, "1!" is r1 for sure), capacity and minimum of each session."""
    given: list[Tree] = [
        {
            **({"round": f"r{rounds[0]}"} if rounds.endswith("!") else {"any_of": [f"r{k}" for k in rounds]}),
            "capacity": capacity,
            "minimum": minimum,
        }
        for rounds, capacity, minimum in sessions
    ]
    return {"id": name, "sessions": given, "optional": optional}


def ruled_day(people: list[Tree], rules: list[Tree], workshops: list[Tree] | None = None, rounds: int = 1) -> Tree:
    """Return a day with rules, three wishes asked; unless said otherwise with chairs for everybody everywhere."""
    return day_of(people, workshops or roomy(rounds), rounds, rules=rules, wishes_asked=3)


def together(*people: str, **more: object) -> Tree:
    """Return the rule that these belong together."""
    return {"kind": "together", "participants": [*people], **more}


def apart(*people: str, **more: object) -> Tree:
    """Return the rule that these must not meet."""
    return {"kind": "apart", "participants": [*people], **more}


def at_most(count: int, attribute: str = "domain", **more: object) -> Tree:
    """Return the rule that there are at most so many."""
    return {"kind": "at_most", "attribute": attribute, "count": count, **more}


def at_least(count: int, value: str, **more: object) -> Tree:
    """Return the rule that there are at least so many of a domain."""
    return {"kind": "at_least", "attribute": "domain", "value": value, "count": count, **more}


def eligible(workshops: str, *people: str, **more: object) -> Tree:
    """Return the rule that these workshops are for these people, or for some values."""
    return {"kind": "eligible", "workshops": [*workshops], **({"participants": [*people]} if not more else {}), **more}


def spanning(name: str, *rounds: str) -> Tree:
    """Return the rule that a workshop is one session in these rounds."""
    return {"kind": "spanning", "workshop": name, "rounds": [*rounds]}


def rooms(*rooms: Tree, **more: object) -> Tree:
    """Return the rule on rooms."""
    return {"kind": "rooms", "rooms": [*rooms], **more}


def room(name: str, capacity: int, *features: str) -> Tree:
    """Return a room."""
    return {"id": name, "capacity": capacity, "features": [*features]}


P, Q, S, T = person("p"), person("q", "ab"), person("s", "bca"), person("t", "")
CARE_P, ORDER_Q = person("p", domain="care"), person("q", "ab", domain="order")
CARE_S, NO_DOMAIN_T = person("s", "bca", domain="care"), person("t", "c", domain="")
DOMAINS = [CARE_P, ORDER_Q, CARE_S, NO_DOMAIN_T]
ONE_CHAIR = roomy(chairs=1)
SPANNING_A = spanning("a", "r1", "r2")

TOGETHER_AND_APART: dict[str, Tree] = {
    "together, one away in a round": ruled_day([{**P, "rounds": ["r1"]}, Q, S], [together("p", "q", "s")], None, 2),
    "together, one leads in a round": ruled_day(
        [{**P, "leads": ["c"]}, Q, S], [together("p", "q")], [*roomy(2)[:2], workshop("c", (4, 0))], 2
    ),
    "together, all away": ruled_day([{**P, "rounds": []}, {**Q, "rounds": []}, S], [together("p", "q")]),
    "together, never in the same round": ruled_day(
        [{**P, "rounds": ["r1"]}, {**Q, "rounds": ["r2"]}], [together("p", "q")], None, 2
    ),
    "together, more people than chairs": ruled_day([P, Q], [together("p", "q")], ONE_CHAIR),
    "together, softly, more people than chairs": ruled_day([P, Q, S], [together("p", "q", "s", **SOFT)], ONE_CHAIR),
    "together and fixed in different workshops": ruled_day(
        [{**P, "fixed": {"r1": "a"}}, {**Q, "fixed": {"r1": "b"}}], [together("p", "q")]
    ),
    "together, one may not have the favourite": ruled_day([{**P, "forbidden": ["a"]}, Q, S], [together("p", "q")]),
    "together, two rules that share a person": ruled_day([P, Q, S], [together("p", "q"), together("q", "s")]),
    "together and apart": ruled_day([P, Q], [together("p", "q"), apart("p", "q")]),
    "together and, softly, apart": ruled_day([P, Q], [together("p", "q"), apart("p", "q", **SOFT)]),
    "softly together and softly apart": ruled_day([P, Q], [together("p", "q", weight=3), apart("p", "q", **SOFT)]),
    "together and apart in different rounds only": ruled_day(
        [{**P, "rounds": ["r1"]}, {**Q, "rounds": ["r2"]}], [together("p", "q"), apart("p", "q")], None, 2
    ),
    "apart and fixed in one session": ruled_day([{**p, "fixed": {"r1": "a"}} for p in (P, Q)], [apart("p", "q")]),
    "softly apart and fixed in one session": ruled_day(
        [{**p, "fixed": {"r1": "a"}} for p in (P, Q)], [apart("p", "q", **SOFT)]
    ),
    "apart, more people than workshops": ruled_day([P, Q, S, T], [apart("p", "q", "s", "t")]),
    "softly apart, more people than workshops": ruled_day([P, Q, S, T], [apart("p", "q", "s", "t", **SOFT)]),
    "apart, the same workshop in different rounds": ruled_day([P, Q], [apart("p", "q")], None, 2),
}

COUNTS: dict[str, Tree] = {
    "at most none of a value": ruled_day(DOMAINS, [at_most(0, value="care", workshops=["a"])]),
    "at most none of a value anywhere": ruled_day(DOMAINS, [at_most(0, value="care")]),
    "at most none, softly": ruled_day(DOMAINS, [at_most(0, **SOFT)]),
    "at most none of a value that nobody has": ruled_day(DOMAINS, [at_most(0, value="youth")]),
    "at most none where nobody has a domain": ruled_day([P, Q], [at_most(0)]),
    "at most one, one fixed beside another": ruled_day(
        [{**p, "fixed": {"r1": "a"}} for p in (CARE_P, CARE_S)], [at_most(1)]
    ),
    "at most one, by organisation": ruled_day(
        [{**p, "organisation": "north"} for p in DOMAINS[:3]], [at_most(1, "organisation")]
    ),
    "at most more than there are": ruled_day(DOMAINS, [at_most(9)]),
    "at most one in no workshop": ruled_day(DOMAINS, [at_most(1, workshops=[])]),
    "at least one, the session may stay empty": ruled_day(
        [ORDER_Q, NO_DOMAIN_T], [at_least(1, "care", workshops=["a"])]
    ),
    "at least one, the session has a minimum": ruled_day(
        [ORDER_Q, CARE_S], [at_least(1, "care", workshops=["a"])], [workshop("a", (4, 1)), *roomy()[1:]]
    ),
    "at least one of a value that nobody has": ruled_day([P, Q], [at_least(1, "care")]),
    "at least one of a value that nobody has, softly": ruled_day([P, Q], [at_least(1, "care", **SOFT)]),
    "at least one, nobody at all": ruled_day([], [at_least(1, "care")]),
    "at least two, and one chair": ruled_day(
        DOMAINS, [at_least(2, "care", workshops=["a"])], [workshop("a", (1, 0)), *roomy()[1:]]
    ),
    "at least two, softly, counts what is short": ruled_day([ORDER_Q, CARE_S], [at_least(3, "care", **SOFT)]),
    "at least and at most at once": ruled_day(DOMAINS, [at_least(1, "care"), at_most(1, value="care")]),
    "at least of two values": ruled_day(DOMAINS, [at_least(1, "care"), at_least(1, "order")]),
}

WHO_MAY: dict[str, Tree] = {
    "for nobody": ruled_day([P, Q], [eligible("a")]),
    "for nobody, with a minimum": ruled_day([P, Q], [eligible("a")], [workshop("a", (4, 1)), *roomy()[1:]]),
    "for nobody, with a minimum, optional": ruled_day(
        [P, Q], [eligible("a")], [workshop("a", (4, 1), optional=True), *roomy()[1:]]
    ),
    "for nobody, softly": ruled_day([P, Q], [eligible("a", weight=3, participants=[])]),
    "for others than who is fixed": ruled_day([{**P, "fixed": {"r1": "a"}}, Q], [eligible("a", "q")]),
    "softly for others than who is fixed": ruled_day(
        [{**P, "fixed": {"r1": "a"}}, Q], [eligible("a", weight=1, participants=["q"])]
    ),
    "nothing is for one of them": ruled_day([P, Q], [eligible("abc", "q")]),
    "for a value that nobody has": ruled_day([P, Q], [eligible("a", attribute="domain", values=["care"])]),
    "for who leads it": ruled_day([{**P, "leads": ["a"]}, Q], [eligible("a", "p")], None, 2),
    "two rules, nobody in both": ruled_day([P, Q, S], [eligible("a", "p"), eligible("ab", "q", "s")]),
    "a hard and a soft rule on one workshop": ruled_day(
        [P, Q, S], [eligible("a", "p", "q"), eligible("a", weight=2, participants=["p"])]
    ),
    "for others, so that it is no regret": ruled_day([P, Q], [eligible("a", "q")], ONE_CHAIR),
    "a chair is for nobody in sight": ruled_day([P, Q, S], [eligible("a", "t")], ONE_CHAIR),
}

BLOCKS: dict[str, Tree] = {
    "spanning, one away in a round": ruled_day([P, {**Q, "rounds": ["r2"]}], [SPANNING_A], None, 2),
    "spanning, one leads in a round": ruled_day(
        [P, {**Q, "leads": ["c"]}], [SPANNING_A], [*roomy(2)[:2], workshop("c", (4, 0))], 2
    ),
    "spanning, fixed in one of the rounds": ruled_day([{**P, "fixed": {"r2": "a"}}, Q], [SPANNING_A], None, 2),
    "spanning, fixed in both": ruled_day([{**Q, "fixed": {"r1": "a", "r2": "a"}}], [SPANNING_A], None, 2),
    "spanning, fixed in it and elsewhere": ruled_day([{**P, "fixed": {"r1": "a", "r2": "b"}}], [SPANNING_A], None, 2),
    "spanning, fixed elsewhere": ruled_day([{**P, "fixed": {"r1": "b"}}, Q], [SPANNING_A], None, 2),
    "spanning, fixed in it and away": ruled_day([{**P, "rounds": ["r1"], "fixed": {"r1": "a"}}], [SPANNING_A], None, 2),
    "spanning, forbidden": ruled_day([{**P, "forbidden": ["a"]}, Q], [SPANNING_A], None, 2),
    "spanning, optional and dropped": ruled_day(
        [P, Q], [SPANNING_A], [workshop("a", (4, 3), (4, 3), optional=True), *roomy(2)[1:]], 2
    ),
    "spanning, a minimum in one round": ruled_day(
        [S, T], [SPANNING_A], [workshop("a", (4, 0), (4, 2)), *roomy(2)[1:]], 2
    ),
    "spanning, a minimum and one person who can": ruled_day(
        [P, {**Q, "rounds": ["r1"]}], [SPANNING_A], [workshop("a", (4, 2), (4, 0)), *roomy(2)[1:]], 2
    ),
    "spanning, no chairs in one round": ruled_day(
        [P, Q], [SPANNING_A], [workshop("a", (4, 0), (0, 0)), *roomy(2)[1:]], 2
    ),
    "spanning, fewer chairs in one round": ruled_day(
        [P, Q, S], [SPANNING_A], [workshop("a", (2, 0), (1, 0)), *roomy(2)[1:]], 2
    ),
    "spanning all rounds, one workshop": ruled_day([person("p", "a"), person("q", "a")], [SPANNING_A], roomy(2)[:1], 2),
    "spanning, two workshops in the same rounds": ruled_day([P, S], [SPANNING_A, spanning("b", "r1", "r2")], None, 2),
    "spanning, two workshops in rounds that overlap": ruled_day(
        [P, Q], [SPANNING_A, spanning("b", "r2", "r3")], roomy(3), 3
    ),
    "spanning, and a session on its own": ruled_day([P, Q], [SPANNING_A], roomy(3), 3),
    "spanning, two blocks of one workshop": ruled_day(
        [Q], [SPANNING_A, spanning("a", "r3", "r4")], [*roomy(4), workshop("d", *[(4, 0)] * 4)][:4], 4
    ),
    "spanning, wishes per round": ruled_day(
        [{"id": "p", "wishes": {"r1": ["a", "b"], "r2": ["b", "c"]}}, {"id": "q", "wishes": {"r1": ["c", "a"]}}],
        [SPANNING_A],
        None,
        2,
    ),
    "spanning, with who is away in a round": ruled_day(
        [P, {**Q, "rounds": ["r1"]}], [SPANNING_A, together("p", "q")], None, 2
    ),
    "spanning and softly apart": ruled_day([P, Q], [SPANNING_A, apart("p", "q", **SOFT)], None, 2),
    "spanning, for others": ruled_day([P, Q], [SPANNING_A, eligible("a", "q")], None, 2),
}

ROOMS: dict[str, Tree] = {
    "fewer rooms than sessions": ruled_day([P, Q, S], [rooms(room("x", 2), room("y", 2))]),
    "fewer rooms than sessions with a minimum": ruled_day(
        [P, Q, S], [rooms(room("x", 2), room("y", 2))], [workshop(name, (2, 1)) for name in A_TO_C]
    ),
    "no rooms at all": ruled_day([P], [rooms()]),
    "no rooms and nobody": ruled_day([{**P, "rounds": []}], [rooms()]),
    "a room without chairs": ruled_day([P, Q], [rooms(room("x", 0), room("y", 1))]),
    "rooms smaller than sessions": ruled_day([P, Q, S], [rooms(room("x", 1), room("y", 2))]),
    "what no room has": ruled_day([P, Q], [rooms(room("x", 4), room("y", 4), needs={"a": ["screen"]})]),
    "two workshops need the same room": ruled_day(
        [P, Q, S], [rooms(room("x", 4, "screen"), room("y", 4), needs={"a": ["screen"], "b": ["screen"]})]
    ),
    "the room with a screen is the small one": ruled_day(
        [P, Q, S], [rooms(room("x", 1, "screen", "lift"), room("y", 4, "lift"), needs={"a": ["lift", "screen"]})]
    ),
    "one room in two rounds": ruled_day([P, Q], [rooms(room("x", 4))], None, 2),
    "rooms and a block": ruled_day([P, Q], [rooms(room("x", 1), room("y", 2)), SPANNING_A], None, 2),
    "rooms and an optional workshop": ruled_day(
        [P, Q, S],
        [rooms(room("x", 1), room("y", 2))],
        [workshop("a", (2, 2), optional=True), workshop("b", (2, 0)), workshop("c", (2, 0))],
    ),
    "a fixed place where no room is": ruled_day(
        [{**P, "fixed": {"r1": "a"}}], [rooms(room("x", 4), needs={"a": ["screen"]})]
    ),
}

WHO_COMES_FIRST: dict[str, Tree] = {
    "an empty class": ruled_day([P, Q, S], [{"kind": "priority", "classes": [[], ["q"]]}], ONE_CHAIR),
    "no class": ruled_day([P, Q, S], [{"kind": "priority", "classes": []}], ONE_CHAIR),
    "everybody in the first class": ruled_day([P, Q], [{"kind": "priority", "classes": [["p", "q"]]}], ONE_CHAIR),
    "everybody in a class of their own": ruled_day(
        [P, Q, S], [{"kind": "priority", "classes": [["s"], ["q"], ["p"]]}], ONE_CHAIR
    ),
    "a class that needs no seat": ruled_day(
        [{**P, "rounds": []}, Q, S], [{"kind": "priority", "classes": [["p"], ["s"]]}], ONE_CHAIR
    ),
    "a class of a value that nobody has": ruled_day(
        [CARE_P, ORDER_Q], [{"kind": "priority", "attribute": "domain", "values": ["youth", "order"]}], ONE_CHAIR
    ),
    "a class that takes what others need": ruled_day(
        [person("p", "ab"), {**Q, "wishes": ["a"]}],
        [{"kind": "priority", "classes": [["p"]]}],
        [workshop("a", (1, 0)), workshop("b", (1, 0))],
    ),
    "a class before a soft rule": ruled_day(
        [P, Q, S], [{"kind": "priority", "classes": [["s"]]}, together("p", "s", **SOFT)]
    ),
    "carried over to a class": ruled_day(
        [P, Q, S],
        [{"kind": "priority", "classes": [["p", "q"]]}, {"kind": "carried_over", "regrets": {"q": 4}}],
        ONE_CHAIR,
    ),
    "carried over by who wishes nothing": ruled_day([P, T], [{"kind": "carried_over", "regrets": {"t": 9}}], ONE_CHAIR),
    "carried over by who is away": ruled_day(
        [P, {**Q, "rounds": []}, S], [{"kind": "carried_over", "regrets": {"q": 5}}], ONE_CHAIR
    ),
    "carried over by nobody": ruled_day([P, Q], [{"kind": "carried_over", "regrets": {}}], ONE_CHAIR),
    "carried over, nothing": ruled_day([P, Q], [{"kind": "carried_over", "regrets": {"p": 0}}], ONE_CHAIR),
    "carried over, by two of three": ruled_day(
        [P, person("q"), person("s")], [{"kind": "carried_over", "regrets": {"p": 2, "s": 3}}], ONE_CHAIR
    ),
    "carried over, more than anything here": ruled_day(
        [P, person("q"), person("s")], [{"kind": "carried_over", "regrets": {"s": 200}}], ONE_CHAIR
    ),
}

COPIES: dict[str, Tree] = {
    "more copies than rounds": ruled_day([P], [], [copied("a", *[("12", 4, 0)] * 3), *roomy(2)[1:]], 2),
    "more copies than rounds, optional": ruled_day(
        [P, Q], [], [copied("a", *[("12", 4, 0)] * 3, optional=True), *roomy(2)[1:]], 2
    ),
    "two copies for one and the same round": ruled_day(
        [P], [], [copied("a", ("1", 4, 0), ("1", 4, 0)), *roomy(2)[1:]], 2
    ),
    "a copy with one round": ruled_day([P, Q], [], [copied("a", ("2", 4, 0)), *roomy(2)[1:]], 2),
    "one copy, wanted in both rounds": ruled_day(
        [{**P, "rounds": ["r1"]}, {**Q, "rounds": ["r2"]}], [], [copied("a", ("12", 4, 0)), *roomy(2)[1:]], 2
    ),
    "one copy, two people fixed in different rounds": ruled_day(
        [{**P, "fixed": {"r1": "a"}}, {**Q, "fixed": {"r2": "a"}}], [], [copied("a", ("12", 4, 0)), *roomy(2)[1:]], 2
    ),
    "two copies, two people fixed in different rounds": ruled_day(
        [{**P, "fixed": {"r1": "a"}}, {**Q, "fixed": {"r2": "a"}}],
        [],
        [copied("a", ("12", 1, 1), ("12", 1, 1)), *roomy(2)[1:]],
        2,
    ),
    "a fixed place leaves one round": ruled_day(
        [{**P, "fixed": {"r2": "a"}}, Q], [], [copied("a", ("12", 1, 0)), *roomy(2)[1:]], 2
    ),
    "a copy beside a session with a round": ruled_day(
        [P, Q, S], [], [copied("a", ("1!", 1, 0), ("12", 2, 0)), *roomy(2)[1:]], 2
    ),
    "a copy whose only round is taken": ruled_day(
        [P, Q], [], [copied("a", ("1!", 4, 0), ("1", 4, 0)), *roomy(2)[1:]], 2
    ),
    "a copy beside a session without chairs": ruled_day(
        [P, {**Q, "rounds": ["r1"]}], [], [copied("a", ("1!", 0, 0), ("12", 4, 0)), *roomy(2)[1:]], 2
    ),
    "a copy without chairs": ruled_day([P, Q], [], [copied("a", ("12", 0, 0), ("12", 1, 0)), *roomy(2)[1:]], 2),
    "a copy without chairs, with a minimum": ruled_day([P, Q], [], [copied("a", ("12", 0, 1)), *roomy(2)[1:]], 2),
    "a copy without chairs takes a round": ruled_day(
        [P, {**Q, "rounds": ["r1"]}], [], [copied("a", ("1", 0, 0), ("12", 4, 0)), *roomy(2)[1:]], 2
    ),
    "copies of different sizes": ruled_day(
        [P, Q, {**S, "rounds": ["r1"]}], [], [copied("a", ("12", 1, 0), ("12", 2, 2)), *roomy(2)[1:]], 2
    ),
    "a minimum for a copy": ruled_day([S, T], [], [copied("a", ("12", 4, 2)), *roomy(2)[1:]], 2),
    "a minimum for each of two copies, one person": ruled_day(
        [P], [], [copied("a", ("12", 4, 1), ("12", 4, 1)), *roomy(2)[1:]], 2
    ),
    "a minimum for each of two copies, one person, optional": ruled_day(
        [P], [], [copied("a", ("12", 4, 1), ("12", 4, 1), optional=True), *roomy(2)[1:]], 2
    ),
    "a minimum above the people, optional": ruled_day(
        [P, Q], [], [copied("a", ("12", 4, 3), optional=True), *roomy(2)[1:]], 2
    ),
    "a minimum for a session with a round, too few for the copy": ruled_day(
        [P, Q], [], [copied("a", ("1!", 4, 1), ("23", 4, 2), optional=True), *roomy(3)[1:]], 3
    ),
    "all workshops copied once": ruled_day([P, Q], [], [copied(name, ("12", 4, 0)) for name in A_TO_C], 2),
    "copies and rooms": ruled_day(
        [P, Q, S], [rooms(room("x", 2), room("y", 1))], [copied("a", ("12", 2, 1)), *roomy(2)[1:]], 2
    ),
    "copies and a block": ruled_day([P, S], [spanning("b", "r1", "r2")], [copied("a", ("12", 4, 0)), *roomy(2)[1:]], 2),
    "copies and together": ruled_day(
        [P, {**Q, "rounds": ["r2"]}, S], [together("p", "q")], [copied("a", ("12", 1, 0)), *roomy(2)[1:]], 2
    ),
    "copies for some": ruled_day([P, Q], [eligible("a", "q")], [copied("a", ("12", 1, 1)), *roomy(2)[1:]], 2),
}

RULED_EDGES: dict[str, Tree] = {
    **TOGETHER_AND_APART,
    **COUNTS,
    **WHO_MAY,
    **BLOCKS,
    **ROOMS,
    **WHO_COMES_FIRST,
    **COPIES,
}
