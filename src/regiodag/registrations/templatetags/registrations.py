# SPDX-License-Identifier: EUPL-1.2
"""How it stands with registration, for the page of a day: `days` knows nothing of it but this tag."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from regiodag.days.models import Day
from regiodag.registrations.models import RegistrationForm
from regiodag.registrations.openness import openness
from regiodag.registrations.places import has_place

register = template.Library()


@register.inclusion_tag("registrations/state.html")
def registration_of(day: Day) -> dict[str, Any]:
    """Return whether people can register for a day, when, and whether there is a place."""
    form = RegistrationForm.objects.filter(day=day).first()
    state = openness(day, form, timezone.now()).value if form else ""
    return {"day": day, "registration": form, "state": state, "full": not has_place(day)}
