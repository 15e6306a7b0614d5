# SPDX-License-Identifier: EUPL-1.2
"""A whole number."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.registrations.fields.kind import FieldKind, about
from regiodag.registrations.models import FormField

LARGEST = 1_000_000


@dataclass(frozen=True)
class Number(FieldKind):
    """A number from zero on."""

    def asked(self, field: FormField, seed: str = "") -> forms.Field:  # noqa: ARG002
        """Return a place for a number."""
        return forms.IntegerField(min_value=0, max_value=LARGEST, **about(field))


KIND = Number("number", _("number"), 50, explained=_("A whole number from zero on."))
