# SPDX-License-Identifier: EUPL-1.2
"""A longer answer in words."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.registrations.fields.kind import LONGEST_ANSWER, FieldKind, about
from regiodag.registrations.models import FormField


@dataclass(frozen=True)
class LongText(FieldKind):
    """Several lines."""

    def asked(self, field: FormField, seed: str = "") -> forms.Field:  # noqa: ARG002
        """Return an area to type in."""
        return forms.CharField(max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 4}), **about(field))


KIND = LongText("long-text", _("longer text"), 20, explained=_("Several lines, such as a question to the speakers."))
