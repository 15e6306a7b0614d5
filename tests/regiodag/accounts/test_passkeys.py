# SPDX-License-Identifier: EUPL-1.2
"""Passkeys: added, used at sign-in with and without a password, renamed and removed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.accounts.queries import trail
from regiodag.messages.models import Mail
from regiodag_people import signed_in
from soft_key import SoftKey

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "een lange zin om te onthouden"  # noqa: S105  (made up)


@pytest.fixture
def ann(settings: Any, db: None) -> User:
    settings.EMAIL_BACKEND = "regiodag.messages.backend.OutboxBackend"
    cache.clear()
    return User.objects.create_user("ann@example.org", PASSWORD, name="Ann")


@pytest.fixture
def browser(ann: User) -> Client:
    """Ann, who was asked for her password a moment ago."""
    client = signed_in(ann)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def went(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.headers["Location"].split("?")[0]


def add(client: Client, name: str = "Mijn telefoon") -> SoftKey:
    key = SoftKey()
    page = client.get(reverse("mfa_add_webauthn"))
    credential = key.register(page.context["js_data"]["creation_options"])
    answer = client.post(reverse("mfa_add_webauthn"), {"name": name, "passwordless": "on", "credential": credential})
    assert went(answer) == (302, reverse("mfa_view_recovery_codes"))
    return key


def test_passkey_is_a_second_factor_and_comes_with_recovery_codes(browser: Client, ann: User) -> None:
    add(browser)
    assert browser.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert browser.get(reverse("home")).status_code == 200
    assert sorted(Authenticator.objects.filter(user=ann).values_list("type", flat=True)) == [
        "recovery_codes",
        "webauthn",
    ]
    assert [audit.told(each) for each in trail(audit.SITE)] == ["voegde een tweede slot toe"]
    assert [mail.subject for mail in Mail.objects.all()] == ["Er is een toegangssleutel toegevoegd"]


def test_passkey_opens_the_second_lock(browser: Client) -> None:
    key = add(browser)
    client = Client()
    client.post(reverse("account_login"), {"login": "ann@example.org", "password": PASSWORD})
    page = client.get(reverse("mfa_authenticate"))
    credential = key.sign_in(page.context["js_data"]["request_options"])
    assert went(client.post(reverse("mfa_authenticate"), {"credential": credential})) == (302, reverse("home"))
    assert client.get(reverse("home")).status_code == 200


def test_passkey_alone_signs_in(browser: Client) -> None:
    key = add(browser)
    client = Client()
    asked = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    credential = key.sign_in(json.loads(asked.content)["request_options"])
    client.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert client.get(reverse("home")).status_code == 200


def test_somebody_elses_key_opens_nothing(browser: Client) -> None:
    add(browser)
    client = Client()
    client.post(reverse("account_login"), {"login": "ann@example.org", "password": PASSWORD})
    page = client.get(reverse("mfa_authenticate"))
    credential = SoftKey().sign_in(page.context["js_data"]["request_options"])
    client.post(reverse("mfa_authenticate"), {"credential": credential})
    assert client.get(reverse("home")).status_code == 302


def test_passkey_answers_who_somebody_is_once_more(browser: Client, ann: User) -> None:
    key = add(browser)
    client = signed_in(ann)
    page = client.get(reverse("mfa_reauthenticate_webauthn") + "?next=" + reverse("mfa_view_recovery_codes"))
    credential = key.sign_in(page.context["js_data"]["request_options"])
    answer = client.post(
        reverse("mfa_reauthenticate_webauthn"), {"credential": credential, "next": reverse("mfa_view_recovery_codes")}
    )
    assert went(answer) == (302, reverse("mfa_view_recovery_codes"))
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_passkey_is_renamed_and_removed_and_then_another_factor_is_asked_for(browser: Client) -> None:
    add(browser)
    found = Authenticator.objects.get(type="webauthn")
    assert browser.get(reverse("mfa_edit_webauthn", args=[found.pk])).status_code == 200
    browser.post(reverse("mfa_edit_webauthn", args=[found.pk]), {"name": "Oude telefoon"})
    assert "Oude telefoon" in browser.get(reverse("mfa_list_webauthn")).content.decode()
    assert "1 sleutel" in browser.get(reverse("mfa_index")).content.decode()
    assert "“Oude telefoon” weghalen?" in browser.get(reverse("mfa_remove_webauthn", args=[found.pk])).content.decode()
    browser.post(reverse("mfa_remove_webauthn", args=[found.pk]))
    assert Authenticator.objects.count() == 0
    assert went(browser.get(reverse("home"))) == (302, reverse("second-factor"))


def test_new_passkey_has_a_name_to_begin_with(browser: Client) -> None:
    page = browser.get(reverse("mfa_add_webauthn"))
    assert page.context["form"].initial["name"] == "Toegangssleutel 1"
