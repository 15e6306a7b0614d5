# SPDX-License-Identifier: EUPL-1.2
"""Runs of the placement, what came out of them, and what of that was published."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day, Session
from regiodag.editing.models import Versioned
from regiodag.placements.aims import Aim
from regiodag.placements.trials import title_of
from regiodag.registrations.models import Participant


class PlacementRun(models.Model):
    """One calculation, kept with what was asked, its seed and its proof. Once it has ended it never changes.

    But for one thing: whoever is erased gets the id of nobody in it (receivers.py).

    problem: the day as it was, in the format `indeling/problem`; people by their id only. sessions: which session a
    workshop in a round was ("workshop round" → id). process: the process that calculates, and the group it leads.
    heartbeat: when whoever watches it last looked. progress: what it is doing, as a sentence per language, with step
    and steps. result: in the format `indeling/placement`. verdict: what the check said, which is another process.
    halt: somebody pressed stop. reason: why there is no placement; told: the same in sentences per language.
    kind: what was asked of the engine; asked: with what besides the problem; found: what came out besides a placement.
    base: the run from which this one starts; version: what was published then, when it starts from that.
    dropped: what was tried is not to be. What is adopted of it has a placement, and sessions that it made.
    then: what else the same day is to be calculated for, one aim after the other, once this has ended.
    """

    class Kind(models.TextChoices):
        """What was asked of the engine."""

        SOLVE = "solve", _("a placement")
        REPAIR = "repair", _("a repair with few moves")
        CURVE = "curve", _("what more moves would buy")
        ADVICE = "advice", _("what would help")
        WHAT_IF = "what-if", _("a placement of a day that was changed, to try")

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
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SOLVE)
    base = models.ForeignKey("self", models.SET_NULL, null=True, related_name="followers")
    version = models.ForeignKey("Publication", models.SET_NULL, null=True, related_name="+")
    asked = models.JSONField(default=dict)
    found = models.JSONField(null=True)
    objective = models.CharField(max_length=20, choices=Aim.choices, default=Aim.FAIR)
    seed = models.PositiveIntegerField(default=1)
    time_limit = models.PositiveIntegerField(default=60)
    problem = models.JSONField()
    sessions = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    told = models.JSONField(default=list)
    halt = models.BooleanField(default=False)
    then = models.JSONField(default=list)
    dropped = models.BooleanField(default=False)
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
    WITHOUT_PLACEMENT: ClassVar = (Kind.CURVE, Kind.ADVICE)
    """Kinds that tell something and place nobody."""

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "number"], name="one_run_of_a_number"),
            models.UniqueConstraint(
                fields=["day"], condition=Q(state__in=["queued", "running"]), name="one_run_at_a_time"
            ),
            models.CheckConstraint(
                name="a_run_that_is_done_was_checked",
                condition=~Q(state="done")
                | Q(checked=True, result__isnull=False)
                | Q(kind__in=["curve", "advice"], found__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(_("calculation {number}").format(number=self.number))

    @property
    def active(self) -> bool:
        """Whether it has still to end."""
        return self.state in self.ACTIVE

    @property
    def placed(self) -> bool:
        """Whether there is a placement of it: it is done, and what was tried was adopted."""
        return hasattr(self, "placement")

    @property
    def title(self) -> str:
        """What it is about, in a few words."""
        if self.kind == self.Kind.SOLVE:
            return self.get_objective_display()
        if self.kind == self.Kind.CURVE:
            return str(_("What more moves would buy"))
        if self.kind == self.Kind.ADVICE:
            return str(_("What would help?"))
        if self.kind == self.Kind.WHAT_IF:
            return str(_("What if: {change}").format(change=title_of(self.problem, self.asked["change"])))
        most = self.asked.get("most")
        if most is None:
            return str(_("Repair with the fewest moves"))
        return str(_("Repair with at most {most} moves").format(most=most))


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
    """Somebody in a session. by_hand: somebody put them there, the run had them elsewhere.

    locked: nobody moves them, and whoever places everybody again can let them keep it. All seats of somebody are
    locked, or none.
    """

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="seats")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="seats")
    session = models.ForeignKey(Session, models.CASCADE, related_name="seats")
    by_hand = models.BooleanField(default=False)
    locked = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["placement", "participant", "session"], name="one_seat_for_somebody_in_a_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.session}"


class Correction(models.Model):
    """Something that somebody did by hand to the seats of one person, which can be undone and done again.

    before, after: their seats, each as [id of the session, by_hand, locked]. number: counts up per placement.
    undone: done and then taken back.
    """

    class Kind(models.TextChoices):
        """What was done."""

        MOVED = "moved", _("moved")
        BACK = "back", _("back to what was calculated")
        LOCKED = "locked", _("locked")
        UNLOCKED = "unlocked", _("unlocked")

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="corrections")
    number = models.PositiveIntegerField()
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    before = models.JSONField()
    after = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    undone = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["placement", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "number"], name="one_correction_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_kind_display()}"


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
