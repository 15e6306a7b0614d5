# SPDX-License-Identifier: EUPL-1.2
"""What organisers do about who they are and who they work with. One transaction each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import Invitation, LoginLink, Membership, User
from regiodag.accounts.roles import Role
from regiodag.accounts.tokens import hashed, new_token

if TYPE_CHECKING:
    from regiodag.days.models import Day, Series

INVITATION_LASTS = timedelta(days=14)
LOGIN_LINK_LASTS = timedelta(minutes=30)

INVITED = audit.action("organiser.invited", _("invited {email} as {role}"))
ACCEPTED = audit.action("invitation.accepted", _("accepted the invitation as {role}"))
WITHDREW = audit.action("invitation.withdrawn", _("withdrew the invitation of {email}"))
CHANGED_ROLE = audit.action("role.changed", _("made {name} {role}"))
REMOVED = audit.action("organiser.removed", _("removed {name}"))


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
    """Give somebody the role that they were invited to. Raises InvitationError."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not is_open(invitation) or invitation.email != user.email:
        raise InvitationError
    place = {"series": invitation.series} if invitation.series else {"day": invitation.day}
    membership, _new = Membership.objects.update_or_create(user=user, **place, defaults={"role": invitation.role})
    invitation.accepted = timezone.now()
    invitation.save()
    scope = invitation.series_id or invitation.day_id
    audit.record(user, ACCEPTED, scope or audit.SITE, f"membership:{membership.pk}", role=invitation.role)
    return membership


@transaction.atomic
def withdraw(by: User, invitation: Invitation) -> None:
    """Make an invitation worthless."""
    Invitation.objects.filter(pk=invitation.pk, accepted=None).update(withdrawn=timezone.now())
    scope = invitation.series_id or invitation.day_id
    audit.record(by, WITHDREW, scope or audit.SITE, f"invitation:{invitation.pk}", email=invitation.email)


@transaction.atomic
def change_role(by: User, membership: Membership, role: Role) -> None:
    """Give somebody another role. Raises LastOwnerError."""
    _keep_an_owner(membership, role)
    membership.role = role
    membership.save()
    scope = membership.series_id or membership.day_id
    audit.record(
        by, CHANGED_ROLE, scope or audit.SITE, f"membership:{membership.pk}", name=str(membership.user), role=role
    )


@transaction.atomic
def remove(by: User, membership: Membership) -> None:
    """Take somebody's role away. Raises LastOwnerError."""
    _keep_an_owner(membership, None)
    scope = membership.series_id or membership.day_id
    audit.record(by, REMOVED, scope or audit.SITE, f"membership:{membership.pk}", name=str(membership.user))
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


def _place(to: Day | Series) -> dict[str, Day | Series]:
    return {to._meta.model_name or "": to}


def _keep_an_owner(membership: Membership, role: Role | None) -> None:
    """Raise LastOwnerError when nobody would own the day or series any more."""
    if membership.role != Role.OWNER or role == Role.OWNER:
        return
    place = {"series": membership.series_id} if membership.series_id else {"day": membership.day_id}
    owners = Membership.objects.select_for_update().filter(role=Role.OWNER, **place)
    if len(owners) == 1 and not _owned_through_series(membership):
        raise LastOwnerError


def _owned_through_series(membership: Membership) -> bool:
    if membership.day is None:
        return False
    return Membership.objects.filter(series=membership.day.series_id, role=Role.OWNER).exists()
