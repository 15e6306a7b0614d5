# SPDX-License-Identifier: EUPL-1.2
"""One of several answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.registrations.fields.kind import FieldKind, about, pairs
from regiodag.registrations.models import FormField


@dataclass(frozen=True)
class Choice(FieldKind):
    """One of the choices."""

    has_choices: ClassVar[bool] = True

    def asked(self, field: FormField, seed: str = "") -> forms.Field:  # noqa: ARG002
        """Return the choices, of which one can be chosen."""
        return forms.ChoiceField(choices=pairs(field.choices), widget=forms.RadioSelect, **about(field))


KIND = Choice("choice", _("one of several"), 30, explained=_("People choose one answer from your list."))
