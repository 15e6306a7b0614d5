# SPDX-License-Identifier: EUPL-1.2
"""The day of `placed_people`, for the tests of the placement."""

from __future__ import annotations

from changing_people import changing
from placed_people import placeable

__all__ = ["changing", "placeable"]
