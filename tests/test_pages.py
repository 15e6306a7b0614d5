# SPDX-License-Identifier: EUPL-1.2
"""Every rule and every objective has a page with all its parts, and links in the documents lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from indeling import objectives
from indeling.rules import rule_schemas
from indeling.rules.any_of import AnyOf

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"

COMMON = ("What it asks", "Formula", "Source", "Example", "What it costs", "When it cannot be")
PARTS = {
    "rules": (*COMMON, "Fields", "With a weight", "With other rules"),
    "objectives": (*COMMON, "When to choose it", "With rules"),
}
NAMES = {
    "rules": (*rule_schemas(), str(AnyOf.__struct_config__.tag)),
    "objectives": objectives.names(),
}
EVERY_PAGE = [(folder, name) for folder, names in NAMES.items() for name in names]

FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")


def lacking(folder: str, name: str, page: str | None, index: str) -> list[str]:
    """Return what has to be written for a rule or an objective, from its page and the page that lists them all."""
    path = f"docs/reference/{folder}/{name}.md"
    parts = [f"## {part}" for part in PARTS[folder]]
    if page is None:
        return [f"write {path}, with the headings {', '.join(parts)}; a page beside it is the example to follow"]
    found = [f"{path}: write “{part}”" for part in parts if not section(page, part)]
    if f"({folder}/{name}.md)" not in index:
        found.append(f"docs/reference/{folder}.md: add {name} to the table, with a link to {folder}/{name}.md")
    if ">>> " not in section(page, "## Example"):
        found.append(f"{path}: the example has no line that starts with >>>")
    return found


def section(page: str, heading: str) -> str:
    """Return what stands under a heading, without white space around it."""
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    return found[1].strip() if found else ""


def read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


@pytest.mark.parametrize(("folder", "name"), EVERY_PAGE, ids="/".join)
def test_rule_or_objective_has_a_page_with_all_its_parts(folder: str, name: str) -> None:
    page, index = read(REFERENCE / folder / f"{name}.md"), read(REFERENCE / f"{folder}.md")
    assert lacking(folder, name, page, index or "") == []


@pytest.mark.parametrize("name", rule_schemas())
def test_page_of_a_rule_tells_of_each_of_its_fields(name: str) -> None:
    fields = section(read(REFERENCE / "rules" / f"{name}.md") or "", "## Fields")
    assert [key for key in rule_schemas()[name]["properties"] if key != "kind" and f"`{key}`" not in fields] == []


def test_pages_in_the_folders_are_linked_from_the_page_that_lists_them() -> None:
    for folder in PARTS:
        index = read(REFERENCE / f"{folder}.md") or ""
        assert [p.name for p in (REFERENCE / folder).glob("*.md") if f"({folder}/{p.name})" not in index] == []


def test_new_rule_without_a_page_is_told_what_to_write() -> None:
    (told,) = lacking("rules", "beside", None, "")
    assert told == (
        "write docs/reference/rules/beside.md, with the headings ## What it asks, ## Formula, ## Source, ## Example,"
        " ## What it costs, ## When it cannot be, ## Fields, ## With a weight, ## With other rules;"
        " a page beside it is the example to follow"
    )


def test_page_that_lacks_a_part_is_told_which() -> None:
    page = "# odd\n" + "".join(f"## {part}\n\nSomething.\n" for part in PARTS["objectives"] if part != "Source")
    assert lacking("objectives", "odd", page, "") == [
        "docs/reference/objectives/odd.md: write “## Source”",
        "docs/reference/objectives.md: add odd to the table, with a link to objectives/odd.md",
        "docs/reference/objectives/odd.md: the example has no line that starts with >>>",
    ]


# Links -----------------------------------------------------------------------------------------------------------


def anchors(page: str) -> set[str]:
    """Return the anchors of a page: those written out, and those that a forge makes of its headings."""
    text = FENCE.sub("", page)
    slugs = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)]
    again = {f"{slug}-{slugs[:at].count(slug)}" for at, slug in enumerate(slugs) if slug in slugs[:at]}
    return {*slugs, *again, *ANCHOR.findall(text)}


def links(path: Path) -> Iterator[tuple[Path, str | None]]:
    """Yield the files that a page links to, and the anchor in each."""
    for found in LINK.finditer(FENCE.sub("", path.read_text(encoding="utf-8"))):
        yield ((path.parent / found[1]).resolve() if found[1] else path), found[2]


@pytest.mark.parametrize(
    "path", [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda each: each.name
)
def test_links_of_a_page_lead_to_a_file_and_a_heading(path: Path) -> None:
    dead = [
        f"{target.name}#{anchor or ''}"
        for target, anchor in links(path)
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8")))
    ]
    assert dead == []


def test_anchors_are_those_of_headings_but_not_in_code() -> None:
    page = (
        '# What `mip` means\n```sh\n# no heading\n```\n## Check it, yourself\n<a id="old"></a>\n## Check it, yourself\n'
    )
    assert anchors(page) == {"what-mip-means", "check-it-yourself", "check-it-yourself-1", "old"}
