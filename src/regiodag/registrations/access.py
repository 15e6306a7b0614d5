# SPDX-License-Identifier: EUPL-1.2
"""Who may open a participant's own page: whoever has the link. A link that is not known is not there: 404."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation

from regiodag.accounts.access import Access, View, declared
from regiodag.registrations.links import address_change_of, invitee_of, participant_of
from regiodag.registrations.models import Participant


def on_participant(view: View) -> View:
    """Let whoever has a personal link open the view; it gets the participant, for the token in the address.

    Who did not choose a language here reads the one in which they registered.
    """

    @wraps(view)
    def checked(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        participant = participant_of(token)
        if participant is None:
            raise Http404
        request.token = token  # type: ignore[attr-defined]  # for the addresses of the other pages
        return _in_their_language(view, request, participant, participant, **kwargs)

    return declared(checked, Access("personal"))


def on_address_change(view: View) -> View:
    """Let whoever has the link that confirms another e-mail address open the view; it gets what was asked."""

    @wraps(view)
    def checked(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        asked = address_change_of(token)
        if asked is None:
            raise Http404
        return _in_their_language(view, request, asked.participant, asked, **kwargs)

    return declared(checked, Access("personal"))


def _in_their_language(
    view: View, request: HttpRequest, participant: Participant, what: object, **kwargs: Any
) -> HttpResponseBase:
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return view(request, what, **kwargs)
    with translation.override(participant.language):
        answer = view(request, what, **kwargs)
    answer.headers.setdefault("Content-Language", participant.language)
    return answer


def on_invitation(view: View) -> View:
    """Let whoever has the link of an invitation open the view; it gets the invitee."""

    @wraps(view)
    def checked(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        invitee = invitee_of(token)
        if invitee is None:
            raise Http404
        return view(request, invitee, **kwargs)

    return declared(checked, Access("personal"))


def token_in(request: HttpRequest) -> str:
    """Return the token in the address of the page that is open."""
    token: str = getattr(request, "token", "")
    return token
