# SPDX-License-Identifier: EUPL-1.2
"""Where people come from: organisations, and the domains that these work in."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.editing.models import Versioned


class Domain(models.Model):
    """A field of work, such as police, care or municipality."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(Day, models.CASCADE, related_name="domains")
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_domain_of_a_name", fields=["day", "name"])]

    def __str__(self) -> str:
        return self.name


class Organisation(Versioned):
    """An organisation of a day.

    also: other ways in which people typed its name, so that these find it again. differs: ids of organisations with a
    name like it, of which somebody said that they are others; so that nobody is asked again.
    """

    day = models.ForeignKey(Day, models.CASCADE, related_name="organisations")
    name = models.CharField(_("name"), max_length=160)
    domain = models.ForeignKey(
        Domain, models.SET_NULL, null=True, blank=True, related_name="organisations", verbose_name=_("domain")
    )
    also = models.JSONField(default=list, blank=True, editable=False)
    differs = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_organisation_of_a_name", fields=["day", "name"])]

    def __str__(self) -> str:
        return self.name
