# SPDX-License-Identifier: EUPL-1.2
"""What goes in and out of a command: files by their extension, and `-` for the standard streams."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indeling.cli.failures import STANDARD
from indeling.cli.options import Said
from indeling.cli.session import Session
from indeling.cli.waiting import Stage, wait_for
from indeling.errors import FileError, InputError, Issue, text

if TYPE_CHECKING:
    from indeling.files.reading import Reading
    from indeling.placement import Placement
    from indeling.problem import Problem
    from indeling.studies.comparison import Comparison
    from indeling.studies.odds import Chances

WORKBOOK, JSON, SVG, PNG = ".xlsx", ".json", ".svg", ".png"
CSV, PARQUET = ".csv", ".parquet"


def read_problem(session: Session, source: str, said: Said, *, quiet: bool = False) -> tuple[Problem, Reading]:
    """Return the problem in the file and what was understood of it. Raises FileError with every mistake in them."""
    from indeling.files import open_source  # noqa: PLC0415  (NumPy)
    from indeling.files import read_problem as read  # noqa: PLC0415  (NumPy)

    check_inputs(source, said.workshops, said.mapping)
    # Not in the thread: Python cannot end while a thread waits for standard input.
    stdin = open_source(STANDARD).content if source == STANDARD else None

    def work() -> tuple[Problem, Reading]:
        """Read and validate."""
        return read(source, workshops=said.workshops, mapping=said.mapping, rounds=said.rounds, stdin=stdin)

    stage = Stage(text("reading {file}", file=source))
    return wait_for(work, stage, session.err, session.clock, quiet=quiet)


def read_placement(session: Session, name: str, problem: Problem | None = None) -> Placement:
    """Return the placement in a JSON file, aligned with the problem when there is one. Raises FileError."""
    from indeling.files import open_source  # noqa: PLC0415  (NumPy)
    from indeling.files.json import decode  # noqa: PLC0415  (NumPy)
    from indeling.interchange import align  # noqa: PLC0415  (NumPy)
    from indeling.placement import Placement  # noqa: PLC0415  (NumPy)

    stdin = open_source(STANDARD).content if name == STANDARD else None

    def work() -> Placement:
        """Read and align."""
        placement = Placement.from_dict(decode(open_source(name, stdin)))
        return align(placement, problem) if problem else placement

    try:
        return wait_for(work, Stage(text("reading {file}", file=name)), session.err, session.clock)
    except InputError as error:
        raise FileError(replace(issue, file=issue.file or name) for issue in error.issues) from error


def check_inputs(*names: str | None) -> None:
    """Raise FileError when several inputs are standard input, which can be read only once."""
    if names.count(STANDARD) > 1:
        what = text("standard input is asked for more than one file.")
        raise FileError([Issue(what, text("Give the others by name."), file=STANDARD)])


def check_output(output: str | None, inputs: Iterable[str | None], kinds: Sequence[str]) -> None:
    """Raise FileError, before any work is done, when the output is an input or cannot be written as one of `kinds`."""
    if output is None or (output == STANDARD and not {SVG, PNG} & {*kinds}):
        return
    fault = _unusable(output, kinds)
    if fault is None and any(name and Path(name).resolve() == Path(output).resolve() for name in inputs):
        what = text("this is also the input; writing would overwrite it.")
        fault = Issue(what, text("Choose another name for the output."), file=output)
    if fault:
        raise FileError([fault])


def _unusable(output: str, kinds: Sequence[str]) -> Issue | None:
    """Return why nothing can be written there, or None."""
    target, folder = Path(output), Path(output).parent
    if not output.strip():
        return Issue(text("the name of the output is empty."), text("Check the command."))
    if target.is_dir():
        return Issue(text("this is a folder, not a file."), text("Add the name of a file."), file=output)
    if target.suffix.lower() not in kinds:
        advice = text("Let the name end in {kinds}.", kinds=", ".join(kinds))
        return Issue(text("this kind of file cannot be written."), advice, file=output)
    if not folder.is_dir():
        advice = text("Make the folder first, or choose another one.")
        return Issue(text("the folder {folder} does not exist.", folder=folder), advice, file=output)
    return None


def write_problem(session: Session, output: str, problem: Problem) -> None:
    """Write the problem as JSON. Raises FileError."""
    from indeling.files.json import encode  # noqa: PLC0415  (NumPy)

    stage = Stage(text("writing {file}", file=output))
    write(output, wait_for(lambda: encode(problem.to_dict()), stage, session.err, session.clock))


def write_placement(
    session: Session, output: str | None, problem: Problem, placement: Placement, warnings: Sequence[Issue]
) -> None:
    """Write the placement as a workbook, a table or JSON, by the extension of the output. Raises FileError."""
    if output is None:
        return

    def work() -> bytes:
        """Make the content."""
        if output.lower().endswith((CSV, PARQUET)):
            from indeling.files.columnar import placement_table  # noqa: PLC0415  (only when a table is written)

            return placement_table(placement, parquet=output.lower().endswith(PARQUET))
        if not output.lower().endswith(WORKBOOK):
            from indeling.files.json import encode  # noqa: PLC0415  (only when JSON is written)

            return encode(placement.to_dict())
        from indeling.cli.report import proof  # noqa: PLC0415  (NumPy)
        from indeling.conflicts import conflict_text  # noqa: PLC0415  (NumPy)
        from indeling.files.workbook import result_workbook  # noqa: PLC0415  (only when a workbook is written)

        conflicts = [conflict_text(found) for found in placement.proof.get("conflicts", ())]
        return result_workbook(
            problem,
            placement,
            warnings=warnings,
            conflicts=conflicts,
            proof=proof(placement),
            translate=session.translate,
        )

    # The thread makes the content; only here is it written, so that Ctrl-C never leaves anything behind.
    write(output, wait_for(work, Stage(text("writing {file}", file=output)), session.err, session.clock))


def write_tree(session: Session, output: str | None, tree: dict[str, Any]) -> None:
    """Write a JSON tree; nothing when there is no output. Raises FileError."""
    if output is None:
        return
    from indeling.files.json import encode  # noqa: PLC0415  (only when JSON is written)

    write(
        output, wait_for(lambda: encode(tree), Stage(text("writing {file}", file=output)), session.err, session.clock)
    )


def write_chances(session: Session, output: str | None, chances: Chances) -> None:
    """Write chances as a table or JSON, by the extension of the output, if there is one. Raises FileError."""
    if output is None or not output.lower().endswith(CSV):
        write_tree(session, output, chances.to_dict())
        return
    from indeling.files.chances import chances_table  # noqa: PLC0415  (only when a table is written)

    stage = Stage(text("writing {file}", file=output))
    write(output, wait_for(lambda: chances_table(chances), stage, session.err, session.clock))


def write_comparison_picture(session: Session, output: str | None, comparison: Comparison) -> None:
    """Write the picture of a comparison as SVG or PNG, by the extension, if there is an output. Raises FileError."""
    if output is None:
        return
    from indeling.files.picture import comparison_picture  # noqa: PLC0415  (NumPy)

    def work() -> bytes:
        """Draw."""
        return comparison_picture(comparison, png=output.lower().endswith(PNG), translate=session.translate)

    write(output, wait_for(work, Stage(text("drawing {file}", file=output)), session.err, session.clock))


def write_template(session: Session, output: str, *, force: bool) -> None:
    """Write an empty workbook. Raises FileError, also when there is a file of that name and `force` is false."""
    if Path(output).exists() and not force:
        advice = text("Choose another name, or add --force to overwrite it.")
        raise FileError([Issue(text("this file exists already."), advice, file=output)])
    from indeling.files.template import template_workbook  # noqa: PLC0415  (only when a workbook is written)

    write(output, template_workbook(translate=session.translate))


def write(output: str, content: bytes) -> None:
    """Write the content, all or nothing. Raises FileError; OSError for standard output."""
    from indeling.files import write as write_file  # noqa: PLC0415  (a package that opens files)

    if output != STANDARD:
        write_file(output, content)
    elif sys.stdout is not None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
