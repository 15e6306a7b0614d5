# SPDX-License-Identifier: EUPL-1.2
"""An earlier day whose participants are invited again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.accounts.models import User
from regiodag.accounts.roles import Permission, allows
from regiodag.days.models import Day
from regiodag.days.queries import role_in_day


class EarlierDayForm(forms.Form):
    """One of the other days of the series that the organiser may take people from."""

    earlier = forms.ModelChoiceField(Day.objects.none(), label=_("Day"), empty_label=None)

    def __init__(self, day: Day, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Day.objects.filter(series=day.series_id).exclude(pk=day.pk).order_by("-date", "-made")
        may = [each.pk for each in others if allows(role_in_day(user, each), Permission.EXPORT)]
        self.any = bool(may)
        field = self.fields["earlier"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type: it is made above)
        field.queryset = others.filter(pk__in=may)
