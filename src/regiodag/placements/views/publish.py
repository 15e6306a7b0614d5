# SPDX-License-Identifier: EUPL-1.2
"""Publish: what it changes for whom, under a name; the versions there are, and back to an earlier one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiodag.accounts.roles import Permission, Role, allows
from regiodag.days.access import on_day
from regiodag.days.doubts import doubts_about
from regiodag.days.models import Day
from regiodag.days.states import Move, State, moves_from
from regiodag.days.views.home import me
from regiodag.placements.actions.publish import FROM, NotNowError, OvertakenError
from regiodag.placements.actions.publish import go_back as go_back_to
from regiodag.placements.actions.publish import publish as publish_it
from regiodag.placements.forms import PublishForm
from regiodag.placements.models import Publication
from regiodag.placements.queries.elsewhere import elsewhere
from regiodag.placements.queries.outcome import Outcome, since
from regiodag.placements.queries.published import (
    Seats,
    changes,
    chosen_themselves,
    current,
    seats_now,
    seats_of,
    shown,
)
from regiodag.placements.views.run import outcome_in


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, day: Day, run_id: UUID) -> HttpResponse:
    """Publish a placement, after showing what it changes for whom."""
    outcome = outcome_in(day, run_id)
    placement = outcome.placement
    form = PublishForm(request.POST or None, initial=_initial(day))
    if request.method == "POST" and form.is_valid():
        done = _done(request, day, lambda: publish_it(me(request), placement, **form.cleaned_data))
        if done:
            return done
        form = PublishForm(initial={**_initial(day), "name": form.cleaned_data["name"]})
    more = {"run": placement.run, "since": since(day, placement.run.problem), **_doubtful(outcome)}
    return _page(request, day, form, seats_of(placement), **more)


def _doubtful(outcome: Outcome) -> dict[str, Any]:
    """Return the sessions that have too few people or chairs, and those with people that have no room."""
    return {
        "unfit": [each for each in outcome.sessions if each.too_few or each.free < 0],
        "roomless": [each for each in outcome.sessions if each.people and each.session.room_id is None],
    }


@on_day(Permission.SEE)
@require_safe
def versions(request: HttpRequest, day: Day) -> HttpResponse:
    """Show the versions that were published."""
    found = day.publications.select_related("by", "copy_of", "placement__run")
    return render(
        request,
        "placements/versions.html",
        {"day": day, "versions": found, "current": current(day), "shown": shown(day), "now": day.state in FROM},
    )


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def go_back(request: HttpRequest, day: Day, publication_id: UUID) -> HttpResponse:
    """Publish an earlier version once more, after showing what that changes for whom."""
    earlier = get_object_or_404(Publication, pk=publication_id, day=day)
    earlier.day = day
    name = _("back to version %(number)s") % {"number": earlier.number}
    form = PublishForm(request.POST or None, initial={**_initial(day), "name": name})
    if request.method == "POST" and form.is_valid():
        done = _done(request, day, lambda: go_back_to(me(request), earlier, **form.cleaned_data))
        if done:
            return done
        form = PublishForm(initial={**_initial(day), "name": form.cleaned_data["name"]})
    return _page(request, day, form, seats_now(earlier), earlier=earlier)


def _initial(day: Day) -> dict[str, Any]:
    last = current(day)
    return {"seen": last.number if last else 0, "name": "" if last else _("first placement")}


def _done(request: HttpRequest, day: Day, publish_now: Callable[[], Publication]) -> HttpResponse | None:
    """Publish, and lead to the message that can be sent; None, with the reason told, when it was not to be."""
    try:
        made = publish_now()
    except OvertakenError:
        messages.error(request, _("Nothing was published: somebody else published in the meantime. Look again."))
        return None
    except NotNowError:
        messages.error(request, _("Nothing was published: the day is not in a state for that. See what to do below."))
        return None
    draft = day.mailings.filter(choice=[str(made.pk)], state="draft").first()
    messages.success(request, _("Published: everybody sees their own programme on their own page."))
    if draft is None:
        return redirect("placement-versions", day.pk)
    messages.info(request, _("Nobody was mailed yet. This message waits for whom something changed: look, and send."))
    return redirect("mailing", day.pk, draft.pk)


def _first(request: HttpRequest, day: Day) -> list[tuple[Move, list[str]]]:
    """Return what who looks can do first, so that the programmes can be published, with what to look at before it."""
    role: Role = request.role  # type: ignore[attr-defined]  # set by on_day
    found = [move for move in moves_from(day.state) if move.end in FROM and allows(role, move.permission)]
    return [(move, doubts_about(day, move)) for move in found]


def _page(request: HttpRequest, day: Day, form: PublishForm, seats: Seats, **more: Any) -> HttpResponse:
    last = current(day)
    found = changes(day, seats_now(last), seats, chosen_themselves(last), elsewhere(day, last))
    context = {
        "day": day,
        "form": form,
        "last": last,
        "changes": found,
        "lost": sum(bool(each.chosen) for each in found),
        "possible": day.state in FROM,
        "open": day.state == State.OPEN,
        "first": [] if day.state in FROM else _first(request, day),
        "visible": day.state == State.PUBLISHED,
        **more,
    }
    return render(request, "placements/publish.html", context)
