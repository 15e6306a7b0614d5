# SPDX-License-Identifier: EUPL-1.2
"""Links of leaders, drawn from the secret key as those of participants are (decision 20)."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from regiodag.accounts.tokens import hashed
from regiodag.days.models import Speaker
from regiodag.placements.models import LeaderPage
from regiodag.registrations.links import drawn

LEADER_LINK = "[[leader-link]]"


def leader_token_of(page: LeaderPage) -> str:
    """Return the token of a leader's link: 256 bits that nobody can guess."""
    return drawn("regiodag.placements.leader", f"{page.pk}:{page.link}")


def leader_page(speaker: Speaker) -> LeaderPage:
    """Return the own page of somebody; makes one when there is none yet."""
    found = LeaderPage.objects.filter(speaker=speaker).first()
    if found is None:
        found = LeaderPage(speaker=speaker)
        found.link_hash = hashed(leader_token_of(found))
        found.save(force_insert=True)
    return found


def leader_of(token: str) -> LeaderPage | None:
    """Return whose link it is, None when it is nobody's or was replaced."""
    return LeaderPage.objects.select_related("speaker__day__series").filter(link_hash=hashed(token)).first()


def leader_link_of_id(speaker_id: UUID) -> str:
    """Return the address of a leader's own page; of the site when they are not there."""
    speaker = Speaker.objects.filter(pk=speaker_id).first()
    path = reverse("leader", args=[leader_token_of(leader_page(speaker))]) if speaker else "/"
    return str(settings.SITE_ADDRESS) + path
