# SPDX-License-Identifier: EUPL-1.2
"""Filters for texts that organisers write, the menu of a day, and its colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from regiodag.days.features import named
from regiodag.days.menu import menu_of, title_of
from regiodag.days.theme import complete

register = template.Library()

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote"}
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "heading", "lheading", "code", "fence"]
)


@register.filter
def safe_text(written: str) -> SafeString:
    """Return a text in Markdown as HTML: paragraphs, emphasis, lists and links; everything else is struck out."""
    html = nh3.clean(
        _markdown.render(written), tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )  # fmt: skip
    return mark_safe(html)  # noqa: S308  (cleaned on the line above)


@register.filter
def feature_names(features: list[str]) -> str:
    """Return the names of features, with commas between."""
    return ", ".join(named(features))


@register.filter
def colours(theme: Mapping[str, str] | None) -> dict[str, str]:
    """Return the colours of a theme, by names that a template can write; ours when there is none."""
    return {name.replace("-", "_"): value for name, value in complete(theme or {}).items()}


@register.inclusion_tag("days/side.html", takes_context=True)
def day_menu(context: dict[str, Any]) -> dict[str, Any]:
    """Return the menu of the day that a page is about, and the title of the part of it where somebody is."""
    groups = menu_of(context["request"].resolver_match.view_name, context["may"])
    return {"day": context["day"], "groups": groups, "here": title_of(groups)}
