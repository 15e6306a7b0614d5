# SPDX-License-Identifier: EUPL-1.2
"""What became of the mails of a day, why some failed, and trying those again; at a real mail server."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from mail_server import DIE, STALL, Post
from mailing_people import draft, person
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.mailings.actions.write import approve
from regiodag.mailings.models import Mailing
from regiodag.mailings.queries import Figures, figures_of_mailings, kinds_of_mail
from regiodag.mailings.reasons import in_words
from regiodag.messages.actions import Cause, deliver_all, post
from regiodag.messages.models import Mail
from regiodag.registrations.links import link_of
from regiodag.registrations.mails import send_link
from regiodag.registrations.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone(peopled: Day, owner: User) -> Mailing:
    """A message to Ada and Bo that is in the outbox."""
    mailing = draft(peopled, text="Kijk op {persoonlijke-link}")
    approve(owner, mailing, 1)
    return mailing


def mail_to(name: str) -> Mail:
    return Mail.objects.get(to=f"{name}@example.org")


def let_it_be_due() -> None:
    Mail.objects.update(retry_at=None, lease=None)


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        ("550 5.1.1 no such user", "failed", "De mailserver kent dit adres niet. Is het goed getypt?"),
        ("552 5.2.2 mailbox full", "failed",
         "De mailbox is vol. Probeer het later opnieuw, of vraag om een ander adres."),
        ("554 5.7.1 looks like spam", "failed",
         "De mailserver weigert de mail, misschien als spam. Zeg het tegen wie deze site beheert."),
        ("530 5.7.0 sign in first", "failed",
         "De mailserver laat deze site niet toe. Zeg het tegen wie deze site beheert."),
        ("571 no", "failed", "De mailserver weigert de mail definitief."),
        ("451 busy", "queued", "De mailserver kon de mail nu even niet aannemen."),
        (STALL, "queued",
         "De mailserver is niet bereikbaar. Zeg het tegen wie deze site beheert als dit zo blijft."),
        (DIE, "queued",
         "De mailserver is niet bereikbaar. Zeg het tegen wie deze site beheert als dit zo blijft."),
    ],
)  # fmt: skip
def test_reason_is_told_in_plain_words(
    peopled: Day, server: Post, settings: object, answer: str, state: str, words: str
) -> None:
    settings.DELIVERY_TIMEOUT = 0.2  # type: ignore[attr-defined]
    server.answers = [answer]
    post("ada@example.org", "Dag", "Dag", cause=Cause(peopled.pk, uuid4(), "test", "1"))
    assert deliver_all() == 0
    mail = Mail.objects.get()
    assert (mail.state, in_words(mail)) == (state, words)


def test_mail_that_was_never_tried_or_cannot_be_one_has_its_own_words(peopled: Day, server: Post) -> None:
    assert in_words(post("ada@example.org", "Dag", "Dag")) == ""
    mail = post("bo@example.org\nBcc: all@example.org", "Dag", "Dag")
    deliver_all()
    mail.refresh_from_db()
    assert in_words(mail) == "Naar dit adres kan geen mail. Verander het en probeer het opnieuw."


def test_figures_are_per_message_and_per_kind(peopled: Day, gone: Mailing, server: Post) -> None:
    assert figures_of_mailings(peopled) == {gone.pk: Figures(queued=2)}
    server.to = "550 no such user"
    deliver_all()
    send_link(person("Ada"), uuid4())
    assert figures_of_mailings(peopled) == {gone.pk: Figures(failed=2)}
    assert [(each.kind, each.name, each.figures) for each in kinds_of_mail(peopled)] == [
        ("link", "persoonlijke links op verzoek", Figures(queued=1))
    ]


def test_mail_is_tried_again_at_the_address_that_was_put_right(
    peopled: Day, gone: Mailing, server: Post, as_owner: Client
) -> None:
    server.to = "550 no such user"
    deliver_all()
    Participant.objects.filter(given_name="Bo").update(email="bo.goed@example.org")
    before = mail_to("bo")
    page = as_owner.get(reverse("mail-of-day", args=[peopled.pk, before.pk])).content.decode()
    assert "Het adres is daarna veranderd in bo.goed@example.org: de mail gaat daarheen." in page
    answer = as_owner.post(reverse("mail-retry", args=[peopled.pk, before.pk]), follow=True)
    assert [str(each) for each in answer.context["messages"]] == ["1 mail wordt opnieuw geprobeerd."]
    server.to = "250 OK"
    assert deliver_all() == 1
    after = Mail.objects.get(pk=before.pk)
    assert (after.to, after.state, after.message_id, after.reason) == (
        "bo.goed@example.org", "sent", before.message_id, "",
    )  # fmt: skip
    assert server.recipients == [["bo.goed@example.org"]]
    assert mail_to("ada").state == "failed"


def test_all_that_failed_of_a_message_are_tried_again_and_no_other(
    peopled: Day, gone: Mailing, server: Post, as_owner: Client
) -> None:
    send_link(person("Ada"), uuid4())
    server.to = "550 no such user"
    deliver_all()
    as_owner.post(reverse("mails-retry", args=[peopled.pk]), {"mailing": gone.pk})
    found = dict(Mail.objects.filter(about=person("Ada").pk).values_list("kind", "state"))
    assert found == {"mailing": "queued", "link": "failed"}
    as_owner.post(reverse("mails-retry", args=[peopled.pk]))
    assert {*Mail.objects.values_list("state", flat=True)} == {"queued"}
    answer = as_owner.post(reverse("mails-retry", args=[peopled.pk]), follow=True)
    said = [str(each) for each in answer.context["messages"]]
    assert said[-1] == "Er wordt niets opnieuw geprobeerd: er was geen mail meer mislukt."


def test_mail_that_was_sent_is_not_sent_again(peopled: Day, gone: Mailing, server: Post, as_owner: Client) -> None:
    deliver_all()
    as_owner.post(reverse("mail-retry", args=[peopled.pk, mail_to("ada").pk]))
    assert (deliver_all(), len(server.mails)) == (0, 2)


def test_mail_of_another_day_is_not_there(peopled: Day, gone: Mailing, as_owner: Client) -> None:
    foreign = post("x@example.org", "Anders", "…", cause=Cause(uuid4(), uuid4(), "link", "1"))
    Mail.objects.filter(pk=foreign.pk).update(state="failed")
    paths = [reverse(name, args=[peopled.pk, foreign.pk]) for name in ("mail-of-day", "mail-retry")]
    assert (as_owner.get(paths[0]).status_code, as_owner.post(paths[1]).status_code) == (404, 404)
    as_owner.post(reverse("mails-retry", args=[peopled.pk]))
    foreign.refresh_from_db()
    assert foreign.state == "failed"
    listed = as_owner.get(reverse("mails", args=[peopled.pk])).context["page"].object_list
    assert sorted(each.to for each in listed) == ["ada@example.org", "bo@example.org"]


def test_mail_can_be_read_without_the_link_in_it(peopled: Day, gone: Mailing, as_owner: Client) -> None:
    page = as_owner.get(reverse("mail-of-day", args=[peopled.pk, mail_to("ada").pk])).content.decode()
    assert "Kijk op [hier staat de eigen link]" in page
    assert (link_of(person("Ada")) in page, "/my/" in page, "[[" in page) == (False, False, False)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", ["ada", "ada", "bo"]),
        ("state=failed", ["bo"]),
        ("state=nonsense", ["ada", "ada", "bo"]),
        ("kind=link", ["ada"]),
        ("kind=mailing&state=queued", ["ada"]),
        ("mailing=nonsense", ["ada", "ada", "bo"]),
        ("mailing={gone}", ["ada", "bo"]),
        ("page=99", ["ada", "ada", "bo"]),
    ],
)
def test_mails_are_filtered(peopled: Day, gone: Mailing, as_owner: Client, query: str, wanted: list[str]) -> None:
    send_link(person("Ada"), uuid4())
    Mail.objects.filter(to="bo@example.org").update(state="failed", reason="550")
    path = reverse("mails", args=[peopled.pk]) + "?" + query.format(gone=gone.pk)
    found = as_owner.get(path).context["page"].object_list
    assert sorted(each.to.split("@")[0] for each in found) == wanted


def test_message_survives_a_server_that_dies_under_half_of_it(peopled: Day, gone: Mailing, server: Post) -> None:
    server.answers = ["250 OK", DIE, "250 OK"]
    assert deliver_all() == 1
    assert figures_of_mailings(peopled) == {gone.pk: Figures(queued=1, sent=1)}
    let_it_be_due()
    assert deliver_all() == 1
    wanted = sorted(Mail.objects.values_list("message_id", flat=True))
    assert sorted(received["Message-ID"] for received in server.mails) == wanted
