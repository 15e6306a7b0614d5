# SPDX-License-Identifier: EUPL-1.2
"""The pictures in the pages on objectives are what scripts/comparison_pictures.py draws."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_pictures_in_the_documents_are_what_the_script_draws() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "comparison_pictures.py"), "--check"]
    ran = subprocess.run(script, capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 0)
