# SPDX-License-Identifier: EUPL-1.2
"""What changes would make of a day, as a table in plain characters and a few sentences."""

from __future__ import annotations

from collections.abc import Mapping

from indeling.cli.console import Console, Styled
from indeling.cli.report import print_conflicts
from indeling.cli.table import print_table
from indeling.errors import Text, counted, text
from indeling.studies.advice import Advice, Effect, State
from indeling.studies.changes import title

HEADINGS = (
    text("gain"),
    text("lose"),
    text("all wishes"),
    text("no wish"),
    text("first wishes"),
    text("cost"),
    text("worst off"),
)

SKIPPED: Mapping[str, Text] = {
    "no-better": text("proven by the prices: no better placement with it"),
    "nobody-asks": text("no more people named it than it has chairs"),
    "fixed-places": text("somebody has a fixed place in it"),
    "open-rounds": text("its rounds are open, and that is not looked at"),
    "many-rounds": text("there are six rounds, and no more are possible"),
    "round-wishes": text("wishes are per round, and nobody has any for a new one"),
}


def print_advice(console: Console, advice: Advice, top: int) -> None:
    """Print the day as it is, the `top` changes that help most, and what was not looked at; or why there is none."""
    if advice.now is None:
        print_conflicts(console, advice.conflicts)
        return
    shown = [each for each in advice.effects if each.then][:top]
    titles: list[Text] = [text("the day as it is"), *(title(advice.problem, each.change) for each in shown)]
    rows = [("", "", *_numbers(advice.now)), *(_row(each, each.then) for each in shown if each.then)]
    print_table(console, HEADINGS, titles, rows)
    _print_rest(console, advice, len(shown))


def _row(effect: Effect, then: State) -> tuple[str, ...]:
    return (str(effect.gain), str(effect.lose), *_numbers(then))


def _numbers(state: State) -> tuple[str, ...]:
    found = (state.all_wishes, state.no_wish, state.first_wishes, state.cost, state.worst_off)
    return tuple(map(str, found))


def _print_rest(console: Console, advice: Advice, shown: int) -> None:
    """Print what is not in the table, and why."""
    console.line()
    more = sum(each.then is not None for each in advice.effects) - shown
    if more > 0:
        console.line(Styled(text("and {count} more", count=more), "quiet"))
    explained = text(
        "gain, lose: people whose seats come higher or lower on their list than now (with one more round: their best"
        " seats, as many as now)."
    )
    console.paragraph(explained, style="quiet")
    for status, what in (("infeasible", text("no placement")), ("unknown", text("no answer within the limits"))):
        _print_list(console, what, [title(advice.problem, e.change) for e in advice.effects if e.status == status])
    for why, what in SKIPPED.items():
        _print_list(console, what, [title(advice.problem, each.change) for each in advice.skipped if each.why == why])
    open_ = sum(each.status == "feasible" for each in advice.effects)
    if open_:
        one = text("1 change is not proven: the time was up.")
        several = text("{count} changes are not proven: the time was up.")
        console.paragraph(counted(open_, one, several), style="poor")


def _print_list(console: Console, what: Text, titles: list[Text]) -> None:
    if titles:
        console.paragraph(f"{console.words(what)}: {'; '.join(map(console.words, titles))}", indent="  ")
