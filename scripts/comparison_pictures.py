# SPDX-License-Identifier: EUPL-1.2
"""Draw the pictures in the pages on objectives, docs/images/comparison-*.svg, and write the tables beside them.

They show the example day of examples/regiodag and the AGH data of 2003 in tests/data, in Dutch and in English. A table
stands in a page between `<!-- name of the picture -->` and `<!-- end -->`. `--check` only tells what is out of date.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path

from indeling import Problem
from indeling.cli.language import LANGUAGES, translator
from indeling.errors import Text, text
from indeling.files import read_problem
from indeling.files.picture import comparison_picture
from indeling.studies.compare import compare
from indeling.studies.comparison import Comparison
from indeling.studies.rows import people_rows, seat_rows

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = (
    (DOCS / "welk-doel-kies-ik.md", "nl"),
    (DOCS / "which-objective.md", "en"),
    (DOCS / "reference" / "objectives.md", "en"),
)
AIMS = ("fair", "leximin", "generous", "rank-maximal", "least-cost", "lottery")


def days() -> dict[str, Problem]:
    """Return the days that are drawn, by the name of their picture."""
    example = ROOT / "examples" / "regiodag"
    day, _ = read_problem(str(example / "voorkeuren.xlsx"), workshops=str(example / "workshops.xlsx"))
    agh = json.loads((ROOT / "tests" / "data" / "agh2003.json").read_text(encoding="utf-8"))
    return {"comparison-regiodag": day, "comparison-agh2003": Problem.from_dict(agh)}


def files() -> Iterator[tuple[Path, bytes]]:
    """Yield each file that is made, with its content."""
    comparisons = {name: compare(day, AIMS) for name, day in days().items()}
    for language, (name, comparison) in product(LANGUAGES, comparisons.items()):
        content = comparison_picture(comparison, translate=translator(language))
        yield DOCS / "images" / f"{name}.{language}.svg", content
    for page, language in PAGES:
        yield page, with_tables(page.read_text(encoding="utf-8"), comparisons, translator(language)).encode()


def with_tables(page: str, comparisons: Mapping[str, Comparison], translate: Callable[[str], str]) -> str:
    """Return the page with its tables as they should be."""

    def written(place: re.Match[str]) -> str:
        return f"<!-- {place[1]} -->\n{table(comparisons[place[1]], translate)}\n<!-- end -->"

    return re.sub(r"<!-- (comparison-\w+) -->\n.*?<!-- end -->", written, page, flags=re.DOTALL)


def table(comparison: Comparison, translate: Callable[[str], str]) -> str:
    """Return the numbers of the picture as a table: a row for each that is not 0 everywhere."""
    rows = [(row.label, row.numbers) for row in (*seat_rows(comparison), *people_rows(comparison))]
    counts = [answer.counts for answer in comparison.answered if answer.counts]
    rows += [
        (text("people without regret"), tuple(each.people_by_regret.get(0, 0) for each in counts)),
        (text("largest regret"), tuple(each.largest_regret for each in counts)),
        (text("people who have that"), tuple(each.people_with_largest_regret for each in counts)),
        (text("total cost"), tuple(each.cost for each in counts)),
    ]
    head = ["", *(answer.objective for answer in comparison.answered)]
    lines = [head, ["---"] + ["---:"] * len(counts), *(_line(*row, translate) for row in rows if any(row[1]))]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _line(label: Text, numbers: tuple[int, ...], translate: Callable[[str], str]) -> list[str]:
    return [label.render(translate), *map(str, numbers)]


def main(arguments: list[str]) -> int:
    """Write the files, unless asked to check only; return 1 when one of them is out of date."""
    wrong = 0
    for path, content in files():
        if path.exists() and path.read_bytes() == content:
            continue
        if "--check" in arguments:
            sys.stdout.write(f"{path.relative_to(ROOT)} is out of date: run {Path(__file__).relative_to(ROOT)}\n")
            wrong = 1
        else:
            path.write_bytes(content)
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
