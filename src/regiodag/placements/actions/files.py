# SPDX-License-Identifier: EUPL-1.2
"""Take out who is where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.placements.files import Named, file_of
from regiodag.placements.queries.seated import Seated

TAKEN_OUT = audit.action(
    "placement.taken-out", _("took out who is in which workshop ({file}), because: {reason}"), file=Named
)


def take_out(by: User, seated: Seated, what: str, reason: str) -> bytes:
    """Return a file with people in it; who took it and why is written down before anybody gets it.

    Raises NoFileError, and NothingToPlaceError.
    """
    content = file_of(seated, what)
    kind = "publication" if seated.version else "run"
    audit.record(by, TAKEN_OUT, seated.day.pk, f"{kind}:{seated.pk}", file=what, reason=reason)
    return content
