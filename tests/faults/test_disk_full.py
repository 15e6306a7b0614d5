# SPDX-License-Identifier: EUPL-1.2
"""A disk that takes no more while people register: it is told, nothing is lost, and it goes on when there is room."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

import pytest
from benchmarks.load.site import Site, site
from benchmarks.load.visitor import email_of, exchanged, opened, status_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are set on Linux only")


def limit(served: Site, largest: int) -> None:
    """Let the servers write no file beyond so many bytes."""
    master = served.groups["web"]
    children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
    for process in (master, *map(int, children)):
        resource.prlimit(process, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))


def heading(answer: bytes) -> str:
    found = re.search(rb"<h1>(.*?)</h1>", answer)
    return found[1].decode() if found else ""


@pytest.mark.usefixtures("tables")
def test_full_disk_is_told_and_registering_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with site(tmp_path) as served:
        told = served.ask("prepare")
        served.serve(2)
        served.wait()
        way = opened(served.port, told)
        before = [status_of(exchanged(served.port, way.request(number))) for number in range(4)]
        limit(served, 0)
        full = [exchanged(served.port, way.request(number)) for number in range(4, 8)]
        looked_at = status_of(exchanged(served.port, f"GET /d/{way.day}/ HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()))
        limit(served, resource.RLIM_INFINITY)
        after = [status_of(exchanged(served.port, way.request(number))) for number in range(3, 8)]
        kept = served.ask("tell", told["day"])
    assert [(status_of(each), heading(each)) for each in full] == [(503, "Nu kan niets worden opgeslagen")] * 4
    assert all(b"\r\nRetry-After: 120\r\n" in each for each in full)
    assert (before, looked_at, after) == ([302] * 4, 200, [302] * 5)
    assert [each[1] for each in kept["people"]] == [email_of(number) for number in range(8)]
    assert (len(kept["mails"]), len(kept["trail"]), kept["broken"]) == (8, 8, [])
