# SPDX-License-Identifier: EUPL-1.2
"""The page of a day for everybody: who sees it, and that what people typed stays text."""

from __future__ import annotations

from datetime import date, time
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, PlannedDate, ProgrammeItem, Speaker, Workshop
from regiodag.days.states import State
from regiodag.days.templatetags.days import safe_text
from regiodag_people import Join, signed_in

pytestmark = pytest.mark.django_db

PNG = ContentFile(b"\x89PNG\r\n\x1a\n", "a.png")
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ day.code }}{% debug %}"


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    @property
    def dangerous(self) -> list[Any]:
        """Script and style of our own aside: what runs, what is loaded from elsewhere, what is said inline."""
        return [
            (tag, attributes)
            for tag, attributes in self.found
            if (tag == "script" and not (attributes.get("src") or "").startswith("/static/"))
            or tag in {"style", "iframe", "object", "embed"}
            or any(name.startswith("on") or name == "style" for name in attributes)
            or any((attributes.get(name) or "").lower().startswith("javascript:") for name in ("href", "src", "action"))
            or (tag == "img" and not (attributes.get("src") or "").startswith("/"))
        ]


def page(client: Client, day: Day) -> Any:
    return client.get(reverse("page", args=[day.pk]))


@pytest.mark.parametrize("state", State)
def test_page_is_public_from_open_on(day: Day, state: State) -> None:
    Day.objects.update(state=state)
    assert page(Client(), day).status_code == (404 if state == State.DRAFT else 200)


@pytest.mark.parametrize("role", Role)
def test_everybody_with_a_role_sees_the_page_of_a_draft(day: Day, role: Role, join: Join) -> None:
    assert page(signed_in(join(role)), day).status_code == 200


def test_organiser_of_another_day_does_not_see_the_page_of_a_draft(day: Day, stranger: User) -> None:
    assert page(signed_in(stranger), day).status_code == 404


def test_code_opens_the_page_and_leaves_the_address(day: Day) -> None:
    visitor = Client()
    answer = visitor.get(reverse("page-with-code", args=[day.pk, day.code]))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("page", args=[day.pk]))
    assert page(visitor, day).status_code == 200
    assert page(Client(), day).status_code == 404


@pytest.mark.parametrize("code", ["a", "é", "A-wrong-code"])
def test_wrong_code_finds_nothing(day: Day, code: str) -> None:
    assert Client().get(reverse("page-with-code", args=[day.pk, code])).status_code == 404


def test_code_of_one_day_does_not_open_another(day: Day, stranger: User) -> None:
    other = Day.objects.exclude(pk=day.pk).get()
    visitor = Client()
    assert visitor.get(reverse("page-with-code", args=[other.pk, day.code])).status_code == 404
    visitor.get(reverse("page-with-code", args=[day.pk, day.code]))
    assert page(visitor, other).status_code == 404


@pytest.mark.parametrize(("consent", "status"), [(True, 200), (False, 404)])
def test_photo_is_shown_only_with_consent(day: Day, consent: bool, status: int) -> None:  # noqa: FBT001
    speaker = Speaker.objects.get()
    speaker.photo.save("a.png", PNG)
    Speaker.objects.update(photo_consent=consent)
    day.items.get(title="Opening").speakers.add(speaker)
    Day.objects.update(state=State.OPEN)
    address = reverse("page-photo", args=[day.pk, speaker.pk])
    answer = Client().get(address)
    assert (answer.status_code, address in page(Client(), day).content.decode()) == (status, consent)
    if status == 200:
        assert (answer.getvalue(), answer.headers["Content-Type"]) == (b"\x89PNG\r\n\x1a\n", "image/png")


@pytest.mark.parametrize("name", ["page-style", "page-logo"])
def test_what_is_on_the_page_of_a_draft_is_not_given_away(day: Day, name: str) -> None:
    day.logo.save("a.png", PNG)
    address = reverse(name, args=[day.pk])
    assert Client().get(address).status_code == 404
    Day.objects.update(state=State.OPEN)
    answer = Client().get(address)
    assert (answer.status_code, bool(answer.getvalue())) == (200, True)


def filled_with(day: Day, text: str) -> None:
    """Write the same text in every field that the page shows."""
    short, postcode = text[:80], text[:10]
    day.series.title = day.title = day.host = day.chair = day.venue = day.address = text[:160]
    day.series.save()
    day.motto = text
    day.description = day.route = day.accessibility = text
    day.contact_name, day.contact_email, day.contact_phone, day.postcode, day.town = (
        short,
        text,
        short[:30],
        postcode,
        short,
    )
    day.logo_words, day.state, day.theme = short, State.OPEN, {"brand": text, text: "#ffffff"}
    day.logo.save("a.png", PNG, save=False)
    day.save()
    PlannedDate.objects.create(day=day, date=date(2029, 1, 1), reason=text, registrations="keep")
    day.rooms.update(name=short)
    Speaker.objects.update(
        given_name=short, prefix=short[:20], family_name=short, function=text, organisation=text, biography=text,
        photo="speakers/a.png", photo_consent=True,
    )  # fmt: skip
    Workshop.objects.update(title=text[:160], description=text, form=short, subject=short, material=text)
    ProgrammeItem.objects.update(title=text[:160], description=text)
    for item in day.items.all():
        item.speakers.set(day.speakers.all())


def test_script_in_any_field_is_shown_as_text(day: Day) -> None:
    filled_with(day, HOSTILE)
    answer = page(Client(), day)
    html = answer.content.decode()
    assert Elements(html).dangerous == []
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 20
    assert (day.code in html, "{{ day.code }}" in html) == (False, True)


def test_script_in_any_field_is_shown_as_text_to_organisers_too(day: Day, as_owner: Client) -> None:
    filled_with(day, HOSTILE)
    names = [
        "home",
        "day",
        "day-details",
        "day-state",
        "day-postpone",
        "day-copy",
        "day-look",
        "rooms",
        "speakers",
        "workshops",
    ]
    parts = [("room", day.rooms.get()), ("speaker", day.speakers.get()), ("workshop", day.workshops.get())]
    addresses = [reverse(name, args=[] if name == "home" else [day.pk]) for name in names]
    addresses += [reverse(f"{name}{end}", args=[day.pk, part.pk]) for name, part in parts for end in ("", "-remove")]
    for address in addresses:
        answer = as_owner.get(address)
        assert (address, answer.status_code, Elements(answer.content.decode()).dangerous) == (address, 200, [])


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("*Stress* and **more**", "<p><em>Stress</em> and <strong>more</strong></p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("[a](https://example.org)", '<p><a href="https://example.org" rel="noopener noreferrer nofollow">a</a></p>\n'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](data:text/html,b)", "<p>[a](data:text/html,b)</p>\n"),
        ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>\n"),
        ("![a](https://example.org/a.png)", None),
        ("# a", None),
        ("", ""),
    ],
)
def test_biography_keeps_emphasis_lists_and_links_and_nothing_else(written: str, html: str | None) -> None:
    made = str(safe_text(written))
    if html is not None:
        assert made == html
    assert {tag for tag, _attributes in Elements(made).found} <= {"p", "em", "strong", "ul", "li", "a"}


def test_draft_without_anything_has_a_page(series: Any, owner: User) -> None:
    empty = Day.objects.create(series=series, title="Leeg", state=State.OPEN)
    html = page(Client(), empty).content.decode()
    assert ("Leeg" in html, "datum volgt" in html) == (True, True)


def test_page_tells_times_people_and_rounds(day: Day) -> None:
    Day.objects.update(state=State.OPEN)
    day.items.filter(title="Opening").update(start=time(8, 5))
    html = page(Client(), day).content.decode()
    wanted = [
        "donderdag 12 september 2030",
        "Waterrijk",
        "08:05",
        "09:30",
        "Opening",
        "Zaal 1",
        "Dialoog",
        "Noor van der Linden",
        "ronde 1",
    ]
    assert [each for each in wanted if each not in html] == []
