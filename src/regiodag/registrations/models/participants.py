# SPDX-License-Identifier: EUPL-1.2
"""Who comes to a day, with their wishes and answers."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day, Workshop
from regiodag.editing.models import Versioned
from regiodag.registrations.models.form import FormField
from regiodag.registrations.models.organisations import Organisation


class Group(models.Model):
    """People who want to be placed together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(Day, models.CASCADE, related_name="groups")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_group_of_a_name", fields=["day", "name"])]

    def __str__(self) -> str:
        return self.name


class Participant(Versioned):
    """Somebody who registered. They have no account, but a personal link, of which only the hash is kept.

    submission: what the form carried when it was sent, so that a form sent twice is found again. queued: since when
    they have or wait for a place; the waiting list is in this order. offered_until: until when a place that came free
    is kept for them. link: how often the personal link was replaced, plus one. organisation_typed: as they typed it.
    asked_again: since when whoever comes is asked whether they do so on the new date; None: they are not asked.
    said_yes: when they answered that they do; who does not come cancels.
    """

    class State(models.TextChoices):
        """Whether somebody comes."""

        REGISTERED = "registered", _("comes")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("was offered a place")
        CANCELLED = "cancelled", _("does not come any more")

    class Source(models.TextChoices):
        """How a registration came in."""

        FORM = "form", _("registered themselves")
        HAND = "hand", _("added by an organiser")
        IMPORT = "import", _("from a file")
        API = "api", _("from another system")

    # Indexes that begin with these are below: one more each would only make writing slower.
    day = models.ForeignKey(Day, models.CASCADE, related_name="participants", db_index=False)
    given_name = models.CharField(_("first name"), max_length=80)
    prefix = models.CharField(_("prefix of the family name"), max_length=20, blank=True)
    family_name = models.CharField(_("family name"), max_length=80)
    email = models.EmailField(_("e-mail address"))
    function = models.CharField(_("function"), max_length=160, blank=True)
    organisation_typed = models.CharField(_("organisation"), max_length=160, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, editable=False, related_name="participants"
    )
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="nl", editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.REGISTERED, editable=False)
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.FORM, editable=False)
    submission = models.UUIDField(default=uuid.uuid4, editable=False)
    group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="participants", verbose_name=_("group")
    )
    notes = models.TextField(_("notes of the organisers"), blank=True)
    made = models.DateTimeField(default=timezone.now, editable=False)
    queued = models.DateTimeField(default=timezone.now, editable=False)
    offered_until = models.DateTimeField(null=True, editable=False)
    cancelled = models.DateTimeField(null=True, editable=False)
    wished = models.DateTimeField(null=True, editable=False)
    asked_again = models.DateTimeField(null=True, editable=False)
    said_yes = models.DateTimeField(null=True, editable=False)
    link = models.PositiveIntegerField(default=1, editable=False)
    link_hash = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        ordering: ClassVar = ["family_name", "given_name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("day", Lower("email"), name="one_registration_of_an_address"),
            models.UniqueConstraint(fields=["day", "submission"], name="one_registration_per_submission"),
            models.CheckConstraint(
                name="offer_has_a_deadline", condition=~Q(state="offered") | Q(offered_until__isnull=False)
            ),
            models.CheckConstraint(
                name="only_who_comes_is_asked_again", condition=Q(asked_again=None) | Q(state="registered")
            ),
            models.CheckConstraint(
                name="only_who_is_asked_answers", condition=Q(said_yes=None) | Q(asked_again__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["day", "state", "queued"], name="participants_in_turn"),
            models.Index(fields=["day", "family_name", "given_name"], name="participants_by_name"),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.given_name, self.prefix, self.family_name) if part)

    @property
    def comes(self) -> bool:
        """Whether they have a place."""
        return self.state == self.State.REGISTERED

    @property
    def has_to_answer(self) -> bool:
        """Whether they were asked whether they come on the new date, and did not say so yet."""
        return self.asked_again is not None and self.said_yes is None

    def ask_no_more(self) -> None:
        """Let nothing be asked of them about the new date; to be saved afterwards."""
        self.asked_again = self.said_yes = None


class SentForm(models.Model):
    """A form that was sent and is not what `submission` of its participant says any more, or never was.

    So that one that is sent again is found, and registers nobody anew: a later form took its place, or the address was
    registered already.
    """

    day = models.ForeignKey(Day, models.CASCADE, related_name="+", db_index=False)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="sent_forms")
    key = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "key"], name="one_participant_per_form")]

    def __str__(self) -> str:
        return str(self.key)


class Preference(models.Model):
    """A wish: a workshop, and how much somebody wants it; rank 1 is what they want most."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="preferences", db_index=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="preferences")
    rank = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])

    class Meta:
        ordering: ClassVar = ["participant", "rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_wish_of_a_rank", fields=["participant", "rank"]),
            models.UniqueConstraint(name="one_wish_for_a_workshop", fields=["participant", "workshop"]),
            models.CheckConstraint(name="rank_counts_from_one", condition=Q(rank__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.workshop}"


class Answer(models.Model):
    """What somebody answered. value: as the kind of the question keeps it; sealed when it is sensitive."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="answers", db_index=False)
    field = models.ForeignKey(FormField, models.CASCADE, related_name="answers")
    value = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_answer_per_question", fields=["participant", "field"])
        ]

    def __str__(self) -> str:
        return str(self.field)
