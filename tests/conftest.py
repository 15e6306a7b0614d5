# SPDX-License-Identifier: EUPL-1.2
"""What holds for all tests.

The same examples in every run, on every machine, however slow: a test that fails now and then teaches nothing. And the
tables are made once and copied, and put back as they were after a test that commits.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings
from pytest_django import DjangoDbBlocker
from simple_history.manager import HistoryManager

import made_tables
from regiodag_people import First, first

# Settings, not tests: to be executed once, by Django.
collect_ignore = ["site_settings.py"]

settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("repeatable")


UNMEASURED = ("browser", "faults", "oracle", "indeling/test_against_oracle.py", "indeling/test_properties.py",
              "indeling/rules/test_rules_against_oracle.py", "indeling/test_days_of_others.py")  # fmt: skip
"""Tests that go over many days or pages: what they run is covered by others, and takes half as long unmeasured."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let coverage rest during tests that add nothing to it; on another database, run what asks it something."""
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


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The database is there when the plugin comes to it: see below."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001  (before: the name of the database)
    django_db_blocker: DjangoDbBlocker,
    pytestconfig: pytest.Config,
) -> Iterator[None]:
    """Copy the tables of the site to the database of this process, and drop it at the end."""
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        made_tables.copied(_kept(pytestconfig))
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(name, verbosity=0)


@pytest.fixture(scope="session")
def first_made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> First:  # noqa: ARG001  (a fixture)
    """The series and the day of most tests: made before any of them has a clock or a setting of its own."""
    with django_db_blocker.unblock():
        return first()


@pytest.fixture
def tables(tmp_path: Path, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config) -> None:
    """The tables of a site of its own, with the settings of real use, that keeps its data in `tmp_path`."""
    with django_db_blocker.unblock():
        made_tables.laid(_kept(pytestconfig), tmp_path / "regiodag.sqlite3")


def _kept(config: pytest.Config) -> Path:
    """Return where tables are kept from run to run; without pytest's cache for this run only."""
    kept = getattr(config, "cache", None)
    return kept.mkdir("tables") if kept else made_tables.pristine().parent


# A shell starts what it runs in the background with interrupts ignored, and children inherit that: the programs that
# tests interrupt would go on for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)

made_tables.come_back()

# The class of a history is the same each time it is asked for; making it takes longer than the query does.
HistoryManager.from_queryset = cache(HistoryManager.from_queryset)
