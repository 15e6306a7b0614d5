# SPDX-License-Identifier: EUPL-1.2
"""How the placement says things in pages."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regiodag.placements.queries.outcome import ANYTHING, UNWISHED, Outcome, domain_of, organisation_of
from regiodag.placements.queries.what_if import standing

register = template.Library()

register.filter("domain_of", domain_of)
register.filter("organisation_of", organisation_of)
register.filter("standing", standing)

SHADES = 6
"""So many shades there are for wishes."""
GOOD, FAIR = 1, 2
"""First choices look better than second ones, and those better than lower ones."""


@register.filter
def wish_name(wish: int) -> str:
    """Return what a wish is called."""
    if wish == UNWISHED:
        return _("not asked for")
    return _("no preference") if wish == ANYTHING else _("choice %(number)s") % {"number": wish}


@register.filter
def wish_badge(wish: int) -> str:
    """Return the look of a wish."""
    if wish == UNWISHED:
        return "badge badge-bad"
    if wish in {GOOD, FAIR}:
        return "badge badge-good"
    return "badge badge-quiet" if wish == ANYTHING else "badge badge-warn"


@register.filter
def places_of(outcome: Outcome, wish: int) -> int:
    """Return how many seats are this wish."""
    return dict(outcome.profile).get(wish, 0)


@register.filter
def wish_shade(wish: int) -> str:
    """Return the class of a wish in a picture: the better, the darker."""
    if wish == UNWISHED:
        return "wish-not"
    return "wish-any" if wish == ANYTHING else f"wish-{min(wish, SHADES)}"


@register.filter
def spoken(told: Mapping[str, str]) -> str:
    """Return a sentence that is kept in every language, in the language of the reader."""
    return told.get((get_language() or "nl").partition("-")[0]) or next(iter(told.values()), "")
