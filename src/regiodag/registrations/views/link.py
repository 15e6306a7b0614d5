# SPDX-License-Identifier: EUPL-1.2
"""Somebody lost their personal link, or it leaked: mail it again. No page tells whether an address is known."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiodag.accounts.access import public
from regiodag.days.models import Day
from regiodag.days.views.page import on_page
from regiodag.registrations.access import on_participant, token_in
from regiodag.registrations.actions.links import replace_link, send_link_again
from regiodag.registrations.limits import allowed, visitor
from regiodag.registrations.models import Participant

MOST_PER_ADDRESS = 3
MOST_PER_VISITOR = 20
"""Requests for a link in each period. Of an address: silently, for whoever asks may not learn that it is used."""


class LinkForm(forms.Form):
    """The address that somebody registered with."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The address with which you registered."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@on_page
@require_http_methods(["GET", "HEAD", "POST"])
def link_again(request: HttpRequest, day: Day) -> HttpResponse:
    """Ask for an address, and mail it the personal link."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not allowed("link", f"{day.pk}:{visitor(request)}", MOST_PER_VISITOR):
            form.add_error(None, _("That is too often in a short time. Wait a quarter of an hour and try again."))
            return render(request, "registrations/link.html", {"day": day, "form": form}, status=429)
        email = form.cleaned_data["email"].strip().lower()
        if allowed("link", f"{day.pk}:{email}", MOST_PER_ADDRESS):
            send_link_again(day, email, get_language() or "nl")
        return redirect("link-sent")
    return render(request, "registrations/link.html", {"day": day, "form": form})


@on_participant
@require_POST
def new_link(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Replace the link by which this page was opened, and mail the new one."""
    if not allowed("new-link", str(participant.pk), MOST_PER_ADDRESS):
        messages.error(request, _("That is too often in a short time. Wait a quarter of an hour and try again."))
        return redirect("my", token_in(request))
    replace_link(participant)
    return redirect("link-sent")


@public
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way, to everybody."""
    return render(request, "registrations/link_sent.html")
