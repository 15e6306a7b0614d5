# SPDX-License-Identifier: EUPL-1.2
"""A session that has no room yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from regiodag.days.programme import Programme
from regiodag.days.warnings.warning import Severity, Warned


def _check(programme: Programme) -> Iterator[Warned]:
    """Yield a warning for each session."""
    for session in programme.sessions:
        if session.room is None:
            yield Warned(
                Severity.ATTENTION,
                _("No room yet"),
                _("“{workshop}” has no room yet in {round}.").format(workshop=session.workshop, round=session.round),
                _("Put it in a room."),
                (session.pk,),
            )


CHECK = _check
