# SPDX-License-Identifier: EUPL-1.2
"""What holds for all tests.

The same examples in every run, on every machine, however slow: a test that fails now and then teaches nothing. And the
tables can be emptied after a test that commits, though the database refuses to delete who did what.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from append_only import let_flush_pass

# Settings, not tests: to be executed once, by Django.
collect_ignore = ["site_settings.py"]

settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("repeatable")


UNMEASURED = ("browser", "faults", "oracle", "indeling/test_against_oracle.py", "indeling/test_properties.py",
              "indeling/rules/test_rules_against_oracle.py", "indeling/test_days_of_others.py")  # fmt: skip
"""Tests that go over many days or pages: what they run is covered by others, and takes half as long unmeasured."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let coverage rest during tests that add nothing to it; on another database, only look at what asks it something."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and str(item.path.relative_to(here)).startswith(UNMEASURED):
            item.add_marker(pytest.mark.no_cover)
    if os.environ.get("TEST_DATABASE_URL"):
        without = [each for each in items if not _asks_a_database(each)]
        items[:] = [each for each in items if _asks_a_database(each)]
        config.hook.pytest_deselected(items=without)


def _asks_a_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or "db" in getattr(item, "fixturenames", ())


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--kills`, for a longer search in tests/faults than a run of all tests has time for."""
    parser.addoption("--kills", type=int, default=2, metavar="N", help="times each command is killed in tests/faults")


# A shell starts what it runs in the background with interrupts ignored, and children inherit that: the programs that
# tests interrupt would go on for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)

let_flush_pass()
