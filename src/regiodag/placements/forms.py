# SPDX-License-Identifier: EUPL-1.2
"""What is asked to run and to publish."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.placements.aims import Aim


class AimForm(forms.Form):
    """What to aim at."""

    aim = forms.ChoiceField(choices=Aim.choices)


class PublishForm(forms.Form):
    """What a version is called, and with which one it was compared."""

    name = forms.CharField(
        label=_("Name of this version"),
        max_length=80,
        help_text=_("For yourselves, to find it again: “first placement”, “after the cancellations of Monday”."),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
