# SPDX-License-Identifier: EUPL-1.2
"""Rows that are written with SQL that is made once stand in the database as Django would have written them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from regiodag.accounts.models import AuditChain
from regiodag.database.rows import insert, update
from regiodag.days.models import Day, Workshop
from regiodag.messages.models import Mail
from regiodag.registrations.models import Participant, Preference

pytestmark = pytest.mark.django_db


def somebody(day: Day, name: str) -> Participant:
    email = f"{name}@example.org"
    return Participant(day=day, given_name=name, family_name="Voorbeeld", email=email, link_hash=name)


def test_rows_of_several_models_are_as_they_were_made(day: Day) -> None:
    ada, dialogue = somebody(day, "Ada"), day.workshops.get()
    film = Workshop(day=day, title="Film", maximum=9, needs=["beamer", "stil"])
    with CaptureQueriesContext(connection) as asked:
        insert([ada, film, Preference(participant=ada, workshop=dialogue, rank=1),
                Preference(participant=ada, workshop=film, rank=2)])  # fmt: skip
    statements = [each["sql"] for each in asked if not each["sql"].startswith("PREPARE")]
    found = Participant.objects.get()
    assert model_to_dict(found) == model_to_dict(ada)
    assert (found.made, found.queued, found.submission) == (ada.made, ada.queued, ada.submission)
    assert Workshop.objects.get(title="Film").needs == ["beamer", "stil"]
    assert list(found.preferences.values_list("rank", "workshop__title")) == [(1, "Dialoog"), (2, "Film")]
    assert len(statements) == 3


def test_rows_are_all_there_however_many_they_are(day: Day) -> None:
    everybody = [somebody(day, f"p{number:02}") for number in range(23)]
    insert(everybody)
    assert list(Participant.objects.order_by("given_name").values_list("pk", flat=True)) == [p.pk for p in everybody]


def test_row_that_was_inserted_is_there_and_saved_again_as_such(day: Day) -> None:
    ada = somebody(day, "Ada")
    insert([ada])
    ada.function = "adviseur"
    ada.save()
    assert list(Participant.objects.values_list("function", flat=True)) == ["adviseur"]


def test_row_that_cannot_be_there_is_told_and_takes_the_others_along(day: Day) -> None:
    insert([somebody(day, "Ada")])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([somebody(day, "Bo"), somebody(day, "ADA")])
    assert list(Participant.objects.values_list("given_name", flat=True)) == ["Ada"]


def test_row_that_is_there_already_stays_as_it_is_when_asked_for() -> None:
    about = uuid4()
    for subject in ("Eerste", "Tweede"):
        mail = Mail(to="ada@example.org", subject=subject, message_id=subject, about=about, kind="k", version="1")
        insert([mail], once=True)
    assert list(Mail.objects.values_list("subject", "state", "attempts")) == [("Eerste", "queued", 0)]
    assert Mail.objects.get().made is not None


def test_update_changes_the_fields_that_are_named_of_that_row_only() -> None:
    mine, other = (AuditChain.objects.create(scope=uuid4(), length=1, digest="a") for _chain in range(2))
    mine.length, mine.digest = 2, "b"
    update(mine, "length")
    assert list(AuditChain.objects.filter(pk=mine.pk).values_list("length", "digest")) == [(2, "a")]
    update(mine, "length", "digest")
    assert [AuditChain.objects.values_list("length", "digest").get(pk=each.pk) for each in (mine, other)] == [
        (2, "b"), (1, "a"),
    ]  # fmt: skip


def test_nothing_to_insert_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        insert([])
    assert len(asked) == 0
