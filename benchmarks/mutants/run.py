# SPDX-License-Identifier: EUPL-1.2
"""Run mutmut on the copy, and tell what it found: `scripts/mutants`.

Prints the table and the survivors; with --keep it keeps them in benchmarks/mutants/results.json, each with what was
said of it before, and writes them into docs/reference/mutants.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from typing import Any

from benchmarks.mutants import copied, report

ROOT = Path(__file__).resolve().parents[2]
COPY = ROOT / ".mutants"
KEPT = ROOT / "benchmarks" / "mutants" / "results.json"
PAGE = ROOT / "docs" / "reference" / "mutants.md"
PROGRAM = ROOT / ".venv" / "mutants" / "bin" / "mutmut"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print, keep. Returns 0, or what mutmut returned when it was stopped or failed."""
    parser = argparse.ArgumentParser("scripts/mutants", description="What the tests notice of code that is changed.")
    parser.add_argument("--keep", action="store_true", help=f"keep the results in {KEPT.relative_to(ROOT)}")
    parser.add_argument("--show", action="store_true", help="run nothing: what the last run found")
    parser.add_argument(
        "--jobs", type=int, default=cpu_count() or 1, metavar="N", help="so many at a time; default all"
    )
    asked = parser.parse_args(arguments)
    if not asked.show:
        copied.bring_up_to_date(ROOT, COPY)
        command = [sys.executable, str(PROGRAM), "run", "--max-children", str(asked.jobs)]
        failed = subprocess.run(command, cwd=COPY, check=False).returncode  # noqa: S603  (nothing is handed on)
        if failed:
            return failed
    if untried := sum(code is None for _, meta in copied.verdicts(COPY) for code in _codes(meta).values()):
        sys.stderr.write(f"Stopped with {untried} mutants to go; run this again to go on.\n")
        return 1
    found = results(COPY)
    print(report.page(found), end="")
    if asked.keep:
        KEPT.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        PAGE.write_text(report.with_tables(PAGE.read_text("utf-8"), found), encoding="utf-8")
    return 0


def results(copy: Path) -> dict[str, Any]:
    """Return what is kept of the run in the copy, see `report.Kept`."""
    modules: dict[str, dict[str, int]] = {}
    survivors: list[report.Survivor] = []
    with chdir(copy):
        for path, meta in copied.verdicts(copy):
            codes = _codes(meta)
            if not codes:
                continue
            module = path.removeprefix("src/indeling/")
            alive = [name for name, code in codes.items() if code not in copied.KILLED + copied.TIMEOUT]
            modules[module] = {"mutants": len(codes), "killed": len(codes) - len(alive)}
            survivors += _survivors(module, path, alive)
    before = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    return {"mutmut": version("mutmut"), "modules": modules, "survivors": report.judged(survivors, before)}


def _codes(meta: Path) -> dict[str, int | None]:
    """Return the exit code of each mutant of a module, None when it was not tried yet."""
    found: dict[str, int | None] = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
    return found


def _survivors(module: str, path: str, alive: list[str]) -> Iterator[report.Survivor]:
    from mutmut.mutation.diff_apply import get_diff_for_mutant  # noqa: PLC0415  (only where mutants are made)

    for name in alive:
        lines = get_diff_for_mutant(name, path=path).splitlines()[2:]
        function = name.rpartition(".")[2].partition("__mutmut_")[0].removeprefix("x_").lstrip("xǁ").replace("ǁ", ".")
        was, now = (" ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
        yield {"module": module, "function": function, "was": was, "now": now}


if __name__ == "__main__":
    sys.exit(main())
