# SPDX-License-Identifier: EUPL-1.2
"""What an owner says of a token."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from regiodag.api.scopes import Scope
from regiodag.days.forms.day import DateInput

LONGEST = timedelta(days=366)
USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    """For which system, what it may do, and until when: at most a year."""

    name = forms.CharField(
        label=_("Which system is it for?"), max_length=80, help_text=_("So that you recognise it in the list.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick no more than it needs."),
    )
    expires = forms.DateField(
        label=_("Until when does it work?"), widget=DateInput(), help_text=_("At most a year from now.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("expires", localdate() + USUAL)

    def clean_expires(self) -> date:
        """Return the last day. Raises ValidationError for one that was, or that is more than a year ahead."""
        last: date = self.cleaned_data["expires"]
        today = localdate()
        if last < today:
            raise forms.ValidationError(_("This day was already. Choose one from today on."))
        if last > today + LONGEST:
            raise forms.ValidationError(_("A token works for a year at most. Choose an earlier day."))
        return last
