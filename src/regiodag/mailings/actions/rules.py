# SPDX-License-Identifier: EUPL-1.2
"""Rules: add, change, take away; and what they do by themselves when their moment has come."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.editing import versions
from regiodag.mailings.actions.sending import sweep_unfinished
from regiodag.mailings.actions.write import make_draft
from regiodag.mailings.models import Mailing, Rule
from regiodag.mailings.queries import is_due, people_of
from regiodag.mailings.texts import unknown_in

ADDED = audit.action("rule.added", _("made a rule that writes “{name}”"))
CHANGED = audit.action("rule.changed", _("changed the rule that writes “{name}”"))
REMOVED = audit.action("rule.removed", _("took the rule that writes “{name}” away"))
RAN = audit.action("rule.ran", _("the rule that writes “{name}” ran, for {people} people"))
AGAIN = audit.action("rule.again", _("let the rule that writes “{name}” run once more"))

log = logging.getLogger(__name__)


@transaction.atomic
def add_rule(by: User, day: Day, rule: Rule) -> Rule:
    """Add a rule."""
    rule.day = day
    rule.save()
    audit.record(by, ADDED, day.pk, f"rule:{rule.pk}", name=str(rule))
    return rule


@transaction.atomic
def change_rule(by: User, rule: Rule, seen: int) -> Rule:
    """Keep what was changed. Raises StaleError when somebody else changed it, or it ran, since version `seen`."""
    versions.save(rule, seen)
    audit.record(by, CHANGED, rule.day_id, f"rule:{rule.pk}", name=str(rule))
    return rule


@transaction.atomic
def remove_rule(by: User, rule: Rule) -> None:
    """Take a rule away; what it wrote stays."""
    audit.record(by, REMOVED, rule.day_id, f"rule:{rule.pk}", name=str(rule))
    rule.delete()


@transaction.atomic
def run_once_more(by: User | None, rule: Rule) -> None:
    """Let a rule that ran run again when its moment comes; nothing happens to one that has not run yet."""
    if Rule.objects.filter(pk=rule.pk, done=F("turn")).update(turn=F("turn") + 1, version=F("version") + 1):
        audit.record(by, AGAIN, rule.day_id, f"rule:{rule.pk}", name=str(rule))


def sweep_rules() -> int:
    """Run the rules whose moment has come; return how many messages they wrote. One that fails stops no other.

    What they send without being looked at is put in the outbox afterwards, with what is left of earlier sweeps.
    """
    waiting = Rule.objects.filter(active=True, done__lt=F("turn")).select_related("day", "template")
    now = timezone.now()
    count = sum(_tried(rule) for rule in waiting if is_due(rule, now))
    sweep_unfinished()
    return count


def _tried(rule: Rule) -> int:
    try:
        return int(_run(rule) is not None)
    except Exception:
        log.exception("a rule failed: %s", rule.pk)
        return 0


@transaction.atomic
def _run(rule: Rule) -> Mailing | None:
    """Write the message of a rule, or nothing when it is for nobody; its mails come later (`sending`).

    1. Whoever counts the turn as done has it; another worker finds nothing to count, or waits and then finds nothing.
    2. All that follows is the same transaction: a worker that is killed has done nothing, and the turn is open again.
    3. Two messages of one turn cannot be there, whatever happens: a constraint of the database.
    """
    rows = Rule.objects.filter(pk=rule.pk, active=True, done__lt=F("turn"), version=rule.version)
    if not rows.update(done=F("turn"), last_run=timezone.now(), version=F("version") + 1):
        return None
    mailing = Mailing(
        day=rule.day,
        subject=rule.template.subject,
        text=rule.template.text,
        audience=rule.audience,
        language=rule.template.language,
        rule=rule,
        turn=rule.turn,
    )
    people = people_of(mailing)
    if rule.at_once and not unknown_in(f"{mailing.subject}\n{mailing.text}"):
        mailing.state, mailing.approved, mailing.people = Mailing.State.SENDING, timezone.now(), len(people)
    audit.record(None, RAN, rule.day_id, f"rule:{rule.pk}", name=str(rule), people=str(len(people)))
    if not people:
        return None
    return make_draft(None, mailing)
