# SPDX-License-Identifier: EUPL-1.2
"""Collect every sentence for people from the source, and keep the catalogues with their translations complete.

In the engine a sentence is the first argument of `text(...)` or `_(...)`; on the site that of `_(...)` or
`ngettext(...)`, and what stands in `{% translate %}` and `{% blocktranslate trimmed %}`. See `scripts/translations`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

ROOT = Path(__file__).parents[1]
KEYWORDS = {"text": None, "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2)}
PERCENT = re.compile(r"%\((\w+)\)s")

Forms = tuple[str, ...]

# A catalogue that only changes when a sentence does.
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Package:
    """A package with sentences, where its catalogues are, and what those are called."""

    source: Path
    locales: Path
    domain: str

    def collected(self) -> Catalog:
        """Return the sentences of the source, without translations."""
        found = Catalog(project=self.source.name, charset="utf-8", creation_date=WRITTEN)
        for file, _, sentence, *_ in extract_from_dir(self.source, [("**.py", "python")], keywords=KEYWORDS):
            found.add(sentence, locations=[(file, 0)])
        for path in sorted([*self.source.rglob("*.html"), *self.source.rglob("*.txt")]):
            for sentence in in_template(path.read_text(encoding="utf-8")):
                found.add(sentence, locations=[(path.relative_to(self.source).as_posix(), 0)])
        return found

    def catalogues(self) -> list[Path]:
        """Return the catalogues there are, one per language."""
        return sorted(self.locales.glob(f"*/LC_MESSAGES/{self.domain}.po"))


PACKAGES = (
    Package(ROOT / "src" / "indeling", ROOT / "src" / "indeling" / "cli" / "locale", "indeling"),
    Package(ROOT / "src" / "regiodag", ROOT / "src" / "regiodag" / "locale", "django"),
)


def in_template(source: str) -> Iterator[str | Forms]:
    """Yield the sentences of a template, as Django looks them up."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        words = list(smart_split(token.contents)) if token.token_type == TokenType.BLOCK else [""]
        if words[0] == "translate" and words[1][0] in "\"'":
            yield words[1][1:-1].replace("%", "%%") if "%" in words[1] else words[1][1:-1]
        elif words[0] == "blocktranslate":
            yield from _in_block(tokens)


def _in_block(tokens: Iterator[Token]) -> Iterator[str | Forms]:
    """Yield the sentence up to the end of a block: one form, or one per grammatical number."""
    forms = [""]
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents == "endblocktranslate":
            break
        if token.token_type == TokenType.BLOCK:
            forms.append("")
        elif token.token_type == TokenType.VAR:
            forms[-1] += f"%({token.contents.split('|')[0]})s"
        elif token.token_type == TokenType.TEXT:
            forms[-1] += token.contents.replace("%", "%%")
    trimmed = tuple(trim_whitespace(form) for form in forms)
    yield trimmed[0] if len(trimmed) == 1 else trimmed


def loaded(path: Path) -> Catalog:
    """Return the catalogue in the file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def update(path: Path, package: Package, sentences: Catalog) -> None:
    """Add new sentences to the catalogue, drop what is gone, and compile it."""
    catalogue = loaded(path)
    catalogue.update(sentences, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = WRITTEN
    catalogue.project, catalogue.version = package.source.name, "1"
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
    """Return what is filled in: {name} and %(name)s. Both forms of a plural together."""
    braces = {name for form in forms for _, name, *_ in Formatter().parse(form) if name is not None}
    return braces | {name for form in forms for name in PERCENT.findall(form)}


def _compiled(path: Path) -> dict[Forms, Forms]:
    file = path.with_suffix(".mo")
    if not file.exists():
        return {}
    with file.open("rb") as stream:
        return {_forms(each.id): _forms(each.string) for each in read_mo(stream) if each.id}


def main(arguments: list[str]) -> int:
    """Update the catalogues, unless asked to check only; return 1 when something is wrong with one of them."""
    total = wrong = 0
    for package in PACKAGES:
        sentences = package.collected()
        total += len(sentences)
        for path in package.catalogues():
            if "--check" not in arguments:
                update(path, package, sentences)
            found = list(mistakes(path, sentences))
            wrong += len(found)
            sys.stdout.writelines(f"{path.relative_to(ROOT)}: {each}\n" for each in found)
    sys.stdout.write(f"{total} sentences, {wrong} to mend\n")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
