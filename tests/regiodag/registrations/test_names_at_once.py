# SPDX-License-Identifier: EUPL-1.2
"""Two organisers save the same new name at the same instant: the second is told, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day
from regiodag.registrations.actions import groups, organisations
from regiodag.registrations.models import Domain, Group, Organisation

pytestmark = pytest.mark.django_db

NAME = "Waterrijk (fictief)"
ADDED = [
    ("organisation-add", Organisation, organisations, "keep_organisation"),
    ("domain-add", Domain, organisations, "add_domain"),
    ("group-add", Group, groups, "make_group"),
]
CHANGED = [
    ("organisation", Organisation, organisations, "keep_organisation"),
    ("domain", Domain, organisations, "rename_domain"),
    ("group-rename", Group, groups, "rename_group"),
]


def somebody_was_first(monkeypatch: pytest.MonkeyPatch, day: Day, kind: Any, module: Any, action: str) -> None:
    """Let another one of this name be there after the form was looked at, and before it is saved."""
    act = getattr(module, action)

    def later(*args: Any, **more: Any) -> Any:
        kind.objects.create(day=day, name=NAME)
        return act(*args, **more)

    monkeypatch.setattr(module, action, later)


@pytest.mark.parametrize(("page", "kind", "module", "action"), ADDED)
def test_new_name_that_somebody_takes_a_moment_before_is_told(
    as_owner: Client, day: Day, monkeypatch: pytest.MonkeyPatch, page: str, kind: Any, module: Any, action: str
) -> None:
    somebody_was_first(monkeypatch, day, kind, module, action)
    answer = as_owner.post(reverse(page, args=[day.pk]), {"name": NAME, "domain": "", "seen": 1})
    assert (answer.status_code, answer.context["form"].errors) == (409, {"name": ["Er is er al een met deze naam."]})
    assert answer.context["form"]["name"].value() == NAME
    assert (kind.objects.filter(day=day).count(), AuditEntry.objects.count()) == (1, 0)


@pytest.mark.parametrize(("page", "kind", "module", "action"), CHANGED)
def test_other_name_that_somebody_takes_a_moment_before_is_told(
    as_owner: Client, day: Day, monkeypatch: pytest.MonkeyPatch, page: str, kind: Any, module: Any, action: str
) -> None:
    mine = kind.objects.create(day=day, name="Zoals het was")
    somebody_was_first(monkeypatch, day, kind, module, action)
    answer = as_owner.post(reverse(page, args=[day.pk, mine.pk]), {"name": NAME, "domain": "", "seen": 1})
    assert (answer.status_code, answer.context["form"].errors) == (409, {"name": ["Er is er al een met deze naam."]})
    assert "Zoals het was" in answer.content.decode()
    mine.refresh_from_db()
    assert (mine.name, AuditEntry.objects.count()) == ("Zoals het was", 0)


def test_anything_else_that_cannot_be_saved_is_no_matter_of_a_name(
    as_owner: Client, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(groups, "make_group", broken)
    with pytest.raises(IntegrityError):
        as_owner.post(reverse("group-add", args=[day.pk]), {"name": NAME})


def test_spelling_is_split_off_into_the_organisation_that_somebody_added_meanwhile(day: Day, owner: User) -> None:
    merged = Organisation.objects.create(day=day, name="De Brug (fictief)", also=[NAME])
    added = Organisation.objects.create(day=day, name=NAME)
    assert organisations.split_off(owner, merged, NAME) == added
    merged.refresh_from_db()
    assert merged.also == []
