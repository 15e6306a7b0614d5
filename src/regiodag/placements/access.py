# SPDX-License-Identifier: EUPL-1.2
"""Who may open the own page of a leader: whoever has the link. A link that is not known is not there: 404."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from regiodag.accounts.access import Access, View, declared
from regiodag.placements.links import leader_of


def on_leader(view: View) -> View:
    """Let whoever has the link of a leader open the view; it gets the speaker, for the token in the address."""

    @wraps(view)
    def checked(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        page = leader_of(token)
        if page is None:
            raise Http404
        request.token = token  # type: ignore[attr-defined]  # for the addresses of what can be done there
        return view(request, page.speaker, **kwargs)

    return declared(checked, Access("personal"))
