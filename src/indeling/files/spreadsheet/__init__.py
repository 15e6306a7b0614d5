# SPDX-License-Identifier: EUPL-1.2
"""Reads a day from a spreadsheet: Microsoft Forms, Google Forms, LimeSurvey, the own template, or anything alike.

The way of the data: `delimited` or `workbooks` (text per cell) -> `sheets` (which sheet is what) -> `columns` and
`wishes` (which column is what) -> `rounds`, `workshops`, `people`, `places` -> `assemble` (the problem).
"""

from __future__ import annotations

from indeling.files.reading import Options, Reading, Source
from indeling.files.spreadsheet.assemble import assemble
from indeling.files.spreadsheet.delimited import SUFFIXES as TEXT_SUFFIXES
from indeling.files.spreadsheet.workbooks import SUFFIXES as WORKBOOK_SUFFIXES

suffixes = (*WORKBOOK_SUFFIXES, *TEXT_SUFFIXES)


def read(source: Source, options: Options) -> Reading:
    """Return the problem in a spreadsheet, with what was understood and what is doubtful.

    The workshops come from `options.workshops`, the mapping, or a sheet of the same workbook. Raises FileError with
    every issue found.
    """
    return assemble(source, options)
