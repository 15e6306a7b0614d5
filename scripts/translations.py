# SPDX-License-Identifier: EUPL-1.2
"""Collect every sentence for people from the source, and keep the catalogue with its translations complete.

A sentence is the first argument of `text(...)` or `_(...)` anywhere in `src/indeling`. See `scripts/translations`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "indeling"
LOCALES = SOURCE / "cli" / "locale"
KEYWORDS = {"text": None, "_": None, "ngettext": (1, 2)}

Forms = tuple[str, ...]

# A catalogue that only changes when a sentence does.
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)


def collected() -> Catalog:
    """Return the sentences of the source, without translations."""
    found = Catalog(project="indeling", charset="utf-8", creation_date=WRITTEN)
    for file, _, sentence, *_ in extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS):
        found.add(sentence, locations=[(file, 0)])
    return found


def catalogues() -> list[Path]:
    """Return the catalogues there are, one per language."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/indeling.po"))


def loaded(path: Path) -> Catalog:
    """Return the catalogue in the file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def update(path: Path, sentences: Catalog) -> None:
    """Add new sentences to the catalogue, drop what is gone, and compile it."""
    catalogue = loaded(path)
    catalogue.update(sentences, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = WRITTEN
    catalogue.project, catalogue.version = "indeling", "1"
    catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = "Regiodag contributors"
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_by_file=True, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def mistakes(path: Path, sentences: Catalog) -> Iterator[str]:
    """Yield what is wrong with the catalogue: sentence by sentence, and as a whole."""
    catalogue = loaded(path)
    for sentence in sentences:
        if sentence.id:
            yield from _mistakes_in(_forms(sentence.id), catalogue.get(_forms(sentence.id)[0]))
    yield from (f"no longer in the source: {each.id!r}" for each in catalogue if each.id and each.id not in sentences)
    if _compiled(path) != {_forms(each.id): _forms(each.string) for each in catalogue if each.id and each.string}:
        yield f"{path.with_suffix('.mo').name} is out of date"


def _mistakes_in(sentence: Forms, translated: Message | None) -> Iterator[str]:
    if translated is None:
        yield f"not in the catalogue: {sentence[0]!r}"
    elif not all(_forms(translated.string)):
        yield f"not translated: {sentence[0]!r}"
    elif translated.fuzzy:
        yield f"fuzzy: {sentence[0]!r}"
    elif _names(sentence) != _names(_forms(translated.string)):
        yield f"other {{names}} than in: {sentence[0]!r}"


def _forms(sentence: str | Sequence[str] | None) -> Forms:
    """Return the forms of a sentence: one, or one per grammatical number."""
    return (sentence or "",) if sentence is None or isinstance(sentence, str) else tuple(sentence)


def _names(forms: Forms) -> set[str]:
    return {name for form in forms for _, name, *_ in Formatter().parse(form) if name is not None}


def _compiled(path: Path) -> dict[Forms, Forms]:
    file = path.with_suffix(".mo")
    if not file.exists():
        return {}
    with file.open("rb") as stream:
        return {_forms(each.id): _forms(each.string) for each in read_mo(stream) if each.id}


def main(arguments: list[str]) -> int:
    """Update the catalogues, unless asked to check only; return 1 when something is wrong with one of them."""
    sentences, wrong = collected(), 0
    for path in catalogues():
        if "--check" not in arguments:
            update(path, sentences)
        found = list(mistakes(path, sentences))
        wrong += len(found)
        sys.stdout.writelines(f"{path.relative_to(ROOT)}: {each}\n" for each in found)
    sys.stdout.write(f"{len(sentences)} sentences, {wrong} to mend\n")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
