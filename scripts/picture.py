# SPDX-License-Identifier: EUPL-1.2
"""Write docs/images/outcome.svg: what `indeling solve` prints for the example day, as a terminal shows it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "outcome.svg"
WIDTH = 82

PAPER = TerminalTheme(
    (255, 255, 255),
    (31, 41, 55),
    [
        (31, 41, 55),
        (185, 28, 28),
        (21, 128, 61),
        (161, 98, 7),
        (29, 78, 216),
        (126, 34, 206),
        (14, 116, 144),
        (75, 85, 99),
    ],
    [
        (75, 85, 99),
        (185, 28, 28),
        (21, 128, 61),
        (161, 98, 7),
        (29, 78, 216),
        (126, 34, 206),
        (14, 116, 144),
        (31, 41, 55),
    ],
)

FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" \
aria-label="What indeling solve prints for the example day">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; \
font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
<rect width="{width}" height="{height}" rx="8" fill="#ffffff" stroke="#d1d5db"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def outcome() -> str:
    """Return what the command prints once it has read the files, with the escape codes of a terminal."""
    day = ROOT / "examples" / "regiodag"
    command = [sys.executable, "-m", "indeling.cli", "solve", str(day / "voorkeuren.xlsx")]
    options = ["--workshops", str(day / "workshops.xlsx"), "--quiet", "--lang", "nl"]
    surroundings = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(WIDTH), "PYTHONIOENCODING": "utf-8"}
    reading, writing = pty.openpty()
    subprocess.run([*command, *options], env=surroundings, stdout=writing, stderr=writing, check=True)  # noqa: S603  (our own)
    os.close(writing)
    with os.fdopen(reading, "rb") as terminal:
        printed = b"".join(iter(lambda: _piece(terminal), b"")).decode()
    # the headline is bold: what makes it so stands before it
    return printed[printed.index("\x1b[1mAlle ") :].replace("\r", "")


def _piece(terminal: BinaryIO) -> bytes:
    """Return what the terminal still has; at its end Linux gives an error."""
    try:
        return os.read(terminal.fileno(), 1 << 16)
    except OSError:
        return b""


def main() -> None:
    """Write the picture."""
    console = Console(record=True, width=WIDTH + 2, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    console.print(Text.from_ansi(outcome()))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(
        console.export_svg(theme=PAPER, code_format=FRAME, unique_id="outcome", font_aspect_ratio=0.6), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
