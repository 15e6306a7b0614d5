# SPDX-License-Identifier: EUPL-1.2
"""The chances of a lottery as a table: CSV in UTF-8, a row per participant and what may come out (RFC 4180).

Columns are `participant`, `what` (`best`, `all_wishes`, `no_wish` or `workshop`), `workshop` and `round` (empty where
they say nothing: a row without a round is about any round), `draws`, `of`, `chance`, `low` and `high`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from indeling.studies.odds import Chances

COLUMNS = ("participant", "what", "workshop", "round", "draws", "of", "chance", "low", "high")


def chances_table(chances: Chances) -> bytes:
    """Return the chances as CSV; without rows when the day has no placement. `low` and `high` are empty when exact."""
    stream = StringIO(newline="")
    rows = csv.DictWriter(stream, COLUMNS, extrasaction="ignore")
    rows.writeheader()
    for each in chances.to_dict()["participants"]:
        who = {"participant": each["participant"], "of": chances.draws}
        rows.writerows({**who, **row} for row in _rows(each))
    return stream.getvalue().encode()


def _rows(person: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for what in ("best", "all_wishes", "no_wish"):
        yield {"what": what, **person[what]}
    for each in person["workshops"]:
        yield {"what": "workshop", **each}
        yield from ({"what": "workshop", "workshop": each["workshop"], **found} for found in each["rounds"])
