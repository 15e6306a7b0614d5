# SPDX-License-Identifier: EUPL-1.2
"""What tests of large days share: small days treated as large ones, with the compiled loops as plain Python.

Plain Python is what the coverage of branches can see, and quicker than compiling for a day of nine people.
"""

from __future__ import annotations

import sys
from importlib import import_module

import numba
import pytest

COMPILED = ("indeling.solver.large.market", "indeling.solver.large.dealing", "indeling.solver.walks")


@pytest.fixture
def interpreted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the loops run as plain Python."""
    import_module("indeling.solver.large")
    monkeypatch.setattr(numba.config, "DISABLE_JIT", True)
    for name in COMPILED:
        monkeypatch.delitem(sys.modules, name, raising=False)
    for name in COMPILED:
        monkeypatch.setitem(sys.modules, name, import_module(name))


@pytest.fixture
def all_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every day for a large one."""
    monkeypatch.setattr("indeling.lists.LARGE", 0)


@pytest.fixture
def all_middling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every day for one on which lists are quicker than bundles, but that is not large."""
    monkeypatch.setattr("indeling.lists.MIDDLING", 0)


@pytest.fixture
def small_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin every auction with a sample of two people or so."""
    monkeypatch.setattr("indeling.solver.large.auction.SMALLEST_SAMPLE", 2)
    monkeypatch.setattr("indeling.solver.large.auction.FEWEST_PEOPLE", 0)
    monkeypatch.setattr("indeling.solver.large.auction.SHARE", 2)
