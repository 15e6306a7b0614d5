# SPDX-License-Identifier: EUPL-1.2
"""What organisers fill in about themselves and about one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext_lazy as _

from regiodag.accounts.models import User
from regiodag.accounts.roles import Role

if TYPE_CHECKING:
    from regiodag.days.models import Day, Series


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

    def __init__(self, place: Day | Series, *args: Any, **kwargs: Any) -> None:
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


class AboutMeForm(forms.ModelForm[User]):
    """How colleagues see somebody."""

    class Meta:
        model = User
        fields: ClassVar = ["name", "organisation"]
        labels: ClassVar = {"name": _("Name"), "organisation": _("Organisation")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            self.fields[name].required = True


class JoinForm(AboutMeForm):
    """Who was invited and has no account yet: name and password."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    organisation = forms.CharField(
        label=_("Your organisation"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    password = forms.CharField(
        label=_("Choose a password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(str(each) for each in password_validators_help_texts())

    def clean_password(self) -> str:
        """Return the password. Raises ValidationError when it is too easy to guess."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.instance)
        return password
