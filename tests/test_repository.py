# SPDX-License-Identifier: EUPL-1.2
"""What must hold for the repository as a whole: licences, locked packages, versions, what the documents promise."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import indeling
from indeling import objectives

ROOT = Path(__file__).parents[1]
HEADER = re.compile(r"SPDX-License-Identifier[:] EUPL-1\.2\n")
PINNED = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)
VERSION = re.compile(r"^\S+==\S+", re.MULTILINE)
LOCKED = ("engine", "dev", "lock", "peers", "mutants")
REQUIRED = re.compile(r"[a-z0-9-]+")


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads(read("pyproject.toml"))


@pytest.fixture(scope="module")
def required(project: dict[str, Any]) -> dict[str, set[str]]:
    """The packages that pyproject.toml asks for, by the file that locks them."""
    lists = {"engine": project["project"]["dependencies"], **project["dependency-groups"]}
    lists["dev"] = [
        *lists["dev"],
        *(line for extra in project["project"]["optional-dependencies"].values() for line in extra),
    ]
    return {name: {REQUIRED.match(line)[0] for line in lines} for name, lines in lists.items()}  # type: ignore[index]


def sources() -> Iterator[Path]:
    for folder in ("src", "tests", "benchmarks", "scripts", ".ci"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and (path.suffix == ".py" or path.parent.name in {"scripts", ".ci"}):
                yield path


def test_every_source_file_names_its_licence_at_the_top() -> None:
    without = [str(path) for path in sources() if not HEADER.search(path.read_text(encoding="utf-8")[:100])]
    assert without == []


def test_licence_texts_are_there_for_every_licence_named() -> None:
    named = set(re.findall(r'SPDX-License-Identifier = "(.+)"', read("REUSE.toml")))
    assert {path.stem for path in (ROOT / "LICENSES").iterdir()} == named
    assert read("LICENSE") == read("LICENSES/EUPL-1.2.txt")


@pytest.mark.parametrize("name", LOCKED)
def test_locked_list_has_all_that_is_asked_for(name: str, required: dict[str, set[str]]) -> None:
    pinned = set(PINNED.findall(read(f"requirements/{name}.txt")))
    assert required[name] - pinned == set()


def test_locked_lists_agree() -> None:
    engine, dev, mutants = (
        set(VERSION.findall(read(f"requirements/{name}.txt"))) for name in ("engine", "dev", "mutants")
    )
    assert engine - dev == set()
    shared = {package.partition("==")[0] for package in dev}
    assert {package for package in mutants if package.partition("==")[0] in shared} - dev == set()


@pytest.mark.parametrize("name", LOCKED)
def test_locked_list_has_a_hash_for_every_package_and_no_address(name: str) -> None:
    lines = [line for line in read(f"requirements/{name}.txt").splitlines() if not line.startswith("#")]
    package = re.compile(r"[a-z0-9-]+==[\w.]+( ; .+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not package.fullmatch(line) and not digest.fullmatch(line)] == []
    assert [line for line, below in pairwise(lines) if package.fullmatch(line) and package.fullmatch(below)] == []


def test_every_dependency_has_its_reason(required: dict[str, set[str]]) -> None:
    rows = re.findall(r"^\| ([a-z][a-z0-9, -]+) \|", read("docs/reference/dependencies.md"), re.MULTILINE)
    explained = {name for row in rows for name in row.split(", ")} - {"package"}
    assert explained == set().union(*required.values())


def test_version_is_the_same_everywhere(project: dict[str, Any]) -> None:
    version = project["project"]["version"]
    newest = re.search(r"^## \[(\d.+)\] - (\S+)", read("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == version
    assert f'softwareVersion: "{version}"\nreleaseDate: "{newest[2]}"\n' in read("publiccode.yml")


def test_documents_link_to_files_that_exist() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = {
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    }
    assert {(page.name, link) for page, link in links if not (page.parent / link).exists()} == set()


def test_continuous_integration_runs_the_tests_and_nothing_else() -> None:
    commands = [line for line in read(".ci/run").splitlines() if line and not line.startswith("#")]
    assert commands[-1] == "exec scripts/test"
    assert {line.split()[0] for line in commands[:-1]} <= {"set", "cd", "export"}


@pytest.mark.parametrize(
    "script", sorted(path for path in (ROOT / "scripts").glob("[!.]*") if not path.suffix), ids=lambda path: path.name
)
def test_script_can_be_run_and_has_no_syntax_error(script: Path) -> None:
    assert script.stat().st_mode & 0o111
    if script.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n"):
        assert "\nset -euo pipefail\n" in script.read_text(encoding="utf-8")
        subprocess.run(["/usr/bin/env", "bash", "-n", str(script)], check=True)


@pytest.fixture
def walk_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The objective in CONTRIBUTING.md, as a file among the others."""
    (code,) = re.findall(r"```python\n(.+?)```", read("CONTRIBUTING.md"), re.DOTALL)
    (tmp_path / "few_outside.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(objectives, "__path__", [*objectives.__path__, str(tmp_path)])
    objectives._registry.cache_clear()  # noqa: SLF001  (the registry is filled once in the life of a program)
    yield "few-outside"
    sys.modules.pop("indeling.objectives.few_outside", None)
    objectives._registry.cache_clear()  # noqa: SLF001


def test_objective_in_a_file_of_its_own_is_found_and_solved(walk_through: str) -> None:
    wishes = {"Ann": ["A"], "Bo": ["A"], "Cas": ["A", "B"]}
    day = indeling.Problem.build(rounds=1, workshops={"A": 2, "B": 1}, wishes=wishes, wishes_asked=1)
    placement = indeling.solve(day, walk_through)
    assert walk_through in objectives.names()
    assert (placement.status, placement.figures.seats_outside_wishes) == ("optimal", 0)
    assert indeling.check(day, placement).proven
    assert import_module("indeling.objectives.few_outside").OBJECTIVE.name == walk_through
