# SPDX-License-Identifier: EUPL-1.2
"""A room that lacks what the workshop needs."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from regiodag.days.features import named
from regiodag.days.programme import Programme
from regiodag.days.warnings.warning import Severity, Warned


def _check(programme: Programme) -> Iterator[Warned]:
    """Yield a warning for each session."""
    for session in programme.sessions:
        lacking = session.room.lacks(session.workshop.needs) if session.room is not None else []
        if lacking:
            yield Warned(
                Severity.ATTENTION,
                _("Room lacks: {features}").format(features=", ".join(named(lacking))),
                _("“{workshop}” needs what {room} does not have: {features} ({round}).").format(
                    workshop=session.workshop,
                    room=session.room,
                    features=", ".join(named(lacking)),
                    round=session.round,
                ),
                _("Choose another room, or bring it along."),
                (session.pk,),
            )


CHECK = _check
