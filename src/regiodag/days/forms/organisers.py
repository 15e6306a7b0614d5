# SPDX-License-Identifier: EUPL-1.2
"""Forms of who organises a day or a series."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.accounts.roles import Role
from regiodag.days.places import Place


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        initial=Role.ORGANISER,
        help_text=_("What each role may do is told below."),
    )

    def __init__(self, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place

    def clean_email(self) -> str:
        """Return the address, in small letters. Raises ValidationError when its owner takes part already."""
        email: str = self.cleaned_data["email"].lower()
        found = self.place.memberships.filter(user__email=email).first()
        if found:
            told = _("This person takes part already, as %(role)s. You can change the role in the list.")
            raise forms.ValidationError(told, params={"role": found.get_role_display()})
        return email


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
