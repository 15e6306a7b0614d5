# SPDX-License-Identifier: EUPL-1.2
"""Runs of the placement, what came out of them, and what of that was published."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day, Round, Session, Speaker, Workshop
from regiodag.editing.models import Versioned
from regiodag.placements.aims import Aim
from regiodag.registrations.models import FormField, Participant


class PlacementRun(models.Model):
    """One calculation, kept with what was asked, its seed and its proof. Once it has ended it never changes.

    But for one thing: whoever is erased gets the id of nobody in it (receivers.py).

    problem: the day as it was, in the format `indeling/problem`; people by their id only. sessions: which session a
    workshop in a round was ("workshop round" → id). process: the process that calculates, and the group it leads.
    heartbeat: when whoever watches it last looked. progress: what it is doing, as a sentence per language, with step
    and steps. result: in the format `indeling/placement`. verdict: what the check said, which is another process.
    halt: somebody pressed stop. reason: why there is no placement; told: the same in sentences per language.
    """

    class State(models.TextChoices):
        """How far a run is."""

        QUEUED = "queued", _("waits for its turn")
        RUNNING = "running", _("is being calculated")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("failed")

    class Reason(models.TextChoices):
        """Why a run ended without a placement."""

        ASKED = "asked", _("Somebody stopped it.")
        IMPOSSIBLE = "impossible", _("Nobody can make a placement of this day: something does not fit.")
        TIME = "time", _("The time was up before there was a placement.")
        DIED = "died", _("It stopped unexpectedly.")
        REFUSED = "refused", _("The day cannot be calculated as it is.")
        WRONG = "wrong", _("The independent check refused what came out, so nobody gets to see it.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(Day, models.CASCADE, related_name="placement_runs")
    number = models.PositiveIntegerField()
    objective = models.CharField(max_length=20, choices=Aim.choices, default=Aim.FAIR)
    seed = models.PositiveIntegerField(default=1)
    time_limit = models.PositiveIntegerField(default=60)
    problem = models.JSONField()
    sessions = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    told = models.JSONField(default=list)
    halt = models.BooleanField(default=False)
    process = models.PositiveIntegerField(null=True)
    made = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    progress = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    verdict = models.JSONField(null=True)
    checked = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    ACTIVE: ClassVar = (State.QUEUED, State.RUNNING)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "number"], name="one_run_of_a_number"),
            models.UniqueConstraint(
                fields=["day"], condition=Q(state__in=["queued", "running"]), name="one_run_at_a_time"
            ),
            models.CheckConstraint(
                name="a_run_that_is_done_was_checked",
                condition=~Q(state="done") | Q(checked=True, result__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(_("calculation {number}").format(number=self.number))

    @property
    def active(self) -> bool:
        """Whether it has still to end."""
        return self.state in self.ACTIVE


class Placement(Versioned):
    """What organisers work on: the seats that a run gave."""

    run = models.OneToOneField(PlacementRun, models.CASCADE, related_name="placement")
    day = models.ForeignKey(Day, models.CASCADE, related_name="placements")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-made", "pk"]

    def __str__(self) -> str:
        return str(self.run)


class Seat(models.Model):
    """Somebody in a session. by_hand: somebody put them there, the run had them elsewhere."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="seats")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="seats")
    session = models.ForeignKey(Session, models.CASCADE, related_name="seats")
    by_hand = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["placement", "participant", "session"], name="one_seat_for_somebody_in_a_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.session}"


class Publication(models.Model):
    """What everybody can see, or could see: who is where, as it was published. It never changes, as a run.

    seats: ids of the sessions of each participant by their id. copy_of: the earlier one that it goes back to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(Day, models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=80)
    placement = models.ForeignKey(Placement, models.SET_NULL, null=True, related_name="publications")
    copy_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    seats = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "number"], name="one_publication_of_a_number"),
        ]

    def __str__(self) -> str:
        return str(_("version {number}: {name}").format(number=self.number, name=self.name))


class Published(models.Model):
    """Which publication of a day counts: one pointer."""

    day = models.OneToOneField(Day, models.CASCADE, primary_key=True, related_name="published")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.publication)


# Changes of mind -----------------------------------------------------------------------------------------------------


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


# Leaders -------------------------------------------------------------------------------------------------------------


class LeaderRules(Versioned):
    """Whose names leaders see: of whoever ticked this consent. None: of nobody, only how many come."""

    day = models.OneToOneField(Day, models.CASCADE, related_name="leader_rules")
    consent = models.ForeignKey(
        FormField, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("consent")
    )

    def __str__(self) -> str:
        return str(self.day)


class LeaderPage(models.Model):
    """The own page of somebody who leads a workshop, behind a link of which only the hash is kept (decision 20).

    link: how often the link was replaced, plus one. sent: when it was last mailed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    speaker = models.OneToOneField(Speaker, models.CASCADE, related_name="leader_page")
    link = models.PositiveIntegerField(default=1)
    link_hash = models.CharField(max_length=64, unique=True)
    sent = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.speaker)


class Material(models.Model):
    """A file that a leader gave for a workshop. shown: participants of the workshop may have it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="files")
    speaker = models.ForeignKey(Speaker, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=120)
    suffix = models.CharField(max_length=5)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="material")
    at = models.DateTimeField(auto_now_add=True)
    shown = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["workshop__position", "workshop__title", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.name}{self.suffix}"
