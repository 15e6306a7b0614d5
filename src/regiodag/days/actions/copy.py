# SPDX-License-Identifier: EUPL-1.2
"""New day from last year's: what comes along is chosen, what refers to something left behind is left open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import Membership, User
from regiodag.accounts.roles import Permission, Role, allows
from regiodag.days.models import Day, ProgrammeItem, Session
from regiodag.days.queries import role_in_day
from regiodag.days.signals import day_copied

COPIED = audit.action("day.copied", _("made this day from “{title}”"))
ABOUT = ("motto", "description", "host", "chair", "contact_name", "contact_email", "contact_phone", "capacity")
VENUE = ("venue", "address", "postcode", "town", "route", "accessibility")
LOOK = ("logo", "logo_words", "theme")

M = TypeVar("M", bound=models.Model)


class Part(StrEnum):
    """What can come along."""

    ABOUT = "about"
    VENUE = "venue"
    LOOK = "look"
    ORGANISERS = "organisers"
    ROOMS = "rooms"
    SPEAKERS = "speakers"
    PROGRAMME = "programme"
    WORKSHOPS = "workshops"
    REGISTRATION = "registration"


@dataclass
class _Copies:
    """What was copied: the copy of each original, by its id."""

    day: Day
    of: dict[Any, Any] = field(default_factory=dict)

    def make(self, originals: Iterable[M], **changes: Any) -> list[M]:
        """Copy things into the new day; references to what was left behind become empty."""
        return [self._copy(each, changes) for each in originals]

    def _copy(self, original: M, changes: dict[str, Any]) -> M:
        kind = type(original)
        values = {
            each.name: getattr(original, each.name)
            for each in kind._meta.concrete_fields
            if not each.primary_key and each.name != "version"
        }
        for name, value in values.items():
            if isinstance(value, models.Model) and name != "day":
                values[name] = self.of.get(value.pk)
        made = kind._default_manager.create(**{**values, "day": self.day, **changes})
        self.of[original.pk] = made
        for many in kind._meta.many_to_many:
            found = [self.of[each.pk] for each in getattr(original, many.name).all() if each.pk in self.of]
            getattr(made, many.name).set(found)
        return made


@transaction.atomic
def copy_day(by: User, day: Day, title: str, when: date | None, parts: Collection[Part], town: str = "") -> Day:
    """Make the next day of a series from an earlier one, as a draft, with the parts that come along.

    town: where the new day is; in another town the venue and its rooms do not come along. Whoever has no say in the
    series becomes the owner of the new day.
    """
    if town and town.casefold() != day.town.casefold():
        parts = {*parts} - {Part.VENUE, Part.ROOMS}
    new = Day(series=day.series, title=title, date=when, copied_from=day, town=town)
    for part, names in ((Part.ABOUT, ABOUT), (Part.VENUE, VENUE), (Part.LOOK, LOOK)):
        for name in names if part in parts else ():
            setattr(new, name, getattr(day, name))
    new.save()
    _copy_parts(day, _Copies(new), parts)
    if Part.ORGANISERS in parts:
        for membership in day.memberships.all():
            Membership.objects.create(user=membership.user, day=new, role=membership.role)
    if not allows(role_in_day(by, new), Permission.EDIT):
        Membership.objects.update_or_create(user=by, day=new, defaults={"role": Role.OWNER})
    day_copied.send(Day, day=day, new=new, parts=parts)
    audit.record(by, COPIED, new.pk, f"day:{new.pk}", title=day.title)
    return new


def _copy_parts(day: Day, copies: _Copies, parts: Collection[Part]) -> None:
    """Copy what the day is made of; rounds come along with what is given in them."""
    items = day.items.all() if Part.PROGRAMME in parts else day.items.filter(kind=ProgrammeItem.Kind.ROUND)
    if Part.ROOMS in parts:
        copies.make(day.rooms.all())
    if Part.SPEAKERS in parts:
        # Consent was for that day, and has to be asked again.
        copies.make(day.speakers.all(), photo_consent=False, photo="")
    if Part.PROGRAMME in parts or Part.WORKSHOPS in parts:
        copies.make(day.rounds.all())
        copies.make(items)
    if Part.WORKSHOPS in parts:
        copies.make(day.workshops.all())
        _copy_sessions(day, copies)


def _copy_sessions(day: Day, copies: _Copies) -> None:
    for session in Session.objects.filter(round__day=day):
        Session.objects.create(
            workshop=copies.of[session.workshop_id],
            round=copies.of[session.round_id],
            room=copies.of.get(session.room_id),
        )
