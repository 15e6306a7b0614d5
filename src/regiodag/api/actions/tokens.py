# SPDX-License-Identifier: EUPL-1.2
"""Give another system a token, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.accounts.tokens import hashed, new_token
from regiodag.api.models import ApiToken
from regiodag.days.models import Day

MADE = audit.action("api.token-made", _("made a token for the system “{name}”, that may: {scopes}"))
REVOKED = audit.action("api.token-revoked", _("revoked the token of the system “{name}”"))

MARK = "rgd_"
"""How every token begins, so that programs which look for leaked secrets know one when they see it."""
SHOWN = 10


@transaction.atomic
def make_token(by: User, day: Day, name: str, scopes: Sequence[str], expires: date) -> tuple[ApiToken, str]:
    """Return a new token as it is kept, and the token itself: nobody can see that again."""
    token = MARK + new_token()
    made = ApiToken.objects.create(
        day=day,
        name=name,
        scopes=sorted(scopes),
        token_hash=hashed(token),
        prefix=token[:SHOWN],
        made_by=by,
        expires=expires,
    )
    audit.record(by, MADE, day.pk, f"token:{made.pk}", name=name, scopes=", ".join(made.scopes))
    return made, token


@transaction.atomic
def revoke_token(by: User, token: ApiToken) -> None:
    """Make a token worthless. A second time nothing happens."""
    if ApiToken.objects.filter(pk=token.pk, revoked=None).update(revoked=timezone.now()):
        audit.record(by, REVOKED, token.day_id, f"token:{token.pk}", name=token.name)
