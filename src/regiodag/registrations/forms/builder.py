# SPDX-License-Identifier: EUPL-1.2
"""Making the registration form: its settings, its sections and its questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator, RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.days.forms.day import VersionedForm
from regiodag.registrations.actions.form_choices import chosen
from regiodag.registrations.actions.form_parts import conditional_on
from regiodag.registrations.fields import kind_of
from regiodag.registrations.models import FormField, FormSection, RegistrationForm
from regiodag.registrations.outline import conditions_for

LONGEST_CHOICE = 160
MOST_CHOICES = 60
FEWEST_SIGNS = 6


class MomentInput(forms.DateTimeInput):
    """A date and a time with the browser's own calendar and clock, in the zone of the site."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class SettingsForm(VersionedForm):
    """When and for whom registration is open, and how many workshops people rank."""

    class Meta:
        model = RegistrationForm
        fields: ClassVar = ["opens", "closes", "access", "code", "wishes", "offer_hours", "introduction"]
        widgets: ClassVar = {"opens": MomentInput, "closes": MomentInput, "access": forms.RadioSelect}
        labels: ClassVar = {
            "opens": gettext_lazy("Registration opens at"),
            "closes": gettext_lazy("Registration closes at"),
        }
        help_texts: ClassVar = {
            "opens": gettext_lazy("Leave empty to open it as soon as the day is open."),
            "closes": gettext_lazy("Until then people can also change what they wish. Dutch time."),
            "code": gettext_lazy("Six letters or digits at least. Only used when a code is needed."),
            "wishes": gettext_lazy("From most to least wanted. More choices make it easier to place everybody."),
            "offer_hours": gettext_lazy("Who is next on the waiting list has so long to answer, before it goes on."),
            "introduction": gettext_lazy("Stands above the form. Plain text."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].validators += [
            MinLengthValidator(FEWEST_SIGNS),
            RegexValidator(r"^[A-Za-z0-9-]+$", gettext_lazy("Use letters, digits and hyphens only.")),
        ]

    def clean_code(self) -> str:
        """Return the code in small letters: whoever types it need not look at capitals."""
        return str(self.cleaned_data["code"]).lower()

    def clean(self) -> dict[str, Any]:
        """Return what was filled in, with an error when it closes before it opens."""
        given = super().clean() or self.cleaned_data
        opens, closes = given.get("opens"), given.get("closes")
        if opens is not None and closes is not None and closes <= opens:
            self.add_error("closes", _("This is not after the moment at which it opens."))
        return given


class SectionForm(VersionedForm):
    """A heading, and what is told below it."""

    class Meta:
        model = FormSection
        fields: ClassVar = ["title", "introduction"]
        widgets: ClassVar = {"introduction": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {"introduction": gettext_lazy("Stands below the heading. Plain text.")}


class Lines(forms.CharField):
    """A list, typed one to a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Return the list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the list. Raises ValidationError when there are too few, too many, or two of the same."""
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        found = [line for line in lines if line]
        if len(found) < 2:  # noqa: PLR2004  (less is no choice)
            raise ValidationError(_("Give at least two choices, each on a line of its own."))
        if len(found) > MOST_CHOICES:
            raise ValidationError(_("These are too many choices. At most 60 are possible."))
        double = next((line for line in found if [each.casefold() for each in found].count(line.casefold()) > 1), None)
        if double is not None:
            raise ValidationError(_("“%(choice)s” is there twice."), params={"choice": double})
        if any(len(line) > LONGEST_CHOICE for line in found):
            raise ValidationError(_("A choice has at most 160 characters."))
        return found


@dataclass(frozen=True)
class Lost:
    """A choice that is not offered any more though people made it; becomes: what stands in its place, if anything."""

    choice: str
    people: int
    becomes: str


class QuestionForm(VersionedForm):
    """A question. Choices that people made and that would be gone are told first: `asks` says whether they are."""

    choices = Lines(label=gettext_lazy("Choices"), help_text=gettext_lazy("One on each line."))
    condition = forms.ChoiceField(
        label=gettext_lazy("Ask it"),
        required=False,
        help_text=gettext_lazy("Of everybody, or only of whoever gave a certain answer to an earlier question."),
    )
    told = forms.CharField(required=False, widget=forms.HiddenInput)
    rename = forms.BooleanField(
        label=gettext_lazy("Change the answers along with it"),
        required=False,
        help_text=gettext_lazy("Without this tick their answers stay as they are. With it you cannot undo the change."),
    )

    field_order = ("label", "help", "choices", "rename", "required", "condition", "purpose", "basis", "weeks")

    class Meta:
        model = FormField
        fields: ClassVar = ["label", "help", "choices", "required", "purpose", "basis", "weeks"]
        help_texts: ClassVar = {
            "label": gettext_lazy("As people read it."),
            "help": gettext_lazy("Stands below the question, in smaller letters."),
            "required": gettext_lazy("Nobody can register who does not answer it."),
            "purpose": gettext_lazy("People can read this at the question."),
        }

    def __init__(self, section: FormSection, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind_of(self.instance.kind)
        self.section = section
        self.before: list[str] = list(self.instance.choices)
        self.lost: list[Lost] = []
        self.renamed: dict[str, str] = {}
        self.in_answers = False
        self._leave_out()
        if self.kind.sensitive:
            self.fields["basis"].choices = [  # type: ignore[attr-defined]  # a field with choices
                (FormField.Basis.EXPLICIT.value, FormField.Basis.EXPLICIT.label)
            ]

    def _leave_out(self) -> None:
        """Take out the fields that this question has no use for."""
        if not self.kind.has_choices:
            del self.fields["choices"]
        groups = conditions_for(self.instance, self.section)
        if groups or self.instance.only_if_id:
            self.fields["condition"].choices = [("", _("of everybody")), *groups]  # type: ignore[attr-defined]
            self.initial["condition"] = self.instance.condition
        else:
            del self.fields["condition"]
        if not self.data.get(self.add_prefix("told")):
            del self.fields["rename"]

    def clean(self) -> dict[str, Any]:
        """Return what was filled in; says what becomes of choices that people made, or that others depend on."""
        given = super().clean() or self.cleaned_data
        told, self.in_answers = given.pop("told", ""), given.pop("rename", False)
        now = given.get("choices")
        if now is not None and not self.instance._state.adding:
            self.renamed = renamed(self.before, now)
            self._check_dependents(now)
            counts = chosen(self.instance)
            gone = [each for each in counts if each in self.before and each not in now]
            self.lost = [Lost(each, counts[each], self.renamed.get(each, "")) for each in gone]
            self.lost = [] if told == self._fingerprint() else self.lost
        return given

    def _check_dependents(self, now: Sequence[str]) -> None:
        """Add an error when a question is asked only of whoever chose what cannot be chosen any more."""
        for each in conditional_on(self.instance):
            if each.only_if_answer not in {*now, *self.renamed}:
                sentence = _("“{question}” is asked only of whoever chose “{choice}”. Change that question first.")
                self.add_error("choices", sentence.format(question=each.label, choice=each.only_if_answer))

    def _fingerprint(self) -> str:
        return "; ".join(f"{each.choice}>{each.becomes}" for each in self.lost)

    @property
    def asks(self) -> bool:
        """Whether something is to be told before this is saved."""
        return bool(self.lost)

    def ask(self) -> None:
        """Let the form carry what is told now, and ask whether answers go along when they can."""
        data: Any = cast("QueryDict", self.data).copy()
        data[self.add_prefix("told")] = self._fingerprint()
        self.data = data
        if any(each.becomes for each in self.lost):
            self.fields["rename"] = type(self).base_fields["rename"]

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  (Django's signature)
        """Put the condition in its place."""
        if "condition" in self.cleaned_data:
            on, _colon, answer = self.cleaned_data["condition"].partition(":")
            self.instance.only_if_id = UUID(on) if on else None
            self.instance.only_if_answer = answer
        return super().save(commit)


def renamed(before: Sequence[str], now: Sequence[str]) -> dict[str, str]:
    """Return the new name of each choice that has another one: what stands in its place, when there are as many."""
    if len(before) != len(now):
        return {}
    pairs = zip(before, now, strict=True)
    return {old: new for old, new in pairs if old not in now and new not in before}


class MoveForm(forms.Form):
    """Where something goes: one place up or down, or, when it was dragged, in a section before another thing."""

    to = forms.ChoiceField(choices=[("up", "up"), ("down", "down")], required=False)
    section = forms.ModelChoiceField(FormSection.objects.none(), required=False)
    before = forms.ModelChoiceField(FormField.objects.none(), required=False)

    def __init__(self, form: RegistrationForm, kind: type[FormField | FormSection], *args: Any) -> None:
        super().__init__(*args)
        fields: Any = self.fields
        fields["section"].queryset = FormSection.objects.filter(form=form)
        within = {"section__form": form} if kind is FormField else {"form": form}
        fields["before"].queryset = kind._default_manager.filter(**within)


class RemoveForm(forms.Form):
    """How many answers go along, as far as was told."""

    answers = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
