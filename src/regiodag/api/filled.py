# SPDX-License-Identifier: EUPL-1.2
"""What a system sends, filled in on the registration form: it is held to the same rules as people are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.utils.datastructures import MultiValueDict
from pydantic.alias_generators import to_camel

from regiodag.api.problems import Mistake, invalid
from regiodag.days.models import Day
from regiodag.registrations.fields import kind_of
from regiodag.registrations.forms.register import PERSON, RegisterForm, name_of
from regiodag.registrations.models import FormField
from regiodag.registrations.queries import fields_of

WISHES = "wishes"
SEVERAL = "several"

Values = Mapping[UUID, Any]


def form_of(
    day: Day, person: Mapping[str, str], answers: Values, wishes: Sequence[UUID], key: UUID | None = None
) -> RegisterForm:
    """Return the form with what was sent, without mistakes. Raises ProblemError that tells all of them."""
    asked = fields_of(day)
    mistakes = [*_unknown(asked, answers), *unknown_wishes(day, asked, wishes)]
    if mistakes:
        raise invalid(*mistakes)
    form = RegisterForm(day, _data(asked, person, answers, wishes, key or uuid4()))
    if not form.is_valid():
        raise invalid(*_mistakes(form))
    return form


def wishes_field(asked: Sequence[FormField]) -> FormField | None:
    """Return the question for wishes, None when the day asks none."""
    return next((each for each in asked if each.kind == WISHES), None)


def unknown_wishes(day: Day, asked: Sequence[FormField], wishes: Sequence[UUID]) -> Iterator[Mistake]:
    """Yield a mistake for each wish that is no workshop of the day."""
    if wishes and wishes_field(asked) is None:
        yield Mistake("body", "#/wishes", "This day asks no wishes. Leave them out.")
        return
    known = set(day.workshops.values_list("pk", flat=True))
    for at, each in enumerate(wishes):
        if each not in known:
            yield Mistake("body", f"#/wishes/{at}", "There is no workshop with this id. See /api/v1/workshops.")


def _unknown(asked: Sequence[FormField], answers: Values) -> Iterator[Mistake]:
    """Yield a mistake for each answer to nothing, or of a form that the question does not take."""
    kinds = {each.pk: each.kind for each in asked if each.kind != WISHES}
    for question, value in answers.items():
        pointer = f"#/answers/{question}"
        if question not in kinds:
            yield Mistake("body", pointer, "There is no question with this id. See questions in /api/v1/day.")
        elif value is not None and isinstance(value, list) != (kinds[question] == SEVERAL):
            told = "Send a list of choices." if kinds[question] == SEVERAL else "Send one value, no list."
            yield Mistake("body", pointer, told)


def _data(
    asked: Sequence[FormField], person: Mapping[str, str], answers: Values, wishes: Sequence[UUID], key: UUID
) -> MultiValueDict[str, Any]:
    """Return what a browser would have sent."""
    data: MultiValueDict[str, Any] = MultiValueDict({name: [person.get(name, "")] for name in PERSON})
    data["key"] = str(key)
    for each in asked:
        values = [str(wish) for wish in wishes] if each.kind == WISHES else _typed(answers.get(each.pk))
        data.setlist(name_of(each), values)
    return data


def _typed(value: Any) -> list[str]:
    """Return an answer as somebody would have typed it or ticked it."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def _mistakes(form: RegisterForm) -> Iterator[Mistake]:
    """Yield what the form says is wrong, each at the place where the system sent it."""
    pointers = {name_of(each): f"#/answers/{each.pk}" for each in form.asked if each.kind != WISHES}
    for name, messages in form.errors.items():
        pointer = "#/" + to_camel(name) if name in PERSON else pointers.get(name, "#/wishes")
        for message in messages:
            yield Mistake("body", pointer, str(message))


def answers_of(form: RegisterForm) -> dict[FormField, Any]:
    """Return the kept answers, without the wishes."""
    return {field: value for field, value in form.answers().items() if kind_of(field.kind).code != WISHES}
