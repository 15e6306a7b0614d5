# SPDX-License-Identifier: EUPL-1.2
"""The link in the mail of an invitation: what whoever follows it finds, each time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regiodag.accounts import actions, views
from regiodag.accounts.models import Invitation, Membership, User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, Series
from regiodag_people import signed_in, with_second_factor

pytestmark = pytest.mark.django_db

ABOUT = {"name": "Ann", "organisation": "Zorgpunt Oost", "password": "een lange zin om te onthouden"}


@pytest.fixture
def invited(day: Day, owner: User) -> tuple[Invitation, str]:
    invitation, token = actions.invite(owner, " Ann@Example.org ", Role.ORGANISER, day)
    return invitation, reverse("invitation", args=[token])


@pytest.fixture
def link(invited: tuple[Invitation, str]) -> str:
    return invited[1]


@pytest.fixture
def ann(db: None) -> User:
    user: User = with_second_factor(User.objects.create_user("ann@example.org", name="Ann"))
    return user


def heading(answer: Any) -> str:
    return answer.content.decode().split("<h1>")[1].split("</h1>")[0]  # type: ignore[no-any-return]


def role_of(email: str) -> list[str]:
    return list(Membership.objects.filter(user__email=email).values_list("role", flat=True))


def test_following_the_link_changes_nothing(link: str) -> None:
    page = Client().get(link)
    assert (page.status_code, heading(page)) == (200, "Organiseer samen “Netwerkdag 2030”")
    assert not User.objects.filter(email="ann@example.org").exists()
    assert Invitation.objects.get().accepted is None


def test_newcomer_makes_an_account_and_is_signed_in(link: str) -> None:
    client = Client()
    answer = client.post(link, ABOUT)
    assert answer.headers["Location"] == reverse("home")
    assert client.get(reverse("home")).headers["Location"] == reverse("second-factor")
    user = User.objects.get(email="ann@example.org")
    assert (user.name, user.organisation, user.check_password(ABOUT["password"])) == ("Ann", "Zorgpunt Oost", True)
    assert EmailAddress.objects.get(user=user).verified
    assert role_of("ann@example.org") == ["organiser"]
    assert client.get(reverse("mfa_activate_totp")).status_code == 200, "the password was given a moment ago"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"organisation": ""}, "organisation"),
        ({"password": "kort"}, "password"),
        ({"password": "ann@example.org"}, "password"),
        ({"password": "wachtwoord1234567890"[:8]}, "password"),
    ],
)
def test_newcomer_who_fills_in_something_wrong_keeps_what_was_typed(
    link: str, change: dict[str, str], wrong: str
) -> None:
    answer = Client().post(link, {**ABOUT, **change})
    assert list(answer.context["form"].errors) == [wrong]
    kept = {"name", "organisation"} - {wrong}
    assert {name: answer.context["form"][name].value() for name in kept} == {name: ABOUT[name] for name in kept}
    assert not User.objects.filter(email="ann@example.org").exists()


def test_known_organiser_signs_in_first_and_comes_back(link: str, ann: User) -> None:
    page = Client().get(link)
    assert heading(page) == "Organiseer samen “Netwerkdag 2030”"
    assert f"{reverse('account_login')}?next={link}" in page.content.decode()
    assert Client().post(link).status_code == 200
    assert role_of("ann@example.org") == []


def test_known_organiser_who_is_signed_in_accepts_with_a_button(link: str, ann: User, day: Day) -> None:
    client = signed_in(ann)
    assert client.get(link).status_code == 200
    assert role_of("ann@example.org") == []
    answer = client.post(link)
    assert answer.headers["Location"] == reverse("day", args=[day.pk])
    assert "U bent nu organisator." in client.get(answer.headers["Location"]).content.decode()
    assert role_of("ann@example.org") == ["organiser"]


def test_somebody_else_who_is_signed_in_is_told_to_sign_out(link: str, ann: User, stranger: User) -> None:
    client = signed_in(stranger)
    page = client.get(link)
    assert (
        "Deze uitnodiging is voor ann@example.org en u bent ingelogd als stranger@example.org" in page.content.decode()
    )
    client.post(link)
    assert role_of("ann@example.org") == role_of("stranger@example.org")[1:] == []
    assert client.post(reverse("account_logout"), {"next": link}).headers["Location"] == link


def test_form_sent_twice_is_accepted_once_and_leads_to_the_day(link: str, ann: User, day: Day) -> None:
    client = signed_in(ann)
    answers = [client.post(link), client.post(link)]
    assert {answer.headers["Location"] for answer in answers} == {reverse("day", args=[day.pk])}
    assert role_of("ann@example.org") == ["organiser"]


def test_newcomer_who_sends_the_form_twice_has_one_account(link: str, day: Day) -> None:
    client = Client()
    client.post(link, ABOUT)
    again = client.post(link, ABOUT)
    assert again.headers["Location"] == reverse("day", args=[day.pk])
    assert User.objects.filter(email="ann@example.org").count() == 1


def test_newcomer_who_sends_the_form_twice_at_once_is_sent_to_sign_in(
    link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Client(), Client()
    first.post(link, ABOUT)
    monkeypatch.setattr(actions, "is_open", lambda _invitation: True)
    monkeypatch.setattr(views, "user_with", lambda _email: None)
    answer = second.post(link, ABOUT)
    monkeypatch.undo()
    assert answer.headers["Location"] == link
    page = second.get(link)
    assert (page.status_code, heading(page)) == (410, "Deze uitnodiging is al aangenomen")


def test_known_organiser_who_sends_the_form_twice_at_once_is_sent_on(
    link: str, ann: User, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(ann)
    accept = actions.accept

    def beaten(invitation: Invitation, user: User) -> Membership:
        accept(invitation, user)
        return accept(invitation, user)

    monkeypatch.setattr(actions, "accept", beaten)
    assert client.post(link).headers["Location"] == link
    monkeypatch.undo()
    assert client.get(link).headers["Location"] == reverse("day", args=[day.pk])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"accepted": timezone.now()}, "Deze uitnodiging is al aangenomen"),
        ({"withdrawn": timezone.now()}, "Deze link werkt niet meer"),
        ({"expires": timezone.now() - timedelta(seconds=1)}, "Deze uitnodiging is te oud"),
    ],
    ids=["accepted", "withdrawn", "expired"],
)
def test_invitation_that_is_over_says_why_and_does_nothing(link: str, change: dict[str, Any], told: str) -> None:
    Invitation.objects.update(**change)
    for answer in (Client().get(link), Client().post(link, ABOUT)):
        assert (answer.status_code, heading(answer)) == (410, told)
    assert not User.objects.filter(email="ann@example.org").exists()


def test_invitation_that_never_was_says_so() -> None:
    answer = Client().get(reverse("invitation", args=["verzonnen"]))
    assert (answer.status_code, heading(answer)) == (410, "Deze uitnodiging bestaat niet")


def test_invitation_works_for_two_weeks(invited: tuple[Invitation, str]) -> None:
    assert invited[0].expires - invited[0].made == pytest.approx(timedelta(days=14), abs=timedelta(seconds=5))


def test_who_could_do_more_already_keeps_that(owner: User, day: Day) -> None:
    invitation, _token = actions.invite(owner, owner.email, Role.VIEWER, day)
    assert actions.accept(invitation, owner).role == Role.OWNER


def test_who_could_do_less_gets_the_new_role(owner: User, day: Day, ann: User) -> None:
    Membership.objects.create(user=ann, day=day, role=Role.VIEWER)
    invitation, _token = actions.invite(owner, ann.email, Role.OWNER, day)
    assert actions.accept(invitation, ann).role == Role.OWNER


def test_invitation_of_somebody_else_is_refused(invited: tuple[Invitation, str], owner: User) -> None:
    with pytest.raises(actions.InvitationError):
        actions.accept(invited[0], owner)


def test_invitation_to_a_series_leads_to_the_series(series: Series, owner: User, ann: User) -> None:
    _invitation, token = actions.invite(owner, ann.email, Role.VIEWER, series)
    client = signed_in(ann)
    answer = client.post(reverse("invitation", args=[token]))
    assert answer.headers["Location"] == reverse("series", args=[series.pk])
    assert client.get(answer.headers["Location"]).status_code == 200


def test_token_of_an_invitation_is_nowhere_in_the_database(invited: tuple[Invitation, str]) -> None:
    kept = Invitation.objects.values().get()
    token = invited[1].split("/")[2]
    assert len(token) >= 43
    assert [name for name, value in kept.items() if token in str(value)] == []


def test_texts_of_roles_and_people_in_lists() -> None:
    user = User(email="ann@example.org")
    assert (str(user), str(User(name="Ann")), str(Membership(user=user, role="desk"))) == (
        "ann@example.org",
        "Ann",
        "ann@example.org: balie",
    )
    assert str(Invitation(email="x@example.org", role="viewer")) == "x@example.org: meekijker"
