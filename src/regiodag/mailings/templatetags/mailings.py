# SPDX-License-Identifier: EUPL-1.2
"""What a message is called on a page."""

from __future__ import annotations

from django import template

from regiodag.mailings.models import Mailing
from regiodag.mailings.texts import title_of

register = template.Library()


@register.filter
def titled(mailing: Mailing) -> str:
    """Return the subject of a message, with what is the same for everybody filled in."""
    return title_of(mailing)
