# SPDX-License-Identifier: EUPL-1.2
"""What participants change in their own workshops, on top of what was published, and with whom they swap."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day, Round, Session
from regiodag.editing.models import Versioned
from regiodag.placements.models.runs import Publication
from regiodag.registrations.models import Participant


class ChangeRules(Versioned):
    """Whether participants may change their own workshops once they are published, and until when."""

    day = models.OneToOneField(Day, models.CASCADE, related_name="change_rules")
    allowed = models.BooleanField(_("Participants may choose other workshops themselves"), default=False)
    until = models.DateTimeField(_("until"), null=True, blank=True)

    def __str__(self) -> str:
        return str(self.day)


class OwnChange(models.Model):
    """What somebody changed in their own seats since a publication. In the order of their ids they come on top of it.

    before, after: the session that was left and the one that was taken, None for none.
    """

    class Kind(models.TextChoices):
        """How it came about."""

        CHAIR = "chair", _("took a free chair")
        EXCHANGE = "exchange", _("swapped with others")
        CANCELLED = "cancelled", _("does not come any more")

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="changes")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="own_changes")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    before = models.ForeignKey(Session, models.SET_NULL, null=True, related_name="+")
    after = models.ForeignKey(Session, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.participant}: {self.before} → {self.after}"


class SeenVersion(models.Model):
    """Somebody looked at their own programme in a version; at: when they first did."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="seen_versions")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "publication"], name="a_version_is_seen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.publication}"


class Exchange(models.Model):
    """People who can have each other's chairs. Once all of them agree they are swapped, all of them or nobody."""

    class State(models.TextChoices):
        """How it stands."""

        ASKED = "asked", _("waits until everybody agrees")
        DONE = "done", _("done")
        OFF = "off", _("did not come about")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(Day, models.CASCADE, related_name="exchanges")
    state = models.CharField(max_length=5, choices=State.choices, default=State.ASKED)
    made = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.get_state_display())


class SwapOffer(models.Model):
    """Somebody gives their chair in a session for one in another session of that round.

    exchange: of which it is a part now. agreed: when they agreed to that one.
    """

    class State(models.TextChoices):
        """How it stands."""

        OPEN = "open", _("waits for somebody")
        DONE = "done", _("done")
        ENDED = "ended", _("ended")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="swap_offers")
    gives = models.ForeignKey(Session, models.CASCADE, related_name="+")
    wants = models.ForeignKey(Session, models.CASCADE, related_name="+")
    state = models.CharField(max_length=5, choices=State.choices, default=State.OPEN)
    exchange = models.ForeignKey(Exchange, models.SET_NULL, null=True, related_name="offers")
    agreed = models.DateTimeField(null=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["made", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "wants"], condition=Q(state="open"), name="one_open_offer_for_a_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gives} → {self.wants}"
