# SPDX-License-Identifier: EUPL-1.2
"""What somebody does not eat: sealed, because it can tell of health or belief."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.registrations.fields.kind import FieldKind, about
from regiodag.registrations.models import FormField

LONGEST = 300


@dataclass(frozen=True)
class Diet(FieldKind):
    """Words for the kitchen."""

    def asked(self, field: FormField, seed: str = "") -> forms.Field:  # noqa: ARG002
        """Return a line to type in."""
        return forms.CharField(max_length=LONGEST, **about(field))


KIND = Diet(
    "diet",
    _("diet"),
    70,
    _("So that there is food for everybody."),
    FormField.Basis.EXPLICIT,
    1,
    sensitive=True,
    explained=_("What somebody does not eat, for the kitchen."),
)
