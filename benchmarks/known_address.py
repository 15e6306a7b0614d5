# SPDX-License-Identifier: EUPL-1.2
"""Does the time of an answer tell whether an address is registered? Known and unknown addresses, in turn.

    .venv/bin/python -m benchmarks.known_address [--tries 60]

A site of its own in a temporary folder, with the settings of real use and SQLite; each request goes through all of it.
Prints the median of each and the gap between, by the clock and in time of the processor, which other programs on the
machine do not change; fails when a gap by the clock is 5 ms or more (the promise of the site).
"""

# ruff: noqa: PLC0415  (Django is set up first)

from __future__ import annotations

import argparse
import os
import secrets
import statistics
import sys
import tempfile
import time
import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regiodag.days.models import Day

MOST = 5.0
"""Milliseconds between the medians."""


def main() -> None:
    """Measure registering and asking for a link."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=60, help="of each")
    tries = parser.parse_args().tries
    with tempfile.TemporaryDirectory() as folder:
        day = _prepared(folder, tries)
        gaps = [_gap(day, what, tries) for what in ("register", "link-again")]
    if max(gaps) >= MOST:
        sys.exit("the time tells who is registered")


def _prepared(folder: str, tries: int) -> Day:
    """Set up a site with an open day, and as many people who registered as there will be tries."""
    os.environ |= {"SECRET_KEY": secrets.token_urlsafe(), "REGIODAG_DATA": folder, "REGIODAG_DEMO": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "regiodag.config.settings"
    import django

    django.setup()
    from datetime import date

    from django.core.management import call_command

    from regiodag.demo.day import make_demo

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    day = make_demo(date(2030, 1, 1))[1]
    day.state = "open"
    day.save()
    for at in range(tries):
        _post(day, "register", f"known{at}@example.org")
    return day


def _gap(day: Day, what: str, tries: int) -> float:
    """Return the milliseconds between the medians of known and unknown addresses, tried in turn."""
    times: dict[str, list[tuple[float, float]]] = {"known": [], "unknown": []}
    for at in range(tries):
        for which in times if at % 2 else reversed(times):
            start = time.perf_counter(), time.process_time()
            _post(day, what, f"{which}{at}@example.org")
            times[which].append((time.perf_counter() - start[0], time.process_time() - start[1]))
    gaps = [_told(what, name, times, at, tries) for at, name in enumerate(("by the clock", "of the processor"))]
    return gaps[0]


def _told(what: str, name: str, times: dict[str, list[tuple[float, float]]], at: int, tries: int) -> float:
    """Print the medians of one of both clocks, and return the gap between them in milliseconds."""
    known, unknown = (1000 * statistics.median(each[at] for each in found) for found in times.values())
    gap = abs(known - unknown)
    print(f"{what}, {name}: known {known:.2f} ms, unknown {unknown:.2f} ms, gap {gap:.2f} ms ({tries} of each)")
    return gap


def _post(day: Day, what: str, email: str) -> None:
    from django.core.cache import cache
    from django.test import Client
    from django.urls import reverse

    from regiodag.registrations.forms.register import name_of
    from regiodag.registrations.queries import fields_of

    cache.clear()  # how often one visitor may ask is not what is measured
    sent: dict[str, Any] = {"key": str(uuid.uuid4()), "given_name": "Ada", "family_name": "Voorbeeld", "email": email}
    workshops = [str(each.pk) for each in day.workshops.all()]
    for each in fields_of(day):
        sent[name_of(each)] = workshops[:4] if each.kind == "wishes" else "geen noten"
    answer = Client(SERVER_NAME="localhost").post(reverse(what, args=[day.pk]), sent)
    if answer.status_code != 302:  # noqa: PLR2004
        sys.exit(f"{what} answered {answer.status_code}")


if __name__ == "__main__":
    main()
