# SPDX-License-Identifier: EUPL-1.2
"""What is asked of registrations."""

from __future__ import annotations

from regiodag.days.models import Day
from regiodag.registrations.models import FormField


def fields_of(day: Day) -> list[FormField]:
    """Return the questions of a day's form in their order."""
    fields = FormField.objects.filter(section__form__day=day)
    return list(fields.select_related("section__form__day", "only_if").order_by("section__position", "position", "pk"))
