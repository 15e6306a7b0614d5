# SPDX-License-Identifier: EUPL-1.2
"""A turn to write: one at a time, given back by whoever leaves or is killed; who cannot have one goes on without."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from regiodag.database.turns import turn


def in_a_child(do: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        do()
    finally:
        os._exit(0)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database in a file, as far as a turn looks."""
    name = tmp_path / "db.sqlite3"
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(name))
    return name


def takes() -> int:
    """A child that has the turn, told when it has, and keeps it until it is killed."""
    ready, told = os.pipe()

    def keep() -> None:
        with turn():
            os.write(told, b"!")
            time.sleep(60)

    child = in_a_child(keep)
    assert os.read(ready, 1) == b"!"
    return child


def test_who_comes_second_waits_until_the_first_leaves(database: Path) -> None:
    trail = database.with_suffix(".trail")
    first = takes()

    def second() -> None:
        with turn():
            trail.write_text("second", "utf-8")

    waiting = in_a_child(second)
    time.sleep(0.2)
    assert not trail.exists()
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    os.waitpid(waiting, 0)
    assert trail.read_text("utf-8") == "second"


def test_turn_that_is_given_back_is_free_before_whoever_had_it_is_done(database: Path) -> None:
    with turn() as give_back:
        give_back()
        os.kill(takes(), signal.SIGKILL)


def test_turn_is_free_again_after_a_mistake_in_it(database: Path) -> None:
    with pytest.raises(ZeroDivisionError), turn():
        1 / 0  # noqa: B018  (a mistake)
    with turn():
        assert Path(f"{database}-turn").stat().st_size == 0


def test_who_cannot_make_the_file_goes_on_without(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", str(database.parent / "not-there" / "db.sqlite3"))
    with turn(), turn():
        assert list(database.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("vendor", "name"), [("postgresql", "/regiodag"), ("sqlite", "file:memorydb_default?mode=memory&cache=shared")]
)
def test_database_that_is_no_file_has_no_turns(
    vendor: str, name: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(connection, "vendor", vendor)
    monkeypatch.setitem(connection.settings_dict, "NAME", name)
    with turn(), turn():
        assert list(tmp_path.iterdir()) == []
