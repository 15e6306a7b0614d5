# SPDX-License-Identifier: EUPL-1.2
"""Bytes from and to the disk: nothing is read without end, and nothing is left half written."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from indeling.errors import FileError, Issue, Text, text
from indeling.files.reading import Source

STANDARD = "-"
"""The path that means standard input or output."""

MOST_BYTES = 1_000_000_000
"""Nothing larger is read; a day with a million participants in JSON is a third of it."""

UNFINISHED = ".tmp"
"""End of the name of a file that is being written. What is left of one after a power cut is never read."""

LONGEST_NAME = 50
"""Characters of a name that stand in that of the unfinished file: at four bytes each it is not too long."""

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_FOR_THE_OWNER = 0o600

_REASONS: Mapping[int, tuple[Text, Text | None]] = {
    errno.ENOENT: (text("there is no such file or folder."), text("Check the path.")),
    errno.ENOTDIR: (text("a part of the path is not a folder."), text("Check the path.")),
    errno.EISDIR: (text("this is a folder, not a file."), text("Add the name of a file.")),
    errno.EACCES: (text("it may not be opened."), text("Close it in other programs, or check who may use it.")),
    errno.EPERM: (text("it may not be opened."), text("Close it in other programs, or check who may use it.")),
    errno.EROFS: (text("the disk cannot be written to."), text("Choose another folder.")),
    errno.ENOSPC: (text("the disk is full."), text("Make room, or choose another disk.")),
    errno.EDQUOT: (text("the disk is full."), text("Make room, or choose another disk.")),
    errno.EFBIG: (
        text("the file would be larger than is allowed here."),
        text("Choose another disk, or ask who manages it for more room."),
    ),
    errno.ENAMETOOLONG: (text("the name is too long."), text("Choose a shorter name.")),
}


def open_source(path: str, stdin: bytes | None = None) -> Source:
    """Return the content of the file at `path`; "-" is `stdin`, or standard input when that is None.

    Raises FileError when it cannot be read, or is larger than MOST_BYTES.
    """
    if not path.strip():
        raise FileError([Issue(text("the name of a file is empty."), text("Check the command."))])
    try:
        content = _standard_input(stdin) if path == STANDARD else _content(path)
    except (OSError, ValueError) as error:
        raise _failed(path, error) from error
    if len(content) > MOST_BYTES:
        raise FileError([Issue(text("the file is larger than {most} bytes.", most=MOST_BYTES), file=path)])
    return Source(path, content)


def _standard_input(stdin: bytes | None) -> bytes:
    return sys.stdin.buffer.read(MOST_BYTES + 1) if stdin is None else stdin


def _content(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(MOST_BYTES + 1)


def write(path: str, content: bytes) -> None:
    """Write the whole of `content` to `path`, or nothing; "-" is standard output.

    The content goes to a file beside it first, which takes its place only when it is safely on the disk. A new file
    can be read by its owner only: it may hold who attends. Raises FileError.
    """
    try:
        if path == STANDARD:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        elif Path(path).exists() and not Path(path).is_file():
            _write_through(Path(path), content)
        else:
            # a symbolic link stays, and the file it points at is replaced
            _replace(Path(path).resolve(), content)
    except (OSError, ValueError, RuntimeError) as error:
        raise _failed(path, error) from error


def _write_through(target: Path, content: bytes) -> None:
    """Write to what cannot be replaced: a device, a pipe."""
    with target.open("wb") as file:
        file.write(content)


def _replace(target: Path, content: bytes) -> None:
    # the name is known before the file is made: whatever stops this, however early, what is there is taken away
    beside = target.with_name(f".{target.name[:LONGEST_NAME]}.{secrets.token_hex(8)}{UNFINISHED}")
    try:
        with os.fdopen(os.open(beside, _NEW_FILE, _FOR_THE_OWNER), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode)
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _failed(path: str, error: Exception) -> FileError:
    unknown = text("it cannot be used: {reason}.", reason=error), None
    what, advice = _REASONS.get(getattr(error, "errno", None) or 0, unknown)
    return FileError([Issue(what, advice, file=path)])
