# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from indeling import Problem
from indeling.lots import draw, order_of_turns
from oracle.day import read
from oracle.instances import ruled
from oracle.lottery import turns

IDS = ("ann", "bo", "cy", "dee", "eve")


def names(ids: tuple[str, ...], seed: int) -> list[str]:
    return [ids[at] for at in draw(ids, seed)]


@pytest.mark.parametrize("seed", [0, 1, -1, 2**126, -(2**126), 2**127 - 1])
def test_draw_is_a_permutation_that_does_not_look_at_the_order_of_rows(seed: int) -> None:
    assert sorted(draw(IDS, seed)) == list(range(5))
    assert names(IDS[::-1], seed) == names(IDS, seed)


def test_draw_stays_the_same_for_ever() -> None:
    assert names(IDS, 1) == ["bo", "ann", "eve", "cy", "dee"]


def test_every_id_comes_first_now_and_then() -> None:
    first = [names(IDS, seed)[0] for seed in range(500)]
    assert {name: first.count(name) for name in IDS if not 70 <= first.count(name) <= 130} == {}


def test_half_a_surrogate_pair_is_drawn_like_any_other_id() -> None:
    assert sorted(names(("\ud800", *IDS), 1)) == sorted(("\ud800", *IDS))


@pytest.mark.parametrize("seed", [2**127, -(2**127) - 1])
def test_seed_of_more_than_127_bits_is_refused(seed: int) -> None:
    with pytest.raises(OverflowError):
        draw(IDS, seed)


def test_ids_with_the_same_hash_are_drawn_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Same:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        def digest(self) -> bytes:
            return b"12345678"

    monkeypatch.setattr("indeling.lots.blake2b", Same)
    assert names(("eve", "ann", "dee"), 1) == ["ann", "dee", "eve"]


def test_draw_of_nobody_is_empty() -> None:
    assert draw((), 1).tolist() == []


def test_turns_go_by_class_and_in_a_class_as_drawn() -> None:
    for seed in range(20):
        data = ruled(seed, ["priority"])
        problem = Problem.from_dict(data)
        assert [problem.participant_ids[at] for at in order_of_turns(problem, seed)] == turns(read(data), seed)
