# SPDX-License-Identifier: EUPL-1.2
"""Draw the pictures in the pages on objectives: docs/images/comparison-*.svg, in Dutch and in English.

They show the example day of examples/regiodag and the AGH data of 2003 in tests/data. `--check` only tells which of
them are not what this would draw.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from indeling import Problem
from indeling.cli.language import LANGUAGES, translator
from indeling.files import read_problem
from indeling.files.picture import comparison_picture
from indeling.studies.compare import compare

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "images"
AIMS = ("fair", "leximin", "generous", "rank-maximal", "least-cost")


def days() -> dict[str, Problem]:
    """Return the days that are drawn, by the name of their picture."""
    example = ROOT / "examples" / "regiodag"
    day, _ = read_problem(str(example / "voorkeuren.xlsx"), workshops=str(example / "workshops.xlsx"))
    agh = json.loads((ROOT / "tests" / "data" / "agh2003.json").read_text(encoding="utf-8"))
    return {"comparison-regiodag": day, "comparison-agh2003": Problem.from_dict(agh)}


def pictures() -> Iterator[tuple[Path, bytes]]:
    """Yield the path and the content of each picture."""
    for name, day in days().items():
        comparison = compare(day, AIMS)
        for language in LANGUAGES:
            yield PICTURES / f"{name}.{language}.svg", comparison_picture(comparison, translate=translator(language))


def main(arguments: list[str]) -> int:
    """Write the pictures, unless asked to check only; return 1 when one of them is out of date."""
    wrong = 0
    for path, content in pictures():
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
