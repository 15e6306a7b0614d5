# SPDX-License-Identifier: EUPL-1.2
"""The draw: what the seed decides. The order of a keyed hash of the ids, on which nothing else has any influence.

Source: BLAKE2b, keyed (RFC 7693); docs/decisions/0006-order-by-keyed-hash.md tells why no random generator.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

from indeling.problem import Ints, Problem
from indeling.rules import classes


def draw(ids: tuple[str, ...], seed: int) -> Ints:
    """Return the positions of `ids` in the order of a hash keyed with the seed; ids are unique."""
    key = seed.to_bytes(16, "little", signed=True)
    names = [each.encode(errors="surrogatepass") for each in ids]
    digests = [blake2b(name, digest_size=8, key=key).digest() for name in names]
    numbers = np.frombuffer(b"".join(digests), ">u8")
    if len(np.unique(numbers)) == len(ids):
        return np.argsort(numbers)
    return np.array(sorted(range(len(ids)), key=lambda at: digests[at] + names[at]), np.int64)


def order_of_turns(problem: Problem, seed: int) -> Ints:
    """Return the participants (n,) in the order of their turns: as drawn, one priority class after the other."""
    drawn = draw(problem.participant_ids, seed)
    number = np.zeros(problem.participant_count, np.int64)
    for at, people in enumerate(classes(problem)):
        number[people] = at
    found: Ints = drawn[np.argsort(number[drawn], kind="stable")]
    return found
