# SPDX-License-Identifier: EUPL-1.2

import subprocess
import sys
from pathlib import Path

import click

from indeling.cli import borrowed

ROOT = Path(__file__).parents[3]


def test_every_sentence_is_translated() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "translations.py"), "--check"]
    ran = subprocess.run(script, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.splitlines()[:-1]) == (0, [])


def test_borrowed_sentences_are_those_of_click() -> None:
    source = "".join(each.read_text("utf-8") for each in Path(click.__file__).parent.glob("*.py"))
    sentences = [*borrowed.SENTENCES, *(form for forms in borrowed.PLURALS for form in forms)]
    assert [each for each in sentences if each not in source] == []
