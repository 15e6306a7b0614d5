# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from indeling.files.spreadsheet.moments import latest_order


@pytest.mark.parametrize(
    "texts",
    [
        ["2026-03-02 09:00:00", "2026-03-01 12:00:00", "2026-03-02 09:00:00"],
        ["2026-03-02T09:00:00.5Z", "2026-03-01T12:00:00Z", "2026-03-02T09:00:00.5Z"],
        ["2026/03/02 9:00:00 AM GMT+1", "2026/03/01 12:00:00 PM GMT+1", "2026/03/02 9:00:00 a.m. EET"],
        ["22-3-2026 09:00", "21-3-2026 12:00", "22-3-2026 09:00"],
        ["3/22/2026 9:00:00", "3/21/2026 12:00:00", "3/22/2026 9:00:00"],
        ["22.03.26 9:00", "21.03.26 12:00", "22.03.26 9:00"],
        ["2026-03-02", "2026-03-01", "2026-03-02"],
        ["02-03-2026 09:00", "01-03-2026 12:00", "02-03-2026 09:00"],
    ],
)
def test_times_are_put_in_order_however_they_are_written(texts: list[str]) -> None:
    assert latest_order(texts) == [1, 0, 1]


def test_a_missing_time_has_no_place() -> None:
    assert latest_order(["2026-03-02 09:00", "", "2026-03-01 09:00"]) == [1, None, 0]


@pytest.mark.parametrize("texts", [["gisteren", "vandaag"], ["03-04-2026 09:00", "04-03-2026 09:00"], ["99-99-2026"]])
def test_an_order_that_cannot_be_known_is_not_guessed(texts: list[str]) -> None:
    assert latest_order(texts) == [None] * len(texts)


def test_no_times_are_no_order() -> None:
    assert latest_order([]) == []
