# SPDX-License-Identifier: EUPL-1.2
"""Everything that can go wrong, as one tree.

    IndelingError
    ├── InputError            what was handed in cannot be used; carries every issue found, not only the first
    │   ├── ProblemError      the problem contradicts itself or does not follow the format
    │   ├── PlacementError    a placement does not follow the format, or belongs to another problem
    │   └── FileError         a file cannot be read or written
    ├── UnknownKindError      no objective, rule or file format of that name
    ├── MissingPackageError   a package that this needs, and few others do, is not installed
    ├── TooLargeError         the problem has more combinations than can be looked at
    ├── OutOfTimeError        the time was over before there was any placement
    └── SolverError           the solver broke its word (a bug, never the user's fault)

A day that has no placement at all is an answer (`Placement.status == "infeasible"`), not an error.

Texts are English templates with named values, so that an interface can translate the template
(see `indeling.cli`) and the library can still be read as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field


def untranslated(template: str) -> str:
    """Return the template as it is: the translation used where none was chosen."""
    return template


@dataclass(frozen=True)
class Text:
    """A sentence that can still be translated: a template in English and the values that go in.

    `template` uses `str.format` names, e.g. `"round {round} has {chairs} chairs for {people} people"`; a value may be a
    text itself.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def render(self, translate: Callable[[str], str] = untranslated) -> str:
        """Return the sentence in the language of `translate` (a gettext function)."""
        values = {name: v.render(translate) if isinstance(v, Text) else v for name, v in self.values.items()}
        return translate(self.template).format(**values)

    def __str__(self) -> str:
        return self.render()


def text(template: str, /, **values: object) -> Text:
    """Mark `template` for translation and bind its values (`xgettext --keyword=text`)."""
    return Text(template, values)


def counted(count: int, one: Text, more: Text) -> Text:
    """Return `one` when `count` is 1, else `more`, with `{count}` filled in.

    English and Dutch have these two forms and no others, so each is a sentence of its own in the catalogue. Where a
    sentence holds several numbers, each is a value: `text("{chairs} for {people}", chairs=counted(...), ...)`.

    >>> str(counted(1, text("{count} chair"), text("{count} chairs")))
    '1 chair'
    """
    chosen = one if count == 1 else more
    return Text(chosen.template, {**chosen.values, "count": count})


@dataclass(frozen=True)
class Issue:
    """One thing wrong, where it is, and what to do about it.

    `row` and `column` are as a spreadsheet shows them: the row counts from 1 with the header in
    row 1, the column is its heading. `value` is what stands there, as it was read.
    """

    what: Text
    advice: Text | None = None
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def place(self, translate: Callable[[str], str] = untranslated) -> str:
        """Return where it is: file, sheet, row, column and value, as far as they are known."""
        parts = (
            (text("file {value}"), self.file),
            (text("sheet {value}"), self.sheet),
            (text("row {value}"), self.row),
            (text("column “{value}”"), self.column),
            (text("value “{value}”"), self.value),
        )
        return ", ".join(translate(part.template).format(value=value) for part, value in parts if value is not None)

    def render(self, translate: Callable[[str], str] = untranslated) -> str:
        """Return one line: where, what, and what to do."""
        place = self.place(translate)
        sentence = self.what.render(translate)
        advice = f" {self.advice.render(translate)}" if self.advice else ""
        return f"{place}: {sentence}{advice}" if place else f"{sentence}{advice}"

    def __str__(self) -> str:
        return self.render()


class IndelingError(Exception):
    """Base of every error that this package raises on purpose."""


class InputError(IndelingError):
    """What was handed in cannot be used. `issues` holds all that was found, in reading order.

    `warnings` holds what was mended or left out before that, and would be told if nothing were wrong.
    """

    def __init__(self, issues: Iterable[Issue], warnings: Iterable[Issue] = ()) -> None:
        self.issues, self.warnings = tuple(issues), tuple(warnings)
        super().__init__("\n".join(str(issue) for issue in self.issues))


class ProblemError(InputError):
    """The problem contradicts itself or does not follow the format."""


class PlacementError(InputError):
    """A placement does not follow the format, or belongs to another problem."""


class FileError(InputError):
    """A file cannot be read or written as asked."""


class UnknownKindError(IndelingError):
    """No objective, rule or file format has that name; the message lists those there are."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        super().__init__(f"there is no {kind} “{name}”; choose from {', '.join(self.known)}")


class MissingPackageError(IndelingError):
    """A package that this needs is not installed; `extra` of our own package installs it."""

    def __init__(self, package: str, extra: str) -> None:
        self.package, self.command = package, f'pip install "regiodag[{extra}]"'
        super().__init__(f"this needs {package}, which is not installed; install it with: {self.command}")


class SolverError(IndelingError):
    """The solver returned something the checker refuses, or nothing at all: a defect, please report it."""


class TooLargeError(IndelingError):
    """There are more combinations, or seats, than can be written out in memory. `what` and `advice` say which."""

    def __init__(self, what: Text | None = None, advice: Text | None = None) -> None:
        self.what = what or text("This day allows too many combinations of workshops to look at them all.")
        self.advice = advice or text(
            "Shorter lists of wishes, or fewer sessions that somebody may have, leave fewer of them."
        )
        super().__init__(f"{self.what} {self.advice}")


class OutOfTimeError(IndelingError):
    """The time limit was reached before there was any placement; a longer limit or `least-cost` helps."""

    def __init__(self) -> None:
        super().__init__("the time was over before there was any placement; give more time, or use least-cost")
