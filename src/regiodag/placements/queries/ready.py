# SPDX-License-Identifier: EUPL-1.2
"""Is a day ready to be placed? What does not fit, and what somebody should look at first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regiodag.days.models import Day, Round, Session, Speaker, Workshop
from regiodag.days.states import State
from regiodag.mailings.models import Template
from regiodag.mailings.usual import REMINDER
from regiodag.registrations.models import Group, Participant

MUCH = 0.7
"""From this share of the people on, minima leave little to choose."""


@dataclass(frozen=True)
class Finding:
    """What is wrong, in a sentence, and where it is mended. bad: with this nobody can be placed, or not everybody."""

    what: str
    link: str
    where: str
    bad: bool = False


@dataclass(frozen=True)
class Fit:
    """A round: its chairs, who needs one, and how many people its workshops need at least."""

    round: Round
    chairs: int
    people: int
    least: int

    @property
    def short(self) -> int:
        """How many chairs there are too few."""
        return max(0, self.people - self.chairs)


@dataclass(frozen=True)
class Readiness:
    """How a day stands. people: who come; without: how many of them have no wishes."""

    people: int
    without: int
    rounds: list[Fit]
    findings: list[Finding] = field(default_factory=list)

    @property
    def placeable(self) -> bool:
        """Whether there is anything to place at all."""
        return bool(self.people and any(each.chairs for each in self.rounds))

    @property
    def fits(self) -> bool:
        """Whether nothing is known that makes a placement impossible."""
        return self.placeable and not any(each.bad for each in self.findings)


@dataclass(frozen=True)
class _Known:
    """What the findings are made of, read once. leaders: rounds in which somebody leads a workshop, by address."""

    day: Day
    rounds: list[Round]
    workshops: list[Workshop]
    sessions: list[Session]
    addresses: list[str]
    leaders: dict[str, set[int]]

    def in_round(self, rnd: Round) -> list[Session]:
        return [each for each in self.sessions if each.round_id == rnd.pk]

    def need_a_chair(self, rnd: Round) -> int:
        return sum(rnd.number not in self.leaders.get(each, ()) for each in self.addresses)


def readiness(day: Day) -> Readiness:
    """Return whether the day can be placed, and what is wrong, the worst first."""
    known = _known(day)
    coming = Participant.objects.filter(day=day, state=Participant.State.REGISTERED)
    rounds = [_fit(known, each) for each in known.rounds]
    without = coming.filter(preferences=None).count()
    found = [*_nothing(known), *_rounds(known, rounds), *_groups(known), *_wishless(day, without), *_looks(known)]
    return Readiness(len(known.addresses), without, rounds, sorted(found, key=lambda each: not each.bad))


def _known(day: Day) -> _Known:
    sessions = list(Session.objects.filter(workshop__day=day).select_related("workshop", "room", "round"))
    given: dict[object, set[int]] = {}
    for each in sessions:
        given.setdefault(each.workshop_id, set()).add(each.round.number)
    leaders: dict[str, set[int]] = {}
    for speaker in Speaker.objects.filter(day=day).exclude(email="").prefetch_related("workshops"):
        numbers = {number for each in speaker.workshops.all() for number in given.get(each.pk, ())}
        leaders.setdefault(speaker.email.lower(), set()).update(numbers)
    coming = Participant.objects.filter(day=day, state=Participant.State.REGISTERED)
    addresses = [each.lower() for each in coming.values_list("email", flat=True)]
    return _Known(day, list(day.rounds.all()), list(day.workshops.all()), sessions, addresses, leaders)


def _fit(known: _Known, rnd: Round) -> Fit:
    sessions = known.in_round(rnd)
    chairs = sum(each.chairs for each in sessions)
    least = sum(min(each.workshop.minimum, each.chairs) for each in sessions)
    return Fit(rnd, chairs, known.need_a_chair(rnd), least)


def _nothing(known: _Known) -> Iterator[Finding]:
    """Yield what is not there at all."""
    timetable = reverse("timetable", args=[known.day.pk])
    if not known.rounds:
        yield Finding(_("There is no workshop round yet."), _("Make the timetable"), timetable, bad=True)
    if not known.workshops:
        where = reverse("workshops", args=[known.day.pk])
        yield Finding(_("There are no workshops yet."), _("Add the workshops"), where, bad=True)
    if not known.addresses:
        where = reverse("participants", args=[known.day.pk])
        yield Finding(
            _("Nobody comes yet, so there is nobody to place."), _("Look at the participants"), where, bad=True
        )
    given = {each.workshop_id for each in known.sessions}
    for workshop in known.workshops if known.rounds else ():
        if workshop.pk not in given:
            what = _("“{title}” is given in no round, so nobody can go there.").format(title=workshop.title)
            yield Finding(what, _("Put it in a round"), timetable)


def _rounds(known: _Known, rounds: list[Fit]) -> Iterator[Finding]:
    """Yield the rounds in which people and chairs do not fit."""
    link, where = _("Look at rooms and workshops"), reverse("timetable", args=[known.day.pk])
    for each in rounds:
        if each.short:
            what = _("{round} has {chairs} chairs for {people} people: {short} too few.").format(
                round=_name(each.round), chairs=each.chairs, people=each.people, short=each.short
            )
            yield Finding(what, link, where, bad=True)
        elif each.least > each.people > 0:
            what = _("The workshops of {round} need {least} people together, and {people} come.").format(
                round=each.round, least=each.least, people=each.people
            )
            yield Finding(what, link, where, bad=True)
    yield from _minima(known, rounds)
    roomless = sum(each.room_id is None for each in known.sessions)
    if roomless:
        what = ngettext(
            "{number} session has no room yet: only the maximum of its workshop counts.",
            "{number} sessions have no room yet: only the maximum of their workshops counts.",
            roomless,
        ).format(number=roomless)
        yield Finding(what, _("Choose the rooms"), where)


def _minima(known: _Known, rounds: list[Fit]) -> Iterator[Finding]:
    """Yield the first round whose minima leave people little to choose."""
    for each in rounds:
        if MUCH * each.people < each.least <= each.people:
            what = _(
                "The minima of the workshops of {round} take up {least} of the {people} people: they decide more than"
                " the wishes do. With lower minima, more people get what they want."
            ).format(round=each.round, least=each.least, people=each.people)
            yield Finding(what, _("Look at the workshops"), reverse("workshops", args=[known.day.pk]))
            return


def _groups(known: _Known) -> Iterator[Finding]:
    """Yield the groups that fit into no workshop of some round."""
    comes = Count("participants", filter=Q(participants__state=Participant.State.REGISTERED))
    groups = Group.objects.filter(day=known.day).annotate(people=comes)
    for group in groups:
        for rnd in known.rounds:
            most = max((each.chairs for each in known.in_round(rnd)), default=0)
            if group.people > max(most, 1):
                what = _(
                    "The group “{name}” has {people} people, and no workshop of {round} has so many chairs."
                ).format(name=group.name, people=group.people, round=rnd)
                where = reverse("group", args=[known.day.pk, group.pk])
                yield Finding(what, _("Look at the group"), where, bad=True)
                break


def _wishless(day: Day, without: int) -> Iterator[Finding]:
    if not without:
        return
    template = Template.objects.filter(day=day, code=REMINDER).values_list("pk", flat=True).first()
    more = f"?template={template}" if template else "?audience=without-wishes"
    what = ngettext(
        "{number} person comes and has no wishes yet. They get a place that is left.",
        "{number} people come and have no wishes yet. They get places that are left.",
        without,
    ).format(number=without)
    yield Finding(what, _("Remind them"), reverse("mailing-new", args=[day.pk]) + more)


def _looks(known: _Known) -> Iterator[Finding]:
    """Yield what may be as it should."""
    if known.day.state == State.OPEN:
        what = _("Registration is still open: whoever registers or changes wishes later is not in the placement.")
        yield Finding(what, _("Close registration"), reverse("day-state", args=[known.day.pk]))
    yield from _leaders(known.day)
    leaderless = known.day.workshops.filter(leaders=None).count()
    if leaderless:
        what = ngettext("{number} workshop has no leader yet.", "{number} workshops have no leader yet.", leaderless)
        where = reverse("workshops", args=[known.day.pk])
        yield Finding(what.format(number=leaderless), _("Choose the leaders"), where)


def _leaders(day: Day) -> Iterator[Finding]:
    """Yield leaders who wait for a place, and those of whom nobody can see whether they registered as well."""
    leaders = Speaker.objects.filter(day=day, workshops__isnull=False).distinct()
    waits = Participant.objects.filter(day=day, state=Participant.State.WAITING).values_list("email", flat=True)
    waiting = {each.lower() for each in waits}
    for each in leaders:
        if each.email.lower() in waiting:
            what = _("{name} leads a workshop and is on the waiting list.").format(name=each)
            where = reverse("participants", args=[day.pk]) + "?state=waiting"
            yield Finding(what, _("Look at who waits"), where)
    unknown = leaders.filter(email="").count()
    if unknown:
        what = ngettext(
            "{number} leader has no e-mail address here. If they registered as well, nobody sees that they lead, and"
            " they may be placed elsewhere at that moment.",
            "{number} leaders have no e-mail address here. If they registered as well, nobody sees that they lead, and"
            " they may be placed elsewhere at that moment.",
            unknown,
        ).format(number=unknown)
        yield Finding(what, _("Look at speakers and leaders"), reverse("speakers", args=[day.pk]))


def _name(rnd: Round) -> str:
    name = str(rnd)
    return name[:1].upper() + name[1:]
