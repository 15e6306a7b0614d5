# SPDX-License-Identifier: EUPL-1.2
"""The budgets for size and complexity that the code keeps to, see CONTRIBUTING.md.

ruff looks after all other style. What counts as a line of a function and as a branch is told at `body_lines` and
`complexity`; these are stricter than ruff's own, which leave out comprehensions and conditional expressions.
"""

from __future__ import annotations

import ast
import statistics
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LONGEST_FILE = 350
LONGEST_TEST_FILE = 600
LONGEST_BODY = 60
BODY_95TH_PERCENTILE = 30
BODY_MEDIAN = 7
HIGHEST_COMPLEXITY = 10

BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.Assert, ast.comprehension)


@dataclass(frozen=True)
class Function:
    where: str
    lines: int
    complexity: int


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function from `def` to its end, without its docstring."""
    docstring = node.body[0] if ast.get_docstring(node) is not None else None
    return lines(node) - (lines(docstring) if docstring else 0)


def lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def complexity(node: ast.AST) -> int:
    """Return 1 + the branches: what is in BRANCHES, each `and` and `or`, each case."""
    total = 1
    for child in ast.walk(node):
        if isinstance(child, BRANCHES):
            total += 1
        elif isinstance(child, ast.BoolOp):
            total += len(child.values) - 1
        elif isinstance(child, ast.Match):
            total += len(child.cases)
    return total


def functions_in(source: str, file: str = "") -> list[Function]:
    return [
        Function(f"{file}:{node.lineno} {node.name}", body_lines(node), complexity(node))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def files_under(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@pytest.fixture(scope="module")
def functions() -> list[Function]:
    return [
        function
        for path in files_under("src")
        for function in functions_in(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    ]


@pytest.mark.parametrize(
    ("folders", "longest"),
    [(("src",), LONGEST_FILE), (("scripts", "benchmarks"), LONGEST_FILE), (("tests",), LONGEST_TEST_FILE)],
)
def test_no_file_is_longer_than_its_budget(folders: tuple[str, ...], longest: int) -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in files_under(*folders)
    }
    assert {file: length for file, length in lengths.items() if length > longest} == {}


def test_no_function_is_longer_than_its_budget(functions: list[Function]) -> None:
    assert [function for function in functions if function.lines > LONGEST_BODY] == []


def test_no_function_is_more_complex_than_its_budget(functions: list[Function]) -> None:
    assert [function for function in functions if function.complexity > HIGHEST_COMPLEXITY] == []


def test_most_functions_are_short(functions: list[Function]) -> None:
    bodies = sorted(function.lines for function in functions)
    assert statistics.median(bodies) <= BODY_MEDIAN
    assert bodies[round(0.95 * (len(bodies) - 1))] <= BODY_95TH_PERCENTILE


def test_body_without_docstring_counts_its_lines_from_def_to_end() -> None:
    source = 'def rank(\n    wish: int,\n) -> int:\n    """Say.\n\n    More.\n    """\n    # why\n    return wish\n'
    assert functions_in(source, "x.py") == [Function("x.py:1 rank", 5, 1)]


def test_complexity_counts_every_branch_once() -> None:
    source = """
def f(x):
    assert x
    for y in x:
        while y and x or f:
            pass
    try:
        z = 1 if x else 2
    except ValueError:
        z = [a for a in x if a]
    match z:
        case 1: pass
        case _: pass
"""
    branches = {
        "assert": 1,
        "for": 1,
        "while": 1,
        "and, or": 2,
        "if else": 1,
        "except": 1,
        "comprehension": 1,
        "case": 2,
    }
    assert functions_in(source)[0].complexity == 1 + sum(branches.values())
