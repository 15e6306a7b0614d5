# SPDX-License-Identifier: EUPL-1.2
"""Texts that are used again: the usual ones, and those of the organisers."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.editing import versions
from regiodag.mailings.models import Template
from regiodag.mailings.texts import in_my_language
from regiodag.mailings.usual import USUAL

ADDED = audit.action("template.added", _("added the text “{name}” for messages"))
CHANGED = audit.action("template.changed", _("changed the text “{name}” for messages"))
REMOVED = audit.action("template.removed", _("took the text “{name}” for messages away"))


class TemplateInUseError(Exception):
    """A rule writes with this text."""


def give_templates(day: Day) -> list[Template]:
    """Give a day the texts of the day that it was copied from, else the usual ones; return them."""
    earlier = Template.objects.filter(day=day.copied_from_id) if day.copied_from_id else Template.objects.none()
    found = [
        Template(day=day, code=each.code, name=each.name, subject=each.subject, text=each.text,
                 audience=each.audience, language=each.language, position=each.position)
        for each in earlier
    ]  # fmt: skip
    return Template.objects.bulk_create(found or _usual(day))


@transaction.atomic
def add_usual(by: User, day: Day) -> int:
    """Add the usual texts that a day does not have any more; return how many."""
    audit.hold(day.pk)
    there = {*Template.objects.filter(day=day).values_list("code", flat=True)}
    added = Template.objects.bulk_create([each for each in _usual(day) if each.code not in there])
    for each in added:
        audit.record(by, ADDED, day.pk, f"template:{each.pk}", name=each.name)
    return len(added)


def _usual(day: Day) -> list[Template]:
    return [
        Template(
            day=day,
            code=each.code,
            name=str(each.name),
            subject=in_my_language(str(each.subject)),
            text=in_my_language(str(each.text)),
            audience=each.audience,
            language=get_language() or "nl",
            position=at,
        )
        for at, each in enumerate(USUAL)
    ]


@transaction.atomic
def add_template(by: User, day: Day, template: Template) -> Template:
    """Add a text after those that are there."""
    last = Template.objects.filter(day=day).aggregate(last=Max("position"))["last"] or 0
    template.day, template.position, template.language = day, last + 1, get_language() or "nl"
    template.save()
    audit.record(by, ADDED, day.pk, f"template:{template.pk}", name=template.name)
    return template


@transaction.atomic
def change_template(by: User, template: Template, seen: int) -> Template:
    """Keep what was changed. Raises StaleError when somebody else changed it since version `seen`."""
    versions.save(template, seen)
    audit.record(by, CHANGED, template.day_id, f"template:{template.pk}", name=template.name)
    return template


@transaction.atomic
def remove_template(by: User, template: Template) -> None:
    """Take a text away; messages that were made with it stay. Raises TemplateInUseError when a rule writes with it."""
    audit.hold(template.day_id)
    if template.rules.exists():
        raise TemplateInUseError
    audit.record(by, REMOVED, template.day_id, f"template:{template.pk}", name=template.name)
    template.delete()
