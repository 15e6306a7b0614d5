# SPDX-License-Identifier: EUPL-1.2
"""The mailbox of the demonstration: what would have been mailed."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from regiodag.accounts.access import signed_in
from regiodag.messages.late import filled, words_of
from regiodag.messages.models import Mail


@signed_in
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """List all mail of the demonstration. Raises Http404 on any other site."""
    _only_in_demo()
    return render(request, "messages/mailbox.html", {"mails": Mail.objects.all()[:200]})


@signed_in
@require_safe
def mail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """Show a mail of the demonstration. Raises Http404 on any other site."""
    _only_in_demo()
    found = get_object_or_404(Mail, pk=mail_id)
    words = words_of(found)
    text = filled(words, found.about).text if words else ""
    return render(request, "messages/mail.html", {"mail": found, "text": text})


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404
