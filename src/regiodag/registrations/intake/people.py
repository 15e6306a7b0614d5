# SPDX-License-Identifier: EUPL-1.2
"""Who the rows of a file are about: somebody new, a participant, somebody twice, or nobody that can be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from regiodag.days.workbook.values import key_of
from regiodag.registrations.intake.findings import LEAVE, TAKE, Finding, Findings, Option
from regiodag.registrations.intake.rows import TypedRow, same_person
from regiodag.registrations.intake.there import There
from regiodag.registrations.models import Participant
from regiodag.registrations.reading import latest_order

NEW = "new"
IS = "is-"
LENGTHS = {"given": 80, "prefix": 20, "family": 80, "function": 160, "email": 254}
MOST_ORGANISATION = 160


class LeftOutError(Exception):
    """A row is left out; why stands among the findings."""


def last_answers(rows: Sequence[TypedRow], findings: Findings) -> list[TypedRow]:
    """Return one row of each address: the last answer, unless another one is chosen; in the order of the answers."""
    times = latest_order([row.time for row in rows])
    order = {
        row.number: (-1 if time is None else time, at) for at, (row, time) in enumerate(zip(rows, times, strict=True))
    }
    groups: dict[str, list[TypedRow]] = {}
    for row in sorted(rows, key=lambda row: order[row.number]):
        groups.setdefault(row.email or f"row {row.number}", []).append(row)
    kept = {_counts(group, findings).number for group in groups.values()}
    return [row for row in sorted(rows, key=lambda row: order[row.number]) if row.number in kept]


def _counts(group: Sequence[TypedRow], findings: Findings) -> TypedRow:
    """Return the row that counts of those with one address."""
    last = group[-1]
    if len(group) == 1:
        return last
    options = [Option(f"row-{row.number}", _("row %(row)d counts") % {"row": row.number}) for row in reversed(group)]
    key = f"twice-{min(row.number for row in group)}"
    chosen = findings.choose(key, options, options[0].value)
    sentence = _("This address is in the file more than once (rows %(rows)s). The last answer counts.")
    if not all(same_person(last.name, row.name) for row in group):
        sentence = _(
            "This address is in the file more than once, with different names (rows %(rows)s). Everybody needs an"
            " address of their own; the last answer counts."
        )
    rows = ", ".join(str(row.number) for row in sorted(group, key=lambda row: row.number))
    sentence = sentence % {"rows": rows}
    findings.add(Finding(last.number, last.address.column, last.email, sentence, key, tuple(options), chosen))
    return next(row for row in group if f"row-{row.number}" == chosen)


@dataclass
class PeopleSorter:
    """Finds the participant that a row is about."""

    there: There
    findings: Findings
    taken: dict[UUID, int] = field(default_factory=dict)
    named: dict[tuple[str, str], TypedRow] = field(default_factory=dict)

    def person(self, row: TypedRow) -> Participant | None:
        """Return the participant, None for somebody new. Raises LeftOutError."""
        self._check(row)
        found = self.there.people.get(row.email)
        found = self._known(row, found) if found else self._alike(row)
        if found is not None:
            self._check_free(row, found)
        return found

    # Whether it can be brought in at all ---------------------------------------------------------------------------

    def _check(self, row: TypedRow) -> None:
        if not row.email:
            self._wrong(row, row.address.column, row.address.text or row.name, self._without_address(row))
        if not row.family:
            self._wrong(row, "", "", _("There is no name in this row. Fill it in, or empty the row."))
        if not row.given:
            sentence = _("This is one word only. Fill in a first name and a family name.")
            self._wrong(row, "", row.family, sentence)
        for name, most in LENGTHS.items():
            self._check_length(row, getattr(row, name), most)
        self._check_length(row, row.organisation.text, MOST_ORGANISATION)
        if row.address.text.casefold() != row.email:
            sentence = _("Taken to be %(address)s.") % {"address": row.email}
            self.findings.add(Finding(row.number, row.address.column, row.address.text, sentence))

    def _without_address(self, row: TypedRow) -> str:
        if not row.address.text:
            return _("There is no e-mail address. Fill it in: without one nobody can be told anything.")
        if row.address.text.count("@") > 1:
            return _("There is more than one e-mail address, or it has a mistake. Fill in one.")
        return _("This is not an e-mail address. Mend it in the file.")

    def _check_length(self, row: TypedRow, text: str, most: int) -> None:
        if len(text) > most:
            sentence = _("This is longer than %(most)d signs. Make it shorter.") % {"most": most}
            self._wrong(row, "", f"{text[:40]}…", sentence)

    def _wrong(self, row: TypedRow, column: str, value: str, sentence: str) -> None:
        self.findings.add(Finding(row.number, column, value, sentence, wrong=True))
        raise LeftOutError

    # Who it is -----------------------------------------------------------------------------------------------------

    def _known(self, row: TypedRow, known: Participant) -> Participant:
        leave, take = Option(LEAVE, _("leave this row out")), _("change this registration all the same")
        if known.state == Participant.State.CANCELLED:
            sentence = _("%(name)s has cancelled.") % {"name": known}
            again = Option(TAKE, _("register again"))
            self._ask(row, f"again-{row.number}", sentence, [leave, again])
        elif not same_person(row.name, str(known)):
            sentence = _("This address is that of %(known)s, but the name is %(name)s.")
            said = sentence % {"known": known, "name": row.name}
            self._ask(row, f"other-{row.number}", said, [leave, Option(TAKE, take)])
        return known

    def _alike(self, row: TypedRow) -> Participant | None:
        known = self.there.alike(row.name)
        if known is None:
            self._alike_in_file(row)
            return None
        options = [
            Option(NEW, _("this is somebody else: register them")),
            Option(f"{IS}{known.pk}", _("this is %(name)s: change their address and what they said") % {"name": known}),
            Option(LEAVE, _("leave this row out")),
        ]
        sentence = _("%(name)s is registered already, with the address %(address)s.")
        said = sentence % {"name": known, "address": known.email}
        return known if self._ask(row, f"who-{row.number}", said, options).startswith(IS) else None

    def _alike_in_file(self, row: TypedRow) -> None:
        """Ask about somebody who is in the file with another address too."""
        name = key_of(row.name), key_of(row.organisation.text)
        other = self.named.setdefault(name, row)
        if other is not row:
            options = [Option(TAKE, _("these are two people: register both")), Option(LEAVE, _("leave this row out"))]
            said = _("Somebody with this name and organisation is in row %(row)d too, with another address.")
            self._ask(row, f"both-{row.number}", said % {"row": other.number}, options)

    def _ask(self, row: TypedRow, key: str, sentence: str, options: Sequence[Option]) -> str:
        """Return what was chosen, the first option when nothing was. Raises LeftOutError."""
        chosen = self.findings.choose(key, options, options[0].value)
        self.findings.add(Finding(row.number, "", f"{row.name}, {row.email}", sentence, key, tuple(options), chosen))
        if chosen == LEAVE:
            raise LeftOutError
        return chosen

    def _check_free(self, row: TypedRow, known: Participant) -> None:
        if known.pk in self.taken:
            sentence = _("Row %(row)d is about the same participant. Choose one of the two.")
            self._wrong(row, row.address.column, row.email, sentence % {"row": self.taken[known.pk]})
        self.taken[known.pk] = row.number
