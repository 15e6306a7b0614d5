# SPDX-License-Identifier: EUPL-1.2
"""Says what undoing an import would do, and does it: whoever was new goes, who changed is as before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from regiodag.days.models import Day, Workshop
from regiodag.messages.models import Mail
from regiodag.registrations.intake.keep import MOMENTS, TEXTS, Done
from regiodag.registrations.models import Answer, FormField, Invitee, Organisation, Participant, Preference


@dataclass(frozen=True)
class Undoing:
    """What undoing does. gone: who goes. restored: who is put back, with how they were. stay: who changed since.

    invitees: who goes from the list of people to invite; those who were invited since stay.
    """

    gone: Sequence[Participant]
    restored: Sequence[tuple[Participant, Done]]
    stay: Sequence[Participant]
    invitees: Sequence[Invitee]

    @property
    def mailed(self) -> int:
        """How many of those who go have had a mail, or have one on its way."""
        sent = Mail.objects.filter(about__in=[each.pk for each in self.gone])
        return sent.exclude(state=Mail.State.QUEUED, lease=None).values("about").distinct().count()


def undoing_of(day: Day, done: Done) -> Undoing:
    """Return what undoing would do now. done: what was done, as it was written down."""
    people = {str(each.pk): each for each in Participant.objects.filter(day=day).prefetch_related("preferences")}
    new = [(people[pk], version, state) for pk, version, state in done.get("new", ()) if pk in people]
    gone = [each for each, version, state in new if (each.version, each.state) == (version, state)]
    restored = _restorable(people, done)
    as_done = {each.pk for each in gone} | {each.pk for each, _before in restored}
    changed = (people[pk] for pk, *_more in done.get("changed", ()) if pk in people)
    stay = [each for each in (*(each for each, *_more in new), *changed) if each.pk not in as_done]
    invitees = Invitee.objects.filter(day=day, pk__in=done.get("invitees", ()), invited=None)
    return Undoing(gone, restored, stay, list(invitees))


def _restorable(people: Mapping[str, Participant], done: Done) -> list[tuple[Participant, Done]]:
    """Return who is as the import left them, with how they were; not who would get the address of somebody else."""
    addresses = {each.email.lower(): pk for pk, each in people.items()}
    return [
        (people[pk], before)
        for pk, version, before in done.get("changed", ())
        if pk in people and people[pk].version == version and addresses.get(before["email"].lower(), pk) == pk
    ]


def put_back(day: Day, done: Done) -> list[str]:
    """Take away who was new and put back who changed; return the ids of those who changed since.

    These stay as they are; so does whoever was invited since. Whoever calls this holds the day.
    """
    undoing = undoing_of(day, done)
    ids = [each.pk for each in undoing.gone]
    Mail.objects.filter(about__in=ids, state=Mail.State.QUEUED, lease=None).delete()
    Participant.objects.filter(pk__in=ids).delete()
    for participant, before in undoing.restored:
        _restore(participant, before)
    Invitee.objects.filter(pk__in=[each.pk for each in undoing.invitees]).delete()
    return [str(each.pk) for each in undoing.stay]


def _restore(participant: Participant, before: Done) -> None:
    for name in TEXTS:
        setattr(participant, name, before.get(name, getattr(participant, name)))
    for name in MOMENTS:
        setattr(participant, name, before[name] and datetime.fromisoformat(before[name]))
    organisation = before["organisation"]
    known = organisation and Organisation.objects.filter(pk=organisation).exists()
    participant.organisation_id = UUID(organisation) if known else None
    participant.version += 1
    participant.save()
    Preference.objects.filter(participant=participant).delete()
    there = {str(pk) for pk in Workshop.objects.filter(day=participant.day_id).values_list("pk", flat=True)}
    Preference.objects.bulk_create(
        [
            Preference(participant=participant, workshop_id=UUID(pk), rank=rank)
            for pk, rank in before["wishes"]
            if pk in there
        ]
    )
    Answer.objects.filter(participant=participant, field__in=before["asked"]).delete()
    asked = {str(pk) for pk in FormField.objects.filter(pk__in=before["asked"]).values_list("pk", flat=True)}
    Answer.objects.bulk_create(
        [
            Answer(participant=participant, field_id=UUID(pk), value=value)
            for pk, value in before["answers"]
            if pk in asked
        ]
    )
