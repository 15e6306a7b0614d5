# SPDX-License-Identifier: EUPL-1.2
"""What is asked of messages: for whom they are, how far their mails are, when a rule runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, QuerySet

from regiodag.days.models import Day
from regiodag.days.states import State
from regiodag.mailings.kinds import Audience, Recipient
from regiodag.mailings.models import Mailing, Rule
from regiodag.mailings.registry import audiences, moments, name_of_kind
from regiodag.messages.models import Mail

OVER = (State.HELD, State.LOOKED_BACK, State.CALLED_OFF)
"""States in which no rule writes any more."""


@dataclass(frozen=True)
class Figures:
    """How many mails of a message or kind are how far."""

    queued: int = 0
    sent: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """How many there are."""
        return self.queued + self.sent + self.failed


@dataclass(frozen=True)
class KindOfMail:
    """The mails of a kind that the system sends by itself."""

    kind: str
    name: str
    figures: Figures


@dataclass(frozen=True)
class Outlook:
    """What a rule will do. at: None while what it counts from is not known; due: at the next sweep."""

    rule: Rule
    audience: str
    moment: str
    at: datetime | None
    people: int
    ran: bool
    due: bool
    over: bool


def people_of(mailing: Mailing) -> list[Recipient]:
    """Return for whom a message is now, each address once; nobody when its audience is not known any more."""
    audience = audiences().get(mailing.audience)
    found = audience.people(mailing.day, mailing.choice) if audience else []
    return list({each.email.casefold(): each for each in reversed(found)}.values())[::-1]


def counted(day: Day) -> list[tuple[Audience, int | None]]:
    """Return the audiences, each with how many people it is now; None where something is to be chosen first."""
    return [
        (each, None if each.choices else len({one.email.casefold() for one in each.people(day, [])}))
        for each in audiences().values()
    ]


def told_audience(mailing: Mailing) -> str:
    """Return for whom a message is, in words; with what was chosen, unless that is who."""
    audience = audiences().get(mailing.audience)
    if audience is None:
        return mailing.audience
    if audience.choices is None or not mailing.choice:
        return str(audience.name)
    names = [name for code, name in audience.choices(mailing.day) if code in mailing.choice]
    return f"{audience.name}: {', '.join(names[:MOST_NAMES])}{' …' if len(names) > MOST_NAMES else ''}"


MOST_NAMES = 3


def mails_of(day: Day) -> QuerySet[Mail]:
    """Return the mails of a day, the newest first."""
    return Mail.objects.filter(scope=day.pk)


def figures_of_mailings(day: Day) -> dict[UUID, Figures]:
    """Return how far the mails of each message of a day are."""
    rows = mails_of(day).filter(kind="mailing").order_by().values_list("version", "state").annotate(number=Count("pk"))
    return {UUID(key): figures for key, figures in _figures(list(rows)).items()}


def kinds_of_mail(day: Day) -> list[KindOfMail]:
    """Return the other mails of a day, by kind."""
    others = mails_of(day).exclude(kind="mailing").order_by()
    rows = _figures(list(others.values_list("kind", "state").annotate(number=Count("pk"))))
    return sorted((KindOfMail(kind, name_of_kind(kind), each) for kind, each in rows.items()), key=lambda one: one.name)


def _figures(rows: list[tuple[str, str, int]]) -> dict[str, Figures]:
    found: dict[str, dict[str, int]] = {}
    for key, state, number in rows:
        found.setdefault(key, {})[state] = number
    return {key: Figures(**states) for key, states in found.items()}


def moment_of(rule: Rule) -> datetime | None:
    """Return when a rule writes, None while the date that it counts from is not known."""
    moment = moments().get(rule.moment)
    anchor = moment.when(rule.day) if moment else None
    if anchor is None:
        return None
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime.combine((anchor.astimezone(zone) - timedelta(days=rule.days)).date(), rule.time, zone)


def is_over(rule: Rule, now: datetime) -> bool:
    """Return whether it is too late for a rule: what it counts from is past, or the day is."""
    moment, at = moments().get(rule.moment), moment_of(rule)
    anchor = moment.when(rule.day) if moment else None
    if anchor is None or at is None:
        return False
    return rule.day.state in OVER or now >= max(anchor, at + timedelta(days=1))


def is_due(rule: Rule, now: datetime) -> bool:
    """Return whether the moment of a rule has come and is not over."""
    at = moment_of(rule)
    return at is not None and at <= now and not is_over(rule, now)


def outlook_of(rule: Rule, now: datetime) -> Outlook:
    """Return what a rule will do, and for whom it would be now."""
    mailing = Mailing(day=rule.day, audience=rule.audience)
    moment = moments().get(rule.moment)
    ran = rule.done >= rule.turn
    return Outlook(
        rule=rule,
        audience=told_audience(mailing),
        moment=str(moment.name) if moment else rule.moment,
        at=moment_of(rule),
        people=len(people_of(mailing)),
        ran=ran,
        due=rule.active and not ran and is_due(rule, now),
        over=not ran and is_over(rule, now),
    )
