# SPDX-License-Identifier: EUPL-1.2
"""What every command works with: the output streams, the language, the clock, and how it ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from typing import TextIO

from indeling.cli.console import Console
from indeling.cli.language import Translate

OPTIMAL, CHECK_FAILED, BAD_INPUT, INFEASIBLE, NOT_PROVEN = 0, 1, 2, 3, 4

# As sysexits.h and the shells have it: a defect of the program, Ctrl-C, nobody reads the output any more, asked to end.
DEFECT, INTERRUPTED, BROKEN_PIPE, TERMINATED = 70, 130, 141, 143

EXIT_CODES: Mapping[str, int] = {"optimal": OPTIMAL, "feasible": NOT_PROVEN, "infeasible": INFEASIBLE}
"""Exit code for each status of a placement."""


class Terminated(KeyboardInterrupt):
    """Somebody asked the program to end (SIGTERM), as a machine does that shuts down."""


@dataclass(frozen=True)
class Session:
    """One run of the program: where it prints results (`out`) and troubles (`err`), and a clock in seconds."""

    translate: Translate
    out: Console
    err: Console
    clock: Callable[[], float] = time.monotonic

    @classmethod
    def standard(cls, translate: Translate, environ: Mapping[str, str]) -> Session:
        """Return the session on the standard streams of this process; one that is closed is written to in vain."""
        out: TextIO | None = sys.stdout
        err: TextIO | None = sys.stderr
        return cls(
            translate,
            Console.on(out if out is not None else StringIO(), translate, environ),
            Console.on(err if err is not None else StringIO(), translate, environ),
        )

    def aside(self) -> Session:
        """Return the session that prints everything on standard error: standard output carries the data."""
        return replace(self, out=self.err)
