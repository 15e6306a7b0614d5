# SPDX-License-Identifier: EUPL-1.2
"""A workshop that is in no round, so that nobody can come to it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from regiodag.days.programme import Programme
from regiodag.days.warnings.warning import Severity, Warned


def _check(programme: Programme) -> Iterator[Warned]:
    """Yield a warning for each workshop."""
    given = {session.workshop_id for session in programme.sessions}
    for workshop in programme.workshops:
        if workshop.pk not in given:
            yield Warned(
                Severity.ATTENTION,
                _("In no round yet"),
                _("“{workshop}” is in no round yet: nobody can choose it.").format(workshop=workshop),
                _("Put it in a round."),
                (workshop.pk,),
            )


CHECK = _check
