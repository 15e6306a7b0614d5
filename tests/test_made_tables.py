# SPDX-License-Identifier: EUPL-1.2
"""Tables that are copied are those that migrating makes, and come back as they were after a test that commits."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.timezone import now

from made_tables import ROOT, emptied, fingerprint, sources
from regiodag.accounts.models import AuditDetail, AuditEntry
from regiodag.days.models import Series

OF_THE_SITE = re.compile(r"^(?:import|from) (regiodag\S*)", re.MULTILINE)


def noted() -> None:
    entry = AuditEntry.objects.create(scope=UUID(int=1), number=1, at=now(), action="test", digest="0")
    AuditDetail.objects.create(entry=entry)


@pytest.mark.django_db
def test_copy_has_the_tables_of_all_migrations() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}  # noqa: SLF001  (documented)
    assert tables - {*connection.introspection.table_names()} == set()


@pytest.mark.django_db
def test_migrations_make_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_rows_are_gone_after_emptying_and_what_migrating_left_and_the_guard_are_there() -> None:
    permissions = list(Permission.objects.order_by("pk").values_list("pk", "codename"))
    Series.objects.create(title="Netwerkdagen")
    noted()
    emptied()
    assert (Series.objects.count(), AuditEntry.objects.count()) == (0, 0)
    assert list(Permission.objects.order_by("pk").values_list("pk", "codename")) == permissions
    noted()
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_auditentry")


def test_other_content_or_another_name_has_another_fingerprint(tmp_path: Path) -> None:
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    found = []
    for path, content in ((one, "a"), (one, "b"), (other, "b")):
        path.write_text(content, encoding="utf-8")
        found.append(fingerprint([path]))
    one.write_text("a", encoding="utf-8")
    assert (len(set(found)), fingerprint([one])) == (3, found[0])


def test_migrations_need_nothing_of_the_site_but_what_the_fingerprint_is_of() -> None:
    known = {each.relative_to(ROOT / "src").with_suffix("") for each in sources() if each.is_relative_to(ROOT / "src")}
    modules = {".".join(each.parts).removesuffix(".__init__") for each in known}
    migrations = [each for each in sources() if each.parent.name == "migrations"]
    named = {name for each in migrations for name in OF_THE_SITE.findall(each.read_text(encoding="utf-8"))}
    assert len(migrations) > 30
    assert named - modules == set()
