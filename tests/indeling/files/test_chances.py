# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from indeling import Problem
from indeling.files.chances import chances_table
from indeling.studies.chances import chances

DAY = Problem.build(rounds=1, workshops={"a": 1, "b": 1}, wishes={"p": ["a"], "q, “the other”": ["a"]})


def test_exact_chances_are_a_row_each_without_an_interval() -> None:
    rows = chances_table(chances(DAY, exact=True)).decode().split("\r\n")
    assert rows[:8] == [
        "participant,what,workshop,round,draws,of,chance,low,high",
        "p,best,,,1,2,0.5,,",
        "p,all_wishes,,,1,2,0.5,,",
        "p,no_wish,,,1,2,0.5,,",
        "p,workshop,a,,1,2,0.5,,",
        "p,workshop,a,r1,1,2,0.5,,",
        "p,workshop,b,,1,2,0.5,,",
        "p,workshop,b,r1,1,2,0.5,,",
    ]
    assert rows[8].startswith('"q, “the other”",best,')


def test_sampled_chances_have_an_interval() -> None:
    found = chances(DAY, draws=4)
    tree = found.to_dict()["participants"][0]["best"]
    assert chances_table(found).decode().split("\r\n")[1] == (
        f"p,best,,,{tree['draws']},4,{tree['chance']},{tree['low']},{tree['high']}"
    )
