# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from regiodag.accounts.models import AuditEntry, User
from regiodag.days.actions.back import OtherStepError
from regiodag.days.actions.copy import Part, copy_day
from regiodag.days.models import Day, Workshop
from regiodag.editing import steps
from regiodag.editing.versions import StaleError
from regiodag.registrations.actions import form_back, form_order, form_parts
from regiodag.registrations.actions.form_settings import keep_settings
from regiodag.registrations.actions.register import Submission, register
from regiodag.registrations.models import Answer, FormField, FormSection, Preference, RegistrationForm
from regiodag.registrations.queries import fields_of

pytestmark = pytest.mark.django_db

USUAL = {
    "Workshops": ["Naar welke workshops wilt u?"],
    "Goed om te weten": ["Is er iets wat u niet eet?", "Wat hebt u nodig om mee te doen?"],
}


@pytest.fixture
def form(day: Day) -> RegistrationForm:
    return day.registration_form


@pytest.fixture
def travel(owner: User, form: RegistrationForm) -> FormField:
    """A question with choices, after which another one is asked only of whoever comes by car."""
    section = form_parts.add_section(owner, form, FormSection(title="Vervoer"))
    how = form_parts.add_question(owner, section, asked("choice", "Hoe komt u?", choices=["auto", "trein", "fiets"]))
    form_parts.add_question(owner, section, asked("text", "Kenteken", only_if=how, only_if_answer="auto"))
    return how


def asked(kind: str, label: str, **more: Any) -> FormField:
    return FormField(kind=kind, label=label, purpose="Om het te weten.", **more)


def told(form: RegistrationForm) -> dict[str, list[str]]:
    """The form as people see it: its sections with their questions."""
    sections = FormSection.objects.filter(form=form)
    return {each.title: [field.label for field in each.fields.order_by("position")] for each in sections}


def answer(day: Day, name: str, answers: dict[FormField, Any]) -> None:
    register(day, Submission(name, "Voorbeeld", f"{name}@example.org".lower(), answers=answers))


def undo(by: User, form: RegistrationForm) -> None:
    step = steps.last_step(form.pk)
    assert step is not None
    form_back.undo(by, form, step.pk)


def redo(by: User, form: RegistrationForm) -> None:
    step = steps.next_step(form.pk)
    assert step is not None
    form_back.redo(by, form, step.pk)


def kinds_of_entry(form: RegistrationForm) -> list[str]:
    return list(AuditEntry.objects.filter(scope=form.day_id).order_by("number").values_list("action", flat=True))


def test_new_question_comes_last_in_its_section_and_can_be_undone_and_done_again(
    owner: User, form: RegistrationForm
) -> None:
    first = form.sections.first()
    assert first is not None
    form_parts.add_question(owner, first, asked("text", "Telefoon"))
    changed = {**USUAL, "Workshops": ["Naar welke workshops wilt u?", "Telefoon"]}
    assert told(form) == changed
    undo(owner, form)
    assert told(form) == USUAL
    redo(owner, form)
    assert told(form) == changed
    assert kinds_of_entry(form) == ["form.question-added", "form.undid", "form.redid"]


def test_second_question_about_workshops_is_refused(owner: User, form: RegistrationForm) -> None:
    last = form.sections.last()
    assert last is not None
    with pytest.raises(form_parts.OnceError):
        form_parts.add_question(owner, last, asked("wishes", "En welke nog meer?"))
    assert told(form) == USUAL


def test_question_that_somebody_else_changed_is_not_overwritten(owner: User, travel: FormField) -> None:
    theirs, mine = FormField.objects.get(pk=travel.pk), FormField.objects.get(pk=travel.pk)
    theirs.label = "Hoe reist u?"
    form_parts.change_question(owner, theirs, 1)
    mine.label = "Waarmee komt u?"
    with pytest.raises(StaleError):
        form_parts.change_question(owner, mine, 1)
    assert FormField.objects.get(pk=travel.pk).label == "Hoe reist u?"


def test_settings_that_somebody_else_changed_are_not_overwritten(owner: User, form: RegistrationForm) -> None:
    theirs, mine = RegistrationForm.objects.get(), RegistrationForm.objects.get()
    theirs.wishes, mine.wishes = 6, 7
    keep_settings(owner, theirs, 1)
    with pytest.raises(StaleError):
        keep_settings(owner, mine, 1)
    form.refresh_from_db()
    assert (form.wishes, form.version, kinds_of_entry(form)) == (6, 2, ["form.changed"])


def test_condition_follows_a_choice_that_is_renamed_and_answers_stay(owner: User, day: Day, travel: FormField) -> None:
    answer(day, "Ada", {travel: "auto"})
    travel.choices = ["eigen auto", "trein", "fiets"]
    form_parts.change_question(owner, travel, 1, {"auto": "eigen auto"})
    plate = FormField.objects.get(label="Kenteken")
    assert (plate.only_if_answer, Answer.objects.get().value) == ("eigen auto", "auto")
    undo(owner, day.registration_form)
    plate.refresh_from_db()
    assert (plate.only_if_answer, FormField.objects.get(pk=travel.pk).choices[0]) == ("auto", "auto")


def test_answers_go_along_with_a_choice_that_is_renamed_and_that_is_no_step(
    owner: User, day: Day, travel: FormField
) -> None:
    for name, how in (("Ada", "auto"), ("Bo", "trein"), ("Cas", "auto")):
        answer(day, name, {travel: how})
    last = steps.last_step(day.registration_form.pk)
    travel.choices = ["eigen auto", "trein", "fiets"]
    form_parts.change_question(owner, travel, 1, {"auto": "eigen auto"}, in_answers=True)
    values = Answer.objects.order_by("participant__given_name").values_list("value", flat=True)
    assert list(values) == ["eigen auto", "trein", "eigen auto"]
    assert steps.last_step(day.registration_form.pk) == last
    assert kinds_of_entry(day.registration_form)[-2:] == ["form.question-changed", "form.answers-renamed"]


def test_one_of_several_that_were_ticked_is_renamed_in_each_answer(owner: User, form: RegistrationForm) -> None:
    section = form.sections.last()
    assert section is not None
    field = form_parts.add_question(owner, section, asked("several", "Wat neemt u mee?", choices=["soep", "brood"]))
    answer(form.day, "Ada", {field: ["soep", "brood"]})
    field.choices = ["soep", "stokbrood"]
    form_parts.change_question(owner, field, 1, {"brood": "stokbrood"}, in_answers=True)
    assert Answer.objects.get().value == ["soep", "stokbrood"]


def test_question_without_answers_is_deleted_and_comes_back_with_what_depends_on_it(
    owner: User, form: RegistrationForm, travel: FormField
) -> None:
    before, pk = told(form), travel.pk
    form_parts.remove_question(owner, travel, 0)
    plate = FormField.objects.get(label="Kenteken")
    assert (told(form)["Vervoer"], plate.condition) == (["Kenteken"], "")
    undo(owner, form)
    plate.refresh_from_db()
    assert (told(form), plate.condition) == (before, f"{pk}:auto")


def test_question_with_more_answers_than_was_told_is_not_deleted(owner: User, day: Day, travel: FormField) -> None:
    answer(day, "Ada", {travel: "auto"})
    with pytest.raises(form_parts.MoreAnswersError) as error:
        form_parts.remove_question(owner, travel, 0)
    assert (error.value.now, FormField.objects.filter(pk=travel.pk).exists()) == (1, True)


def test_question_is_deleted_with_its_answers_and_that_is_no_step(owner: User, day: Day, travel: FormField) -> None:
    answer(day, "Ada", {travel: "auto"})
    last = steps.last_step(day.registration_form.pk)
    form_parts.remove_question(owner, travel, 1)
    assert (Answer.objects.count(), told(day.registration_form)["Vervoer"]) == (0, ["Kenteken"])
    assert steps.last_step(day.registration_form.pk) == last
    with pytest.raises(steps.OvertakenError):
        undo(owner, day.registration_form)
    assert told(day.registration_form)["Vervoer"] == ["Kenteken"]


def test_wishes_go_with_the_question_about_workshops(owner: User, day: Day) -> None:
    wishes = fields_of(day)[0]
    answer(day, "Ada", {wishes: [str(Workshop.objects.get().pk)]})
    form_parts.remove_question(owner, wishes, 1)
    assert Preference.objects.count() == 0


def test_section_is_deleted_with_its_questions_and_all_come_back(
    owner: User, form: RegistrationForm, travel: FormField
) -> None:
    before = told(form)
    form_parts.remove_section(owner, travel.section, 0)
    assert told(form) == USUAL
    undo(owner, form)
    assert told(form) == before
    assert FormField.objects.get(label="Kenteken").condition == f"{travel.pk}:auto"


def test_section_with_more_answers_than_was_told_is_not_deleted(owner: User, day: Day, travel: FormField) -> None:
    answer(day, "Ada", {travel: "fiets"})
    with pytest.raises(form_parts.MoreAnswersError):
        form_parts.remove_section(owner, travel.section, 0)
    form_parts.remove_section(owner, travel.section, 1)
    assert (told(day.registration_form), Answer.objects.count()) == (USUAL, 0)


def test_undo_never_takes_answers_along(owner: User, form: RegistrationForm) -> None:
    section = form.sections.last()
    assert section is not None
    field = form_parts.add_question(owner, section, asked("text", "Telefoon"))
    answer(form.day, "Ada", {field: "010"})
    with pytest.raises(form_back.AnsweredError):
        undo(owner, form)
    assert (Answer.objects.get().value, "Telefoon" in told(form)["Goed om te weten"]) == ("010", True)


def test_doing_a_deletion_again_never_takes_answers_along(owner: User, form: RegistrationForm) -> None:
    section = form.sections.last()
    assert section is not None
    field = form_parts.add_question(owner, section, asked("text", "Telefoon"))
    form_parts.remove_question(owner, field, 0)
    undo(owner, form)
    answer(form.day, "Ada", {FormField.objects.get(label="Telefoon"): "010"})
    with pytest.raises(form_back.AnsweredError):
        redo(owner, form)
    assert Answer.objects.get().value == "010"


def test_undo_of_another_step_than_was_promised_is_refused(
    owner: User, form: RegistrationForm, travel: FormField
) -> None:
    before = told(form)
    with pytest.raises(OtherStepError):
        form_back.undo(owner, form, UUID(int=1))
    assert (told(form), travel.section.title) == (before, "Vervoer")


def test_steps_of_the_form_are_apart_from_those_of_the_timetable(owner: User, day: Day, travel: FormField) -> None:
    assert steps.last_step(day.pk) is None
    assert steps.last_step(travel.section.form_id) is not None


@pytest.mark.parametrize(
    ("way", "start", "expected"),
    [
        ("down", "a", {"Eerste": ["b", "a"], "Tweede": ["c"]}),
        ("down", "b", {"Eerste": ["a"], "Tweede": ["b", "c"]}),
        ("down", "c", {"Eerste": ["a", "b"], "Tweede": ["c"]}),
        ("up", "a", {"Eerste": ["a", "b"], "Tweede": ["c"]}),
        ("up", "b", {"Eerste": ["b", "a"], "Tweede": ["c"]}),
        ("up", "c", {"Eerste": ["a", "b", "c"], "Tweede": []}),
    ],
)
def test_question_goes_one_place_up_or_down_also_to_the_next_section(
    owner: User, form: RegistrationForm, way: str, start: str, expected: dict[str, list[str]]
) -> None:
    form.sections.all().delete()
    for title, labels in {"Eerste": "ab", "Tweede": "c"}.items():
        section = form_parts.add_section(owner, form, FormSection(title=title))
        for label in labels:
            form_parts.add_question(owner, section, asked("text", label))
    before = told(form)
    form_order.shift_question(owner, FormField.objects.get(label=start), down=way == "down")
    assert told(form) == expected
    if expected != before:
        undo(owner, form)
        assert told(form) == before


@pytest.mark.parametrize(
    ("way", "title", "expected"),
    [
        ("down", "Workshops", ["Goed om te weten", "Workshops", "Slot"]),
        ("down", "Slot", ["Workshops", "Goed om te weten", "Slot"]),
        ("up", "Workshops", ["Workshops", "Goed om te weten", "Slot"]),
        ("up", "Slot", ["Workshops", "Slot", "Goed om te weten"]),
    ],
)
def test_section_goes_one_place_up_or_down(
    owner: User, form: RegistrationForm, way: str, title: str, expected: list[str]
) -> None:
    form_parts.add_section(owner, form, FormSection(title="Slot"))
    form_order.shift_section(owner, form.sections.get(title=title), down=way == "down")
    assert list(told(form)) == expected


def test_question_never_comes_before_the_one_it_depends_on(
    owner: User, form: RegistrationForm, travel: FormField
) -> None:
    before = told(form)
    first = form.sections.first()
    assert first is not None
    with pytest.raises(form_order.BeforeConditionError):
        form_order.shift_question(owner, FormField.objects.get(label="Kenteken"), down=False)
    with pytest.raises(form_order.BeforeConditionError):
        form_order.shift_question(owner, travel, down=True)
    with pytest.raises(form_order.BeforeConditionError):
        form_order.move_question(owner, FormField.objects.get(label="Kenteken"), first, None)
    assert told(form) == before


def test_section_never_comes_before_the_one_it_depends_on(
    owner: User, form: RegistrationForm, travel: FormField
) -> None:
    last = form_parts.add_section(owner, form, FormSection(title="Slot"))
    form_parts.add_question(owner, last, asked("text", "Waar?", only_if=travel, only_if_answer="trein"))
    with pytest.raises(form_order.BeforeConditionError):
        form_order.shift_section(owner, last, down=False)
    assert list(told(form)) == ["Workshops", "Goed om te weten", "Vervoer", "Slot"]


def test_moving_a_question_is_not_in_the_way_of_whoever_changes_it(owner: User, travel: FormField) -> None:
    form_order.move_question(owner, travel, travel.section, FormField.objects.get(label="Kenteken"))
    form_order.move_section(owner, travel.section, travel.section.form.sections.first())
    mine = FormField.objects.get(pk=travel.pk)
    assert form_parts.change_question(owner, mine, 1).version == 2


def test_form_comes_along_to_a_new_day_without_its_dates_and_code(
    owner: User, day: Day, form: RegistrationForm, travel: FormField
) -> None:
    RegistrationForm.objects.update(
        wishes=3, access="code", introduction="Welkom.", offer_hours=24, closes="2030-09-01T10:00Z"
    )
    new = copy_day(owner, day, "Volgend jaar", None, [Part.REGISTRATION]).registration_form
    assert told(new) == told(form)
    new.refresh_from_db()
    assert (new.wishes, new.access, new.introduction, new.offer_hours) == (3, "code", "Welkom.", 24)
    assert (new.closes, new.code == form.code) == (None, False)
    copy = FormField.objects.get(section__form=new, label="Kenteken")
    assert copy.only_if == FormField.objects.get(section__form=new, label=travel.label) != travel


def test_new_day_has_the_usual_form_when_the_form_stays_behind(owner: User, day: Day, travel: FormField) -> None:
    new = copy_day(owner, day, "Volgend jaar", None, [each for each in Part if each != Part.REGISTRATION])
    assert (told(new.registration_form), travel.section.title) == (USUAL, "Vervoer")
