# SPDX-License-Identifier: EUPL-1.2
"""What the engine never does, beyond what the import contracts in pyproject.toml can see.

Same input, same seed, same bytes: so the engine opens no file, prints nothing, ends no program, draws nothing from a
random source and keeps nothing in a module. Files are opened in `indeling.files` and `indeling.cli` only.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
PACKAGE = SOURCE / "indeling"
MAY_KNOW_THE_MACHINE = {"cli", "files"}

CALLS = {"breakpoint", "compile", "eval", "exec", "exit", "input", "open", "print", "quit"}
METHODS = {
    "_exit",
    "fromfile",
    "genfromtxt",
    "getenv",
    "iterdir",
    "loadtxt",
    "memmap",
    "open",
    "read_bytes",
    "read_text",
    "savetxt",
    "tofile",
    "urandom",
    "write_bytes",
    "write_text",
}
ATTRIBUTES = {"environ", "random"}
# The JSON Schemas are part of the package, like its code.
ALLOWED = {"indeling/structure.py: .read_text()"}


def engine_files() -> list[Path]:
    return [
        path for path in sorted(PACKAGE.rglob("*.py")) if path.relative_to(PACKAGE).parts[0] not in MAY_KNOW_THE_MACHINE
    ]


def impurities(source: str) -> Iterator[str]:
    """Yield what the source does with the machine or with the state of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield f"{node.func.id}()"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            yield f".{node.func.attr}()"
        elif isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES:
            yield f".{node.attr}"
        elif isinstance(node, ast.Global):
            yield "global"


def test_engine_neither_touches_the_machine_nor_keeps_state() -> None:
    found = {
        f"{path.relative_to(SOURCE).as_posix()}: {what}"
        for path in engine_files()
        for what in impurities(path.read_text(encoding="utf-8"))
    }
    assert found - ALLOWED == set()


def test_engine_is_looked_at_and_files_and_command_line_are_not() -> None:
    looked_at = {path.relative_to(PACKAGE).parts[0] for path in engine_files()}
    assert {"problem.py", "placement.py", "solver", "objectives"} <= looked_at
    assert looked_at & MAY_KNOW_THE_MACHINE == set()


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("data = open('day.json').read()", ["open()"]),
        ("data = Path('day.json').read_text()", [".read_text()"]),
        ("with path.open() as file: pass", [".open()"]),
        ("seed = os.environ['SEED']", [".environ"]),
        ("order = np.random.default_rng().permutation(9)", [".random"]),
        ("print('done')", ["print()"]),
        ("def solve():\n    global cache", ["global"]),
        ("chairs = seats.open.sum()", []),
    ],
)
def test_impurity_is_seen(source: str, what: list[str]) -> None:
    assert list(impurities(source)) == what
