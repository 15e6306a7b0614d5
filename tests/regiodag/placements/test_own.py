# SPDX-License-Identifier: EUPL-1.2
"""Participants take a free chair in place of their own: as far as the organisers let them, and never one too many."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from changing_people import SEATS, own_page, seats
from placed_people import placed, seated, session, who
from regiodag.accounts.models import AuditEntry, User
from regiodag.days.models import Day, Workshop
from regiodag.editing.versions import StaleError
from regiodag.mailings.actions.write import approve
from regiodag.mailings.models import Mailing
from regiodag.messages.models import Mail
from regiodag.placements.actions.moves import move
from regiodag.placements.actions.own import RefusedError, take_chair
from regiodag.placements.actions.publish import go_back, publish
from regiodag.placements.models import ChangeRules, OwnChange, Placement, Publication
from regiodag.placements.queries.marks import marked_programme
from regiodag.placements.queries.published import current
from regiodag.placements.queries.reason import reason_of
from regiodag.placements.queries.seated import meetings, seated_in
from regiodag.registrations.actions.erase import erase
from regiodag.registrations.actions.register import cancel, come_again
from regiodag.registrations.links import token_of

pytestmark = pytest.mark.django_db


def take(day: Day, name: str, number: int, before: str, after: str) -> None:
    """Let somebody who sees that they have one session take a chair in another one."""
    seen = str(session(day, before, number).pk) if before else ""
    take_chair(who(name), session(day, after, number), seen)


def refused(day: Day, name: str, number: int, before: str, after: str) -> str:
    """Why somebody may not take a chair; nothing is changed then."""
    was = seats(day)
    with pytest.raises(RefusedError) as error:
        take(day, name, number, before, after)
    assert (seats(day), OwnChange.objects.count()) == (was, 0)
    return str(error.value.why.value)


def address(name: str, number: int) -> str:
    return reverse("my-another", args=[token_of(who(name)), number])


def test_chair_that_is_free_is_theirs_and_the_publication_stays_as_it_was(changing: Placement) -> None:
    kept = Publication.objects.values().get()
    take(changing.day, "Ada", 2, "C", "D")
    assert seats(changing.day) == {**SEATS, "Ada": "FD"}
    assert Publication.objects.values().get() == kept
    entry = AuditEntry.objects.get(action="placement.own-chair")
    assert (entry.subject, entry.detail.facts) == (
        f"participant:{who('Ada').pk}", {"title": "Dialoog", "round": "2"},
    )  # fmt: skip
    mail = Mail.objects.get(kind="own-change")
    assert (mail.to, mail.subject) == ("ada.voorbeeld@example.org", "Uw programma voor Netwerkdag 2030 is veranderd")
    assert "11:00–12:00 Film\n" in mail.text
    assert "13:00–14:00 Dialoog, Zaal 1\n" in mail.text
    assert "[[personal-link]]" in mail.text


def test_placement_that_organisers_work_on_gets_the_change_and_they_are_told(changing: Placement, owner: User) -> None:
    take(changing.day, "Ada", 2, "C", "D")
    assert seated(changing) == {**SEATS, "Ada": "FD"}
    with pytest.raises(StaleError):
        move(owner, changing, who("Ada"), session(changing.day, "F", 2), 1)


def test_placement_in_which_they_were_moved_by_hand_stays(changing: Placement, owner: User) -> None:
    move(owner, changing, who("Dee"), session(changing.day, "F", 2), 1)
    take(changing.day, "Dee", 2, "C", "F")
    assert (seats(changing.day)["Dee"], seated(changing)["Dee"]) == ("DF", "DF")


def test_nobody_changes_anything_until_the_organisers_let_them(changing: Placement) -> None:
    ChangeRules.objects.update(allowed=False)
    assert refused(changing.day, "Ada", 2, "C", "D") == "closed"
    assert "Kies een andere" not in own_page("Ada")
    assert "Terug naar mijn pagina" in Client().get(address("Ada", 2)).content.decode()


def test_nobody_changes_anything_when_the_time_is_up_or_the_day_is_held(changing: Placement) -> None:
    ChangeRules.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert refused(changing.day, "Ada", 2, "C", "D") == "closed"
    ChangeRules.objects.update(until=timezone.now() + timedelta(hours=1))
    Day.objects.update(state="held")
    assert refused(changing.day, "Ada", 2, "C", "D") == "closed"


def test_session_without_a_free_chair_is_refused(changing: Placement) -> None:
    assert refused(changing.day, "Dee", 1, "D", "F") == "full"


def test_workshop_that_they_have_in_another_round_is_refused(changing: Placement) -> None:
    assert refused(changing.day, "Dee", 1, "D", "C") == "elsewhere"


def test_workshop_that_needs_everybody_is_not_left(changing: Placement) -> None:
    Workshop.objects.filter(title="Casus").update(minimum=2)
    assert refused(changing.day, "Ada", 2, "C", "D") == "needed"
    Workshop.objects.filter(title="Casus").update(minimum=1)
    take(changing.day, "Ada", 2, "C", "D")


def test_leader_goes_to_no_workshop_in_their_own_round_and_not_to_their_own_elsewhere(changing: Placement) -> None:
    speaker = changing.day.speakers.get()
    speaker.email = "bo.voorbeeld@example.org"
    speaker.save()
    film = Workshop.objects.get(title="Film")
    Workshop.objects.get(title="Dialoog").leaders.clear()
    film.leaders.add(speaker)
    session(changing.day, "F", 1).delete()
    assert refused(changing.day, "Bo", 2, "F", "D") == "busy"
    film.sessions.all().delete()
    Workshop.objects.get(title="Dialoog").leaders.add(speaker)
    session(changing.day, "D", 1).delete()
    assert refused(changing.day, "Bo", 2, "", "D") == "leads"


def test_form_that_is_sent_twice_changes_once(changing: Placement) -> None:
    for _time in range(2):
        take(changing.day, "Ada", 2, "C", "D")
    assert (OwnChange.objects.count(), Mail.objects.count()) == (1, 1)


def test_whoever_saw_another_programme_is_told(changing: Placement) -> None:
    assert refused(changing.day, "Ada", 2, "F", "D") == "otherwise"


def test_chairs_of_whoever_cancels_are_free_and_stay_so_when_they_come_again(changing: Placement) -> None:
    cancel(who("Cas"))
    assert [(each.before, each.after, each.kind) for each in OwnChange.objects.order_by("round__number")] == [
        (session(changing.day, "F", 1), None, "cancelled"), (session(changing.day, "D", 2), None, "cancelled"),
    ]  # fmt: skip
    take(changing.day, "Dee", 1, "D", "F")
    come_again(who("Cas"))
    assert seats(changing.day) == {**SEATS, "Cas": "", "Dee": "FC"}
    assert seated(changing) == {"Ada": "FC", "Bo": "CF", "Dee": "FC"}
    assert own_page("Cas").count("Kies uit de vrije stoelen") == 2
    take(changing.day, "Cas", 1, "", "C")
    assert seats(changing.day)["Cas"] == "C"


def test_whoever_comes_later_without_a_workshop_is_told_that_they_will_be_placed(changing: Placement) -> None:
    ChangeRules.objects.update(allowed=False)
    cancel(who("Cas"))
    come_again(who("Cas"))
    page = own_page("Cas")
    assert "delen de organisatoren u in" in page
    assert "Kies uit de vrije stoelen" not in page


def test_publishing_the_same_placement_leaves_everybody_what_they_chose(changing: Placement, owner: User) -> None:
    take(changing.day, "Ada", 2, "C", "D")
    Mailing.objects.all().delete()
    publish(owner, changing, "nog eens", 1)
    assert seats(changing.day) == {**SEATS, "Ada": "FD"}
    assert not Mailing.objects.exists()


def test_page_before_publishing_tells_who_would_lose_what_they_chose(
    changing: Placement, owner: User, as_owner: Client
) -> None:
    take(changing.day, "Ada", 2, "C", "D")
    second = placed(changing.day, SEATS)
    page = as_owner.get(reverse("placement-publish", args=[changing.day_id, second.run_id]))
    assert [(each.participant, each.chosen) for each in page.context["changes"]] == [
        (who("Ada"), [session(changing.day, "D", 2)])
    ]
    text = page.content.decode()
    assert "zelf gekozen" in text
    assert "1 persoon verliest een workshop" in text
    Mailing.objects.all().delete()
    publish(owner, second, "tweede", 1)
    approve(owner, Mailing.objects.get(), 1)
    assert [each.to for each in Mail.objects.exclude(kind="own-change")] == ["ada.voorbeeld@example.org"]


def test_going_back_gives_everybody_what_they_last_had_in_that_version(changing: Placement, owner: User) -> None:
    take(changing.day, "Ada", 2, "C", "D")
    first = Publication.objects.get()
    publish(owner, placed(changing.day, {**SEATS, "Dee": "CD"}), "tweede", 1)
    go_back(owner, first, "terug", 2)
    assert seats(changing.day) == {**SEATS, "Ada": "FD"}


def test_whoever_is_erased_leaves_no_change(changing: Placement, owner: User) -> None:
    take(changing.day, "Ada", 2, "C", "D")
    erase(who("Ada"), owner)
    assert not OwnChange.objects.exists()


def test_calendar_has_the_new_workshop_in_a_later_version_of_the_event(changing: Placement) -> None:
    where = reverse("my-programme", args=[token_of(who("Ada"))])
    before = Calendar.from_ical(Client().get(where).content).walk("VEVENT")[1]
    take(changing.day, "Ada", 2, "C", "D")
    after = Calendar.from_ical(Client().get(where).content).walk("VEVENT")[1]
    assert (before["uid"], str(after["summary"])) == (after["uid"], "Netwerkdag 2030: Dialoog")
    assert [before["sequence"]] < [after["sequence"]]


def test_pages_lead_from_the_programme_to_the_question_and_only_the_button_does_it(changing: Placement) -> None:
    browser = Client()
    assert own_page("Ada").count(address("Ada", 2)) == 1
    listed = browser.get(address("Ada", 2))
    assert [(str(each.session.workshop), each.free, each.why) for each in listed.context["options"]] == [
        ("Dialoog", 19, None), ("Film", 1, "elsewhere"),
    ]  # fmt: skip
    wanted = session(changing.day, "D", 2)
    asked = browser.get(address("Ada", 2), {"session": str(wanted.pk)}).content.decode()
    assert "“Dialoog” kiezen?" in asked
    assert seats(changing.day) == SEATS
    sent = {"session": wanted.pk, "seen": session(changing.day, "C", 2).pk}
    answer = browser.post(address("Ada", 2), sent, follow=True).content.decode()
    assert "U zit nu in “Dialoog”." in answer
    assert seats(changing.day)["Ada"] == "FD"


def test_whoever_comes_too_late_is_told_why(changing: Placement) -> None:
    sent = {"session": session(changing.day, "F", 1).pk, "seen": session(changing.day, "D", 1).pk}
    assert "Er is geen vrije stoel." in Client().post(address("Dee", 1), sent, follow=True).content.decode()
    assert "kies een workshop" in Client().post(address("Dee", 1), {}, follow=True).content.decode()


def test_organisers_see_who_changed_what_and_set_whether_they_may(changing: Placement, as_owner: Client) -> None:
    take(changing.day, "Ada", 2, "C", "D")
    page = as_owner.get(reverse("placement-changes", args=[changing.day_id]))
    assert [(each.participant, each.before, each.after) for each in page.context["changes"]] == [
        (who("Ada"), session(changing.day, "C", 2), session(changing.day, "D", 2))
    ]
    where = reverse("placement-change-rules", args=[changing.day_id])
    assert as_owner.post(where, {"seen": 1, "until": "2030-09-11T18:00"}).status_code == 302
    rules = ChangeRules.objects.get()
    assert (rules.allowed, rules.version, rules.until.isoformat()) == (False, 2, "2030-09-11T16:00:00+00:00")  # type: ignore[union-attr]
    assert as_owner.post(where, {"seen": 1, "allowed": "on"}).status_code == 409


def test_rules_are_made_when_they_are_first_kept(placeable: Day, as_owner: Client) -> None:
    where = reverse("placement-change-rules", args=[placeable.pk])
    as_owner.get(where)
    assert not ChangeRules.objects.exists()
    as_owner.post(where, {"seen": 1, "allowed": "on"})
    assert ChangeRules.objects.get().allowed


def test_papers_have_them_where_they_went_and_their_page_tells_that_they_chose_it(changing: Placement) -> None:
    take(changing.day, "Ada", 2, "C", "D")
    version = current(changing.day)
    assert version is not None
    paper = seated_in(changing.day, version.pk)
    assert paper is not None
    met = {each.session: [person.given_name for person in each.people] for each in meetings(paper)}
    assert (met[session(changing.day, "D", 2)], met[session(changing.day, "C", 2)]) == (["Ada", "Cas"], ["Dee"])
    assert reason_of(who("Ada"), version) == "U hebt dit zelf gekozen, nadat de programma's gepubliceerd waren."
    assert [each.mark for each in marked_programme(who("Ada")) if each.mark] == []


def test_what_the_organisers_changed_is_marked_beside_what_they_chose_themselves(
    changing: Placement, owner: User
) -> None:
    take(changing.day, "Bo", 1, "C", "D")
    move(owner, changing, who("Bo"), session(changing.day, "C", 2), Placement.objects.get(pk=changing.pk).version)
    publish(owner, Placement.objects.get(pk=changing.pk), "tweede", 1)
    marks = {each.number: (each.mark.what, each.mark.was) for each in marked_programme(who("Bo")) if each.mark}
    assert marks == {2: ("gewijzigd", "Film")}
    version = current(changing.day)
    assert version is not None
    assert reason_of(who("Bo"), version) == "U hebt dit zelf gekozen, nadat de programma's gepubliceerd waren."
