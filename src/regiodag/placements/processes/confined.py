# SPDX-License-Identifier: EUPL-1.2
"""The limits of a process that is asked something (process.py); nothing of the site or of Django is imported here."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

DIES_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def limit(seconds: int, parent: int, memory: int, written: int = 0) -> None:
    """Let this process take and write no more than so many bytes, and live no longer than so many seconds.

    parent: the process that started it, with which it dies.
    """
    import resource  # noqa: PLC0415  (not on every system)

    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, 2 * seconds),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the system ends it: also while a library never comes back
    signal.alarm(seconds)
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # whoever started it was gone before it could ask


def say(what: Mapping[str, Any]) -> None:
    """Tell whoever started it."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()
