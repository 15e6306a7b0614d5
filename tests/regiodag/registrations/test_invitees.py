# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import AuditEntry, Membership, User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day
from regiodag.messages.late import Words, filled
from regiodag.messages.models import Mail
from regiodag.registrations.actions.invitees import add_from_day, send_invitations
from regiodag.registrations.links import invitation_link_of_id, invitation_token_of, invitee_of
from regiodag.registrations.models import Invitee, Participant, RegistrationForm
from regiodag_people import Join, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier(day: Day) -> Day:
    """Last year's day: Ada came, Bo cancelled, Cas came and is registered for this day too."""
    found = Day.objects.create(series=day.series, title="Netwerkdag 2029")
    for name, state in (("Ada", "registered"), ("Bo", "cancelled"), ("Cas", "waiting")):
        person(found, name, state)
    person(day, "Cas")
    return found


def person(day: Day, name: str, state: str = "registered") -> Participant:
    email = f"{name.lower()}@example.org"
    return Participant.objects.create(
        day=day, given_name=name, family_name="Voorbeeld", email=email, state=state, link_hash=f"{day.pk}{name}"
    )


def mailed() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("to").values_list("to", "kind"))


def test_who_came_before_is_invited_and_is_no_participant(day: Day, earlier: Day, owner: User) -> None:
    assert add_from_day(owner, day, earlier) == 1
    assert add_from_day(owner, day, earlier) == 0
    assert [(str(each), each.email, each.invited) for each in Invitee.objects.all()] == [
        ("Ada Voorbeeld", "ada@example.org", None)
    ]
    assert day.participants.count() == 1
    entry = AuditEntry.objects.get(action="invitees.added")
    assert (entry.subject, entry.detail.facts) == (f"day:{day.pk}", {"count": "1"})


def test_invitation_goes_once_with_a_link_that_stands_in_no_database(day: Day, earlier: Day, owner: User) -> None:
    add_from_day(owner, day, earlier)
    assert (send_invitations(owner, day), send_invitations(owner, day)) == (1, 0)
    mail, ada = Mail.objects.get(), Invitee.objects.get()
    assert mailed() == [("ada@example.org", "invited")]
    token = invitation_token_of(ada)
    assert token not in f"{mail.text}{mail.html}{ada.link_hash}"
    assert invitation_link_of_id(ada.pk) in filled(Words(mail.text), mail.about).text
    assert (ada.invited is not None, invitee_of(token), invitee_of("x")) == (True, ada, None)


def test_who_registered_by_themselves_is_not_invited_any_more(day: Day, earlier: Day, owner: User) -> None:
    add_from_day(owner, day, earlier)
    person(day, "Ada", "cancelled")
    assert (send_invitations(owner, day), mailed()) == (0, [])


def test_link_shows_a_button_and_the_button_opens_the_day(day: Day, earlier: Day, owner: User) -> None:
    add_from_day(owner, day, earlier)
    path, client = reverse("invited", args=[invitation_token_of(Invitee.objects.get())]), Client()
    assert client.get(reverse("page", args=[day.pk])).status_code == 404
    assert b"Naar de dag" in client.get(path).content
    assert client.get(reverse("page", args=[day.pk])).status_code == 404
    assert client.post(path, follow=True).status_code == 200
    Invitee.objects.all().delete()
    assert client.get(path).status_code == 404


def test_invitation_opens_a_form_that_is_for_who_was_invited_and_fills_it_in(
    day: Day, earlier: Day, owner: User
) -> None:
    add_from_day(owner, day, earlier)
    Day.objects.filter(pk=day.pk).update(state="open")
    RegistrationForm.objects.filter(day=day).update(access="personal")
    path, client = reverse("register", args=[day.pk]), Client()
    assert client.get(path).context["refusal"] == "personal"
    client.post(reverse("invited", args=[invitation_token_of(Invitee.objects.get())]))
    shown = client.get(path)
    assert (shown.context["refusal"], shown.context["form"].initial["email"]) == ("", "ada@example.org")
    Invitee.objects.all().delete()
    assert client.get(path).context["refusal"] == "personal"


def test_list_tells_who_registered_and_who_is_invited(day: Day, earlier: Day, owner: User) -> None:
    add_from_day(owner, day, earlier)
    client = signed_in(owner)
    path = reverse("invitees", args=[day.pk])
    shown = client.get(path)
    assert (shown.context["to_send"], shown.context["came"]) == (1, 0)
    client.post(reverse("invitees-send", args=[day.pk]))
    person(day, "Ada")
    shown = client.get(path)
    assert (shown.context["to_send"], shown.context["came"]) == (0, 1)


def test_people_are_taken_only_from_days_where_the_organiser_may_take_out(day: Day, earlier: Day, join: Join) -> None:
    robin = join(Role.ORGANISER)
    client = signed_in(robin)
    answer = client.post(reverse("invitees-add", args=[day.pk]), {"earlier": earlier.pk})
    assert (answer.status_code, Invitee.objects.count()) == (200, 0)
    Membership.objects.create(user=robin, day=earlier, role=Role.ORGANISER)
    client.post(reverse("invitees-add", args=[day.pk]), {"earlier": earlier.pk})
    assert Invitee.objects.count() == 1


def test_viewer_sees_no_address_and_changes_nothing(day: Day, earlier: Day, owner: User, join: Join) -> None:
    add_from_day(owner, day, earlier)
    client, ada = signed_in(join(Role.VIEWER)), Invitee.objects.get()
    assert "@example.org" not in client.get(reverse("invitees", args=[day.pk])).content.decode()
    assert client.post(reverse("invitees-send", args=[day.pk])).status_code == 403
    assert client.post(reverse("invitee-remove", args=[day.pk, ada.pk])).status_code == 403


def test_invitee_is_removed_and_that_of_another_day_is_not_there(day: Day, earlier: Day, owner: User) -> None:
    add_from_day(owner, day, earlier)
    client, ada = signed_in(owner), Invitee.objects.get()
    Membership.objects.create(user=owner, day=earlier, role=Role.OWNER)
    assert client.post(reverse("invitee-remove", args=[earlier.pk, ada.pk])).status_code == 404
    client.post(reverse("invitee-remove", args=[day.pk, ada.pk]))
    assert (Invitee.objects.count(), AuditEntry.objects.last() is not None) == (0, True)
