# SPDX-License-Identifier: EUPL-1.2
"""The list of participants as a spreadsheet: the columns that can be chosen, and the file."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from xlsxwriter import Workbook

from regiodag.days.models import Day
from regiodag.registrations.fields import kind_of
from regiodag.registrations.models import FormField, Participant
from regiodag.registrations.queries import fields_of
from regiodag.registrations.queries_participants import Filters, participants_of

# What people typed is a text, whatever it begins with: never a formula, a link or a number.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTH = 24
ANSWER = "answer-"


@dataclass(frozen=True)
class Column:
    """A column. key: what the form sends; sensitive: only for who may see such answers."""

    key: str
    heading: Any
    cell: Callable[[Participant], str]
    sensitive: bool = False


def _organisation(participant: Participant) -> str:
    return str(participant.organisation or participant.organisation_typed)


def _domain(participant: Participant) -> str:
    return str((participant.organisation and participant.organisation.domain) or "")


OF_A_PERSON = (
    Column("name", gettext_lazy("Name"), str),
    Column("given_name", gettext_lazy("First name"), lambda each: each.given_name),
    Column("prefix", gettext_lazy("Prefix of the family name"), lambda each: each.prefix),
    Column("family_name", gettext_lazy("Family name"), lambda each: each.family_name),
    Column("organisation", gettext_lazy("Organisation"), _organisation),
    Column("domain", gettext_lazy("Domain"), _domain),
    Column("function", gettext_lazy("Function"), lambda each: each.function),
    Column("email", gettext_lazy("E-mail address"), lambda each: each.email),
    Column("state", gettext_lazy("State"), lambda each: str(each.get_state_display())),
    Column("group", gettext_lazy("Group"), lambda each: str(each.group or "")),
    Column("made", gettext_lazy("Registered on"), lambda each: date_format(localtime(each.made), "j F Y, H:i")),
    Column("notes", gettext_lazy("Notes"), lambda each: each.notes),
)
AT_FIRST = ("name", "organisation")


def columns_of(day: Day, *, sensitive: bool) -> list[Column]:
    """Return the columns that somebody may take out: of a person, and of each question of the day."""
    every = [*OF_A_PERSON, *(_column(each) for each in fields_of(day))]
    return [each for each in every if sensitive or not each.sensitive]


def workbook_of(day: Day, filters: Filters, keys: Collection[str], *, sensitive: bool) -> bytes:
    """Return the xlsx with the participants that are listed and the columns chosen, in the language of now."""
    columns = [each for each in columns_of(day, sensitive=sensitive) if each.key in keys]
    people = participants_of(day, filters, addresses=True)
    if any(each.key.startswith(ANSWER) for each in columns):
        people = people.prefetch_related("answers", "preferences__workshop")
    rows = [[each.cell(participant) for each in columns] for participant in people]
    out = io.BytesIO()
    with Workbook(out, OPTIONS) as book:
        head = book.add_format({"bold": True, "bg_color": "#0c5460", "font_color": "#ffffff"})
        page = book.add_worksheet(_("Participants"))
        page.freeze_panes(1, 0)
        page.set_column(0, len(columns), WIDTH)
        for at, column in enumerate(columns):
            page.write_string(0, at, str(column.heading), head)
        for number, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                page.write_string(number, at, cell)
        page.autofilter(0, 0, len(rows), max(0, len(columns) - 1))
    return out.getvalue()


def _column(field: FormField) -> Column:
    kind = kind_of(field.kind)
    if field.kind == "wishes":
        return Column(f"{ANSWER}{field.pk}", field.label, _wishes)
    return Column(
        f"{ANSWER}{field.pk}", field.label, lambda each: kind.told(kind.answer_of(each, field)), kind.sensitive
    )


def _wishes(participant: Participant) -> str:
    """Return the titles, without a query per person."""
    wished = sorted(participant.preferences.all(), key=lambda each: each.rank)
    return "; ".join(each.workshop.title for each in wished)
