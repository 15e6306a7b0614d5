# SPDX-License-Identifier: EUPL-1.2
"""The lists of what a file would change, of which a page shows one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from regiodag.registrations.intake.contacts import Contacts
from regiodag.registrations.intake.plan import Plan

PER_PAGE = 50
CHANGED = "changed"


@dataclass(frozen=True)
class Tab:
    """A list that can be shown: its code, its name, the colour of its badge, how many are in it."""

    kind: str
    name: str
    colour: str
    count: int


@dataclass(frozen=True)
class Shown:
    """The lists, which of them is shown, and a page of it."""

    tabs: Sequence[Tab]
    tab: Tab
    page: Page[Any]

    @property
    def here(self) -> str:
        """What the form sends to come back to this page."""
        return f"{self.tab.kind}-{self.page.number}"


def shown_of(plan: Plan | Contacts, wanted: str, number: str | None) -> Shown:
    """Return a page of one of the lists of a plan; without one of that name, or with nobody in it, the first that has.

    What has to be looked at comes first. number: of the page; one that is not there is the nearest that is.
    """
    lists = _lists(plan)
    names = {
        "wrong": (_("Wrong"), "bad"), "doubtful": (_("Doubtful"), "warn"), CHANGED: (_("Changed"), "quiet"),
        "new": (_("New"), "good"),
    }  # fmt: skip
    tabs = [Tab(kind, *names[kind], len(found)) for kind, found in lists.items()]
    filled = [each for each in tabs if each.count]
    tab = next((each for each in filled if each.kind == wanted), filled[0] if filled else tabs[-1])
    return Shown(tabs, tab, Paginator(lists[tab.kind], PER_PAGE).get_page(number))


def _lists(plan: Plan | Contacts) -> Mapping[str, Sequence[Any]]:
    changed = {CHANGED: plan.changed} if isinstance(plan, Plan) else {}
    return {"wrong": plan.wrong, "doubtful": plan.doubts, **changed, "new": plan.new}
