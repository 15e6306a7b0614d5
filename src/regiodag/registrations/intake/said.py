# SPDX-License-Identifier: EUPL-1.2
"""What somebody said in a row: who they are, what they wish, what they answered; only where that is something new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regiodag.registrations.fields import kind_of
from regiodag.registrations.intake.findings import LEAVE, WITHOUT, Finding, Findings, Option
from regiodag.registrations.intake.languages import LANGUAGE, language_named, language_of_file, unknown_language
from regiodag.registrations.intake.people import LeftOutError
from regiodag.registrations.intake.rows import Said, TypedRow
from regiodag.registrations.intake.there import There, wished
from regiodag.registrations.intake.words import NONE, UNSETTLED, OrganisationWords, TitleWords, read_answer
from regiodag.registrations.models import FormField, Participant
from regiodag.registrations.reading import Meanings

FIRST = "first"
MANY = "many"


@dataclass
class SaidReader:
    """Reads rows one after another. doubled: rows in which a workshop is wished twice. unasked: there were wishes.

    many: rows with more wishes than the form asks, the heading of the first, and whose; chosen about once for all.
    """

    there: There
    meanings: Meanings
    findings: Findings
    doubled: list[int] = field(default_factory=list)
    unasked: bool = False
    many: list[tuple[int, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._titles = TitleWords(self.there, self.meanings, self.findings)
        self._organisations = OrganisationWords(self.there, self.findings)

    def tell(self) -> None:
        """Put the spellings that were not exactly known among the findings."""
        self._titles.tell()
        self._organisations.tell()
        if self.many:
            self._tell_many()

    def values(self, row: TypedRow, known: Participant | None) -> dict[str, Any]:
        """Return the fields of the participant that are to be saved: all of somebody new, else those that change."""
        typed, organisation = self._organisations.meant(row.organisation, row.number)
        given = {"given_name": row.given, "prefix": row.prefix, "family_name": row.family}
        if known is not None and str(known) == row.name:
            given = {}
        given |= {"email": row.email}
        given |= {name: said for name, said in (("function", row.function), ("organisation_typed", typed)) if said}
        if known is not None:
            given = {name: value for name, value in given.items() if getattr(known, name) != value}
        given |= self._language(row, known)
        return given | ({"organisation": organisation} if "organisation_typed" in given else {})

    def _language(self, row: TypedRow, known: Participant | None) -> dict[str, str]:
        """Return the language of mails: what the row says, else of somebody new that of the file."""
        unknown = unknown_language(row)
        if unknown:
            self.findings.add(unknown)
        said = language_named(row.language.text)
        if known is None:
            return {LANGUAGE: said or language_of_file(self.findings.choices)}
        return {LANGUAGE: said} if said and said != known.language else {}

    # Wishes --------------------------------------------------------------------------------------------------------

    def wishes(self, row: TypedRow, known: Participant | None) -> list[str] | None:
        """Return the ids of the wished workshops; None when they stay as they are. Raises LeftOutError."""
        if not row.wishes and not row.ranked:
            return None
        if self.there.wishes is None or not self.there.ranks:
            self.unasked = True
            return None
        found = self._at_most(row, self._meant(row))
        before = wished(known) if known else []
        return found if found and found != before else None

    def _meant(self, row: TypedRow) -> list[str]:
        """Return the ids of the workshops in a row, each once. Raises LeftOutError when one is not known yet."""
        workshops = self.there.workshops
        meant = [self._titles.meant(said, row.number) for said in row.wishes]
        meant += [str(workshops[at].pk) for at, _said in row.ranked if at < len(workshops)]
        if UNSETTLED in meant:
            raise LeftOutError
        said = [each for each in meant if each != NONE]
        found = list(dict.fromkeys(said))
        if len(found) < len(said):
            self.doubled.append(row.number)
        return found

    def _at_most(self, row: TypedRow, found: Sequence[str]) -> list[str]:
        if len(found) <= self.there.ranks:
            return list(found)
        column = row.wishes[0].column if row.wishes else row.ranked[0][1].column
        self.many.append((row.number, column, row.name))
        if self.findings.choose(MANY, self._ways_of_many(), LEAVE) == LEAVE:
            raise LeftOutError
        return list(found[: self.there.ranks])

    def _ways_of_many(self) -> tuple[Option, ...]:
        keep = Option(FIRST, _("keep the first %(count)d") % {"count": self.there.ranks})
        return (Option(LEAVE, _("leave these rows out")), keep)

    def _tell_many(self) -> None:
        """Put among the findings that there are more wishes than the form asks: once, in however many rows."""
        row, column, name = min(self.many)
        value = name if len(self.many) == 1 else ""
        what = ngettext(
            "There are more wishes than the %(most)d that the form asks. That is so in %(count)d row.",
            "There are more wishes than the %(most)d that the form asks. That is so in %(count)d rows.",
            len(self.many),
        )
        further = _("To keep them all, let the form ask more first: at “Registration”, in its settings.")
        sentence = f"{what % {'most': self.there.ranks, 'count': len(self.many)}} {further}"
        options = self._ways_of_many()
        chosen = self.findings.choose(MANY, options, LEAVE)
        self.findings.add(Finding(row, column, value, sentence, MANY, options, chosen, wrong=chosen == LEAVE))

    # Answers -------------------------------------------------------------------------------------------------------

    def answers(self, row: TypedRow, known: Participant | None) -> dict[FormField, Any]:
        """Return the answers to be kept that are not there yet, by question. Raises LeftOutError."""
        by_id = {str(each.pk): each for each in self.there.questions}
        found: dict[FormField, Any] = {}
        for pk, said in row.answers.items():
            if pk not in by_id:
                continue
            try:
                found[by_id[pk]] = read_answer(by_id[pk], said.text)
            except ValidationError as error:
                self._ask(row, by_id[pk], said, " ".join(error.messages))
        return {each: value for each, value in found.items() if value is not None and value != _answered(known, each)}

    def _ask(self, row: TypedRow, question: FormField, said: Said, why: str) -> None:
        options = (
            Option(WITHOUT, _("bring this row in without this answer")),
            Option(LEAVE, _("leave this row out")),
        )
        key = f"answer-{row.number}-{question.pk}"
        chosen = self.findings.choose(key, options, WITHOUT)
        value = "…" if kind_of(question.kind).sensitive else said.text
        self.findings.add(Finding(row.number, said.column, value, why, key, options, chosen))
        if chosen == LEAVE:
            raise LeftOutError


def _answered(known: Participant | None, question: FormField) -> Any:
    return None if known is None else kind_of(question.kind).answer_of(known, question)
