# SPDX-License-Identifier: EUPL-1.2
"""What a row of a file says of somebody, before it is known who and what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from regiodag.days.workbook.values import cleaned, key_of
from regiodag.registrations.intake.columns import Column
from regiodag.registrations.reading import Grid, Meanings, is_login

PREFIXES = frozenset(
    [
        "van",
        "der",
        "den",
        "de",
        "het",
        "ter",
        "ten",
        "te",
        "la",
        "le",
        "el",
        "al",
        "von",
        "bin",
        "ben",
        "dos",
        "da",
        "di",
        "vd",
        "v/d",
        "v.d.",
        "'t",
        "in",
        "op",
        "aan",
        "uit",
        "over",
        "onder",
        "bij",
        "l'",
    ]
)
ADDRESS = re.compile(r"[^\s<>;,:()\[\]\"“”]+@[^\s<>;,:()\[\]\"“”]+")
ANONYMOUS = {"anonymous", "anoniem"}
RANK = re.compile(r"\d{1,2}")


@dataclass(frozen=True)
class Said:
    """A text in a cell, and the heading of its column."""

    text: str
    column: str


@dataclass(frozen=True)
class TypedRow:
    """A row: its number in the file, who it is about, and what they said.

    email: the address, "" when there is none that can be; address: what stands there. wishes: titles as they were
    typed, the best first. ranked: positions of workshops whose rank was typed, with that rank.
    """

    number: int
    given: str
    prefix: str
    family: str
    email: str
    address: Said
    organisation: Said
    function: str
    language: Said
    time: str
    wishes: tuple[Said, ...]
    ranked: tuple[tuple[int, Said], ...]
    answers: Mapping[str, Said]

    @property
    def name(self) -> str:
        """The whole name."""
        return " ".join(part for part in (self.given, self.prefix, self.family) if part)


def rows_of(grid: Grid, columns: Sequence[Column], meanings: Meanings) -> list[TypedRow]:
    """Return the rows in which somebody says something."""
    by_use: dict[str, list[Column]] = {}
    for column in columns:
        by_use.setdefault(column.use, []).append(column)
    # the form's own questions go before what the form knows of the account: a secretary may have filled it in
    for use in ("name", "email"):
        by_use.get(use, []).sort(key=lambda column: is_login(column.heading))
    made = (_row(number, cells, by_use, meanings) for number, cells in grid.rows)
    return [row for row in made if row.name or row.address.text or row.wishes or row.ranked or row.answers]


def _row(number: int, cells: Sequence[str], by_use: Mapping[str, list[Column]], meanings: Meanings) -> TypedRow:
    def first(use: str) -> Said:
        found = ((cleaned(cells[each.position]), each.heading) for each in by_use.get(use, ()))
        filled = [Said(words, heading) for words, heading in found if words and words.casefold() not in ANONYMOUS]
        heading = by_use[use][0].heading if use in by_use else ""
        return filled[0] if filled else Said("", heading)

    given, prefix, family = (_line(first(use).text) for use in ("given", "prefix", "family"))
    if not (given or family):
        given, prefix, family = parts_of(first("name").text)
    address = first("email")
    return TypedRow(
        number, given, prefix, family, address_in(address.text), address, first("organisation"),
        _line(first("function").text), first("language"), first("time").text, tuple(_wishes(cells, by_use, meanings)),
        tuple(_ranked(cells, by_use)), _answers(cells, by_use),
    )  # fmt: skip


def _wishes(cells: Sequence[str], by_use: Mapping[str, list[Column]], meanings: Meanings) -> Iterator[Said]:
    """Yield the wishes, the best first; wishes of several rounds take turns."""
    ranked = sorted((int(use[5:]), columns) for use, columns in by_use.items() if use.startswith("wish-"))
    for _rank, of_rank in ranked:
        for column in of_rank:
            yield from (Said(part, column.heading) for part in meanings.alone(cells[column.position]))
    columns = by_use.get("wishes", ())
    lists = [[Said(part, each.heading) for part in meanings.parts(cells[each.position])] for each in columns]
    for rank in range(max(map(len, lists), default=0)):
        yield from (each[rank] for each in lists if rank < len(each))


def _ranked(cells: Sequence[str], by_use: Mapping[str, list[Column]]) -> Iterator[tuple[int, Said]]:
    """Yield the workshops whose rank stands in the row, the best first."""
    found = []
    for use, columns in by_use.items():
        rank = RANK.search(cells[columns[0].position]) if use.startswith("rank-") else None
        if rank:
            found.append((int(rank[0]), int(use[5:]), columns[0].heading))
    yield from ((at, Said(str(rank), heading)) for rank, at, heading in sorted(found))


def _answers(cells: Sequence[str], by_use: Mapping[str, list[Column]]) -> dict[str, Said]:
    """Return what was answered to questions of the form, by the id of the question."""
    asked = {use: columns[0] for use, columns in by_use.items() if use.startswith("question-")}
    said = {use[9:]: Said(cleaned(cells[column.position]), column.heading) for use, column in asked.items()}
    return {pk: each for pk, each in said.items() if each.text}


def address_in(text: str) -> str:
    """Return the e-mail address in a text, in small letters; "" when there is none, or more than one.

    >>> address_in("Ada <Ada@Example.org>; "), address_in("ada@example"), address_in("a@example.org, b@example.org")
    ('ada@example.org', '', '')
    """
    found = [each.strip(".").lower() for each in ADDRESS.findall(text.replace("mailto:", " "))]
    try:
        validate_email(found[0] if len(found) == 1 else "")
    except ValidationError:
        return ""
    return str(found[0])


def parts_of(name: str) -> tuple[str, str, str]:
    """Return first name, prefix and family name of a whole name; without first name when it is one word.

    >>> parts_of("Noor van der Linden"), parts_of("Linden, Noor van der (Bureau Voorbeeld)"), parts_of("Noor")
    (('Noor', 'van der', 'Linden'), ('Noor', 'van der', 'Linden'), ('', '', 'Noor'))
    """
    plain = _line(re.sub(r"[(\[].*?[)\]]", " ", name))
    family, comma, rest = (part.strip() for part in plain.partition(","))
    words = [*rest.split(), *family.split()] if comma else plain.split()
    if len(words) < 2:  # noqa: PLR2004  (a first name and a family name)
        return "", "", plain
    start = next((at for at, word in enumerate(words) if at and word.lower() in PREFIXES), len(words))
    end = next((at for at in range(start, len(words)) if words[at].lower() not in PREFIXES), len(words) - 1)
    if start < end:
        return " ".join(words[:start]), " ".join(words[start:end]).lower(), " ".join(words[end:])
    at = len(rest.split()) if comma else 1
    return " ".join(words[:at]), "", " ".join(words[at:])


def same_person(one: str, other: str) -> bool:
    """Return whether two names share a word that says whose they are."""
    first, second = ({word for word in key_of(name).split() if len(word) > 1} - PREFIXES for name in (one, other))
    return bool(first & second) or not first or not second


def _line(text: str) -> str:
    return " ".join(text.split())
