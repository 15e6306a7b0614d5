# SPDX-License-Identifier: EUPL-1.2
"""What two people made of the same thing, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.forms import BaseForm, ModelForm
from django.http import QueryDict

from regiodag.editing.models import Versioned


@dataclass(frozen=True)
class Difference:
    """A field that is not what somebody typed: theirs, and what it is now."""

    label: str
    mine: Any
    theirs: Any


def differences(form: ModelForm[Any], now: Versioned | None) -> list[Difference]:
    """Return the fields of a valid form that differ from the thing as it stands now; all when it is gone.

    The form then carries the version that stands now: whoever sends it again has seen the differences.
    """
    found = []
    for name, mine in form.cleaned_data.items():
        theirs = getattr(now, name, None) if now else None
        if name != "seen" and mine != theirs:
            found.append(Difference(str(form[name].label), mine, theirs))
    refreshed(form, now)
    return found


def refreshed(form: BaseForm, now: Versioned | None) -> None:
    """Let the form carry the version that stands now: whoever sends it again has been told."""
    if now is not None:
        data: Any = cast("QueryDict", form.data).copy()
        data[form.add_prefix("seen")] = str(now.version)
        form.data = data
