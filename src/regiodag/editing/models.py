# SPDX-License-Identifier: EUPL-1.2
"""Versions, by which two people who edit the same thing notice one another; and steps, which can be undone."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext


class Versioned(models.Model):
    """Something that several people edit. `version` goes up with each save by `editing.versions`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Step(models.Model):
    """One thing that somebody did to a day, and that can be undone and done again.

    The states before and after are in the history rows that carry the step's id as their reason.
    scope: the day. number: counts up per day. undone: done and then taken back. sentence: what was done, in English,
    with {facts}; it is told in the language of whoever reads it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scope = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    sentence = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    undone = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["scope", "number"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_step_per_number", fields=["scope", "number"])]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What was done, in the language of the reader."""
        return gettext(self.sentence).format_map(self.facts)
