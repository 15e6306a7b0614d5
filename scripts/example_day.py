#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Write the example day that ships with the project: examples/regiodag/{voorkeuren,workshops}.xlsx.

Nobody in it exists. Names are put together from invented words, organisations say that they are fictional,
e-mail addresses are at example.org. The layout is that of a Microsoft Forms export, with the oddities that
real ones have: a second submission by the same person, short lists, an empty one, titles with a typing error,
a non-breaking space in a heading. Some workshops are asked for far more often than they have chairs.

    python scripts/example_day.py [folder]
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

SEED = 2026
PEOPLE = 180
OPENED = datetime(2026, 1, 12, 9, 0)  # noqa: DTZ001  (Microsoft Forms writes local times without a zone)
CREATED = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Workshop:
    """A workshop with its chairs and minimum per round, and how much it is in demand."""

    title: str
    chairs: int
    demand: int
    minimum: int = 6


WORKSHOPS = (
    Workshop("Orgaanhandel: herkennen en melden", 14, 20),
    Workshop("Aandacht voor plegers", 16, 17),
    Workshop("Casuïstiek: van signaal tot aanpak", 24, 12),
    Workshop("Dialoogsessie met ervaringsdeskundigen", 18, 15),
    Workshop("Uitbuiting op de arbeidsmarkt", 22, 9),
    Workshop("Criminele uitbuiting van jongeren", 20, 13),
    Workshop("Zorg en opsporing: twee werelden, één tafel", 18, 7),
    Workshop("Online werving en digitale sporen", 24, 8),
    Workshop("Signaleren op school", 16, 3),
    Workshop("De zorgcoördinator: wie belt wie?", 30, 4),
)

ORGANISATIONS = (
    ("politie", "Politie Voorbeeldland (fictief)", 26),
    ("politie", "Vreemdelingenteam Nergenshuizen (fictief)", 12),
    ("justitie", "Parket Voorbeeldland (fictief)", 12),
    ("justitie", "Reclassering Fictieveld (fictief)", 10),
    ("gemeente", "Gemeente Voorbeeldstad (fictief)", 20),
    ("gemeente", "Gemeente Nergenshuizen (fictief)", 14),
    ("gemeente", "Gemeente Fictieveld (fictief)", 10),
    ("zorg", "Opvang De Verzonnen Haven (fictief)", 22),
    ("zorg", "Zorgcoördinatie Voorbeeldland (fictief)", 14),
    ("zorg", "GGD Denkbeeld (fictief)", 10),
    ("onderwijs", "Scholengroep Bedachtlaan (fictief)", 14),
    ("onderzoek", "Kenniscentrum Fictieveld (fictief)", 8),
    ("ervaringsdeskundigen", "Stichting Verzonnen Stem (fictief)", 8),
)

FIRST_NAMES = (
    "Aagje Abel Amira Bente Bram Cato Chaïma Daan Delilah Eefje Emir Fenna Floris Gijs Hanna Hugo Ilse Imane Jip "
    "Joëlle Kaya Klaas Lieve Luuk Maud Mees Naomi Noé Olaf Pien Quinten Rosa Sanne Sem Thirza Tygo Ursa Veerle "
    "Wout Xena Yara Yusuf Zoë Zeger"
)
LAST_NAME_STARTS = ("Voorbeeld", "Verzonnen", "Fictie", "Nergens", "Denkbeeld", "Bedacht")
LAST_NAME_ENDS = ("sma", "stra", "huizen", "veld", "dijk", "oord", "man", "berg")
PREFIXES = ("", "", "", "van ", "van der ", "de ")

CHOICES = 3
HEADINGS = (
    *("ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"),
    *("Voor welke organisatie kom je?", "Domein", "Eerste\u00a0keuze", "Tweede keuze", "Derde keuze"),
)
PREFERENCE_WIDTHS = (6, 18, 18, 44, 34, 42, 22, 44, 44, 44)

TYPING_ERRORS = {
    41: "Orgaanhandel: herkenen en melden",
    88: "Uitbuiting op arbeidsmarkt",
    133: "Dialoogsesie met ervaringsdeskundigen",
}
"""Submission → what was typed as the first choice."""

SHORT_LISTS = {12: 2, 57: 1, 76: 2, 101: 1, 118: 0, 149: 2, 170: 2}
"""Submission → how many choices were made."""

CHANGED_MIND = 23
"""The person of this submission sends in another one, with other choices, as the last of all."""

EXAMPLES = Path(__file__).parents[1] / "examples" / "regiodag"


@dataclass(frozen=True)
class Submission:
    """One row of the form."""

    started: datetime
    completed: datetime
    email: str
    name: str
    organisation: str
    domain: str
    choices: tuple[str, ...]


def submissions(random: Random) -> Iterator[Submission]:
    """Yield the rows of the form in the order in which they came in."""
    moment, rows = OPENED, {}
    for number, name in enumerate(invented_names(random), start=1):
        moment += timedelta(minutes=random.randrange(3, 320), seconds=random.randrange(60))
        domain, organisation = invented_organisation(random)
        completed = moment + timedelta(seconds=random.randrange(70, 400))
        choices = spoiled(number, drawn_choices(random))
        rows[number] = Submission(moment, completed, address(name), name, organisation, domain, choices)
        yield rows[number]
    started, completed = moment + timedelta(hours=2), moment + timedelta(hours=2, minutes=3)
    yield replace(rows[CHANGED_MIND], started=started, completed=completed, choices=drawn_choices(random))


def invented_names(random: Random) -> list[str]:
    """Return PEOPLE different names of nobody."""
    first_names, names = FIRST_NAMES.split(), dict[str, None]()
    while len(names) < PEOPLE:
        last = random.choice(LAST_NAME_STARTS) + random.choice(LAST_NAME_ENDS)
        names[f"{random.choice(first_names)} {random.choice(PREFIXES)}{last}"] = None
    return list(names)


def invented_organisation(random: Random) -> tuple[str, str]:
    """Return a domain and an organisation in it, the large ones more often."""
    domain, organisation, _ = random.choices(ORGANISATIONS, [weight for *_, weight in ORGANISATIONS])[0]
    return domain, organisation


def drawn_choices(random: Random) -> tuple[str, ...]:
    """Return a first, second and third choice, workshops in demand more often."""
    left, chosen = list(WORKSHOPS), []
    for _ in range(CHOICES):
        workshop = random.choices(left, [each.demand for each in left])[0]
        left.remove(workshop)
        chosen.append(workshop.title)
    return tuple(chosen)


def spoiled(number: int, choices: tuple[str, ...]) -> tuple[str, ...]:
    """Return the choices as this submission has them: cut short, left out, or with a typing error."""
    kept = list(choices[: SHORT_LISTS.get(number, CHOICES)])
    if number in TYPING_ERRORS:
        kept[0] = TYPING_ERRORS[number]
    return tuple(kept)


def address(name: str) -> str:
    """Return an e-mail address that cannot exist."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return plain.replace(" ", ".") + "@example.org"


def write_preferences(path: Path) -> None:
    """Write the form's export as Microsoft Forms lays it out."""
    book, sheet = new_book(path, "Form1", HEADINGS, PREFERENCE_WIDTHS)
    moment = book.add_format({"num_format": "m/d/yy h:mm:ss"})
    # The form numbers by the moment of submitting, so the rows are in order.
    for row, one in enumerate(submissions(Random(SEED)), start=1):  # noqa: S311  (data for show, not a secret)
        sheet.write_number(row, 0, row)
        sheet.write_datetime(row, 1, one.started, moment)
        sheet.write_datetime(row, 2, one.completed, moment)
        write_texts(sheet, row, 3, (one.email, one.name, one.organisation, one.domain, *one.choices))
    book.close()


def write_workshops(path: Path) -> None:
    """Write the organisers' own list: titles, chairs and the least number of people, the same in both rounds."""
    book, sheet = new_book(path, "Workshops", ("Titel", "Plaatsen", "Minimum"), (48, 10, 10))
    for row, workshop in enumerate(WORKSHOPS, start=1):
        write_texts(sheet, row, 0, (workshop.title,))
        sheet.write_number(row, 1, workshop.chairs)
        sheet.write_number(row, 2, workshop.minimum)
    book.close()


def new_book(
    path: Path, name: str, headings: Sequence[str], widths: Sequence[int]
) -> tuple[xlsxwriter.Workbook, Worksheet]:
    """Return a workbook at `path` with one sheet, its headings written."""
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 0)
    return book, sheet


def write_texts(sheet: Worksheet, row: int, column: int, texts: Sequence[str]) -> None:
    """Write texts beside each other from `column` on."""
    for shift, text in enumerate(texts):
        sheet.write_string(row, column + shift, text)


def main(folder: Path) -> None:
    """Write both files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    write_preferences(folder / "voorkeuren.xlsx")
    write_workshops(folder / "workshops.xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES)
