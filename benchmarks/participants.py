# SPDX-License-Identifier: EUPL-1.2
"""How long an organiser waits for a page about 5,000 participants: `.venv/bin/python -m benchmarks.participants`.

A site of its own in a folder that is thrown away, on SQLite; each page is asked for without a browser, in one process.
What is told is the time of the processor: all that this process does, the database in it, and nothing of what else the
machine is busy with.
"""

# ruff: noqa: ANN401, PLC0415  (a day is whatever it is; Django is set up first; it prints)

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from typing import Any

PEOPLE = 5000
ORGANISATIONS = 600
TIMES = 7


def prepared(data: str) -> tuple[Any, Any]:
    """Return the day of the demonstration with thousands of participants more, and a browser of its organiser."""
    os.environ |= {"SECRET_KEY": "only to measure", "REGIODAG_DEMO": "1", "REGIODAG_DATA": data}
    os.environ["DJANGO_SETTINGS_MODULE"] = "regiodag.config.settings"
    import django

    django.setup()
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from regiodag.demo.day import make_demo

    owner, day = make_demo(date(2030, 1, 1))
    TOTP.activate(owner, generate_totp_secret())
    fill(day, random.Random(5))
    client = Client()
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return day, client


def fill(day: Any, rng: random.Random) -> None:
    """Add participants of hundreds of organisations, each with four wishes."""
    from regiodag.registrations.links import sign
    from regiodag.registrations.models import Organisation, Participant, Preference

    names = ["".join(rng.choices("abdegiklmnoprstu", k=9)).title() for _at in range(ORGANISATIONS)]
    organisations = [Organisation(day=day, name=f"Stichting {name} (fictief)") for name in names]
    Organisation.objects.bulk_create(organisations)
    people = []
    for at in range(PEOPLE - day.participants.count()):
        organisation = rng.choice(organisations)
        people.append(
            Participant(
                day=day,
                given_name=f"Voornaam{at}",
                family_name="".join(rng.choices("abdegiklmnoprstu", k=8)).title(),
                email=f"deelnemer{at}@regiodag.example",
                organisation=organisation,
                organisation_typed=organisation.name,
            )
        )
        sign(people[-1])
    Participant.objects.bulk_create(people, batch_size=500)
    workshops = list(day.workshops.all())
    wishes = [
        Preference(participant=each, workshop=workshop, rank=rank)
        for each in people
        for rank, workshop in enumerate(rng.sample(workshops, 4), 1)
    ]
    Preference.objects.bulk_create(wishes, batch_size=1000)


def asked(day: Any, client: Any) -> dict[str, Callable[[], Any]]:
    """Return what is measured, by name."""
    from regiodag.registrations.export import AT_FIRST, workbook_of
    from regiodag.registrations.queries_participants import Filters

    here = f"/days/{day.pk}/"
    htmx = {"HX-Request": "true"}
    return {
        "the list, first page": lambda: client.get(f"{here}participants/"),
        "the list, last page": lambda: client.get(f"{here}participants/?page=100"),
        "in order of organisation": lambda: client.get(f"{here}participants/?sort=organisation"),
        "while typing a name": lambda: client.post(f"{here}participants/", {"words": "voornaam49"}, headers=htmx),
        "without wishes": lambda: client.get(f"{here}participants/?wishes=none"),
        f"organisations ({ORGANISATIONS}), with proposals": lambda: client.get(f"{here}organisations/"),
        "wishes at a glance": lambda: client.get(f"{here}wanted/"),
        "the spreadsheet of everybody": lambda: workbook_of(day, Filters(), AT_FIRST, sensitive=False),
    }


def main() -> int:
    """Measure and print a table."""
    with tempfile.TemporaryDirectory() as data:
        day, client = prepared(data)
        print(f"{day.participants.count()} participants\n\n| page | median, seconds of a processor |\n| --- | --- |")
        for name, ask in asked(day, client).items():
            seconds = []
            for _time in range(TIMES):
                start = time.process_time()
                answer = ask()
                seconds.append(time.process_time() - start)
                if getattr(answer, "status_code", 200) != 200:  # noqa: PLR2004  (a page that is there)
                    print(f"{name}: answered {answer.status_code}", file=sys.stderr)
                    return 1
            print(f"| {name} | {statistics.median(seconds):.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
