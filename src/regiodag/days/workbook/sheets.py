# SPDX-License-Identifier: EUPL-1.2
"""The sheets of the workbook and their columns: what they are called, and how a thing of the day is written there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.days.features import Feature
from regiodag.days.models import Day, ProgrammeItem, Room, Session, Speaker, Workshop
from regiodag.days.workbook.values import Cell, Choices, as_text

BETWEEN = "; "
ROUND = "round "
"""How the key of a column for a round begins; its number follows."""

NO_ROOM = gettext_lazy("(no room yet)")


@dataclass(frozen=True)
class Column:
    """A column. key: the field that it is about; needed: whether a row cannot do without it."""

    key: str
    heading: Any
    width: int = 18
    needed: bool = False
    hint: Any = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet. key: also the order in which things are made, as later ones refer to earlier ones."""

    key: str
    name: Any
    columns: Sequence[Column]
    kind: type[Room | Speaker | ProgrammeItem | Workshop]

    def column(self, key: str) -> Column:
        """Return the column of a field; those for rounds are not in the list."""
        if key.startswith(ROUND):
            return round_column(int(key.removeprefix(ROUND)))
        return next(each for each in self.columns if each.key == key)


def round_column(number: int) -> Column:
    """Return the column of a round on the sheet of workshops."""
    return Column(f"{ROUND}{number}", _("Round {number}").format(number=number), 20)


ROOMS = Sheet("rooms", gettext_lazy("Rooms"), (
    Column("name", gettext_lazy("Room"), 24, needed=True),
    Column("capacity", gettext_lazy("Chairs"), 10, needed=True, hint=gettext_lazy("A whole number.")),
    Column("features", gettext_lazy("What it has"), 44, hint=gettext_lazy("Several: with ; in between.")),
    Column("floor", gettext_lazy("Floor or wing"), 20),
), Room)  # fmt: skip

SPEAKERS = Sheet("speakers", gettext_lazy("Speakers"), (
    Column("given_name", gettext_lazy("First name"), 16, needed=True),
    Column("prefix", gettext_lazy("Prefix"), 10, hint=gettext_lazy("Such as “van der”.")),
    Column("family_name", gettext_lazy("Family name"), 20, needed=True),
    Column("function", gettext_lazy("Function"), 24),
    Column("organisation", gettext_lazy("Organisation"), 28),
    Column("email", gettext_lazy("E-mail address"), 28, hint=gettext_lazy("Only organisers see it.")),
    Column("biography", gettext_lazy("Biography"), 60),
), Speaker)  # fmt: skip

ITEMS = Sheet("programme", gettext_lazy("Programme"), (
    Column("start", gettext_lazy("Start"), 9, needed=True, hint=gettext_lazy("A time, such as 9:30.")),
    Column("end", gettext_lazy("End"), 9, needed=True, hint=gettext_lazy("A time, such as 9:30.")),
    Column("kind", gettext_lazy("Kind"), 18, needed=True, hint=gettext_lazy("Choose from the list in the cell.")),
    Column("title", gettext_lazy("Title"), 44, needed=True),
    Column("room", gettext_lazy("Room"), 22, hint=gettext_lazy("A name from the sheet with rooms.")),
    Column("speakers", gettext_lazy("Speakers"), 40,
           hint=gettext_lazy("Names from the sheet with speakers; several: with ; in between.")),
    Column("description", gettext_lazy("Description"), 60),
), ProgrammeItem)  # fmt: skip

WORKSHOPS = Sheet("workshops", gettext_lazy("Workshops"), (
    Column("title", gettext_lazy("Title"), 40, needed=True),
    Column("form", gettext_lazy("Form"), 18),
    Column("subject", gettext_lazy("Subject"), 18),
    Column("leaders", gettext_lazy("Leaders"), 36,
           hint=gettext_lazy("Names from the sheet with speakers; several: with ; in between.")),
    Column("minimum", gettext_lazy("At least"), 10, hint=gettext_lazy("A whole number.")),
    Column("maximum", gettext_lazy("At most"), 10, needed=True, hint=gettext_lazy("A whole number.")),
    Column("needs", gettext_lazy("The room must have"), 36, hint=gettext_lazy("Several: with ; in between.")),
    Column("material", gettext_lazy("Material"), 36),
    Column("description", gettext_lazy("Description"), 60),
), Workshop)  # fmt: skip

SHEETS = (ROOMS, SPEAKERS, ITEMS, WORKSHOPS)
LISTS = {"features", "needs"}
FEATURES: Choices = tuple((each.value, each.label) for each in Feature)
KINDS: Choices = tuple((each.value, each.label) for each in ProgrammeItem.Kind)


@dataclass(frozen=True)
class Written:
    """A thing of the day and what stands in its row, by the key of the column."""

    thing: Any
    cells: Mapping[str, Cell]


def labels(speakers: Iterable[Speaker]) -> dict[Any, str]:
    """Return how each speaker is named elsewhere in the workbook, by id: no two by the same name."""
    found: dict[Any, str] = {}
    people = list(speakers)
    names = [as_text(str(each)) for each in people]
    for each, name in zip(people, names, strict=True):
        label, count = name, 1
        if names.count(name) > 1 and each.organisation:
            label = f"{name} ({as_text(each.organisation)})"
        base = label
        while label in found.values():
            count += 1
            label = f"{base} ({count})"
        found[each.pk] = label
    return found


def rows_of(day: Day) -> dict[str, list[Written]]:
    """Return what stands on each sheet, by its key: the things of the day in their order."""
    named = labels(day.speakers.all())
    sessions = Session.objects.filter(round__day=day).select_related("round", "room")
    there = {(each.workshop_id, each.round.number): as_text(each.room or NO_ROOM) for each in sessions}
    numbers = [each.number for each in day.rounds.all()]
    workshops = [
        Written(each, _plain(WORKSHOPS, each)
                | {"leaders": _named(each.leaders.all(), named)}
                | {f"{ROUND}{number}": there.get((each.pk, number), "") for number in numbers})
        for each in day.workshops.prefetch_related("leaders")
    ]  # fmt: skip
    items = [
        Written(each, _plain(ITEMS, each) | {"speakers": _named(each.speakers.all(), named)})
        for each in day.items.select_related("room").prefetch_related("speakers")
    ]
    return {
        "rooms": [Written(each, _plain(ROOMS, each)) for each in day.rooms.all()],
        "speakers": [Written(each, _plain(SPEAKERS, each)) for each in day.speakers.all()],
        "programme": items,
        "workshops": workshops,
    }


def _plain(sheet: Sheet, thing: Any) -> dict[str, Cell]:
    """Return the cells that need nothing but the thing itself."""
    names = {each.name for each in sheet.kind._meta.concrete_fields}
    return {each.key: _cell(getattr(thing, each.key), each.key) for each in sheet.columns if each.key in names}


def _cell(value: Any, key: str) -> Cell:
    if key in LISTS:
        return BETWEEN.join(str(name) for each, name in FEATURES if each in value)
    if key == "kind":
        return str(dict(KINDS)[value])
    if value is None or isinstance(value, Room):
        return as_text(value)
    return value if not isinstance(value, str) else as_text(value)


def _named(people: Iterable[Speaker], named: Mapping[Any, str]) -> str:
    return BETWEEN.join(named[each.pk] for each in people)
