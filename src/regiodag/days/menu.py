# SPDX-License-Identifier: EUPL-1.2
"""The menu of a day: its pages in the order of the work, under headings, and where in it somebody is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

PAGE, PART = "page", "true"
"""What `aria-current` says: this very page, or one that belongs to it."""


@dataclass(frozen=True)
class Entry:
    """A page in the menu. where: name of its address; below: how the names of the addresses that belong to it begin.

    may: what somebody has to be allowed to see it; current: PAGE, PART, or empty when somebody is elsewhere.
    """

    where: str
    title: Any
    below: tuple[str, ...] = ()
    may: str = "see"
    current: str = ""


@dataclass(frozen=True)
class Group:
    """Entries under one heading; the first group has none."""

    title: Any
    entries: tuple[Entry, ...]


GROUPS = (
    Group("", (Entry("day", _("What to do")),)),
    Group(
        _("The day"),
        (
            Entry("day-details", _("Place and people"), may="edit"),
            Entry("day-postpone", _("Date"), may="edit"),
            Entry("rooms", _("Rooms"), ("room",)),
            Entry("speakers", _("Speakers and leaders"), ("speaker", "leader")),
            Entry("workshops", _("Workshops"), ("workshop",)),
            Entry("timetable", _("Timetable"), ("item-", "session-")),
            Entry("programme-import", _("Programme in Excel"), ("programme-check",), may="edit"),
            Entry("day-look", _("Logo and colours"), may="edit"),
        ),
    ),
    Group(
        _("People"),
        (
            Entry("registration-form", _("Registration"), ("registration-", "form-")),
            Entry("participants", _("Participants"), ("participant", "invitee")),
            Entry("organisations", _("Organisations"), ("organisation", "domain")),
            Entry("groups", _("Groups"), ("group",)),
            Entry("wanted", _("Wishes at a glance")),
            Entry("placement", _("Placement"), ("placement-",)),
            Entry("messages", _("Messages"), ("mailing", "message-", "mail"), may="edit"),
        ),
    ),
    Group(
        _("Organising"),
        (
            Entry("day-state", _("State of the day"), ("day-call-off",), may="edit"),
            Entry("organisers", _("Organisers"), ("organiser-", "invitation-")),
            Entry("api-tokens", _("Other systems"), ("api-token-",), may="manage"),
            Entry("history", _("Who did what")),
        ),
    ),
)


def menu_of(here: str, may: Mapping[str, bool]) -> list[Group]:
    """Return the groups that somebody may see, with the entry marked that the address named `here` belongs to."""
    groups = [replace(group, entries=tuple(_seen(group, here, may))) for group in GROUPS]
    return [group for group in groups if group.entries]


def title_of(groups: list[Group]) -> Any:
    """Return the title of the entry where somebody is; nothing when they are on a page that the menu does not know."""
    return next((entry.title for group in groups for entry in group.entries if entry.current), "")


def _seen(group: Group, here: str, may: Mapping[str, bool]) -> Iterator[Entry]:
    for entry in group.entries:
        if may.get(entry.may):
            belongs = PART if entry.below and here.startswith(entry.below) else ""
            yield replace(entry, current=PAGE if entry.where == here else belongs)
