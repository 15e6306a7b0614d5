# SPDX-License-Identifier: EUPL-1.2
"""A day that is postponed has its message ready, and its texts come along to next year."""

from __future__ import annotations

from datetime import date

import pytest

from mailing_people import mailed, reminder
from regiodag.accounts.models import User
from regiodag.days.actions.copy import Part, copy_day
from regiodag.days.actions.postpone import postpone_day
from regiodag.days.models import Day, Series
from regiodag.mailings.actions.templates import TemplateInUseError, add_usual, remove_template
from regiodag.mailings.models import Mailing, Rule, Template
from regiodag.mailings.queries import people_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("choice", "to"), [("keep", date(2031, 3, 6)), ("keep", None), ("ask", None)])
def test_postponed_day_has_a_draft_for_who_comes_and_who_waits(
    peopled: Day, owner: User, choice: str, to: date | None
) -> None:
    """Asking again waits for a date to ask about; what is written then, the tests of asking again tell."""
    postpone_day(owner, peopled, peopled.version, to, choice)
    mailing = Mailing.objects.get()
    assert (mailing.subject, mailing.state, mailing.made_by, mailed()) == (
        "Nieuwe datum voor {dag}", "draft", owner, [],
    )  # fmt: skip
    assert [each.name.split()[0] for each in people_of(mailing)] == ["Ada", "Bo", "Cas"]


def test_postponed_day_without_people_or_text_has_no_draft(peopled: Day, day: Day, owner: User) -> None:
    empty = Day.objects.create(series=Series.objects.get(), title="Leeg", date=date(2030, 1, 1))
    postpone_day(owner, empty, 1, None, "keep")
    Template.objects.filter(day=peopled).delete()
    postpone_day(owner, peopled, peopled.version, None, "keep")
    assert Mailing.objects.count() == 0


def test_rule_that_ran_runs_again_for_the_new_date(peopled: Day, owner: User) -> None:
    ran, waits = reminder(peopled, moment="day", done=1), reminder(peopled, moment="day")
    postpone_day(owner, peopled, peopled.version, date(2031, 3, 6), "keep")
    assert dict(Rule.objects.values_list("pk", "turn")) == {ran.pk: 2, waits.pk: 1}


def test_every_day_begins_with_the_usual_texts(day: Day) -> None:
    found = [*Template.objects.filter(day=day).values_list("code", "audience", "language")]
    assert found == [
        ("remind-wishes", "without-wishes", "nl"),
        ("practical", "coming", "nl"),
        ("postponed", "everybody", "nl"),
        ("ask-again", "not-answered", "nl"),
        ("called-off", "everybody", "nl"),
    ]
    assert Template.objects.filter(day=day)[0].text.startswith("Dag {voornaam},\n\nU hebt zich aangemeld voor {dag}")


def test_texts_come_along_to_the_next_day(day: Day, owner: User) -> None:
    Template.objects.filter(code="practical").update(text="Anders")
    Template.objects.filter(code="postponed").delete()
    new = copy_day(owner, day, "Volgend jaar", None, [Part.ABOUT])
    found = dict(Template.objects.filter(day=new).values_list("code", "text"))
    assert (len(found), found["practical"]) == (4, "Anders")


def test_text_that_a_rule_writes_with_stays(peopled: Day, owner: User) -> None:
    rule = reminder(peopled)
    with pytest.raises(TemplateInUseError):
        remove_template(owner, rule.template)
    assert Template.objects.filter(day=peopled).count() == 5


def test_usual_texts_come_back_beside_those_that_are_there(day: Day, owner: User) -> None:
    for each in Template.objects.filter(code__startswith="p"):
        remove_template(owner, each)
    assert (add_usual(owner, day), add_usual(owner, day), Template.objects.filter(day=day).count()) == (2, 0, 5)
