# SPDX-License-Identifier: EUPL-1.2
"""docs/reference/command-line.md is run: what it says is printed, is printed."""

import re
import shlex
from pathlib import Path

import click

from command_line import Cli
from indeling.cli.app import program
from indeling.cli.session import (
    BAD_INPUT,
    BROKEN_PIPE,
    CHECK_FAILED,
    DEFECT,
    INFEASIBLE,
    INTERRUPTED,
    NOT_PROVEN,
    TERMINATED,
)
from indeling.errors import untranslated

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "command-line.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """Return the code blocks of the page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def commands() -> dict[str, click.Command]:
    group = program(untranslated)
    context = click.Context(group)
    context.obj = type("Session", (), {"translate": staticmethod(untranslated)})
    return {name: group.get_command(context, name) for name in group.list_commands(context)}


def test_examples_print_what_the_page_says(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "problem.json").write_text(blocks("json")[0], "utf-8")
    examples = [block.partition("\n") for block in blocks("console")]
    printed = []
    for command, _, _ in examples:
        ran = cli(*shlex.split(command.removeprefix("$ indeling ")))
        printed.append(ran.out + ran.err)
    assert printed == [output for _, _, output in examples]


def test_every_command_has_a_section() -> None:
    assert sorted(re.findall(r"^## (\w+)$", PAGE, re.MULTILINE)) == sorted(commands())


def test_every_option_is_on_the_page() -> None:
    options = {name for command in commands().values() for each in command.params for name in each.opts}
    assert sorted(name for name in options if name.startswith("-") and f"`{name}" not in PAGE) == []


def test_every_exit_code_is_on_the_page() -> None:
    codes = (0, CHECK_FAILED, BAD_INPUT, INFEASIBLE, NOT_PROVEN, DEFECT, INTERRUPTED, BROKEN_PIPE, TERMINATED)
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)] == sorted(codes)
