# SPDX-License-Identifier: EUPL-1.2
"""A round of which the programme does not say when it is."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from regiodag.days.programme import Programme
from regiodag.days.warnings.warning import Severity, Warned


def _check(programme: Programme) -> Iterator[Warned]:
    """Yield a warning for each round."""
    for rnd in programme.rounds:
        if programme.item_of(rnd) is None:
            yield Warned(
                Severity.PROBLEM,
                _("No time yet"),
                _("The programme does not say when {round} is.").format(round=rnd),
                _("Add a part of the kind “workshop round”: it says when this round is."),
                (rnd.pk,),
            )


CHECK = _check
