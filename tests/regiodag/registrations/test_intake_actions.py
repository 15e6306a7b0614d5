# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from intake_files import GIVEN, HEADINGS, KNOWN, TITLES, Row, mistaken, prepare, usual
from regiodag.accounts.models import AuditEntry, User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, Series
from regiodag.messages.models import Mail
from regiodag.registrations.actions.erase import erase
from regiodag.registrations.actions.intake import (
    MovedError,
    NothingToDoError,
    NotKeptError,
    forget_file,
    import_participants,
    keep_file,
    remember_choices,
    sweep_files,
    undo_import,
)
from regiodag.registrations.actions.register import cancel
from regiodag.registrations.intake.plan import plan_of
from regiodag.registrations.known import WEEKS
from regiodag.registrations.links import participant_of, token_of
from regiodag.registrations.models import Answer, FormField, ImportedFile, Invitee, Participant, Preference
from regiodag.registrations.models.intake import KEPT_FOR
from regiodag.registrations.reading import Grid

pytestmark = pytest.mark.django_db


def grid_of(rows: list[Row]) -> Grid:
    cells = [tuple("" if cell is None else str(cell) for cell in row.cells()) for row in rows]
    return Grid("Form1", 1, HEADINGS, tuple(enumerate(cells, start=2)))


def brought_in(by: User, day: Day, rows: list[Row], *, send_links: bool = False, **choices: str) -> ImportedFile:
    file = keep_file(by, day, grid_of(rows))
    remember_choices(file, {name.replace("_", "-"): value for name, value in choices.items()})
    seen = plan_of(day, grid_of(rows), file.choices).digest()
    assert import_participants(by, file, seen, send_links=send_links) is not None
    file.refresh_from_db()
    return file


def everything(day: Day) -> dict[str, Any]:
    """All that a day knows of its participants, but for versions."""
    people = Participant.objects.filter(day=day).order_by("pk")
    return {
        "people": [{k: v for k, v in each.items() if k != "version"} for each in people.values()],
        "wishes": list(Preference.objects.filter(participant__day=day).order_by("participant", "rank").values_list(
            "participant", "workshop", "rank")),
        "answers": list(Answer.objects.filter(participant__day=day).order_by("participant", "field").values_list(
            "participant", "field", "value")),
    }  # fmt: skip


@pytest.fixture
def noor(day: Day) -> Participant:
    return prepare(day)


def test_file_is_brought_in_with_wishes_and_answers_and_no_mail(day: Day, noor: Participant, owner: User) -> None:
    brought_in(owner, day, usual()[:3])
    question = FormField.objects.get(label="Hoe komt u?")
    made = Participant.objects.filter(day=day, source="import").order_by("queued")
    told = [(str(each), each.email, each.function, each.state, str(each.organisation)) for each in made]
    assert told == [
        ("Ada Appelboom", "ada.appelboom@example.org", "adviseur", "registered", KNOWN),
        ("Bo Appelboom", "bo.appelboom@example.org", "adviseur", "registered", KNOWN),
        ("Cas Appelboom", "cas.appelboom@example.org", "adviseur", "registered", KNOWN),
    ]
    ranked = made[1].preferences.order_by("rank").values_list("rank", "workshop__title")
    assert list(ranked) == [(1, TITLES[1]), (2, TITLES[2]), (3, TITLES[3])]
    assert [each.answers.get(field=question).value for each in made] == ["trein", "auto", "fiets"]
    assert all(each.wished for each in made)
    assert participant_of(token_of(made[0])) == made[0]
    assert Mail.objects.count() == 0
    last = AuditEntry.objects.get(action="participants.imported")
    assert (last.actor, last.detail.facts) == (owner.pk, {"new": "3", "changed": "0"})


def test_links_are_mailed_to_who_is_new_when_asked(day: Day, noor: Participant, owner: User) -> None:
    rows = [*usual()[:2], Row(3, "Noor van der Linden", noor.email)]
    brought_in(owner, day, rows, send_links=True)
    assert sorted(Mail.objects.values_list("to", "kind")) == [
        ("ada.appelboom@example.org", "link"), ("bo.appelboom@example.org", "link")
    ]  # fmt: skip


def test_full_day_puts_the_last_answers_on_the_waiting_list(day: Day, noor: Participant, owner: User) -> None:
    day.capacity = 3
    day.save()
    brought_in(owner, day, usual()[:4])
    states = Participant.objects.filter(day=day, source="import").order_by("queued").values_list("given_name", "state")
    assert list(states) == [("Ada", "registered"), ("Bo", "registered"), ("Cas", "waiting"), ("Dee", "waiting")]


def test_second_time_nothing_happens(day: Day, noor: Participant, owner: User) -> None:
    file = brought_in(owner, day, usual()[:2])
    before = everything(day)
    assert import_participants(owner, file, "anything") is None
    assert everything(day) == before


def test_what_moved_since_it_was_shown_is_not_done(day: Day, noor: Participant, owner: User) -> None:
    file = keep_file(owner, day, grid_of([Row(1, "Noor van der Linden", noor.email)]))
    seen = plan_of(day, grid_of([Row(1, "Noor van der Linden", noor.email)]), {}).digest()
    Participant.objects.filter(pk=noor.pk).update(function="rechercheur")
    before = everything(day)
    with pytest.raises(MovedError):
        import_participants(owner, file, seen)
    assert everything(day) == before


def test_registration_of_somebody_else_in_the_meantime_does_not_matter(
    day: Day, noor: Participant, owner: User
) -> None:
    file, seen = keep_file(owner, day, grid_of(usual()[:2])), plan_of(day, grid_of(usual()[:2]), {}).digest()
    Participant.objects.create(day=day, given_name="Zoë", family_name="Maas", email="zoe@example.org", link_hash="z")
    assert import_participants(owner, file, seen) is not None


def test_file_that_changes_nothing_is_not_done(day: Day, noor: Participant, owner: User) -> None:
    file, seen = keep_file(owner, day, grid_of([])), plan_of(day, grid_of([]), {}).digest()
    with pytest.raises(NothingToDoError):
        import_participants(owner, file, seen)


def test_undo_makes_all_180_rows_undone(day: Day, noor: Participant, owner: User) -> None:
    before = everything(day)
    file = brought_in(owner, day, mistaken(), who_71=f"is-{noor.pk}", many="first")
    assert Participant.objects.filter(day=day).count() == 174
    noor.refresh_from_db()
    assert (noor.family_name, noor.email) == ("Lindn", "noor@example.com")
    with transaction.atomic():
        assert undo_import(owner, file) == []
    assert everything(day) == before
    assert undo_import(owner, file) == []


def test_undo_leaves_who_changed_since_and_tells_who(day: Day, noor: Participant, owner: User) -> None:
    file = brought_in(owner, day, [*usual()[:3], Row(4, "Noor van der Linden", noor.email)])
    ada, bo, cas = Participant.objects.filter(day=day, source="import").order_by("queued")
    cancel(ada)
    Participant.objects.filter(pk=noor.pk).update(version=9)
    stayed = undo_import(owner, file)
    assert set(stayed) == {ada.pk, noor.pk}
    assert set(Participant.objects.filter(day=day).values_list("pk", flat=True)) == {ada.pk, noor.pk}
    assert AuditEntry.objects.get(action="participants.import-undone").detail.facts == {"stayed": "2"}
    assert (bo.pk in stayed, cas.pk in stayed) == (False, False)


def test_language_of_who_changed_is_put_back(day: Day, noor: Participant, owner: User) -> None:
    grid = Grid("", 1, ("Naam", "E-mail", "Taal"), ((2, (str(noor), noor.email, "Engels")),))
    file = keep_file(owner, day, grid)
    import_participants(owner, file, plan_of(day, grid, {}).digest())
    noor.refresh_from_db()
    assert noor.language == "en"
    undo_import(owner, file)
    noor.refresh_from_db()
    assert noor.language == "nl"


def test_undo_takes_mails_back_that_did_not_go_yet(
    day: Day, noor: Participant, owner: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=False):
        file = brought_in(owner, day, usual()[:2], send_links=True)
        assert Mail.objects.count() == 2
        undo_import(owner, file)
    assert Mail.objects.count() == 0


def test_undo_gives_places_that_come_free_to_who_waits(day: Day, noor: Participant, owner: User) -> None:
    day.capacity, day.state = 2, "open"
    day.save()
    file = brought_in(owner, day, usual()[:1])
    late = Participant.objects.create(
        day=day, given_name="Zoë", family_name="Maas", email="zoe@example.org", link_hash="z", state="waiting"
    )
    undo_import(owner, file)
    late.refresh_from_db()
    assert late.state == "offered"


def test_file_is_sealed_and_is_forgotten_after_a_week(day: Day, noor: Participant, owner: User) -> None:
    old, new = keep_file(owner, day, grid_of(usual()[:1])), keep_file(owner, day, grid_of(usual()[:1]))
    done = brought_in(owner, day, usual()[:2])
    assert "appelboom" not in f"{old.content}{done.result}".lower()
    long_ago = timezone.now() - KEPT_FOR - timedelta(minutes=1)
    ImportedFile.objects.filter(pk__in=[old.pk, done.pk]).update(made=long_ago)
    assert sweep_files() == 2
    assert set(ImportedFile.objects.values_list("pk", flat=True)) == {new.pk, done.pk}
    done.refresh_from_db()
    with pytest.raises(NotKeptError):
        undo_import(owner, done)
    assert sweep_files() == 0


def test_file_that_is_thrown_away_is_gone_and_one_that_was_done_stays(day: Day, noor: Participant, owner: User) -> None:
    forget_file(keep_file(owner, day, grid_of([])))
    done = brought_in(owner, day, usual()[:1])
    forget_file(done)
    assert list(ImportedFile.objects.values_list("pk", flat=True)) == [done.pk]


def test_who_is_erased_is_in_no_file_any_more_and_the_rest_can_still_be_undone(
    day: Day, noor: Participant, owner: User
) -> None:
    waiting, done = keep_file(owner, day, grid_of(usual()[:2])), brought_in(owner, day, usual()[:2])
    Invitee.objects.create(day=day, email="ADA.appelboom@example.org", link_hash="i")
    erase(Participant.objects.get(day=day, given_name="Ada"))
    for file in (waiting, done):
        file.refresh_from_db()
    assert [cells[5] for _number, cells in waiting.table["rows"]] == ["Bo Appelboom"]
    assert (len(done.done["new"]), Invitee.objects.count()) == (1, 0)
    assert undo_import(owner, done) == []
    assert list(Participant.objects.filter(day=day)) == [noor]


def test_who_was_invited_is_forgotten_weeks_after_the_day(day: Day) -> None:
    Invitee.objects.create(day=day, email="ada@example.org", link_hash="i")
    sweep_files()
    assert Invitee.objects.count() == 1
    Day.objects.filter(pk=day.pk).update(date=timezone.localdate() - timedelta(weeks=WEEKS, days=1))
    sweep_files()
    assert Invitee.objects.count() == 0


ROWS = st.lists(
    st.builds(
        Row,
        st.integers(1, 9),
        st.sampled_from([*(f"{name} Appelboom" for name in GIVEN[:4]), "Noor van der Linden", "Noor", "Noor Lindn"]),
        st.sampled_from(["ada@example.org", "bo@example.org", "noor@example.org", "NOOR@example.org", "geen", ""]),
        st.sampled_from(["Gemeente Waterrijk (fictief)", "Gemente Waterrijk (fictief)", "Anders", ""]),
        st.lists(st.sampled_from([*TITLES, "Dialog", "Salsa"]), max_size=6),
        st.sampled_from(["trein", "ballon", ""]),
    ),
    max_size=6,
)  # fmt: skip
CHOICES = st.dictionaries(
    st.just("many") | st.builds("{}-{}".format, st.sampled_from(["who", "again", "other", "both"]), st.integers(2, 7)),
    st.sampled_from(["take", "leave", "first", "new"]),
)


class TestAnyFile(TestCase):
    """Whatever is in a file and whatever is chosen: done and undone, everything is as it was."""

    def setUp(self) -> None:
        self.day = Day.objects.create(series=Series.objects.create(title="Reeks"), title="Dag", capacity=3)
        self.day.workshops.create(title=TITLES[0], maximum=9)
        self.noor = prepare(self.day)
        self.by = User.objects.create_user("o@example.org", name=str(Role.OWNER))
        Preference.objects.create(participant=self.noor, workshop=self.day.workshops.get(title=TITLES[0]), rank=1)

    @settings(max_examples=25, deadline=None)
    @given(ROWS, CHOICES, st.sampled_from(["registered", "cancelled"]))
    def test_undo_of_what_was_done_gives_what_was_before(
        self, rows: list[Row], choices: dict[str, str], state: str
    ) -> None:
        Participant.objects.filter(pk=self.noor.pk).update(state=state)
        before = everything(self.day)
        grid = grid_of(rows)
        plan = plan_of(self.day, grid, choices)
        people = {each.email for each in plan.new}
        assert len(people) == len(plan.new)
        file = keep_file(self.by, self.day, grid)
        remember_choices(file, choices)
        if not plan.entries:
            return
        import_participants(self.by, file, plan.digest())
        taken = Participant.objects.filter(day=self.day, state="registered").count()
        assert taken <= (self.day.capacity or 0)
        again = plan_of(self.day, grid, choices)
        assert [each for each in again.new if each.email in people] == []
        assert undo_import(self.by, file) == []
        assert everything(self.day) == before
