# SPDX-License-Identifier: EUPL-1.2
"""What the placement does when somebody cancels or is erased."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from regiodag.placements.actions.changed import begin_anew, leave_all
from regiodag.placements.actions.matching import end, open_offers, tidy
from regiodag.placements.models import Material, PlacementRun, Publication
from regiodag.registrations.models import Participant

KEPT: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (PlacementRun, ("problem", "result", "verdict", "told", "asked", "found")),
    (Publication, ("seats",)),
)
"""Where ids of people stand outside a column of ids."""


@receiver(post_save, sender=Participant)
def give_chairs_to_others(instance: Participant, created: bool, **_kwargs: Any) -> None:  # noqa: FBT001  (Django's signature)
    """Let whoever cancels leave their chairs, for good: whoever comes again chooses from what is free then."""
    if instance.state == Participant.State.CANCELLED and not created:
        leave_all(instance)
        tidy(instance.day)
    elif instance.comes and not created:
        begin_anew(instance)


@receiver(pre_delete, sender=Participant)
def swap_with_nobody(instance: Participant, **_kwargs: Any) -> None:
    """Let no swap go on of which somebody is erased: what they would have given comes from nobody then."""
    end(instance.day, [each for each in open_offers(instance.day) if each.participant_id == instance.pk])


@receiver(post_delete, sender=Material)
def remove_the_file(instance: Material, **_kwargs: Any) -> None:
    """Let the file go with its row, once that is certain."""
    storage, name = instance.file.storage, instance.file.name
    transaction.on_commit(lambda: storage.delete(str(name)))


@receiver(post_delete, sender=Participant)
def forget(instance: Participant, **_kwargs: Any) -> None:
    """Put a number that belongs to nobody in place of an id, in all that is kept of runs and versions.

    Nothing else of a run changes. The turns of a lottery are drawn from the ids: its proof can be checked no longer.
    """
    _forget(instance.day_id, str(instance.pk), str(uuid4()))


def _forget(day_id: UUID, who: str, nobody: str) -> None:
    for kind, fields in KEPT:
        rows = kind._default_manager.filter(day_id=day_id)
        for row in rows:
            told = {field: json.dumps(getattr(row, field)) for field in fields}
            if any(who in text for text in told.values()):
                rows.filter(pk=row.pk).update(
                    **{field: json.loads(text.replace(who, nobody)) for field, text in told.items()}
                )
