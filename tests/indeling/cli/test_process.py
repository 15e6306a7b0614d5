# SPDX-License-Identifier: EUPL-1.2
"""The program as the shell starts it: streams, encodings, signals, and what it does not load."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from command_line import day

LOCALE = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"}
PROGRAM = [sys.executable, "-m", "indeling.cli"]


def run(*arguments: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    plain = {
        key: value for key, value in os.environ.items() if key not in {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"}
    }
    return subprocess.run(
        [*PROGRAM, *arguments], cwd=cwd, env={**plain, **environ}, capture_output=True, check=False, timeout=60
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tree = day()
    tree["participants"][2]["name"] = "Zoë “Cas” Fictional"
    (tmp_path / "problem.json").write_text(json.dumps(tree), "utf-8")
    return tmp_path


def test_exit_code_and_output_reach_the_shell(folder: Path) -> None:
    ran = run("solve", "problem.json", "-o", "placement.json", "-q", cwd=folder, LANG="C.UTF-8")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode().splitlines()[1].startswith("All 4 people have a seat; 3 of them")
    assert (folder / "placement.json").exists()


def test_standard_output_holds_json_and_nothing_else(folder: Path) -> None:
    ran = run("solve", "problem.json", "-q", "-o", "-", cwd=folder)
    assert json.loads(ran.stdout)["status"] == "optimal"


def test_commands_can_be_piped(folder: Path) -> None:
    problem = run("convert", "problem.json", "-", cwd=folder).stdout
    ran = subprocess.run([*PROGRAM, "solve", "-", "-o", "-"], input=problem, capture_output=True, check=True)
    assert json.loads(ran.stdout)["status"] == "optimal"


def test_ascii_output_is_readable(folder: Path) -> None:
    ran = run("solve", "problem.json", "-q", cwd=folder, PYTHONIOENCODING="ascii", LANG="nl_NL")
    text = ran.stdout.decode("ascii")
    assert ran.returncode == 0
    assert "#" * 11 in text
    assert 'Buiten hun voorkeuren: Zoe "Cas" Fictional (ronde 1, ronde 2)' in text


def test_c_locale_is_no_reason_to_fail(folder: Path) -> None:
    ran = run("solve", "problem.json", "-q", cwd=folder, LC_ALL="C")
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_dutch_locale_speaks_dutch(folder: Path) -> None:
    ran = run("solve", cwd=folder, LANG="nl_NL.UTF-8")
    assert ran.stderr.decode().splitlines()[0] == "Gebruik: indeling solve [OPTIES] INVOER"


def test_closed_standard_output_is_no_reason_to_fail(folder: Path) -> None:
    command = f"{sys.executable} -m indeling.cli solve problem.json -o placement.json >&-"
    ran = subprocess.run(["/bin/sh", "-c", command], cwd=folder, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (folder / "placement.json").exists()


def test_reader_that_went_away_ends_the_program_quietly(folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as nowhere:
        ran = subprocess.run(
            [*PROGRAM, "solve", "problem.json"], cwd=folder, stdout=nowhere, stderr=subprocess.PIPE, check=False
        )
    assert (ran.returncode, ran.stderr) == (141, b"")


def test_full_disk_behind_standard_output_is_told(folder: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no full disk here")
    with full.open("wb") as nowhere:
        ran = subprocess.run(
            [*PROGRAM, "convert", "problem.json", "-", "--lang", "en"],
            cwd=folder,
            stdout=nowhere,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.stderr.decode().splitlines()[-1].startswith("× Cannot read or write: ")
    assert ran.returncode == 2


SLOW = """
import sys, time
import indeling
from indeling.cli import main

def solve(*_arguments, **_options):
    print("busy", file=sys.stderr, flush=True)
    time.sleep(600)

indeling.solve = solve
sys.exit(main(["solve", "problem.json", "-q", "-o", "placement.json", "--lang", "en"]))
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signal_stops_the_solver_at_once_and_writes_nothing(folder: Path, number: signal.Signals, code: int) -> None:
    with subprocess.Popen([sys.executable, "-c", SLOW], cwd=folder, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"busy\n"
        process.send_signal(number)
        assert process.stderr.read().decode() == "Stopped. No file was left half written.\n"
        assert process.wait(timeout=60) == code
    assert [each.name for each in folder.iterdir()] == ["problem.json"]


def test_interrupt_while_waiting_for_input_ends_the_program(folder: Path) -> None:
    command = [*PROGRAM, "--lang", "en", "solve", "-", "--debug"]
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        # The byte is gone from the pipe when the program reads, and it goes on reading for the rest.
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b"{")
        process.stdin.flush()
        while process.poll() is None and _waiting(process.stdin.fileno()):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.stderr.read().decode().splitlines()[-1] == "Stopped. No file was left half written."
        assert process.wait(timeout=60) == 130


def _waiting(pipe: int) -> bool:
    answer = fcntl.ioctl(pipe, termios.FIONREAD, b"\0\0\0\0")
    return int.from_bytes(answer, sys.byteorder) > 0


HEAVY = ("numpy", "highspy", "ortools", "msgspec", "rapidfuzz", "jsonschema", "python_calamine", "rich", "xlsxwriter")


LIST_MODULES = """
import sys
from indeling.cli import main

main({arguments!r})
print("|".join(sys.modules), file=sys.stderr)
"""


def loaded(*arguments: str, cwd: Path) -> set[str]:
    script = (
        f"import sys; from indeling.cli import main; main({arguments!r}); print('|'.join(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=cwd, capture_output=True, text=True, check=True)
    return set(ran.stderr.splitlines()[-1].split("|")) & set(HEAVY)


@pytest.mark.parametrize("arguments", [("--help",), ("template", "--help"), ("template", "day.csv"), ("sovle",)])
def test_what_needs_no_solver_does_not_load_it(folder: Path, arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments, cwd=folder) == set()


def test_template_loads_no_solver_and_no_readers(folder: Path) -> None:
    assert loaded("template", "day.xlsx", cwd=folder) <= {"numpy", "xlsxwriter"}


def test_json_to_json_loads_no_spreadsheets(folder: Path) -> None:
    spreadsheets = {"rapidfuzz", "python_calamine", "rich", "xlsxwriter", "jsonschema"}
    assert loaded("solve", "problem.json", "-o", "placement.json", cwd=folder) & spreadsheets == set()


def test_full_disk_behind_standard_error_leaves_the_exit_code(folder: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no full disk here")
    with full.open("wb") as nowhere:
        ran = subprocess.run([*PROGRAM, "solve", "nothing.json"], cwd=folder, stderr=nowhere, check=False)
    assert ran.returncode == 2


def test_every_kind_of_rule_goes_through_the_program(folder: Path) -> None:
    rules = [
        {"kind": "together", "participants": ["p1", "p2"], "weight": 1},
        {"kind": "apart", "participants": ["p1", "p3"], "weight": 1},
        {"kind": "at_most", "attribute": "domain", "count": 3},
        {"kind": "at_least", "attribute": "domain", "value": "care", "count": 1, "weight": 1},
        {"kind": "eligible", "workshops": ["a"], "participants": ["p1", "p2"], "weight": 1},
        {"kind": "carried_over", "regrets": {"p2": 1}},
        {"kind": "priority", "classes": [["p4"]]},
        {"kind": "spanning", "workshop": "c", "rounds": ["r1", "r2"]},
        {"kind": "rooms", "rooms": [{"id": f"room {k}", "capacity": 2} for k in range(4)]},
    ]
    people = [{"id": each["id"], "wishes": each["wishes"]} for each in day()["participants"]]
    (folder / "ruled.json").write_text(json.dumps({**day(), "participants": people, "rules": rules}), "utf-8")
    solved = run("solve", "ruled.json", "-q", "-o", "placement.json", cwd=folder)
    checked = run("check", "ruled.json", "placement.json", cwd=folder)
    assert (solved.returncode, solved.stderr) == (0, b"")
    assert b"breaks the rules" not in checked.stdout
    assert {row["room"][:5] for row in json.loads((folder / "placement.json").read_bytes())["rooms"]} == {"room "}


def test_rule_that_makes_the_day_impossible_is_named_in_dutch_from_the_file_as_well(folder: Path) -> None:
    tree = json.loads((folder / "problem.json").read_text("utf-8"))
    tree["rules"] = [{"kind": "eligible", "workshops": ["c"], "participants": ["p1", "p2", "p4"]}]
    (folder / "problem.json").write_text(json.dumps(tree), "utf-8")
    solved = run("solve", "problem.json", "-q", "-o", "placement.json", cwd=folder, LANG="nl_NL.UTF-8")
    shown = run("show", "placement.json", cwd=folder, LANG="nl_NL.UTF-8")
    assert (solved.returncode, shown.returncode) == (3, 3)
    assert shown.stdout.decode().splitlines() == solved.stdout.decode().splitlines()[1:-1]
    cas, reason = "Zoë “Cas” Fictional", "regel 1 laat deze deelnemer niet toe"
    assert shown.stdout.decode().splitlines()[1:-1] == [
        "  - geen indeling houdt zich aan alle regels; “Cooking alleen voor genoemde mensen” (regel 1) moet 1 ruimer",
        f"  - {cas} heeft een vaste plaats bij Cooking in Ronde 1, maar mag daar niet zijn: {reason}",
        f"  - {cas} kan niet in elke ronde een andere workshop krijgen, ook niet zonder de anderen",
    ]
