# SPDX-License-Identifier: EUPL-1.2
"""What is meant by a title, an organisation or an answer in a file. Each spelling is asked about once."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rapidfuzz import fuzz, process

from regiodag.days.workbook.values import CellError, choice_of, key_of
from regiodag.registrations.fields import kind_of
from regiodag.registrations.intake.findings import Finding, Findings, Option
from regiodag.registrations.intake.rows import Said
from regiodag.registrations.intake.there import LIKE, There
from regiodag.registrations.models import FormField, Organisation
from regiodag.registrations.reading import Meanings, Nearest

NONE = "none"
UNSETTLED = ""
AS_TYPED = "typed"
WORTH_NAMING = 65
"""How much alike a title must be, of 100, to be named as what may be meant."""
YES, NO = {"ja", "yes", "j", "y", "x", "1", "true", "waar"}, {"nee", "no", "n", "0", "false", "onwaar"}


@dataclass
class Spelling:
    """A text that is not exactly something known: where it first stood, and in how many rows."""

    said: Said
    row: int
    nearest: Nearest | None = None
    known: Organisation | None = None
    count: int = 0


@dataclass
class TitleWords:
    """Finds the workshops that are meant."""

    there: There
    meanings: Meanings
    findings: Findings
    spellings: dict[str, Spelling] = field(default_factory=dict)

    def meant(self, said: Said, row: int) -> str:
        """Return the id of the workshop; "none" when the wish is to be left out, "" when it is not known yet."""
        key = key_named("title", said.text)
        if key not in self.spellings:
            nearest = self.meanings.nearest(said.text)
            if nearest and nearest.exact:
                return str(self.there.workshops[nearest.position].pk)
            self.spellings[key] = Spelling(said, row, nearest)
        self.spellings[key].count += 1
        return self._chosen(key)

    def _chosen(self, key: str) -> str:
        nearest = self.spellings[key].nearest
        taken = str(self.there.workshops[nearest.position].pk) if nearest and nearest.taken else UNSETTLED
        return self.findings.choose(key, self._options(nearest), taken)

    def _options(self, nearest: Nearest | None) -> list[Option]:
        first = nearest.position if nearest else -1
        order = sorted(range(len(self.there.workshops)), key=lambda at: at != first)
        found = [Option(str(each.pk), each.title) for each in (self.there.workshops[at] for at in order)]
        undecided = [] if nearest and nearest.taken else [Option(UNSETTLED, _("leave these rows out"))]
        return [*undecided, *found, Option(NONE, _("leave this wish out, keep the rest"))]

    def tell(self) -> None:
        """Put every title that was not exactly known among the findings."""
        for key, each in self.spellings.items():
            chosen = self._chosen(key)
            self.findings.add(
                Finding(
                    each.row, each.said.column, each.said.text, self._sentence(each), key,
                    tuple(self._options(each.nearest)), chosen, wrong=chosen == UNSETTLED,
                )
            )  # fmt: skip

    def _sentence(self, each: Spelling) -> str:
        if each.nearest is None or each.nearest.score < WORTH_NAMING:
            what = _("There is no workshop with this title. What is meant?")
        else:
            title = self.there.workshops[each.nearest.position].title
            taken = _("Taken to be “%(title)s”.") if each.nearest.taken else _(
                "There is no workshop with this title. “%(title)s” is most like it."
            )  # fmt: skip
            what = taken % {"title": title}
        return f"{what} {in_rows(each.count)}"


@dataclass
class OrganisationWords:
    """Finds the organisations that are meant."""

    there: There
    findings: Findings
    spellings: dict[str, Spelling] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names = {name.casefold(): each for each in self.there.organisations for name in (each.name, *each.also)}
        self._keys = {key_of(each.name): each for each in self.there.organisations}

    def meant(self, said: Said, row: int) -> tuple[str, Organisation | None]:
        """Return the name that is kept, and the organisation when it is a known one."""
        typed = " ".join(said.text.split())
        if not typed or typed.casefold() in self._names:
            return typed, self._names.get(typed.casefold())
        key = key_named("organisation", typed)
        if key not in self.spellings:
            self.spellings[key] = Spelling(said, row, known=self._alike(typed))
        each = self.spellings[key]
        each.count += 1
        if each.known and self._chosen(key, each.known) != AS_TYPED:
            return each.known.name, each.known
        return typed, None

    def _alike(self, typed: str) -> Organisation | None:
        found = process.extractOne(key_of(typed), list(self._keys), scorer=fuzz.ratio, score_cutoff=LIKE)
        return self._keys[found[0]] if found else None

    def _chosen(self, key: str, known: Organisation) -> str:
        return self.findings.choose(key, self._options(known), str(known.pk))

    def _options(self, known: Organisation) -> list[Option]:
        return [
            Option(str(known.pk), _("this is “%(name)s”") % {"name": known.name}),
            Option(AS_TYPED, _("it is another one: keep it as it was typed")),
        ]

    def tell(self) -> None:
        """Put every name that is almost a known one among the findings."""
        for key, each in self.spellings.items():
            if each.known:
                sentence = _("This organisation is almost one that is known.") + " " + in_rows(each.count)
                chosen = self._chosen(key, each.known)
                options = tuple(self._options(each.known))
                self.findings.add(Finding(each.row, each.said.column, each.said.text, sentence, key, options, chosen))


def read_answer(question: FormField, text: str) -> Any:
    """Return the answer as it is kept. Raises ValidationError that says why it cannot be one."""
    kind = kind_of(question.kind)
    value: Any = text
    try:
        if question.kind == "choice":
            value = choice_of(text, _choices(question))
        elif question.kind == "several":
            value = [choice_of(part.strip(), _choices(question)) for part in text.split(";") if part.strip()]
        elif question.kind == "consent":
            value = _consent(text)
    except CellError as error:
        raise ValidationError(str(error)) from error
    return kind.kept(value if question.kind == "consent" else kind.asked(question).clean(value))


def _choices(question: FormField) -> tuple[tuple[str, str], ...]:
    return tuple((each, each) for each in question.choices)


def _consent(text: str) -> bool:
    spelled = key_of(text)
    if spelled not in YES | NO:
        raise ValidationError(_("This is neither yes nor no."))
    return spelled in YES


def key_named(kind: str, text: str) -> str:
    """Return the name in the form of what is chosen for a spelling: of one kind, and with no words in it."""
    return f"{kind}-{sha256(key_of(text).encode()).hexdigest()[:12]}"


def in_rows(count: int) -> str:
    """Return in how many rows something is."""
    return ngettext("It is in %(count)d row.", "It is in %(count)d rows.", count) % {"count": count}
