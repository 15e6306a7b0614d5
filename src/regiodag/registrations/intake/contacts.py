# SPDX-License-Identifier: EUPL-1.2
"""Contacts from a file, who are to be invited: who is new, who is known already, what is wrong. Saves nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.translation import gettext as _

from regiodag.days.models import Day
from regiodag.registrations.intake.columns import Column, columns_of
from regiodag.registrations.intake.findings import Finding
from regiodag.registrations.intake.languages import language_named, language_of_file, unknown_language
from regiodag.registrations.intake.rows import TypedRow, rows_of
from regiodag.registrations.models import Invitee, Participant
from regiodag.registrations.reading import Grid, Meanings

LENGTHS = {"given_name": 80, "prefix": 20, "family_name": 80, "email": 254, "organisation": 160}


@dataclass
class Contacts:
    """Whom to add, as they would be kept. registered, invited: so many are that already. left: rows left out."""

    columns: list[Column]
    new: list[Invitee] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    registered: int = 0
    invited: int = 0
    left: int = 0

    @property
    def doubts(self) -> list[Finding]:
        """What somebody should look at."""
        return [each for each in self.findings if not each.wrong]

    @property
    def wrong(self) -> list[Finding]:
        """What is left out."""
        return [each for each in self.findings if each.wrong]

    def digest(self) -> str:
        """Return what tells this plan from any other: 64 hexadecimal digits."""
        told = [[each.email, str(each), each.organisation, each.language] for each in self.new]
        return sha256(json.dumps(told).encode()).hexdigest()


def contacts_of(day: Day, grid: Grid, choices: Mapping[str, str]) -> Contacts:
    """Return whom a file would add to those who are to be invited."""
    columns = columns_of(grid, (), (), choices)
    found = Contacts(columns)
    adding = Adding(day)
    for row in rows_of(grid, columns, Meanings(())):
        wrong = _wrong(row)
        if wrong:
            found.findings.append(wrong)
            found.left += 1
        else:
            invitee = Invitee(
                day=day, given_name=row.given, prefix=row.prefix, family_name=row.family, email=row.email,
                organisation=" ".join(row.organisation.text.split()),
                language=language_named(row.language.text) or language_of_file(choices),
            )  # fmt: skip
            adding.add(invitee, found)
            unknown = unknown_language(row)
            found.findings += [unknown] if unknown else []
    return found


@dataclass
class Adding:
    """Adds people whose address is neither registered nor invited."""

    day: Day
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        here = Participant.objects.filter(day=self.day)
        self._registered = {each.lower() for each in here.values_list("email", flat=True)}
        self._invited = {each.lower() for each in self.day.invitees.values_list("email", flat=True)}

    def add(self, invitee: Invitee, to: Contacts) -> None:
        """Put somebody with those who are new, or count them with those who are known."""
        address = invitee.email.lower()
        if address in self._registered:
            to.registered += 1
        elif address in self._invited:
            to.invited += 1
        else:
            self._invited.add(address)
            to.new.append(invitee)


def people_of(day: Day, earlier: Day) -> Contacts:
    """Return whom an earlier day would add: everybody who had registered for it and not cancelled."""
    found, adding = Contacts([]), Adding(day)
    for each in earlier.participants.exclude(state=Participant.State.CANCELLED).order_by("family_name", "pk"):
        invitee = Invitee(
            day=day, given_name=each.given_name, prefix=each.prefix, family_name=each.family_name, email=each.email,
            organisation=each.organisation_typed, language=each.language,
        )  # fmt: skip
        adding.add(invitee, found)
    return found


def _wrong(row: TypedRow) -> Finding | None:
    """Return what is wrong with a row, None when nothing is."""
    if not row.email:
        sentence = _("There is no e-mail address that can be used. Mend it in the file.")
        return Finding(row.number, row.address.column, row.address.text or row.name, sentence, wrong=True)
    said: Sequence[tuple[str, str]] = (
        ("given_name", row.given), ("prefix", row.prefix), ("family_name", row.family), ("email", row.email),
        ("organisation", row.organisation.text),
    )  # fmt: skip
    for name, text in said:
        if len(text) > LENGTHS[name]:
            sentence = _("This is longer than %(most)d signs. Make it shorter.") % {"most": LENGTHS[name]}
            return Finding(row.number, "", f"{text[:40]}…", sentence, wrong=True)
    return None
