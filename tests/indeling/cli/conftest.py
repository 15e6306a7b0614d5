# SPDX-License-Identifier: EUPL-1.2

import json
from pathlib import Path

import pytest

from command_line import Cli, Ran, day
from indeling.cli import main


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run the command line in an empty folder, in English unless the test says otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        code = main(arguments)
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def problem(tmp_path: Path) -> str:
    """Write the small day to problem.json, and return that name."""
    (tmp_path / "problem.json").write_text(json.dumps(day()), "utf-8")
    return "problem.json"


@pytest.fixture
def placement(cli: Cli, problem: str) -> str:
    """Solve the small day into placement.json, and return that name."""
    cli("solve", problem, "-q", "-o", "placement.json")
    return "placement.json"
