# SPDX-License-Identifier: EUPL-1.2
"""People who want each other's chairs are found, asked, and swapped in one go; or nobody is.

In round 1 all is full here: Ada and Cas in Film, Bo in Casus, Dee in Dialoog.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from changing_people import SEATS, own_page, seats
from placed_people import placed, session, who
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day, Workshop
from regiodag.messages.models import Mail
from regiodag.placements.actions.exchanges import agree_to_swap, offer_swap, withdraw_swap
from regiodag.placements.actions.matching import sweep_exchanges
from regiodag.placements.actions.own import RefusedError, take_chair
from regiodag.placements.actions.publish import publish
from regiodag.placements.models import ChangeRules, Exchange, Placement, SwapOffer
from regiodag.registrations.actions.erase import erase
from regiodag.registrations.actions.register import cancel
from regiodag.registrations.links import token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(changing: Placement) -> Day:
    Workshop.objects.filter(title__in=["Dialoog", "Casus"]).update(maximum=1)
    return changing.day


def wants(day: Day, name: str, before: str, after: str) -> bool:
    """Let somebody wish to swap in round 1; whether others were found."""
    return offer_swap(who(name), session(day, after, 1), str(session(day, before, 1).pk))


def refused(day: Day, name: str, before: str, after: str) -> str:
    with pytest.raises(RefusedError) as error:
        wants(day, name, before, after)
    assert not SwapOffer.objects.exists()
    return str(error.value.why.value)


def offer(name: str) -> SwapOffer:
    return SwapOffer.objects.get(participant=who(name))


def agree(name: str) -> bool:
    found = offer(name)
    return agree_to_swap(who(name), found.pk, str(found.exchange_id))


def states() -> dict[str, str]:
    """How the wish of everybody stands; with "?" when others were found for it."""
    found = SwapOffer.objects.select_related("participant").order_by("participant__given_name")
    return {each.participant.given_name: each.state + ("?" if each.exchange_id else "") for each in found}


def test_two_who_want_each_others_chair_are_swapped_once_both_agree(full: Day) -> None:
    assert wants(full, "Dee", "D", "F") is False
    assert wants(full, "Ada", "F", "D") is True
    assert {each.to for each in Mail.objects.filter(kind="swap-found")} == {
        "ada.voorbeeld@example.org", "dee.voorbeeld@example.org",
    }  # fmt: skip
    assert agree("Ada") is False
    assert seats(full) == SEATS
    assert agree("Dee") is True
    assert seats(full) == {**SEATS, "Ada": "DC", "Dee": "FC"}
    assert [(each.state, each.offers.count()) for each in Exchange.objects.all()] == [("done", 2)]
    assert Mail.objects.filter(kind="own-change").count() == 2
    entry = AuditEntry.objects.get(action="placement.exchanged")
    assert (entry.detail.facts, entry.actor) == ({"people": "2"}, None)


def test_three_whose_wishes_go_round_are_swapped_in_one_go(full: Day) -> None:
    assert [wants(full, *each) for each in (("Dee", "D", "F"), ("Cas", "F", "C"), ("Bo", "C", "D"))] == [
        False, False, True,
    ]  # fmt: skip
    assert [agree(each) for each in ("Bo", "Cas", "Dee")] == [False, False, True]
    assert seats(full) == {**SEATS, "Bo": "DF", "Cas": "CD", "Dee": "FC"}


def test_mail_and_page_say_nothing_of_the_others(full: Day) -> None:
    wants(full, "Dee", "D", "F")
    wants(full, "Ada", "F", "D")
    told = own_page("Dee") + Mail.objects.get(kind="swap-found", to__startswith="dee").text
    assert [name for name in ("Ada", "Bo ", "Cas ") if name in told] == []
    assert "U kunt naar “Film” in ronde 1" in told


def test_what_is_known_of_somebody_tells_what_they_wished_to_swap(full: Day) -> None:
    wants(full, "Dee", "D", "F")
    assert "Dialoog → Film" in Client().get(reverse("my-data", args=[token_of(who("Dee"))])).content.decode()


def test_whoever_does_not_want_it_keeps_their_chair_and_the_other_waits_on(full: Day) -> None:
    wants(full, "Dee", "D", "F")
    wants(full, "Ada", "F", "D")
    agree("Dee")
    withdraw_swap(who("Ada"), offer("Ada").pk)
    assert states() == {"Ada": "ended?", "Dee": "open"}
    assert [each.to for each in Mail.objects.filter(kind="swap-off")] == ["dee.voorbeeld@example.org"]
    assert offer("Dee").agreed is None
    assert seats(full) == SEATS


def test_others_are_found_for_whoever_was_left(full: Day) -> None:
    wants(full, "Dee", "D", "F")
    wants(full, "Ada", "F", "D")
    first = Exchange.objects.get()
    session(full, "D", 2).delete()  # else Cas has that workshop already
    assert wants(full, "Cas", "F", "D") is False
    withdraw_swap(who("Ada"), offer("Ada").pk)
    assert states() == {"Ada": "ended?", "Cas": "open?", "Dee": "open?"}
    assert offer("Cas").exchange != first


def test_whoever_does_not_answer_in_time_loses_their_wish_and_the_other_does_not(full: Day) -> None:
    wants(full, "Dee", "D", "F")
    wants(full, "Ada", "F", "D")
    agree("Dee")
    Exchange.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert sweep_exchanges() == 1
    assert states() == {"Ada": "ended?", "Dee": "open"}
    with pytest.raises(RefusedError):
        agree("Ada")


def test_wishes_end_when_the_time_to_change_is_up(full: Day) -> None:
    wants(full, "Dee", "D", "F")
    ChangeRules.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert (sweep_exchanges(), states()) == (1, {"Dee": "ended"})


def test_wish_ends_when_they_take_a_free_chair(full: Day) -> None:
    wants(full, "Bo", "C", "D")
    cancel(who("Ada"))
    session(full, "F", 2).delete()  # else Bo has that workshop already
    take_chair(who("Bo"), session(full, "F", 1), str(session(full, "C", 1).pk))
    assert states() == {"Bo": "ended"}


def test_whoever_cancels_is_swapped_with_nobody(full: Day) -> None:
    wants(full, "Dee", "D", "F")
    wants(full, "Ada", "F", "D")
    agree("Dee")
    cancel(who("Ada"))
    assert states() == {"Ada": "ended?", "Dee": "open"}


def test_whoever_is_erased_is_swapped_with_nobody_and_nobody_takes_their_part(full: Day) -> None:
    for each in (("Dee", "D", "F"), ("Cas", "F", "C"), ("Bo", "C", "D")):
        wants(full, *each)
    agree("Bo")
    agree("Cas")
    erase(who("Dee"))
    assert states() == {"Bo": "open", "Cas": "open"}
    assert seats(full) == {name: found for name, found in SEATS.items() if name != "Dee"}


def test_swap_in_which_a_session_is_gone_does_not_go_on(full: Day) -> None:
    for each in (("Dee", "D", "F"), ("Cas", "F", "C"), ("Bo", "C", "D")):
        wants(full, *each)
    session(full, "D", 1).delete()
    assert agree("Cas") is False
    assert (states(), seats(full)) == ({"Cas": "ended?"}, {**SEATS, "Dee": "C"})


def test_version_that_takes_away_what_they_give_ends_the_wish(full: Day, owner: User) -> None:
    wants(full, "Dee", "D", "F")
    publish(owner, placed(full, {**SEATS, "Dee": "CD"}), "tweede", 1)
    assert states() == {"Dee": "ended"}


def test_wish_is_kept_once(full: Day) -> None:
    for _time in range(2):
        wants(full, "Dee", "D", "F")
    assert SwapOffer.objects.count() == 1


def test_wish_for_what_is_free_or_cannot_be_is_refused(full: Day) -> None:
    assert refused(full, "Dee", "D", "C") == "elsewhere"
    assert refused(full, "Dee", "F", "F") == "otherwise"
    cancel(who("Bo"))
    assert refused(full, "Cas", "F", "C") == "free"
    cancel(who("Ada"))
    with pytest.raises(RefusedError) as error:
        offer_swap(who("Ada"), session(full, "D", 1), "")
    assert error.value.why == "closed"


def test_whoever_has_nothing_has_nothing_to_give(full: Day) -> None:
    session(full, "C", 1).delete()
    assert refused(full, "Bo", "D", "D") == "nothing"


def test_workshop_that_needs_everybody_can_be_left_by_a_swap(full: Day) -> None:
    Workshop.objects.filter(title="Casus").update(minimum=1, maximum=3)
    Workshop.objects.filter(title="Dialoog").update(maximum=20)
    with pytest.raises(RefusedError):
        take_chair(who("Bo"), session(full, "D", 1), str(session(full, "C", 1).pk))
    assert wants(full, "Bo", "C", "D") is False


def test_swap_is_asked_agreed_and_refused_on_the_own_page(full: Day) -> None:
    browser = Client()

    def post(name: str, address: str, *more: object, **sent: object) -> str:
        where = reverse(address, args=[token_of(who(name)), *more])
        return browser.post(where, sent, follow=True).content.decode()

    sent = {"session": session(full, "F", 1).pk, "seen": session(full, "D", 1).pk, "swap": "yes"}
    assert "U krijgt een mail als er iemand is" in post("Dee", "my-another", 1, **sent)
    sent = {"session": session(full, "D", 1).pk, "seen": session(full, "F", 1).pk, "swap": "yes"}
    assert "Er is iemand om mee te ruilen" in post("Ada", "my-another", 1, **sent)
    exchange = Exchange.objects.get().pk
    assert "Het gaat door zodra" in post("Ada", "my-swap-agree", offer("Ada").pk, exchange=exchange)
    assert "U hebt geruild" in post("Dee", "my-swap-agree", offer("Dee").pk, exchange=exchange)
    assert "Er is niets veranderd" in post("Dee", "my-swap-agree", offer("Dee").pk, exchange="another")
    assert "U houdt uw workshop" in post("Dee", "my-swap-withdraw", offer("Dee").pk)
    assert seats(full) == {**SEATS, "Ada": "DC", "Dee": "FC"}


def test_nobody_answers_for_somebody_else(full: Day) -> None:
    wants(full, "Dee", "D", "F")
    wants(full, "Ada", "F", "D")
    theirs = offer("Dee")
    with pytest.raises(RefusedError):
        agree_to_swap(who("Ada"), theirs.pk, str(theirs.exchange_id))
    withdraw_swap(who("Ada"), theirs.pk)
    assert states() == {"Ada": "open?", "Dee": "open?"}
