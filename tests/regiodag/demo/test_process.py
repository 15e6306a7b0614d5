# SPDX-License-Identifier: EUPL-1.2
"""The demonstration as somebody starts it: scripts/demo, a real process with a real web server."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LINK = re.compile(r"sign in \(once\): (http://127\.0\.0\.1:\d+/login-link/\S+)")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "demo"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def begun(data: Path, *arguments: str) -> subprocess.Popen[str]:
    # DJANGO_SETTINGS_MODULE and the like of the tests themselves are not those of the demonstration
    environment = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    environment["REGIODAG_DEMO_DATA"] = str(data)
    return subprocess.Popen(
        [ROOT / "scripts" / "demo", *arguments], env=environment, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


class Demo:
    def __init__(self, data: Path, *arguments: str) -> None:
        self.port = free_port()
        self.process = begun(data, "--port", str(self.port), *arguments)
        self.lines: list[str] = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            if line.startswith("Regiodag:"):
                break

    def end(self, how: signal.Signals) -> str:
        """Stop it, and return what it still printed."""
        self.process.send_signal(how)
        rest, _nothing = self.process.communicate(timeout=60)
        return rest

    @property
    def link(self) -> str:
        return next(found[1] for line in self.lines if (found := LINK.search(line)))


@contextmanager
def demo(data: Path, *arguments: str) -> Iterator[Demo]:
    running = Demo(data, *arguments)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.end(signal.SIGTERM)


class Visitor:
    """A browser without a screen."""

    def __init__(self) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, address: str) -> str:
        with self.opener.open(address, timeout=30) as answer:
            return str(answer.read().decode())

    def sign_in(self, link: str) -> tuple[int, str]:
        """Push the button on the page of a login link; the status and the page."""
        found = TOKEN.search(self.get(link))
        assert found is not None
        sent = urllib.parse.urlencode({"csrfmiddlewaretoken": found[1]}).encode()
        try:
            with self.opener.open(link, sent, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


def processes_of(group: int) -> list[str]:
    """What still runs of what was started, by its process group."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout  # noqa: S607
    rows = [line.split(None, 2) for line in listed.splitlines()]
    return [row[2] for row in rows if row[0] == str(group) and not row[1].startswith("Z")]


def wait_for(what: Callable[[], bool]) -> bool:
    """Whether it came true: the worker starts beside the server, and takes its time on a busy machine."""
    end = time.monotonic() + 60
    while not what() and time.monotonic() < end:
        time.sleep(0.1)
    return what()


def titles(data: Path) -> list[str]:
    with sqlite3.connect(data / "regiodag.sqlite3") as database:
        return [title for (title,) in database.execute("SELECT title FROM days_day")]


def all_gone(group: int) -> bool:
    """Whether nothing is left of what was started, a moment later."""
    deadline = time.monotonic() + 20
    while processes_of(group) and time.monotonic() < deadline:
        time.sleep(0.1)
    return processes_of(group) == []


def test_demo_serves_until_it_is_stopped_and_a_second_start_finds_the_same_data(data: Path) -> None:
    # One test, for a start takes as long as a hundred others.
    with demo(data) as running:
        address = f"http://127.0.0.1:{running.port}/"
        assert running.lines[-2:] == [f"Inloggen (eenmalig) / sign in (once): {running.link}", f"Regiodag: {address}"]
        assert "Regiodag" in Visitor().get(address)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            Visitor().get(f"{address}nowhere/")
        status, page = Visitor().sign_in(running.link)
        assert (status, "Regiodag Samen sterker (demo)" in page) == (200, True)
        assert Visitor().sign_in(running.link)[0] == 410
        group = running.process.pid
        assert wait_for(lambda: len(processes_of(group)) >= 5), processes_of(group)
        assert (running.end(signal.SIGINT), running.process.returncode, all_gone(group)) == ("", 0, True)
    with sqlite3.connect(data / "regiodag.sqlite3") as database:
        database.execute("UPDATE days_day SET title = 'Mijn eigen dag'")
    with demo(data) as again:
        assert "Mijn eigen dag" in Visitor().sign_in(again.link)[1]
        group = again.process.pid
        assert (again.end(signal.SIGTERM), again.process.returncode, all_gone(group)) == ("", 0, True)
    (data / "mine.txt").write_text("not of the demonstration", encoding="utf-8")
    with demo(data, "--reset"):
        assert titles(data) == ["Regiodag Samen sterker (demo)"]
    assert (data / "mine.txt").exists()


def test_port_in_use_is_told_and_nothing_is_made(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = begun(data, "--port", str(port))
        said, _nothing = process.communicate(timeout=120)
    message = f"Port {port} is in use by another program. Choose another one: scripts/demo --port 8000\n"
    assert (process.returncode, said.endswith(message)) == (1, True)
    assert not (data / "regiodag.sqlite3").exists()


def test_port_that_is_none_is_told(data: Path) -> None:
    process = begun(data, "--port", "70000")
    said, _nothing = process.communicate(timeout=120)
    assert (process.returncode, "Port 70000 is no port that can be used." in said) == (1, True)
