# SPDX-License-Identifier: EUPL-1.2
"""A comparison of objectives as tables in plain characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from indeling.cli.console import Console, Styled, cells
from indeling.cli.report import print_conflicts, proof
from indeling.errors import Text, text
from indeling.studies.comparison import Answer, Comparison, Difference
from indeling.studies.rows import Row, people_rows, seat_rows, standing

Cell = int | str | Text

GAP, NARROW_GAP, INDENT = 2, 1, 2

REASONS = {
    "out_of_time": text("no placement in the time it had. Give more with --time-limit."),
    "too_large": text("this day allows too many combinations of workshops for it."),
}


@dataclass(frozen=True)
class Line:
    """A line of a table: a label and a cell per column; without cells it is a heading."""

    label: Text | str
    cells: tuple[Cell, ...] = ()
    indent: int = INDENT


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Print what each objective gives, how far they are apart, and what is not proven; or why there is no placement."""
    if comparison.status == "infeasible":
        print_conflicts(console, comparison.conflicts)
        return
    tables = [outcome_lines(comparison)]
    if comparison.differences:
        tables += [_moved(comparison), _others(comparison), _better(comparison)]
    print_tables(console, [answer.objective for answer in comparison.answers], tables)
    for answer in comparison.answers:
        if answer.status != "optimal":
            console.line()
            console.paragraph(unproven(answer), style="poor")


def outcome_lines(comparison: Comparison) -> list[Line]:
    """Return the lines of the first table: seats, people, regret, cost and proof."""
    answers = [answer.counts for answer in comparison.answers]
    without = tuple(each.people_by_regret.get(0, 0) if each else "" for each in answers)
    largest = tuple(each.largest_regret if each else "" for each in answers)
    worst_off = tuple(each.people_with_largest_regret if each else "" for each in answers)
    return [
        Line(text("Seats"), indent=0),
        *_lines(comparison, seat_rows(comparison)),
        Line(text("People"), indent=0),
        *_lines(comparison, people_rows(comparison)),
        Line(text("Regret"), indent=0),
        Line(text("people without regret"), without),
        Line(text("the largest"), largest),
        Line(text("people who have that"), worst_off),
        Line(text("Total cost"), tuple(each.cost if each else "" for each in answers), 0),
        Line(text("Proven the best"), tuple(map(standing, comparison.answers)), 0),
    ]


def _lines(comparison: Comparison, rows: Sequence[Row]) -> list[Line]:
    """Return the rows with an empty cell where an objective has no placement."""
    has = [answer.counts is not None for answer in comparison.answers]
    return [
        Line(row.label, tuple(row.numbers[sum(has[:k])] if has[k] else "" for k in range(len(has)))) for row in rows
    ]


def _moved(comparison: Comparison) -> list[Line]:
    """Return how many people sit elsewhere in some round, for each two objectives."""
    return [Line(text("Sit elsewhere than in"), indent=0), *_pairs(comparison, lambda each: each.people)]


def _others(comparison: Comparison) -> list[Line]:
    """Return how many people have other workshops, in whatever round, for each two objectives."""
    return [Line(text("Other workshops than in"), indent=0), *_pairs(comparison, lambda each: each.other_workshops)]


def _better(comparison: Comparison) -> list[Line]:
    """Return how many people are better off with the objective of the column than with that of the line."""
    return [Line(text("Better off than in"), indent=0), *_pairs(comparison, lambda each: each.better)]


def _pairs(comparison: Comparison, count: Callable[[Difference], int]) -> list[Line]:
    def cell(one: Answer, two: Answer) -> Cell:
        """Return the count of line `one` and column `two`: "-" for itself, "" where either has no placement."""
        if one.counts is None or two.counts is None:
            return ""
        return "-" if one is two else count(comparison.difference(one.objective, two.objective))

    answers = comparison.answers
    return [Line(one.objective, tuple(cell(one, two) for two in answers)) for one in comparison.answered]


def print_tables(console: Console, names: Sequence[str], tables: Sequence[Sequence[Line]]) -> None:
    """Print tables under one another, with the same columns: one per name."""
    every = [line for lines in tables for line in lines]
    labels = max(cells(console.words(line.label)) + line.indent for line in every)
    widths = _widths(console, names, every, console.width - labels)
    blocks = _blocks(console.width - labels, widths)
    for number, (lines, columns) in enumerate(product(tables, blocks)):
        if number:
            console.line()
        heading = "".join(console.cell(names[column], widths[column], right=True) for column in columns)
        console.line(" " * labels, Styled(heading, "title"))
        for line in lines:
            _print_line(console, line, labels, [(column, widths[column]) for column in columns])


def _print_line(console: Console, line: Line, labels: int, columns: Sequence[tuple[int, int]]) -> None:
    """Print the label in `labels` columns and the cells in these (position, width); a heading in the style of one."""
    label = console.cell(" " * line.indent + console.words(line.label), labels)
    if not line.cells:
        console.line(Styled(label, "title"))
        return
    console.line(label, *(console.cell(_shown(line.cells[at]), width, right=True) for at, width in columns))


def _widths(console: Console, names: Sequence[str], lines: Sequence[Line], room: int) -> list[int]:
    """Return the width of each column with the gap before it, a narrow gap when they all fit in the room with that."""
    shown = [[line.cells[column] for line in lines if line.cells] for column in range(len(names))]
    needed = [
        max(cells(name), *(cells(console.words(_shown(cell))) for cell in column))
        for name, column in zip(names, shown, strict=True)
    ]
    everything = sum(needed)
    tight = everything + GAP * len(names) > room >= everything + NARROW_GAP * len(names)
    return [width + (NARROW_GAP if tight else GAP) for width in needed]


def _blocks(room: int, widths: Sequence[int]) -> list[range]:
    """Return which columns stand beside one another: as few blocks as can be, of the same size."""
    count = len(widths)
    most = next((step for step in range(count, 1, -1) if _fit(step, room, widths)), 1)
    step = -(-count // -(-count // most))
    return [range(start, min(start + step, count)) for start in range(0, count, step)]


def _fit(step: int, room: int, widths: Sequence[int]) -> bool:
    return all(sum(widths[start : start + step]) <= room for start in range(0, len(widths), step))


def _shown(cell: Cell) -> str | Text:
    return str(cell) if isinstance(cell, int) else cell


def unproven(answer: Answer) -> Text:
    """Return why this answer is not proven to be the best, in a sentence."""
    if answer.placement is None:
        return text("{objective}: {reason}", objective=answer.objective, reason=REASONS[answer.reason])
    return proof(answer.placement)
