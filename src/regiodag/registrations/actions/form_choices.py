# SPDX-License-Identifier: EUPL-1.2
"""Choices that people made: how many made each, and giving one that is called otherwise now its new name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from regiodag.registrations.fields import kind_of
from regiodag.registrations.models import Answer, FormField


def chosen(field: FormField) -> Counter[str]:
    """Return how many people chose each choice, also those that are offered no more."""
    kind = kind_of(field.kind)
    if not kind.has_choices or field._state.adding:
        return Counter()
    stored = Answer.objects.filter(field=field).values_list("value", flat=True)
    return Counter(choice for each in stored for choice in _listed(kind.opened(each)))


@transaction.atomic
def rename_chosen(field: FormField, names: Mapping[str, str]) -> int:
    """Let answers hold the new name of a choice; names: the new one of each old one. Return how many were changed."""
    kind, changed = kind_of(field.kind), []
    for answer in Answer.objects.select_for_update().filter(field=field) if names else ():
        before = kind.opened(answer.value)
        after = _renamed(before, names)
        if after != before:
            answer.value = kind.stored(after)
            changed.append(answer)
    Answer.objects.bulk_update(changed, ["value"], batch_size=200)
    return len(changed)


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [names.get(each, each) for each in value]
    return names.get(value, value)
