# SPDX-License-Identifier: EUPL-1.2
"""The chances of a lottery as tables in plain characters."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from indeling.cli.chart import share
from indeling.cli.choice import only
from indeling.cli.comparison import Line, print_tables
from indeling.cli.console import Console, Styled
from indeling.cli.report import print_conflicts
from indeling.errors import Text, text
from indeling.problem import Ints, Problem, round_title
from indeling.studies.odds import Chances, Tally

ALL_WISHES, NO_WISH, BEST = text("all wishes"), text("no wish"), text("nothing better")


def persons(problem: Problem, said: Sequence[str]) -> list[int]:
    """Return the positions of the people who are meant. Raises InputError for what nobody or several have."""
    names = [problem.person(each) for each in range(problem.participant_count)]
    return [
        problem.people_at[
            only(problem.participant_ids, names, each, text("there is no participant “{name}”.", name=each))
        ]
        for each in said
    ]


def print_chances(console: Console, chances: Chances, people: Sequence[int], top: int) -> None:
    """Print the chances of these people, per workshop; of everybody, in short, when there are none. Or why not."""
    if chances.status == "infeasible":
        print_conflicts(console, chances.conflicts)
        return
    console.line(Styled(_headline(chances), "title"))
    for person in people:
        console.line()
        _print_person(console, chances, person)
    if not people:
        _print_everybody(console, chances, top)


def _headline(chances: Chances) -> Text:
    if chances.status == "exact":
        return text("Exact: all {orders} orders of turns.", orders=chances.draws)
    last = chances.seed + chances.draws - 1
    return text("Sampled: the draws of seeds {first} to {last}; between brackets 95 % confidence.",
                first=chances.seed, last=last)  # fmt: skip


def _print_everybody(console: Console, chances: Chances, top: int) -> None:
    """Print a line for each of the `top` people who have the least chance of all their wishes."""
    tally, ids = chances.tally, chances.problem.participant_ids
    order = sorted(np.flatnonzero(chances.seated).tolist(), key=lambda each: (tally.all_wishes[each], ids[each]))
    whole = _whole(tally)
    lines = [
        Line(chances.problem.person(each), _cells(chances, [column[each] for _, column in whole])) for each in order
    ]
    names = [console.words(what) for what, _ in whole]
    console.line()
    print_tables(console, names, [lines[:top]])
    if len(lines) > top:
        console.line(Styled(text("and {count} more", count=len(lines) - top), "quiet"))
    console.line()
    told = text(
        "nothing better: as well off as if they were the only one."
        " The workshops of one person: --person; of all: --output."
    )
    console.paragraph(told, style="quiet")


def _print_person(console: Console, chances: Chances, person: int) -> None:
    """Print a table of what the person may get, workshops likeliest first, with a column for each of several rounds."""
    problem, tally = chances.problem, chances.tally
    if not chances.seated[person]:
        console.line(Styled(problem.person(person), "title"), "  ", Styled(text("no seat needed"), "quiet"))
        return
    console.line(Styled(problem.person(person), "title"))
    counts, rounds = tally.workshops[person], problem.round_ids if problem.round_count > 1 else ()
    found = sorted(np.flatnonzero(counts).tolist(), key=lambda each: (-counts[each], problem.label(each)))
    blank = ("",) * len(rounds)
    lines = [
        *(Line(what, _cells(chances, [column[person]]) + blank) for what, column in _whole(tally)),
        *(
            Line(problem.label(each), _cells(chances, [counts[each], *tally.sessions[person, each][: len(rounds)]]))
            for each in found
        ),
    ]
    print_tables(console, [console.words(each) for each in (text("chance"), *map(round_title, rounds))], [lines])


def _whole(tally: Tally) -> tuple[tuple[Text, Ints], ...]:
    """Return what is told of a whole day: the heading and the counts (n,)."""
    return (ALL_WISHES, tally.all_wishes), (NO_WISH, tally.no_wish), (BEST, tally.best)


def _cells(chances: Chances, counts: Sequence[int]) -> tuple[str, ...]:
    """Return chances in per cents: "1/3 33 %" when exact, else "33 % (30-36)"."""
    return tuple(_cell(chances, int(each)) for each in counts)


def _cell(chances: Chances, count: int) -> str:
    about = share(count, chances.draws)
    if chances.status == "exact":
        return f"{Fraction(count, chances.draws)}  {about}" if 0 < count < chances.draws else about
    low, high = chances.interval(count)
    return f"{about} ({round(100 * float(low))}–{round(100 * float(high))})"
