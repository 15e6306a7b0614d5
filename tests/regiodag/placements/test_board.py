# SPDX-License-Identifier: EUPL-1.2
"""The board: who is in which column, what the filters leave, and the pieces that a change is answered with."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from placed_people import placed, seated, session, who
from regiodag.accounts.models import User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day
from regiodag.placements.actions.moves import lock, move
from regiodag.placements.models import Placement
from regiodag.placements.queries.board import Board, board_of, changed
from regiodag.placements.queries.columns import columns_of
from regiodag.placements.queries.outcome import outcome_of
from regiodag.registrations.models import Organisation, Participant

pytestmark = pytest.mark.django_db

SEATS = {"Ada": "FC", "Bo": "FC", "Cas": "-F", "Dee": "CD"}
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def placement(placeable: Day) -> Placement:
    return placed(placeable, SEATS)


def at(name: str, placement: Placement, *more: object) -> str:
    return reverse(name, args=[placement.day_id, placement.run_id, *more])


def shown(board: Board) -> dict[str, list[str]]:
    """The first names of the cards that are shown, by the column they are in."""
    found = {str(each.session.workshop): cards for each, cards in board.columns}
    return {
        title: [card.person.participant.given_name for card in cards if card.shown]
        for title, cards in {"": board.without, **found}.items()
    }


def of_round_one(placement: Placement, **asked: str) -> Board:
    placement.refresh_from_db()
    outcome = outcome_of(placement)
    return board_of(outcome, outcome.rounds[0], **asked)


def test_everybody_is_in_the_column_of_their_session_or_without_one(placement: Placement) -> None:
    board = of_round_one(placement)
    assert shown(board) == {"": ["Cas"], "Film": ["Ada", "Bo"], "Casus": ["Dee"], "Dialoog": []}
    assert [(str(each.session.workshop), each.number, each.free) for each, _cards in board.columns] == [
        ("Dialoog", 0, 20), ("Film", 2, 0), ("Casus", 1, 2),
    ]  # fmt: skip
    assert [each for each, _cards in board.columns] == columns_of(placement, board.round)


def test_filters_leave_the_cards_that_are_asked_for(placement: Placement, owner: User) -> None:
    organisation = Organisation.objects.create(day=placement.day, name="De Brug")
    Participant.objects.filter(given_name__in=["Ada", "Dee"]).update(organisation=organisation)
    move(owner, placement, who("Ada"), session(placement.day, "D", 1), 1)
    lock(owner, placement, who("Bo"), 2)
    everybody = {"": ["Cas"], "Film": ["Bo"], "Casus": ["Dee"], "Dialoog": ["Ada"]}

    def only(*names: str) -> dict[str, list[str]]:
        return {title: [each for each in cards if each in names] for title, cards in everybody.items()}

    asked: list[tuple[dict[str, str], dict[str, list[str]]]] = [
        ({}, everybody),
        ({"organisation": str(organisation.pk)}, only("Ada", "Dee")),
        ({"which": "unhappy"}, only("Ada")),
        ({"which": "hand"}, only("Ada")),
        ({"which": "locked"}, only("Bo")),
        ({"which": "unlocked"}, only("Ada", "Cas", "Dee")),
        ({"organisation": str(organisation.pk), "which": "hand"}, only("Ada")),
    ]
    assert [shown(of_round_one(placement, **each)) for each, _expected in asked] == [each for _, each in asked]
    assert of_round_one(placement).organisations == [(str(organisation.pk), "De Brug")]


def test_page_hides_what_the_filter_leaves_out_and_shows_the_other_round(
    placement: Placement, as_owner: Client
) -> None:
    page = as_owner.get(at("placement-board", placement), {"which": "hand"}).content.decode()
    assert (page.count("data-marks"), page.count('" hidden><a class="bd-name"')) == (4, 4)
    assert "Kaartjes te zien: 0" in page
    other = as_owner.get(at("placement-board-round", placement, 2)).content.decode()
    assert ("Wie zit waar in ronde 2" in other, "Zonder workshop" in other) == (True, True)
    assert as_owner.get(at("placement-board-round", placement, 9)).status_code == 404


def test_viewer_sees_the_board_and_nothing_to_change_it(
    placement: Placement, join: Callable[[Role], User], browser_of: Callable[[User], Client]
) -> None:
    page = browser_of(join(Role.VIEWER)).get(at("placement-board", placement)).content.decode()
    assert ("Ada Voorbeeld" in page, "bd-more" in page, "board.js" in page, "Ongedaan maken" in page) == (
        True, False, False, False,
    )  # fmt: skip


def pieces(html: str) -> list[str]:
    """The ids of the pieces of an answer, as far as the board puts them in the place of its own."""
    return re.findall(r'<(?:li|header|div|section) [^>]*?id="([^"]+)"', html)


def test_move_from_the_board_is_answered_with_the_pieces_that_differ(placement: Placement, as_owner: Client) -> None:
    bo, there = who("Bo"), session(placement.day, "D", 1)
    answer = as_owner.post(at("placement-move", placement, bo.pk, 1), {"session": there.pk, "seen": 1}, **_htmx())
    html = answer.content.decode()
    heads = [f"head-{session(placement.day, letter, 1).pk}" for letter in "DF"]
    assert (answer.status_code, pieces(html)) == (
        200, [f"card-{bo.pk}", *heads, "bd-bar", "bd-news", "bd-notice"],
    )  # fmt: skip
    assert (f'data-at="{there.pk}"' in html, 'name="seen" value="2"' in html) == (True, True)
    assert ("Ongedaan maken: Bo Voorbeeld naar “Dialoog”" in html, "De deelnemer is verplaatst." in html) == (
        True,
        True,
    )


def test_change_of_what_somebody_else_changed_is_refused_with_a_link_to_the_board_as_it_is(
    placement: Placement, owner: User, as_owner: Client
) -> None:
    move(owner, placement, who("Bo"), session(placement.day, "D", 1), 1)
    sent = {"session": session(placement.day, "D", 1).pk, "seen": 1}
    answer = as_owner.post(at("placement-move", placement, who("Ada").pk, 1), sent, **_htmx())
    html = answer.content.decode()
    assert (answer.status_code, pieces(html)) == (409, ["bd-notice"])
    assert "iemand anders verplaatste ondertussen mensen" in html
    assert "Laat het bord zien zoals het nu is" in html
    assert seated(placement)["Ada"] == "FC"


@pytest.mark.parametrize(
    ("person", "letter", "told"),
    [("Bo", "C", "in een andere ronde"), ("Ada", "D", "de deelnemer staat vast"), ("Dee", "", "kies een workshop")],
)
def test_what_cannot_be_is_refused_and_told(
    person: str, letter: str, told: str, placement: Placement, owner: User, as_owner: Client
) -> None:
    lock(owner, placement, who("Ada"), 1)
    sent = {"session": session(placement.day, letter, 1).pk if letter else "", "seen": 2}
    answer = as_owner.post(at("placement-move", placement, who(person).pk, 1), sent, **_htmx())
    assert (answer.status_code, told in answer.content.decode()) == (409, True)


def test_undo_and_redo_from_the_board_and_from_a_page_without_script(placement: Placement, as_owner: Client) -> None:
    day, rnd = placement.day, session(placement.day, "D", 1).round
    as_owner.post(at("placement-move", placement, who("Bo").pk, 1), {"session": session(day, "D", 1).pk, "seen": 1})
    answer = as_owner.post(at("placement-undo", placement), {"seen": 2, "round": rnd.pk}, **_htmx())
    assert f'data-at="{session(day, "F", 1).pk}"' in answer.content.decode()
    assert seated(placement)["Bo"] == "FC"
    page = as_owner.post(at("placement-redo", placement), {"seen": 3, "round": rnd.pk}, follow=True)
    assert page.redirect_chain == [(at("placement-board-round", placement, 1), 302)]
    assert ("Opnieuw gedaan." in page.content.decode(), seated(placement)["Bo"]) == (True, "DC")
    again = as_owner.post(at("placement-redo", placement), {"seen": 4}, follow=True).content.decode()
    assert "Er is niets meer om ongedaan te maken of opnieuw te doen." in again


def test_news_comes_once_somebody_changed_something(placement: Placement, owner: User, as_owner: Client) -> None:
    path = at("placement-board-news", placement)
    assert as_owner.get(path, {"seen": "1"}).status_code == 204
    lock(owner, placement, who("Bo"), 1)
    assert f"{owner} heeft hier ondertussen iets veranderd." in as_owner.get(path, {"seen": "1"}).content.decode()


def test_what_is_shown_anew_is_what_the_page_shows(placement: Placement, owner: User) -> None:
    move(owner, placement, who("Bo"), session(placement.day, "D", 1), 1)
    board = of_round_one(placement)
    anew = changed(placement, who("Bo"), board.round)
    (card,) = next(cards for each, cards in board.columns if each.session.workshop.title == "Dialoog")
    there = [each for each, _cards in board.columns if each.session.workshop.title in {"Dialoog", "Film"}]
    assert (anew.card, anew.columns, anew.done) == (card, there, board.done)


def _htmx() -> dict[str, Any]:
    return dict(HTMX)
