# SPDX-License-Identifier: EUPL-1.2
"""Writes over a file once for each step that Python takes in doing so, and stops at that step; prints what is left.

    python write_and_stop.py FOLDER exception | exit

`exception` is a signal that Python hears (Ctrl-C, SIGTERM): an exception anywhere. `exit` ends the process there, as
SIGKILL does. Each is done in a process of its own, in a folder of its own. Prints a line of JSON per step: what the
file holds, whether there are others, and what it holds when it is then written again.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import FrameType

from indeling.files import disk

OLD, NEW, NEXT = b"old" * 1000, b"new" * 1000, b"next" * 1000


class Stop:
    """A trace function that stops at the step with this number, counted from 0."""

    def __init__(self, number: int, how: str) -> None:
        self.left, self.how = number, how

    def __call__(self, frame: FrameType, event: str, _argument: object) -> Stop | None:
        if frame.f_code.co_filename != disk.__file__:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            self.left -= 1
            if self.left < 0:
                sys.settrace(None)
                if self.how == "exit":
                    os._exit(9)
                raise KeyboardInterrupt
        return self


def stopped(path: Path, number: int, how: str) -> bool:
    """Write in a process of its own that stops at this step; return whether it did."""
    child = os.fork()
    if child == 0:
        stop = Stop(number, how)
        sys.settrace(stop)
        try:
            disk.write(str(path), NEW)
        except KeyboardInterrupt:
            os._exit(9)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def main(folder: Path, how: str) -> None:
    """Go through the steps until writing comes to its end."""
    number, going_on = 0, True
    while going_on:
        place = folder / str(number)
        place.mkdir()
        path = place / "placement.json"
        path.write_bytes(OLD)
        going_on = stopped(path, number, how)
        left = path.read_bytes()
        others = [each.name for each in place.iterdir() if each != path]
        disk.write(str(path), NEXT)
        told = {"whole": left in {OLD, NEW}, "new": left == NEW, "others": others, "again": path.read_bytes() == NEXT}
        print(json.dumps({"stopped": going_on, **told}))  # noqa: T201  (that is what it is for)
        number += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
