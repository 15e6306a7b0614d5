# SPDX-License-Identifier: EUPL-1.2
"""What holds for all tests.

The same examples in every run, on every machine, however slow: a test that fails now and then teaches nothing. And the
tables can be emptied after a test that commits, though the database refuses to delete who did what.
"""

from __future__ import annotations

import signal

import pytest
from hypothesis import settings

from append_only import let_flush_pass

# Settings, not tests: to be executed once, by Django.
collect_ignore = ["site_settings.py"]

settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--kills`, for a longer search in tests/faults than a run of all tests has time for."""
    parser.addoption("--kills", type=int, default=2, metavar="N", help="times each command is killed in tests/faults")


# A shell starts what it runs in the background with interrupts ignored, and children inherit that: the programs that
# tests interrupt would go on for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)

let_flush_pass()
