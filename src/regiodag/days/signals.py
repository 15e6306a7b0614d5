# SPDX-License-Identifier: EUPL-1.2
"""What parts of the organiser's work that come later can listen to."""

from __future__ import annotations

from django.dispatch import Signal

day_copied = Signal()
"""A new day was made from an earlier one, in the same transaction. day: the earlier one; parts: what comes along."""
