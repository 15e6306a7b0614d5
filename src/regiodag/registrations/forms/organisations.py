# SPDX-License-Identifier: EUPL-1.2
"""Forms about organisations, domains and groups."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.days.forms.day import VersionedForm
from regiodag.days.models import Day
from regiodag.registrations.models import Domain, Group, Organisation


class OrganisationForm(VersionedForm):
    """An organisation: its name and its domain."""

    class Meta:
        model = Organisation
        fields: ClassVar = ["name", "domain"]

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = self.instance.day = day
        self.fields["domain"].queryset = Domain.objects.filter(day=day)  # type: ignore[attr-defined]
        self.fields["domain"].empty_label = _("no domain")  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """Return the name. Raises ValidationError when another organisation of the day has it."""
        return _unused(self)


class NameForm(forms.ModelForm[Any]):
    """Something of a day that has a name alone."""

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = self.instance.day = day

    def clean_name(self) -> str:
        """Return the name. Raises ValidationError when it is taken."""
        return _unused(self)


class DomainForm(NameForm):
    """A domain."""

    class Meta:
        model = Domain
        fields: ClassVar = ["name"]
        help_texts: ClassVar = {"name": _("Such as police, care or municipality.")}


class GroupForm(NameForm):
    """A group of people."""

    class Meta:
        model = Group
        fields: ClassVar = ["name"]


def _unused(form: Any) -> str:
    """Return the name that was filled in. Raises ValidationError when another one has it, whatever the capitals."""
    name = " ".join(str(form.cleaned_data["name"]).split())
    others = type(form.instance).objects.filter(day=form.day, name__iexact=name).exclude(pk=form.instance.pk)
    if others.exists():
        raise forms.ValidationError(_("There is one with this name already."))
    return name


def is_taken(form: Any) -> bool:
    """Return whether the name in a valid form was taken since it was looked at; then the form says so."""
    try:
        _unused(form)
    except forms.ValidationError as error:
        form.add_error("name", error)
        return True
    return False
