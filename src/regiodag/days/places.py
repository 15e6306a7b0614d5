# SPDX-License-Identifier: EUPL-1.2
"""A day and a series are organised in the same way: the same pages, at addresses of their own."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from regiodag.accounts.models import Invitation, Membership
from regiodag.accounts.roles import STRENGTH, Role
from regiodag.days.models import Day, Series

Place = Day | Series
"""What people organise together."""


def address_of(place: Place, name: str, **parameters: Any) -> str:
    """Return the address of a page of a day, or of the same page of a series."""
    if isinstance(place, Day):
        return reverse(name, kwargs={"day_id": place.pk, **parameters})
    return reverse(f"series-{name}", kwargs={"series_id": place.pk, **parameters})


def framed(place: Place, **context: Any) -> dict[str, Any]:
    """Return the context of a page of a day or series: the layout it stands in, and what that needs."""
    kind = "day" if isinstance(place, Day) else "series"
    return {"layout": f"layout/{kind}.html", "place": place, kind: place, **context}


def members_of(place: Place) -> list[Membership]:
    """Return who has a role in a day or series of its own, who may do most first, then by name."""
    found = place.memberships.select_related("user")
    return sorted(found, key=lambda each: (-STRENGTH[Role(each.role)], str(each.user).casefold()))


def waiting_invitations(place: Place) -> list[Invitation]:
    """Return the invitations to a day or series that nobody answered or withdrew, also those too old, newest first."""
    return list(place.invitations.filter(accepted=None, withdrawn=None).select_related("invited_by").order_by("-made"))
