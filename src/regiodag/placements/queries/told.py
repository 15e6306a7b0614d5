# SPDX-License-Identifier: EUPL-1.2
"""Which versions of their programme somebody knows: those that were mailed to them, and those that they looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from regiodag.mailings.actions.write import KIND as MAILING
from regiodag.mailings.models import Mailing
from regiodag.mailings.texts import used_in
from regiodag.messages.models import Mail
from regiodag.placements.models import Publication
from regiodag.placements.queries.published import before
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


def _mailed(participant: Participant) -> Iterator[datetime]:
    """Yield when mails with their programme were written that somebody got."""
    mails = Mail.objects.filter(about=participant.pk, state=Mail.State.SENT, kind__in=[*WITH_PROGRAMME, MAILING])
    rows = list(mails.values_list("kind", "version", "made"))
    messages = Mailing.objects.filter(pk__in=[version for kind, version, _made in rows if kind == MAILING])
    telling = {str(each.pk) for each in messages if PROGRAMME in {one.code for one in used_in(each.text)}}
    yield from (made for kind, version, made in rows if kind in WITH_PROGRAMME or version in telling)
