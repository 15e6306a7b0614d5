# SPDX-License-Identifier: EUPL-1.2
"""The workbook that an organiser prints and mails from: a sheet per way of looking at the placement."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indeling.errors import Issue, Text, untranslated
from indeling.files.workbook.book import Book
from indeling.files.workbook.explanation import write_explanation
from indeling.files.workbook.figures import write_figures
from indeling.files.workbook.language import Language
from indeling.files.workbook.notes import write_notes
from indeling.files.workbook.participants import write_participants
from indeling.files.workbook.sessions import write_sessions
from indeling.files.workbook.view import View
from indeling.outcome import proof_sentence
from indeling.placement import Placement
from indeling.problem import Problem


def result_workbook(
    problem: Problem,
    placement: Placement,
    *,
    warnings: Sequence[Text | Issue] = (),
    conflicts: Sequence[Text] = (),
    proof: Text | None = None,
    translate: Callable[[str], str] = untranslated,
) -> bytes:
    """Return the placement as an xlsx file: the same bytes for the same input.

    `placement` is aligned with `problem` (the same ids in the same order). Four sheets: per participant, per
    session, figures, changes and warnings. Only an explanation when the placement is infeasible, with `conflicts`:
    those of its proof, as sentences. `proof` is what the certificate says (when None, with the keys of levels),
    `warnings` are those of the readers, `translate` is a gettext function. Raises FileError when it does not fit on a
    sheet.
    """
    view = View(problem, placement, Language(translate))
    book = Book(view.language, view.language.text("Placement"))
    if placement.status == "infeasible":
        write_explanation(book, view, conflicts, warnings)
        return book.content()
    write_participants(book, view)
    write_sessions(book, view)
    write_figures(book, view, proof or proof_sentence(placement))
    write_notes(book, view, warnings)
    return book.content()
