# SPDX-License-Identifier: EUPL-1.2
"""Signing in at one's own organisation, against a provider of identities that really signs what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from identity_provider import CLIENT, Provider, providing
from regiodag.accounts import actions
from regiodag.accounts.models import Membership, User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day
from regiodag_people import with_second_factor

pytestmark = pytest.mark.django_db

ANN = {"sub": "1234", "email": "Ann@Example.org", "email_verified": True, "name": "Ann van Zorgpunt"}
PASSWORD = "een lange zin om te onthouden"  # noqa: S105  (made up)


@pytest.fixture
def provider(settings: Any, db: None) -> Iterator[Provider]:
    cache.clear()
    with providing() as serving:
        app = {
            "provider_id": "oidc",
            "name": "Zorgpunt",
            "client_id": CLIENT,
            "secret": "geheim",
            "settings": {"server_url": serving.address},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        serving.claims = ANN
        yield serving


@pytest.fixture
def ann(db: None) -> User:
    user = User.objects.create_user("ann@example.org", PASSWORD, name="Ann")
    actions.vouch_for(user)
    return user


def come_back(client: Client, following: str = "") -> Any:
    """Go to the provider, be known there, and come back with a code."""
    going = client.post(reverse("openid_connect_login", args=["oidc"]) + (f"?next={following}" if following else ""))
    asked = parse_qs(urlsplit(going.headers["Location"]).query)
    assert (asked["client_id"], asked["response_type"], asked["code_challenge_method"]) == (
        [CLIENT],
        ["code"],
        ["S256"],
    )
    return client.get(reverse("openid_connect_callback", args=["oidc"]), {"code": "c", "state": asked["state"][0]})


def went(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.headers["Location"].split("?")[0]


def test_button_is_there_only_when_a_provider_is_configured(provider: Provider, settings: Any) -> None:
    assert "Inloggen met Zorgpunt" in Client().get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "Inloggen met Zorgpunt" not in Client().get(reverse("account_login")).content.decode()


def test_link_to_the_provider_asks_first(provider: Provider) -> None:
    page = Client().get(reverse("openid_connect_login", args=["oidc"]))
    assert "U gaat naar Zorgpunt en komt hier terug" in page.content.decode()


def test_organiser_whose_verified_address_matches_signs_in_and_keeps_the_password(
    provider: Provider, ann: User
) -> None:
    client = Client()
    assert went(come_back(client)) == (302, reverse("home"))
    assert SocialAccount.objects.get().user == ann
    ann.refresh_from_db()
    assert ann.check_password(PASSWORD)
    assert ["code_verifier" in asked for asked in provider.asked] == [True]
    assert went(client.get(reverse("home"))) == (302, reverse("second-factor"))


def test_second_factor_of_the_organisation_will_do_when_the_site_says_so(
    provider: Provider, ann: User, settings: Any
) -> None:
    settings.OIDC_PROVIDES_SECOND_FACTOR = True
    client = Client()
    come_back(client)
    assert client.get(reverse("home")).status_code == 200
    with_password = Client()
    with_password.post(reverse("account_login"), {"login": "ann@example.org", "password": PASSWORD})
    assert went(with_password.get(reverse("home"))) == (302, reverse("second-factor"))


def test_second_factor_here_is_asked_for_also_after_the_provider(provider: Provider, ann: User) -> None:
    with_second_factor(ann)
    client = Client()
    assert went(come_back(client)) == (302, reverse("mfa_authenticate"))
    assert client.get(reverse("home")).status_code == 302


def test_address_that_the_organisation_does_not_vouch_for_opens_nothing(provider: Provider, ann: User) -> None:
    provider.claims = {**ANN, "email_verified": False}
    client = Client()
    come_back(client)
    assert went(client.get(reverse("home"))) == (302, reverse("account_login"))
    assert SocialAccount.objects.count() == 0


def test_somebody_who_was_not_invited_is_told_so(provider: Provider) -> None:
    client = Client()
    answer = come_back(client)
    assert answer.status_code == 200
    assert "U hebt een uitnodiging nodig" in answer.content.decode()
    assert User.objects.count() == 0


def test_somebody_who_was_invited_takes_part_without_a_password(provider: Provider, day: Day, owner: User) -> None:
    _invitation, token = actions.invite(owner, "ann@example.org", Role.VIEWER, day)
    link = reverse("invitation", args=[token])
    client = Client()
    assert "Meedoen met Zorgpunt" in client.get(link).content.decode()
    assert went(come_back(client, link)) == (302, link)
    user = User.objects.get(email="ann@example.org")
    assert (user.name, user.has_usable_password()) == ("Ann van Zorgpunt", False)
    assert client.get(link).status_code == 200
    assert went(client.post(link)) == (302, reverse("day", args=[day.pk]))
    assert Membership.objects.get(user=user).role == "viewer"
    assert client.get(reverse("mfa_activate_totp")).status_code == 200, "has nothing yet to be asked for once more"


def test_invitation_that_is_over_makes_no_account(provider: Provider, day: Day, owner: User) -> None:
    invitation, _token = actions.invite(owner, "ann@example.org", Role.VIEWER, day)
    actions.withdraw(owner, invitation)
    come_back(Client())
    assert not User.objects.filter(email="ann@example.org").exists()


def test_answer_that_was_meant_for_another_browser_is_refused(provider: Provider, ann: User) -> None:
    going = Client().post(reverse("openid_connect_login", args=["oidc"]))
    state = parse_qs(urlsplit(going.headers["Location"]).query)["state"][0]
    other = Client()
    answer = other.get(reverse("openid_connect_callback", args=["oidc"]), {"code": "c", "state": state})
    assert "Inloggen bij uw organisatie is niet gelukt" in answer.content.decode()
    assert other.get(reverse("home")).status_code == 302


def test_who_turns_back_at_the_provider_is_told_that_it_was_cancelled(provider: Provider) -> None:
    client = Client()
    going = client.post(reverse("openid_connect_login", args=["oidc"]))
    state = parse_qs(urlsplit(going.headers["Location"]).query)["state"][0]
    answer = client.get(
        reverse("openid_connect_callback", args=["oidc"]), {"error": "access_denied", "state": state}, follow=True
    )
    assert "Het inloggen is afgebroken" in answer.content.decode()


def test_settings_come_from_the_environment() -> None:
    code = (
        "import json; from regiodag.config import settings as s;"
        "print(json.dumps([s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'],"
        " s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'], s.OIDC_PROVIDES_SECOND_FACTOR]))"
    )
    given = {
        "OIDC_SERVER": "https://inloggen.example.org/realms/zorg",
        "OIDC_NAME": "Zorgpunt",
        "OIDC_CLIENT_ID": CLIENT,
        "OIDC_SECRET": "geheim",
        "OIDC_PROVIDES_SECOND_FACTOR": "1",
    }
    printed = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **given}, capture_output=True, text=True, check=True
    )
    app = {
        "provider_id": "oidc",
        "name": "Zorgpunt",
        "client_id": CLIENT,
        "secret": "geheim",
        "settings": {"server_url": "https://inloggen.example.org/realms/zorg"},
    }
    assert json.loads(printed.stdout) == [[app], ["'self'", "https://inloggen.example.org"], True]
