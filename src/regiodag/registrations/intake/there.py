# SPDX-License-Identifier: EUPL-1.2
"""What the day has already, read once for all rows of a file."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from regiodag.days.models import Day, Workshop
from regiodag.days.workbook.values import key_of
from regiodag.registrations.actions.form import ensure_form
from regiodag.registrations.models import FormField, Organisation, Participant
from regiodag.registrations.places import free_places
from regiodag.registrations.queries import fields_of

LIKE = 88.0
"""How much alike two names are, of 100, before it is asked whether they are the same person or organisation."""


@dataclass(frozen=True)
class There:
    """The participants of a day with what they said, the organisations, workshops and questions; free places.

    ranks: how many wishes the day asks. people: by address, in small letters. names: of who comes or waits.
    """

    day: Day
    ranks: int
    free: int | None
    people: dict[str, Participant]
    names: dict[str, list[Participant]]
    organisations: list[Organisation]
    workshops: list[Workshop]
    questions: list[FormField]
    wishes: FormField | None

    def alike(self, name: str) -> Participant | None:
        """Return the participant whose name is most like this one, None when none is."""
        found = process.extractOne(key_of(name), list(self.names), scorer=fuzz.ratio, score_cutoff=LIKE)
        return self.names[found[0]][0] if found else None


def there_of(day: Day) -> There:
    """Return what a day has already."""
    people = list(Participant.objects.filter(day=day).prefetch_related("preferences", "answers"))
    names: dict[str, list[Participant]] = {}
    for each in people:
        if each.state != Participant.State.CANCELLED:
            names.setdefault(key_of(str(each)), []).append(each)
    fields = fields_of(day)
    return There(
        day=day,
        ranks=ensure_form(day).wishes,
        free=free_places(day),
        people={each.email.lower(): each for each in people},
        names=names,
        organisations=list(Organisation.objects.filter(day=day)),
        workshops=list(day.workshops.order_by("position", "title", "pk")),
        questions=[each for each in fields if each.kind != "wishes"],
        wishes=next((each for each in fields if each.kind == "wishes"), None),
    )


def wished(participant: Participant) -> list[str]:
    """Return the ids of the workshops that somebody wishes, the best first."""
    return [str(each.workshop_id) for each in sorted(participant.preferences.all(), key=lambda each: each.rank)]
