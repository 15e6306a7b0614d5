# SPDX-License-Identifier: EUPL-1.2
"""A file as Microsoft Forms writes it: 180 registrations of made-up people, with ten kinds of mistakes in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from regiodag.days.models import Day, Workshop
from regiodag.registrations.models import FormField, FormSection, Organisation, Participant
from spreadsheet_files import xlsx

TITLES = ("Dialoog", "Signalen van orgaanhandel", "Aandacht voor plegers", "Film en nagesprek",
          "Casuïstiek; een gesprek", "Zorg en opsporing")  # fmt: skip
GIVEN = ("Ada", "Bo", "Cas", "Dee", "Evi", "Fie", "Gijs", "Hana", "Ivo", "Jet", "Kas", "Lot", "Mees", "Nia", "Okke")
FAMILY = ("Appelboom", "van den Berkeveld", "Citroenstra", "de Dennenaald", "Eikenrode", "Fruitema", "Grasveld",
          "ter Heideborg", "IJsbloem", "Jasmijnstra", "Klaverland", "Lindegaarde")  # fmt: skip
HEADINGS = ("ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Wat is uw naam?", "Wat is uw e-mailadres?",
            "Voor welke organisatie komt u?", "Functie", "Rangschik de workshops", "Hoe komt u?",
            "Opmerkingen over parkeren")  # fmt: skip
NINE = dt.datetime(2030, 5, 1, 9, 0)  # noqa: DTZ001  (a spreadsheet knows no time zone)
KNOWN = "Gemeente Waterrijk (fictief)"
TRAVEL = ("trein", "auto", "fiets")


@dataclass
class Row:
    """An answer: what differs from the usual is changed in it."""

    number: int
    name: str
    email: str
    organisation: str = KNOWN
    wishes: list[str] = field(default_factory=list)
    travel: str = "trein"
    minute: int = 0

    def cells(self) -> list[object]:
        """Return the row as the form writes it: nobody signed in, and a separator behind the last wish."""
        began = NINE + dt.timedelta(minutes=self.minute or self.number)
        return [
            self.number, began, began + dt.timedelta(minutes=3), "anonymous", None, self.name, self.email,
            self.organisation, "adviseur", "".join(f"{each};" for each in self.wishes), self.travel,
            "graag" if self.number == 7 else None,
        ]  # fmt: skip


def usual() -> list[Row]:
    """Return 180 answers without a mistake: everybody has a name of their own, and two to four wishes."""
    rows = []
    for at in range(180):
        name = f"{GIVEN[at % 15]} {FAMILY[at // 15]}"
        wishes = [TITLES[(at + step) % 6] for step in range(2 + at % 3)]
        email = f"{name.replace(' ', '.')}@example.org".lower()
        rows.append(Row(at + 1, name, email, wishes=wishes, travel=TRAVEL[at % 3]))
    return rows


def mistaken() -> list[Row]:
    """Return the answers with mistakes; the number behind each is the row in the workbook, one more than the answer."""
    rows = usual()
    rows[9].email, rows[9].minute = rows[4].email, 600  # 1: somebody answered again, later (rows 6 and 11)
    rows[9].name = rows[4].name
    rows[19].wishes = ["Signalen van orgaanhandl", "Dialoog"]  # 2: a title with a mistake (row 21)
    rows[29].wishes = rows[30].wishes = ["Salsa voor beginners", "Dialoog"]  # 3: a title that is unknown (rows 31, 32)
    rows[39].email = ""  # 4: no address (row 41)
    rows[49].email = "gijs.example.org"  # 5: no real address (row 51)
    rows[59].wishes = list(TITLES)  # 6: too many wishes (row 61)
    rows[69].name, rows[69].email = "Noor van der Lindn", "noor@example.com"  # 7: almost a participant (row 71)
    rows[79].organisation = rows[80].organisation = "Gemente Waterrijk (fictief)"  # 8: almost an organisation (81, 82)
    rows[89].wishes = ["Dialoog", "Film en nagesprek", "Dialoog"]  # 9: the same wish twice (row 91)
    rows[99].name = "Jet"  # 10: one word for a name (row 101)
    rows[109].travel = "ballon"  # and an answer that is no choice (row 111)
    return rows


def workbook(rows: list[Row]) -> bytes:
    """Return the workbook with these answers."""
    return xlsx({"Form1": [HEADINGS, *(row.cells() for row in rows)]}).content


def prepare(day: Day) -> Participant:
    """Give a day the workshops, an organisation and a question of the file; return a participant that is there."""
    for title in TITLES[1:]:
        Workshop.objects.create(day=day, title=title, maximum=40)
    Organisation.objects.create(day=day, name=KNOWN)
    section = FormSection.objects.get(form__day=day, position=1)
    FormField.objects.create(section=section, kind="choice", label="Hoe komt u?", choices=list(TRAVEL), position=9)
    return Participant.objects.create(
        day=day, given_name="Noor", prefix="van der", family_name="Linden", email="noor@example.org", link_hash="x"
    )
