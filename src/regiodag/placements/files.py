# SPDX-License-Identifier: EUPL-1.2
"""Files of who is where: a workbook, what the engine takes, and PDFs. Each is made in a process of its own."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import ProgrammeItem
from regiodag.placements.processes import process
from regiodag.placements.queries.seated import Meeting, Seated, meetings, question_about

SECONDS = 60
"""Within which a file is there: whoever asked is waiting for it."""
AT = (2000, 1, 1, 0, 0, 0)
"""When what is in an archive was made: never, so that the same gives the same."""


class Named(models.TextChoices):
    """A file in which people stand."""

    LISTS = "lists", _("Lists per session, with room for signatures (PDF)")
    XLSX = "xlsx", _("Everything in a spreadsheet: per person, per session, figures (Excel)")
    ENGINE = "engine", _("For the program “indeling”: wishes and places, without names (JSON)")


class Nameless(models.TextChoices):
    """A file in which nobody stands."""

    SIGNS = "signs", _("Door signs")
    OVERVIEW = "overview", _("Overview")


class NoFileError(Exception):
    """The file could not be made. library: something that makes PDFs is not installed."""

    def __init__(self, *, library: bool = False) -> None:
        super().__init__("the file could not be made")
        self.library = library


def file_of(seated: Seated, what: str) -> bytes:
    """Return a file, in the language of now. Raises NoFileError, and NothingToPlaceError."""
    return {
        Named.LISTS: _lists,
        Named.XLSX: _workbook,
        Named.ENGINE: _archive,
        Nameless.SIGNS: _signs,
        Nameless.OVERVIEW: _overview,
    }[what](seated)  # type: ignore[index]  # they are all of both


def pdf_of(template: str, context: Mapping[str, Any]) -> bytes:
    """Return a page as a PDF. Raises NoFileError."""
    return base64.b64decode(_asked("pdf", {"html": render_to_string(template, context)}, process.PAPER)["pdf"])


def _asked(task: str, question: Mapping[str, Any], door: str = process.DOOR) -> dict[str, Any]:
    try:
        answer = process.ask(task, question, SECONDS, door=door)
    except process.EndedError as error:
        raise NoFileError from error
    if "refused" in answer:
        raise NoFileError(library=answer["refused"] == "library")
    return answer


def _workbook(seated: Seated) -> bytes:
    question = {**question_about(seated, names=True), "language": (get_language() or "nl").partition("-")[0]}
    return base64.b64decode(_asked("workbook", question)["xlsx"])


def _archive(seated: Seated) -> bytes:
    """Return problem and placement, as `indeling solve` writes them and `indeling check` reads them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in told_by_engine(seated).items():
            archive.writestr(zipfile.ZipInfo(f"{name}.json", AT), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def told_by_engine(seated: Seated) -> dict[str, str]:
    """Return problem and placement as the engine writes them. Raises NoFileError, and NothingToPlaceError."""
    return _asked("json", question_about(seated))


def _lists(seated: Seated) -> bytes:
    return _paper("lists", seated)


def _signs(seated: Seated) -> bytes:
    return _paper("signs", seated)


def _paper(template: str, seated: Seated, **more: Any) -> bytes:
    context = {"day": seated.day, "title": seated.title, "meetings": meetings(seated), **more}
    return pdf_of(f"placements/paper/{template}.html", context)


def _overview(seated: Seated) -> bytes:
    return _paper("overview", seated, parts=_parts(seated))


def _parts(seated: Seated) -> list[tuple[ProgrammeItem | None, list[Meeting]]]:
    """Return the parts of the day with the sessions in them; rounds that are not in the timetable come last."""
    per_round: dict[object, list[Meeting]] = {}
    for each in meetings(seated):
        per_round.setdefault(each.session.round_id, []).append(each)
    items: list[ProgrammeItem | None] = [*seated.day.items.select_related("room")]
    found = [(item, per_round.pop(item.round_id, []) if item and item.round_id else []) for item in items]
    return [*found, *((None, rest) for rest in per_round.values())]
