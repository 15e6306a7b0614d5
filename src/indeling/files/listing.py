# SPDX-License-Identifier: EUPL-1.2
"""A list of workshops on its own, for formats that know no chairs: read as the list beside a spreadsheet is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from indeling.errors import Issue, Text
from indeling.files.reading import Options, Source
from indeling.files.spreadsheet.mapping import Said, SheetSaid
from indeling.files.spreadsheet.notes import Notes, listed
from indeling.files.spreadsheet.rounds import Rounds, RoundSources, decide_rounds
from indeling.files.spreadsheet.sheets import pick_workshops, read_sheets
from indeling.files.spreadsheet.titles import Titles
from indeling.files.spreadsheet.workshops import ListedWorkshop, WorkshopReader, workshop_list


@dataclass(frozen=True)
class Listing:
    """The workshops of a list, the rounds they are given in, and what the reading has to tell."""

    listed: Sequence[ListedWorkshop]
    rounds: Rounds
    understood: tuple[Text, ...]
    warnings: tuple[Issue, ...]

    @cached_property
    def _by_title(self) -> Titles:
        return Titles([workshop.title for workshop in self.listed], [workshop.id for workshop in self.listed])

    @property
    def round_ids(self) -> list[str]:
        """Ids of the rounds, in order."""
        return list(self.rounds.ids)

    @property
    def workshops(self) -> list[dict[str, Any]]:
        """The workshops in the interchange format."""
        return [workshop.to_dict() for workshop in self.listed]

    @property
    def titles(self) -> str:
        """The titles between quotes, for a message."""
        return listed(workshop.title for workshop in self.listed)

    def find(self, title: str) -> str | None:
        """Return the id of the workshop with that title or id (case, spaces and punctuation do not count)."""
        position = self._by_title.exact(title)
        return None if position is None else self.listed[position].id


def read_listing(source: Source, options: Options) -> Listing:
    """Return the list of workshops in `source`, a spreadsheet; `options.rounds` says how many rounds there are.

    Raises FileError with every issue in the list.
    """
    notes = Notes()
    table = pick_workshops(source, read_sheets(source, notes), Said())
    listing = workshop_list(table, SheetSaid(), (), notes)
    notes.stop_on_errors()
    asked = RoundSources(asked=options.rounds, workshops=listing.rounds_said())
    rounds = decide_rounds(asked, notes, source.name)
    workshops = WorkshopReader(listing, rounds, notes).read()
    notes.stop_on_errors()
    return Listing(workshops, rounds, tuple(notes.understood), tuple(notes.warnings))
