# SPDX-License-Identifier: EUPL-1.2
"""Who organises a day and a series: inviting, roles, leaving, and what each of them may see of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regiodag.accounts import actions, audit
from regiodag.accounts.models import Invitation, Membership, User
from regiodag.accounts.queries import trail
from regiodag.accounts.roles import Permission, Role, allows
from regiodag.days.models import Day, Series
from regiodag.messages.models import Mail
from regiodag_people import signed_in, with_second_factor

pytestmark = pytest.mark.django_db

Join = Callable[[Role], User]
LINK = re.compile(r"http://localhost:8000(/invitation/[\w-]+/)")


def of(name: str, place: Day | Series, **parameters: Any) -> str:
    if isinstance(place, Day):
        return reverse(name, kwargs={"day_id": place.pk, **parameters})
    return reverse(f"series-{name}", kwargs={"series_id": place.pk, **parameters})


def invite(client: Client, place: Day | Series, email: str, role: Role) -> str:
    """Invite over the site, and return the link in the mail."""
    answer = client.post(of("organiser-invite", place), {"email": email, "role": role})
    assert (answer.status_code, answer.headers["Location"]) == (302, of("organisers", place))
    found = LINK.search(Mail.objects.filter(to=email.lower()).latest("made").text)
    assert found is not None
    return found[1]


def notices(client: Client, path: str) -> list[str]:
    return [str(each) for each in client.get(path).context["messages"]]


def told(place: Day | Series) -> list[str]:
    return [f"{audit.who(each)} {audit.told(each)}" for each in reversed(trail(place.pk))]


def roles(place: Day | Series) -> dict[str, str]:
    return {each.user.email: each.role for each in place.memberships.select_related("user")}


@pytest.fixture
def series_owner(series: Series) -> User:
    user = with_second_factor(User.objects.create_user("reeks@example.org", name="Reeks Eigenaar"))
    Membership.objects.create(user=user, series=series, role=Role.OWNER)
    return user


def test_colleagues_of_other_organisations_take_part_as_organiser_and_as_viewer(
    as_owner: Client, day: Day, owner: User
) -> None:
    for email, role in (("Zorg@Example.org", Role.ORGANISER), ("bestuur@example.org", Role.VIEWER)):
        link = invite(as_owner, day, email, role)
        newcomer = Client()
        about = {"name": f"Nieuw {role}", "organisation": "Zorgpunt Oost", "password": "een lange zin om te onthouden"}
        joined = newcomer.post(link, about)
        assert (joined.status_code, joined.headers["Location"]) == (302, reverse("home"))
        user = with_second_factor(User.objects.get(email=email.lower()))
        assert (user.name, user.organisation) == (f"Nieuw {role}", "Zorgpunt Oost")
        assert newcomer.get(reverse("day", args=[day.pk])).status_code == 200
        edit = newcomer.get(reverse("day-details", args=[day.pk]))
        assert edit.status_code == (200 if allows(role, Permission.EDIT) else 403)
    assert roles(day) == {
        "owner@example.org": "owner",
        "zorg@example.org": "organiser",
        "bestuur@example.org": "viewer",
    }
    assert told(day) == [
        "Een owner nodigde zorg@example.org uit als organisator",
        "Nieuw organiser nam de uitnodiging als organisator aan",
        "Een owner nodigde bestuur@example.org uit als meekijker",
        "Nieuw viewer nam de uitnodiging als meekijker aan",
    ]


def test_mail_of_an_invitation_tells_who_what_and_where(as_owner: Client, day: Day, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(organisation="Opvang <De Brug>")
    link = invite(as_owner, day, "zorg@example.org", Role.DESK)
    mail = Mail.objects.get()
    assert (mail.to, mail.reply_to) == ("zorg@example.org", "owner@example.org")
    assert mail.subject == "Een owner nodigt u uit om samen “Netwerkdag 2030” te organiseren"
    assert mail.text.splitlines()[:7] == [
        "Goedendag,",
        "",
        "Een owner (Opvang <De Brug>) nodigt u uit om samen “Netwerkdag 2030” te organiseren, als balie.",
        "Ziet het programma en meldt mensen op de dag zelf aanwezig.",
        "",
        "Doe mee met deze link:",
        f"http://localhost:8000{link}",
    ]
    assert mail.html.count(f'<a href="http://localhost:8000{link}"') == 2
    assert f">http://localhost:8000{link}</a>" in mail.html
    assert "Opvang &lt;De Brug&gt;" in mail.html


def test_mail_is_in_the_language_of_the_site_also_from_somebody_who_reads_english(as_owner: Client, day: Day) -> None:
    as_owner.cookies["language"] = "en"
    invite(as_owner, day, "zorg@example.org", Role.VIEWER)
    assert Mail.objects.get().text.startswith("Goedendag,")


def test_address_of_somebody_who_takes_part_already_is_not_invited(as_owner: Client, day: Day, join: Join) -> None:
    join(Role.VIEWER)
    answer = as_owner.post(of("organiser-invite", day), {"email": "VIEWER@example.org", "role": "owner"})
    assert answer.context["form"].errors == {
        "email": ["Deze persoon doet al mee, als meekijker. U kunt de rol in de lijst veranderen."]
    }
    assert Mail.objects.count() == 0


def test_invitation_sent_again_has_a_new_link_and_the_old_one_no_longer_works(as_owner: Client, day: Day) -> None:
    old = invite(as_owner, day, "zorg@example.org", Role.DESK)
    again = of("invitation-resend", day, invitation_id=Invitation.objects.get().pk)
    assert as_owner.get(again).status_code == 200
    assert Mail.objects.count() == 1
    as_owner.post(again)
    assert Mail.objects.count() == 2
    new = LINK.search(Mail.objects.latest("made").text)
    assert new is not None
    assert [Client().get(link).status_code for link in (old, new[1])] == [410, 200]
    assert [(each.email, each.role) for each in Invitation.objects.filter(withdrawn=None)] == [
        ("zorg@example.org", "desk")
    ]


def test_expired_invitation_is_shown_as_such_and_can_be_sent_again(as_owner: Client, day: Day) -> None:
    invite(as_owner, day, "zorg@example.org", Role.DESK)
    Invitation.objects.update(expires=timezone.now() - timedelta(days=1))
    (waiting,) = as_owner.get(of("organisers", day)).context["waiting"]
    assert waiting.expired
    as_owner.post(waiting.resend)
    (waiting,) = as_owner.get(of("organisers", day)).context["waiting"]
    assert not waiting.expired


def test_withdrawn_invitation_no_longer_works(as_owner: Client, day: Day) -> None:
    link = invite(as_owner, day, "zorg@example.org", Role.DESK)
    withdraw = of("invitation-withdraw", day, invitation_id=Invitation.objects.get().pk)
    assert as_owner.get(withdraw).status_code == 200
    as_owner.post(withdraw)
    assert notices(as_owner, of("organisers", day)) == ["De uitnodiging van zorg@example.org is ingetrokken."]
    assert Client().get(link).status_code == 410
    as_owner.post(withdraw)
    assert notices(as_owner, of("organisers", day)) == ["Deze uitnodiging is intussen aangenomen of ingetrokken."]
    assert told(day)[1:] == ["Een owner trok de uitnodiging van zorg@example.org in"]


def test_role_is_changed(as_owner: Client, day: Day, join: Join) -> None:
    viewer = join(Role.VIEWER)
    path = of("organiser-role", day, member_id=viewer.memberships.get().pk)
    assert as_owner.get(path).context["form"].initial == {"role": "viewer"}
    as_owner.post(path, {"role": "organiser"})
    assert notices(as_owner, of("organisers", day)) == ["Een viewer is nu organisator."]
    assert roles(day) == {"owner@example.org": "owner", "viewer@example.org": "organiser"}
    assert told(day) == ["Een owner gaf Een viewer de rol organisator in plaats van meekijker"]


def test_role_that_does_not_exist_is_refused(as_owner: Client, day: Day, owner: User) -> None:
    path = of("organiser-role", day, member_id=owner.memberships.get().pk)
    assert list(as_owner.post(path, {"role": "queen"}).context["form"].errors) == ["role"]


def test_removed_organiser_finds_the_day_no_more(as_owner: Client, day: Day, join: Join) -> None:
    viewer = join(Role.VIEWER)
    client = signed_in(viewer)
    path = of("organiser-remove", day, member_id=viewer.memberships.get().pk)
    assert as_owner.get(path).status_code == 200
    assert client.get(reverse("day", args=[day.pk])).status_code == 200
    as_owner.post(path)
    assert notices(as_owner, of("organisers", day)) == ["Een viewer is geen organisator meer."]
    assert client.get(reverse("day", args=[day.pk])).status_code == 404
    assert told(day) == ["Een owner haalde Een viewer weg bij de organisatoren"]


def test_organiser_leaves(day: Day, join: Join, owner: User) -> None:
    client = signed_in(join(Role.VIEWER))
    assert client.get(of("organiser-leave", day)).status_code == 200
    answer = client.post(of("organiser-leave", day))
    assert answer.headers["Location"] == reverse("home")
    assert notices(client, reverse("home")) == ["U organiseert “Netwerkdag 2030” niet meer."]
    assert roles(day) == {"owner@example.org": "owner"}
    assert told(day) == ["Een viewer vertrok bij de organisatoren"]


@pytest.mark.parametrize("way", ["leave", "remove", "role"])
def test_last_owner_cannot_go(as_owner: Client, day: Day, owner: User, way: str) -> None:
    parameters = {} if way == "leave" else {"member_id": owner.memberships.get().pk}
    as_owner.post(of(f"organiser-{way}", day, **parameters), {"role": "viewer"})
    assert notices(as_owner, of("organisers", day)) == [
        "Er moet altijd een eigenaar zijn. Maak eerst iemand anders eigenaar en probeer het dan opnieuw."
    ]
    assert (roles(day), told(day)) == ({"owner@example.org": "owner"}, [])


def test_owner_of_a_day_can_go_when_the_series_has_one(as_owner: Client, day: Day, series_owner: User) -> None:
    as_owner.post(of("organiser-leave", day))
    assert roles(day) == {}


def test_one_of_two_owners_becomes_viewer_and_then_the_other_cannot(as_owner: Client, day: Day, owner: User) -> None:
    other = User.objects.create_user("other@example.org", name="Ander")
    Membership.objects.create(user=other, day=day, role=Role.OWNER)
    mine = owner.memberships.get()
    as_owner.post(of("organiser-role", day, member_id=mine.pk), {"role": "viewer"})
    assert roles(day) == {"owner@example.org": "viewer", "other@example.org": "owner"}
    with pytest.raises(actions.LastOwnerError):
        actions.remove(other, other.memberships.get())


def test_owner_who_removes_themselves_goes_home(as_owner: Client, day: Day, owner: User) -> None:
    other = User.objects.create_user("other@example.org", name="Ander")
    Membership.objects.create(user=other, day=day, role=Role.OWNER)
    answer = as_owner.post(of("organiser-remove", day, member_id=owner.memberships.get().pk))
    assert answer.headers["Location"] == reverse("home")
    assert told(day) == ["Een owner vertrok bij de organisatoren"]


def test_series_is_organised_in_the_same_way(day: Day, series: Series, series_owner: User) -> None:
    client = signed_in(series_owner)
    link = invite(client, series, "regio@example.org", Role.ORGANISER)
    about = {"name": "Regio", "organisation": "Regio Oost", "password": "een lange zin om te onthouden"}
    newcomer = Client()
    newcomer.post(link, about)
    user = with_second_factor(User.objects.get(email="regio@example.org"))
    assert newcomer.get(reverse("day-details", args=[day.pk])).status_code == 200
    assert newcomer.get(of("organisers", series)).status_code == 200
    assert newcomer.get(of("organiser-invite", series)).status_code == 403
    client.post(of("organiser-role", series, member_id=user.memberships.get().pk), {"role": "viewer"})
    assert newcomer.get(reverse("day-details", args=[day.pk])).status_code == 403
    client.post(of("organiser-remove", series, member_id=user.memberships.get().pk))
    assert newcomer.get(reverse("day", args=[day.pk])).status_code == 404
    client.post(of("organiser-leave", series))
    assert roles(series) == {"reeks@example.org": "owner"}
    assert told(series) == [
        "Reeks Eigenaar nodigde regio@example.org uit als organisator",
        "Regio nam de uitnodiging als organisator aan",
        "Reeks Eigenaar gaf Regio de rol meekijker in plaats van organisator",
        "Reeks Eigenaar haalde Regio weg bij de organisatoren",
    ]


def test_page_of_a_series_shows_its_days_and_people(day: Day, series: Series, series_owner: User) -> None:
    page = signed_in(series_owner).get(reverse("series", args=[series.pk]))
    assert list(page.context["days"]) == [day]
    assert [each.user for each in page.context["members"]] == [series_owner]
    day.delete()
    assert (
        "Er is nog geen dag in deze reeks."
        in signed_in(series_owner).get(reverse("series", args=[series.pk])).content.decode()
    )


def test_day_also_lists_who_has_a_role_through_the_series(
    as_owner: Client, day: Day, series: Series, owner: User, series_owner: User
) -> None:
    mine = as_owner.get(of("organisers", day))
    assert [line.membership.user for line in mine.context["members"]] == [owner]
    assert [(line.membership.user, line.change) for line in mine.context["through_series"]] == [(series_owner, "")]
    assert mine.context["series_page"] == ""
    theirs = signed_in(series_owner).get(of("organisers", day))
    assert theirs.context["series_page"] == of("organisers", series)


def test_who_may_do_most_is_listed_first(as_owner: Client, day: Day, join: Join) -> None:
    for role in (Role.VIEWER, Role.DESK, Role.ORGANISER):
        join(role)
    listed = as_owner.get(of("organisers", day)).context["members"]
    assert [line.membership.role for line in listed] == ["owner", "organiser", "desk", "viewer"]


@pytest.mark.parametrize("role", [Role.DESK, Role.VIEWER])
def test_desk_and_viewer_see_names_but_no_addresses(as_owner: Client, day: Day, join: Join, role: Role) -> None:
    User.objects.filter(email="owner@example.org").update(name="")
    invite(as_owner, day, "zorg@example.org", Role.VIEWER)
    client = signed_in(join(role))
    for name in ("organisers", "history"):
        page = client.get(of(name, day)).content.decode()
        assert re.findall(r"[\w.]+@example\.org", page) == []


def test_member_of_another_day_cannot_be_touched(as_owner: Client, day: Day, stranger: User) -> None:
    theirs = stranger.memberships.get()
    for verb in ("role", "remove"):
        assert as_owner.post(of(f"organiser-{verb}", day, member_id=theirs.pk), {"role": "viewer"}).status_code == 404
    invitation, _token = actions.invite(stranger, "x@example.org", Role.VIEWER, theirs.series)  # type: ignore[arg-type]
    for verb in ("resend", "withdraw"):
        path = of(f"invitation-{verb}", day, invitation_id=invitation.pk)
        assert as_owner.post(path).status_code == 404
