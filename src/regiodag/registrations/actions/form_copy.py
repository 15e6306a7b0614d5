# SPDX-License-Identifier: EUPL-1.2
"""The registration form of a new day from last year's: its questions and settings, without its dates and its code."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from regiodag.days.models import Day
from regiodag.registrations.actions.form import ensure_form
from regiodag.registrations.models import FormField, FormSection, RegistrationForm

SETTINGS = ("access", "wishes", "offer_hours", "introduction")
QUESTION = ("kind", "label", "help", "required", "choices", "purpose", "basis", "weeks", "only_if_answer", "position")


@transaction.atomic
def copy_form(day: Day, new: Day) -> RegistrationForm:
    """Give a new day the questions and settings of an earlier one; those that it had go."""
    source, form = ensure_form(day), ensure_form(new)
    for name in SETTINGS:
        setattr(form, name, getattr(source, name))
    form.save()
    form.sections.all().delete()
    copies: dict[Any, FormField] = {}
    for section in source.sections.all():
        made = FormSection.objects.create(
            form=form, title=section.title, introduction=section.introduction, position=section.position
        )
        for field in section.fields.order_by("position", "pk"):
            copies[field.pk] = _copied(field, made, copies.get(field.only_if_id))
    return form


def _copied(field: FormField, section: FormSection, only_if: FormField | None) -> FormField:
    values = {name: getattr(field, name) for name in QUESTION}
    return FormField.objects.create(**values, section=section, only_if=only_if)
