# SPDX-License-Identifier: EUPL-1.2
"""What two people made of the same thing, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Manager, QuerySet
from django.forms import BaseForm, Field, FileField, ModelChoiceField, ModelForm
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

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
        field = form.fields[name]
        if name != "seen" and not isinstance(field, FileField):
            theirs = getattr(now, name, None) if now else None
            pair = _told(field, mine), _told(field, theirs)
            if pair[0] != pair[1]:
                found.append(Difference(str(form[name].label), *pair))
    refreshed(form, now)
    return found


def _told(field: Field, value: Any) -> str:
    """Return a value as people read it: the names of what is chosen, in alphabetical order."""
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    names = _names(field)
    if isinstance(value, list | tuple | QuerySet):
        return ", ".join(sorted(str(names.get(each, each)) for each in value))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return "" if value is None else str(names.get(value, value))


def _names(field: Field) -> dict[Any, Any]:
    """Return the name of each choice, also of those that stand in groups."""
    if isinstance(field, ModelChoiceField):
        return {}
    groups = [each if isinstance(each[1], list | tuple) else ("", [each]) for each in getattr(field, "choices", ())]
    return {value: name for _group, choices in groups for value, name in choices}


def refreshed(form: BaseForm, now: Versioned | None) -> None:
    """Let the form carry the version that stands now: whoever sends it again has been told."""
    if now is not None:
        data: Any = cast("QueryDict", form.data).copy()
        data[form.add_prefix("seen")] = str(now.version)
        form.data = data
