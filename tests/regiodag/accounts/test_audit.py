# SPDX-License-Identifier: EUPL-1.2
"""Who did what: the chain notices whatever is done to it, and the database refuses most of that to begin with."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import AuditChain, AuditDetail, AuditEntry, User
from regiodag.accounts.roles import Role

pytestmark = pytest.mark.django_db

SCOPE = UUID(int=7)
GREETED = audit.action("test.greeted", _("invited {email} as {role}"), role=Role)
GUARD = import_module("regiodag.accounts.migrations.0003_append_only")


@pytest.fixture
def ann() -> User:
    return User.objects.create_user("ann@example.org", name="Ann")


@pytest.fixture
def five(ann: User) -> list[AuditEntry]:
    """Five entries, one after another."""
    return [
        audit.record(ann, GREETED, SCOPE, f"thing:{number}", email=f"{number}@example.org", role="viewer")
        for number in range(1, 6)
    ]


@pytest.fixture
def unguarded(db: None) -> None:
    """Whoever can change tables can take the guard away: the chain must notice then."""
    drop = [f"DROP TRIGGER {name}" for name in GUARD.SQLITE]
    with connection.cursor() as cursor:
        for statement in drop if connection.vendor == "sqlite" else GUARD.POSTGRESQL_BACK:
            cursor.execute(statement)


def refused(change: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            change()
    except DatabaseError as error:
        return GUARD.MESSAGE in str(error)
    return False


def test_chain_of_entries_holds(five: list[AuditEntry]) -> None:
    assert [entry.number for entry in five] == [1, 2, 3, 4, 5]
    assert len({entry.digest for entry in five}) == 5
    assert audit.first_broken(SCOPE) is None


def test_chain_without_entries_holds() -> None:
    assert audit.first_broken(SCOPE) is None


def test_chains_of_two_days_know_nothing_of_each_other(five: list[AuditEntry], ann: User) -> None:
    other = audit.record(ann, GREETED, UUID(int=8))
    assert (other.number, audit.scopes()) == (1, [SCOPE, UUID(int=8)])


def test_database_refuses_to_change_or_delete_an_entry(five: list[AuditEntry]) -> None:
    entries = AuditEntry.objects.filter(pk=five[1].pk)
    assert refused(lambda: entries.update(action="test.other"))
    assert refused(entries.delete)
    assert refused(lambda: AuditEntry.objects.filter(scope=SCOPE).update(actor=None))
    assert audit.first_broken(SCOPE) is None


def test_words_of_an_entry_can_be_erased_and_the_chain_still_holds(five: list[AuditEntry]) -> None:
    AuditDetail.objects.filter(entry=five[0]).delete()
    AuditDetail.objects.filter(entry=five[1]).update(actor="", facts={"role": "viewer"})
    first, second = AuditEntry.objects.filter(scope=SCOPE).order_by("number")[:2]
    assert audit.first_broken(SCOPE) is None
    with translation.override("en"):
        assert (audit.who(first), audit.told(first)) == ("…", "test.greeted")
        assert (audit.who(second), audit.told(second)) == ("…", "invited … as viewer")


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    "changed",
    [
        {"action": "test.other"},
        {"subject": "thing:9"},
        {"actor": UUID(int=9)},
        {"at": "2026-01-01T00:00:00Z"},
        {"digest": "0" * 64},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_entry_that_was_changed_is_noticed(five: list[AuditEntry], changed: dict[str, object]) -> None:
    AuditEntry.objects.filter(pk=five[2].pk).update(**changed)
    assert audit.first_broken(SCOPE) == 3


@pytest.mark.usefixtures("unguarded")
def test_entry_that_was_moved_to_another_day_is_noticed(five: list[AuditEntry]) -> None:
    AuditEntry.objects.filter(pk=five[0].pk).update(scope=UUID(int=8))
    assert (audit.first_broken(SCOPE), audit.first_broken(UUID(int=8))) == (1, 1)


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("number", [1, 3, 5])
def test_entry_that_was_removed_is_noticed(five: list[AuditEntry], number: int) -> None:
    AuditEntry.objects.filter(pk=five[number - 1].pk).delete()
    assert audit.first_broken(SCOPE) == number


@pytest.mark.usefixtures("unguarded")
def test_tail_that_was_cut_off_is_noticed(five: list[AuditEntry]) -> None:
    AuditEntry.objects.filter(scope=SCOPE, number__gt=3).delete()
    assert audit.first_broken(SCOPE) == 4


@pytest.mark.usefixtures("unguarded")
def test_all_entries_gone_is_noticed(five: list[AuditEntry]) -> None:
    AuditEntry.objects.filter(scope=SCOPE).delete()
    assert audit.first_broken(SCOPE) == 1


@pytest.mark.usefixtures("unguarded")
def test_head_that_is_gone_is_noticed(five: list[AuditEntry]) -> None:
    AuditChain.objects.filter(scope=SCOPE).delete()
    assert audit.first_broken(SCOPE) == 6


@pytest.mark.usefixtures("unguarded")
def test_entry_that_was_slipped_in_is_noticed(five: list[AuditEntry]) -> None:
    for entry in reversed(five[2:]):
        AuditEntry.objects.filter(pk=entry.pk).update(number=entry.number + 1)
    slipped = AuditEntry(scope=SCOPE, number=3, at=five[2].at, action="test.greeted")
    slipped.digest = audit.digest_of(slipped, five[1].digest)
    slipped.save()
    assert audit.first_broken(SCOPE) == 4


def test_entry_that_was_added_behind_the_back_of_the_chain_is_noticed(five: list[AuditEntry]) -> None:
    added = AuditEntry(scope=SCOPE, number=6, at=five[4].at, action="test.greeted")
    added.digest = audit.digest_of(added, five[4].digest)
    added.save()
    assert audit.first_broken(SCOPE) == 7


@pytest.mark.usefixtures("unguarded")
def test_entries_that_changed_places_are_noticed(five: list[AuditEntry]) -> None:
    AuditEntry.objects.filter(pk=five[1].pk).update(number=99)
    AuditEntry.objects.filter(pk=five[2].pk).update(number=2)
    AuditEntry.objects.filter(pk=five[1].pk).update(number=3)
    assert audit.first_broken(SCOPE) == 2


def test_command_says_that_all_chains_hold(five: list[AuditEntry]) -> None:
    said = StringIO()
    call_command("audit_check", stdout=said)
    assert said.getvalue() == "All 1 chains hold.\n"


@pytest.mark.usefixtures("unguarded")
def test_command_names_the_first_broken_entry_of_every_broken_chain(five: list[AuditEntry], ann: User) -> None:
    other = audit.record(ann, GREETED, UUID(int=8))
    AuditEntry.objects.filter(pk__in=[five[3].pk, other.pk]).update(action="test.other")
    with pytest.raises(CommandError) as failed:
        call_command("audit_check")
    assert failed.value.returncode == 1
    assert str(failed.value).splitlines() == [
        f"{SCOPE}: entry 4 is not as it was written",
        f"{UUID(int=8)}: entry 1 is not as it was written",
    ]


def test_entry_is_told_in_the_language_of_the_reader_with_codes_as_words(five: list[AuditEntry]) -> None:
    told = {}
    for language in ("nl", "en"):
        with translation.override(language):
            told[language] = audit.told(five[0])
    assert told == {
        "nl": "nodigde 1@example.org uit als meekijker",
        "en": "invited 1@example.org as viewer",
    }


def test_addresses_are_struck_out_for_whoever_may_not_read_them(five: list[AuditEntry]) -> None:
    nameless = audit.record(User.objects.create_user("bo@example.org"), GREETED, SCOPE, email="x@y.nl", role="new")
    with translation.override("en"):
        assert audit.told(nameless, addresses=False) == "invited … as new"
        assert (audit.who(nameless, addresses=False), audit.who(nameless)) == ("…", "bo@example.org")
        assert (audit.who(five[0], addresses=False)) == "Ann"


def test_entry_of_an_action_that_no_longer_exists_shows_its_code(ann: User) -> None:
    entry = audit.record(ann, audit.Action("gone.long.ago", "…", {}), SCOPE)
    assert audit.told(entry) == "gone.long.ago"


def test_code_of_an_action_is_taken_once() -> None:
    with pytest.raises(ValueError, match=r"two actions are called test\.greeted"):
        audit.action("test.greeted", "again")


def test_entry_of_the_site_itself_has_no_actor() -> None:
    entry = audit.record(None, GREETED)
    assert (entry.scope, entry.actor, audit.who(entry)) == (audit.SITE, None, "…")


def test_texts_of_records_name_no_more_than_they_must(five: list[AuditEntry]) -> None:
    chain = AuditChain.objects.get(scope=SCOPE)
    assert (str(chain), str(five[0]), str(five[0].detail)) == (str(SCOPE), "1 test.greeted", "Ann")
