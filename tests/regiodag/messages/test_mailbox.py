# SPDX-License-Identifier: EUPL-1.2
"""The mailbox of the demonstration: every mail can be read there, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regiodag.messages.actions import post
from regiodag.messages.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(db: None) -> Mail:
    return post(
        "ann@example.org", "<b>Welkom</b>", "Dag <i>Ann</i>\n\nKlik hier: http://localhost:8000/invitation/abc/"
    )


def test_mails_are_listed_newest_first_and_can_be_read(as_owner: Client, mail: Mail, settings: Any) -> None:
    settings.DEMO = True
    later = post("bo@example.org", "Later", "…")
    assert list(as_owner.get(reverse("mailbox")).context["mails"]) == [later, mail]
    page = as_owner.get(reverse("mail", args=[mail.pk])).content.decode()
    assert '<a href="http://localhost:8000/invitation/abc/"' in page
    assert ("&lt;b&gt;Welkom&lt;/b&gt;" in page, "<i>Ann</i>" in page) == (True, False)


def test_empty_mailbox_says_so(as_owner: Client, settings: Any) -> None:
    settings.DEMO = True
    assert "Er is nog niets gemaild." in as_owner.get(reverse("mailbox")).content.decode()


def test_mail_cannot_be_read_on_a_real_site(as_owner: Client, mail: Mail) -> None:
    found = [as_owner.get(path).status_code for path in (reverse("mailbox"), reverse("mail", args=[mail.pk]))]
    assert found == [404, 404]


def test_mail_is_called_by_its_subject(mail: Mail) -> None:
    assert str(mail) == "<b>Welkom</b>"
