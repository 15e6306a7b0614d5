# SPDX-License-Identifier: EUPL-1.2
"""Another date, and a day from last year's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.days.actions.copy import Part
from regiodag.days.forms.day import DateInput
from regiodag.days.models import Day, PlannedDate

PARTS = (
    (Part.ABOUT, _("Motto, description, host, chair and contact")),
    (Part.VENUE, _("Venue, route and accessibility")),
    (Part.LOOK, _("Logo and colours")),
    (Part.ORGANISERS, _("The organisers of that day")),
    (Part.ROOMS, _("Rooms")),
    (Part.SPEAKERS, _("Speakers and leaders, without photos: they have to agree again")),
    (Part.PROGRAMME, _("Programme: parts, times and rounds")),
    (Part.WORKSHOPS, _("Workshops and when they are given")),
    (Part.REGISTRATION, _("Registration form: its questions and settings, without its dates")),
)


class PostponeForm(forms.Form):
    """Another date or none yet."""

    date = forms.DateField(
        label=_("New date"),
        required=False,
        widget=DateInput(),
        help_text=_("Leave empty when it is still to be announced."),
    )
    registrations = forms.ChoiceField(
        label=_("Registrations that are there already"),
        choices=PlannedDate.Registrations.choices,
        initial=PlannedDate.Registrations.KEEP,
        widget=forms.RadioSelect,
    )
    answer_by = forms.DateField(
        label=_("Answer by"),
        required=False,
        widget=DateInput(),
        help_text=_("When you ask everybody again: until when. It is in the mail; nobody is cancelled by itself."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("Shown on the page of the day.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["seen"].initial = day.version
        last = day.planned.last()
        if day.date is None and last is None:
            for name in ("registrations", "answer_by", "reason"):
                del self.fields[name]
        elif day.date is None and last:  # what was chosen then still has to be done
            self.fields["registrations"].initial = last.registrations
            self.fields["answer_by"].initial = last.answer_by

    def clean(self) -> dict[str, Any]:
        """Return what was filled in. Raises ValidationError when the date is the one it has."""
        given = super().clean() or self.cleaned_data
        if "date" in given and given["date"] == self.day.date:
            raise forms.ValidationError(_("This is the date that the day has already."))
        answer_by, date = given.get("answer_by"), given.get("date")
        if answer_by and date and answer_by >= date:
            self.add_error("answer_by", _("Choose a date before the day itself."))
        return given


class CopyForm(forms.Form):
    """The next day, and what comes along from this one."""

    title = forms.CharField(label=_("Title of the new day"), max_length=160)
    date = forms.DateField(
        label=_("Date"),
        required=False,
        widget=DateInput(),
        help_text=_("Leave empty when it is still to be announced."),
    )
    town = forms.CharField(
        label=_("In another town"),
        max_length=80,
        required=False,
        help_text=_("Leave empty when it is in the same place. Otherwise the venue and its rooms do not come along."),
    )
    parts = forms.MultipleChoiceField(
        label=_("What comes along"), choices=PARTS, required=False, widget=forms.CheckboxSelectMultiple
    )
