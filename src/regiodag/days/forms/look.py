# SPDX-License-Identifier: EUPL-1.2
"""The look of a day: logo and colours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.days.pictures import redrawn
from regiodag.days.theme import COLOURS, complete, read_tokens, unreadable

LOGO_SIDE = 600
MOST_CSS = 500_000


class LookForm(forms.Form):
    """Logo and colours; a style sheet with tokens fills the colours in."""

    logo = forms.FileField(
        label=_("Logo"), required=False,
        help_text=_("PNG, JPEG, WebP or GIF, at most 5 MB. Leave empty to keep what is there."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )  # fmt: skip
    remove_logo = forms.BooleanField(label=_("Without a logo"), required=False)
    logo_words = forms.CharField(
        label=_("What the logo says"), max_length=120, required=False,
        help_text=_("For people who cannot see it: the name of the organisation, usually."),
    )  # fmt: skip
    tokens = forms.FileField(
        label=_("Style sheet with tokens"), required=False,
        help_text=_("A theme of NL Design System (CSS). Its colours replace those below; nothing else of it is used."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        for name, (words, _ours) in COLOURS.items():
            self.fields[name] = forms.RegexField(
                r"^#[0-9a-fA-F]{6}$", label=words, widget=forms.TextInput(attrs={"type": "color", "class": "colour"})
            )
        self.initial = {"logo_words": day.logo_words, "seen": day.version, **complete(day.theme)}

    def clean_logo(self) -> ContentFile[bytes] | None:
        """Return the picture as it will be kept. Raises ValidationError when it is none."""
        upload: UploadedFile[Any] | None = self.cleaned_data["logo"]
        return redrawn(upload, LOGO_SIDE) if upload else None

    def clean(self) -> dict[str, Any]:
        """Return what was filled in, with the theme. Raises ValidationError for colours that cannot be read."""
        given = super().clean() or self.cleaned_data
        theme = {name: given[name].lower() for name in COLOURS if name in given}
        if given.get("tokens"):
            theme |= self._from_tokens(given["tokens"])
        for name, sentence in unreadable(theme):
            self.add_error(name, sentence)
        if given.get("logo") and not given.get("logo_words"):
            self.add_error("logo_words", _("Say what the logo says, for people who cannot see it."))
        given["theme"] = theme
        return given

    def _from_tokens(self, upload: UploadedFile[Any]) -> dict[str, str]:
        found = read_tokens(upload.read(MOST_CSS).decode("utf-8", "replace"))
        if not found:
            self.add_error("tokens", _("There is no colour in this style sheet that can be used."))
        return found
