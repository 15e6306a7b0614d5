# SPDX-License-Identifier: EUPL-1.2
"""What is deleted is in no file of the database any more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from regiodag.database.sqlite.log import empty_log

ERASED = """
import json, sys
from pathlib import Path
import django
django.setup()
from django.db import connections
from regiodag.days.models import Day, Series
from regiodag.registrations.actions.erase import erase
from regiodag.registrations.actions.register import Submission, register
from regiodag.messages.sweepers import sweep

def files():
    return sorted(each.name for each in Path(sys.argv[1]).iterdir() if b"kanarie" in each.read_bytes().lower())

day = Day.objects.create(series=Series.objects.create(title="Reeks"), title="Dag", state="open")
bird = register(day, Submission("Kanarie", "Kanarie", "kanarie@example.org", function="kanarie")).participant
told = [files()]
if sys.argv[2] == "read":
    reader = connections.create_connection("default")
    cursor = reader.cursor()
    cursor.execute("BEGIN")
    cursor.execute("SELECT count(*) FROM registrations_participant")
    cursor.fetchall()
erase(bird)
told.append(files())
if sys.argv[2] == "read":
    reader.close()
    sweep()
    told.append(files())
print(json.dumps(told))
"""


def erased(folder: Path, *, read: bool) -> list[list[str]]:
    """The files that name somebody: before erasing, after it, after the next sweep. read: somebody reads meanwhile."""
    environment = {
        **os.environ, "SECRET_KEY": "of this test", "REGIODAG_DATA": str(folder), "SITE_ADDRESS": "http://127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "regiodag.config.settings",
    }  # fmt: skip
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", ERASED, str(folder), "read" if read else "alone"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.usefixtures("tables")
def test_who_is_erased_is_in_no_file_of_the_database(tmp_path: Path) -> None:
    assert erased(tmp_path, read=False) == [["regiodag.sqlite3-wal"], []]


@pytest.mark.usefixtures("tables")
def test_who_is_erased_while_somebody_reads_is_in_no_file_after_the_next_sweep(tmp_path: Path) -> None:
    before, held, swept = erased(tmp_path, read=True)
    assert (before, held != [], swept) == (["regiodag.sqlite3-wal"], True, [])


@pytest.mark.django_db
def test_nothing_is_emptied_in_a_transaction() -> None:
    assert empty_log() is (connection.vendor != "sqlite")
