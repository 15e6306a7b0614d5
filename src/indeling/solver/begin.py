# SPDX-License-Identifier: EUPL-1.2
"""A placement that is known as an answer of the programme of rules, so that there is one from the first moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from indeling.problem import Ints
from indeling.solver.programme import Programme


@dataclass(frozen=True, eq=False)
class Start:
    """A placement that keeps the rules. seats (n, R): workshops, drawn positions. least: what levels are, or more."""

    seats: Ints
    least: Mapping[str, int]


def answer_of(programme: Programme, table: Ints) -> Ints | None:
    """Return the columns (C,) that a placement (n, R), workshops in drawn positions, is; those of rules at 0.

    None when somebody has no bundle with these seats, or may not have it.
    """
    seats, bundles, pools = programme.seats, programme.bundles, programme.pools
    item_at = np.full((int(seats.item_workshop.max(initial=0)) + 1, table.shape[1]), -1)
    item_at[seats.item_workshop, seats.item_round] = np.arange(seats.item_count)
    item = item_at[table[seats.slot_person, seats.slot_round], seats.slot_round]
    pooled = seats.pooled[np.arange(seats.slot_count), item]
    arcs = (item[seats.arc_slot] == seats.arc_item) & ~pooled[seats.arc_slot]
    fit = np.append(arcs, True)[bundles.arcs].all(axis=1) & np.append(pooled, True)[bundles.pooled].all(axis=1)
    chosen = np.flatnonzero(fit & (programme.high[: len(bundles)] > 0))
    if not np.array_equal(bundles.person[chosen], programme.people):
        return None
    answer = np.zeros(programme.width, np.int64)
    answer[chosen] = 1
    slot = np.flatnonzero(pooled)
    np.add.at(answer, programme.first_pooled + pools.column[pools.slot[slot], item[slot]], 1)
    given = np.unique(programme.owner[seats.item_workshop[item]])
    answer[programme.first_given + np.flatnonzero(np.isin(programme.dropping, given))] = 1
    return answer
