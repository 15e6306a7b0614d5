# SPDX-License-Identifier: EUPL-1.2
"""The commands of the site, run as whoever runs it does: as programs, on a database in a file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mail_server import serving

PROGRAM = str(Path(sys.executable).with_name("regiodag"))


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a site with its tables: making them takes longer than all that is done with them."""
    data = tmp_path_factory.mktemp("site")
    for command in ("migrate", "createcachetable"):
        assert run(environment(data), command, "-v0").returncode == 0
    return data


@pytest.fixture
def site(new_site: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a new site."""
    return environment(Path(shutil.copytree(new_site, tmp_path / "data")))


def environment(data: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return {**kept, "SECRET_KEY": "x" * 50, "REGIODAG_DATA": str(data)}


def run(site: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PROGRAM, *words], env=site, capture_output=True, text=True, check=False)


def change(site: dict[str, str], *statements: str) -> None:
    with closing(sqlite3.connect(Path(site["REGIODAG_DATA"]) / "regiodag.sqlite3")) as database, database:
        for statement in statements:
            database.execute(statement)


WRITE = (
    "INSERT INTO accounts_auditentry (scope, number, at, action, subject, digest) "
    "VALUES ('00000000000000000000000000000007', 1, '2026-11-28 20:00:00', 'x', '', 'not the digest')"
)


def test_record_is_checked_and_what_does_not_belong_there_is_named(site: dict[str, str]) -> None:
    whole = run(site, "audit_check")
    assert (whole.returncode, whole.stdout, whole.stderr) == (0, "All 0 chains hold.\n", "")
    change(site, WRITE)
    broken = run(site, "audit_check")
    named = "CommandError: 00000000-0000-0000-0000-000000000007: entry 1 is not as it was written\n"
    assert (broken.returncode, broken.stdout, broken.stderr) == (1, "", named)


@pytest.mark.parametrize(
    "statement", ["UPDATE accounts_auditentry SET action = 'y'", "DELETE FROM accounts_auditentry"]
)
def test_database_refuses_also_who_goes_around_the_program(site: dict[str, str], statement: str) -> None:
    change(site, WRITE)
    with pytest.raises(sqlite3.IntegrityError, match="append only"):
        change(site, statement)


def test_first_organiser_gets_a_link_and_mail_is_delivered(site: dict[str, str]) -> None:
    link = run(site, "login_link", "Robin@example.org")
    assert link.stdout.startswith("http://localhost:8000/login-link/")
    now = "2026-11-28 20:00:00"
    row = (
        f"('{'a' * 32}', 'ann@example.org', 'r@example.org', '', 'Dag', 'Tekst', '', '<1@x>', 'queued', '{now}', 0,"
        " '', '', '', '')"
    )
    columns = (
        '(id, "to", sender, reply_to, subject, text, html, message_id, state, made, attempts,'
        " reason, kind, version, calendar)"
    )
    change(site, f"INSERT INTO outbox_mail {columns} VALUES {row}")  # noqa: S608  (our own words)
    with serving() as server:
        swept = run({**site, "EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}, "sweep")
    assert (swept.returncode, swept.stdout, swept.stderr) == (0, "", "")
    assert [(mail["To"], mail["Subject"], mail["Message-ID"]) for mail in server.mails] == [
        ("ann@example.org", "Dag", "<1@x>")
    ]
