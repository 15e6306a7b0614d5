# SPDX-License-Identifier: EUPL-1.2
"""What the form asks of somebody in a file: what a condition hides is left out, what must be answered is missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regiodag.registrations.conditions import is_asked, lacks_answer
from regiodag.registrations.fields import kind_of
from regiodag.registrations.intake.columns import Column
from regiodag.registrations.intake.findings import LEAVE, WITHOUT, Finding, Findings, Option
from regiodag.registrations.intake.people import LeftOutError
from regiodag.registrations.intake.rows import TypedRow
from regiodag.registrations.intake.there import There
from regiodag.registrations.models import FormField, Participant
from regiodag.registrations.outline import condition_told

Answers = dict[FormField, Any]


@dataclass
class AskedReader:
    """Reads rows one after another. without: how many come in without an answer that no column of the file holds."""

    there: There
    findings: Findings
    columns: Sequence[Column]
    without: Counter[FormField] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        wishes = [self.there.wishes] if self.there.wishes and self.there.ranks else []
        self._fields = [*wishes, *self.there.questions]
        self._headings = {self._asked_by(each.use): each.heading for each in reversed(self.columns)}

    def _asked_by(self, use: str) -> str:
        """Return the id of the question that a column answers; empty when it answers none."""
        if use.startswith(("wish", "rank-")):
            return str(self.there.wishes.pk) if self.there.wishes else ""
        return use.removeprefix("question-") if use.startswith("question-") else ""

    def asked(
        self, row: TypedRow, known: Participant | None, wishes: list[str] | None, answers: Answers
    ) -> tuple[list[str] | None, Answers]:
        """Return the wishes and answers without those to questions that are not asked. Raises LeftOutError.

        An earlier answer goes as well when the question is not asked any more, as it does when the form is filled in.
        """
        of_wishes = {self.there.wishes: wishes} if self.there.wishes and wishes is not None else {}
        kept = self._kept(row, known, {**answers, **of_wishes})
        if self.there.wishes not in kept:
            return None, kept
        return kept.pop(self.there.wishes) or [], kept

    def _kept(self, row: TypedRow, known: Participant | None, said: Answers) -> Answers:
        before = {each.pk: kind_of(each.kind).answer_of(known, each) for each in self._fields} if known else {}
        after = {**before, **{each.pk: value for each, value in said.items()}}
        hidden = [each for each in self._fields if not is_asked(each, self._fields, after)]
        self._tell_hidden(row, hidden, after)
        self._miss(row, self._lacking(after) - (self._lacking(before) if known else set()))
        gone = [each for each in hidden if before.get(each.pk) and is_asked(each, self._fields, before)]
        cleared = {each: kind_of(each.kind).kept(None) for each in gone}
        return {**{each: value for each, value in said.items() if each not in hidden}, **cleared}

    def _lacking(self, kept: Mapping[UUID, Any]) -> set[FormField]:
        """Return the questions that are asked of who answered so, must be answered, and are not."""
        lacking = (each for each in self._fields if lacks_answer(each, kept.get(each.pk)))
        return {each for each in lacking if is_asked(each, self._fields, kept)}

    def _tell_hidden(self, row: TypedRow, hidden: Sequence[FormField], kept: Mapping[UUID, Any]) -> None:
        """Say which answers in the row are to questions that are not asked."""
        for each in hidden:
            if kept.get(each.pk) and self._says(row, each):
                sentence = _("This question is not asked of them, so the answer is left out.")
                told = f"{sentence} {condition_told(each)}"
                self.findings.add(Finding(row.number, self._headings.get(str(each.pk), ""), row.name, told))

    def _says(self, row: TypedRow, question: FormField) -> bool:
        if question == self.there.wishes:
            return bool(row.wishes or row.ranked)
        return str(question.pk) in row.answers

    def _miss(self, row: TypedRow, lacking: set[FormField]) -> None:
        """Ask what to do without answers that there must be; count them where the file has no column for them."""
        missed = [each for each in self._fields if each in lacking]
        for each in missed:
            if str(each.pk) in self._headings and not self._is_unread(row, each):
                self._ask(row, each)
        self.without.update(each for each in missed if str(each.pk) not in self._headings)

    def _is_unread(self, row: TypedRow, question: FormField) -> bool:
        """Return whether something stands there that is no answer, which is told already."""
        return question.kind != "consent" and self._says(row, question)

    def _ask(self, row: TypedRow, question: FormField) -> None:
        options = (
            Option(WITHOUT, _("bring this row in without this answer")),
            Option(LEAVE, _("leave this row out")),
        )
        key = f"missing-{row.number}-{question.pk}"
        chosen = self.findings.choose(key, options, WITHOUT)
        sentence = _("The form says that this must be answered; in this row it is not.")
        self.findings.add(
            Finding(row.number, self._headings[str(question.pk)], row.name, sentence, key, options, chosen)
        )
        if chosen == LEAVE:
            raise LeftOutError

    def notes(self) -> Iterator[str]:
        """Yield what is to be known of questions that must be answered, and of which the file has no column."""
        for each, count in self.without.items():
            what = ngettext(
                "“%(question)s” must be answered, and no column holds it: %(count)d person comes in without.",
                "“%(question)s” must be answered, and no column holds it: %(count)d people come in without.",
                count,
            )
            yield what % {"question": each.label, "count": count}
