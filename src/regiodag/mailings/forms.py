# SPDX-License-Identifier: EUPL-1.2
"""Messages, texts and rules as organisers fill them in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.days.forms.day import VersionedForm
from regiodag.days.models import Day
from regiodag.mailings.kinds import Audience
from regiodag.mailings.models import Mailing, Rule, Template
from regiodag.mailings.queries import counted, is_over, moment_of
from regiodag.mailings.registry import audiences, moments
from regiodag.mailings.texts import unknown_in


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes to tick, drawn in one go: thousands of people are no page to wait for."""

    template_name = "mailings/widgets/boxes.html"


class Chosen(forms.MultipleChoiceField):
    """What was chosen within an audience. Whether something must be is up to the form: only with that audience."""

    def validate(self, value: Any) -> None:
        """Raise ValidationError for what there is not to choose; nothing is fine."""
        if value:
            super().validate(value)


class LetterForm(VersionedForm):
    """A subject and a text, in which every placeholder stands for something."""

    def clean_subject(self) -> str:
        """Return the subject. Raises ValidationError for a placeholder that stands for nothing."""
        return self._known("subject")

    def clean_text(self) -> str:
        """Return the text. Raises ValidationError as above."""
        return self._known("text")

    def _known(self, name: str) -> str:
        written: str = self.cleaned_data[name]
        wrong = unknown_in(written)
        if wrong:
            raise forms.ValidationError([str(each) for each in wrong])
        return written


class CallOffForm(LetterForm):
    """What tells that a day does not take place."""

    class Meta:
        model = Mailing
        fields: ClassVar = ["subject", "text"]


class TemplateForm(LetterForm):
    """A text that is used again."""

    audience = forms.ChoiceField(label=gettext_lazy("for whom it is usually meant"))

    class Meta:
        model = Template
        fields: ClassVar = ["name", "audience", "subject", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = _without_choice()  # type: ignore[attr-defined]


class MailingForm(LetterForm):
    """A message and for whom it is; per audience in which something is to be chosen, what there is to choose from."""

    audience = forms.ChoiceField(label=gettext_lazy("For whom"), widget=forms.RadioSelect)

    class Meta:
        model = Mailing
        fields: ClassVar = ["audience", "subject", "text"]

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.day = day
        found = [(each, number, each.choices(day) if each.choices else []) for each, number in counted(day)]
        shown = [(each, number) for each, number, choices in found if choices or each.choices is None]
        self.fields["audience"].choices = [(each.code, _counted(each, number)) for each, number in shown]  # type: ignore[attr-defined]
        for each, _number, choices in found:
            if choices:
                self.fields[choice_of(each.code)] = Chosen(
                    label=str(each.name), choices=choices, widget=Boxes(),
                    initial=self.instance.choice if self.instance.audience == each.code else [],
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Return what was filled in. Raises ValidationError when something is still to be chosen."""
        given = super().clean() or self.cleaned_data
        chosen = {code: given.pop(choice_of(code), []) for code in audiences()}
        code = given.get("audience", "")
        self.instance.choice = chosen.get(code, [])
        if choice_of(code) in self.fields and not self.instance.choice:
            self.add_error(choice_of(code), _("Choose at least one."))
        return given

    def choice_fields(self) -> list[forms.BoundField]:
        """Return the lists to choose from."""
        return [self[name] for name in self.fields if name.startswith("choice_")]


class RuleForm(VersionedForm):
    """When a rule writes what to whom."""

    audience = forms.ChoiceField(label=gettext_lazy("for whom"))
    moment = forms.ChoiceField(label=gettext_lazy("before what"))

    class Meta:
        model = Rule
        fields: ClassVar = ["template", "audience", "days", "moment", "time", "active", "at_once"]
        widgets: ClassVar = {"time": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
        help_texts: ClassVar = {
            "at_once": gettext_lazy("Otherwise it is put ready as a draft, and goes when you have looked at it."),
        }

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.day = day
        self.fields["template"].queryset = Template.objects.filter(day=day)  # type: ignore[attr-defined]
        self.fields["template"].empty_label = None  # type: ignore[attr-defined]
        self.fields["audience"].choices = _without_choice()  # type: ignore[attr-defined]
        self.fields["moment"].choices = [(each.code, each.name) for each in moments().values()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return what was filled in. Raises ValidationError for a moment that is past already."""
        given = super().clean() or self.cleaned_data
        if not self.errors and given["active"] and self._is_past(given):
            raise forms.ValidationError(
                _("That moment is past already. Choose fewer days before, or write the message yourself.")
            )
        return given

    def _is_past(self, given: dict[str, Any]) -> bool:
        wanted = Rule(day=self.instance.day, days=given["days"], time=given["time"], moment=given["moment"])
        at, now = moment_of(wanted), timezone.now()
        return at is not None and self.instance.done < self.instance.turn and (is_over(wanted, now) or at <= now)


def choice_of(code: str) -> str:
    """Return the name of the list to choose from that belongs to an audience."""
    return f"choice_{code.replace('-', '_')}"


def _counted(audience: Audience, number: int | None) -> str:
    return str(audience.name) if number is None else f"{audience.name} ({number})"


def _without_choice() -> Sequence[tuple[str, Any]]:
    return [(each.code, each.name) for each in audiences().values() if each.choices is None]
