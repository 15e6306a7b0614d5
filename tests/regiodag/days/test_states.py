# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from regiodag.accounts.audit import told
from regiodag.accounts.models import AuditEntry, User
from regiodag.accounts.roles import Permission, Role, allows
from regiodag.days.actions.states import StateMovedError, move_day
from regiodag.days.models import Day
from regiodag.days.states import MOVES, Move, State, move_to, moves_from
from regiodag_people import Join, signed_in

pytestmark = pytest.mark.django_db

# The life of a day as it was thought out, written down a second time.
ORGANISER_TOO = {
    ("draft", "open"), ("open", "closed"), ("closed", "placed"), ("placed", "published"), ("published", "held"),
    ("held", "looked-back"), ("closed", "open"), ("placed", "closed"), ("looked-back", "held"),
}  # fmt: skip
OWNER_ONLY = {
    ("open", "draft"), ("published", "placed"), ("held", "published"), ("called-off", "closed"), ("called-off", "open"),
}  # fmt: skip
ASKED_FIRST = {(start, "called-off") for start in ("open", "closed", "placed", "published")}
"""Moves, of owners only, that lead to a page that asks; what comes of that, the tests of calling off tell."""
AT_ONCE = [move for move in MOVES if not move.asked]


def named(move: Move) -> str:
    return f"{move.start}-{move.end}"


def sent(client: Client, day: Day, start: str, end: str) -> int:
    return client.post(reverse("day-state", args=[day.pk]), {"from": start, "to": end}).status_code


def test_moves_are_those_that_were_thought_out() -> None:
    assert {(move.start.value, move.end.value) for move in MOVES} == ORGANISER_TOO | OWNER_ONLY | ASKED_FIRST
    managing = {(move.start.value, move.end.value) for move in MOVES if move.permission == Permission.MANAGE}
    assert managing == OWNER_ONLY | ASKED_FIRST
    assert {(move.start.value, move.end.value) for move in MOVES if move.asked} == ASKED_FIRST
    assert [move.back for move in MOVES] == [False] * 6 + [True] * 6 + [True] * 4 + [False] * 2


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("move", AT_ONCE, ids=named)
def test_move_is_made_by_who_may_and_by_nobody_else(day: Day, move: Move, role: Role, join: Join) -> None:
    Day.objects.update(state=move.start)
    pair = (move.start.value, move.end.value)
    may = role == Role.OWNER or (role == Role.ORGANISER and pair in ORGANISER_TOO)
    status = sent(signed_in(join(role)), day, *pair)
    day.refresh_from_db()
    assert (status, day.state) == ((302, move.end) if may else (403, move.start))
    assert AuditEntry.objects.count() == int(may)


@pytest.mark.parametrize("start", State)
@pytest.mark.parametrize("end", State)
def test_day_makes_no_other_moves(day: Day, as_owner: Client, start: State, end: State) -> None:
    Day.objects.update(state=start)
    assert sent(as_owner, day, start, end) == 302
    day.refresh_from_db()
    pair = (start.value, end.value)
    made, known = pair in ORGANISER_TOO | OWNER_ONLY, pair in ORGANISER_TOO | OWNER_ONLY | ASKED_FIRST
    assert (day.state, move_to(start, end) is not None) == (end if made else start, known)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", [Role.OWNER, Role.ORGANISER])
def test_page_offers_the_moves_that_somebody_may_make(day: Day, state: State, role: Role, join: Join) -> None:
    Day.objects.update(state=state)
    answer = signed_in(join(role)).get(reverse("day-state", args=[day.pk]))
    offered = [move for move in moves_from(state) if allows(role, move.permission)]
    assert [move for move, _doubts in answer.context["moves"]] == offered
    assert all(str(move.name) in answer.content.decode() for move in offered)


def test_second_organiser_with_an_old_page_is_told_and_moves_nothing(day: Day, as_owner: Client, join: Join) -> None:
    second = signed_in(join(Role.ORGANISER))
    assert sent(as_owner, day, "draft", "open") == 302
    answer = second.post(reverse("day-state", args=[day.pk]), {"from": "draft", "to": "open"}, follow=True)
    assert "Er is niets veranderd" in answer.content.decode()
    day.refresh_from_db()
    assert (day.state, AuditEntry.objects.count()) == ("open", 1)


@pytest.mark.parametrize(("start", "end"), [("", ""), ("draft", "nowhere"), ("held", "looked-back")])
def test_move_that_does_not_fit_changes_nothing(day: Day, as_owner: Client, start: str, end: str) -> None:
    answer = as_owner.post(reverse("day-state", args=[day.pk]), {"from": start, "to": end}, follow=True)
    day.refresh_from_db()
    assert (day.state, "Er is niets veranderd" in answer.content.decode()) == ("draft", True)


@pytest.mark.parametrize(
    ("named", "leads"), [("/days/", "/days/"), ("https://example.org/", ""), ("//example.org/", "")]
)
def test_move_leads_back_to_a_page_of_this_site_only(day: Day, as_owner: Client, named: str, leads: str) -> None:
    where = reverse("day-state", args=[day.pk])
    assert as_owner.post(where, {"from": "draft", "to": "open", "next": named})["Location"] == (leads or where)


def test_stale_move_of_the_action_itself_changes_nothing(day: Day, owner: User) -> None:
    move = moves_from("draft")[0]
    move_day(owner, day, move)
    with pytest.raises(StateMovedError):
        move_day(owner, day, move)
    assert [told(entry) for entry in AuditEntry.objects.all()] == ["zette de dag van concept op open"]
