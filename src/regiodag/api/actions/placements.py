# SPDX-License-Identifier: EUPL-1.2
"""What another system does with the placement."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.api.models import ApiToken
from regiodag.api.problems import ProblemError
from regiodag.placements.actions.runs import RunningError, queue_run
from regiodag.placements.models import PlacementRun
from regiodag.registrations.problem import NothingToPlaceError

ASKED = audit.action("api.placement-asked", _("the system “{name}” let everybody be placed"))


@transaction.atomic
def ask_for_placement(token: ApiToken, objective: str) -> PlacementRun:
    """Ask for a placement of the day as it is now. Raises ProblemError while one is calculated, or without rounds."""
    try:
        run = queue_run(None, token.day, objective)
    except RunningError as busy:
        where = reverse("api-placement-run", args=[busy.run.pk])
        told = f"Nothing was started. Follow that one, at {where}, and ask again when it has ended."
        raise ProblemError("busy", told, headers={"Location": where}) from busy
    except NothingToPlaceError as error:
        raise ProblemError("not-ready", "The day has no rounds with workshops yet.") from error
    audit.record(None, ASKED, token.day_id, f"run:{run.pk}", name=token.name)
    return run
