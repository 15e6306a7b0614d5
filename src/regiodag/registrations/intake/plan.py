# SPDX-License-Identifier: EUPL-1.2
"""What bringing a file in would change: who is new, who changes, what is doubtful, what is wrong. Saves nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regiodag.days.models import Day
from regiodag.registrations.fields import kind_of
from regiodag.registrations.intake.asked import AskedReader
from regiodag.registrations.intake.columns import Column, columns_of
from regiodag.registrations.intake.findings import Finding, Findings
from regiodag.registrations.intake.languages import LANGUAGE, languages
from regiodag.registrations.intake.people import LeftOutError, PeopleSorter, last_answers
from regiodag.registrations.intake.rows import TypedRow, rows_of
from regiodag.registrations.intake.said import SaidReader
from regiodag.registrations.intake.there import There, there_of, wished
from regiodag.registrations.models import FormField, Participant
from regiodag.registrations.reading import Grid, Meanings

MOST_ROWS_NAMED = 10
HIDDEN = "…"
NAMES = ("given_name", "prefix", "family_name")
SHOWN = {*NAMES, "email", "organisation_typed"}
"""Fields that have a column of their own where people are listed."""


@dataclass(frozen=True)
class Change:
    """Something that would change: the name of the field, what it is called, how it is, and how it would be."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """Somebody who is new or changes. known: the participant that there is. values: of fields of the participant.

    wishes: ids of workshops, the best first; None: they stay as they are. waits: on the waiting list, as it is full.
    """

    row: TypedRow
    known: Participant | None
    values: Mapping[str, Any]
    wishes: Sequence[str] | None
    answers: Mapping[FormField, Any]
    changes: Sequence[Change]
    returns: bool = False
    waits: bool = False

    @property
    def name(self) -> str:
        """The name as it would be."""
        parts = (self.values.get(name, getattr(self.known, name, "")) for name in NAMES)
        return " ".join(part for part in parts if part)

    @property
    def besides(self) -> list[Change]:
        """What is said besides name, address and organisation."""
        return [each for each in self.changes if each.name not in SHOWN]

    @property
    def email(self) -> str:
        """The address as it would be."""
        return str(self.values.get("email", getattr(self.known, "email", "")))


@dataclass
class Plan:
    """What would happen, and what is to be looked at. same: so many are as they were. left: so many are left out."""

    columns: list[Column]
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    same: int = 0
    left: int = 0

    @property
    def new(self) -> list[Entry]:
        """Who would be registered."""
        return [each for each in self.entries if each.known is None]

    @property
    def changed(self) -> list[Entry]:
        """Whose registration would change."""
        return [each for each in self.entries if each.known is not None]

    @property
    def doubts(self) -> list[Finding]:
        """What somebody should look at."""
        return [each for each in self.findings if not each.wrong]

    @property
    def wrong(self) -> list[Finding]:
        """What is left out as long as nothing else is chosen."""
        return [each for each in self.findings if each.wrong]

    @property
    def waiting(self) -> int:
        """How many would come on the waiting list."""
        return sum(each.waits for each in self.entries)

    def digest(self) -> str:
        """Return what tells this plan from any other: 64 hexadecimal digits."""
        told = [
            [
                each.row.number, str(each.known and each.known.pk), each.waits, each.returns, list(each.wishes or []),
                {name: str(value) for name, value in each.values.items()},
                {str(question.pk): value for question, value in each.answers.items()},
                [[change.before, change.after] for change in each.changes],
            ]
            for each in self.entries
        ]  # fmt: skip
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def plan_of(day: Day, grid: Grid, choices: Mapping[str, str]) -> Plan:
    """Return what would happen when the file is brought in. choices: what was chosen, by the names on the page."""
    there = there_of(day)
    findings = Findings(choices)
    columns = columns_of(grid, there.questions, there.workshops, choices)
    meanings = Meanings([each.title for each in there.workshops])
    rows = rows_of(grid, columns, meanings)
    plan = Plan(columns, notes=list(grid.notes))
    readers = Readers(
        PeopleSorter(there, findings),
        SaidReader(there, meanings, findings),
        AskedReader(there, findings, columns),
    )
    kept = last_answers(rows, findings)
    plan.left = len(rows) - len(kept)
    for row in kept:
        try:
            _plan_row(plan, row, readers)
        except LeftOutError:
            plan.left += 1
    readers.said.tell()
    plan.findings = sorted(findings.found, key=lambda each: each.row)
    plan.entries = _with_places(plan.entries, there)
    plan.notes += _notes(grid, columns, readers)
    return plan


@dataclass
class Readers:
    """What reads the rows: who they are about, what they say, and whether that is asked of them."""

    people: PeopleSorter
    said: SaidReader
    asked: AskedReader


def _plan_row(plan: Plan, row: TypedRow, readers: Readers) -> None:
    said = readers.said
    known = readers.people.person(row)
    values = said.values(row, known)
    wishes, answers = readers.asked.asked(row, known, said.wishes(row, known), said.answers(row, known))
    returns = known is not None and known.state == Participant.State.CANCELLED
    changes = _changes(said.there, row, known, values, wishes, answers, returns=returns)
    if known is None or changes:
        plan.entries.append(Entry(row, known, values, wishes, answers, changes, returns))
    else:
        plan.same += 1


def _changes(
    there: There,
    row: TypedRow,
    known: Participant | None,
    values: Mapping[str, Any],
    wishes: Sequence[str] | None,
    answers: Mapping[FormField, Any],
    *,
    returns: bool,
) -> list[Change]:
    """Return what would change, as people read it; of somebody new what is filled in."""
    cancelled = str(Participant.State.CANCELLED.label)
    found = [Change("state", _("registration"), cancelled, _("registered"))] if returns else []
    found += _changed_fields(known, values)
    if LANGUAGE in values and (known is not None or row.language.text):
        found.append(_changed_language(known, values[LANGUAGE]))
    found += [] if wishes is None else [_changed_wishes(there, known, wishes)]
    found += [_changed_answer(known, question, value) for question, value in answers.items()]
    return [each for each in found if known is not None or each.after]


def _changed_fields(known: Participant | None, values: Mapping[str, Any]) -> Iterator[Change]:
    for name, value in values.items():
        if name not in {"organisation", LANGUAGE}:
            label = str(Participant._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # fields of ours
            yield Change(name, label, str(getattr(known, name, "")), str(value))


def _changed_language(known: Participant | None, code: str) -> Change:
    named = languages()
    return Change(LANGUAGE, _("language of mails"), named.get(known.language, "") if known else "", named[code])


def _changed_wishes(there: There, known: Participant | None, wishes: Sequence[str]) -> Change:
    titles = {str(each.pk): each.title for each in there.workshops}
    before = wished(known) if known else ()
    told = ("; ".join(titles.get(pk, HIDDEN) for pk in each) for each in (before, wishes))
    return Change("wishes", _("wishes"), *told)


def _changed_answer(known: Participant | None, question: FormField, value: Any) -> Change:
    """Return how an answer would change; one that not everybody may see is not shown."""
    kind = kind_of(question.kind)
    before = kind.answer_of(known, question) if known else None
    told = (HIDDEN if kind.sensitive and each else kind.told(each) for each in (before, value))
    return Change("answer", question.label, *told)


def _with_places(entries: Sequence[Entry], there: There) -> list[Entry]:
    """Return the entries, those who need a place in the order of their answers; who comes too late waits."""
    asking = [each for each in entries if each.known is None or each.returns]
    full = set() if there.free is None else {id(each) for each in asking[there.free :]}
    return [_waiting(each) if id(each) in full else each for each in entries]


def _waiting(entry: Entry) -> Entry:
    return Entry(**{**entry.__dict__, "waits": True})


def _notes(grid: Grid, columns: Sequence[Column], readers: Readers) -> list[str]:
    said, notes = readers.said, list(readers.asked.notes())
    unused = [column.heading for column in columns if not column.use]
    if unused:
        notes.append(_("Not used: %(columns)s.") % {"columns": ", ".join(f"“{each[:60]}”" for each in unused)})
    if said.doubled:
        rows = ", ".join(map(str, said.doubled[:MOST_ROWS_NAMED])) + (
            " …" if len(said.doubled) > MOST_ROWS_NAMED else ""
        )
        what = ngettext(
            "In one row a workshop is wished more than once; the first counts (row %(rows)s).",
            "In %(count)d rows a workshop is wished more than once; the first counts (rows %(rows)s).",
            len(said.doubled),
        )
        notes.append(what % {"count": len(said.doubled), "rows": rows})
    if said.unasked:
        notes.append(_("The form of this day asks no wishes; those in the file are left out."))
    if not grid.rows:
        notes.append(_("There are no rows below the headings."))
    return notes
