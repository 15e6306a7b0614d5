# SPDX-License-Identifier: EUPL-1.2
"""Why somebody has what they have, in a friendly sentence or two: from what is there, without anybody else's data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from regiodag.days.models import Session, Workshop
from regiodag.placements.models import Publication
from regiodag.placements.problem import key_of
from regiodag.placements.queries.published import chosen_themselves, seats_now
from regiodag.registrations.models import Participant


def reason_of(participant: Participant, publication: Publication) -> str:
    """Return why, "" when there is nothing to say.

    Wishes are those that were placed; a workshop is full when it is so now.
    """
    run, seats = publication.placement.run if publication.placement else None, _seats(participant, publication)
    known = _known(participant, run.problem) if run else None
    if run is None or known is None or not seats:
        return ""
    if {(str(participant.pk), each) for each in seats} & chosen_themselves(publication):
        return _("You chose this yourself, after the programmes were published.")
    if {run.sessions.get(each) for each in _calculated(participant, run.result)} != {*seats}:
        return _("The organisers gave you this programme themselves.")
    return _by_wishes(participant, publication, known.get("wishes", []))


def _by_wishes(participant: Participant, publication: Publication, wishes: Sequence[str]) -> str:
    if not wishes:
        return _("You named no workshops that you want, so you have places that were left.")
    seats = _seats(participant, publication)
    held = {str(pk) for pk in Session.objects.filter(pk__in=seats).values_list("workshop", flat=True)}
    return _told(participant, publication, wishes, held)


def _seats(participant: Participant, publication: Publication) -> Sequence[str]:
    return seats_now(publication).get(str(participant.pk), ())


def _known(participant: Participant, problem: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return next((each for each in problem["participants"] if each["id"] == str(participant.pk)), None)


def _calculated(participant: Participant, result: Mapping[str, Any] | None) -> list[str]:
    rows = (result or {}).get("placements", [])
    return [key_of(each["workshop"], each["round"]) for each in rows if each["participant"] == str(participant.pk)]


def _told(participant: Participant, publication: Publication, wishes: Sequence[str], held: Collection[str]) -> str:
    got = [number for number, each in enumerate(wishes, start=1) if each in held]
    if got == [*range(1, len(got) + 1)] and len(got) in {len(held), len(wishes)}:
        return _("You have what you asked for most: {choices}.").format(choices=_listed(got))
    number, missed = next((at, each) for at, each in enumerate(wishes, start=1) if each not in held)
    workshop = Workshop.objects.filter(day=publication.day_id, pk=missed).first()
    begin = _("You have {choices} of your list.").format(choices=_listed(got)) if got else _(
        "Nothing of your list could be given to you, and we are sorry for that.")  # fmt: skip
    if workshop is None:
        return begin
    why = _full() if _is_full(publication, workshop) else _tied() if participant.group_id else _fitted()
    return f"{begin} " + why.format(number=number, title=workshop.title)


def _full() -> str:
    return _("Choice {number}, “{title}”, is full: there is no chair left.")


def _tied() -> str:
    return _(
        "Choice {number}, “{title}”, did not fit in: you stay with your group, and everybody's wishes had to go"
        " together."
    )


def _fitted() -> str:
    return _("Choice {number}, “{title}”, did not fit in: everybody's wishes, rooms and rounds had to go together.")


def _listed(numbers: Sequence[int]) -> str:
    first, last = ", ".join(str(each) for each in numbers[:-1]), str(numbers[-1])
    if not first:
        return _("choice {last}").format(last=last)
    return _("choices {first} and {last}").format(first=first, last=last)


def _is_full(publication: Publication, workshop: Workshop) -> bool:
    """Return whether no session of a workshop has a chair left in a version."""
    taken = Counter(each for held in seats_now(publication).values() for each in held)
    sessions = workshop.sessions.select_related("room", "workshop")
    return all(taken[str(each.pk)] >= each.chairs for each in sessions)
