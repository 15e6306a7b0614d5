# SPDX-License-Identifier: EUPL-1.2
"""Several people at the very same moment: threads, each with a connection to the database of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once(hands: int, do: Callable[[int], object]) -> list[str]:
    """What went wrong when so many hands did it at the same moment, each with its number."""
    start = Barrier(hands)

    def one(number: int) -> str:
        try:
            start.wait(timeout=30)
            do(number)
        except Exception as error:  # noqa: BLE001  (what is looked for)
            return repr(error)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(hands) as pool:
        return [each for each in pool.map(one, range(hands)) if each]
