# SPDX-License-Identifier: EUPL-1.2
"""Organisations and domains: make them of what people typed, merge names that are the same, split them off again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.editing import versions
from regiodag.registrations.models import Domain, Organisation, Participant
from regiodag.registrations.queries_organisations import typed_names

MADE = audit.action("organisation.made", _("made organisations of {number} names that were typed"))
ADDED = audit.action("organisation.added", _("added the organisation {name}"))
CHANGED = audit.action("organisation.changed", _("changed the organisation {name}"))
REMOVED = audit.action("organisation.removed", _("took the organisation {name} away"))
MERGED = audit.action("organisation.merged", _("merged {others} into {name}"))
APART = audit.action("organisation.apart", _("said that these organisations differ: {names}"))
SPLIT = audit.action("organisation.split", _("split {other} off from {name}"))
DOMAIN_ADDED = audit.action("domain.added", _("added the domain {name}"))
DOMAIN_RENAMED = audit.action("domain.renamed", _("gave the domain {old} the name {name}"))
DOMAIN_DELETED = audit.action("domain.deleted", _("deleted the domain {name}"))


class NameGoneError(Exception):
    """The name is no other way of writing this organisation any more: somebody split it off already."""


@transaction.atomic
def name_organisations(by: User, day: Day) -> int:
    """Make an organisation of every typed name that has none, and return how many."""
    audit.hold(day.pk)
    names = [each.name for each in typed_names(day)]
    for name in names:
        organisation = Organisation.objects.filter(day=day, name=name).first()
        _link(organisation or Organisation.objects.create(day=day, name=name))
    if names:
        audit.record(by, MADE, day.pk, number=str(len(names)))
    return len(names)


@transaction.atomic
def keep_organisation(by: User, organisation: Organisation, seen: int | None, old: str = "") -> None:
    """Add an organisation (seen: None) or change it; its old name finds it still. Raises StaleError."""
    audit.hold(organisation.day_id)
    if old and old != organisation.name:
        organisation.also = _names([*organisation.also, old], organisation.name)
    if seen is None:
        organisation.save()
    else:
        versions.save(organisation, seen)
    _link(organisation)
    what = ADDED if seen is None else CHANGED
    audit.record(by, what, organisation.day_id, _subject(organisation), name=organisation.name)


@transaction.atomic
def remove_organisation(by: User, organisation: Organisation) -> None:
    """Take an organisation away; its people stay, with the name that they typed."""
    audit.record(by, REMOVED, organisation.day_id, _subject(organisation), name=organisation.name)
    organisation.delete()


@transaction.atomic
def merge(by: User, into: Organisation, others: Sequence[Organisation]) -> Organisation:
    """Let several organisations be one: the people of all, and every name that was typed finds it."""
    audit.hold(into.day_id)
    into.refresh_from_db()
    others = list(Organisation.objects.filter(day=into.day_id, pk__in=[each.pk for each in others]).exclude(pk=into.pk))
    for each in others:
        into.also = _names([*into.also, each.name, *each.also], into.name)
        into.differs = sorted({*into.differs, *each.differs} - {str(into.pk)})
        into.domain = into.domain or each.domain
        each.participants.update(organisation=into)
        _forget(each, into)
        each.delete()
    into.version += 1
    into.save()
    told = ", ".join(each.name for each in others)
    audit.record(by, MERGED, into.day_id, _subject(into), name=into.name, others=told)
    return into


@transaction.atomic
def keep_apart(by: User, organisations: Sequence[Organisation]) -> None:
    """Remember that organisations with names that are alike differ."""
    audit.hold(organisations[0].day_id)
    _differ(organisations)
    names = ", ".join(each.name for each in organisations)
    audit.record(by, APART, organisations[0].day_id, names=names)


@transaction.atomic
def split_off(by: User, organisation: Organisation, name: str) -> Organisation:
    """Let another way of writing be an organisation of its own, with the people who typed it.

    Raises NameGoneError when it is no other way of writing any more.
    """
    audit.hold(organisation.day_id)
    organisation.refresh_from_db()
    if name not in organisation.also:
        raise NameGoneError
    organisation.also.remove(name)
    organisation.version += 1
    organisation.save()
    fresh, _made = Organisation.objects.get_or_create(
        day=organisation.day, name=name, defaults={"domain": organisation.domain}
    )  # somebody may have added one of this name in the meantime
    _link(fresh, organisation)
    _differ([organisation, fresh])
    audit.record(by, SPLIT, organisation.day_id, _subject(fresh), name=organisation.name, other=name)
    return fresh


@transaction.atomic
def add_domain(by: User, domain: Domain) -> None:
    """Add a domain."""
    domain.save()
    audit.record(by, DOMAIN_ADDED, domain.day_id, f"domain:{domain.pk}", name=domain.name)


@transaction.atomic
def rename_domain(by: User, domain: Domain, old: str) -> None:
    """Keep the name that a domain got."""
    domain.save()
    audit.record(by, DOMAIN_RENAMED, domain.day_id, f"domain:{domain.pk}", name=domain.name, old=old)


@transaction.atomic
def delete_domain(by: User, domain: Domain) -> None:
    """Delete a domain; its organisations stay, without a domain."""
    audit.record(by, DOMAIN_DELETED, domain.day_id, f"domain:{domain.pk}", name=domain.name)
    domain.delete()


def _link(organisation: Organisation, before: Organisation | None = None) -> None:
    """Let the people who typed one of its names belong to an organisation; `before`: those of another one."""
    names = {" ".join(each.split()).casefold() for each in (organisation.name, *organisation.also)}
    people = Participant.objects.filter(day=organisation.day_id, organisation=before).exclude(organisation_typed="")
    typed = people.values_list("pk", "organisation_typed")
    mine = [pk for pk, each in typed if " ".join(each.split()).casefold() in names]
    Participant.objects.filter(pk__in=mine).update(organisation=organisation)


def _differ(organisations: Sequence[Organisation]) -> None:
    every = {str(each.pk) for each in organisations}
    for each in organisations:
        each.differs = sorted({*each.differs, *every} - {str(each.pk)})
        each.save(update_fields=["differs"])


def _forget(gone: Organisation, into: Organisation) -> None:
    """Let what was said of an organisation that is no more be said of the one that it is part of."""
    for each in Organisation.objects.filter(day=gone.day_id).exclude(pk=into.pk):
        if str(gone.pk) in each.differs:
            each.differs = sorted({*each.differs, str(into.pk)} - {str(gone.pk)})
            each.save(update_fields=["differs"])


def _names(names: Iterable[str], but: str) -> list[str]:
    """Return names once each, without the one that is left out."""
    return [each for each in dict.fromkeys(names) if each != but]


def _subject(organisation: Organisation) -> str:
    return f"organisation:{organisation.pk}"
