# SPDX-License-Identifier: EUPL-1.2
"""What is taken over of a library's addresses: those that are wanted, each with its rule."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from regiodag.accounts.access import PUBLIC, SIGNED_IN
from regiodag.config.borrowed import PUBLIC_NAMES, SIGNED_IN_NAMES, _wanted


def view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def other(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_unwanted_addresses_and_folders_without_any_are_left_out() -> None:
    unwanted: list[URLPattern | URLResolver] = [path("a/", view, name="account_email"), path("b/", include([]))]
    assert list(_wanted(unwanted)) == []


def test_wanted_addresses_carry_their_rule_also_in_a_folder() -> None:
    inner = [path("in/", view, name="account_login"), path("pw/", other, name="account_change_password")]
    folder: list[URLPattern | URLResolver] = [path("x/", include(inner))]
    (kept,) = _wanted(folder)
    assert isinstance(kept, URLResolver)
    found = [each for each in kept.url_patterns if isinstance(each, URLPattern)]
    assert [(each.name, getattr(each.callback, "access", None)) for each in found] == [
        ("account_login", PUBLIC),
        ("account_change_password", SIGNED_IN),
    ]


def test_no_address_is_both_for_everybody_and_for_organisers() -> None:
    assert set() == PUBLIC_NAMES & SIGNED_IN_NAMES
