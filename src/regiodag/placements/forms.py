# SPDX-License-Identifier: EUPL-1.2
"""What is asked to run and to publish."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from regiodag.days.forms.day import VersionedForm
from regiodag.days.models import Day, Round, Session
from regiodag.placements.aims import Aim
from regiodag.placements.files import Named
from regiodag.placements.material import KINDS as FILES
from regiodag.placements.material import PICTURES, Checked, checked
from regiodag.placements.models import ChangeRules, LeaderRules
from regiodag.registrations.forms.builder import MomentInput
from regiodag.registrations.models import FormField


class AimForm(forms.Form):
    """What to aim at, and whether locked people keep their places."""

    aim = forms.ChoiceField(choices=Aim.choices)
    keep = forms.BooleanField(required=False)
    rooms = forms.BooleanField(required=False)


class PublishForm(forms.Form):
    """What a version is called, and with which one it was compared."""

    name = forms.CharField(
        label=_("Name of this version"),
        max_length=80,
        help_text=_("For yourselves, to find it again: “first placement”, “after the cancellations of Monday”."),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class SeenForm(forms.Form):
    """The version that somebody looked at."""

    seen = forms.IntegerField(min_value=1)


class BoardForm(SeenForm):
    """The version that somebody looked at, and the round that the board showed: without it, it was no board."""

    round: forms.ModelChoiceField[Round] = forms.ModelChoiceField(queryset=Round.objects.none(), required=False)

    def __init__(self, day: Day, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what was sent
        self.fields["round"].queryset = day.rounds.all()  # type: ignore[attr-defined]  # it is a field of models


class MoveForm(SeenForm):
    """Where somebody goes: a session of the round."""

    session: forms.ModelChoiceField[Session] = forms.ModelChoiceField(queryset=Session.objects.none())

    def __init__(self, sessions: QuerySet[Session], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what was sent, or nothing
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]  # it is a field of models


class TakeForm(forms.Form):
    """The session that somebody wants, and the one that they saw they have in that round: nothing for none."""

    session: forms.ModelChoiceField[Session] = forms.ModelChoiceField(queryset=Session.objects.none())
    seen = forms.CharField(required=False, max_length=40)

    def __init__(self, sessions: QuerySet[Session], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what was sent, or nothing
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]  # it is a field of models


class RulesForm(VersionedForm):
    """Whether participants may change their own workshops, and until when."""

    class Meta:
        model = ChangeRules
        fields: ClassVar = ["allowed", "until"]
        widgets: ClassVar = {"until": MomentInput}
        labels: ClassVar = {"until": _("They may do so until")}
        help_texts: ClassVar = {
            "allowed": _(
                "They take a chair that is free, or swap with others who want that too. You see who did what."
            ),
            "until": _("Leave empty to let them do so until the day is held. Dutch time."),
        }


class LeaderRulesForm(VersionedForm):
    """Whose names leaders see."""

    class Meta:
        model = LeaderRules
        fields: ClassVar = ["consent"]
        labels: ClassVar = {"consent": _("Leaders see the names of whoever ticked")}
        help_texts: ClassVar = {
            "consent": _("A question of the registration form of the kind “consent”. Of others they see how many come.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["consent"]
        field.queryset = FormField.objects.filter(section__form__day=self.instance.day, kind="consent")
        field.empty_label = _("nothing: they see no names")


class MaterialForm(forms.Form):
    """A file for a workshop."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, presentation, document or picture, at most 25 MB (pictures 5 MB)."),
        widget=forms.FileInput(attrs={"accept": ",".join(sorted({*FILES, *PICTURES}))}),
    )

    def clean_file(self) -> Checked:
        """Return the file as it is kept. Raises ValidationError when it may not be."""
        return checked(self.cleaned_data["file"])


class ShowForm(forms.Form):
    """Whether participants may have a file."""

    shown = forms.BooleanField(required=False)


class RepairForm(forms.Form):
    """From which placement, when not from what is published, and what of it somebody looked at."""

    seen = forms.CharField(max_length=60)
    run = forms.UUIDField(required=False)


class MostForm(forms.Form):
    """How many moves there may be."""

    most = forms.IntegerField(min_value=0)


class ChairsForm(forms.Form):
    """How many chairs are added at a time when somebody asks what would help."""

    chairs = forms.IntegerField(
        label=_("Chairs to add at a time"),
        min_value=1,
        max_value=200,
        initial=5,
        help_text=_("As many as you could put in a room, or as a leader would take more people."),
    )


class TryForm(forms.Form):
    """Which change of the advice is tried."""

    advice = forms.UUIDField()
    change = forms.IntegerField(min_value=0)


class MarkForm(forms.Form):
    """How the sessions of the day were when somebody looked."""

    seen = forms.CharField(max_length=64)


class TakeOutForm(forms.Form):
    """Which file to take out, and why."""

    what = forms.ChoiceField(label=_("Which file?"), choices=Named.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why do you need it?"),
        max_length=200,
        help_text=_("Such as “lists for the rooms”. It is kept in “Who did what”, without names."),
    )
