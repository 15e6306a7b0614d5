# SPDX-License-Identifier: EUPL-1.2
"""A participant gets another e-mail address: asked on their own page, confirmed once from the new mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mailing_people import mailed, person, sent
from regiodag.accounts import audit
from regiodag.days.models import Day
from regiodag.mailings.registry import person_of
from regiodag.messages.late import Words, filled
from regiodag.messages.models import Mail
from regiodag.registrations.actions.addresses import ask_address, confirm_address, sweep_addresses
from regiodag.registrations.actions.erase import erase
from regiodag.registrations.actions.links import replace_link
from regiodag.registrations.actions.register import cancel, register
from regiodag.registrations.known import happened_to, known_about
from regiodag.registrations.links import address_token_of, token_of
from regiodag.registrations.models import AddressChange

pytestmark = pytest.mark.django_db

NEW = "ada@elders.example"


@pytest.fixture(autouse=True)
def counting_begins_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def asks(email: str, name: str = "Ada") -> tuple[int, str, str]:
    """Status, where it leads and what the page says after somebody asked for another address."""
    browser = Client()
    answer = browser.post(reverse("my-address", args=[token_of(person(name))]), {"email": email})
    where = answer.headers.get("Location", "")
    shown = (browser.get(where) if where else answer).content.decode()
    return answer.status_code, where, shown


def link() -> str:
    return reverse("address-confirm", args=[address_token_of(AddressChange.objects.latest("made"))])


def kinds() -> list[tuple[str, str]]:
    return [each[:2] for each in mailed()]


def test_address_counts_once_it_is_confirmed_from_the_new_mailbox(peopled: Day) -> None:
    assert asks(" Ada@Elders.example ")[0] == 302
    assert (kinds(), person("Ada").email) == (
        [("ada@elders.example", "address"), ("ada@example.org", "address-asked")],
        "ada@example.org",
    )
    mail = Mail.objects.get(kind="address")
    assert (link() in mail.text, link() in filled(Words(mail.text), mail.about).text) == (False, True)
    assert (NEW in Client().get(link()).content.decode(), person("Ada").email) == (True, "ada@example.org")
    assert "Uw e-mailadres is veranderd" in Client().post(link()).content.decode()
    assert (person("Ada").email, (NEW, "link") in kinds()) == (NEW, True)
    assert audit.first_broken(peopled.pk) is None


def test_notice_to_the_old_address_does_not_name_the_new_one(peopled: Day) -> None:
    asks(NEW)
    notice = Mail.objects.get(kind="address-asked")
    assert (notice.to, NEW in notice.text + notice.html + notice.subject) == ("ada@example.org", False)


def test_page_is_the_same_for_an_address_that_somebody_else_registered_with(peopled: Day) -> None:
    free, taken = asks(NEW), asks("bo@example.org")
    assert (free[:2], "Kijk in de mail van het nieuwe adres" in free[2]) == (taken[:2], True)
    assert _without_tokens(free[2]) == _without_tokens(taken[2])
    assert kinds() == [
        ("ada@elders.example", "address"), ("ada@example.org", "address-asked"), ("ada@example.org", "address-asked"),
        ("bo@example.org", "address-taken"),
    ]  # fmt: skip
    told = Mail.objects.get(kind="address-taken")
    assert ("al iemand aangemeld" in told.text, "[[" in told.text) == (True, False)


def _without_tokens(shown: str) -> list[str]:
    return [line for line in shown.splitlines() if "csrf" not in line.lower()]


def test_link_works_once(peopled: Day) -> None:
    asks(NEW)
    assert [Client().post(link()).status_code, Client().post(link()).status_code] == [200, 410]
    assert Client().get(link()).status_code == 410


@pytest.mark.parametrize("how", ["expired", "replaced"])
def test_link_is_over_after_a_day_and_when_the_personal_link_was_replaced(peopled: Day, how: str) -> None:
    asks(NEW)
    if how == "expired":
        AddressChange.objects.update(expires=timezone.now() - timedelta(seconds=1))
    else:
        replace_link(person("Ada"))
    assert [Client().get(link()).status_code, Client().post(link()).status_code] == [410, 410]
    assert person("Ada").email == "ada@example.org"


def test_address_that_somebody_took_meanwhile_changes_nothing(peopled: Day) -> None:
    asks(NEW)
    register(peopled, sent("Eva", email=NEW))
    answer = Client().post(link())
    assert (answer.status_code, "Dit adres is al aangemeld" in answer.content.decode()) == (409, True)
    assert person("Ada").email == "ada@example.org"


def test_address_that_one_has_is_told(peopled: Day) -> None:
    status, _where, shown = asks("ADA@example.org")
    assert (status, "Dit is het adres dat u al hebt" in shown, kinds()) == (200, True, [])


def test_participant_asks_only_so_often(peopled: Day) -> None:
    statuses = [asks(f"ada{number}@elders.example")[0] for number in range(4)]
    assert (statuses, AddressChange.objects.count()) == ([302, 302, 302, 429], 3)


def test_new_address_is_mailed_only_so_often_and_nobody_is_told(peopled: Day) -> None:
    answers = [asks(NEW, name) for name in ("Ada", "Bo", "Cas", "Dee")]
    assert ([each[0] for each in answers], "Kijk in de mail" in answers[3][2]) == ([302] * 4, True)
    assert Mail.objects.filter(to=NEW).count() == 3


def test_whoever_cancelled_can_have_another_address(peopled: Day) -> None:
    cancel(person("Ada"))
    asked = ask_address(person("Ada"), NEW)
    assert confirm_address(asked).email == NEW


def test_mail_to_a_new_address_is_found_in_the_outbox_by_whose_it_is(peopled: Day) -> None:
    found = person_of(ask_address(person("Ada"), NEW).pk)
    assert found is not None
    assert (found.name, found.email) == ("Ada van Voorbeeld", NEW)


def test_what_is_known_tells_of_an_address_until_it_is_confirmed(peopled: Day) -> None:
    asked = ask_address(person("Ada"), NEW)
    told = {each.label: each.value for each in known_about(person("Ada"))}
    assert (told["Adres waar u om vroeg"], told["E-mailadres"]) == (NEW, "ada@example.org")
    assert any("Bevestig uw e-mailadres" in each.what for each in happened_to(person("Ada")))
    confirm_address(asked)
    assert "Adres waar u om vroeg" not in {each.label for each in known_about(person("Ada"))}


def test_erasing_leaves_nothing_of_an_address_that_was_asked_for(peopled: Day) -> None:
    ask_address(person("Cas"), NEW)
    Mail.objects.update(state=Mail.State.SENT)
    erase(person("Cas"))
    assert (AddressChange.objects.count(), {*Mail.objects.values_list("to", "text")}) == (0, {("", "")})


def test_what_was_asked_long_ago_is_forgotten(peopled: Day) -> None:
    ask_address(person("Ada"), NEW)
    assert sweep_addresses() == 0
    AddressChange.objects.update(expires=timezone.now() - timedelta(days=8))
    assert (sweep_addresses(), AddressChange.objects.count()) == (1, 0)
