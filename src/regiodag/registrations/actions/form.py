# SPDX-License-Identifier: EUPL-1.2
"""The registration form of a day: the usual one to begin with."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from regiodag.accounts import audit
from regiodag.days.models import Day
from regiodag.registrations.fields import kind_of
from regiodag.registrations.models import FormField, FormSection, RegistrationForm


def ensure_form(day: Day) -> RegistrationForm:
    """Return the registration form of a day; makes the usual one when there is none yet."""
    found = RegistrationForm.objects.filter(day=day).first()
    return found or _made(day)


@transaction.atomic
def _made(day: Day) -> RegistrationForm:
    audit.hold(day.pk)
    form, new = RegistrationForm.objects.get_or_create(day=day)
    if new:
        wishes = FormSection.objects.create(form=form, title=_("Workshops"), position=1)
        _ask(wishes, "wishes", _("Which workshops do you want to go to?"), 1)
        care = FormSection.objects.create(form=form, title=_("Good to know"), position=2)
        _ask(care, "diet", _("Is there anything you do not eat?"), 1)
        _ask(care, "access-needs", _("What do you need to take part?"), 2)
    return form


def _ask(section: FormSection, kind: str, label: str, position: int) -> FormField:
    """Add a question of a kind, with the purpose, basis and period that this kind has first."""
    found = kind_of(kind)
    return FormField.objects.create(
        section=section,
        kind=kind,
        label=label,
        purpose=str(found.purpose),
        basis=found.basis,
        weeks=found.weeks,
        position=position,
    )
