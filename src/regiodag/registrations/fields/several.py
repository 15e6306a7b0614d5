# SPDX-License-Identifier: EUPL-1.2
"""Any number of several answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.registrations.fields.kind import FieldKind, about, pairs
from regiodag.registrations.models import FormField


@dataclass(frozen=True)
class Several(FieldKind):
    """Some of the choices."""

    has_choices: ClassVar[bool] = True

    def asked(self, field: FormField, seed: str = "") -> forms.Field:  # noqa: ARG002
        """Return the choices, each with a box to tick."""
        return forms.MultipleChoiceField(
            choices=pairs(field.choices), widget=forms.CheckboxSelectMultiple, **about(field)
        )

    def told(self, value: Any) -> str:
        """Return what was chosen, one after the other."""
        return "; ".join(value or [])

    def equals(self, value: Any, wanted: str) -> bool:
        """Return whether the wanted answer is among those that were chosen."""
        return wanted in (value or [])


KIND = Several(
    "several", _("some of several"), 40, explained=_("People tick as many answers from your list as they want.")
)
