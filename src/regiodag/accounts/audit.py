# SPDX-License-Identifier: EUPL-1.2
"""Who did what: an append-only trail per day, in which nothing can be changed, left out or slipped in unseen.

Each entry's digest covers the entry before it (a hash chain; Haber and Stornetta, How to time-stamp a digital document,
Journal of Cryptology 3, 1991). Names and words are kept beside the chain, so that they can be erased.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from regiodag.accounts.models import AuditChain, AuditDetail, AuditEntry, User

SITE = UUID(int=0)
"""The scope of what belongs to no day or series."""


@dataclass(frozen=True)
class Action:
    """Something that somebody can do: a code that never changes, and a sentence in which {facts} are filled in."""

    code: str
    sentence: Any


_ACTIONS: dict[str, Action] = {}


def action(code: str, sentence: Any) -> Action:
    """Return a new kind of entry; the module with the action that it records makes it, once."""
    if code in _ACTIONS:
        message = f"two actions are called {code}"
        raise ValueError(message)
    _ACTIONS[code] = Action(code, sentence)
    return _ACTIONS[code]


def record(actor: User | None, what: Action, scope: UUID = SITE, subject: str = "", **facts: str) -> AuditEntry:
    """Add an entry to the chain of a day or series; part of the transaction in which the thing itself is done.

    subject: kind and id of what it was done to, no personal data. facts: what the sentence tells, beside the chain.
    """
    with transaction.atomic():
        AuditChain.objects.get_or_create(scope=scope)
        chain = AuditChain.objects.select_for_update().get(scope=scope)
        entry = AuditEntry(
            scope=scope,
            number=chain.length + 1,
            at=timezone.now(),
            actor=actor.pk if actor else None,
            action=what.code,
            subject=subject,
        )
        entry.digest = digest_of(entry, chain.digest)
        entry.save(force_insert=True)
        AuditDetail.objects.create(entry=entry, actor=str(actor or ""), facts=facts)
        chain.length, chain.digest = entry.number, entry.digest
        chain.save()
    return entry


def digest_of(entry: AuditEntry, before: str) -> str:
    """Return the digest of an entry that follows the one with the digest `before`: 64 hexadecimal digits."""
    parts = [
        str(entry.scope),
        entry.number,
        entry.at.isoformat(),
        str(entry.actor or ""),
        entry.action,
        entry.subject,
        before,
    ]
    return sha256(json.dumps(parts).encode()).hexdigest()


def first_broken(scope: UUID) -> int | None:
    """Return the number of the first entry that is not as it was written, None when the chain holds."""
    before, number = "", 0
    for entry in AuditEntry.objects.filter(scope=scope).order_by("number").iterator():
        number += 1
        if entry.number != number or entry.digest != digest_of(entry, before):
            return number
        before = entry.digest
    chain = AuditChain.objects.filter(scope=scope).first()
    whole = chain is None or (chain.length, chain.digest) == (number, before)
    return None if whole else number + 1


def told(entry: AuditEntry) -> str:
    """Return what an entry says, as a sentence."""
    found = _ACTIONS.get(entry.action)
    detail = getattr(entry, "detail", None)
    if found is None or detail is None:
        return entry.action
    return str(found.sentence).format_map(_Facts(detail.facts))


class _Facts(dict[str, str]):
    """Facts of which some were erased."""

    def __missing__(self, key: str) -> str:
        return "…"
