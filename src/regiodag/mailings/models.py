# SPDX-License-Identifier: EUPL-1.2
"""Texts that are used again, messages to the people of a day, and rules that write them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regiodag.days.models import Day
from regiodag.editing.models import Versioned

LONGEST_LETTER = 20_000


class Letter(Versioned):
    """What is written: a subject and a text in light Markdown, both with {placeholders}.

    language: of the text, and of dates in it.
    """

    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), max_length=LONGEST_LETTER)
    audience = models.CharField(_("for whom"), max_length=40)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="nl", editable=False)

    class Meta:
        abstract = True


class Template(Letter):
    """A text to begin with. code: of the usual ones that every day has; audience: for whom it is usually meant."""

    day = models.ForeignKey(Day, models.CASCADE, related_name="message_templates")
    name = models.CharField(_("name"), max_length=120)
    code = models.CharField(max_length=40, blank=True, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering: ClassVar = ["position", "name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_usual_template_of_a_code", fields=["day", "code"], condition=~Q(code="")),
        ]

    def __str__(self) -> str:
        return self.name


class Rule(Versioned):
    """Writes a message when its moment has come, once.

    moment: the code of what it counts back from. turn: counts up when it is to run again; done: the turn that it ran
    last. at_once: the message goes without being looked at.
    """

    day = models.ForeignKey(Day, models.CASCADE, related_name="message_rules")
    template = models.ForeignKey(Template, models.PROTECT, related_name="rules", verbose_name=_("text"))
    audience = models.CharField(_("for whom"), max_length=40)
    days = models.PositiveSmallIntegerField(_("days before"), default=7, validators=[MaxValueValidator(365)])
    moment = models.CharField(_("before what"), max_length=40)
    time = models.TimeField(_("time"))
    active = models.BooleanField(_("switched on"), default=True)
    at_once = models.BooleanField(_("send without looking at it first"), default=False)
    turn = models.PositiveIntegerField(default=1, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)
    last_run = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-days", "time", "pk"]

    def __str__(self) -> str:
        return str(self.template)


class Mailing(Letter):
    """A message: a draft until somebody approves it; from then on every mail is in the outbox.

    One that a rule sends at once is `sending` until all its mails are there. choice: what was chosen within the
    audience. rule, turn: what wrote it; a rule writes once per turn, also when two workers look at it at the same
    moment. people: how many it went to.
    """

    class State(models.TextChoices):
        """How far a message is."""

        DRAFT = "draft", _("draft")
        SENDING = "sending", _("being sent")
        APPROVED = "approved", _("approved")

    day = models.ForeignKey(Day, models.CASCADE, related_name="mailings")
    choice = models.JSONField(default=list, blank=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    rule = models.ForeignKey(Rule, models.SET_NULL, null=True, editable=False, related_name="mailings")
    turn = models.PositiveIntegerField(default=0, editable=False)
    made = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    approved = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    people = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-made", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_message_per_turn_of_a_rule", fields=["rule", "turn"]),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_draft(self) -> bool:
        """Whether nothing was sent yet."""
        return self.state == self.State.DRAFT
