# SPDX-License-Identifier: EUPL-1.2
"""Whether a question is asked of somebody, by the condition on it and what they answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from regiodag.registrations.fields import kind_of
from regiodag.registrations.models import FormField


def is_asked(field: FormField, fields: Sequence[FormField], kept: Mapping[UUID, Any]) -> bool:
    """Return whether a question is asked of somebody who answered the others so: by its condition, and that one's."""
    on = condition_of(field, fields)
    return on is None or (is_asked(on, fields, kept) and kind_of(on.kind).equals(kept.get(on.pk), field.only_if_answer))


def condition_of(field: FormField, fields: Sequence[FormField]) -> FormField | None:
    """Return the question that a question depends on, None when it is asked of everybody."""
    return next((each for each in fields if each.pk == field.only_if_id), None) if field.only_if_id else None


def lacks_answer(field: FormField, value: Any) -> bool:
    """Return whether this is no answer to a question that must be answered: nothing, or a box that is not ticked."""
    return field.required and value in (None, False)
