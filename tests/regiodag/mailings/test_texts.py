# SPDX-License-Identifier: EUPL-1.2
"""From a text with placeholders to what somebody gets."""

from __future__ import annotations

import pytest
from django.utils import translation

from mailing_people import draft, person
from regiodag.days.models import Day, PlannedDate
from regiodag.mailings.models import Mailing
from regiodag.mailings.queries import people_of
from regiodag.mailings.registry import placeholders
from regiodag.mailings.texts import Writer, Written, html_mail, title_of, unknown_in, used_in, without_links
from regiodag.mailings.usual import USUAL
from regiodag.registrations.models import Participant, RegistrationForm

pytestmark = pytest.mark.django_db


def written(mailing: Mailing, name: str = "Ada") -> Written:
    people = people_of(mailing)
    return Writer(mailing, people).write(next(each for each in people if each.id == person(name).pk))


def test_everybody_gets_their_own_words(peopled: Day) -> None:
    found = [each for _to, each in Writer(draft(peopled), people_of(draft(peopled))).everything()]
    assert [(each.subject, each.text) for each in found] == [
        ("Dag Ada", "Beste Ada van Voorbeeld,\n\nTot ziens op donderdag 12 september 2030.\n"),
        ("Dag Bo", "Beste Bo van Voorbeeld,\n\nTot ziens op donderdag 12 september 2030.\n"),
    ]
    assert found[0].html == "<p>Beste Ada van Voorbeeld,</p>\n<p>Tot ziens op donderdag 12 september 2030.</p>\n"


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("voornaam", "Ada"),
        ("first-name", "Ada"),
        ("Hele Naam", "Ada van Voorbeeld"),
        ("organisatie", "Zorg"),
        ("mijn-voorkeuren", "1. Film & gesprek\n2. Dialoog"),
        ("plaats-op-de-wachtlijst", ""),
        ("persoonlijke-link", "[[personal-link]]"),
        ("dag", "Netwerkdag 2030"),
        ("datum", "donderdag 12 september 2030"),
        ("sluitingsdatum", "zondag 1 september 2030, 17:00"),
        ("plaats", "De Hal, Waterrijk"),
        ("contact", "post@example.org"),
        ("voor-wanneer", "zo snel als u kunt"),
        ("programma", ""),
        ("link-begeleider", ""),
    ],
)
def test_placeholder_stands_for_what_it_says(peopled: Day, word: str, told: str) -> None:
    PlannedDate.objects.create(day=peopled, moved_to=peopled.date, registrations="ask")
    assert written(draft(peopled, text=f"<{{{word}}}>")).text == f"<{told}>\n"


def test_every_placeholder_is_tried_above(peopled: Day) -> None:
    assert len(placeholders()) == 14


def test_dates_are_in_the_language_of_the_text(peopled: Day) -> None:
    assert written(draft(peopled, text="{date}", language="en")).text == "Thursday 12 September 2030\n"


def test_place_on_the_waiting_list_is_told_to_who_waits(peopled: Day) -> None:
    assert written(draft(peopled, text="{plaats-op-de-wachtlijst}", audience="waiting"), "Cas").text == "1\n"


def test_names_never_become_markup(peopled: Day) -> None:
    name = "[Ada](https://evil.example) <b>**x**</b>"
    Participant.objects.filter(given_name="Ada").update(given_name=name)
    found = written(draft(peopled, text="Dag **{voornaam}**"), name)
    assert found.text == f"Dag {name}\n"
    assert found.html == ("<p>Dag <strong>[Ada](https://evil.example) &lt;b&gt;**x**&lt;/b&gt;</strong></p>\n")


def test_name_in_the_place_of_an_address_leads_nowhere(peopled: Day) -> None:
    Participant.objects.filter(given_name="Ada").update(given_name="javascript:alert(1)")
    found = written(draft(peopled, text="[klik]({voornaam})"), "javascript:alert(1)")
    assert "javascript:" not in found.html.replace("javascript:alert(1)</a>", "")
    assert 'href="javascript' not in found.html


def test_personal_link_can_be_clicked_on_and_stays_a_mark(peopled: Day) -> None:
    found = written(draft(peopled, text="{persoonlijke-link} of [mijn pagina]({persoonlijke-link})"))
    link = '<a href="[[personal-link]]" rel="noopener noreferrer nofollow">'
    assert found.html == f"<p>{link}[[personal-link]]</a> of {link}mijn pagina</a></p>\n"
    assert found.text == "[[personal-link]] of mijn pagina: [[personal-link]]\n"
    assert without_links(found.text) == ("[hier staat de eigen link] of mijn pagina: [hier staat de eigen link]\n")


def test_markup_that_could_do_harm_is_struck_out(peopled: Day) -> None:
    text = "<script>x</script>\n\n![foto](https://a.example/x.png) [a](javascript:x) **vet**\n\n- een\n- twee"
    found = written(draft(peopled, text=text)).html
    assert "<script" not in found
    assert "<img" not in found
    assert 'href="javascript' not in found
    assert "<strong>vet</strong>" in found
    assert "<li>een</li>" in found


def test_unknown_placeholder_is_named_with_the_nearest(peopled: Day) -> None:
    found = unknown_in("Dag {vornaam} en {Voornaam} {xyzzyplugh}")
    assert [(each.word, each.nearest, str(each)) for each in found] == [
        ("vornaam", "voornaam", "{vornaam} betekent niets. Bedoelt u {voornaam}?"),
        ("xyzzyplugh", "", "{xyzzyplugh} betekent niets."),
    ]


def test_people_for_whom_a_placeholder_is_empty_are_told(peopled: Day) -> None:
    mailing = draft(peopled, text="{mijn-voorkeuren} {organisatie} {voornaam}", audience="everybody")
    found = Writer(mailing, people_of(mailing)).missing()
    told = [(each.placeholder.code, [one.name.split()[0] for one in each.people]) for each in found]
    assert told == [("wishes", ["Bo", "Cas"]), ("organisation", ["Cas"])]


def test_what_the_day_itself_lacks_is_told_with_what_to_do(peopled: Day) -> None:
    RegistrationForm.objects.filter(day=peopled).update(closes=None)
    mailing = draft(peopled, text="{sluitingsdatum} {organisatie}", audience="everybody")
    found = [(each.word, each.remedy) for each in Writer(mailing, people_of(mailing)).missing()]
    assert found == [
        (
            "{sluitingsdatum}",
            "De aanmelding heeft nog geen sluitingsdatum. Kies die bij “Aanmelding”, in de instellingen.",
        ),
        ("{organisatie}", ""),
    ]


def test_message_is_called_by_its_subject_with_what_everybody_shares(peopled: Day) -> None:
    mailing = draft(peopled, subject="{dag}, {date}, {voornaam} {nix} {sluitingsdatum}", language="en")
    assert title_of(mailing) == (
        "Netwerkdag 2030, Thursday 12 September 2030, {voornaam} {nix} Sunday 1 September 2030, 17:00"
    )


def test_html_mail_has_the_colours_of_the_day_and_says_its_language(peopled: Day) -> None:
    peopled.theme = {"brand-deep": "#123456"}
    found = html_mail(draft(peopled, language="en"), "Dag & <b>", "<p>Hi</p>")
    assert '<html lang="en">' in found
    assert "<title>Dag &amp; &lt;b&gt;</title>" in found
    assert 'bgcolor="#123456"' in found
    assert "You get this mail because you registered for Netwerkdag 2030." in found
    assert [each in found for each in ("<img", "<link", "url(", "http")] == [False] * 4


def test_whole_mail_has_what_somebody_gets_in_the_frame_of_the_day(peopled: Day) -> None:
    mailing = draft(peopled, subject="<Dag> {voornaam}")
    writer = Writer(mailing, people_of(mailing))
    found = [writer.whole(each.subject, each.html) for _to, each in writer.everything()]
    assert found == [
        html_mail(mailing, f"<Dag> {name}", str(writer.write(to).html))
        for name, to in zip(("Ada", "Bo"), people_of(mailing), strict=True)
    ]


@pytest.mark.parametrize("usual", USUAL, ids=lambda each: each.code)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_usual_texts_use_only_what_is_known(usual: object, language: str) -> None:
    with translation.override(language):
        text = f"{usual.subject} {usual.text}"  # type: ignore[attr-defined]
        assert unknown_in(text) == []
        assert "first-name" in {each.code for each in used_in(text)}
