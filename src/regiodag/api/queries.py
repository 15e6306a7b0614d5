# SPDX-License-Identifier: EUPL-1.2
"""What is asked of tokens."""

from __future__ import annotations

from django.utils.timezone import localtime

from regiodag.accounts.tokens import hashed
from regiodag.api.models import ApiToken
from regiodag.days.models import Day


def token_known(token: str) -> ApiToken | None:
    """Return the token that another system shows, with its day; None when there is none, or it no longer works."""
    found = ApiToken.objects.select_related("day__series").filter(token_hash=hashed(token)).first()
    return found if found is not None and found.works(localtime()) else None


def tokens_of(day: Day) -> list[ApiToken]:
    """Return the tokens of a day, newest first."""
    return list(ApiToken.objects.filter(day=day).select_related("made_by"))
