# SPDX-License-Identifier: EUPL-1.2
"""Another e-mail address. The page is the same whether somebody else is registered with it or not; mail tells."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from regiodag.registrations.access import on_address_change, on_participant, token_in
from regiodag.registrations.actions.addresses import (
    AddressOverError,
    AddressTakenError,
    ask_address,
    confirm_address,
)
from regiodag.registrations.limits import DAY, allowed
from regiodag.registrations.models import AddressChange, Participant

MOST_PER_PARTICIPANT = 3
MOST_PER_ADDRESS = 3
"""New addresses that one participant asks for in a quarter of an hour; mails to one new address in a day, silently."""


class AddressForm(forms.Form):
    """The new address."""

    email = forms.EmailField(
        label=gettext_lazy("New e-mail address"),
        help_text=gettext_lazy("We send a mail to it, with a link to confirm that it is yours."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, participant: Participant, data: Any = None) -> None:
        super().__init__(data)
        self.participant = participant

    def clean_email(self) -> str:
        """Return the address. Raises ValidationError when it is the one that they have."""
        email: str = self.cleaned_data["email"].strip().lower()
        if email == self.participant.email.lower():
            raise forms.ValidationError(_("This is the address that you have already."))
        return email


@on_participant
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Ask for another address, and mail it a link."""
    form = AddressForm(participant, request.POST or None)
    context = {"participant": participant, "day": participant.day, "token": token_in(request), "form": form}
    if request.method == "POST" and form.is_valid():
        if not allowed("address", str(participant.pk), MOST_PER_PARTICIPANT):
            form.add_error(None, _("That is too often in a short time. Wait a quarter of an hour and try again."))
            return render(request, "registrations/address.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
        email = form.cleaned_data["email"]
        if allowed("mail to a new address", f"{participant.day_id}:{email}", MOST_PER_ADDRESS, DAY):
            ask_address(participant, email)
        messages.success(request, _("Look in the mail of the new address. Nothing changes until you confirm it there."))
        return redirect("my", token_in(request))
    return render(request, "registrations/address.html", context)


@on_address_change
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, asked: AddressChange) -> HttpResponse:
    """Ask whether the address is to be changed; POST does it."""
    context: dict[str, Any] = {"participant": asked.participant, "day": asked.participant.day, "asked": asked}
    if request.method == "POST":
        return _confirmed(request, asked, context)
    if asked.is_over:
        return render(request, "registrations/address_over.html", context, status=HTTPStatus.GONE)
    return render(request, "registrations/address_confirm.html", context)


def _confirmed(request: HttpRequest, asked: AddressChange, context: dict[str, Any]) -> HttpResponse:
    try:
        confirm_address(asked)
    except AddressOverError:
        return render(request, "registrations/address_over.html", context, status=HTTPStatus.GONE)
    except AddressTakenError:
        return render(request, "registrations/address_taken.html", context, status=HTTPStatus.CONFLICT)
    return render(request, "registrations/address_done.html", context)
