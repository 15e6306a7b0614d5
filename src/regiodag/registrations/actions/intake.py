# SPDX-License-Identifier: EUPL-1.2
"""Bring participants in from a file: keep the file, do what it would change, undo that, throw it away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.registrations import mails
from regiodag.registrations.actions.offers import offer_places
from regiodag.registrations.intake.keep import keep_changed, keep_new
from regiodag.registrations.intake.languages import LANGUAGE
from regiodag.registrations.intake.plan import Plan, plan_of
from regiodag.registrations.intake.undo import put_back
from regiodag.registrations.known import WEEKS
from regiodag.registrations.models import ImportedFile, Invitee
from regiodag.registrations.models.intake import KEPT_FOR
from regiodag.registrations.reading import Grid

IMPORTED = audit.action("participants.imported", _("brought in a file: {new} new, {changed} changed"))
UNDONE = audit.action("participants.import-undone", _("undid bringing in a file; {stayed} stayed as they are"))

State = ImportedFile.State


class MovedError(Exception):
    """Something changed after somebody was shown what the file would change, and it would change something else now."""


class NothingToDoError(Exception):
    """The file would change nothing."""


class NotKeptError(Exception):
    """The file, or what was done with it, is not kept any more."""


def keep_file(
    by: User, day: Day, grid: Grid, kind: str = ImportedFile.Kind.REGISTRATIONS, language: str = ""
) -> ImportedFile:
    """Keep a file that was read, sealed, until it is brought in or a week is over. language: of who is in it."""
    made = ImportedFile(day=day, by=by, kind=kind, choices={LANGUAGE: language} if language else {})
    made.keep_table(grid.kept())
    made.save()
    return made


def remember_choices(file: ImportedFile, choices: Mapping[str, str]) -> None:
    """Write down what was chosen, so that it is there again later."""
    file.choices = {**file.choices, **choices}
    file.save(update_fields=["choices"])


@transaction.atomic
def import_participants(by: User, file: ImportedFile, seen: str, *, send_links: bool = False) -> Plan | None:
    """Do what the file would change, in one go. None: it was done already.

    seen: the digest of the plan that was shown. send_links: mail whoever is new. Raises MovedError, NothingToDoError
    and NotKeptError; then nothing is changed.
    """
    audit.hold(file.day_id)
    file = ImportedFile.objects.select_for_update(of=("self",)).select_related("day").get(pk=file.pk)
    if file.state != State.OPEN:
        return None
    if file.table is None:
        raise NotKeptError
    plan = plan_of(file.day, Grid.of(file.table), file.choices)
    if plan.digest() != seen:
        raise MovedError
    if not plan.entries:
        raise NothingToDoError
    people, new = keep_new(file.day, plan.new)
    file.keep_done({**new, **keep_changed(plan.changed)})
    file.state, file.made = State.DONE, timezone.now()
    file.save()
    facts = {"new": str(len(plan.new)), "changed": str(len(plan.changed))}
    audit.record(by, IMPORTED, file.day_id, f"import:{file.pk}", **facts)
    for each in people if send_links else ():
        mails.send_link(each, file.pk)
    return plan


@transaction.atomic
def undo_import(by: User, file: ImportedFile) -> list[UUID]:
    """Take back what was done; places that come free go to who waits. A second time nothing happens.

    Return the ids of participants who changed since: they stay as they are. Raises NotKeptError.
    """
    audit.hold(file.day_id)
    file = ImportedFile.objects.select_for_update(of=("self",)).select_related("day").get(pk=file.pk)
    if file.state == State.UNDONE:
        return []
    if not file.can_be_undone:
        raise NotKeptError
    stayed = put_back(file.day, file.done)
    file.state = State.UNDONE
    file.keep_done({"stayed": stayed})
    file.save()
    audit.record(by, UNDONE, file.day_id, f"import:{file.pk}", stayed=str(len(stayed)))
    offer_places(file.day)
    return [UUID(pk) for pk in stayed]


def forget_file(file: ImportedFile) -> None:
    """Throw a file away that was not brought in."""
    ImportedFile.objects.filter(pk=file.pk, state=State.OPEN).delete()


def sweep_files() -> int:
    """Forget what is a week old: files, and how it was before they were brought in. Return how many.

    Who was invited is forgotten when the participants are: weeks after the day.
    """
    over = timezone.localdate() - timedelta(weeks=WEEKS)
    Invitee.objects.filter(day__date__lt=over).delete()
    old = ImportedFile.objects.filter(made__lt=timezone.now() - KEPT_FOR)
    gone = old.filter(state=State.OPEN).delete()[0]
    return gone + old.exclude(result="").update(result="", content="", choices={})
