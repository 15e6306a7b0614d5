# SPDX-License-Identifier: EUPL-1.2
"""How many made-up days the tests of the engine look at: a third of them, or all with `THOROUGH=1 scripts/test`.

The same third each time. Whoever changes the solver looks at all of them before it is handed in, and so do the mutants.
"""

from __future__ import annotations

import os

THOROUGH = bool(os.environ.get("THOROUGH"))


def a_few(days: range) -> range:
    """Return the first third of these, rounded up; all when thorough."""
    return days if THOROUGH else days[: -(-len(days) // 3)]
