# SPDX-License-Identifier: EUPL-1.2
"""Publish, mail only those for whom something changed, go back; and what participants see of it and when."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from placed_people import placed, session, who
from regiodag.accounts.models import AuditEntry, User
from regiodag.accounts.roles import Role
from regiodag.days.actions.parts import remove_part
from regiodag.days.actions.states import move_day
from regiodag.days.doubts import doubts_about
from regiodag.days.models import Day, Room, Session, Workshop
from regiodag.days.states import State, move_to
from regiodag.days.todo import steps_of
from regiodag.mailings.actions.write import approve
from regiodag.mailings.models import Mailing
from regiodag.mailings.queries import people_of
from regiodag.messages.models import Mail
from regiodag.placements.actions import publish as publishing
from regiodag.placements.actions.publish import NotNowError, OvertakenError, go_back, publish
from regiodag.placements.models import Placement, Publication, Published
from regiodag.placements.queries.published import current
from regiodag.registrations.actions.register import cancel
from regiodag.registrations.links import token_of
from regiodag_people import Join, signed_in

pytestmark = pytest.mark.django_db

FIRST = {"Ada": "FC", "Bo": "CF", "Cas": "FD", "Dee": "DD"}
SECOND = {"Ada": "FC", "Bo": "DF", "Cas": "FD", "Dee": "DC"}


@pytest.fixture
def first(placeable: Day) -> Placement:
    return placed(placeable, FIRST)


def page_of(name: str) -> str:
    """What somebody sees on their own page."""
    return Client().get(reverse("my", args=[token_of(who(name))])).content.decode()


def titles(publication: Publication, name: str) -> list[str]:
    """The workshops of somebody in a version."""
    seats = publication.seats.get(str(who(name).pk), [])
    return [Session.objects.get(pk=each).workshop.title for each in seats]


def sent(owner: User) -> None:
    """Send the one message that waits."""
    draft = Mailing.objects.get(state="draft")
    approve(owner, draft, draft.version)


def test_programmes_are_published_and_the_day_is_too(first: Placement, owner: User) -> None:
    made = publish(owner, first, "eerste", 0)
    first.day.refresh_from_db()
    assert (first.day.state, current(first.day), made.number, str(made)) == (
        "published", made, 1, "versie 1: eerste",
    )  # fmt: skip
    assert {name: titles(made, name) for name in FIRST} == {
        "Ada": ["Film", "Casus"], "Bo": ["Casus", "Film"], "Cas": ["Film", "Dialoog"], "Dee": ["Dialoog", "Dialoog"],
    }  # fmt: skip
    actions = AuditEntry.objects.filter(scope=first.day_id).order_by("number").values_list("action", flat=True)
    assert [*actions] == ["placement.published", "day.moved", "day.moved", "mailing.made"]


def test_day_that_is_open_closes_and_is_published(first: Placement, owner: User) -> None:
    Day.objects.update(state="open")
    publish(owner, first, "eerste", 0)
    first.day.refresh_from_db()
    assert first.day.state == "published"


@pytest.mark.parametrize("state", ["draft", "held", "looked-back"])
def test_day_in_another_state_publishes_nothing(state: str, first: Placement, owner: User, as_owner: Client) -> None:
    Day.objects.update(state=state)
    with pytest.raises(NotNowError):
        publish(owner, first, "eerste", 0)
    where = reverse("placement-publish", args=[first.day_id, first.run_id])
    assert "Nu publiceren" not in as_owner.get(where).content.decode()
    assert "Er is niets gepubliceerd" in as_owner.post(where, {"name": "x", "seen": 0}).content.decode()
    assert (Publication.objects.count(), Published.objects.count(), Mailing.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("draft", ["open"]),
        ("held", ["published"]),
        ("looked-back", []),
        ("called-off", ["closed", "open"]),
        ("closed", []),
    ],
)
def test_page_offers_what_has_to_be_done_before_publishing(
    state: str, offered: list[str], first: Placement, as_owner: Client
) -> None:
    Day.objects.update(state=state)
    page = as_owner.get(reverse("placement-publish", args=[first.day_id, first.run_id]))
    assert [move.end for move, _doubts in page.context["first"]] == offered
    assert ("Dit kan nu niet gepubliceerd worden" in page.content.decode()) == (state != "closed")


def test_editor_is_not_offered_what_only_an_owner_may_do_first(first: Placement, join: Join) -> None:
    Day.objects.update(state="held")
    page = signed_in(join(Role.ORGANISER)).get(reverse("placement-publish", args=[first.day_id, first.run_id]))
    assert page.context["first"] == []


def test_registration_that_is_opened_from_there_leads_back_to_publishing(first: Placement, as_owner: Client) -> None:
    Day.objects.update(state="draft")
    where = reverse("placement-publish", args=[first.day_id, first.run_id])
    assert f'name="next" value="{where}"' in as_owner.get(where).content.decode()
    asked = {"from": "draft", "to": "open", "next": where}
    answer = as_owner.post(reverse("day-state", args=[first.day_id]), asked)
    first.day.refresh_from_db()
    assert (answer["Location"], first.day.state) == (where, "open")
    assert "Nu publiceren" in as_owner.get(where).content.decode()


def test_second_of_two_who_publish_at_once_is_told(first: Placement, owner: User, as_owner: Client) -> None:
    publish(owner, first, "eerste", 0)
    with pytest.raises(OvertakenError):
        publish(owner, first, "ook eerste", 0)
    where = reverse("placement-publish", args=[first.day_id, first.run_id])
    page = as_owner.post(where, {"name": "ook eerste", "seen": 0}).content.decode()
    assert "iemand anders publiceerde ondertussen" in page
    assert 'value="ook eerste"' in page
    assert [each.name for each in Publication.objects.all()] == ["eerste"]


def test_mail_waits_for_those_for_whom_something_changed_and_nobody_else(first: Placement, owner: User) -> None:
    publish(owner, first, "eerste", 0)
    Mailing.objects.all().delete()
    made = publish(owner, placed(first.day, SECOND), "tweede", 1)
    draft = Mailing.objects.get()
    assert (draft.is_draft, draft.audience, draft.choice) == (True, "programme-changed", [str(made.pk)])
    assert draft.subject == "Uw programma voor {dag} is veranderd"
    assert not Mail.objects.exists()
    approve(owner, draft, draft.version)
    mails = {each.to: each.text for each in Mail.objects.all()}
    assert {*mails} == {"bo.voorbeeld@example.org", "dee.voorbeeld@example.org"}
    assert "11:00–12:00 Dialoog, Zaal 1\n13:00–14:00 Film\n" in mails["bo.voorbeeld@example.org"]
    assert "Dag Bo," in mails["bo.voorbeeld@example.org"]
    assert "Casus" not in mails["bo.voorbeeld@example.org"]


def test_first_publication_waits_to_be_mailed_to_everybody_with_a_programme(first: Placement, owner: User) -> None:
    publish(owner, first, "eerste", 0)
    draft = Mailing.objects.get()
    assert draft.subject == "Uw programma voor {dag}"
    approve(owner, draft, draft.version)
    assert Mail.objects.count() == 4


def test_publishing_the_same_again_mails_nobody(first: Placement, owner: User) -> None:
    publish(owner, first, "eerste", 0)
    publish(owner, first, "nog eens", 1)
    assert Mailing.objects.count() == 1


def test_change_that_was_never_mailed_is_mailed_with_the_next_version(first: Placement, owner: User) -> None:
    publish(owner, first, "eerste", 0)
    sent(owner)
    second = placed(first.day, SECOND)
    publish(owner, second, "tweede", 1)
    Mailing.objects.filter(state="draft").delete()
    publish(owner, second, "nog eens", 2)
    draft = Mailing.objects.get(state="draft")
    assert [each.name.split()[0] for each in people_of(draft)] == ["Bo", "Dee"]
    sent(owner)
    publish(owner, second, "en nog eens", 3)
    assert not Mailing.objects.filter(state="draft").exists()


def test_change_that_was_never_mailed_and_is_undone_is_not_mailed(first: Placement, owner: User) -> None:
    publish(owner, first, "eerste", 0)
    sent(owner)
    publish(owner, placed(first.day, SECOND), "tweede", 1)
    Mailing.objects.filter(state="draft").delete()
    publish(owner, first, "toch de eerste", 2)
    assert not Mailing.objects.filter(state="draft").exists()


def test_whose_mail_failed_is_mailed_with_the_next_version(first: Placement, owner: User) -> None:
    publish(owner, first, "eerste", 0)
    sent(owner)
    second = placed(first.day, SECOND)
    made = publish(owner, second, "tweede", 1)
    sent(owner)
    Mail.objects.filter(to__startswith="bo.", made__gt=made.at).update(state=Mail.State.FAILED)
    publish(owner, second, "nog eens", 2)
    assert [each.name.split()[0] for each in people_of(Mailing.objects.get(state="draft"))] == ["Bo"]


def test_whoever_sits_in_another_room_is_shown_and_mailed_with_the_next_version(
    first: Placement, owner: User, as_owner: Client
) -> None:
    publish(owner, first, "eerste", 0)
    Mailing.objects.all().delete()
    moved = session(first.day, "D", 1)
    moved.room = Room.objects.create(day=first.day, name="Zaal 9", capacity=30)
    moved.save()
    page = as_owner.get(reverse("placement-publish", args=[first.day_id, first.run_id]))
    assert [(each.participant.given_name, each.moved) for each in page.context["changes"]] == [("Dee", [moved])]
    assert "Dialoog (ronde 1): <ins>Zaal 9</ins>" in page.content.decode()
    publish(owner, first, "zalen", 1)
    draft = Mailing.objects.get()
    remove_part(owner, Room.objects.get(name="Zaal 1"))  # later: it is not what this version changed
    approve(owner, draft, draft.version)
    assert [(each.to, "11:00–12:00 Dialoog, Zaal 9" in each.text) for each in Mail.objects.all()] == [
        ("dee.voorbeeld@example.org", True)
    ]
    publish(owner, first, "zonder zaal", 2)
    again = Mailing.objects.get(state="draft")
    assert [each.name.split()[0] for each in people_of(again)] == ["Cas", "Dee"]


def test_page_tells_what_to_do_first_while_the_day_is_a_draft(first: Placement, as_owner: Client) -> None:
    where = reverse("placement-publish", args=[first.day_id, first.run_id])
    told = {}
    for state in ("draft", "held"):
        Day.objects.update(state=state)
        told[state] = "Open eerst de aanmelding, dan kunt u publiceren." in as_owner.get(where).content.decode()
    assert told == {"draft": True, "held": False}


def test_page_tells_which_workshops_have_no_room_or_too_few_people_or_chairs(
    first: Placement, as_owner: Client
) -> None:
    where = reverse("placement-publish", args=[first.day_id, first.run_id])
    told = re.compile("<li>([^<]*“[^<]*)</li>")
    roomless = [f"“{title}” heeft geen zaal in ronde {number}." for number in (1, 2) for title in ("Film", "Casus")]
    assert sorted(told.findall(as_owner.get(where).content.decode())) == sorted(roomless)
    Session.objects.update(room=Room.objects.get())
    assert told.findall(as_owner.get(where).content.decode()) == []
    Workshop.objects.filter(title="Dialoog").update(minimum=2)
    Workshop.objects.filter(title="Film").update(maximum=1)
    assert told.findall(as_owner.get(where).content.decode()) == [
        "In ronde 1 komt 1 persoon naar “Dialoog”, en er zijn er 2 nodig.",
        "In ronde 1 komen 2 mensen naar “Film”. Stoelen: 1.",
    ]


def test_page_tells_for_whom_what_changes_before_anything_does(first: Placement, owner: User, as_owner: Client) -> None:
    publish(owner, first, "eerste", 0)
    second = placed(first.day, SECOND)
    page = as_owner.get(reverse("placement-publish", args=[first.day_id, second.run_id]))
    assert [
        (
            each.participant.given_name,
            [str(one.workshop) for one in each.before],
            [str(one.workshop) for one in each.after],
        )
        for each in page.context["changes"]
    ] == [("Bo", ["Casus", "Film"], ["Dialoog", "Film"]), ("Dee", ["Dialoog", "Dialoog"], ["Dialoog", "Casus"])]
    text = page.content.decode()
    assert "<del>Casus (ronde 1)</del>" in text
    assert "<ins>Dialoog (ronde 1)</ins>" in text
    assert "<del>Film" not in text
    assert Publication.objects.count() == 1


def test_going_back_is_a_new_version_like_the_old_one(first: Placement, owner: User, as_owner: Client) -> None:
    one = publish(owner, first, "eerste", 0)
    publish(owner, placed(first.day, SECOND), "tweede", 1)
    where = reverse("placement-back", args=[first.day_id, one.pk])
    assert 'value="terug naar versie 1"' in as_owner.get(where).content.decode()
    as_owner.post(where, {"name": "terug", "seen": 2})
    third = Publication.objects.get(number=3)
    assert (third.seats, third.copy_of, third.name, current(first.day)) == (one.seats, one, "terug", third)
    entry = AuditEntry.objects.get(action="placement.back")
    assert entry.detail.facts == {"earlier": "1", "number": "3", "name": "terug"}
    with pytest.raises(OvertakenError):
        go_back(owner, one, "nog eens", 2)


def test_publication_that_fails_halfway_leaves_the_last_one(
    first: Placement, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(owner, first, "eerste", 0)
    before = [[*each.objects.values()] for each in (Publication, Published, Mailing)]

    def fail(*_args: object, **_more: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(publishing, "make_draft", fail)
    with pytest.raises(DatabaseError):
        publish(owner, placed(first.day, SECOND), "tweede", 1)
    assert [[*each.objects.values()] for each in (Publication, Published, Mailing)] == before
    assert "Casus" in page_of("Bo")


def test_whoever_cancelled_is_not_published(first: Placement, owner: User) -> None:
    cancel(who("Ada"))
    made = publish(owner, first, "eerste", 0)
    assert str(who("Ada").pk) not in made.seats


def test_participant_sees_nothing_before_it_is_published(first: Placement) -> None:
    assert "Mijn programma" not in page_of("Ada")
    assert Client().get(reverse("my-programme", args=[token_of(who("Ada"))])).status_code == 404


def test_participant_sees_the_whole_day_with_their_own_workshops_and_nobody_elses(
    first: Placement, owner: User
) -> None:
    publish(owner, first, "eerste", 0)
    page = page_of("Bo")
    own = page[page.index('id="my-programme"') : page.index("</section>", page.index('id="my-programme"'))]
    found = [own.index(each) for each in ("09:00–09:30", "Opening", "11:00–12:00", "Casus", "13:00–14:00", "Film")]
    assert found == sorted(found)
    assert "Zaal 1" in own
    assert [name for name in ("Dialoog", "Ada Voorbeeld", "Cas Voorbeeld", "Dee Voorbeeld") if name in own] == []


def test_leader_sees_what_they_lead_and_who_has_no_workshop_is_told(first: Placement, owner: User) -> None:
    Day.objects.update(state="closed")
    speaker = first.day.speakers.get()
    speaker.email = "dee.voorbeeld@example.org"
    speaker.save()
    publish(owner, placed(first.day, {"Ada": "F-"}), "eerste", 0)
    assert page_of("Dee").count("u begeleidt dit") == 2
    ada = page_of("Ada")
    assert ada.count("U hebt in deze ronde geen workshop.") == 1
    assert "Mist u een workshop?" in ada


def test_programme_that_is_withdrawn_is_seen_by_nobody(first: Placement, owner: User) -> None:
    publish(owner, first, "eerste", 0)
    first.day.refresh_from_db()
    move = move_to(State.PUBLISHED, State.PLACED)
    assert move is not None
    move_day(owner, first.day, move)
    assert "Mijn programma" not in page_of("Ada")


def test_whoever_cancels_after_publication_has_no_programme(first: Placement, owner: User) -> None:
    publish(owner, first, "eerste", 0)
    cancel(who("Ada"))
    assert "Mijn programma" not in page_of("Ada")


def test_room_that_is_changed_later_is_seen_at_once(first: Placement, owner: User) -> None:
    publish(owner, first, "eerste", 0)
    moved = session(first.day, "C", 1)
    moved.room = first.day.rooms.get()
    moved.save()
    assert page_of("Bo").count("Zaal 1") == page_of("Ada").count("Zaal 1") + 1


def test_calendar_has_an_event_for_each_workshop_that_a_later_version_replaces(first: Placement, owner: User) -> None:
    where = reverse("my-programme", args=[token_of(who("Bo"))])
    publish(owner, first, "eerste", 0)
    answer = Client().get(where)
    before = Calendar.from_ical(answer.content).walk("VEVENT")
    publish(owner, placed(first.day, SECOND), "tweede", 1)
    after = Calendar.from_ical(Client().get(where).content).walk("VEVENT")
    assert [str(each["summary"]) for each in before] == ["Netwerkdag 2030: Casus", "Netwerkdag 2030: Film"]
    assert [str(each["summary"]) for each in after] == ["Netwerkdag 2030: Dialoog", "Netwerkdag 2030: Film"]
    assert before[0].decoded("dtstart").isoformat() == "2030-09-12T09:00:00+00:00"
    assert [each["uid"] for each in before] == [each["uid"] for each in after]
    assert [each["sequence"] for each in before] < [each["sequence"] for each in after]
    assert str(after[0]["location"]) == "Zaal 1, Waterrijk"
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"


def test_what_is_known_tells_the_workshops_once_they_are_published(first: Placement, owner: User) -> None:
    where = reverse("my-data", args=[token_of(who("Bo"))])
    before = Client().get(where).content.decode()
    assert "Workshops waarin u bent ingedeeld" not in before
    assert "1, met uw voorkeuren en zonder uw naam" in before
    publish(owner, first, "eerste", 0)
    assert "11:00–12:00 Casus<br>13:00–14:00 Film" in Client().get(where).content.decode()


def test_step_of_the_day_is_done_once_published_and_a_doubt_before(first: Placement, owner: User) -> None:
    first.day.state = "placed"
    move = move_to(State.PLACED, State.PUBLISHED)
    assert move is not None
    assert len(doubts_about(first.day, move)) == 1
    assert [each.done for each in steps_of(first.day) if each.where == "placement"] == [False]
    publish(owner, first, "eerste", 0)
    assert doubts_about(first.day, move) == []
    assert [each.done for each in steps_of(first.day) if each.where == "placement"] == [True]


def test_versions_are_listed_and_only_an_editor_goes_back(
    first: Placement, owner: User, as_owner: Client, join: Callable[[Role], User], browser_of: Callable[[User], Client]
) -> None:
    one = publish(owner, first, "eerste", 0)
    publish(owner, first, "tweede", 1)
    where, back = (
        reverse("placement-versions", args=[first.day_id]),
        reverse("placement-back", args=[first.day_id, one.pk]),
    )
    mine, theirs = as_owner.get(where).content.decode(), browser_of(join(Role.VIEWER)).get(where).content.decode()
    assert ("2. tweede" in mine, "1. eerste" in mine, "deze zien deelnemers" in mine, back in mine) == (True,) * 4
    assert ("2. tweede" in theirs, back in theirs) == (True, False)
    assert browser_of(User.objects.get(email="viewer@example.org")).get(back).status_code == 403
