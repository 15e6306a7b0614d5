# SPDX-License-Identifier: EUPL-1.2
"""Every word that is recognised in, or written as, a heading of a spreadsheet. Data only: the one table of them.

Spelled as keys: lower case, no accents, no punctuation (see `spreadsheet.spelling.key`). The first heading of a
role is not special; what the own template writes stands in `files.template`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a column holds. The values are the names that a mapping file uses."""

    ID = "id"
    NAME = "name"
    FIRST_NAME = "first_name"
    PREFIX = "prefix"
    LAST_NAME = "last_name"
    EMAIL = "email"
    ORGANISATION = "organisation"
    DOMAIN = "domain"
    STARTED = "started"
    COMPLETED = "completed"
    CHANGED = "changed"
    ATTENDS = "attends"
    FIXED = "fixed"
    FORBIDDEN = "forbidden"
    LEADS = "leads"
    TITLE = "title"
    CAPACITY = "capacity"
    MINIMUM = "minimum"
    OPTIONAL = "optional"
    ROUNDS = "rounds"
    LEADER = "leader"
    ROUND = "round"


Headings = Mapping[Role, tuple[str, ...]]

PARTICIPANT_HEADINGS: Headings = {
    Role.ID: ("id", "deelnemer id", "deelnemernummer", "participant id", "response id", "antwoord id", "respons id"),
    Role.NAME: (
        *("naam", "volledige naam", "naam deelnemer", "deelnemer", "voor en achternaam", "voornaam en achternaam"),
        *("name", "full name", "participant name", "name participant", "participant", "first and last name"),
    ),
    Role.FIRST_NAME: ("voornaam", "roepnaam", "first name", "given name", "forename"),
    Role.PREFIX: ("tussenvoegsel", "tussenvoegsels", "tussenvoegsel s", "voorvoegsel", "name prefix"),
    Role.LAST_NAME: ("achternaam", "familienaam", "last name", "surname", "family name"),
    Role.EMAIL: (
        *("e mail", "email", "e mailadres", "emailadres", "e mail adres", "email adres", "mailadres"),
        *("e mail address", "email address", "zakelijk e mailadres", "work email"),
    ),
    Role.ORGANISATION: (
        *("organisatie", "naam organisatie", "organisatienaam", "instelling", "bedrijf", "werkgever", "gemeente"),
        *("organisatie instelling", "organisation", "organization", "name organisation", "name organization"),
        *("company", "employer", "institution"),
    ),
    Role.DOMAIN: ("domein", "werkveld", "sector", "vakgebied", "domain", "field of work", "discipline"),
    Role.STARTED: ("begintijd", "starttijd", "start time", "datum gestart", "date started"),
    Role.COMPLETED: (
        *("tijd van voltooien", "voltooiingstijd", "completion time", "tijdstempel", "timestamp"),
        *("date submitted", "datum ingediend", "ingediend op", "submitted", "submitdate", "entry date submitted"),
    ),
    Role.CHANGED: ("tijd van laatste wijziging", "last modified time", "last modified", "laatst gewijzigd"),
    Role.ATTENDS: ("rondes", "aanwezig", "aanwezig bij ronde", "aanwezig in rondes", "rounds", "attends", "present"),
    Role.FIXED: ("vast", "vaste plaats", "vaste plaatsen", "vast ingedeeld", "fixed", "fixed place", "fixed places"),
    Role.FORBIDDEN: ("niet bij", "mag niet bij", "uitgesloten", "forbidden", "not with", "excluded"),
    Role.LEADS: ("leidt", "geeft workshop", "workshopleider van", "leads", "leads workshop"),
}

WORKSHOP_HEADINGS: Headings = {
    Role.ID: ("workshop id", "id", "nummer", "nr", "code", "workshopnummer", "workshop number", "number"),
    Role.TITLE: (
        *("titel", "workshop", "workshops", "titel workshop", "naam workshop", "workshoptitel", "onderwerp", "naam"),
        *("sessie", "title", "workshop title", "workshop name", "session", "session title", "name", "subject"),
    ),
    Role.CAPACITY: (
        *("plaatsen", "aantal plaatsen", "capaciteit", "maximum", "max", "maximum aantal", "maximaal aantal"),
        *("max deelnemers", "maximum aantal deelnemers", "maximaal aantal deelnemers", "stoelen", "plekken"),
        *("aantal plekken", "plaatsen per ronde", "capaciteit per ronde", "aantal", "capacity", "places", "seats"),
        *("chairs", "max participants", "maximum participants", "capacity per round", "room size"),
    ),
    Role.MINIMUM: (
        *("minimum", "min", "minimum aantal", "minimaal", "minimaal aantal", "minimum aantal deelnemers"),
        *("min deelnemers", "min participants", "minimum participants"),
    ),
    Role.OPTIONAL: ("mag vervallen", "vervalbaar", "mag uitvallen", "optioneel", "optional", "may be dropped"),
    Role.ROUNDS: ("rondes", "ronde", "in rondes", "wordt gegeven in", "rounds", "round", "given in"),
    Role.LEADER: (
        *("leider", "workshopleider", "workshopleiders", "begeleider", "begeleiders", "spreker", "sprekers"),
        *("leader", "leaders", "workshop leader", "facilitator", "facilitators", "speaker", "speakers"),
    ),
}

ROUND_HEADINGS: Headings = {
    Role.ID: ("ronde id", "round id", "id"),
    Role.ROUND: ("ronde", "rondes", "naam", "naam ronde", "round", "rounds", "name", "round name"),
}

LOGIN_HEADINGS = frozenset({"naam", "name", "e mail", "email"})
"""Headings under which Microsoft Forms puts what it knows of the account that was used."""

PARTICIPANT_SHEETS = frozenset({"deelnemers", "aanmeldingen", "antwoorden", "participants", "responses", "answers"})
WORKSHOP_SHEETS = frozenset({"workshops", "sessies", "sessions"})
ROUND_SHEETS = frozenset({"rondes", "rounds"})

FILLER_WORDS = frozenset(
    {
        *("wat", "is", "zijn", "vul", "hier", "in", "graag", "svp", "aub", "je", "jouw", "u", "uw", "jullie", "mijn"),
        *("de", "het", "een", "van", "bij", "welke", "welk", "werk", "werkt", "werkzaam", "namens", "vanuit", "kom"),
        *("komt", "voor", "neem", "deel", "aan", "ben", "bent", "vertegenwoordig", "vertegenwoordigt"),
        *("what", "s", "are", "please", "enter", "your", "my", "the", "a", "an", "of", "at", "which", "do", "does"),
        *("you", "work", "for", "from", "represent"),
    }
)
"""Words that make a question of a heading and say nothing else: “Wat is je naam?” is “Naam”."""

AND_WORDS = frozenset({"en", "and"})

FORMULA_ERRORS = frozenset(
    {
        *("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
        *("#VERW!", "#N/B", "#DEEL/0!", "#WAARDE!", "#NAAM?", "#GETAL!", "#LEEG!", "#OVERLOOP!"),
    }
)
"""What a cell shows when its formula cannot be worked out; in text files in the language of the program."""

ANONYMOUS = frozenset({"anonymous", "anoniem"})

NO_PREFERENCE = frozenset(
    {
        *("geen voorkeur", "geen", "geen keuze", "maakt niet uit", "maakt mij niet uit", "niet van toepassing"),
        *("n v t", "nvt", "no preference", "none", "no choice", "any", "n a", "not applicable", ""),
    }
)

YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x"})
NO = frozenset({"nee", "n", "no", "false", "onwaar", "0", ""})

ORDINALS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "eerste 1e 1ste first 1st",
            "tweede 2e 2de second 2nd",
            "derde 3e 3de third 3rd",
            "vierde 4e 4de fourth 4th",
            "vijfde 5e 5de fifth 5th",
            "zesde 6e 6de sixth 6th",
            "zevende 7e 7de seventh 7th",
            "achtste 8e 8ste eighth 8th",
            "negende 9e 9de ninth 9th",
            "tiende 10e 10de tenth 10th",
        ),
        start=1,
    )
    for word in words.split()
}

ROUND_WORDS = ("workshopronde", "ronde", "round", "tijdslot", "timeslot")
WISH_WORDS = ("keuze", "keus", "voorkeur", "wens", "choice", "preference", "wish", "rang", "rank")
LIST_WORDS = (
    "voorkeuren",
    "rangschik",
    "rangorde",
    "volgorde",
    "workshops",
    "preferences",
    "ranking",
    "order",
    "choices",
)

NAME_PREFIXES = frozenset(
    {
        *("van", "der", "den", "de", "het", "ter", "ten", "te", "la", "le", "el", "al", "von", "bin", "ben"),
        *("dos", "da", "di"),
    }
)
"""Words in a family name that say nothing about whose name it is."""
