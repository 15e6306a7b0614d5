# SPDX-License-Identifier: EUPL-1.2
"""Writing to a terminal, a pipe or a file, whatever it can show.

Colour only on a terminal that wants it. What the encoding lacks is replaced by what looks most like it. Names and
titles come from forms that anyone can fill in, so whatever a terminal would obey is taken out of them.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, TextIO

import click

from indeling.cli.language import Translate
from indeling.errors import Text

WIDEST, NARROWEST = 120, 40

# Found in every font that has the old PC characters: Windows terminals draw no finer blocks.
BLOCKS = "█▌░"

# A space at which `paragraph` breaks no line, to keep a name together.
NO_BREAK = "\N{NO-BREAK SPACE}"

_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True},
    "good": {"fg": "green"},
    "fair": {"fg": "cyan"},
    "poor": {"fg": "yellow"},
    "bad": {"fg": "red"},
    "quiet": {"dim": True},
}

_LOOKALIKES = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "·": "-", "×": "x", "→": "->"}


@dataclass(frozen=True)
class Styled:
    """A piece of a line with a style: title, good, fair, poor, bad or quiet."""

    content: str | Text
    style: str


Piece = str | Text | Styled


@dataclass(frozen=True)
class Console:
    """One output stream: its width in columns, whether it takes colour, whether it can draw blocks."""

    stream: TextIO
    translate: Translate
    width: int
    colour: bool
    blocks: bool

    @classmethod
    def on(cls, stream: TextIO, translate: Translate, environ: Mapping[str, str]) -> Console:
        """Return a console for the stream. Colour follows https://no-color.org and `TERM=dumb`."""
        terminal = stream.isatty()
        columns = shutil.get_terminal_size((80, 24)).columns if terminal or environ.get("COLUMNS") else 80
        colour = terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
        width = max(NARROWEST, min(WIDEST, columns))
        return cls(stream, translate, width, colour, fits(BLOCKS, stream.encoding))

    @property
    def terminal(self) -> bool:
        """Whether a person is looking."""
        return self.stream.isatty()

    def words(self, content: str | Text) -> str:
        """Return the content translated, safe to print, in characters that the stream has."""
        sentence = rendered(content, self.translate) if isinstance(content, Text) else content
        return encodable(printable(sentence), self.stream.encoding)

    def line(self, *pieces: Piece) -> None:
        """Print the pieces as one line."""
        click.echo("".join(map(self._painted, pieces)).rstrip(), self.stream, color=self.colour)

    def paragraph(self, content: str | Text, *, first: str = "", indent: str = "", style: str = "") -> None:
        """Print a sentence wrapped to the width, with `first` before the first line and `indent` before the others."""
        for row in wrap(self.words(content), self.width, initial_indent=first, subsequent_indent=indent):
            self.line(Styled(row, style) if style else row)

    def bullet(self, mark: Styled, content: str | Text, *, indent: str = "") -> None:
        """Print a sentence behind a mark: wrapped on a terminal, elsewhere one line, for those who search in it."""
        lead = " " * (len(indent) + cells(self.words(mark.content)) + 1)
        width = self.width if self.terminal else sys.maxsize
        rows = wrap(self.words(content), width, initial_indent=lead, subsequent_indent=lead) or [lead]
        self.line(indent, mark, " ", rows[0].removeprefix(lead))
        for row in rows[1:]:
            self.line(row)

    def cell(self, content: str | Text, width: int, *, right: bool = False) -> str:
        """Return the content in exactly `width` columns: filled up with spaces, or cut."""
        words = shortened(self.words(content), width, "…" if fits("…", self.stream.encoding) else "..")
        spaces = " " * (width - cells(words))
        return spaces + words if right else words + spaces

    def _painted(self, piece: Piece) -> str:
        if not isinstance(piece, Styled):
            return self.words(piece).replace(NO_BREAK, " ")
        words = self.words(piece.content).replace(NO_BREAK, " ")
        return click.style(words, **_STYLES[piece.style]) if self.colour else words


def rendered(sentence: Text, translate: Translate) -> str:
    """Return the sentence in the language of `translate`; a value that is a Text itself is translated too."""
    values = {k: rendered(v, translate) if isinstance(v, Text) else v for k, v in sentence.values.items()}
    return Text(sentence.template, values).render(translate)


def printable(sentence: str) -> str:
    """Return the sentence without anything a terminal would obey: control characters, direction marks, newlines."""
    if sentence.isprintable():
        return sentence
    return "".join(c if c.isprintable() or c == NO_BREAK else " " if c.isspace() else "" for c in sentence)


def encodable(sentence: str, encoding: str | None) -> str:
    """Return the sentence in characters that the encoding has: “é” becomes e in ASCII."""
    if fits(sentence, encoding):
        return sentence
    return "".join(c if fits(c, encoding) else _lookalike(c) for c in sentence)


def fits(sentence: str, encoding: str | None) -> bool:
    """Return whether the encoding (UTF-8 when the stream has none) can write the sentence."""
    try:
        sentence.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def cells(sentence: str) -> int:
    """Return how many columns of a terminal the sentence takes: wide characters take two, accents on top none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in sentence)


def shortened(sentence: str, width: int, ellipsis: str) -> str:
    """Return the sentence cut, with the ellipsis behind it, when it takes more than `width` columns."""
    if cells(sentence) <= width:
        return sentence
    while sentence and cells(sentence) + len(ellipsis) > width:
        sentence = sentence[:-1]
    return sentence.rstrip() + ellipsis


def _lookalike(character: str) -> str:
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii") or "?"
