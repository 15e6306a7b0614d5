# SPDX-License-Identifier: EUPL-1.2
"""What a reading has to tell: what was understood, what is doubtful, what is wrong. All of it, not the first only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indeling.errors import FileError, Issue, Text, text
from indeling.files.reading import Source

MOST_ISSUES = 1_000


@dataclass
class Notes:
    """The notebook of one reading, in reading order."""

    understood: list[Text] = field(default_factory=list)
    warnings: list[Issue] = field(default_factory=list)
    errors: list[Issue] = field(default_factory=list)

    def stop_on_errors(self) -> None:
        """Raise FileError with every error and warning so far, if there is an error."""
        if self.errors:
            raise FileError(told(self.errors), told(self.warnings))


def told(issues: Sequence[Issue]) -> list[Issue]:
    """Return the issues, each once, a sheet at a time from top to bottom; at most so many that somebody reads them."""
    return at_most(_in_reading_order(list({str(issue): issue for issue in issues}.values())))


def _in_reading_order(issues: Sequence[Issue]) -> list[Issue]:
    sheets = list(dict.fromkeys((issue.file, issue.sheet) for issue in issues))
    return sorted(issues, key=lambda issue: (sheets.index((issue.file, issue.sheet)), issue.row or 0))


def at_most(issues: Sequence[Issue]) -> list[Issue]:
    """Return the issues; of more than anybody reads the first, and how many there are besides."""
    more = len(issues) - MOST_ISSUES
    rest = [Issue(text("and {count} more", count=more))] if more > 0 else []
    return [*issues[:MOST_ISSUES], *rest]


def refusal(source: Source, what: Text, advice: Text | None = None) -> FileError:
    """Return the error for a file that cannot be used at all."""
    return FileError([Issue(what, advice, file=source.name)])


def listed(names: Iterable[str | None]) -> str:
    """Return names between quotes with commas, for use inside a sentence: `“A”, “B”`."""
    return ", ".join(f"“{name}”" for name in names)


SAVE_AS_XLSX = text("Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx).")
"""Advice for everything that a spreadsheet program can read and this program cannot."""
