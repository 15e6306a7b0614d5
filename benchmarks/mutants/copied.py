# SPDX-License-Identifier: EUPL-1.2
"""The copy of the tree whose code is changed: what is in it, and what is told to leave alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

PARTS = ("src", "tests", "examples", "benchmarks", "pyproject.toml")
SOURCE, CHANGED = "src", "mutants"
TESTS_SEEN = "tests.sha256"

ADAPTED = {
    # mutmut leaves a function alone that has a decorator; uncompiled, this one does the same.
    "src/indeling/solver/walks.py": ("@njit(cache=True)\n", ""),
}
NOT_THE_CHECKER = (
    "    def ask(self, rows: Rows, problem: Problem) -> None:",
    "    def _drop_others(",
    "    def mentions(",
    "    def issues(",
    "def parse_rules(",
    "def rule_schemas(",
    "def couples(",
    "def chairs_of(",
    "    def bound_chairs(",
)
LEAVE = "  # pragma: no mutate block"
"""The parts of rules that ask the solver, read the format or are for show; the checker does not look at them."""

KILLED, TIMEOUT, UNTESTED = (1, 3), (-24, 24, 152, 255, 36), (5, 33)
"""What mutmut writes down of a mutant: the exit code of its tests, or its own numbers."""


def bring_up_to_date(root: Path, copy: Path) -> None:
    """Make the copy what the tree is now; files that are the same are not touched, so that verdicts stand."""
    wanted = dict(_files(root))
    for path in [path for path, _ in _files(copy) if path not in wanted]:
        (copy / path).unlink()
    for path, content in wanted.items():
        target = copy / path
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    _look_again(copy, [content for path, content in sorted(wanted.items()) if path.startswith("tests")])


def verdicts(copy: Path) -> Iterator[tuple[str, Path]]:
    """Yield (path of the source, file with its mutants and their exit codes) of each module that has mutants."""
    folder = copy / CHANGED
    for meta in sorted((folder / SOURCE).rglob("*.py.meta")):
        yield str(meta.relative_to(folder))[: -len(".meta")], meta


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    for part in PARTS:
        below = sorted((root / part).rglob("*")) if (root / part).is_dir() else [root / part]
        for path in below:
            if path.is_file() and "__pycache__" not in path.parts:
                name = str(path.relative_to(root))
                yield name, _adapted(name, path.read_bytes())


def _adapted(name: str, content: bytes) -> bytes:
    """Return the file as it is copied; what has been adapted already stays as it is."""
    if not name.startswith(SOURCE) or not name.endswith(".py"):
        return content
    text = content.decode("utf-8").replace(*ADAPTED.get(name, (LEAVE, LEAVE)))
    if not name.startswith("src/indeling/rules/"):
        return text.encode("utf-8")
    lines = [line + LEAVE * (line.startswith(NOT_THE_CHECKER) and LEAVE not in line) for line in text.splitlines()]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _look_again(copy: Path, tests: list[bytes]) -> None:
    """Forget who survived when the tests have changed since."""
    digest = sha256(b"\0".join(tests)).hexdigest()
    seen = copy / TESTS_SEEN
    if seen.exists() and seen.read_text("utf-8") == digest:
        return
    for _, meta in verdicts(copy):
        tree = json.loads(meta.read_text("utf-8"))
        found = tree["exit_code_by_key"]
        tree["exit_code_by_key"] = {name: code if code in KILLED + TIMEOUT else None for name, code in found.items()}
        meta.write_text(json.dumps(tree), encoding="utf-8")
    (copy / CHANGED / "mutmut-stats.json").unlink(missing_ok=True)
    copy.mkdir(exist_ok=True)
    seen.write_text(digest, encoding="utf-8")
