# SPDX-License-Identifier: EUPL-1.2
"""What the last run found, as JSON to keep and as the tables of the page. Knows nothing of mutmut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

START, END = "<!-- tables: scripts/mutants --keep -->", "<!-- end of the tables -->"
HEADINGS = ("module", "mutants", "killed", "survived", "of which equivalent", "share killed", "without the equivalent")

Kept = Mapping[str, Any]
"""What is kept: the version of `mutmut`; `modules`, their path below src/indeling with the number of `mutants` and of
those `killed` (those that never end among them); `survivors`, each with its module, its function, the line that `was`
and is `now`, whether it is `equivalent` (no test can tell it), and `why` it is, or why it is left alive."""

Survivor = dict[str, Any]


def judged(found: Iterable[Survivor], before: Kept) -> list[Survivor]:
    """Return the survivors with what was said of them before; the others with an empty `why`."""
    known = {_name(each): each for each in before.get("survivors", ())}
    new = {"equivalent": False, "why": ""}
    return [{**new, **known.get(_name(each), {}), **each} for each in found]


def _name(each: Survivor) -> tuple[str, ...]:
    return each["module"], each["function"], each["was"], each["now"]


def rows(kept: Kept) -> list[list[str]]:
    """Return the rows of the table, and one for everything."""
    parts = [(module, [module]) for module in kept["modules"]]
    return [_row(kept, title, modules) for title, modules in [*parts, ("all", list(kept["modules"]))]]


def _row(kept: Kept, title: str, modules: list[str]) -> list[str]:
    mutants, killed = (sum(kept["modules"][module][key] for module in modules) for key in ("mutants", "killed"))
    equivalent = sum(each["equivalent"] for each in kept["survivors"] if each["module"] in modules)
    counts = (mutants, killed, mutants - killed, equivalent)
    return [title, *map(str, counts), _share(killed, mutants), _share(killed, mutants - equivalent)]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def page(kept: Kept) -> str:
    """Return the table, and every survivor with what is said of it, by reason."""
    lines = [f"| {' | '.join(HEADINGS)} |", f"| --- |{' ---: |' * (len(HEADINGS) - 1)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows(kept)]
    for heading, equivalent in (("Equivalent", True), ("Not equivalent", False)):
        found = [each for each in kept["survivors"] if each["equivalent"] == equivalent]
        lines += ["", f"### {heading}", *_by_reason(found)]
    return "\n".join(lines) + "\n"


def _by_reason(found: list[Survivor]) -> list[str]:
    lines = [] if found else ["", "None."]
    for why in dict.fromkeys(each["why"] for each in found):
        lines += ["", f"{why or 'Not looked at yet.'}", ""]
        lines += [_line(each) for each in found if each["why"] == why]
    return lines


def _line(each: Survivor) -> str:
    return f"- {each['module']}, `{each['function']}`: {_code(each['was'])} → {_code(each['now'])}"


def _code(line: str) -> str:
    return f"``{line}``" if line else "nothing"


def with_tables(text: str, kept: Kept) -> str:
    """Return the page with the tables of these results between its marks."""
    before, rest = text.split(START)
    return f"{before}{START}\n\n{page(kept)}\n{END}{rest.split(END)[1]}"
