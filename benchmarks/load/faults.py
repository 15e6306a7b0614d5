# SPDX-License-Identifier: EUPL-1.2
"""Kill the site while people register, again and again: `scripts/bench faults [--rounds 1000]`.

Clients register one person after another, and send a form again until an answer came, as people do. Every round starts
all servers and the worker that mails, waits for some registrations, and kills everything with SIGKILL at a moment drawn
from the seed. Afterwards what is kept is laid beside what was acknowledged.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event, Lock
from typing import Any

from benchmarks.load.databases import database
from benchmarks.load.post import Post, post_office
from benchmarks.load.site import PATIENCE, Site, site
from benchmarks.load.visitor import Way, email_of, exchanged, key_of, opened, status_of

CLIENTS = 4
WORKERS = 2
PER_ROUND = 10
"""Registrations that are acknowledged in a round before the moment of killing is drawn."""

LATEST = 0.05
"""Seconds after those of the last moment at which everything is killed."""

TAKEN = 302
MOST_BACK = 2.0
"""Seconds within which people can register again (the promise of the site)."""


@dataclass
class Crowd:
    """People who register one after another. acknowledged: who got an answer; repeated: forms that were sent again."""

    way: Way
    acknowledged: list[int] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    repeated: int = 0
    over: Event = field(default_factory=Event)
    numbers: Any = field(default_factory=count)
    lock: Lock = field(default_factory=Lock)

    def go_on(self) -> None:
        """Register people until it is over; each until an answer comes."""
        while not self.over.is_set():
            with self.lock:
                number = next(self.numbers)
            self._until_answered(number, self.way.request(number))

    def _until_answered(self, number: int, request: bytes) -> None:
        lost = False
        while not self.over.is_set():
            status = 0
            with suppress(ConnectionRefusedError):
                status = status_of(self._answer(request))
                self.repeated += lost
                lost = status == 0
            if status:
                self.statuses[status] += 1
            if status == TAKEN:
                self.acknowledged.append(number)
                return
            time.sleep(0.005)

    def _answer(self, request: bytes) -> bytes:
        """Return the answer, nothing when the server died. Raises ConnectionRefusedError when there is none."""
        try:
            return exchanged(self.way.port, request)
        except (ConnectionResetError, BrokenPipeError, TimeoutError):
            return b""

    def wait_for(self, registrations: int) -> None:
        """Wait until so many more were acknowledged. Raises TimeoutError when they do not come."""
        goal, end = len(self.acknowledged) + registrations, time.monotonic() + PATIENCE
        while len(self.acknowledged) < goal:
            if time.monotonic() > end:
                raise TimeoutError(str(self.statuses))
            time.sleep(0.002)


@dataclass(frozen=True)
class Report:
    """What came of it. faults: what must not be, in words; doubles: mails that were sent more than once."""

    rounds: int
    acknowledged: int
    kept: int
    repeated: int
    mails: int
    doubles: int
    back: list[float]
    faults: list[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill, and print what came of it; 1 when something was lost, doubled or torn."""
    parser = argparse.ArgumentParser(prog="scripts/bench faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, database(asked.database) as address:
        report = killed(Path(folder), asked.rounds, asked.seed, address)
    print(_told(report))
    return 1 if report.faults else 0


def _told(report: Report) -> str:
    slow = sum(each > MOST_BACK for each in report.back)
    lines = [
        f"{report.rounds} rounds, {report.acknowledged} registrations acknowledged, {report.kept} kept",
        f"{report.repeated} forms sent again; {report.mails} mails came, {report.doubles} of them a second time",
        f"back after {statistics.median(report.back):.2f} s (median), {max(report.back):.2f} s (most), {slow} over 2 s",
    ]
    return "\n".join([*lines, *report.faults, "FAULTS" if report.faults else "nothing lost, doubled or torn"])


def killed(folder: Path, rounds: int, seed: int = 1, address: str = "") -> Report:
    """Kill everything so many times while people register, and return what came of it."""
    moments = random.Random(seed)
    with post_office() as (post, mail_port), site(folder, address, mail_port) as served:
        told = served.ask("prepare")
        served.serve(WORKERS)
        served.wait()
        crowd = Crowd(opened(served.port, told))
        with ThreadPoolExecutor(CLIENTS) as pool:
            for _client in range(CLIENTS):
                pool.submit(crowd.go_on)
            try:
                back = [_round(served, crowd, moments.uniform(0, LATEST)) for _at in range(rounds)]
            finally:
                crowd.over.set()
        left, kept = served.ask("sweep"), served.ask("tell", told["day"])
    faults = [f"{left} mails still wait"] if left else []
    faults += [*_lost(crowd, kept), *_torn(crowd.way, kept), *_mailed(kept, post, rounds)]
    doubles = len(post.came) - len(set(post.came))
    return Report(
        rounds, len(crowd.acknowledged), len(kept["people"]), crowd.repeated, len(post.came), doubles, back, faults
    )


def _round(served: Site, crowd: Crowd, moment: float) -> float:
    """Start everything, kill it while people register; return the seconds until the first one could."""
    served.kill()
    start = time.monotonic()
    served.serve(WORKERS)
    served.deliver()
    crowd.wait_for(1)
    back = time.monotonic() - start
    crowd.wait_for(PER_ROUND - 1)
    time.sleep(moment)
    served.kill()
    return back


def _lost(crowd: Crowd, kept: dict[str, Any]) -> list[str]:
    """Return who was acknowledged and is not there, who is there twice or without having asked, and other answers."""
    counted = Counter(email for _pk, email, _key, _state, _wishes in kept["people"])
    faults = [f"{email_of(number)} was lost" for number in crowd.acknowledged if not counted[email_of(number)]]
    faults += [f"{email} is there {times} times" for email, times in counted.items() if times > 1]
    others = {status: times for status, times in crowd.statuses.items() if status != TAKEN}
    return [*faults, f"other answers: {others}"] if others else faults


def _torn(way: Way, kept: dict[str, Any]) -> list[str]:
    """Return which registrations are not whole: key, place, wishes in their order, one entry in an unbroken trail."""
    trail = Counter((action, subject) for action, subject in kept["trail"])
    faults = [f"the trail of {scope} is broken" for scope in kept["broken"]]
    for pk, email, key, state, wishes in kept["people"]:
        number = int(email.removeprefix("proef").partition("@")[0])
        found = (key, state, wishes, trail["participant.registered", f"participant:{pk}"])
        if found != (str(key_of(number)), "registered", way.wished(number), 1):
            faults.append(f"{email} is torn: {found}")
    return faults


def _mailed(kept: dict[str, Any], post: Post, kills: int) -> list[str]:
    """Return whose mail did not come, came under two Message-IDs, or more often than the sender was killed."""
    rows = Counter((about, kind) for about, _to, kind, _state, _id in kept["mails"])
    wanted = Counter((pk, "registered") for pk, *_rest in kept["people"])
    faults = (
        []
        if rows == wanted
        else [f"{sum((rows - wanted).values())} mails too many, {sum((wanted - rows).values())} too few"]
    )
    faults += [f"the mail to {to} is {state}" for _about, to, _kind, state, _id in kept["mails"] if state != "sent"]
    came, sent = Counter(post.came), {(message_id, to) for _about, to, _kind, _state, message_id in kept["mails"]}
    if set(came) != sent:
        faults.append(f"{len(sent - set(came))} mails did not come, {len(set(came) - sent)} came that are not ours")
    doubles = len(post.came) - len(came)
    return [*faults, f"{doubles} mails came again, in {kills} kills"] if doubles > kills else faults


if __name__ == "__main__":
    sys.exit(main())
