# SPDX-License-Identifier: EUPL-1.2
"""Who organises a day or a series: the list, inviting, roles, leaving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiodag.accounts import actions
from regiodag.accounts.models import Invitation, Membership
from regiodag.accounts.roles import EXPLAINED, Permission, Role, allows
from regiodag.days.access import on_day, on_series
from regiodag.days.actions.organisers import invite
from regiodag.days.forms.organisers import InviteForm, RoleForm
from regiodag.days.models import Day
from regiodag.days.places import Place, address_of, framed, members_of, waiting_invitations
from regiodag.days.queries import role_in_series
from regiodag.days.views.home import me

ROLES = [(role.label, EXPLAINED[role]) for role in Role]


@dataclass(frozen=True)
class Member:
    """A line of the list: who, what they may do, and where that is changed; nothing where it cannot be."""

    membership: Membership
    explained: Any
    change: str = ""
    remove: str = ""


@dataclass(frozen=True)
class Waiting:
    """An invitation that nobody answered yet, and where it is sent again or withdrawn."""

    invitation: Invitation
    expired: bool
    resend: str
    withdraw: str


@require_safe
def organisers(request: HttpRequest, place: Place) -> HttpResponse:
    """List who organises, and whom they invited."""
    series = place.series if isinstance(place, Day) else None
    series_role = role_in_series(me(request), series) if series else None
    context = {
        "members": [_line(place, each) for each in members_of(place)],
        "through_series": [_line(place, each, own=False) for each in members_of(series)] if series else [],
        "series_page": address_of(series, "organisers") if series and series_role else "",
        "waiting": [_waiting(place, each) for each in waiting_invitations(place)],
        "mine": place.memberships.filter(user=me(request)).exists(),
        "roles": ROLES,
        "invite": address_of(place, "organiser-invite"),
        "leave": address_of(place, "organiser-leave"),
        "history": address_of(place, "history"),
    }
    return render(request, "days/organisers.html", framed(place, **context))


def _line(place: Place, membership: Membership, *, own: bool = True) -> Member:
    """Return the line of somebody; without addresses for a role that is not in this very place."""
    explained = EXPLAINED[Role(membership.role)]
    if not own:
        return Member(membership, explained)
    change, remove = (address_of(place, f"organiser-{verb}", member_id=membership.pk) for verb in ("role", "remove"))
    return Member(membership, explained, change, remove)


def _waiting(place: Place, invitation: Invitation) -> Waiting:
    resend, withdraw = (
        address_of(place, f"invitation-{verb}", invitation_id=invitation.pk) for verb in ("resend", "withdraw")
    )
    return Waiting(invitation, not actions.is_open(invitation), resend, withdraw)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_somebody(request: HttpRequest, place: Place) -> HttpResponse:
    """Invite somebody by mail."""
    form = InviteForm(place, request.POST or None)
    if request.method == "POST" and form.is_valid():
        invitation = invite(me(request), form.cleaned_data["email"], Role(form.cleaned_data["role"]), place)
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": invitation.email})
        return redirect(address_of(place, "organisers"))
    context = {"form": form, "roles": ROLES, "back": address_of(place, "organisers")}
    return render(request, "days/invite.html", framed(place, **context))


@require_http_methods(["GET", "HEAD", "POST"])
def change_role(request: HttpRequest, place: Place, member_id: int) -> HttpResponse:
    """Give somebody another role."""
    member = get_object_or_404(place.memberships.select_related("user"), pk=member_id)
    form = RoleForm(request.POST or None, initial={"role": member.role})
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data["role"])
        changed = _keeping_an_owner(request, lambda: actions.change_role(me(request), member, role))
        if changed:
            messages.success(request, _("%(name)s is now %(role)s.") % {"name": member.user, "role": role.label})
        return _back(request, place)
    context = {"form": form, "member": member, "roles": ROLES, "back": address_of(place, "organisers")}
    return render(request, "days/change_role.html", framed(place, **context))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, place: Place, member_id: int) -> HttpResponse:
    """Take somebody's role away, after a confirmation."""
    member = get_object_or_404(place.memberships.select_related("user"), pk=member_id)
    if request.method == "POST":
        if _keeping_an_owner(request, lambda: actions.remove(me(request), member)):
            messages.success(request, _("%(name)s is no longer an organiser.") % {"name": member.user})
        return _back(request, place)
    return _confirm(
        request,
        place,
        title=_("Remove %(name)s?") % {"name": member.user},
        text=_("They can no longer see or change anything of it. What they did stays. You can invite them again."),
        button=_("Remove"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, place: Place) -> HttpResponse:
    """Give one's own role up, after a confirmation."""
    member = get_object_or_404(place.memberships, user=me(request))
    if request.method == "POST":
        if not _keeping_an_owner(request, lambda: actions.remove(me(request), member)):
            return redirect(address_of(place, "organisers"))
        messages.success(request, _("You no longer organise “%(title)s”.") % {"title": place.title})
        return redirect("home")
    return _confirm(
        request,
        place,
        title=_("Leave the organisers?"),
        text=_("You can no longer see or change anything of it. Somebody else has to invite you to come back."),
        button=_("Leave"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def resend(request: HttpRequest, place: Place, invitation_id: UUID) -> HttpResponse:
    """Send an invitation again with a new link, after a confirmation: it mails. The old link stops working."""
    waiting = get_object_or_404(place.invitations.filter(accepted=None, withdrawn=None), pk=invitation_id)
    if request.method == "POST":
        invite(me(request), waiting.email, Role(waiting.role), place)
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": waiting.email})
        return redirect(address_of(place, "organisers"))
    return _confirm(
        request,
        place,
        title=_("Send the invitation again?"),
        text=_("%(email)s gets a new mail with a new link. The old link no longer works.") % {"email": waiting.email},
        button=_("Send again"),
        danger=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, place: Place, invitation_id: UUID) -> HttpResponse:
    """Make an invitation worthless, after a confirmation."""
    waiting = get_object_or_404(place.invitations, pk=invitation_id)
    if request.method == "POST":
        try:
            actions.withdraw(me(request), waiting)
            messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": waiting.email})
        except actions.InvitationError:
            messages.error(request, _("This invitation was accepted or withdrawn in the meantime."))
        return redirect(address_of(place, "organisers"))
    return _confirm(
        request,
        place,
        title=_("Withdraw the invitation?"),
        text=_("The link in the mail to %(email)s then no longer works.") % {"email": waiting.email},
        button=_("Withdraw"),
    )


def _keeping_an_owner(request: HttpRequest, act: Callable[[], None]) -> bool:
    """Return whether it was done; tell what to do first when the last owner would go."""
    try:
        act()
    except actions.LastOwnerError:
        told = _("There must always be an owner. Make somebody else an owner first, then try again.")
        messages.error(request, told)
        return False
    return True


def _back(request: HttpRequest, place: Place) -> HttpResponse:
    """Go back to the list; to the own days for who can no longer see it."""
    mine = place.memberships.filter(user=me(request)).exists()
    through = isinstance(place, Day) and allows(role_in_series(me(request), place.series), Permission.SEE)
    return redirect(address_of(place, "organisers")) if mine or through else redirect("home")


def _confirm(
    request: HttpRequest, place: Place, *, title: str, text: str, button: str, danger: bool = True
) -> HttpResponse:
    """Ask whether somebody means it."""
    context = {"title": title, "text": text, "button": button, "danger": danger}
    return render(request, "days/confirm.html", framed(place, **context, back=address_of(place, "organisers")))


OF_A_DAY = {
    "organisers": on_day(Permission.SEE)(organisers),
    "organiser-invite": on_day(Permission.MANAGE)(invite_somebody),
    "organiser-role": on_day(Permission.MANAGE)(change_role),
    "organiser-remove": on_day(Permission.MANAGE)(remove),
    "organiser-leave": on_day(Permission.SEE)(leave),
    "invitation-resend": on_day(Permission.MANAGE)(resend),
    "invitation-withdraw": on_day(Permission.MANAGE)(withdraw),
}
OF_A_SERIES = {
    "organisers": on_series(Permission.SEE)(organisers),
    "organiser-invite": on_series(Permission.MANAGE)(invite_somebody),
    "organiser-role": on_series(Permission.MANAGE)(change_role),
    "organiser-remove": on_series(Permission.MANAGE)(remove),
    "organiser-leave": on_series(Permission.SEE)(leave),
    "invitation-resend": on_series(Permission.MANAGE)(resend),
    "invitation-withdraw": on_series(Permission.MANAGE)(withdraw),
}
