# SPDX-License-Identifier: EUPL-1.2
"""People who are invited: who they are, from where they come, sending the invitations; and what the invited see."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.states import PUBLIC
from regiodag.days.views.home import me
from regiodag.days.views.page import OPENED as PAGE_OPENED
from regiodag.registrations.access import on_invitation
from regiodag.registrations.actions import invitees as actions
from regiodag.registrations.forms.invitees import EarlierDayForm
from regiodag.registrations.invitations import remember_invitee
from regiodag.registrations.models import Invitee
from regiodag.registrations.queries import invitees_of, not_invited


@on_day(Permission.SEE)
@require_safe
def invitees(request: HttpRequest, day: Day) -> HttpResponse:
    """Show who is or is to be invited."""
    return _listed(request, day, EarlierDayForm(day, me(request)))


def _listed(request: HttpRequest, day: Day, form: EarlierDayForm) -> HttpResponse:
    people = list(invitees_of(day))
    context = {
        "day": day,
        "form": form,
        "people": people,
        "to_send": not_invited(day).count(),
        "came": sum(each.has_registered for each in people),  # type: ignore[attr-defined]  # annotated
    }
    return render(request, "registrations/invitees.html", context)


@on_day(Permission.EDIT)
@require_POST
def invitees_add(request: HttpRequest, day: Day) -> HttpResponse:
    """Add the participants of an earlier day."""
    form = EarlierDayForm(day, me(request), request.POST)
    if not form.is_valid():
        return _listed(request, day, form)
    count = actions.add_from_day(me(request), day, form.cleaned_data["earlier"])
    told = ngettext(
        "%(count)d person added. Nothing has been sent yet.",
        "%(count)d people added. Nothing has been sent yet.",
        count,
    )
    messages.success(request, told % {"count": count})
    return redirect("invitees", day.pk)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def invitees_send(request: HttpRequest, day: Day) -> HttpResponse:
    """Ask whether the invitations may go, with their text and how many; send them."""
    if request.method == "POST":
        count = actions.send_invitations(me(request), day)
        told = ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", count)
        messages.success(request, told % {"count": count})
        return redirect("invitees", day.pk)
    people = not_invited(day)
    context = {
        "day": day,
        "count": people.count(),
        "invitee": people.first(),
        "link": "…",
        "closed": day.state not in PUBLIC,
    }
    return render(request, "registrations/invitees_send.html", context)


@on_day(Permission.EDIT)
@require_POST
def invitee_remove(request: HttpRequest, day: Day, invitee_id: UUID) -> HttpResponse:
    """Take somebody off the list."""
    invitee = Invitee.objects.filter(day=day, pk=invitee_id).first()
    if invitee is None:
        raise Http404
    actions.remove_invitee(me(request), invitee)
    messages.success(request, _("%(name)s is off the list.") % {"name": invitee})
    return redirect("invitees", day.pk)


@on_invitation
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, invitee: Invitee) -> HttpResponse:
    """Tell somebody what they are invited to; the button opens the form for them (a mail scanner presses none)."""
    day = invitee.day
    if request.method == "POST":
        request.session[PAGE_OPENED] = sorted({*request.session.get(PAGE_OPENED, []), str(day.pk)})
        remember_invitee(request, invitee)
        return redirect("page", day.pk)
    return render(request, "registrations/invited.html", {"day": day, "invitee": invitee, "open": day.state in PUBLIC})
