# SPDX-License-Identifier: EUPL-1.2

import gettext
import locale
import os
from collections.abc import Mapping, Sequence

import pytest

from indeling.cli.language import chosen_language, speaking, translator

DUTCH, ENGLISH = {"LANG": "nl_NL.UTF-8"}, {"LANG": "en_GB.UTF-8"}


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        (["solve", "--lang", "nl"], ENGLISH, "nl"),
        (["--lang=nl", "solve"], ENGLISH, "nl"),
        (["--lang", "nl", "solve", "--lang", "en"], DUTCH, "en"),
        (["solve", "--lang", "NL"], ENGLISH, "nl"),
        (["solve", "--lang"], DUTCH, "nl"),
        (["solve", "--lang", "fr"], DUTCH, "nl"),
        (["show", "--", "--lang", "nl"], ENGLISH, "en"),
    ],
)
def test_option_goes_before_the_locale(arguments: Sequence[str], environ: Mapping[str, str], language: str) -> None:
    assert chosen_language(arguments, environ) == language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANGUAGE": "fr:nl:en", **ENGLISH}, "nl"),
        ({"LC_ALL": "nl_BE.UTF-8", **ENGLISH}, "nl"),
        ({"LC_MESSAGES": "nl_NL", **ENGLISH}, "nl"),
        ({"LC_ALL": "C", **DUTCH}, "en"),
        ({"LC_ALL": "", **DUTCH}, "nl"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_locale_is_read_as_gettext_does(environ: Mapping[str, str], language: str) -> None:
    assert chosen_language([], environ) == language


@pytest.mark.parametrize(
    ("name", "language"), [("Dutch_Netherlands", "nl"), ("nl_NL", "nl"), ("German_Germany", "en"), (None, "en")]
)
def test_windows_tells_its_language_without_variables(
    name: str | None, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (name, None))
    assert chosen_language([], {}) == language


def test_english_needs_no_catalogue() -> None:
    assert translator("en")("first wish") == "first wish"


def test_dutch_comes_from_the_catalogue() -> None:
    assert translator("nl")("first wish") == "eerste voorkeur"


@pytest.mark.parametrize("before", [None, "fr"])
def test_click_speaks_the_language_only_for_as_long_as_asked(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    if before is not None:
        monkeypatch.setenv("LANGUAGE", before)
    domain = gettext.textdomain()
    with speaking("nl") as translate:
        assert (gettext.gettext("Usage:"), translate("Usage:")) == ("Gebruik:", "Gebruik:")
    assert (gettext.textdomain(), os.environ.get("LANGUAGE")) == (domain, before)
