# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import time
from typing import Any, Protocol

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from regiodag.accounts.models import User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Workshop
from regiodag.days.programme import load
from regiodag.days.views.timetable.pages import lists_of
from regiodag.editing.models import Step

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
STALE = "Iemand anders heeft dit intussen gewijzigd."
BUTTON = re.compile(r'id="(undo|redo)"[^>]*?(disabled)?><span[^>]*>.</span> <span[^>]*>([^<]*)<')


class Answer(Protocol):
    """An answer of the site, as Django's client gives it."""

    @property
    def content(self) -> bytes: ...


def address(name: str, day: Day, **more: Any) -> str:
    return reverse(name, kwargs={"day_id": day.pk, **more})


def of_item(name: str, item: ProgrammeItem) -> str:
    return address(name, item.day, item_id=item.pk)


def of_session(name: str, session: Session) -> str:
    return address(name, session.round.day, session_id=session.pk)


def page(answer: Answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def buttons(answer: Answer) -> list[tuple[str, bool, str]]:
    """Undo and redo: whether they can be pressed, and what they say."""
    return [(name, not off, words) for name, off, words in BUTTON.findall(page(answer))]


def notice(answer: Answer) -> str:
    found = re.search(r'id="tt-notice"[^>]*>([^<]*)<', page(answer))
    assert found
    return found[1]


def differences(answer: Answer) -> list[tuple[str, str, str]]:
    return re.findall(r'<th scope="row">(\w+)</th><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td>', page(answer))


def times(day: Day) -> list[str]:
    return [f"{each.start:%H:%M}-{each.end:%H:%M} {each.title}" for each in day.items.all()]


def places(day: Day) -> list[tuple[str, int, str]]:
    found = Session.objects.filter(round__day=day).select_related("workshop", "round", "room")
    return sorted((each.workshop.title, each.round.number, each.room.name if each.room else "") for each in found)


def titles(answer: Answer) -> list[str]:
    return re.findall(r'data-(?:workshop|row)[^>]*data-title="([^"]*)"', page(answer))


@pytest.fixture
def opening(day: Day) -> ProgrammeItem:
    return day.items.get(title="Opening")


@pytest.fixture
def session(day: Day) -> Session:
    return Session.objects.get(round__day=day)


def test_timetable_shows_parts_rounds_and_workshops_with_their_warnings(day: Day, as_owner: Client) -> None:
    Workshop.objects.create(day=day, title="Signalen", maximum=40)
    answer = as_owner.get(address("timetable", day))
    assert titles(answer) == ["Opening", "Ronde 1", "Dialoog", "Signalen"]
    assert "“Signalen” staat nog in geen ronde" in page(answer)
    waiting = f"#waiting-{day.rounds.get().pk}-{day.workshops.get(title='Signalen').pk}"
    assert f'href="{waiting}" data-show' in page(answer)
    assert buttons(answer) == [("undo", False, "Ongedaan maken"), ("redo", False, "Opnieuw doen")]


def test_viewer_sees_the_timetable_and_cannot_change_it(
    day: Day, join: Callable[[Role], User], browser_of: Callable[[User], Client], session: Session
) -> None:
    viewer = browser_of(join(Role.VIEWER))
    answer = viewer.get(address("timetable", day))
    assert titles(answer) == ["Opening", "Ronde 1", "Dialoog"]
    assert [word for word in ("data-grab", "Verplaatsen", "timetable.js", 'id="undo"') if word in page(answer)] == []
    assert viewer.get(address("timetable-print", day)).status_code == 200
    sent = viewer.post(of_session("session-remove", session), {"seen": 1}, headers=HTMX)
    assert (sent.status_code, places(day)) == (403, [("Dialoog", 1, "Zaal 1")])


def test_page_of_a_big_day_takes_as_many_queries_as_of_a_small_one(
    day: Day, as_owner: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = address("timetable", day)
    as_owner.get(path)
    with django_assert_num_queries(14) as small:
        as_owner.get(path)
    for at in range(4):
        made = Workshop.objects.create(day=day, title=f"W {at}", maximum=10)
        made.leaders.set(day.speakers.all())
        Session.objects.create(workshop=made, round=day.rounds.get(), room=day.rooms.get())
        ProgrammeItem.objects.create(day=day, title=f"P {at}", start=time(13 + at), end=time(14 + at))
    with django_assert_num_queries(len(small)):
        as_owner.get(path)


def test_empty_timetable_says_how_to_begin(day: Day, as_owner: Client) -> None:
    day.rounds.all().delete()
    day.items.all().delete()
    day.rooms.all().delete()
    day.workshops.all().delete()
    answer = page(as_owner.get(address("timetable", day)))
    assert "Er staat nog niets in het programma." in answer
    assert "Eerste onderdeel toevoegen" in answer
    assert "Geen waarschuwingen: alles past." in answer
    assert as_owner.get(address("timetable-print", day)).status_code == 200


def test_round_without_a_time_stands_at_the_end_and_workshop_without_a_room_beside_the_rooms(
    day: Day, as_owner: Client
) -> None:
    late = Round.objects.create(day=day, number=2)
    homeless = Session.objects.create(workshop=day.workshops.get(), round=late)
    answer = page(as_owner.get(address("timetable", day)))
    assert f'id="round-{late.pk}"' in answer
    assert answer.index("Ronde 1</a>") < answer.index("nog geen tijd") < answer.index(f'id="session-{homeless.pk}"')
    assert "In het programma staat niet wanneer ronde 2 is." in answer
    assert "“Dialoog” heeft nog geen zaal in ronde 2." in answer
    assert "nog geen zaal" in page(as_owner.get(address("timetable-print", day)))


def test_titles_that_are_html_are_shown_as_typed(day: Day, as_owner: Client, opening: ProgrammeItem) -> None:
    opening.title = Workshop.objects.get().title = '<script>alert("x")</script>'
    opening.save()
    Workshop.objects.update(title="<img src=x onerror=alert(1)>")
    for name in ("timetable", "timetable-print"):
        answer = page(as_owner.get(address(name, day)))
        assert ("<script>alert" in answer, "<img src=x" in answer) == (False, False)


def test_part_is_added_by_a_form_that_begins_after_the_last_one(day: Day, as_owner: Client) -> None:
    path = address("item-add", day)
    form = as_owner.get(path)
    assert re.findall(r'type="time"[^>]*? value="([^"]*)"', page(form)) == ["12:00", "12:30"]
    given = {"kind": "plenary", "title": "Slot", "start": "12:00", "end": "12:30", "room": "", "seen": "1",
             "speakers": [str(day.speakers.get().pk)]}  # fmt: skip
    answer = as_owner.post(path, given)
    made = day.items.get(title="Slot")
    assert (answer.status_code, answer["Location"]) == (302, f"{address('timetable', day)}#item-{made.pk}")
    assert [str(each) for each in made.speakers.all()] == ["Noor van der Linden"]
    assert "Toegevoegd: Slot." in page(as_owner.get(address("timetable", day)))


def test_another_part_is_added_right_after_from_where_the_last_one_ends(day: Day, as_owner: Client) -> None:
    path = address("item-add", day)
    given = {"kind": "plenary", "title": "Slot", "start": "12:00", "end": "12:50", "seen": "1", "another": "1"}
    answer = as_owner.post(path, given, follow=True)
    assert answer.redirect_chain == [(path, 302)]
    assert "Toegevoegd: Slot." in page(answer)
    assert re.findall(r'type="time"[^>]*? value="([^"]*)"', page(answer)) == ["12:50", "13:20"]


def test_round_that_is_added_has_no_room_or_speakers_of_its_own(day: Day, as_owner: Client) -> None:
    given = {"kind": "round", "title": "Ronde 2", "start": "13:00", "end": "14:00", "room": str(day.rooms.get().pk),
             "speakers": [str(day.speakers.get().pk)], "seen": "1"}  # fmt: skip
    as_owner.post(address("item-add", day), given)
    made = day.items.get(title="Ronde 2")
    assert (made.room, list(made.speakers.all()), made.round) == (None, [], day.rounds.get(number=2))


def test_part_that_ends_before_it_starts_is_not_kept_and_what_was_typed_stays(day: Day, as_owner: Client) -> None:
    day.speakers.all().delete()
    given = {"kind": "plenary", "title": "Slot", "start": "12:30", "end": "12:30", "room": "", "seen": "1"}
    answer = as_owner.post(address("item-add", day), given)
    assert answer.status_code == 200
    assert page(answer).count("Dit is niet later dan de tijd waarop het begint.") == 2
    assert 'value="Slot"' in page(answer)
    assert times(day) == ["09:00-09:30 Opening", "11:00-12:00 Ronde 1"]


def test_first_part_of_a_day_begins_at_nine(day: Day, as_owner: Client) -> None:
    day.items.all().delete()
    found = re.findall(r'type="time"[^>]*? value="([^"]*)"', page(as_owner.get(address("item-add", day))))
    assert found == ["09:00", "09:30"]


def test_part_is_changed(day: Day, as_owner: Client, opening: ProgrammeItem) -> None:
    path = of_item("item-change", opening)
    assert 'value="round"' not in page(as_owner.get(path))
    given = {"kind": "film", "title": "Film", "start": "09:00", "end": "10:00", "room": "", "seen": "1", "shift": "on"}
    answer = as_owner.post(path, given)
    assert answer.status_code == 302
    assert times(day) == ["09:00-10:00 Film", "11:30-12:30 Ronde 1"]


def test_round_is_changed_and_stays_a_round(day: Day, as_owner: Client) -> None:
    rnd = day.items.get(kind="round")
    path = of_item("item-change", rnd)
    assert 'name="kind"' not in page(as_owner.get(path))
    as_owner.post(path, {"title": "Workshops", "start": "11:00", "end": "12:00", "seen": "1", "kind": "film"})
    assert [(each.kind, each.title) for each in day.items.all()] == [("plenary", "Opening"), ("round", "Workshops")]
    answer = as_owner.post(path, {"title": "Ronde", "start": "11:00", "end": "12:00", "seen": "1"})
    assert (answer.status_code, differences(answer)) == (409, [("Titel", "Ronde", "Workshops")])


def test_whoever_changes_a_part_second_sees_the_differences_and_keeps_what_they_typed(
    day: Day, as_owner: Client, opening: ProgrammeItem
) -> None:
    opening.title, opening.version = "Welkom", 2
    opening.save()
    given = {"kind": "plenary", "title": "Begin", "start": "09:00", "end": "09:30", "room": str(day.rooms.get().pk),
             "seen": "1", "speakers": [str(day.speakers.get().pk)]}  # fmt: skip
    path = of_item("item-change", opening)
    answer = as_owner.post(path, given)
    assert answer.status_code == 409
    assert differences(answer) == [("Titel", "Begin", "Welkom"), ("Sprekers", "Noor van der Linden", "–")]
    assert 'value="Begin"' in page(answer)
    assert times(day)[0] == "09:00-09:30 Welkom"
    assert as_owner.post(path, {**given, "seen": "2"}).status_code == 302
    assert times(day)[0] == "09:00-09:30 Begin"


def test_part_is_moved_by_a_form(day: Day, as_owner: Client, opening: ProgrammeItem) -> None:
    path = of_item("item-move", opening)
    assert "Het is nu van 09:00 tot 09:30." in page(as_owner.get(path))
    answer = as_owner.post(path, {"start": "09:10", "shift": "on", "seen": "1"}, follow=True)
    assert "Opening begint nu om 09:10." in page(answer)
    assert times(day) == ["09:10-09:40 Opening", "11:10-12:10 Ronde 1"]


def test_part_that_would_end_tomorrow_is_not_moved(day: Day, as_owner: Client, opening: ProgrammeItem) -> None:
    moved = as_owner.post(of_item("item-move", opening), {"start": "23:45", "seen": "1"})
    given = {"kind": "film", "title": "F", "start": "09:00", "end": "23:00", "room": "", "seen": "1", "shift": "on"}
    changed = as_owner.post(of_item("item-change", opening), given)
    for answer in (moved, changed):
        assert answer.status_code == 200
        assert "Dan valt er iets vóór of na deze dag." in page(answer)
    assert times(day) == ["09:00-09:30 Opening", "11:00-12:00 Ronde 1"]


def test_part_that_somebody_else_moved_is_not_moved_until_it_was_seen(
    day: Day, as_owner: Client, opening: ProgrammeItem
) -> None:
    ProgrammeItem.objects.filter(pk=opening.pk).update(start=time(9, 5), version=2)
    path = of_item("item-move", opening)
    answer = as_owner.post(path, {"start": "10:00", "seen": "1"})
    assert answer.status_code == 409
    assert "Het is nu van 09:05 tot 09:30." in page(answer)
    assert 'name="seen" value="2"' in page(answer)
    assert times(day)[0] == "09:05-09:30 Opening"


def test_part_is_ordered_by_htmx_and_the_answer_is_the_timetable_and_the_warnings(
    day: Day, as_owner: Client, opening: ProgrammeItem
) -> None:
    answer = as_owner.post(of_item("item-order", opening), {"seen": 1, "before": ""}, headers=HTMX)
    assert answer.status_code == 200
    assert page(answer).startswith('<section id="timetable"')
    assert 'id="warnings" class="tt-warnings" aria-labelledby="warnings-title" hx-swap-oob="true"' in page(answer)
    assert json.loads(answer["HX-Trigger"]) == {"announce": {"value": "Opening begint nu om 11:30."}}
    assert json.loads(answer["HX-Trigger-After-Settle"]) == {"moved": {"anchor": f"item-{opening.pk}"}}
    assert times(day) == ["09:00-10:00 Ronde 1", "11:30-12:00 Opening"]
    assert buttons(answer) == [("undo", True, "Ongedaan maken: Opening verplaatst"), ("redo", False, "Opnieuw doen")]


def test_order_that_cannot_be_made_shows_the_timetable_as_it_is(
    day: Day, as_owner: Client, opening: ProgrammeItem
) -> None:
    path = of_item("item-order", opening)
    gone = as_owner.post(path, {"seen": 1, "before": str(day.pk)}, headers=HTMX)
    stale = as_owner.post(path, {"seen": 7, "before": ""}, headers=HTMX)
    ProgrammeItem.objects.filter(kind="round").update(start=time(0, 10), end=time(23, 59))
    ProgrammeItem.objects.filter(pk=opening.pk).update(start=time(0, 5), end=time(0, 20))
    ProgrammeItem.objects.create(day=day, title="Lang", start=time(0, 6), end=time(23, 58))
    too_far = as_owner.post(path, {"seen": 1, "before": ""}, headers=HTMX)
    assert [each.status_code for each in (gone, stale, too_far)] == [409, 409, 409]
    assert notice(gone).startswith(STALE)
    assert notice(stale).startswith(STALE)
    assert notice(too_far).startswith("Dan valt er iets vóór of na deze dag.")
    assert Step.objects.count() == 0


def test_part_is_deleted_after_a_question(day: Day, as_owner: Client, opening: ProgrammeItem) -> None:
    path = of_item("item-delete", opening)
    assert "“Opening” verwijderen?" in page(as_owner.get(path))
    stale = as_owner.post(path, {"seen": 3})
    assert (stale.status_code, notice(stale).startswith(STALE)) == (409, True)
    assert "<title>Rooster" in page(stale)
    answer = as_owner.post(path, {"seen": 1}, follow=True)
    assert "Verwijderd: Opening. U kunt dit ongedaan maken." in page(answer)
    assert times(day) == ["11:00-12:00 Ronde 1"]
    assert as_owner.get(path).status_code == 404
    assert notice(as_owner.post(path, {"seen": 1}, headers=HTMX)).startswith(STALE)


def test_pages_below_the_timetable_are_marked_as_part_of_it(
    day: Day, as_owner: Client, opening: ProgrammeItem, session: Session
) -> None:
    paths = [
        *(address(name, day) for name in ("timetable", "item-add", "session-place")),
        *(of_item(name, opening) for name in ("item-change", "item-move", "item-delete")),
        *(of_session(name, session) for name in ("session-move", "session-remove")),
    ]
    marks = [re.findall(r'aria-current="(page|true)">([^<]*)</a>', page(as_owner.get(path))) for path in paths]
    assert marks == [[("page", "Rooster")], *[[("true", "Rooster")]] * 7]


def test_workshop_is_put_in_a_round(day: Day, as_owner: Client) -> None:
    second = Round.objects.create(day=day, number=2)
    path = address("session-place", day)
    form = as_owner.get(path, {"workshop": str(day.workshops.get().pk), "round": str(second.pk)})
    assert re.findall(r'value="([^"]*)" selected', page(form)) == [str(day.workshops.get().pk), str(second.pk), ""]
    given = {"workshop": str(day.workshops.get().pk), "round": str(second.pk), "room": str(day.rooms.get().pk)}
    answer = as_owner.post(path, given, headers=HTMX)
    made = Session.objects.get(round=second)
    assert json.loads(answer["HX-Trigger"]) == {"announce": {"value": "Dialoog staat nu in ronde 2, Zaal 1."}}
    assert json.loads(answer["HX-Trigger-After-Settle"]) == {"moved": {"anchor": f"session-{made.pk}"}}
    again = as_owner.post(path, given)
    assert (again.status_code, places(day)) == (409, [("Dialoog", 1, "Zaal 1"), ("Dialoog", 2, "Zaal 1")])
    assert notice(again) == (
        "Er is niets veranderd: Dialoog staat al in ronde 2. Een workshop wordt in een ronde één keer gegeven."
    )


def test_session_moves_to_another_room_and_back_by_undo(day: Day, as_owner: Client, session: Session) -> None:
    small = Room.objects.create(day=day, name="Zaal 2", capacity=10)
    path = of_session("session-move", session)
    assert "“Dialoog” verplaatsen" in page(as_owner.get(path))
    given = {"round": str(session.round_id), "room": str(small.pk), "seen": "1"}
    answer = as_owner.post(path, given, headers=HTMX)
    assert places(day) == [("Dialoog", 1, "Zaal 2")]
    assert "“Dialoog” is voor hoogstens 20 mensen, Zaal 2 heeft 10 stoelen (ronde 1)." in page(answer)
    said = "Dialoog verplaatst naar ronde 1, Zaal 2"
    assert buttons(answer)[0] == ("undo", True, f"Ongedaan maken: {said}")
    step = Step.objects.get()
    undone = as_owner.post(address("undo", day), {"step": str(step.pk)}, headers=HTMX)
    assert places(day) == [("Dialoog", 1, "Zaal 1")]
    assert json.loads(undone["HX-Trigger"]) == {"announce": {"value": f"Ongedaan gemaakt: {said}."}}
    assert buttons(undone) == [("undo", False, "Ongedaan maken"), ("redo", True, f"Opnieuw doen: {said}")]
    redone = as_owner.post(address("redo", day), {"step": str(step.pk)}, follow=True)
    assert f"Opnieuw gedaan: {said}." in page(redone)
    assert places(day) == [("Dialoog", 1, "Zaal 2")]


def test_session_swaps_with_the_one_in_the_room_when_asked(day: Day, as_owner: Client, session: Session) -> None:
    room = Room.objects.create(day=day, name="Zaal 2", capacity=10)
    other = Workshop.objects.create(day=day, title="Signalen", maximum=10)
    Session.objects.create(workshop=other, round=session.round, room=room)
    path = of_session("session-move", session)
    given = {"round": str(session.round_id), "room": str(room.pk), "swap": "on"}
    as_owner.post(path, {**given, "seen": "1"}, headers=HTMX)
    assert places(day) == [("Dialoog", 1, "Zaal 2"), ("Signalen", 1, "Zaal 1")]
    as_owner.post(path, {**given, "room": "", "seen": "2"}, headers=HTMX)
    assert places(day) == [("Dialoog", 1, ""), ("Signalen", 1, "Zaal 1")]


def test_second_of_two_organisers_is_told_and_changes_nothing(
    day: Day, as_owner: Client, session: Session, join: Callable[[Role], User], browser_of: Callable[[User], Client]
) -> None:
    room = Room.objects.create(day=day, name="Zaal 2", capacity=30)
    path = of_session("session-move", session)
    colleague = browser_of(join(Role.ORGANISER))
    first = {"round": str(session.round_id), "room": str(room.pk), "seen": "1"}
    assert colleague.post(path, first, headers=HTMX).status_code == 200
    late = as_owner.post(path, {**first, "room": ""}, headers=HTMX)
    removed = as_owner.post(of_session("session-remove", session), {"seen": "1"}, headers=HTMX)
    for answer in (late, removed):
        assert (answer.status_code, notice(answer).startswith(STALE)) == (409, True)
        assert titles(answer) == ["Opening", "Ronde 1", "Dialoog"]
    assert places(day) == [("Dialoog", 1, "Zaal 2")]


def test_move_to_a_room_that_is_gone_shows_the_timetable_or_the_form(
    day: Day, as_owner: Client, session: Session
) -> None:
    path = of_session("session-move", session)
    given = {"round": str(session.round_id), "room": str(day.pk), "seen": "1"}
    assert notice(as_owner.post(path, given, headers=HTMX)).startswith(STALE)
    answer = as_owner.post(path, given)
    assert (answer.status_code, "Er klopt nog iets niet" in page(answer)) == (200, True)


def test_session_does_not_move_to_a_round_where_its_workshop_is(day: Day, as_owner: Client, session: Session) -> None:
    second = Round.objects.create(day=day, number=2)
    Session.objects.create(workshop=session.workshop, round=second)
    given = {"round": str(second.pk), "room": "", "seen": "1"}
    answer = as_owner.post(of_session("session-move", session), given, headers=HTMX)
    assert (answer.status_code, notice(answer)[:49]) == (409, "Er is niets veranderd: Dialoog staat al in ronde ")
    assert places(day) == [("Dialoog", 1, "Zaal 1"), ("Dialoog", 2, "")]


def test_workshop_is_taken_out_after_a_question(day: Day, as_owner: Client, session: Session) -> None:
    path = of_session("session-remove", session)
    assert "“Dialoog” uit ronde 1 halen?" in page(as_owner.get(path))
    answer = as_owner.post(path, {"seen": "1"}, headers=HTMX)
    moved = {"moved": {"anchor": f"waiting-{session.round_id}-{session.workshop_id}"}}
    assert json.loads(answer["HX-Trigger-After-Settle"]) == moved
    assert places(day) == []


def test_nothing_is_undone_that_the_button_did_not_promise(day: Day, as_owner: Client, opening: ProgrammeItem) -> None:
    path = address("undo", day)
    nothing = as_owner.post(path, {"step": ""})
    as_owner.post(of_item("item-move", opening), {"start": "09:10", "seen": "1"})
    promised = str(Step.objects.get().pk)
    other = as_owner.post(path, {"step": str(day.pk)}, headers=HTMX)
    ProgrammeItem.objects.filter(pk=opening.pk).update(title="Elders gewijzigd")
    overtaken = as_owner.post(path, {"step": promised}, headers=HTMX)
    assert [(each.status_code, notice(each)) for each in (nothing, other, overtaken)] == [
        (409, "Er is niets meer om ongedaan te maken of opnieuw te doen."),
        (409, ("Iemand anders heeft intussen iets gedaan. Daarom is er niets ongedaan gemaakt. "
              "Kijk wat er nu op de knop staat.")),
        (409, ("Dit kan niet meer ongedaan worden gemaakt: het is daarna ergens anders nog gewijzigd. "
              "Wijzig het met de hand.")),
    ]  # fmt: skip
    assert times(day)[0] == "09:10-09:40 Elders gewijzigd"


def test_paper_lists_what_is_in_each_room_that_is_used(day: Day, as_owner: Client) -> None:
    Room.objects.create(day=day, name="Leeg", capacity=10)
    found = [(each.room.name, [thing.title for thing in each.things]) for each in lists_of(load(day))]
    assert found == [("Zaal 1", ["Opening", "Dialoog"])]
    answer = page(as_owner.get(address("timetable-print", day)))
    assert "<li><b>11:00–12:00</b> Dialoog <span>Noor van der Linden</span></li>" in answer


def test_step_of_the_work_leads_to_the_timetable(day: Day, as_owner: Client) -> None:
    answer = page(as_owner.get(address("day", day)))
    assert f'<a href="{address("timetable", day)}"><strong>Maak het rooster</strong></a>' in answer
