# SPDX-License-Identifier: EUPL-1.2
"""Signing in: password and second factor, recovery codes, a lock against guessing, no word on who is known."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from regiodag.accounts import audit
from regiodag.accounts.models import LoginLink, User
from regiodag.accounts.queries import trail
from regiodag.accounts.secrets import unsealed
from regiodag.messages.models import Mail
from regiodag_people import signed_in, with_second_factor

pytestmark = pytest.mark.django_db

PASSWORD = "een lange zin om te onthouden"  # noqa: S105  (made up)
OTHER = "een heel andere zin van mij"


@pytest.fixture(autouse=True)
def as_on_the_site(settings: Any, db: None) -> None:
    """Mail goes to the outbox, and no test suffers from the tries of another."""
    settings.EMAIL_BACKEND = "regiodag.messages.backend.OutboxBackend"
    cache.clear()


@pytest.fixture
def ann(db: None) -> User:
    return User.objects.create_user("ann@example.org", PASSWORD, name="Ann")


@pytest.fixture
def locked(ann: User) -> User:
    """Ann with a second factor and recovery codes."""
    user = with_second_factor(ann)
    RecoveryCodes.activate(user)
    return user


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))  # type: ignore[no-any-return]


def code_of(user: User) -> str:
    return totp_code(unsealed(Authenticator.objects.get(user=user, type="totp").data["secret"]))


def recovery_codes(user: User) -> list[str]:
    found: list[str] = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    return found


def sign_in(client: Client, email: str = "ann@example.org", password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def went(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.headers["Location"].split("?")[0]


def sent_on_to_second_factor(client: Client) -> bool:
    answer = client.get(reverse("home"))
    return answer.status_code == 302 and answer.headers["Location"] == reverse("second-factor")


def test_password_and_code_of_the_app_sign_in(locked: User) -> None:
    client = Client()
    assert went(sign_in(client)) == (302, reverse("mfa_authenticate"))
    assert client.get(reverse("home")).status_code == 302
    assert went(client.post(reverse("mfa_authenticate"), {"code": code_of(locked)})) == (302, reverse("home"))
    assert client.get(reverse("home")).status_code == 200


def test_password_alone_opens_nothing(locked: User) -> None:
    client = Client()
    sign_in(client)
    assert went(client.get(reverse("account"))) == (302, reverse("account_login"))


def test_code_works_once(locked: User) -> None:
    code = code_of(locked)
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
    assert [client.get(reverse("home")).status_code for client in (first, second)] == [200, 302]


def test_wrong_code_is_refused_in_plain_words(locked: User) -> None:
    client = Client()
    sign_in(client)
    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert answer.context["form"].errors == {
        "code": ["Deze code klopt niet. Een code werkt één keer, een halve minuut lang."]
    }


def test_recovery_code_signs_in_once(locked: User) -> None:
    code = recovery_codes(locked)[0]
    assert len(recovery_codes(locked)) == 10
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
    assert [client.get(reverse("home")).status_code for client in (first, second)] == [200, 302]
    assert len(recovery_codes(locked)) == 9


@pytest.mark.django_db(transaction=True)
def test_who_has_no_second_factor_sets_one_up_sees_the_recovery_codes_and_goes_on(ann: User) -> None:
    client = Client()
    assert went(sign_in(client)) == (302, reverse("home"))
    assert sent_on_to_second_factor(client)
    assert client.get(reverse("second-factor")).status_code == 200
    asked = client.get(reverse("mfa_activate_totp"))
    assert went(asked) == (302, reverse("account_reauthenticate"))
    client.post(asked.headers["Location"], {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert (secret in page.content.decode(), "data:image/svg+xml;base64," in page.content.decode()) == (True, True)
    answer = client.post(reverse("mfa_activate_totp"), {"code": totp_code(secret)})
    assert went(answer) == (302, reverse("mfa_view_recovery_codes"))
    shown = client.get(reverse("mfa_view_recovery_codes"))
    assert re.findall(r"<code>(\d{8})</code>", shown.content.decode()) == recovery_codes(ann)
    assert f'href="{reverse("home")}">Ik heb ze bewaard, verder' in shown.content.decode()
    assert client.get(reverse("home")).status_code == 200
    assert went(client.get(reverse("second-factor"))) == (302, reverse("home"))
    assert [(audit.who(each), audit.told(each)) for each in trail(audit.SITE)] == [
        ("Ann", "voegde een tweede slot toe")
    ]
    assert [mail.subject for mail in Mail.objects.all()] == ["Uw tweede slot staat aan"]


@pytest.mark.django_db(transaction=True)
def test_recovery_codes_are_downloaded_and_made_anew(locked: User) -> None:
    client = signed_in(locked)
    old = recovery_codes(locked)
    asked = client.get(reverse("mfa_download_recovery_codes"))
    client.post(asked.headers["Location"], {"password": PASSWORD})
    download = client.get(reverse("mfa_download_recovery_codes"))
    assert download.content.decode().split() == [
        *["Herstelcodes", "van", "Regiodag.", "Elke", "code", "werkt", "één", "keer."],
        *old,
    ]
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    client.post(reverse("mfa_generate_recovery_codes"))
    assert set(recovery_codes(locked)) & set(old) == set()
    assert audit.told(trail(audit.SITE)[0]) == "maakte nieuwe herstelcodes"


def test_secret_of_the_app_is_not_readable_in_the_database(locked: User) -> None:
    kept = Authenticator.objects.get(user=locked, type="totp").data["secret"]
    assert unsealed(kept) not in kept
    assert len(unsealed(kept)) == 32


@pytest.mark.django_db(transaction=True)
def test_who_removes_the_last_second_factor_must_choose_another(locked: User) -> None:
    client = signed_in(locked)
    asked = client.get(reverse("mfa_deactivate_totp"))
    client.post(asked.headers["Location"], {"password": PASSWORD})
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=locked).count() == 0
    assert sent_on_to_second_factor(client)
    assert audit.told(trail(audit.SITE)[0]) == "haalde een tweede slot weg"


@pytest.mark.django_db(transaction=True)
def test_link_from_the_server_makes_the_first_account_and_signs_in_once() -> None:
    printed = StringIO()
    call_command("login_link", "Eerste@Example.org", stdout=printed)
    link = printed.getvalue().strip().removeprefix("http://localhost:8000")
    first, second = Client(), Client()
    assert first.get(link).status_code == 200
    assert went(first.post(link)) == (302, reverse("home"))
    assert second.post(link).status_code == 410
    assert User.objects.get().email == "eerste@example.org"
    assert sent_on_to_second_factor(first)
    page = first.get(reverse("mfa_activate_totp"))
    answer = first.post(reverse("mfa_activate_totp"), {"code": totp_code(page.context["form"].secret)})
    assert went(answer) == (302, reverse("mfa_view_recovery_codes"))
    assert first.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert first.get(reverse("account_set_password")).status_code == 200


def test_link_from_the_server_ends_after_half_an_hour(ann: User) -> None:
    printed = StringIO()
    call_command("login_link", "ann@example.org", stdout=printed)
    link = printed.getvalue().strip().removeprefix("http://localhost:8000")
    assert str(LoginLink.objects.get()) == "Ann"
    LoginLink.objects.update(expires="2026-01-01T00:00:00Z")
    assert Client().post(link).status_code == 410


def test_link_will_do_in_the_demonstration_only(ann: User, settings: Any) -> None:
    printed = StringIO()
    call_command("login_link", "ann@example.org", stdout=printed)
    client = Client()
    client.post(printed.getvalue().strip().removeprefix("http://localhost:8000"))
    assert sent_on_to_second_factor(client)
    settings.DEMO = True
    assert client.get(reverse("home")).status_code == 200


def test_known_and_unknown_address_cannot_be_told_apart_at_sign_in(locked: User) -> None:
    known = sign_in(Client(), password="niet het wachtwoord")  # noqa: S106  (made up)
    unknown = sign_in(Client(), "bo@example.org", "niet het wachtwoord")
    assert known.status_code == unknown.status_code == 200
    assert same_page(known) == same_page(unknown)
    assert known.context["form"].errors == {"__all__": ["Dit e-mailadres en wachtwoord horen niet bij elkaar."]}


def test_known_and_unknown_address_cannot_be_told_apart_when_a_password_is_forgotten(ann: User) -> None:
    answers = {}
    for email in ("ann@example.org", "bo@example.org"):
        client = Client()
        asked = client.post(reverse("account_reset_password"), {"email": email})
        answers[email] = (went(asked), same_page(client.get(asked.headers["Location"])))
    assert answers["ann@example.org"] == answers["bo@example.org"]
    assert sorted((mail.to, mail.subject) for mail in Mail.objects.all()) == [
        ("ann@example.org", "Kies een nieuw wachtwoord"),
        ("bo@example.org", "Kies een nieuw wachtwoord"),
    ]


def same_page(answer: Any) -> str:
    """The page without what differs from one showing to the next."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", answer.content.decode())
    return re.sub(r"\w+@example\.org", "…", text)


def test_forgotten_password_is_chosen_anew_by_mail_and_the_second_factor_stays(locked: User) -> None:
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "ann@example.org"})
    found = re.search(r"http://testserver(\S+)", Mail.objects.get().text)
    assert found is not None
    page = client.get(client.get(found[1]).headers["Location"])
    assert page.status_code == 200
    path = page.request["PATH_INFO"]
    assert list(client.post(path, {"password1": "kort", "password2": "kort"}).context["form"].errors) == ["password1"]
    done = client.post(path, {"password1": OTHER, "password2": OTHER})
    assert went(done) == (302, reverse("account_reset_password_from_key_done"))
    assert client.get(done.headers["Location"]).status_code == 200
    assert sign_in(Client()).status_code == 200
    assert went(sign_in(Client(), password=OTHER)) == (302, reverse("mfa_authenticate"))
    assert "Deze link werkt niet meer" in Client().get(found[1]).content.decode()


@pytest.mark.django_db(transaction=True)
def test_password_is_changed(locked: User) -> None:
    client = signed_in(locked)
    new = {"password1": OTHER, "password2": OTHER}
    wrong = client.post(reverse("account_change_password"), {"oldpassword": "niet dit", **new})
    assert wrong.context["form"].errors == {"oldpassword": ["Dit is niet uw huidige wachtwoord."]}
    done = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})
    assert went(done) == (302, reverse("account"))
    locked.refresh_from_db()
    assert locked.check_password(OTHER)
    assert client.get(reverse("home")).status_code == 200, "whoever changes it stays signed in"
    assert audit.told(trail(audit.SITE)[0]) == "koos een nieuw wachtwoord"


def test_new_password_ends_the_other_sessions(locked: User) -> None:
    here, there = signed_in(locked), signed_in(locked)
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})
    assert [client.get(reverse("home")).status_code for client in (here, there)] == [200, 302]


def test_sign_out_everywhere_ends_every_session(locked: User) -> None:
    here, there = signed_in(locked), signed_in(locked)
    assert here.get(reverse("sign-out-everywhere")).status_code == 200
    assert there.get(reverse("home")).status_code == 200
    answer = here.post(reverse("sign-out-everywhere"))
    assert went(answer) == (302, reverse("account_login"))
    assert [client.get(reverse("home")).status_code for client in (here, there)] == [302, 302]
    assert "U bent op elk apparaat uitgelogd." in here.get(reverse("account_login")).content.decode()
    assert signed_in(User.objects.get(pk=locked.pk)).get(reverse("home")).status_code == 200
    assert audit.told(trail(audit.SITE)[0]) == "logde overal uit"


def test_sign_out_asks_only_who_follows_a_link(locked: User) -> None:
    client = signed_in(locked)
    assert client.get(reverse("account_logout")).status_code == 200
    assert went(client.post(reverse("account_logout"))) == (302, reverse("account_login"))
    assert client.get(reverse("home")).status_code == 302


@override_settings(AXES_ENABLED=True, ACCOUNT_RATE_LIMITS={"login_failed": None, "login": None})
def test_account_is_locked_after_ten_wrong_passwords_and_for_that_account_only(locked: User) -> None:
    with_second_factor(User.objects.create_user("cas@example.org", PASSWORD))
    wrong = [sign_in(Client(), password=f"fout {number}").status_code for number in range(10)]
    right = sign_in(Client())
    assert (wrong, right.status_code) == ([200] * 9 + [429], 429)
    assert "Te veel pogingen" in right.content.decode()
    assert went(sign_in(Client(), "cas@example.org")) == (302, reverse("mfa_authenticate"))


def test_guessing_codes_is_stopped(locked: User) -> None:
    client = Client()
    sign_in(client)
    for number in range(5):
        client.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(locked)})
    assert answer.context["form"].errors["code"] == [
        "Te veel pogingen. Wacht vijf minuten en probeer het opnieuw, of kies een nieuw wachtwoord."
    ]


def test_closed_account_cannot_sign_in(ann: User) -> None:
    User.objects.filter(pk=ann.pk).update(is_active=False)
    client = Client()
    answer = sign_in(client)
    assert answer.status_code == 200 or client.get(answer.headers["Location"]).status_code == 200
    assert client.get(reverse("home")).status_code == 302


def test_nobody_signs_up_without_an_invitation() -> None:
    answer = Client().post(
        reverse("account_signup"), {"email": "x@example.org", "password1": OTHER, "password2": OTHER}
    )
    assert "U hebt een uitnodiging nodig" in answer.content.decode()
    assert User.objects.count() == 0


def test_page_to_sign_in_offers_no_account_and_runs_no_script_of_its_own() -> None:
    page = Client().get(reverse("account_login")).content.decode()
    assert reverse("account_signup") not in page
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert [found for found in inline if 'type="application/json"' not in found] == []
    assert re.findall(r"\son\w+=|style=", page) == []


def test_account_page_keeps_name_and_organisation(locked: User) -> None:
    client = signed_in(locked)
    assert client.get(reverse("account")).context["kinds"] == {"totp", "recovery_codes"}
    client.post(reverse("account"), {"name": "Ann Bakker", "organisation": "Zorgpunt"})
    locked.refresh_from_db()
    assert (locked.name, locked.organisation) == ("Ann Bakker", "Zorgpunt")
