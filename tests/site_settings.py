# SPDX-License-Identifier: EUPL-1.2
"""The settings of the site as it is tested: its own, with fast passwords and a database per run.

`TEST_DATABASE_URL` names another database than SQLite; `scripts/test` runs the same tests on PostgreSQL with it.
"""

from __future__ import annotations

import os
import tempfile

os.environ["SECRET_KEY"] = "only-for-tests"  # noqa: S105
os.environ["REGIODAG_DATA"] = (_data := tempfile.TemporaryDirectory(prefix="regiodag-test-")).name
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", f"sqlite:///{os.environ['REGIODAG_DATA']}/db.sqlite3")
os.environ.pop("REGIODAG_DEMO", None)

from regiodag.config.settings import *  # noqa: F403  (the environment comes first)
from regiodag.config.settings import DATABASES, QUEUES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nobody waits for a disk: what lasts when a machine is killed is looked at by tests/faults, with settings of real use.
_real = DATABASES["default"]
if "sqlite" in os.environ["DATABASE_URL"]:
    _hasty = {"init_command": _real["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF")}
    _test = {"NAME": f"{os.environ['REGIODAG_DATA']}/test.sqlite3"}
else:
    _hasty, _test = {"options": "-c synchronous_commit=off"}, {}
DATABASES = {"default": {**_real, "OPTIONS": {**_real.get("OPTIONS", {}), **_hasty}, "TEST": _test}}
# A file is looked for when it is asked for: the client of each test would go through all of them beforehand.
WHITENOISE_AUTOREFRESH = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": QUEUES}}
AXES_ENABLED = False
