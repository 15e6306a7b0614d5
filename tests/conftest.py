# SPDX-License-Identifier: EUPL-1.2
"""The same examples in every run, on every machine, however slow: a test that fails now and then teaches nothing."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("repeatable")
