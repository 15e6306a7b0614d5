# SPDX-License-Identifier: EUPL-1.2
"""Run one cell: `python -m benchmarks.peers.worker NAME QUESTION ANSWER LIMIT REPEAT PATIENCE`.

Writes the answer, and the seconds of each run, after every run: what is there survives being stopped. A system that
does not stop by itself is ended by the machine's own alarm clock, which also works inside compiled code.
"""

from __future__ import annotations

import signal
import sys
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.peers.peer import Question
from benchmarks.peers.systems import peers

GRACE = 2.0
"""A system that stops by itself gets so many times its limit: building the model is often not in it."""


def main(arguments: list[str]) -> None:
    """Place the people of one day with one system, a few times."""
    name, question, answer, *numbers = arguments
    limit, repeat, patience = map(float, numbers)
    peer = peers()[name]
    day = Question.load(Path(question))
    run = peer.prepare(day)
    spent: list[float] = []
    while not spent or (len(spent) < repeat and sum(spent) < patience):
        signal.setitimer(signal.ITIMER_REAL, limit * GRACE if peer.stops_itself else limit)
        start = perf_counter()
        found = run(limit)
        spent.append(perf_counter() - start)
        signal.setitimer(signal.ITIMER_REAL, 0)
        np.savez(
            answer,
            seats=found.seats,
            in_rounds=np.array(found.in_rounds),
            claim=np.array(found.claim),
            version=np.array(version(peer.package)),
            spent=np.array(spent),
        )


if __name__ == "__main__":
    main(sys.argv[1:])
