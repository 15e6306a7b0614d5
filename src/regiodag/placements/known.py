# SPDX-License-Identifier: EUPL-1.2
"""What the placement knows of somebody, for their own page (AVG, article 15)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from regiodag.days.models import Session
from regiodag.placements.models import Correction, PlacementRun
from regiodag.placements.queries.published import lines_of, shown
from regiodag.registrations.known import BASIS, WEEKS, Known, kept_until
from regiodag.registrations.models import Participant


def known_of(participant: Participant) -> Iterator[Known]:
    """Yield the workshops of somebody as they are published, and in how many calculations they are."""
    day, until, basis = participant.day, kept_until(participant, WEEKS), str(BASIS.label)
    publication = shown(day)
    lines = lines_of(day, publication, [participant.pk])[participant.pk] if publication else ""
    yield Known(_("Workshops in which you are placed"), lines, _("So that there is a chair for you."), basis, until)
    swaps = participant.swap_offers.select_related("gives__workshop", "wants__workshop")
    wished = "\n".join(f"{each.gives.workshop} → {each.wants.workshop}" for each in swaps)
    yield Known(_("Wishes to swap workshops"), wished, _("To find somebody who wants your chair."), basis, until)
    looked = "\n".join(f"{_moment(each.at)}: {each.publication}" for each in
                       participant.seen_versions.select_related("publication"))  # fmt: skip
    told = _("So that you see what has changed since.")
    yield Known(_("Versions of your programme that you looked at"), looked, told, basis, until)
    yield Known(_("Workshops that you changed yourself"), _changed(participant), _("So that your choice is kept."),
                basis, until)  # fmt: skip
    by_hand = _("So that organisers see what they did and can undo it.")
    yield Known(_("What organisers did by hand with your places"), _corrected(participant), by_hand, basis, until)
    # The ids of people stand in the problem as it was kept; how the databases search in JSON differs.
    runs = PlacementRun.objects.filter(day=day).values_list("problem", flat=True)
    number = sum(any(each["id"] == str(participant.pk) for each in problem["participants"]) for problem in runs)
    value = _("%(number)s, with your wishes and without your name") % {"number": number} if number else ""
    purpose = _("So that it can be checked that everybody was placed fairly.")
    yield Known(_("Calculations of the placement"), value, purpose, basis, until)


def _changed(participant: Participant) -> str:
    """Return what somebody changed in their own workshops, a line each, the first first."""
    found = participant.own_changes.select_related("before__workshop", "after__workshop")
    return "\n".join(
        f"{_moment(each.at)}: {_title(each.before)} → {_title(each.after)} ({each.get_kind_display()})"
        for each in found
    )


def _corrected(participant: Participant) -> str:
    """Return what organisers did by hand, a line each; to and from where only in a placement that was published."""
    found = Correction.objects.filter(participant=participant).select_related("placement__run").order_by("at", "pk")
    known = Session.objects.filter(workshop__day=participant.day_id).select_related("workshop", "round")
    sessions = {str(each.pk): each for each in known}
    published = {*participant.day.publications.values_list("placement", flat=True)}
    lines = []
    for each in found:
        line = f"{_moment(each.at)}, {each.placement.run}: {each.get_kind_display()}"
        had, has = ([sessions[it[0]] for it in seats if it[0] in sessions] for seats in (each.before, each.after))
        if had != has and each.placement_id in published:
            line += f", {_titles(had)} → {_titles(has)}"
        lines.append(f"{line} ({_('undone')})" if each.undone else line)
    return "\n".join(lines)


def _titles(sessions: Iterable[Session]) -> str:
    return ", ".join(_title(each) for each in sorted(sessions, key=lambda each: each.round.number)) or "–"


def _title(session: Session | None) -> str:
    return str(session.workshop) if session else "–"


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j F Y, H:i")
