# SPDX-License-Identifier: EUPL-1.2
"""A process that has the site in memory and starts it in a moment, by forking: servers, workers, questions.

Reads a line of JSON per command and answers with one: `["web", port, workers, threads]` and `["worker"]` start
something, in a process group of its own that can be killed as a whole, and answer its id; the names in QUESTIONS do
something in a child and answer what came of it. A fork of this process is what a fresh start is, without the seconds
of importing.
"""

# ruff: noqa: ANN401, PLC0415  (what JSON and WSGI hand over has no type; Django is set up first)

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from benchmarks.load import placing

MODULES = (
    "regiodag.config.wsgi",
    "django_tasks_db.management.commands.db_worker",
    "gunicorn.app.base",
    "gunicorn.arbiter",
    "gunicorn.workers.gthread",
)
"""What is had in memory, too."""

LATER = 10
"""How much the worker that mails stands back for the pages (nice), as docs/how-to/run-the-site.md says."""

WISHES = 5
WORKSHOPS = 6


def main() -> None:
    """Answer commands until there are no more."""
    import django

    django.setup()
    _warm()
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        if name == "unlock":
            unlock()
            answer: Any = None
        else:
            answer = _begun(SERVICES[name], arguments) if name in SERVICES else _asked(QUESTIONS[name], arguments)
        print(json.dumps(answer), flush=True)
        _reap()


def _warm() -> None:
    """Have in memory what the first request would read: addresses, translations, templates. No database."""
    from importlib import import_module

    from django.template.loader import get_template
    from django.urls import get_resolver
    from django.utils import translation

    for module in MODULES:
        import_module(module)
    get_resolver().reverse("page", "00000000-0000-0000-0000-000000000000")
    for name in ("about.txt", "about.html"):
        get_template(f"registrations/mail/{name}")
    for language in ("nl", "en"):
        with translation.override(language):
            translation.gettext("")


def _reap() -> None:
    """Forget the children that are gone."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def _begun(do: Callable[..., None], arguments: list[Any]) -> int:
    """Do it in a child with a process group of its own; return its id."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        do(*arguments)
        status = 0
    finally:
        os._exit(status)


def _asked(do: Callable[..., Any], arguments: list[Any]) -> Any:
    """Do it in a child, so that this process never has a connection to the database; return what it answers."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with os.fdopen(writing, "w", encoding="utf-8") as way:
                way.write(json.dumps(do(*arguments)))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as way:
        answer = way.read()
    os.waitpid(child, 0)
    return json.loads(answer)


def web(port: int, workers: int, threads: int) -> None:
    """Serve the site with gunicorn as docs/how-to/run-the-site.md says."""
    from gunicorn.app.base import BaseApplication

    from regiodag.config.wsgi import application

    class Web(BaseApplication):  # type: ignore[misc]  # no annotations
        def load_config(self) -> None:
            served = {"bind": f"127.0.0.1:{port}", "workers": workers, "threads": threads, "loglevel": "error"}
            for name, value in served.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    Web().run()


def worker() -> None:
    """Deliver mail as it is asked for."""
    from django.core.management import call_command

    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.nice(LATER)
    call_command("db_worker", interval=0.05, startup_delay=False, verbosity=0, queue_name="*")


def placer() -> None:
    """Place people as docs/how-to/run-the-site.md says."""
    from django.core.management import call_command

    signal.signal(signal.SIGINT, signal.default_int_handler)
    call_command("db_worker", verbosity=0, queue_name="placements", interval=0.25)


def prepare() -> dict[str, Any]:
    """Make the tables that are not there, and a day; return what a client has to know to register for it."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return make_day()


def make_day(capacity: int | None = None) -> dict[str, Any]:
    """Make an open day with workshops to rank; return what a client has to know to register for it."""
    from regiodag.days.models import Day, Series, Workshop
    from regiodag.registrations.forms.register import name_of
    from regiodag.registrations.models import RegistrationForm
    from regiodag.registrations.queries import fields_of

    series = Series.objects.create(title="Gemeten dagen (fictief)")
    day = Day.objects.create(
        series=series, title="Gemeten dag", date=date(2030, 9, 12), state="open", capacity=capacity
    )
    RegistrationForm.objects.filter(day=day).update(wishes=WISHES)
    made = [Workshop.objects.create(day=day, title=f"Workshop {at}", maximum=99) for at in range(WORKSHOPS)]
    wishes = next(name_of(each) for each in fields_of(day) if each.kind == "wishes")
    return {"day": str(day.pk), "wishes": wishes, "workshops": [str(each.pk) for each in made]}


def make_chairs(races: int, people: int) -> dict[str, Any]:
    """Make a published day with a session of one chair for each race, and people who have a workshop without end.

    Returns the day, the session that all have, and of each race its session and the links of its people.
    """
    from regiodag.days.models import Day, Round, Series, Session, Workshop
    from regiodag.placements.models import ChangeRules, Publication, Published
    from regiodag.registrations.links import sign, token_of
    from regiodag.registrations.models import Participant

    series = Series.objects.create(title="Gemeten dagen (fictief)")
    day = Day.objects.create(series=series, title="Gemeten dag", date=date(2030, 9, 12), state="published")
    ChangeRules.objects.create(day=day, allowed=True)
    rnd = Round.objects.create(day=day, number=1)

    def session(title: str, chairs: int) -> str:
        workshop = Workshop.objects.create(day=day, title=title, maximum=chairs)
        return str(Session.objects.create(workshop=workshop, round=rnd).pk)

    def person(number: int) -> Participant:
        email = f"proef{number}@example.org"
        found = Participant(day=day, given_name=f"Proef{number}", family_name="Voorbeeld", email=email)
        sign(found)
        found.save(force_insert=True)
        return found

    home, everybody = session("Thuis", races * people), [person(number) for number in range(races * people)]
    seats = {str(each.pk): [home] for each in everybody}
    made = Publication.objects.create(day=day, number=1, name="gemeten", seats=seats)
    Published.objects.create(day=day, publication=made)
    links = [token_of(each) for each in everybody]
    told = [
        {"session": session(f"Workshop {race}", 1), "people": links[race * people : (race + 1) * people]}
        for race in range(races)
    ]
    return {"day": str(day.pk), "home": home, "races": told}


def chairs(day_id: str) -> dict[str, int]:
    """Return how many people have a chair in each session of a day."""
    from regiodag.days.models import Day
    from regiodag.placements.queries.own import chairs_taken
    from regiodag.placements.queries.published import current, seats_now

    day = Day.objects.get(pk=UUID(day_id))
    return dict(chairs_taken(day, seats_now(current(day))))


def board(people: int, sessions: int) -> dict[str, Any]:
    """Make the tables that are not there, and a day with a placement; return what whoever measures its board needs."""
    from benchmarks.board_day import make_board

    prepare()
    return make_board(people, sessions)


def sweep() -> int:
    """Let the leases of workers that were killed be over, and finish what they left; return what still waits."""
    from django.utils import timezone

    from regiodag.messages.models import Mail
    from regiodag.messages.sweepers import sweep as finish

    Mail.objects.exclude(lease=None).update(lease=timezone.now() - timedelta(seconds=1))
    Mail.objects.exclude(retry_at=None).update(retry_at=None)
    finish()
    return Mail.objects.filter(state=Mail.State.QUEUED).count()


def tell(day_id: str) -> dict[str, Any]:
    """Return all that is kept of the registrations of a day."""
    from regiodag.accounts import audit
    from regiodag.accounts.models import AuditEntry
    from regiodag.messages.models import Mail
    from regiodag.registrations.models import Participant

    people = Participant.objects.filter(day=UUID(day_id)).prefetch_related("preferences").order_by("queued", "pk")
    return {
        "people": [
            [str(each.pk), each.email, str(each.submission), each.state,
             [str(wish.workshop_id) for wish in each.preferences.all()]]
            for each in people
        ],
        "mails": [[str(each.about), each.to, each.kind, each.state, each.message_id] for each in Mail.objects.all()],
        "trail": list(AuditEntry.objects.order_by("number").values_list("action", "subject")),
        "broken": [str(scope) for scope in audit.scopes() if audit.first_broken(scope) is not None],
    }  # fmt: skip


def states(day_id: str) -> list[list[str]]:
    """Return address and state of everybody who registered for a day."""
    from regiodag.registrations.models import Participant

    return [list(each) for each in Participant.objects.filter(day=UUID(day_id)).values_list("email", "state")]


def unlock() -> None:
    """Let what is started from now on give places and chairs without holding the day, without line and transaction."""
    from contextlib import nullcontext
    from inspect import unwrap
    from types import SimpleNamespace

    from regiodag.accounts import audit
    from regiodag.placements.actions.own import take_chair
    from regiodag.placements.views import own
    from regiodag.registrations.actions import register

    setattr(audit, "hold", lambda _scope: None)  # noqa: B010  (as the type checker sees it, no function changes)
    for name in ("record", "append"):
        setattr(audit, name, lambda *_about, **_facts: None)
    setattr(register, "transaction", SimpleNamespace(atomic=nullcontext))  # noqa: B010  (as above)
    setattr(register, "together", lambda _subject, work: work())  # noqa: B010  (as above)
    setattr(own, "take_chair", unwrap(take_chair))  # noqa: B010  (as above)


SERVICES: dict[str, Callable[..., None]] = {"web": web, "worker": worker, "placer": placer}
QUESTIONS: dict[str, Callable[..., Any]] = {
    "prepare": prepare, "make_day": make_day, "board": board, "sweep": sweep, "tell": tell, "states": states,
    "make_published": placing.make_published, "ask_run": placing.ask_run, "run_state": placing.run_state,
    "run_times": placing.run_times, "file_seconds": placing.file_seconds,
    "published": placing.published, "sweep_runs": placing.sweep_runs,
    "make_chairs": make_chairs, "chairs": chairs,
}  # fmt: skip

if __name__ == "__main__":
    main()
