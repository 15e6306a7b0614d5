# SPDX-License-Identifier: EUPL-1.2
"""One system per file; a file in this folder that holds `PEERS` is found by itself."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from benchmarks.peers.peer import Peer

ENGINE = "indeling"


def peers() -> dict[str, Peer]:
    """Return all peers by name, the engine's own first."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    found = [peer for module in modules for peer in module.PEERS]
    return {peer.name: peer for peer in sorted(found, key=lambda peer: not peer.name.startswith(ENGINE))}
