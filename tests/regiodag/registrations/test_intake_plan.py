# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from collections.abc import Sequence

import pytest

from intake_files import GIVEN, HEADINGS, KNOWN, TITLES, Row, mistaken, prepare, usual, workbook
from regiodag.days.models import Day
from regiodag.registrations.intake.columns import columns_of
from regiodag.registrations.intake.plan import Plan, plan_of
from regiodag.registrations.intake.there import there_of
from regiodag.registrations.models import FormField, FormSection, Participant, Preference, RegistrationForm
from regiodag.registrations.reading import Grid, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor(day: Day) -> Participant:
    """The day of the file, with a participant."""
    return prepare(day)


def grid_of(rows: Sequence[Row]) -> Grid:
    """The table as it comes out of the workbook, without a process."""
    cells = [tuple("" if cell is None else str(cell) for cell in row.cells()) for row in rows]
    return Grid("Form1", 1, HEADINGS, tuple(enumerate(cells, start=2)))


MANY = (
    "Er staan meer voorkeuren dan de 4 waar het formulier om vraagt. Dat is zo in 1 rij. Wilt u ze allemaal houden,"
    " laat het formulier dan eerst om meer vragen: bij “Aanmelding”, in de instellingen."
)


def plan(day: Day, rows: Sequence[Row], **choices: str) -> Plan:
    return plan_of(day, grid_of(rows), {name.replace("_", "-"): value for name, value in choices.items()})


def key_of(found: Plan, row: int) -> str:
    return next(each.key for each in found.findings if each.row == row)


def told(found: Plan) -> list[tuple[int, str, bool, str]]:
    return [(each.row, each.value, each.wrong, each.sentence) for each in found.findings]


def row(at: int = 0, **more: object) -> Row:
    made = usual()[at]
    for name, value in more.items():
        setattr(made, name, value)
    return made


def ids(day: Day, *titles: str) -> list[str]:
    return [str(day.workshops.get(title=title).pk) for title in titles]


def test_file_as_microsoft_forms_writes_it_is_read_and_its_columns_are_recognised(day: Day, noor: Participant) -> None:
    grid = read("antwoorden.xlsx", workbook(usual()), "nl")
    assert (grid.sheet, grid.header_row, grid.headings, len(grid.rows)) == ("Form1", 1, HEADINGS, 180)
    there = there_of(day)
    question = FormField.objects.get(label="Hoe komt u?")
    used = {column.heading: column.use for column in columns_of(grid, there.questions, there.workshops, {})}
    assert used == {
        "ID": "", "Begintijd": "", "Tijd van voltooien": "time", "E-mail": "email", "Wat is uw naam?": "name",
        "Wat is uw e-mailadres?": "email", "Voor welke organisatie komt u?": "organisation", "Functie": "function",
        "Rangschik de workshops": "wishes", "Hoe komt u?": f"question-{question.pk}", "Opmerkingen over parkeren": "",
    }  # fmt: skip


def test_ten_kinds_of_mistakes_are_told_each_in_its_row(day: Day, noor: Participant) -> None:
    found = plan(day, mistaken())
    assert (len(found.new), len(found.changed), found.same, found.left) == (173, 0, 0, 7)
    assert told(found) == [
        (11, "evi.appelboom@example.org", False,
         "Dit adres staat meer dan één keer in het bestand (rijen 6, 11). Het laatste antwoord telt."),
        (21, "Signalen van orgaanhandl", False, "Opgevat als “Signalen van orgaanhandel”. Het staat in 1 rij."),
        (31, "Salsa voor beginners", True, "Er is geen workshop met deze titel. Wat is bedoeld? Het staat in 2 rijen."),
        (41, "Jet Citroenstra", True, "Er is geen e-mailadres. Vul het in: zonder adres kunnen we niets laten weten."),
        (51, "gijs.example.org", True, "Dit is geen e-mailadres. Verbeter het in het bestand."),
        (61, "Okke de Dennenaald", True, MANY),
        (71, "Noor van der Lindn, noor@example.com", False,
         "Noor van der Linden is al aangemeld, met het adres noor@example.org."),
        (81, "Gemente Waterrijk (fictief)", False,
         "Deze organisatie lijkt op een die bekend is. Het staat in 2 rijen."),
        (101, "Jet", True, "Dit is maar één woord. Vul een voornaam en een achternaam in."),
        (111, "ballon", False, "“ballon” staat niet in de lijst: trein, auto, fiets."),
    ]  # fmt: skip
    assert found.notes == [
        "Niet gebruikt: “ID”, “Begintijd”, “Opmerkingen over parkeren”.",
        "In één rij staat een workshop meer dan één keer; de eerste telt (rij 91).",
    ]


def test_more_wishes_than_the_form_asks_are_chosen_about_once_for_all_rows(day: Day, noor: Participant) -> None:
    rows = [row(at, wishes=TITLES) for at in range(3)]
    found = plan(day, rows)
    assert (len(found.new), found.left) == (0, 3)
    assert [(each.row, each.value, each.wrong) for each in found.findings] == [(2, "", True)]
    assert "Dat is zo in 3 rijen." in found.findings[0].sentence
    first = plan(day, rows, many="first")
    assert [each.wishes for each in first.new] == [ids(day, *TITLES[:4])] * 3
    assert [(each.row, each.chosen, each.wrong) for each in first.findings] == [(2, "first", False)]


def test_mistake_is_mended_by_a_choice(day: Day, noor: Participant) -> None:
    first = plan(day, mistaken())
    chosen = {
        key_of(first, 11): "row-6",
        key_of(first, 21): "none",
        key_of(first, 31): ids(day, "Dialoog")[0],
        key_of(first, 61): "first",
        key_of(first, 71): f"is-{noor.pk}",
        key_of(first, 81): "typed",
        key_of(first, 111): "leave",
    }
    found = plan_of(day, grid_of(mistaken()), chosen)
    by_row = {each.row.number: each for each in found.entries}
    assert (len(found.new), len(found.changed), found.left, len(found.wrong)) == (174, 1, 5, 3)
    assert {6, 31, 32, 61, 71, 81} <= set(by_row)
    assert {11, 111} & set(by_row) == set()
    assert by_row[21].wishes == ids(day, "Dialoog")
    assert by_row[31].wishes == ids(day, "Dialoog")
    assert by_row[61].wishes == ids(day, *TITLES[:4])
    assert by_row[71].known == noor
    assert by_row[81].values["organisation"] is None
    assert by_row[81].values["organisation_typed"] == "Gemente Waterrijk (fictief)"


def test_choice_that_is_not_offered_counts_as_none(day: Day, noor: Participant) -> None:
    rows = [row(wishes=["Salsa voor beginners"])]
    first = plan(day, rows)
    assert (first.entries, first.left) == ([], 1)
    assert plan_of(day, grid_of(rows), {key_of(first, 2): "anything"}).digest() == first.digest()


def test_organisation_that_is_almost_known_gets_its_name(day: Day, noor: Participant) -> None:
    entry = plan(day, [row(organisation="Gemeente Waterijk (fictief)")]).new[0]
    assert (entry.values["organisation_typed"], str(entry.values["organisation"])) == (KNOWN, KNOWN)


def test_participant_is_changed_field_by_field_and_what_is_empty_stays(day: Day, noor: Participant) -> None:
    noor.function, noor.organisation_typed = "rechercheur", KNOWN
    noor.save()
    Preference.objects.create(participant=noor, workshop=day.workshops.get(title="Dialoog"), rank=1)
    found = plan(
        day, [row(name="Noor van der Linden", email="NOOR@example.org ", wishes=["Zorg en opsporing", "Dialoog"])]
    )
    assert [(each.label, each.before, each.after) for each in found.changed[0].changes] == [
        ("functie", "rechercheur", "adviseur"),
        ("voorkeuren", "Dialoog", "Zorg en opsporing; Dialoog"),
        ("Hoe komt u?", "", "trein"),
    ]
    assert (found.new, found.findings) == ([], [])


def test_same_file_again_changes_nothing(day: Day, noor: Participant) -> None:
    noor.function, noor.organisation_typed = "adviseur", KNOWN
    noor.save()
    again = row(name="Noor van der Linden", email=noor.email, wishes=[], travel="")
    found = plan(day, [again])
    assert (found.entries, found.same, found.left) == ([], 1, 0)


def test_address_of_somebody_with_another_name_is_left_out_until_it_is_said_to_be_right(
    day: Day, noor: Participant
) -> None:
    other = [row(name="Bram Hoekstra", email=noor.email)]
    assert (plan(day, other).entries, plan(day, other).left) == ([], 1)
    assert plan(day, other, other_2="take").changed[0].values["given_name"] == "Bram"


def test_who_cancelled_comes_again_only_when_that_is_chosen(day: Day, noor: Participant) -> None:
    noor.state = Participant.State.CANCELLED
    noor.save()
    rows = [row(name="Noor van der Linden", email=noor.email)]
    assert (plan(day, rows).entries, plan(day, rows).left) == ([], 1)
    entry = plan(day, rows, again_2="take").changed[0]
    assert (entry.returns, entry.changes[0].after) == (True, "aangemeld")


def test_two_rows_about_one_participant_are_not_both_taken(day: Day, noor: Participant) -> None:
    rows = [
        row(name="Noor van der Linden", email=noor.email),
        row(1, name="Noor van der Linden", email="n@example.net"),
    ]
    found = plan(day, rows, who_3=f"is-{noor.pk}")
    assert ([each.row.number for each in found.entries], found.left) == ([2], 1)
    assert found.wrong[0].sentence == "Rij 2 gaat over dezelfde deelnemer. Kies een van de twee."


def test_somebody_with_two_addresses_in_the_file_is_asked_about(day: Day) -> None:
    prepare(day)
    rows = [row(0), row(1, name=row(0).name)]
    assert len(plan(day, rows).new) == 2
    assert [each.row.number for each in plan(day, rows, both_3="leave").new] == [2]


def test_who_answers_last_waits_when_the_day_is_full(day: Day, noor: Participant) -> None:
    day.capacity = 3
    day.save()
    rows = [row(0, minute=900), row(1), row(2)]
    found = plan(day, rows)
    assert [(each.row.number, each.waits) for each in found.entries] == [(3, False), (4, False), (2, True)]
    assert found.waiting == 1


def test_wishes_are_left_out_when_the_form_asks_none(day: Day, noor: Participant) -> None:
    RegistrationForm.objects.filter(day=day).update(wishes=0)
    found = plan(day, [row()])
    assert found.new[0].wishes is None
    assert (
        found.notes[-1] == "Het formulier van deze dag vraagt geen voorkeuren; die in het bestand worden overgeslagen."
    )


def test_column_is_used_as_it_is_said_to_be(day: Day, noor: Participant) -> None:
    found = plan(day, [row()], column_8="", column_11="function")
    assert "function" not in found.new[0].values
    found = plan(day, [row(6)], column_8="", column_11="function")
    assert found.new[0].values["function"] == "graag"


def test_ranks_in_columns_of_titles_are_wishes(day: Day, noor: Participant) -> None:
    headings = ("Naam", "E-mail", "Waar wilt u heen? [Dialoog]", "Waar wilt u heen? [Film en nagesprek]")
    grid = Grid("", 1, headings, ((2, ("Ada Appelboom", "ada@example.org", "2", "1")),))
    assert plan_of(day, grid, {}).new[0].wishes == ids(day, "Film en nagesprek", "Dialoog")


def test_sensitive_answer_is_not_shown(day: Day, noor: Participant) -> None:
    diet = FormField.objects.get(section__form__day=day, kind="diet")
    grid = Grid("", 1, ("Naam", "E-mail", diet.label), ((2, ("Ada Appelboom", "ada@example.org", "geen noten")),))
    entry = plan_of(day, grid, {}).new[0]
    assert entry.answers == {diet: "geen noten"}
    assert entry.changes[-1].after == "…"


def test_too_long_is_told_and_mended_address_too(day: Day, noor: Participant) -> None:
    found = plan(day, [row(name=f"Ada {'x' * 81}"), row(1, email="Bo <Bo@Example.org>")])
    assert [(each.row, each.wrong) for each in found.findings] == [(2, True), (3, False)]
    assert [each.email for each in found.new] == ["bo@example.org"]


def test_digest_tells_one_plan_from_another(day: Day, noor: Participant) -> None:
    first = plan(day, mistaken()).digest()
    assert plan(day, mistaken()).digest() == first
    assert plan(day, mistaken(), many="first").digest() != first


# What the form asks ---------------------------------------------------------------------------------------------------

ASKED = ("Naam", "E-mail", "Hoe komt u?", "Kenteken")


def question(day: Day, label: str, **more: object) -> FormField:
    section = FormSection.objects.get(form__day=day, position=1)
    return FormField.objects.create(section=section, kind="text", label=label, position=10, **more)


def plate(day: Day, **more: object) -> FormField:
    """A question that is asked only of who comes by car."""
    return question(day, "Kenteken", only_if=FormField.objects.get(label="Hoe komt u?"), only_if_answer="auto", **more)


def asked(day: Day, *rows: tuple[str, str, str], headings: Sequence[str] = ASKED, **choices: str) -> Plan:
    """What becomes of people who come by this, with this number plate: name, travel, plate."""
    cells = [
        (name, f"{name.split()[0].lower()}@example.org", travel, number)[: len(headings)]
        for name, travel, number in rows
    ]
    grid = Grid("", 1, tuple(headings), tuple(enumerate(cells, start=2)))
    return plan_of(day, grid, {name.replace("_", "-"): value for name, value in choices.items()})


def said(noor: Participant, **answers: str) -> None:
    for label, value in answers.items():
        noor.answers.create(
            field=FormField.objects.get(label=label.replace("_", " ") + "?" * (label[0] == "H")), value=value
        )


def test_answer_to_a_question_that_the_condition_hides_is_told_and_left_out(day: Day, noor: Participant) -> None:
    hidden = plate(day)
    found = asked(day, ("Ada Appelboom", "auto", "AB-12"), ("Bo Appelboom", "trein", "CD-34"))
    assert [each.answers.get(hidden) for each in found.new] == ["AB-12", None]
    sentence = (
        "Deze vraag wordt aan deze persoon niet gesteld; het antwoord wordt weggelaten."
        " Alleen voor wie “auto” antwoordde op “Hoe komt u?”."
    )
    assert told(found) == [(3, "Bo Appelboom", False, sentence)]
    assert (found.findings[0].column, found.left) == ("Kenteken", 0)


def test_question_that_must_be_answered_and_is_not_makes_a_row_doubtful(day: Day, noor: Participant) -> None:
    must = plate(day, required=True)
    rows = (("Ada Appelboom", "auto", "AB-12"), ("Bo Appelboom", "trein", ""), ("Cas Appelboom", "auto", ""))
    found = asked(day, *rows)
    assert told(found) == [
        (4, "Cas Appelboom", False, "Volgens het formulier moet dit beantwoord zijn; in deze rij is het dat niet."),
    ]
    assert [each.row for each in found.doubts] == [4]
    assert len(found.new) == 3
    assert [each.row.number for each in asked(day, *rows, **{f"missing_4_{must.pk}": "leave"}).new] == [2, 3]


def test_answer_that_cannot_be_read_is_told_once(day: Day, noor: Participant) -> None:
    FormField.objects.filter(label="Hoe komt u?").update(required=True)
    assert [each.sentence for each in asked(day, ("Ada Appelboom", "ballon", "")).findings] == [
        "“ballon” staat niet in de lijst: trein, auto, fiets."
    ]


def test_consent_that_must_be_given_is_missed_when_somebody_says_no(day: Day, noor: Participant) -> None:
    section = FormSection.objects.get(form__day=day, position=1)
    FormField.objects.create(section=section, kind="consent", label="Ik ga akkoord", required=True, position=11)
    headings = ("Naam", "E-mail", "Ik ga akkoord")
    found = asked(day, ("Ada Appelboom", "ja", ""), ("Bo Appelboom", "nee", ""), headings=headings)
    assert [(each.row, each.column) for each in found.findings] == [(3, "Ik ga akkoord")]


def test_question_that_must_be_answered_and_has_no_column_is_told_once_for_the_file(
    day: Day, noor: Participant
) -> None:
    question(day, "Telefoon", required=True)
    found = asked(day, ("Ada Appelboom", "auto", ""), ("Bo Appelboom", "trein", ""))
    assert (len(found.new), found.findings) == (2, [])
    assert found.notes == ["“Telefoon” moet beantwoord worden, en geen kolom bevat het: 2 mensen komen zonder erin."]


def test_wishes_that_must_be_there_are_missed(day: Day, noor: Participant) -> None:
    FormField.objects.filter(section__form__day=day, kind="wishes").update(required=True)
    found = plan(day, [row(wishes=[]), row(1)])
    assert [(each.row, each.column) for each in found.doubts] == [(2, "Rangschik de workshops")]


def test_earlier_answer_goes_when_its_question_is_not_asked_any_more(day: Day, noor: Participant) -> None:
    hidden = plate(day, required=True)
    said(noor, Hoe_komt_u="auto", Kenteken="AB-12")
    entry = asked(day, ("Noor van der Linden", "fiets", "")).changed[0]
    assert [(each.label, each.before, each.after) for each in entry.changes] == [
        ("Hoe komt u?", "auto", "fiets"), ("Kenteken", "AB-12", "")
    ]  # fmt: skip
    assert entry.answers[hidden] is None


def test_who_changes_is_not_asked_for_what_was_missing_before(day: Day, noor: Participant) -> None:
    plate(day, required=True)
    said(noor, Hoe_komt_u="auto")
    rows = (("Noor van der Linden", "auto", ""), ("Ada Appelboom", "auto", "AB-12"))
    assert asked(day, *rows).findings == []
    noor.answers.all().delete()
    assert [each.row for each in asked(day, *rows).findings] == [2]


# The language of mails ------------------------------------------------------------------------------------------------


def spoken(day: Day, *said: str, **choices: str) -> Plan:
    cells = [
        (f"{name} Appelboom", f"{name}@example.org".lower(), each) for name, each in zip(GIVEN, said, strict=False)
    ]
    return plan_of(day, Grid("", 1, ("Naam", "E-mail", "Taal"), tuple(enumerate(cells, start=2))), choices)


def test_language_is_that_of_the_row_else_that_of_the_file(day: Day, noor: Participant) -> None:
    said = ("English (United States)", "Nederlands", "", "EN")
    assert [each.values["language"] for each in spoken(day, *said).new] == ["en", "nl", "nl", "en"]
    assert [each.values["language"] for each in spoken(day, *said, language="en").new] == ["en", "nl", "en", "en"]
    assert [each.values["language"] for each in spoken(day, "x", language="fr").new] == ["nl"]


def test_language_is_told_only_where_the_row_says_it(day: Day, noor: Participant) -> None:
    found = spoken(day, "en", "")
    assert [[each.after for each in entry.besides] for entry in found.new] == [["Engels"], []]


def test_language_that_is_not_known_is_told(day: Day, noor: Participant) -> None:
    sentence = (
        "Mails kunnen alleen in deze talen: Nederlands, Engels. Wie nieuw is, krijgt de taal van het bestand;"
        " wie er al is, houdt de eigen taal."
    )
    assert told(spoken(day, "Frans")) == [(2, "Frans", False, sentence)]


def test_language_of_who_is_there_changes_only_by_its_column(day: Day, noor: Participant) -> None:
    grid = Grid("", 1, ("Naam", "E-mail", "Taal"), ((2, (str(noor), noor.email, "Engels")),))
    assert [(each.label, each.before, each.after) for each in plan_of(day, grid, {}).changed[0].changes] == [
        ("taal van mails", "Nederlands", "Engels")
    ]
    assert plan_of(day, Grid("", 1, grid.headings[:2], ((2, (str(noor), noor.email)),)), {"language": "en"}).same == 1
