# SPDX-License-Identifier: EUPL-1.2
"""A short answer in words."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.registrations.fields.kind import FieldKind, about
from regiodag.registrations.models import FormField

LONGEST_LINE = 200


@dataclass(frozen=True)
class Text(FieldKind):
    """One line."""

    def asked(self, field: FormField, seed: str = "") -> forms.Field:  # noqa: ARG002
        """Return a line to type in."""
        return forms.CharField(max_length=LONGEST_LINE, **about(field))


KIND = Text("text", _("short text"), 10, explained=_("One line to type in, such as a telephone number."))
