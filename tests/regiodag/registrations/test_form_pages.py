# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Protocol

import pytest
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day
from regiodag.editing.steps import last_step
from regiodag.registrations.actions import form_parts
from regiodag.registrations.actions.register import Submission, register
from regiodag.registrations.fields import kinds
from regiodag.registrations.models import Answer, FormField, FormSection, Participant, RegistrationForm
from regiodag_people import Join, signed_in

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
SETTINGS = {"access": "open", "code": "abcdef", "wishes": 1, "offer_hours": 48, "seen": 1}
QUESTION = {"label": "Hoe komt u?", "purpose": "Voor het parkeren.", "basis": "task", "weeks": 4, "seen": 1}


class Answered(Protocol):
    """An answer of the site, as Django's client gives it."""

    @property
    def content(self) -> bytes: ...


def address(name: str, day: Day, **more: Any) -> str:
    return reverse(name, kwargs={"day_id": day.pk, **more})


def words(answer: Answered) -> str:
    """The page as somebody reads it: without tags."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)


def notice(answer: Answered) -> str:
    found = re.search(r'id="form-notice"[^>]*>([^<]*)<', answer.content.decode())
    assert found
    return found[1].strip()


def labels(answer: Answered) -> list[str]:
    return re.findall(r'class="form-label">([^<]*)<', answer.content.decode())


@pytest.fixture
def section(day: Day) -> FormSection:
    found = day.registration_form.sections.last()
    assert found is not None
    return found


@pytest.fixture
def travel(owner: User, section: FormSection) -> FormField:
    how = FormField(
        kind="choice", label="Hoe komt u?", purpose="Parkeren.", weeks=4, choices=["auto", "trein", "fiets"]
    )
    return form_parts.add_question(owner, section, how)


@pytest.fixture
def plate(owner: User, section: FormSection, travel: FormField) -> FormField:
    field = FormField(kind="text", label="Kenteken", purpose="Parkeren.", only_if=travel, only_if_answer="auto")
    return form_parts.add_question(owner, section, field)


def sent(field: FormField, **more: Any) -> dict[str, Any]:
    """What a browser sends that shows a question."""
    values = {name: getattr(field, name) for name in ("label", "help", "purpose", "basis", "weeks")}
    return {**values, "choices": "\n".join(field.choices), "condition": field.condition, "seen": field.version, **more}


def come_by(day: Day, field: FormField, **people: str) -> None:
    for name, how in people.items():
        register(day, Submission(name, "Voorbeeld", f"{name}@example.org".lower(), answers={field: how}))


def test_overview_tells_how_it_stands_and_what_is_asked(day: Day, as_owner: Client, plate: FormField) -> None:
    come_by(day, FormField.objects.get(label="Hoe komt u?"), Ada="auto", Bo="trein")
    answer = as_owner.get(address("registration-form", day))
    assert labels(answer) == [
        "Naar welke workshops wilt u?", "Is er iets wat u niet eet?", "Wat hebt u nodig om mee te doen?", "Hoe komt u?",
        plate.label,
    ]  # fmt: skip
    told = words(answer)
    for sentence in (
        "nog niet open De dag is een concept.",
        "zodra de dag open is",
        "Alleen voor wie “auto” antwoordde op “Hoe komt u?”.",
        "2 antwoorden",
        "hoogstens 4, op volgorde",
        "Mensen mogen 4 workshops kiezen, maar er is er maar 1.",
    ):
        assert sentence in told


@pytest.mark.parametrize(
    ("state", "opens", "closes", "told"),
    [
        ("draft", None, None, "nog niet open De dag is een concept."),
        ("open", None, None, "open Mensen kunnen zich aanmelden"),
        ("open", datetime(2199, 1, 1, 8, tzinfo=UTC), None, "nog niet open De aanmelding gaat vanzelf open"),
        ("open", None, datetime(2020, 1, 1, 8, tzinfo=UTC), "gesloten Niemand kan zich nu aanmelden"),
        ("closed", None, None, "gesloten Niemand kan zich nu aanmelden"),
    ],
)
def test_overview_tells_whether_it_is_open(
    day: Day, as_owner: Client, state: str, opens: datetime | None, closes: datetime | None, told: str
) -> None:
    Day.objects.update(state=state)
    RegistrationForm.objects.update(opens=opens, closes=closes)
    assert told in words(as_owner.get(address("registration-form", day)))


@pytest.mark.parametrize(("access", "given"), [("open", True), ("code", True), ("personal", False)])
def test_address_to_give_is_shown_unless_people_are_invited_personally(
    day: Day, as_owner: Client, access: str, *, given: bool
) -> None:
    RegistrationForm.objects.update(access=access)
    assert (f"http://testserver/d/{day.pk}/" in words(as_owner.get(address("registration-form", day)))) is given


@pytest.mark.parametrize(("access", "shown"), [("open", set()), ("code", {"waterrijk7"}), ("personal", set())])
def test_code_is_shown_only_when_it_is_needed(day: Day, as_owner: Client, access: str, shown: set[str]) -> None:
    RegistrationForm.objects.update(access=access, code="waterrijk7")
    assert set(re.findall("waterrijk7", words(as_owner.get(address("registration-form", day))))) == shown


def test_viewer_sees_the_form_but_neither_the_code_nor_a_button(day: Day, join: Join) -> None:
    RegistrationForm.objects.update(access="code", code="waterrijk7")
    page = signed_in(join(Role.VIEWER)).get(address("registration-form", day)).content.decode()
    main = page[page.index("<h1>") : page.index("</main>")]
    assert ("waterrijk7" in main, "<button" in main, "Is er iets wat u niet eet?" in main) == (False, False, True)


def test_times_are_kept_in_the_zone_of_the_site_and_shown_so(day: Day, as_owner: Client) -> None:
    times = {"opens": "2030-01-10T09:00", "closes": "2030-08-20T17:30"}
    answer = as_owner.post(address("registration-settings", day), {**SETTINGS, **times}, follow=True)
    kept = RegistrationForm.objects.get()
    assert (kept.opens, kept.closes) == (
        datetime(2030, 1, 10, 8, tzinfo=UTC),
        datetime(2030, 8, 20, 15, 30, tzinfo=UTC),
    )
    assert "dinsdag 20 augustus 2030, 17:30" in words(answer)
    form = as_owner.get(address("registration-settings", day)).content.decode()
    assert re.findall(r'value="(2030[^"]*)"', form) == ["2030-01-10T09:00", "2030-08-20T17:30"]


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        ({"opens": "2030-08-20T09:00", "closes": "2030-08-20T09:00"}, "closes", "Dit is niet na het moment"),
        ({"wishes": 21}, "wishes", "20"),
        ({"offer_hours": 0}, "offer_hours", "1"),
        ({"code": "abc"}, "code", "6 tekens"),
        ({"code": "met spatie"}, "code", "letters, cijfers en streepjes"),
    ],
)
def test_settings_that_cannot_be_are_refused_with_what_was_typed(
    day: Day, as_owner: Client, wrong: dict[str, Any], field: str, told: str
) -> None:
    answer = as_owner.post(
        address("registration-settings", day), {**SETTINGS, "introduction": "Welkom allemaal.", **wrong}
    )
    assert (list(answer.context["form"].errors), told in words(answer)) == ([field], True)
    assert ("Welkom allemaal." in words(answer), RegistrationForm.objects.get().introduction) == (True, "")


def test_code_is_kept_in_small_letters_and_opens_the_form(day: Day, as_owner: Client) -> None:
    Day.objects.update(state="open")
    as_owner.post(address("registration-settings", day), {**SETTINGS, "access": "code", "code": "Waterrijk7"})
    assert RegistrationForm.objects.get().code == "waterrijk7"
    page = Client().post(address("register-code", day), {"code": "WATERrijk7"}, follow=True)
    assert "Naar welke workshops wilt u?" in words(page)


def test_whoever_changes_settings_second_sees_what_differs(day: Day, as_owner: Client) -> None:
    RegistrationForm.objects.update(version=2, closes=datetime(2030, 8, 20, 15, 30, tzinfo=UTC), wishes=3)
    answer = as_owner.post(
        address("registration-settings", day),
        {**SETTINGS, "closes": "2030-08-21T17:30", "wishes": 3, "code": RegistrationForm.objects.get().code},
    )
    assert answer.status_code == 409
    told = [(each.label, each.mine, each.theirs) for each in answer.context["differences"]]
    assert told == [("De aanmelding sluit op", "21-8-2030 17:30", "20-8-2030 17:30")]
    assert RegistrationForm.objects.get().closes == datetime(2030, 8, 20, 15, 30, tzinfo=UTC)


def test_section_is_added_changed_and_deleted(day: Day, as_owner: Client) -> None:
    as_owner.post(address("form-section-add", day), {"title": "Vervoer", "introduction": "Hoe u komt.", "seen": 1})
    made = FormSection.objects.get(title="Vervoer")
    assert (made.form, made.position, made.introduction) == (day.registration_form, 3, "Hoe u komt.")
    as_owner.post(address("form-section", day, section_id=made.pk), {"title": "Reis", "introduction": "", "seen": 1})
    made.refresh_from_db()
    assert (made.title, made.introduction) == ("Reis", "")
    as_owner.post(address("form-section-remove", day, section_id=made.pk), {"answers": 0})
    assert not FormSection.objects.filter(pk=made.pk).exists()


def test_every_kind_is_offered_and_one_that_is_there_already_is_not(
    day: Day, as_owner: Client, section: FormSection
) -> None:
    page = as_owner.get(address("form-question-add", day, section_id=section.pk)).content.decode()
    assert set(re.findall(r'href="\?kind=([a-z-]+)"', page)) == set(kinds()) - {"wishes"}


@pytest.mark.parametrize("code", sorted(set(kinds()) - {"wishes"}))
def test_every_kind_can_be_added_with_what_it_fills_in_first(
    day: Day, as_owner: Client, section: FormSection, code: str
) -> None:
    where = address("form-question-add", day, section_id=section.pk) + f"?kind={code}"
    shown = as_owner.get(where).context["form"]
    first = {name: shown[name].value() for name in ("purpose", "basis", "weeks")}
    kind = kinds()[code]
    assert first == {"purpose": str(kind.purpose), "basis": kind.basis, "weeks": kind.weeks}
    values = {**first, "purpose": first["purpose"] or "Omdat.", "label": "Nieuw", "choices": "ja\n\nnee\n", "seen": 1}
    as_owner.post(where, values)
    made = FormField.objects.get(label="Nieuw")
    assert (made.kind, made.section, made.choices) == (code, section, ["ja", "nee"] if kind.has_choices else [])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("een", "ten minste twee keuzes"),
        ("een\n één\nEEN", "“een” staat er twee keer."),
        ("kort\n" + 161 * "x", "hoogstens 160 tekens"),
        ("\n".join(map(str, range(61))), "te veel keuzes"),
    ],
)
def test_choices_that_cannot_be_are_refused(
    day: Day, as_owner: Client, section: FormSection, lines: str, told: str
) -> None:
    where = address("form-question-add", day, section_id=section.pk) + "?kind=choice"
    answer = as_owner.post(where, {**QUESTION, "choices": lines})
    assert (list(answer.context["form"].errors), told in words(answer)) == (["choices"], True)
    assert not FormField.objects.filter(label=QUESTION["label"]).exists()


def test_sensitive_question_is_asked_on_explicit_consent_only(day: Day, as_owner: Client, section: FormSection) -> None:
    where = address("form-question-add", day, section_id=section.pk) + "?kind=diet"
    answer = as_owner.post(where, {**QUESTION, "basis": "interest"})
    assert list(answer.context["form"].errors) == ["basis"]
    assert "Alleen eigenaren en organisatoren van de dag zien ze" in words(answer)


def test_condition_is_on_an_answer_to_an_earlier_question_only(
    day: Day, as_owner: Client, plate: FormField, travel: FormField
) -> None:
    def offered(field: FormField) -> list[str]:
        form = as_owner.get(address("form-question", day, question_id=field.pk)).context["form"]
        groups = form.fields["condition"].choices if "condition" in form.fields else []
        return [name for _label, names in groups if isinstance(names, list) for _value, name in names]

    assert offered(plate) == ["Hoe komt u?: auto", "Hoe komt u?: trein", "Hoe komt u?: fiets"]
    assert offered(travel) == []
    where = address("form-question", day, question_id=plate.pk)
    as_owner.post(where, sent(plate, condition=f"{travel.pk}:fiets"))
    plate.refresh_from_db()
    assert plate.condition == f"{travel.pk}:fiets"
    answer = as_owner.post(where, sent(plate, condition=f"{plate.pk}:auto"))
    assert list(answer.context["form"].errors) == ["condition"]
    as_owner.post(where, sent(plate, condition=""))
    plate.refresh_from_db()
    assert (plate.only_if, plate.only_if_answer) == (None, "")


def test_yes_and_no_to_a_consent_can_be_a_condition(
    day: Day, owner: User, as_owner: Client, section: FormSection
) -> None:
    photo = form_parts.add_question(owner, section, FormField(kind="consent", label="Foto?", purpose="Verslag."))
    why = form_parts.add_question(owner, section, FormField(kind="text", label="Waarom niet?", purpose="Verslag."))
    as_owner.post(address("form-question", day, question_id=why.pk), sent(why, condition=f"{photo.pk}:"))
    why.refresh_from_db()
    assert (why.only_if, why.only_if_answer) == (photo, "")
    assert "Alleen voor wie “nee” antwoordde op “Foto?”." in words(as_owner.get(address("registration-form", day)))


def test_renaming_a_choice_that_people_made_asks_first(day: Day, as_owner: Client, travel: FormField) -> None:
    come_by(day, travel, Ada="auto", Bo="auto", Cas="trein")
    where = address("form-question", day, question_id=travel.pk)
    changed = sent(travel, choices="eigen auto\ntrein\nfiets")
    asked = as_owner.post(where, changed)
    assert "2 mensen kozen “auto”, dat nu “eigen auto” heet." in words(asked)
    travel.refresh_from_db()
    assert travel.choices == ["auto", "trein", "fiets"]
    as_owner.post(where, {**changed, "told": asked.context["form"]["told"].value(), "rename": "on"})
    travel.refresh_from_db()
    assert travel.choices == ["eigen auto", "trein", "fiets"]
    assert sorted(Answer.objects.values_list("value", flat=True)) == ["eigen auto", "eigen auto", "trein"]


def test_answers_stay_as_they_are_without_the_tick(day: Day, as_owner: Client, travel: FormField) -> None:
    come_by(day, travel, Ada="auto")
    where = address("form-question", day, question_id=travel.pk)
    changed = sent(travel, choices="trein\nfiets")
    asked = as_owner.post(where, changed)
    assert "1 persoon koos “auto”, dat niemand meer kan kiezen." in words(asked)
    assert "rename" not in asked.context["form"].fields
    as_owner.post(where, {**changed, "told": asked.context["form"]["told"].value()})
    travel.refresh_from_db()
    assert (travel.choices, Answer.objects.get().value) == (["trein", "fiets"], "auto")


def test_choice_on_which_another_question_depends_is_not_taken_away(
    day: Day, as_owner: Client, travel: FormField, plate: FormField
) -> None:
    answer = as_owner.post(address("form-question", day, question_id=travel.pk), sent(travel, choices="trein\nfiets"))
    assert f"“{plate.label}” wordt alleen gevraagd aan wie “auto” koos." in words(answer)
    travel.refresh_from_db()
    assert travel.choices == ["auto", "trein", "fiets"]


def test_whoever_changes_a_question_second_sees_what_differs(
    day: Day, as_owner: Client, travel: FormField, plate: FormField
) -> None:
    FormField.objects.filter(pk=plate.pk).update(version=2, label="Uw kenteken", only_if_answer="trein")
    answer = as_owner.post(address("form-question", day, question_id=plate.pk), sent(plate, label="Nummerplaat"))
    assert answer.status_code == 409
    told = [(each.label, each.mine, each.theirs) for each in answer.context["differences"]]
    assert told == [
        ("Vraag", "Nummerplaat", "Uw kenteken"),
        ("Vraag dit aan", f"{travel.label}: auto", f"{travel.label}: trein"),
    ]
    again = sent(plate, label="Nummerplaat", seen=answer.context["form"]["seen"].value())
    as_owner.post(address("form-question", day, question_id=plate.pk), again)
    plate.refresh_from_db()
    assert (plate.label, plate.only_if_answer, plate.version) == ("Nummerplaat", "auto", 3)


def test_deletion_tells_how_many_answers_go_and_what_depended_on_it(
    day: Day, as_owner: Client, travel: FormField, plate: FormField
) -> None:
    come_by(day, travel, Ada="auto", Bo="trein")
    where = address("form-question-remove", day, question_id=travel.pk)
    told = words(as_owner.get(where))
    for sentence in ("2 antwoorden worden mee verwijderd. Dit kunt u niet ongedaan maken.", plate.label):
        assert sentence in told
    come_by(day, travel, Cas="fiets")
    more = as_owner.post(where, {"answers": 2})
    assert (more.status_code, "3 antwoorden worden mee verwijderd" in words(more)) == (409, True)
    assert FormField.objects.filter(pk=travel.pk).exists()
    as_owner.post(where, {"answers": 3})
    assert (FormField.objects.filter(pk=travel.pk).exists(), Answer.objects.count()) == (False, 0)


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "plain"])
def test_question_is_moved_undone_and_moved_again(
    day: Day, as_owner: Client, travel: FormField, headers: dict[str, str]
) -> None:
    def post(name: str, values: dict[str, Any], **more: Any) -> list[str]:
        return labels(as_owner.post(address(name, day, **more), values, headers=headers, follow=True))

    usual = ["Naar welke workshops wilt u?", "Is er iets wat u niet eet?", "Wat hebt u nodig om mee te doen?"]
    up = post("form-question-move", {"to": "up"}, question_id=travel.pk)
    assert up == [*usual[:2], travel.label, usual[2]]
    first = FormField.objects.get(label=usual[0])
    dragged = {"section": first.section_id, "before": first.pk}
    assert post("form-question-move", dragged, question_id=travel.pk) == [travel.label, *usual]
    step = last_step(day.registration_form.pk)
    assert step is not None
    assert post("registration-undo", {"step": step.pk}) == up
    assert post("registration-redo", {"step": step.pk}) == [travel.label, *usual]


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "plain"])
def test_move_before_its_condition_is_refused_with_the_reason(
    day: Day, as_owner: Client, plate: FormField, headers: dict[str, str]
) -> None:
    answer = as_owner.post(address("form-question-move", day, question_id=plate.pk), {"to": "up"}, headers=headers)
    assert (answer.status_code, notice(answer)) == (
        409,
        "Er is niets verplaatst: “Kenteken” hangt af van het antwoord op “Hoe komt u?” en moet dus daarna komen.",
    )
    assert labels(answer)[-2:] == ["Hoe komt u?", "Kenteken"]


def test_undo_that_would_cost_answers_is_refused_with_the_reason(day: Day, as_owner: Client, travel: FormField) -> None:
    come_by(day, travel, Ada="auto")
    step = last_step(day.registration_form.pk)
    assert step is not None
    answer = as_owner.post(address("registration-undo", day), {"step": step.pk})
    assert answer.status_code == 409
    assert notice(answer).startswith("Dit kan niet ongedaan worden gemaakt: mensen hebben de vraag beantwoord")


def test_what_somebody_else_deleted_is_told(day: Day, owner: User, as_owner: Client, travel: FormField) -> None:
    where = address("form-question", day, question_id=travel.pk)
    values = sent(travel)
    form_parts.remove_question(owner, travel, 0)
    assert as_owner.get(where).status_code == 404
    answer = as_owner.post(where, values)
    assert answer.status_code == 409
    assert notice(answer).startswith("Iemand anders heeft dit intussen verwijderd.")


def test_question_of_another_day_is_not_found(as_owner: Client, day: Day, stranger: User) -> None:
    other = Day.objects.get(title="Andere dag")
    field = FormField.objects.filter(section__form__day=other).first()
    assert field is not None
    for name in ("form-question", "form-question-remove"):
        assert as_owner.get(address(name, day, question_id=field.pk)).status_code == 404
    as_owner.post(address("form-question-remove", day, question_id=field.pk), {"answers": 9})
    as_owner.post(address("form-section-remove", day, section_id=field.section_id), {"answers": 9})
    assert (FormField.objects.filter(section__form__day=other).count(), stranger.name) == (3, "Een ander")


def test_preview_is_the_form_of_participants_and_keeps_nothing(day: Day, as_owner: Client, travel: FormField) -> None:
    where = address("registration-preview", day)
    FormSection.objects.filter(pk=travel.section_id).update(introduction="Voor de keuken en het parkeren.")
    page = words(as_owner.get(where))
    told = ("Voornaam", "Naar welke workshops wilt u?", "Voor de keuken en het parkeren.", travel.label)
    assert [each for each in told if each not in page] == []
    person = {"given_name": "Ada", "family_name": "Voorbeeld", "email": "ada@example.org"}
    key = as_owner.get(where).context["form"]["key"].value()
    wrong = as_owner.post(where, {**person, "email": "geen adres", "key": key})
    assert (list(wrong.context["form"].errors), "geen adres" in wrong.content.decode()) == (["email"], True)
    right = as_owner.post(where, {**person, "key": key})
    assert "Alles is goed ingevuld. Dit is een voorbeeld" in words(right)
    assert Participant.objects.count() == 0


def test_day_is_opened_with_a_warning_when_registration_has_closed(day: Day, as_owner: Client) -> None:
    RegistrationForm.objects.update(closes=datetime(2020, 1, 1, tzinfo=UTC), wishes=1)
    told = words(as_owner.get(reverse("day-state", args=[day.pk])))
    assert "Het moment waarop de aanmelding sluit, is voorbij: niemand kan zich aanmelden." in told
