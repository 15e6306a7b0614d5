# SPDX-License-Identifier: EUPL-1.2
"""The forms of the library for signing in, in our words: a label above each field, nothing inside it."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "autocapitalize": "off"}


class OurWords(forms.Form):
    """Gives the fields of a form of the library our labels and help. passwords: fields in which one is chosen."""

    labels: ClassVar[dict[str, Any]] = {}
    helps: ClassVar[dict[str, Any]] = {}
    passwords: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            if name in self.passwords:
                field.help_text = " ".join(str(each) for each in password_validators_help_texts())
            if name == "code":
                field.widget.attrs.update(CODE)


class SignInForm(OurWords, account.LoginForm):  # type: ignore[misc]  # the library has no types
    """E-mail address and password."""

    labels: ClassVar = {"login": _("E-mail address"), "password": _("Password")}


class AskResetForm(OurWords, account.ResetPasswordForm):  # type: ignore[misc]  # the library has no types
    """To which address the link goes."""

    labels: ClassVar = {"email": _("E-mail address")}


class ResetForm(OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]  # the library has no types
    """A new password for who forgot the old one."""

    labels: ClassVar = {"password1": _("New password"), "password2": _("The new password once more")}
    passwords: ClassVar = ("password1",)


class ChangePasswordForm(OurWords, account.ChangePasswordForm):  # type: ignore[misc]  # the library has no types
    """A new password for who knows the old one."""

    labels: ClassVar = {
        "oldpassword": _("The password you have now"),
        "password1": _("New password"),
        "password2": _("The new password once more"),
    }
    passwords: ClassVar = ("password1",)


class SetPasswordForm(OurWords, account.SetPasswordForm):  # type: ignore[misc]  # the library has no types
    """A first password."""

    labels: ClassVar = {"password1": _("New password"), "password2": _("The new password once more")}
    passwords: ClassVar = ("password1",)


class ConfirmPasswordForm(OurWords, account.ReauthenticateForm):  # type: ignore[misc]  # the library has no types
    """The password once more, before something that matters."""

    labels: ClassVar = {"password": _("Password")}


class CodeForm(OurWords, mfa.AuthenticateForm):  # type: ignore[misc]  # the library has no types
    """The second lock at sign-in."""

    labels: ClassVar = {"code": _("Code")}
    helps: ClassVar = {"code": _("Six digits from the app, or one of your recovery codes of eight digits.")}


class ConfirmCodeForm(OurWords, mfa.ReauthenticateForm):  # type: ignore[misc]  # the library has no types
    """The second lock once more, before something that matters."""

    labels: ClassVar = CodeForm.labels
    helps: ClassVar = CodeForm.helps


class ActivateAppForm(OurWords, totp.ActivateTOTPForm):  # type: ignore[misc]  # the library has no types
    """The first code of a new app."""

    labels: ClassVar = {"code": _("The six digits that the app now shows")}


class AddPasskeyForm(OurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """A new passkey."""

    labels: ClassVar = {
        "name": _("What do you call it?"),
        "passwordless": _("Sign in with this key alone, without a password"),
    }
    helps: ClassVar = {"name": _("For example: my telephone.")}


class EditPasskeyForm(OurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """Another name for a passkey."""

    labels: ClassVar = {"name": _("Name")}
