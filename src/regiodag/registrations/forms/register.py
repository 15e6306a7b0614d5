# SPDX-License-Identifier: EUPL-1.2
"""The registration form as participants fill it in: who they are, and the questions of the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.registrations.actions.register import Submission
from regiodag.registrations.conditions import condition_of, is_asked
from regiodag.registrations.fields import kind_of
from regiodag.registrations.models import FormField, FormSection, Participant
from regiodag.registrations.queries import fields_of

PERSON = ("given_name", "prefix", "family_name", "email", "organisation", "function")


@dataclass(frozen=True)
class Question:
    """A question as it is shown. condition: the name and the label of the question that it depends on, if any."""

    field: FormField
    bound: BoundField
    condition: str = ""


@dataclass(frozen=True)
class Asked:
    """A section of the form, with its questions as they are shown."""

    section: FormSection
    questions: list[Question]


def _line(purpose: str) -> forms.TextInput:
    """Return a line that the browser can fill in (WCAG 1.3.5)."""
    return forms.TextInput(attrs={"autocomplete": purpose})


class RegisterForm(forms.Form):
    """Who somebody is, and what the day asks them. key: the same when the form is sent again."""

    given_name = forms.CharField(label=_("First name"), max_length=80, widget=_line("given-name"))
    prefix = forms.CharField(  # type: ignore[assignment]  # Django takes fields out of the class
        label=_("Prefix of the family name"), max_length=20, required=False, help_text=_("Such as “van der”.")
    )
    family_name = forms.CharField(label=_("Family name"), max_length=80, widget=_line("family-name"))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send you a confirmation with a link."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label=_("Organisation"), max_length=160, required=False, widget=_line("organization")
    )
    function = forms.CharField(label=_("Function"), max_length=160, required=False, widget=_line("organization-title"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, day: Day, *args: Any, seed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        key = self._key()
        self.initial.setdefault("key", key)
        self.asked = fields_of(day)
        for each in self.asked:
            self.fields[name_of(each)] = kind_of(each.kind).asked(each, seed or str(key))

    def _key(self) -> UUID:
        """Return the key that the form carries, a new one when it is shown for the first time."""
        try:
            return UUID(str(self.data.get("key", "")))
        except ValueError:
            return uuid4()

    def clean(self) -> dict[str, Any]:
        """Return what was filled in; what was not asked of this person counts as not answered, and is never wrong."""
        given = super().clean() or self.cleaned_data
        kept = self._kept()
        for each in self.asked:
            if not is_asked(each, self.asked, kept):
                given[name_of(each)] = None
                self.errors.pop(name_of(each), None)
        return given

    def _kept(self) -> dict[UUID, Any]:
        return {each.pk: kind_of(each.kind).kept(self.cleaned_data.get(name_of(each))) for each in self.asked}

    def answers(self) -> dict[FormField, Any]:
        """Return the kept answer to each question that was asked of this person, None for what they left open."""
        return {each: kind_of(each.kind).kept(self.cleaned_data.get(name_of(each))) for each in self.asked}

    def submission(self) -> Submission:
        """Return what was sent."""
        given = self.cleaned_data
        person = {name: given[name] for name in PERSON}
        return Submission(**person, language=get_language() or "nl", answers=self.answers(), key=given["key"])

    def person(self) -> list[BoundField]:
        """Return the questions about who somebody is."""
        return [self[name] for name in PERSON if name in self.fields]

    def sections(self) -> Iterator[Asked]:
        """Yield the sections of the day's questions."""
        for section in dict.fromkeys(each.section for each in self.asked):
            yield Asked(section, [self._question(each) for each in self.asked if each.section == section])

    def _question(self, field: FormField) -> Question:
        on = condition_of(field, self.asked)
        return Question(field, self[name_of(field)], name_of(on) if on else "")


def name_of(field: FormField) -> str:
    """Return the name of a question in the form that is sent."""
    return f"q-{field.pk}"


def filled_in(participant: Participant, fields: Sequence[FormField]) -> dict[str, Any]:
    """Return what a participant said, as the form shows it again."""
    person: dict[str, Any] = {name: getattr(participant, name) for name in PERSON if name != "organisation"}
    person["organisation"] = participant.organisation_typed
    answers = {name_of(each): kind_of(each.kind).answer_of(participant, each) for each in fields}
    return {**person, **answers}
