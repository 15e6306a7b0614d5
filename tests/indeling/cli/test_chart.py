# SPDX-License-Identifier: EUPL-1.2

import pytest

from indeling.cli.chart import bar, gauge, share


@pytest.mark.parametrize(("value", "drawn"), [(0, ""), (1, "▌"), (25, "██▌"), (50, "█████"), (100, "██████████")])
def test_bar_is_drawn_in_halves_and_shows_anything_above_zero(value: int, drawn: str) -> None:
    assert bar(value, 100, 10, blocks=True) == drawn


@pytest.mark.parametrize(("value", "drawn"), [(0, ""), (1, "#"), (25, "##"), (100, "##########")])
def test_bar_without_blocks_is_drawn_in_ascii(value: int, drawn: str) -> None:
    assert bar(value, 100, 10, blocks=False) == drawn


def test_bar_of_nothing_is_empty() -> None:
    assert bar(0, 0, 10, blocks=True) == ""


@pytest.mark.parametrize(
    ("value", "drawn"), [(0, "░░░░"), (1, "█░░░"), (50, "██░░"), (99, "███░"), (100, "████"), (120, "████")]
)
def test_gauge_is_full_only_when_all_chairs_are_taken(value: int, drawn: str) -> None:
    assert gauge(value, 100, 4, blocks=True) == drawn


def test_gauge_without_blocks_is_drawn_in_ascii() -> None:
    assert gauge(50, 100, 4, blocks=False) == "##.."


def test_gauge_without_room_is_empty() -> None:
    assert gauge(50, 100, 0, blocks=True) == ""


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 181, "0 %"), (1, 400, "<1 %"), (90, 180, "50 %"), (399, 400, ">99 %"), (400, 400, "100 %"), (0, 0, "")],
)
def test_share_never_rounds_some_to_none_or_not_all_to_all(part: int, whole: int, words: str) -> None:
    assert share(part, whole) == words
