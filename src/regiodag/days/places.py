# SPDX-License-Identifier: EUPL-1.2
"""A day and a series are organised in the same way: the same pages, at addresses of their own."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

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
