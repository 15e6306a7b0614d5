# SPDX-License-Identifier: EUPL-1.2
"""From a text with placeholders to what somebody gets: subject, plain text and HTML.

What differs per person is put in after the Markdown was turned into HTML, and escaped: nobody's name becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from typing import Any
from uuid import UUID

import nh3
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from regiodag.days.models import Day
from regiodag.mailings.kinds import Placeholder, Recipient
from regiodag.mailings.models import Mailing
from regiodag.mailings.registry import placeholders
from regiodag.messages.late import MARK

WORD = re.compile(r"\{([^{}\n]{1,60})\}")
HREF = re.compile(rf' href="{MARK.pattern}"')
LINK = re.compile(r"\[([^\]\n]*)\]\(([^)\s]*)\)")
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote"}
SUBJECT, BODY = "regiodagsubjectofthemail", "regiodagbodyofthemail"
TOKEN = "regiodagplaceholder{number}end"  # noqa: S105  (no secret: what the Markdown leaves alone)

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "heading", "lheading", "code", "fence"]
)


@dataclass(frozen=True)
class Written:
    """What somebody gets. html: what stands between the head of the mail and its foot."""

    subject: str
    text: str
    html: SafeString


@dataclass(frozen=True)
class Missing:
    """A placeholder in a text that stays empty for some people."""

    placeholder: Placeholder
    people: list[Recipient]

    @property
    def word(self) -> str:
        """What stands in the text."""
        return f"{{{self.placeholder.word}}}"

    @property
    def remedy(self) -> str:
        """What is to be done, when it is the day that lacks it, and not these people."""
        return str(self.placeholder.absent)


@dataclass(frozen=True)
class Unknown:
    """Something between braces that stands for nothing, and what was probably meant."""

    word: str
    nearest: str

    def __str__(self) -> str:
        sentence = _("{%(word)s} stands for nothing.") % {"word": self.word}
        return sentence + (" " + _("Did you mean {%(nearest)s}?") % {"nearest": self.nearest} if self.nearest else "")


def words() -> dict[str, Placeholder]:
    """Return every word that stands for something, in all languages of the site."""
    found = placeholders()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {_plain(str(each.word)): each for each in placeholders().values()}
    return found


def used_in(text: str) -> list[Placeholder]:
    """Return the placeholders in a text, each once, in their order."""
    known = words()
    return list({each.code: each for word in WORD.findall(text) if (each := known.get(_plain(word)))}.values())


def unknown_in(text: str) -> list[Unknown]:
    """Return what stands between braces and is no placeholder."""
    known = words()
    mine = [str(each.word) for each in placeholders().values()]
    found = dict.fromkeys(word for word in WORD.findall(text) if _plain(word) not in known)
    return [Unknown(word, next(iter(get_close_matches(_plain(word), mine, 1, 0.5)), "")) for word in found]


class Writer:
    """Writes a message for each of its people. What they share is done once."""

    def __init__(self, mailing: Mailing, people: Sequence[Recipient]) -> None:
        self.mailing, self.people = mailing, people
        self.known = words()
        self.used = used_in(f"{mailing.subject}\n{mailing.text}")
        ids = [each.id for each in people]
        with translation.override(mailing.language):
            self.values: Mapping[str, Mapping[UUID, str]] = {
                each.code: each.values(mailing.day, ids) for each in self.used
            }
        self.tokens = {each.code: TOKEN.format(number=at) for at, each in enumerate(self.used)}
        self.plain = LINK.sub(_spelled_out, mailing.text).replace("**", "")
        self.html = _clean(_markdown.render(self._marked()))
        self.frame = ""

    def write(self, recipient: Recipient) -> Written:
        """Return what somebody gets."""
        values = {code: found.get(recipient.id, "") for code, found in self.values.items()}
        html = self.html
        for code, token in self.tokens.items():
            html = html.replace(token, escape(values[code]).replace("\n", "<br>"))
        subject = " ".join(self._filled(self.mailing.subject, values).split())
        return Written(subject, self._filled(self.plain, values).strip() + "\n", mark_safe(_clean(html)))  # noqa: S308  (cleaned)

    def everything(self) -> Iterator[tuple[Recipient, Written]]:
        """Yield everybody with what they get."""
        for each in self.people:
            yield each, self.write(each)

    def whole(self, subject: str, html: str) -> str:
        """Return a whole mail as HTML. The frame is drawn once."""
        if not self.frame:
            self.frame = html_mail(self.mailing, SUBJECT, BODY)
        return self.frame.replace(SUBJECT, escape(subject)).replace(BODY, html)

    def missing(self) -> list[Missing]:
        """Return the placeholders that stay empty for somebody."""
        found = [
            Missing(each, [one for one in self.people if not self.values[each.code].get(one.id)]) for each in self.used
        ]
        return [each for each in found if each.people]

    def _marked(self) -> str:
        """Return the text with a token for each placeholder; an address that stands alone becomes one to click on."""

        def marked(found: re.Match[str]) -> str:
            placeholder = self.known.get(_plain(found[1]))
            if placeholder is None:
                return found[0]
            token = self.tokens[placeholder.code]
            inside = found.string[: found.start()].endswith("](")
            return f"[{token}]({token})" if placeholder.link and not inside else token

        return WORD.sub(marked, self.mailing.text)

    def _filled(self, text: str, values: Mapping[str, str]) -> str:
        def filled(found: re.Match[str]) -> str:
            placeholder = self.known.get(_plain(found[1]))
            return values[placeholder.code] if placeholder else found[0]

        return WORD.sub(filled, text)


def in_my_language(text: str) -> str:
    """Return a text in which placeholders stand with the words of the language that is spoken now."""
    known = placeholders()
    return WORD.sub(lambda found: f"{{{known[found[1]].word}}}" if found[1] in known else found[0], text)


def title_of(mailing: Mailing) -> str:
    """Return what a message is called in a list: its subject, with what is the same for everybody filled in."""
    known, nobody = words(), UUID(int=0)

    def filled(found: re.Match[str]) -> str:
        placeholder = known.get(_plain(found[1]))
        values = placeholder.values(mailing.day, [nobody]) if placeholder and placeholder.shared else {}
        return values.get(nobody, found[0])

    with translation.override(mailing.language):
        return WORD.sub(filled, mailing.subject)


def html_mail(mailing: Mailing, subject: str, html: str) -> str:
    """Return a whole mail as HTML, in the colours of the day; it loads nothing from elsewhere."""
    day: Day = mailing.day
    context: dict[str, Any] = {
        "day": day,
        "language": mailing.language,
        "subject": subject,
        "html": html,
    }
    with translation.override(mailing.language):
        return render_to_string("mailings/mail/letter.html", context)


def without_links(text: str) -> str:
    """Return a text in which nobody's own link stands, but words that say that it will be there."""
    return MARK.sub(lambda _found: stand_in(), text)


def unlinked(html: str) -> str:
    """Return HTML in which nobody's own link stands, nor leads anywhere."""
    return without_links(HREF.sub("", html))


def stand_in() -> str:
    """Return what is shown in place of a personal link."""
    return _("[here stands their own link]")


def _spelled_out(link: re.Match[str]) -> str:
    return link[1] if link[1] == link[2] else f"{link[1]}: {link[2]}"


def _clean(html: str) -> str:
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )  # fmt: skip


def _plain(word: str) -> str:
    """Return a word as it is looked up: capitals and spaces make no difference."""
    return "-".join(word.casefold().split())
