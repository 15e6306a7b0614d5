# SPDX-License-Identifier: EUPL-1.2
"""The reasons why there is no placement, as data and as sentences.

Each conflict is a JSON tree with its `kind`, the values that belong to it and a `text` in English; `conflict_text`
gives the sentence that can be translated. What a rule asks stands in it twice: `rule`, in English, and `words`, its
template with the values, so that a placement read from a file can be told in another language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

from indeling.errors import Text, counted, text
from indeling.problem import round_title

Conflict = dict[str, Any]

_TEXTS: Mapping[str, Text] = {
    "fixed-not-allowed": text("{participant} has a fixed place in {workshop} in {round}, but may not be there{why}"),
    "fixed-twice": text("{participant} has a fixed place in {workshop} more than once"),
    "fixed-chairs": text("{workshop} in {round} has {chairs}, and {people} with a fixed place"),
    "round-chairs": text("{round} has {chairs} for {people}"),
    "round-minimum": text("{round} has {people}, and its minima ask for {minimum}"),
    "session-minimum": text("{workshop} in {round} needs {minimum}, and is open to {people}"),
    "session-chairs": text("{workshop} in {round} needs {minimum} and has {chairs}"),
    "participant-round": text("{participant} needs a seat in {round}, and there is no workshop they may be in{why}"),
    "participant": text("{participant} cannot get a different workshop in every round, even without the others"),
    "relax-rule": text("no placement keeps all rules; “{rule}” (rule {number}) has to be relaxed by {amount}{why}"),
    "relax-rounds": text("no placement keeps all rules; “{rule}” has to be relaxed by {amount}"),
    "locked": text("there is no placement in which everybody stays who must not move"),
    "more-chairs": text("all rules together leave no placement; {more} for {workshop} in {round} would help"),
    "lower-minimum": text(
        "all rules together leave no placement; a minimum for {workshop} in {round} that is {fewer} lower would help"
    ),
}

_PEOPLE = text("{count} person"), text("{count} people")

_COUNTED: Mapping[str, tuple[Text, Text]] = {
    "chairs": (text("{count} chair"), text("{count} chairs")),
    "people": _PEOPLE,
    "minimum": _PEOPLE,
    "more": (text("{count} more chair"), text("{count} more chairs")),
    "rooms": (text("{count} room"), text("{count} rooms")),
    "sessions": (text("{count} session"), text("{count} sessions")),
}


_REASONS: Mapping[str, tuple[Text, Text, Text]] = {
    "forbidden": (
        text("it is forbidden to them"),
        text("{count} workshop is forbidden to them"),
        text("{count} workshops are forbidden to them"),
    ),
    "leads": (text("they lead it"), text("{count} workshop is led by them"), text("{count} workshops are led by them")),
    "rule": (
        text("rule {number} keeps them out"),
        text("rule {number} keeps them out of {count} workshop"),
        text("rule {number} keeps them out of {count} workshops"),
    ),
    "spans": (
        text("it takes rounds in which they cannot be there"),
        text("{count} workshop takes rounds in which they cannot be there"),
        text("{count} workshops take rounds in which they cannot be there"),
    ),
    "away": (text("they are away then"),) * 3,
    "leading": (text("they lead a workshop then"),) * 3,
    "not-given": (text("it has no chairs then"),) * 3,
    "several": (text("they have another fixed place then"),) * 3,
    "too-few": (text("“{value}”: {people} in all, too few for any session"),) * 3,
    "room-features": (text("no room for {workshop} in {round} has {features}"),) * 3,
    "room-chairs": (text("the largest room that suits {workshop} in {round} has {chairs} for {people}"),) * 3,
    "room-taken": (text("none is left for {workshop} in {round}: that round has {sessions} and {rooms} for this one"),)
    * 3,
}
"""Why somebody may not be somewhere, by kind: in one session, in one of those in a round, in more of them.

And why a session has no room.
"""

MOST_REASONS = 6
"""So many reasons are told in one sentence."""


def conflict(kind: str, **values: object) -> Conflict:
    """Return a conflict of a known kind as a JSON tree, with its text in English."""
    found: Conflict = {"kind": kind, **values}
    return {**found, "text": str(conflict_text(found))}


def conflict_text(found: Mapping[str, Any]) -> Text:
    """Return the sentence of a conflict read from a placement, ready to be translated."""
    known = _TEXTS.get(found["kind"])
    if known is None:
        return Text("{text}", found)
    values = _in_words(found)
    values["why"] = _why(found.get("reasons", ()))
    if "rule" in found:
        values["rule"] = _words(found.get("words")) or found["rule"]
    return Text(known.template, values)


def _in_words(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with numbers of chairs, people and so on counted, and the round with its name."""
    values = {**found, **{name: counted(found[name], *_COUNTED[name]) for name in _COUNTED if name in found}}
    if "round" in found:
        values["round"] = round_title(found["round"])
    return values


def _reason(found: Mapping[str, Any]) -> Text:
    one, *more = _REASONS[found["kind"]]
    told = counted(found["count"], *more) if "count" in found else one
    return Text(told.template, _in_words(found))


def _why(reasons: Sequence[Mapping[str, Any]]) -> Text | str:
    """Return the reasons as the end of a sentence; nothing when there are none."""
    if not reasons:
        return ""
    told = _reason(reasons[0])
    for reason in reasons[1:MOST_REASONS]:
        told = Text("{first}, {second}", {"first": told, "second": _reason(reason)})
    if len(reasons) > MOST_REASONS:
        rest = text("and {count} more", count=len(reasons) - MOST_REASONS)
        told = Text("{first}, {second}", {"first": told, "second": rest})
    return Text(": {told}", {"told": told})


def words_tree(words: Text) -> dict[str, Any]:
    """Return a text as a JSON tree: its template, and its values, which may be texts themselves.

    >>> words_tree(text("{people} apart", people="Ann, Bo"))
    {'template': '{people} apart', 'values': {'people': 'Ann, Bo'}}
    """
    values = {name: words_tree(value) if isinstance(value, Text) else value for name, value in words.values.items()}
    return {"template": words.template, "values": values}


def _words(tree: Any) -> Text | None:  # noqa: ANN401  (it comes from a file)
    """Return the text in a JSON tree; None where it is none, for the file may be anybody's."""
    match tree:
        case {"template": str(template), "values": dict(values)} if _fits(template, values):
            return Text(template, {name: _words(value) or value for name, value in values.items()})
    return None


def _fits(template: str, values: Mapping[str, Any]) -> bool:
    """Return whether the template asks for these values as they are, and for nothing else."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        return False
    return all(name is None or (name in values and not spec and not turn) for _, name, spec, turn in parts)
