# SPDX-License-Identifier: EUPL-1.2
"""What organisers do about who they are and who they work with. One transaction each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import Invitation, LoginLink, Membership, User
from regiodag.accounts.roles import Role, strongest
from regiodag.accounts.tokens import hashed, new_token

if TYPE_CHECKING:
    from regiodag.days.models import Day, Series

INVITATION_LASTS = timedelta(days=14)
LOGIN_LINK_LASTS = timedelta(minutes=30)

INVITED = audit.action("organiser.invited", _("invited {email} as {role}"), role=Role)
ACCEPTED = audit.action("invitation.accepted", _("accepted the invitation as {role}"), role=Role)
WITHDREW = audit.action("invitation.withdrawn", _("withdrew the invitation of {email}"))
CHANGED_ROLE = audit.action(
    "role.changed", _("gave {name} the role {role} instead of {before}"), role=Role, before=Role
)
REMOVED = audit.action("organiser.removed", _("removed {name} from the organisers"))
SIGNED_OUT = audit.action("sessions.ended", _("signed out everywhere"))
LEFT = audit.action("organiser.left", _("left the organisers"))


class LastOwnerError(Exception):
    """The last owner of a day or series cannot leave or become something else."""


class InvitationError(Exception):
    """The invitation is used, withdrawn or too old, or belongs to somebody else."""


@transaction.atomic
def invite(by: User, email: str, role: Role, to: Day | Series) -> tuple[Invitation, str]:
    """Invite somebody to organise, and return the invitation with the token that its mail carries.

    An open invitation of the same address to the same day or series is replaced.
    """
    email = email.strip().lower()
    place = _place(to)
    Invitation.objects.filter(email=email, accepted=None, withdrawn=None, **place).update(withdrawn=timezone.now())
    token = new_token()
    invitation = Invitation.objects.create(
        email=email,
        role=role,
        invited_by=by,
        token_hash=hashed(token),
        expires=timezone.now() + INVITATION_LASTS,
        **place,
    )
    audit.record(by, INVITED, to.pk, f"invitation:{invitation.pk}", email=email, role=role)
    return invitation, token


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership:
    """Give somebody the role they were invited to; who could do more already keeps that. Raises InvitationError."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not is_open(invitation) or invitation.email != user.email:
        raise InvitationError
    place = {"series": invitation.series} if invitation.series else {"day": invitation.day}
    membership, _new = Membership.objects.get_or_create(user=user, **place, defaults={"role": invitation.role})
    membership.role = strongest([Role(membership.role), Role(invitation.role)]) or invitation.role
    membership.save()
    invitation.accepted = timezone.now()
    invitation.save()
    audit.record(user, ACCEPTED, _scope_of(invitation), f"membership:{membership.pk}", role=invitation.role)
    return membership


@transaction.atomic
def join(invitation: Invitation, newcomer: User) -> Membership:
    """Make the account of somebody who was invited, with the password that is set on it, and accept for them.

    Raises InvitationError when the invitation is over, or the account was made a moment ago (a form sent twice).
    """
    if User.objects.filter(email=newcomer.email).exists():
        raise InvitationError
    newcomer.save(force_insert=True)
    vouch_for(newcomer)
    return accept(invitation, newcomer)


@transaction.atomic
def withdraw(by: User, invitation: Invitation) -> None:
    """Make an invitation worthless. Raises InvitationError when it was accepted or withdrawn already."""
    open_still = Invitation.objects.filter(pk=invitation.pk, accepted=None, withdrawn=None)
    if not open_still.update(withdrawn=timezone.now()):
        raise InvitationError
    audit.record(by, WITHDREW, _scope_of(invitation), f"invitation:{invitation.pk}", email=invitation.email)


@transaction.atomic
def change_role(by: User, membership: Membership, role: Role) -> None:
    """Give somebody another role. Raises LastOwnerError."""
    membership = _keep_an_owner(membership, role)
    before, membership.role = membership.role, role
    membership.save()
    facts = {"name": str(membership.user), "role": role, "before": before}
    audit.record(by, CHANGED_ROLE, _scope_of(membership), f"membership:{membership.pk}", **facts)


@transaction.atomic
def remove(by: User, membership: Membership) -> None:
    """Take somebody's role away; who does it to themselves leaves. Raises LastOwnerError."""
    membership = _keep_an_owner(membership, None)
    scope, subject = _scope_of(membership), f"membership:{membership.pk}"
    if membership.user == by:
        audit.record(by, LEFT, scope, subject)
    else:
        audit.record(by, REMOVED, scope, subject, name=str(membership.user))
    membership.delete()


def is_open(invitation: Invitation) -> bool:
    """Return whether an invitation can still be accepted."""
    return not invitation.accepted and not invitation.withdrawn and invitation.expires > timezone.now()


def make_login_link(user: User) -> str:
    """Return a token that signs the organiser in, once, within half an hour."""
    token = new_token()
    LoginLink.objects.create(user=user, token_hash=hashed(token), expires=timezone.now() + LOGIN_LINK_LASTS)
    return token


def use_login_link(token: str) -> User | None:
    """Return whom the token signs in, None when it is used, too old or none of ours. A second use finds nothing."""
    now = timezone.now()
    link = LoginLink.objects.filter(token_hash=hashed(token), used=None, expires__gt=now).first()
    if link is None or not LoginLink.objects.filter(pk=link.pk, used=None).update(used=now):
        return None
    return link.user


def vouch_for(user: User) -> None:
    """Write down that an address is its owner's: a mail to it was answered, or whoever runs the site says so.

    Without that, who signs in at their own organisation with this address would lose their password.
    """
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


@transaction.atomic
def sign_out_everywhere(user: User) -> None:
    """End every session of somebody, on every device."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    audit.record(user, SIGNED_OUT, subject=f"user:{user.pk}")


def _place(to: Day | Series) -> dict[str, Day | Series]:
    return {to._meta.model_name or "": to}


def _scope_of(thing: Invitation | Membership) -> UUID:
    """Return the id of the series or day that a role is in."""
    scope = thing.series_id or thing.day_id
    assert scope is not None  # noqa: S101  (a constraint of the table)
    return scope


def _keep_an_owner(membership: Membership, role: Role | None) -> Membership:
    """Return the membership as it stands, locked. Raises LastOwnerError when nobody would own the place any more."""
    place = {"series": membership.series_id} if membership.series_id else {"day": membership.day_id}
    members = {each.pk: each for each in Membership.objects.select_for_update().filter(**place).order_by("pk")}
    membership = members[membership.pk]
    owners = [each for each in members.values() if each.role == Role.OWNER]
    if owners == [membership] and role != Role.OWNER and not _owned_through_series(membership):
        raise LastOwnerError
    return membership


def _owned_through_series(membership: Membership) -> bool:
    if membership.day is None:
        return False
    return Membership.objects.filter(series=membership.day.series_id, role=Role.OWNER).exists()
