# SPDX-License-Identifier: EUPL-1.2
"""`indeling explain`: why somebody is not in a workshop, and what it would take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

import click

from indeling.cli.failures import STANDARD
from indeling.cli.inout import JSON, check_inputs, check_output, read_placement, read_problem, write_tree
from indeling.cli.options import Action, Option, Said, common_options, input_options
from indeling.cli.session import INFEASIBLE, OPTIMAL, Session
from indeling.cli.waiting import Stage, wait_for
from indeling.errors import text
from indeling.errors import untranslated as _

if TYPE_CHECKING:
    from indeling.studies.why_not import WhyNot


@dataclass(frozen=True)
class Question:
    """Who asks for what, and how far to look."""

    person: str
    workshop: str
    exact: bool
    names: bool
    time_limit: float | None


def question_options(function: Action) -> Action:
    """Add the options that say what is asked; the command gets them as `question`."""

    @wraps(function)
    def with_question(
        *args: object,
        person: str,
        workshop: str,
        exact: bool,
        names: bool,
        time_limit: float | None,
        **others: object,
    ) -> int:
        """Take the five options as one."""
        return function(*args, question=Question(person, workshop, exact, names, time_limit), **others)

    add = [
        click.option(
            *("-n", "--person"), metavar=_("NAME"), required=True, help=_("Who: an id, or what only one name holds.")
        ),
        click.option(
            *("-k", "--workshop"),
            metavar=_("NAME"),
            required=True,
            help=_("What: an id, or what only one title holds."),
        ),
        click.option("--exact", is_flag=True, help=_("Place everybody again with that seat, and tell what changes.")),
        click.option("--names", is_flag=True, help=_("Name the people who would have to change.")),
        click.option(
            *("-t", "--time-limit"),
            cls=Option,
            metavar=_("SECONDS"),
            type=click.FloatRange(0, min_open=True),
            help=_("With --exact: stop each placement after this long, with the best found so far."),
        ),
    ]
    decorated: Action = with_question
    for each in reversed(add):
        decorated = each(decorated)
    return decorated


@click.command(
    short_help=_("Tell why somebody is not in a workshop."),
    help=_(
        "Tell why somebody is not in a workshop of PLACEMENT (.json), a placement of PROBLEM: what is in the way in"
        " each round, and what the prices in its proof say of it; with --exact also what it would take.\n\n"
        "The others are counted, and named only with --names. When there is no placement, it tells why not."
    ),
    epilog=_(
        "Examples:\n"
        "  indeling explain problem.json placement.json --person p12 --workshop w3\n"
        "  indeling explain day.xlsx placement.json --person Vries --workshop Film --exact\n\n"
        "Exit code: 0 told, 2 bad input, 3 it holds no placement."
    ),
)
@click.argument("source", metavar=_("PROBLEM"))
@click.argument("placement", metavar=_("PLACEMENT"))
@input_options
@question_options
@click.option("-j", "--json", metavar=_("FILE"), help=_("Write the answer here (.json), - for standard output."))
@common_options
@click.pass_obj
def command(session: Session, *, source: str, placement: str, json: str | None, said: Said, question: Question) -> int:
    """Read, find out, write and print; return the exit code."""
    from indeling.cli.choice import chosen  # noqa: PLC0415  (NumPy)
    from indeling.cli.report import print_conflicts, print_written  # noqa: PLC0415  (NumPy)
    from indeling.studies.why_not import Options, why_not  # noqa: PLC0415  (NumPy)

    session = session.aside() if json == STANDARD else session
    check_inputs(source, placement, said.workshops, said.mapping)
    check_output(json, (source, placement, said.workshops, said.mapping), (JSON,))
    day, _reading = read_problem(session, source, said)
    found = read_placement(session, placement, day)
    if found.status == "infeasible":
        print_conflicts(session.out, found.proof.get("conflicts", ()))
        return INFEASIBLE
    person, workshop = chosen(day, question.person, question.workshop)
    stage = Stage(text("finding out"))

    def work() -> WhyNot:
        """Find out; the clock is ours, the engine has none."""
        options = Options(question.time_limit, session.clock, stage.progress)
        return why_not(day, found, person, workshop, exact=question.exact, options=options)

    answer = wait_for(work, stage, session.err, session.clock)
    write_tree(session, json, answer.to_dict(names=question.names))
    print_answer(session, answer, names=question.names)
    print_written(session.out, json)
    return OPTIMAL


def print_answer(session: Session, answer: WhyNot, *, names: bool) -> None:
    """Print the answer, a sentence on each line."""
    from indeling.cli.console import Styled  # noqa: PLC0415

    first, *others = answer.sentences(names=names)
    session.out.paragraph(first, style="title")
    for each in others:
        session.out.bullet(Styled("-", "quiet"), each, indent="  ")
