# SPDX-License-Identifier: EUPL-1.2
"""Which versions of their programme people know: mailed to them or looked at; and who is to be told of another one."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from regiodag.mailings.actions.write import KIND as MAILING
from regiodag.mailings.models import Mailing
from regiodag.mailings.texts import used_in
from regiodag.messages.models import Mail
from regiodag.placements.models import Publication
from regiodag.placements.queries.elsewhere import elsewhere
from regiodag.placements.queries.published import before, changed, seats_now
from regiodag.registrations.models import Participant

PROGRAMME = "programme"
"""The placeholder in the text of a message that tells people their programme."""
WITH_PROGRAMME = ("programme", "own-change")
"""Kinds of mail that tell somebody their programme; beside messages of organisers in which it stands."""


@dataclass(frozen=True)
class Told:
    """A version that somebody knows, and when they last got it or first saw it; at: None when that is not known."""

    publication: Publication
    at: datetime | None


def told_before(participant: Participant, publication: Publication) -> Told | None:
    """Return the newest version before this one that somebody knows.

    Of whom no mail and no look is known, it is the version before this one: they may know it all the same. None when
    there is none.
    """
    versions = list(Publication.objects.filter(day=publication.day_id, number__lt=publication.number))
    mailed, seen = sorted(_mailed(participant)), dict(participant.seen_versions.values_list("publication", "at"))
    known = [Told(each, at) for each in versions if (at := _when(each, [*versions, publication], mailed, seen))]
    if known:
        return max(known, key=lambda told: told.publication.number)
    earlier = before(publication)
    return Told(earlier, None) if earlier else None


def _when(
    version: Publication, versions: list[Publication], mailed: list[datetime], seen: Mapping[UUID, datetime]
) -> datetime | None:
    """Return when somebody last got a version by mail or first saw it, None when they did neither."""
    end = min((each.at for each in versions if each.number > version.number), default=None)
    during = [at for at in mailed if version.at <= at and (end is None or at < end)]
    return max([*during, *([seen[version.pk]] if version.pk in seen else [])], default=None)


def to_be_told(publication: Publication) -> set[UUID]:
    """Return the ids of those who come and to whom a version gives something else than they were mailed last.

    Not than the version before: of that one they may never have been mailed. Of whom no mail is known, the first
    version is what they know.
    """
    day = publication.day
    earlier = Publication.objects.filter(day=day, number__lt=publication.number)
    first, mailed = earlier.order_by("number").first(), _last_mailed(publication)
    by_version: defaultdict[Publication | None, set[UUID]] = defaultdict(set)
    for pk in Participant.objects.filter(day=day, state=Participant.State.REGISTERED).values_list("pk", flat=True):
        by_version[mailed.get(pk, first)].add(pk)
    found: set[UUID] = set()
    for told, people in by_version.items():
        different = changed(seats_now(told), publication.seats, elsewhere(day, told, publication))
        found |= {pk for pk in people if str(pk) in different}
    return found


def _last_mailed(publication: Publication) -> dict[UUID, Publication]:
    """Return the newest version before this one that was mailed to people, or is about to be, by their id."""
    versions = list(Publication.objects.filter(day=publication.day_id, number__lt=publication.number).order_by("at"))
    begun = [each.at for each in versions]
    mails = _telling([Mail.State.SENT, Mail.State.QUEUED], scope=publication.day_id, made__lt=publication.at)
    found = {}
    for about, made in sorted(mails, key=lambda mail: mail[1]):
        if at := bisect_right(begun, made):
            found[about] = versions[at - 1]
    return found


def _mailed(participant: Participant) -> Iterator[datetime]:
    """Yield when mails with their programme were written that somebody got."""
    return (made for _about, made in _telling([Mail.State.SENT], about=participant.pk))


def _telling(states: Sequence[str], **which: Any) -> Iterator[tuple[UUID, datetime]]:
    """Yield of mails that tell a programme, in one of these states, whom they are about and when they were written."""
    mails = Mail.objects.filter(state__in=states, kind__in=[*WITH_PROGRAMME, MAILING], **which)
    rows = list(mails.values_list("about", "kind", "version", "made"))
    messages = Mailing.objects.filter(pk__in={version for _about, kind, version, _made in rows if kind == MAILING})
    telling = {str(each.pk) for each in messages if PROGRAMME in {one.code for one in used_in(each.text)}}
    for about, kind, version, made in rows:
        if about and (kind in WITH_PROGRAMME or version in telling):
            yield about, made
