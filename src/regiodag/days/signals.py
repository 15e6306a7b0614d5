# SPDX-License-Identifier: EUPL-1.2
"""What parts of the organiser's work that come later can listen to. Sent inside the transaction of the thing itself."""

from __future__ import annotations

from django.dispatch import Signal

day_copied = Signal()
"""A new day was made from an earlier one, in the same transaction. day: the earlier one; parts: what comes along."""

day_postponed = Signal()
"""A day has another date. by: who did it; planned: what it was before, and what becomes of registrations."""
