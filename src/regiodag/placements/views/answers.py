# SPDX-License-Identifier: EUPL-1.2
"""What is answered to a change by hand: to the board its pieces anew, else another page; and what stood in the way."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from regiodag.days.models import Round
from regiodag.editing.steps import NothingToUndoError, OvertakenError
from regiodag.editing.versions import StaleError
from regiodag.placements.actions.moves import LockedError, TwiceError
from regiodag.placements.models import Placement
from regiodag.placements.queries.board import changed
from regiodag.registrations.models import Participant

REFUSED = (StaleError, TwiceError, LockedError, NothingToUndoError, OvertakenError)
"""What can stand in the way."""


def by_board(request: HttpRequest) -> bool:
    """Return whether the board asks, which takes pieces of a page."""
    return bool(request.htmx)  # type: ignore[attr-defined]  # set by the middleware of django-htmx


def done(
    request: HttpRequest, placement: Placement, participant: Participant, rnd: Round | None, said: str, after: str
) -> HttpResponse:
    """Answer to a change that was made. rnd: the round that the board shows; after: the address of the page else."""
    if by_board(request) and rnd is not None:
        more = {"day": placement.day, "run": placement.run, "round": rnd, "said": said}
        return render(
            request, "placements/board_changed.html", {**more, "changed": changed(placement, participant, rnd)}
        )
    messages.success(request, said)
    return redirect(after)


def refused(request: HttpRequest, error: Exception, after: str) -> HttpResponse:
    """Answer to a change that was not made: status 409 to the board."""
    return not_done(request, _why(error), after, stale=isinstance(error, StaleError))


def not_done(request: HttpRequest, told: str, after: str, *, stale: bool = False) -> HttpResponse:
    """Answer to something that cannot be done, and why. stale: what was looked at is no longer how it is."""
    if by_board(request):
        context = {"told": told, "stale": stale}
        return render(request, "placements/board_notice.html", context, status=HTTPStatus.CONFLICT)
    messages.error(request, told)
    return redirect(after)


def _why(error: Exception) -> str:
    if isinstance(error, StaleError):
        return _("Nothing was changed: somebody else moved people in the meantime. Look again.")
    if isinstance(error, TwiceError):
        return _("Nothing was changed: they have that workshop in another round already.")
    if isinstance(error, LockedError):
        return _("Nothing was changed: they are locked. Unlock them first.")
    if isinstance(error, OvertakenError):
        return _(
            "This cannot be undone any more: the programme or their workshops are different since. Move them by hand."
        )
    return _("There is nothing left to undo or to do again.")
