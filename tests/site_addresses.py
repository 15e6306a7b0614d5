# SPDX-License-Identifier: EUPL-1.2
"""All addresses of the site, and what to fill in where one has a parameter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from regiodag.accounts.access import Access
from regiodag.days.models import Day

SOME_ID = UUID("00000000-0000-4000-8000-000000000001")

WITHOUT_A_RULE: list[Any] = []
"""Addresses that say not who may open them: none, and none to be added."""

PLACEHOLDERS: dict[str, Any] = {
    "token": "a-token-that-nobody-has",
    "mail_id": SOME_ID,
    "mailing_id": SOME_ID,
    "template_id": SOME_ID,
    "rule_id": SOME_ID,
    "speaker_id": SOME_ID,
    "part_id": SOME_ID,
    "import_id": SOME_ID,
    "item_id": SOME_ID,
    "session_id": SOME_ID,
    "section_id": SOME_ID,
    "question_id": SOME_ID,
    "participant_id": SOME_ID,
    "organisation_id": SOME_ID,
    "domain_id": SOME_ID,
    "group_id": SOME_ID,
    "token_id": SOME_ID,
    "invitee_id": SOME_ID,
    "run_id": SOME_ID,
    "publication_id": SOME_ID,
    "seats_id": SOME_ID,
    "offer_id": SOME_ID,
    "material_id": SOME_ID,
    "workshop_id": SOME_ID,
    "number": 1,
    "code": "a-code-that-opens-nothing",
    "invitation_id": SOME_ID,
    "member_id": 0,
    "uidb36": "0",
    "key": "none",
    "pk": 1,
    "provider_id": "oidc",
}


@dataclass(frozen=True)
class Address:
    name: str
    access: Access | None
    parameters: tuple[str, ...]


def addresses() -> Iterator[Address]:
    yield from _below(get_resolver().url_patterns, ())


def _below(patterns: list[Any], before: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        parameters = (*before, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, parameters)
        elif isinstance(pattern, URLPattern):
            yield Address(pattern.name or "", getattr(pattern.callback, "access", None), parameters)


EVERY = list(addresses())


def path_of(address: Address, day: Day) -> str:
    known = {"day_id": day.pk, "series_id": day.series_id, **PLACEHOLDERS}
    return reverse(address.name, kwargs={name: known[name] for name in address.parameters})
