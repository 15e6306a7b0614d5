# SPDX-License-Identifier: EUPL-1.2
"""Statements do what their SQL says, on a connection that knows them and on one that does not, also after a mistake."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from regiodag.accounts.models import AuditChain
from regiodag.database.rows import insert, update
from regiodag.database.statements import Statement, execute, sent_at_once

pytestmark = pytest.mark.django_db


def answer(statement: Statement, *values: object) -> object:
    with connection.cursor() as cursor:
        execute(connection, cursor, statement, values)
        return cursor.fetchone()


def chain(length: int = 0) -> AuditChain:
    return AuditChain(scope=uuid4(), length=length)


def lengths() -> list[int]:
    return sorted(AuditChain.objects.filter(length__gt=0).values_list("length", flat=True))


def test_values_and_percent_signs_stand_where_they_belong() -> None:
    told = Statement("SELECT length FROM accounts_auditchain WHERE digest LIKE 'a%%' AND length = %s AND scope = %s")
    kept = AuditChain.objects.create(scope=uuid4(), length=7, digest="abc")
    scope = kept.pk if connection.vendor == "postgresql" else kept.pk.hex
    assert [answer(told, 7, scope), answer(told, 8, scope), answer(Statement("SELECT 5"))] == [(7,), None, (5,)]


def test_statement_is_prepared_once_and_on_each_connection_anew() -> None:
    five = Statement("SELECT 5")
    with CaptureQueriesContext(connection) as asked:
        found = [answer(five) for _time in range(3)]
    prepared = sum(each["sql"].startswith("PREPARE") for each in asked)
    assert (found, prepared) == ([(5,)] * 3, int(connection.vendor == "postgresql"))


@pytest.mark.django_db(transaction=True)
def test_statement_is_known_anew_on_a_connection_that_was_opened_again() -> None:
    five = Statement("SELECT 5")
    before = answer(five)
    connection.close()
    assert (before, answer(five)) == ((5,), (5,))


def test_what_is_sent_at_once_is_there_afterwards() -> None:
    first, second = chain(3), chain(4)
    with transaction.atomic(), sent_at_once():
        insert([first, second])
        first.length = 5
        update(first, "length")
    assert lengths() == [4, 5]


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_among_it_takes_all_along_and_is_forgotten() -> None:
    connection.close()  # a connection that knows no statement yet
    first = chain(3)
    insert([first])

    def wrong() -> None:
        with transaction.atomic(), sent_at_once():
            insert([first])
            update(chain(6), "length")

    for _time in range(2):
        with pytest.raises(IntegrityError):
            wrong()
    first.length = 8
    update(first, "length")
    assert lengths() == [8]
