# SPDX-License-Identifier: EUPL-1.2
"""Who did what: an append-only trail per day, in which nothing can be changed, left out or slipped in unseen.

Each entry's digest covers the entry before it (a hash chain; Haber and Stornetta, How to time-stamp a digital document,
Journal of Cryptology 3, 1991). Names and words are kept beside the chain, so that they can be erased.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone

from regiodag.accounts.addresses import without_addresses
from regiodag.accounts.models import AuditChain, AuditDetail, AuditEntry, User
from regiodag.database.prepared import Prepared
from regiodag.database.rows import insert, update

SITE = UUID(int=0)
"""The scope of what belongs to no day or series."""


_head = Prepared(lambda scope: AuditChain.objects.select_for_update().filter(scope=scope), scope=UUID)


@dataclass(frozen=True)
class Action:
    """Something that somebody can do: a code that never changes, and a sentence in which {facts} are filled in.

    words: for facts that are codes, what those stand for.
    """

    code: str
    sentence: Any
    words: Mapping[str, type[TextChoices]]


_ACTIONS: dict[str, Action] = {}


def action(code: str, sentence: Any, **words: type[TextChoices]) -> Action:
    """Return a new kind of entry; the module with the action that it records makes it, once.

    words: for facts that are codes, what those stand for: `role=Role`. Raises ValueError for a code that is taken.
    """
    if code in _ACTIONS:
        message = f"two actions are called {code}"
        raise ValueError(message)
    _ACTIONS[code] = Action(code, sentence, words)
    return _ACTIONS[code]


def record(actor: User | None, what: Action, scope: UUID = SITE, subject: str = "", **facts: str) -> AuditEntry:
    """Add an entry to the chain of a day or series; part of the transaction in which the thing itself is done.

    subject: kind and id of what it was done to, no personal data. facts: what the sentence tells, beside the chain.
    """
    with transaction.atomic(savepoint=False):
        return append(hold(scope), actor, what, subject, **facts)


def append(chain: AuditChain, actor: User | None, what: Action, subject: str = "", **facts: str) -> AuditEntry:
    """Add an entry as `record` does, for whoever holds the chain in this transaction and added nothing since."""
    entry = AuditEntry(
        scope=chain.scope,
        number=chain.length + 1,
        at=timezone.now(),
        actor=actor.pk if actor else None,
        action=what.code,
        subject=subject,
    )
    entry.digest = digest_of(entry, chain.digest)
    if actor or facts:  # without, there are no words to keep beside the chain
        entry.save(force_insert=True)
        AuditDetail.objects.create(entry=entry, actor=str(actor or ""), facts=facts)
    else:
        insert([entry])
    chain.length, chain.digest = entry.number, entry.digest
    update(chain, "length", "digest")
    return entry


def hold(scope: UUID) -> AuditChain:
    """Return the head of a chain; whoever else asks for it waits until the transaction is done.

    So things that are counted per day, such as entries and steps, never get the same number twice.
    """
    found = _head(scope=scope)
    if not found:
        AuditChain.objects.get_or_create(scope=scope)
        found = _head(scope=scope)
    return found[0]


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
    head = (chain.length, chain.digest) if chain else (0, "")
    return None if head == (number, before) else number + 1


def scopes() -> list[UUID]:
    """Return the scopes that have a chain or an entry, in their order."""
    chains = AuditChain.objects.values_list("scope", flat=True)
    return sorted({*chains, *AuditEntry.objects.order_by().values_list("scope", flat=True).distinct()})


def told(entry: AuditEntry, *, addresses: bool = True) -> str:
    """Return what an entry says, as a sentence in the language of the reader; e-mail addresses only when asked for."""
    found = _ACTIONS.get(entry.action)
    detail = getattr(entry, "detail", None)
    if found is None or (detail is None and entry.actor is not None):
        return entry.action
    facts = {name: _worded(found, name, value) for name, value in (detail.facts if detail else {}).items()}
    sentence = str(found.sentence).format_map(_Facts(facts))
    return sentence if addresses else without_addresses(sentence)


def who(entry: AuditEntry, *, addresses: bool = True) -> str:
    """Return who did it: a name, an e-mail address when there was no name and addresses are asked for, or "…"."""
    detail = getattr(entry, "detail", None)
    name = (detail.actor if detail else "") or "…"
    return name if addresses else without_addresses(name)


def _worded(what: Action, name: str, value: str) -> str:
    """Return a fact in words: the label of a code, anything else as it is."""
    choices = what.words.get(name)
    return str(dict(choices.choices).get(value, value)) if choices else value


class _Facts(dict[str, str]):
    """Facts of which some were erased."""

    def __missing__(self, key: str) -> str:
        return "…"
