# SPDX-License-Identifier: EUPL-1.2
"""What the documents show runs, and gives what they say: every ```python block, in order, one namespace per page."""

from __future__ import annotations

import doctest
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PAGES = [
    path
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if PYTHON.search(path.read_text(encoding="utf-8"))
]
NEEDED = {
    "README.md",
    "certificates.md",
    "compare.md",
    "mix.md",
    "objectives.md",
    "problem-format.md",
    "python.md",
    "repair.md",
    "rules.md",
    "turnout.md",
    "why-not.md",
    "advise.md",
    "together.md",
    "chances.md",
    "lottery.md",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples, as the root of the repository has them."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_pages_with_examples_are_found() -> None:
    assert {page.name for page in PAGES} >= NEEDED


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("path", PAGES, ids=lambda each: each.relative_to(ROOT).as_posix())
def test_examples_give_what_the_page_says(path: Path) -> None:
    names: dict[str, object] = {"__name__": path.stem}
    said: list[str] = []
    for block in PYTHON.finditer(path.read_text(encoding="utf-8")):
        line = path.read_text(encoding="utf-8").count("\n", 0, block.start(1))
        said += run(block[1], names, path, line)
    assert said == []


def run(source: str, names: dict[str, object], page: Path, line: int) -> list[str]:
    """Run one block, a session with prompts or a plain program; return what a session gave that it does not say."""
    if not source.startswith(">>>"):
        code = compile("\n" * line + source, str(page), "exec")
        exec(code, names)  # noqa: S102  (our own documents)
        return []
    said: list[str] = []
    session = doctest.DocTestParser().get_doctest(source, names, page.name, str(page), line)
    # the session works on a copy of the names
    doctest.DocTestRunner(verbose=False).run(session, out=said.append, clear_globs=False)
    names.update(session.globs)
    return said


def test_wrong_answer_in_a_session_is_told() -> None:
    names: dict[str, object] = {}
    said = run(">>> chairs = 20\n>>> chairs\n21\n", names, ROOT / "README.md", 0)
    assert "Expected:\n    21\nGot:\n    20\n" in "".join(said)
    assert names["chairs"] == 20
