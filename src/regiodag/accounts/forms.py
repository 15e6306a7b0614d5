# SPDX-License-Identifier: EUPL-1.2
"""What organisers fill in about themselves and about one another."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext_lazy as _

from regiodag.accounts.models import User


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
