# SPDX-License-Identifier: EUPL-1.2
"""A workbook in memory: its styles, its paper, and the only way in which a cell is written.

Every text goes through `write`, which writes strings as strings: a name that begins with `=` or `+`
stays a name. The creation date is fixed, so that the same content gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal, cast

from indeling.errors import FileError, Issue, text
from indeling.files.workbook.language import Language

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""Rows of one sheet, set by the file format."""

CREATED = datetime(2000, 1, 1, tzinfo=UTC)

A4 = 9
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.75}
"""Inches; the bottom holds the footer."""

LINE_HEIGHT = 17
"""Points: a line of text at the ordinary size."""

MOST_LINES = 24
"""A row cannot be higher than 409 points."""

INK, QUIET, DEEP, PALE, LINE = "#1B2A33", "#51616B", "#1F4E5F", "#DDE7EA", "#C3CDD3"
"""Text; text that may be passed over; headings and filled bars; the free part of bars; rules between rows."""

_RULED = {"bottom": 1, "bottom_color": LINE, "valign": "vcenter"}
_BAND = {"bold": True, "font_color": "#FFFFFF", "bg_color": DEEP, "text_wrap": True, "valign": "vcenter", "indent": 1}
_TOTAL = {"bold": True, "top": 1, "top_color": DEEP, "valign": "vcenter", "indent": 1}

STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "font_color": DEEP, "valign": "vcenter"},
    "long_title": {"bold": True, "font_size": 18, "font_color": DEEP, "valign": "vcenter", "text_wrap": True},
    "section": {"bold": True, "font_size": 13, "font_color": DEEP},
    "quiet": {"font_color": QUIET, "valign": "top"},
    "sentence": {"text_wrap": True, "valign": "top"},
    "heading": _BAND,
    "heading_number": {**_BAND, "align": "right"},
    "cell": {**_RULED, "text_wrap": True, "indent": 1},
    "strong": {**_RULED, "text_wrap": True, "indent": 1, "bold": True},
    "label": {**_RULED, "shrink": True, "indent": 1},
    "number": {**_RULED, "num_format": "0", "align": "right", "indent": 1},
    "share": {**_RULED, "num_format": "0%", "align": "right", "indent": 1},
    "total": _TOTAL,
    "total_number": {**_TOTAL, "num_format": "0", "align": "right"},
    "plain": {"valign": "vcenter"},
    "input": {"num_format": "@", "valign": "vcenter", "indent": 1},
    "input_number": {"num_format": "0", "valign": "vcenter", "align": "left", "indent": 1},
    "input_time": {"num_format": "hh:mm", "valign": "vcenter", "align": "left", "indent": 1},
    "line": {**_RULED, "shrink": True, "indent": 1},
    "line_number": {**_RULED, "align": "center", "font_color": QUIET},
}


class Book:
    """A workbook that is being written; `content` closes it."""

    def __init__(self, language: Language, title: str) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415  (a tenth of a second that only writing a workbook should cost)

        self.language = language
        self._buffer = BytesIO()
        self._workbook = Workbook(
            self._buffer,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self._workbook.set_properties({"title": title, "created": CREATED})
        self._formats: dict[str, Format] = {}

    def style(self, name: str) -> Format:
        """Return the format of that name in STYLES."""
        if name not in self._formats:
            self._formats[name] = self._workbook.add_format({"font_color": INK, **STYLES[name]})
        return self._formats[name]

    def coloured(self, fill: str, ink: str, **properties: object) -> Format:
        """Return a centred cell with that fill and ink, besides other `properties`."""
        name = f"{fill} {ink} {sorted(properties.items())}"
        if name not in self._formats:
            base = {**_RULED, "text_wrap": True, "align": "center", "bg_color": fill, "font_color": ink}
            self._formats[name] = self._workbook.add_format({**base, **properties})
        return self._formats[name]

    def sheet(self, name: str, *, landscape: bool, private: bool = False) -> Worksheet:
        """Return a new sheet of A4 with page numbers; `private` adds a word on personal data to the footer."""
        sheet = self._workbook.add_worksheet(name)
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(**MARGINS)
        sheet.set_default_row(LINE_HEIGHT)
        sheet.hide_gridlines(2)
        sheet.set_footer(self._footer(private=private))
        return sheet

    def chart(self, kind: Literal["column", "bar"], subtype: Literal["stacked"] | None = None) -> Chart:
        """Return a new native chart of that kind (`column`, `bar`), not yet on a sheet."""
        # XlsxWriter returns None for a kind it does not know; the literal type leaves none of those.
        return cast("Chart", self._workbook.add_chart({"type": kind, "subtype": subtype}))

    def define(self, name: str, formula: str) -> None:
        """Give a formula a name that the whole workbook can use, as for the source of a drop-down."""
        self._workbook.define_name(name, formula)

    def content(self) -> bytes:
        """Close the workbook and return the file."""
        self._workbook.close()
        return self._buffer.getvalue()

    def _footer(self, *, private: bool) -> str:
        pages = self.language.text("Page {page} of {pages}", page="&P", pages="&N")
        notice = self.language.text("Personal data: destroy after use") if private else ""
        return f"&L&9{notice}&C&9&A&R&9{pages}"


def write(sheet: Worksheet, row: int, column: int, value: str | float, style: Format) -> None:
    """Write a text as a text, a number as a number, "" as an empty cell; row and column count from 0.

    Raises FileError when the sheet has no row left.
    """
    if row >= MOST_ROWS:
        raise FileError([Issue(text("a sheet holds at most {rows} rows", rows=MOST_ROWS), _TOO_LONG)])
    if value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def write_row(sheet: Worksheet, row: int, values: Sequence[str | float], styles: Sequence[Format] | Format) -> None:
    """Write `values` from column 0; one style for each, or one for all."""
    each = styles if isinstance(styles, Sequence) else [styles] * len(values)
    for column, (value, style) in enumerate(zip(values, each, strict=True)):
        write(sheet, row, column, value, style)


def fit_height(sheet: Worksheet, row: int, values: Sequence[str | float], widths: Sequence[float]) -> None:
    """Make the row high enough for texts that wrap in columns of those widths (in characters).

    Excel does so by itself when it opens the file, other programs do not.
    """
    most = max((lines(value, width) for value, width in zip(values, widths, strict=False)), default=1)
    if most > 1:
        sheet.set_row(row, LINE_HEIGHT * most)


def lines(value: str | float, width: float) -> int:
    """Return how many lines a cell takes when it wraps in a column of that width, MOST_LINES at the most.

    A width counts digits. Letters are a tenth narrower on the whole, and the indent takes one.
    """
    room = max(1, int(width * 1.1) - 1)
    return min(MOST_LINES, len(wrap(value, room))) if isinstance(value, str) and len(value) > room else 1


_TOO_LONG = text("Write the placement as JSON instead (a file name that ends in .json).")
