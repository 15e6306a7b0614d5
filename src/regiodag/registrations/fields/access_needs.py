# SPDX-License-Identifier: EUPL-1.2
"""What somebody needs to take part: sealed, because it can tell of health."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.registrations.fields.kind import LONGEST_ANSWER, FieldKind, about
from regiodag.registrations.models import FormField


@dataclass(frozen=True)
class AccessNeeds(FieldKind):
    """Words for whoever prepares the rooms."""

    def asked(self, field: FormField, seed: str = "") -> forms.Field:  # noqa: ARG002
        """Return an area to type in."""
        return forms.CharField(max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 3}), **about(field))


KIND = AccessNeeds(
    "access-needs",
    _("access needs"),
    80,
    _("So that you can take part: step-free rooms, an interpreter, a quiet place."),
    FormField.Basis.EXPLICIT,
    1,
    sensitive=True,
    explained=_("What somebody needs to take part, in their own words."),
)
