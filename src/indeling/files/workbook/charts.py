# SPDX-License-Identifier: EUPL-1.2
"""Native charts beside a table: a bar per row, or filled and free chairs per row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indeling.files.workbook.book import DEEP, INK, LINE, PALE, Book

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

CHART_COLUMN, CHART_WIDTH, ROW_PIXELS = 7, 480, 23


@dataclass(frozen=True)
class Block:
    """A table on a sheet and the room for a chart beside it.

    sheet, title: the sheet's name, the chart's title. top, height: row where the chart starts, and rows it takes.
    first, last: rows of the data. The labels stand in column 0, the figures from column 1. Rows count from 0.
    """

    sheet: str
    title: str
    top: int
    first: int
    last: int
    height: int

    def cells(self, column: int) -> list[Any]:
        """Return the cells of that column as a chart refers to them."""
        return [self.sheet, self.first, column, self.last, column]


def add_bars(book: Book, sheet: Worksheet, block: Block) -> None:
    """Add a bar per row with its count at the end."""
    chart = book.chart("bar")
    chart.add_series(_series(block, 1, DEEP) | {"data_labels": {"value": True, "font": _FONT}, "gap": 40})
    chart.set_legend({"none": True})
    _insert(sheet, chart, block)


def add_fill(book: Book, sheet: Worksheet, block: Block) -> None:
    """Add a bar per session: its people (column 1), and behind them the chairs that are free (column 2)."""
    chart = book.chart("bar", "stacked")
    label = {"value": True, "font": _FONT | {"color": "#FFFFFF"}}
    chart.add_series(_series(block, 1, DEEP) | {"data_labels": label, "gap": 30})
    chart.add_series(_series(block, 2, PALE) | {"border": {"color": DEEP, "width": 0.5}})
    chart.set_legend({"position": "bottom", "font": _FONT})
    _insert(sheet, chart, block)


_FONT: dict[str, Any] = {"color": INK, "size": 9}


def _series(block: Block, column: int, fill: str) -> dict[str, Any]:
    return {
        "name": [block.sheet, block.first - 1, column],
        "categories": block.cells(0),
        "values": block.cells(column),
        "fill": {"color": fill},
    }


def _insert(sheet: Worksheet, chart: Chart, block: Block) -> None:
    chart.set_title({"name": block.title, "name_font": {"size": 12, "color": DEEP}, "overlay": False})
    # Spreadsheets draw the first row at the bottom of a bar chart; people read from the top.
    chart.set_y_axis(
        {"reverse": True, "num_font": _FONT, "line": {"color": LINE}, "major_tick_mark": "none", "interval_unit": 1}
    )
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_size({"width": CHART_WIDTH, "height": block.height * ROW_PIXELS})
    chart.set_chartarea({"border": {"color": LINE}})
    sheet.insert_chart(
        block.top, CHART_COLUMN, chart, {"description": block.title, "object_position": 2, "y_offset": 4}
    )
