# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indeling.files.spreadsheet.spelling import clean, heading_key, key, spellings


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        ("  Anna Verzonnen ", "Anna Verzonnen"),
        ("Eerste\u00a0keuze\u202f", "Eerste keuze"),
        ("\ufeffID\u200b", "ID"),
        ("a\r\nb\rc\x00", "a\nb\nc"),
    ],
)
def test_non_breaking_and_invisible_characters_are_cleaned(cell: str, cleaned: str) -> None:
    assert clean(cell) == cleaned


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Casuïstiek: één dialoog!", "casuistiek een dialoog"),
        ("CASUISTIEK   EEN DIALOOG", "casuistiek een dialoog"),
        ("E-mail\u00a0adres", "e mail adres"),
        ("Straße 3.5", "strasse 3 5"),
        ("???", ""),
    ],
)
def test_case_accents_punctuation_and_spaces_do_not_count(text: str, spelled: str) -> None:
    assert key(text) == spelled


@settings(deadline=None)
@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert key(key(text)) == key(text)


def test_camel_case_in_a_heading_is_taken_apart() -> None:
    assert heading_key("ParallelSessions_FirstChoice2") == "parallel sessions first choice2"


def test_a_heading_is_read_without_code_repeat_number_and_question_words() -> None:
    assert list(dict.fromkeys(spellings("Q1. Wat is je naam2"))) == [
        "q1 wat is je naam2",
        "q1 naam2",
        "q1 wat is je naam",
        "q1 naam",
        "wat is je naam2",
        "naam2",
        "wat is je naam",
        "naam",
    ]
