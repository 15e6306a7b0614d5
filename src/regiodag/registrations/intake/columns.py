# SPDX-License-Identifier: EUPL-1.2
"""What the columns of a file are used for: recognised by their headings, and to be changed by the organiser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regiodag.days.models import Workshop
from regiodag.days.workbook.match import nearest
from regiodag.days.workbook.values import key_of
from regiodag.registrations.models import FormField
from regiodag.registrations.reading import Grid, proposed

UNUSED = ""
LANGUAGES = {"taal", "voertaal", "voorkeurstaal", "taal van mails", "language", "preferred language"}
FUNCTIONS = {"functie", "function", "functietitel", "rol", "role", "beroep", "job title", "uw functie", "je functie"}
PERSON_USES = ("given", "prefix", "family", "name", "email", "organisation", "function", "language", "time")
EXAMPLES = 3
LONGEST_EXAMPLE = 40


@dataclass(frozen=True)
class Column:
    """A column: where it is, its heading, what it is used for, and what stands in its first cells."""

    position: int
    heading: str
    use: str
    examples: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the choice on the page."""
        return f"column-{self.position}"


def uses(questions: Sequence[FormField], workshops: Sequence[Workshop], ranks: int) -> list[tuple[str, str]]:
    """Return what a column can be used for, with its name for people. ranks: so many wishes can be columns."""
    known = {
        UNUSED: _("not used"),
        "given": _("first name"),
        "prefix": _("prefix of the family name"),
        "family": _("family name"),
        "name": _("whole name"),
        "email": _("e-mail address"),
        "organisation": _("organisation"),
        "function": _("function"),
        "language": _("language of mails"),
        "time": _("time of the answer"),
        "wishes": _("all wishes, the best first"),
    }
    wishes = [(f"wish-{rank}", _("wish %(rank)d") % {"rank": rank}) for rank in range(1, ranks + 1)]
    of_titles = [(f"rank-{at}", _("rank of “%(title)s”") % {"title": each.title}) for at, each in enumerate(workshops)]
    asked = [(f"question-{each.pk}", _("question: %(label)s") % {"label": each.label}) for each in questions]
    return [*known.items(), *wishes, *asked, *of_titles]


def columns_of(
    grid: Grid, questions: Sequence[FormField], workshops: Sequence[Workshop], chosen: Mapping[str, str]
) -> list[Column]:
    """Return the columns that hold something, each with what was chosen for it, else with what it looks like."""
    found = proposed(grid, [each.title for each in workshops])
    labels = {key_of(each.label): f"question-{each.pk}" for each in questions}
    columns = []
    for at, heading in enumerate(grid.headings):
        filled = [cells[at] for _number, cells in grid.rows if cells[at]]
        if filled:
            use = chosen.get(f"column-{at}", found.get(at) or _looks_like(heading, labels))
            examples = tuple(each[:LONGEST_EXAMPLE] for each in list(dict.fromkeys(filled))[:EXAMPLES])
            columns.append(Column(at, heading or f"({at + 1})", use, examples))
    return columns


def _looks_like(heading: str, labels: Mapping[str, str]) -> str:
    """Return the use of a column that the engine does not know: function, language, or a question of the form."""
    spelled = key_of(heading)
    if spelled in FUNCTIONS:
        return "function"
    if spelled in LANGUAGES:
        return "language"
    if spelled in labels:
        return labels[spelled]
    names = list(labels)
    near = nearest(spelled, names)
    return UNUSED if near is None else labels[names[near]]
