# SPDX-License-Identifier: EUPL-1.2
"""What every kind of question has: how it is asked, kept, shown and taken out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from regiodag.accounts.secrets import sealed, unsealed
from regiodag.registrations.models import Answer, FormField, Participant

LONGEST_ANSWER = 2000


@dataclass(frozen=True)
class FieldKind:
    """A kind of question; a subclass says how it is asked.

    code: never changes. name: for the organiser. purpose: what is filled in first as the reason why it is asked.
    basis, weeks: idem, the legal basis and how long the answer is kept. sensitive: the answer is sealed in the
    database, and seen only by who may see such answers. explained: for the organiser who chooses a kind.
    has_choices: the organiser says what can be chosen. once: a form has it once at most.
    """

    code: str
    name: Any
    order: int
    purpose: Any = ""
    basis: FormField.Basis = FormField.Basis.TASK
    weeks: int = 8
    sensitive: bool = False
    explained: Any = ""
    has_choices: ClassVar[bool] = False
    once: ClassVar[bool] = False

    def asked(self, field: FormField, seed: str = "") -> forms.Field:
        """Return the question as a part of a form, with label, help and whether it must be answered.

        seed: what tells one person from another, for what is shown in an order of their own.
        """
        raise NotImplementedError

    def kept(self, value: Any) -> Any:
        """Return what is written down of a valid answer, None when there is none: text, a number, a list or a yes."""
        return value if value not in ("", [], None) else None

    def told(self, value: Any) -> str:
        """Return an answer that was kept, for people to read and for a cell of a spreadsheet."""
        return "" if value is None else str(value)

    def equals(self, value: Any, wanted: str) -> bool:
        """Return whether a kept answer is the one that a condition asks for."""
        return self.told(value) == wanted

    def still_there(self, value: Any) -> Any:
        """Return a kept answer without what it refers to and was deleted since."""
        return value

    def rows(self, participant: Participant, field: FormField, value: Any) -> list[models.Model]:
        """Return what is to be saved for a kept answer; nothing for no answer."""
        if value is None:
            return []
        return [Answer(participant=participant, field=field, value=self.stored(value))]

    def clear(self, participant: Participant, field: FormField) -> None:
        """Delete what was saved of an answer."""
        Answer.objects.filter(participant=participant, field=field).delete()

    def answer_of(self, participant: Participant, field: FormField) -> Any:
        """Return the kept answer of a participant, None when there is none."""
        found = next((each for each in participant.answers.all() if each.field_id == field.pk), None)
        return None if found is None else self.opened(found.value)

    def stored(self, value: Any) -> Any:
        """Return a kept answer as it stands in a row of the database."""
        return sealed(json.dumps(value)) if self.sensitive else value

    def opened(self, stored: Any) -> Any:
        """Return the kept answer that stands in a row of the database."""
        return json.loads(unsealed(stored)) if self.sensitive else stored

    def answered(self, field: FormField) -> int:
        """Return how many people gave an answer."""
        return Answer.objects.filter(field=field).count()

    def clear_all(self, field: FormField) -> None:
        """Delete what everybody answered."""
        Answer.objects.filter(field=field).delete()

    def conditions(self, field: FormField) -> list[tuple[str, str]]:
        """Return the answers on which another question can be asked, each with its name; none when it cannot."""
        return pairs(field.choices) if self.has_choices else []


def about(field: FormField, **more: Any) -> dict[str, Any]:
    """Return what every question passes on to its part of the form."""
    return {"label": field.label, "help_text": field.help, "required": field.required, **more}


def pairs(choices: Sequence[str]) -> list[tuple[str, str]]:
    """Return choices as a part of a form takes them."""
    return [(each, each) for each in choices]


def yes_or_no(value: Any) -> str:
    """Return a tick in words."""
    return _("yes") if value else _("no")
