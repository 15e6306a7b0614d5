# SPDX-License-Identifier: EUPL-1.2
"""A consent: given by ticking a box, never ticked beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.registrations.fields.kind import FieldKind, about, yes_or_no
from regiodag.registrations.models import FormField


@dataclass(frozen=True)
class Consent(FieldKind):
    """A box to tick."""

    def asked(self, field: FormField, seed: str = "") -> forms.Field:  # noqa: ARG002
        """Return the box."""
        return forms.BooleanField(**about(field))

    def kept(self, value: Any) -> Any:
        """Return yes or no: no consent is an answer too."""
        return bool(value)

    def told(self, value: Any) -> str:
        """Return the answer in words."""
        return "" if value is None else yes_or_no(value)

    def equals(self, value: Any, wanted: str) -> bool:
        """Return whether consent was given; a condition on a consent asks for that."""
        return bool(value) == bool(wanted)

    def conditions(self, field: FormField) -> list[tuple[str, str]]:  # noqa: ARG002
        """Return the two answers."""
        return [("yes", yes_or_no(value=True)), ("", yes_or_no(value=False))]


KIND = Consent(
    "consent",
    _("consent"),
    60,
    basis=FormField.Basis.CONSENT,
    explained=_("A box to tick, such as for a photo. Nobody is kept out who does not tick it, unless you say so."),
)
