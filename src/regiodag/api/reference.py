# SPDX-License-Identifier: EUPL-1.2
"""The operations of the API as a part of a page in Markdown, made from its description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regiodag.api.document import Told, document, guide_of
from regiodag.api.problems import KINDS


def reference() -> str:
    """Return the part of docs/reference/api.md below its examples."""
    lines = ["## Operations", ""]
    for each in guide_of(document()):
        lines += [*_operation(each), ""]
    problems = [(f"`{code}`", str(kind.status), kind.title) for code, kind in KINDS.items()]
    lines += ["## Problems", "", *_table(("type ends in", "status", "title"), problems)]
    return "\n".join(lines)


def _operation(told: Told) -> Iterator[str]:
    """Yield the lines about one operation."""
    yield from (f"### {told.summary}", "", f"`{told.method} {told.path}` · scope `{told.scope}`", "")
    yield " ".join(told.text.split())
    yield ""
    if told.fields:
        rows = [(f"`{name}`", where, what, "yes" if needed else "") for where, name, what, needed in told.fields]
        yield from _table(("name", "in", "what", "needed"), rows)
        yield ""
    yield "Answers: " + ", ".join(f"`{status}`" for status, _what in told.answers)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a table."""
    for row in (head, ("---",) * len(head), *rows):
        yield "| " + " | ".join(row).replace("  ", " ") + " |"
