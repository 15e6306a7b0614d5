# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path

import pytest

from indeling.errors import FileError
from indeling.files import disk
from indeling.files.disk import open_source, write
from indeling.files.reading import Source


class Stream:
    """A standard stream with bytes behind it."""

    def __init__(self, content: bytes = b"") -> None:
        self.buffer = io.BytesIO(content)


def failure(path: str) -> str:
    with pytest.raises(FileError) as raised:
        open_source(path)
    return str(raised.value)


def write_failure(path: Path | str, content: bytes = b"new") -> str:
    with pytest.raises(FileError) as raised:
        write(str(path), content)
    return str(raised.value)


def test_a_file_is_opened_under_the_name_that_was_typed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x")

    assert open_source(str(path)) == Source(str(path), b"x")


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stream(b"typed"))

    assert open_source("-") == Source("-", b"typed")
    assert open_source("-", b"given") == Source("-", b"given")


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert failure(f"{tmp_path}/gone.csv") == (
        f"file {tmp_path}/gone.csv: there is no such file or folder. Check the path."
    )
    assert failure(str(tmp_path)) == f"file {tmp_path}: this is a folder, not a file. Add the name of a file."
    assert "a part of the path is not a folder." in failure(f"{tmp_path}/file/a.csv")
    assert "the name is too long." in failure("x" * 300)
    assert "it cannot be used: embedded null byte." in failure("a\0b")


def test_a_file_that_does_not_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"12345")
    monkeypatch.setattr(disk, "MOST_BYTES", 4)

    assert failure(str(path)) == f"file {path}: the file is larger than 4 bytes."


def test_content_is_written_and_only_the_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(str(path), b"new")

    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write(str(path), b"new")

    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write(str(link), b"new")

    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_dash_is_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream()
    monkeypatch.setattr(sys, "stdout", stream)
    write("-", b"new")

    assert stream.buffer.getvalue() == b"new"


def test_a_device_is_written_to_and_stays_a_device() -> None:
    write(os.devnull, b"new")

    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_what_cannot_be_written_says_why(tmp_path: Path) -> None:
    assert write_failure(tmp_path / "gone" / "a.xlsx").endswith("there is no such file or folder. Check the path.")
    assert write_failure(tmp_path).endswith("this is a folder, not a file. Add the name of a file.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "what"),
    [
        (28, "the disk is full. Make room, or choose another disk."),
        (13, "it may not be opened. Close it in other programs, or check who may use it."),
        (5, "it cannot be used: [Errno 5] broken."),
    ],
)
def test_nothing_is_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, what: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(number, "broken")

    monkeypatch.setattr(os, "fsync", fail)

    assert write_failure(path) == f"file {path}: {what}"
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"old", [path])


@pytest.mark.parametrize("name", ["", " "])
def test_a_name_that_is_empty_is_told(name: str) -> None:
    with pytest.raises(FileError) as raised:
        open_source(name)
    assert [str(issue) for issue in raised.value.issues] == ["the name of a file is empty. Check the command."]
