# SPDX-License-Identifier: EUPL-1.2
"""Tables in plain characters: a title and numbers on each line, as narrow as the headings allow."""

from __future__ import annotations

from collections.abc import Sequence

from indeling.cli.console import Console, Styled, cells
from indeling.errors import Text

GAP = 2

Cell = str | Text


def print_table(
    console: Console, headings: Sequence[Text], titles: Sequence[Text], rows: Sequence[Sequence[Cell]]
) -> None:
    """Print a line per title, or two where the titles are long; the headings stand one word above another."""
    heads = [console.words(each).split() for each in headings]
    shown = [[console.words(cell) for cell in row] for row in rows]
    widths = [_width([*head, *(row[at] for row in shown)]) for at, head in enumerate(heads)]
    longest = max(cells(console.words(each)) for each in titles)
    room = min(longest, max(0, console.width - sum(widths)))
    _print_heads(console, heads, widths, room)
    for name, row in zip(titles, shown, strict=True):
        if longest > room:
            console.paragraph(name)
        console.line(console.cell("" if longest > room else name, room), _cells(console, row, widths))


def _print_heads(console: Console, heads: list[list[str]], widths: list[int], room: int) -> None:
    height = max(map(len, heads))
    for line in zip(*([""] * (height - len(head)) + head for head in heads), strict=True):
        console.line(" " * room, Styled(_cells(console, line, widths), "title"))


def _width(column: list[str]) -> int:
    return max(map(cells, column)) + GAP


def _cells(console: Console, row: Sequence[str], widths: list[int]) -> str:
    return "".join(console.cell(each, width, right=True) for each, width in zip(row, widths, strict=True))
