# SPDX-License-Identifier: EUPL-1.2
"""Forms about participants, for organisers: which to list, one that is added or changed, what to take out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.days.forms.day import VersionedForm
from regiodag.days.models import Day
from regiodag.editing.differences import Difference
from regiodag.registrations.fields import kind_of
from regiodag.registrations.forms.register import RegisterForm, name_of
from regiodag.registrations.models import Domain, FormField, Group, Organisation, Participant
from regiodag.registrations.queries_again import asked_in
from regiodag.registrations.queries_participants import NOBODYS, SILENT, Filters

REGISTERED_ALREADY = _("This address is registered already: %(name)s.")


class FilterForm(forms.Form):
    """Which participants to list, and in what order. What is not among the choices counts as not filled in."""

    words = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    again = forms.ChoiceField(label=_("The new date"), required=False)
    wishes = forms.ChoiceField(label=_("Wishes"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    domain = forms.ChoiceField(label=_("Domain"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False)
    source = forms.ChoiceField(label=_("How it came in"), required=False)
    notes = forms.ChoiceField(label=_("Notes"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, day: Day, data: Any, *, editor: bool) -> None:
        super().__init__(data, auto_id="filter_%s")
        choices: dict[str, list[Any]] = {
            "state": [*Participant.State.choices],
            "again": [(SILENT, _("not answered yet")), ("yes", _("said yes"))],
            "wishes": [(NOBODYS, _("without wishes")), ("some", _("with wishes"))],
            "organisation": [(NOBODYS, _("no organisation yet")), *_named(Organisation, day)],
            "domain": [(NOBODYS, _("no domain")), *_named(Domain, day)],
            "group": [(NOBODYS, _("in no group")), *_named(Group, day)],
            "source": [*Participant.Source.choices],
            "notes": [("some", _("with notes"))],
        }
        for name, offered in choices.items():
            self.fields[name].choices = [("", _("all")), *offered]  # type: ignore[attr-defined]
        if not editor:
            del self.fields["notes"]
        if not asked_in(day).exists():
            del self.fields["again"]

    def filters(self) -> Filters:
        """Return what to list."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if name in self.fields}
        return Filters(**given)


def _named(kind: type[Any], day: Day) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in kind.objects.filter(day=day).values_list("pk", "name")]


class HandForm(RegisterForm):
    """A registration that an organiser fills in: the same questions, in words for somebody else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("They get a confirmation with their personal link.")
        for each in self.fields.values():
            if "autocomplete" in each.widget.attrs:  # what a browser knows is the organiser's own name
                each.widget.attrs["autocomplete"] = "off"

    def clean_email(self) -> str:
        """Return the address. Raises ValidationError, with the name, when somebody has it who did not cancel."""
        return _unused(self.cleaned_data["email"], self.day, Participant.State.CANCELLED)


class ParticipantForm(VersionedForm):
    """Who somebody is, and what organisers keep about them."""

    class Meta:
        model = Participant
        fields: ClassVar = [
            "given_name", "prefix", "family_name", "email", "organisation_typed", "function", "group", "notes",
        ]  # fmt: skip
        help_texts: ClassVar = {
            "email": _("At another address they get nothing by themselves: send the personal link again."),
            "notes": _("Only organisers see this. The participant can ask to see it, so keep it to what is needed."),
        }

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["group"].queryset = Group.objects.filter(day=day)  # type: ignore[attr-defined]
        self.fields["group"].empty_label = _("in no group")  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """Return the address. Raises ValidationError, with the name, when somebody else of this day has it."""
        return _unused(self.cleaned_data["email"], self.day, but=self.instance)


def _unused(email: str, day: Day, *states: str, but: Participant | None = None) -> str:
    email = email.strip().lower()
    others = Participant.objects.filter(day=day, email__iexact=email).exclude(state__in=states)
    found = (others.exclude(pk=but.pk) if but else others).first()
    if found is not None:
        raise forms.ValidationError(REGISTERED_ALREADY, params={"name": found})
    return email


class AnswersForm(RegisterForm):
    """The questions of the day alone, for somebody who is registered. sensitive: whether those are asked as well."""

    given_name = prefix = family_name = email = organisation = function = key = None  # type: ignore[assignment]

    def __init__(self, day: Day, *args: Any, sensitive: bool, **kwargs: Any) -> None:
        super().__init__(day, *args, **kwargs)
        hidden = [each for each in self.asked if kind_of(each.kind).sensitive and not sensitive]
        self.asked = [each for each in self.asked if each not in hidden]
        for each in hidden:
            del self.fields[name_of(each)]

    def changed(self, participant: Participant) -> dict[FormField, Any]:
        """Return the answers that are not what the participant has now."""
        return {
            each: value
            for each, value in self.answers().items()
            if value != kind_of(each.kind).answer_of(participant, each)
        }

    def differences(self, now: Participant | None) -> list[Difference]:
        """Return the answers that differ from those that stand there now, as people read them."""
        found = []
        for each, value in self.answers().items():
            kind = kind_of(each.kind)
            theirs = kind.told(kind.answer_of(now, each)) if now else ""
            if kind.told(value) != theirs:
                found.append(Difference(each.label, kind.told(value), theirs))
        return found


class ExportForm(forms.Form):
    """What to take out, and why."""

    reason = forms.CharField(
        label=_("Why do you need this list?"),
        max_length=200,
        help_text=_("Such as “badges for the desk”. It is kept in “Who did what”, without names."),
    )
    columns = forms.MultipleChoiceField(label=_("Columns"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, columns: Sequence[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["columns"].choices = columns  # type: ignore[attr-defined]
