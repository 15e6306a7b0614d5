# SPDX-License-Identifier: EUPL-1.2
"""The JSON Schemas in the repository say all of it: nothing is filled in when the program runs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from indeling.rules import rule_schemas

ROOT = Path(__file__).parents[1]
PROBLEM = ROOT / "src" / "indeling" / "schemas" / "problem.v1.json"
DAY: dict[str, Any] = {"format": "indeling/problem", "version": 1, "rounds": [{"id": "r1"}], "participants": []}
DAY["workshops"] = [{"id": "a", "sessions": []}]


def checked(script: Path) -> tuple[int, str]:
    """Return the exit code and the output of the script when it only checks."""
    ran = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout


def test_schema_of_a_problem_has_every_kind_of_rule_as_it_is() -> None:
    assert checked(ROOT / "scripts" / "schemas.py") == (0, "")


def test_schema_that_lacks_a_kind_of_rule_is_out_of_date_until_it_is_written_anew(tmp_path: Path) -> None:
    script, schema = tmp_path / "scripts" / "schemas.py", tmp_path / PROBLEM.relative_to(ROOT)
    script.parent.mkdir()
    schema.parent.mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "schemas.py", script)
    tree = json.loads(PROBLEM.read_text("utf-8"))
    del tree["$defs"]["rule-apart"]
    schema.write_text(json.dumps(tree), "utf-8")
    assert checked(script) == (1, "problem.v1.json is out of date; run scripts/schemas\n")
    subprocess.run([sys.executable, str(script)], check=True)
    assert schema.read_bytes() == PROBLEM.read_bytes()


@pytest.mark.parametrize(
    ("rule", "mistakes"),
    [
        ({"kind": "apart", "participants": ["p", "q"]}, []),
        ({"kind": "apart", "participants": ["p"]}, ["['p'] is too short"]),
        ({"kind": "near"}, [f"'near' is not one of {list(rule_schemas())}"]),
        ({"kind": "rooms", "rooms": [{"id": "x"}]}, ["'capacity' is a required property"]),
    ],
)
def test_any_validator_finds_mistakes_in_rules_with_the_file_alone(rule: dict[str, Any], mistakes: list[str]) -> None:
    validator = Draft202012Validator(json.loads(PROBLEM.read_text("utf-8")))
    assert [error.message for error in validator.iter_errors({**DAY, "rules": [rule]})] == mistakes
