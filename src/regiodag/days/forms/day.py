# SPDX-License-Identifier: EUPL-1.2
"""A new day, and what is told about a day."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from regiodag.accounts.models import User
from regiodag.accounts.roles import Permission, allows
from regiodag.days.models import Day, Series
from regiodag.days.queries import role_in_series, series_of


class DateInput(forms.DateInput):
    """A date with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


LONGEST_TEXT = 32_767
"""Characters in a text of several lines: what a cell of a spreadsheet holds, so that the programme goes there whole."""


class NewDayForm(forms.Form):
    """The least that a day needs."""

    title = forms.CharField(label=_("Title of the day"), max_length=160)
    date = forms.DateField(
        label=_("Date"),
        required=False,
        widget=DateInput(),
        help_text=_("Leave empty when it is still to be announced."),
    )
    series = forms.ModelChoiceField(
        Series.objects.none(),
        label=_("Series"),
        required=False,
        empty_label=_("a new series"),
        help_text=_("Days that follow one another over the years are a series."),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [series for series in series_of(user) if allows(role_in_series(user, series), Permission.EDIT)]
        self.fields["series"].queryset = Series.objects.filter(pk__in=[each.pk for each in mine])  # type: ignore[attr-defined]
        if not mine:
            self.fields["series"].widget = forms.HiddenInput()


class VersionedForm(forms.ModelForm[Any]):
    """A form of something that several people edit: it carries the version that its maker saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                _limit(field)


class DetailsForm(VersionedForm):
    """What is told about a day."""

    class Meta:
        model = Day
        fields: ClassVar = [
            "title", "motto", "description", "host", "chair", "contact_name", "contact_email", "contact_phone",
            "capacity", "venue", "address", "postcode", "town", "route", "accessibility",
        ]  # fmt: skip
        help_texts: ClassVar = {
            "motto": _("A few words that say what the day is about."),
            "description": _("For the page of the day. Plain text; an empty line begins a new paragraph."),
            "host": _("The organisation that receives everybody."),
            "capacity": _("How many people can come at most."),
            "accessibility": _("Step-free entrance, lift, toilets, hearing loop, quiet room, guide dogs."),
        }


def _limit(field: forms.Field) -> None:
    field.validators = [*field.validators, MaxLengthValidator(LONGEST_TEXT)]
