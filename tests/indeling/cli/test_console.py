# SPDX-License-Identifier: EUPL-1.2

import io

import pytest

from indeling.cli.console import Console, Styled, cells, encodable, fits, printable, rendered, shortened
from indeling.errors import text, untranslated


class Terminal(io.StringIO):
    """A stream that says a person is looking."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Ascii(io.StringIO):
    """A stream that has only ASCII."""

    encoding = "ascii"


def console(stream: io.StringIO, **environ: str) -> Console:
    return Console.on(stream, untranslated, environ)


def test_colour_is_for_terminals_only() -> None:
    assert [console(each).colour for each in (Terminal(), io.StringIO())] == [True, False]


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_refused(name: str, value: str) -> None:
    assert not console(Terminal(), **{name: value}).colour


def test_empty_no_color_does_not_refuse_colour() -> None:
    assert console(Terminal(), NO_COLOR="").colour


@pytest.mark.parametrize(("columns", "width"), [("80", 80), ("300", 120), ("10", 40)])
def test_width_follows_the_terminal_within_limits(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert console(Terminal()).width == width


def test_width_is_80_where_nobody_is_looking() -> None:
    assert console(io.StringIO()).width == 80


def test_blocks_need_an_encoding_that_has_them() -> None:
    assert [console(each).blocks for each in (Terminal(), Ascii())] == [True, False]


def test_styled_piece_is_painted_on_a_terminal() -> None:
    stream = Terminal()
    console(stream).line("a ", Styled(text("b"), "bad"), " c")
    assert stream.getvalue() == "a \x1b[31mb\x1b[0m c\n"


def test_styled_piece_is_plain_elsewhere() -> None:
    stream = io.StringIO()
    console(stream).line("a ", Styled("b", "bad"), "  ")
    assert stream.getvalue() == "a b\n"


def test_line_takes_out_what_a_terminal_would_obey() -> None:
    stream = Terminal()
    console(stream).line("Ann\x1b[2J\x07\u202e Bo\nCas")
    assert stream.getvalue() == "Ann[2J Bo Cas\n"


def test_line_in_ascii_shows_what_looks_most_like_it() -> None:
    stream = Ascii()
    console(stream).line("“Zoë” × 3 … 中")
    assert stream.getvalue() == '"Zoe" x 3 ... ?\n'


def test_paragraph_is_wrapped_and_keeps_names_together() -> None:
    stream = io.StringIO()
    console(stream).paragraph(f"{'a' * 30} {'b' * 40} Ann\N{NO-BREAK SPACE}Fictional", first="- ", indent="  ")
    assert stream.getvalue() == f"- {'a' * 30} {'b' * 40}\n  Ann Fictional\n"


def test_bullet_is_wrapped_on_a_terminal() -> None:
    stream = Terminal()
    Console(stream, untranslated, 40, colour=False, blocks=True).bullet(Styled("×", "bad"), "word " * 10, indent="  ")
    assert stream.getvalue() == "  × word word word word word word word\n    word word word\n"


def test_bullet_is_one_line_elsewhere() -> None:
    stream = io.StringIO()
    console(stream).bullet(Styled("×", "bad"), "word " * 30)
    assert stream.getvalue() == f"× {('word ' * 30).strip()}\n"


def test_bullet_without_words_is_only_the_mark() -> None:
    stream = io.StringIO()
    console(stream).bullet(Styled("×", "bad"), "")
    assert stream.getvalue() == "×\n"


@pytest.mark.parametrize(
    ("content", "right", "cell"),
    [("Ann", False, "Ann  "), ("Ann", True, "  Ann"), ("Annabel", False, "Anna…"), ("中文字", False, "中文…")],
)
def test_cell_has_exactly_the_width(content: str, *, right: bool, cell: str) -> None:
    assert console(Terminal()).cell(content, 5, right=right) == cell


def test_cell_is_cut_with_dots_in_ascii() -> None:
    assert console(Ascii()).cell("Annabel", 5) == "Ann.."


def test_shortened_leaves_nothing_but_the_ellipsis_in_no_room() -> None:
    assert shortened("Ann", 0, "…") == "…"


def test_cells_counts_wide_characters_twice_and_combining_ones_not() -> None:
    assert [cells(each) for each in ("abc", "中", "e\u0301")] == [3, 2, 1]


def test_value_that_is_a_text_is_translated_too() -> None:
    dutch = {"{what} of {count}": "{count} × {what}", "seat": "stoel"}
    assert rendered(text("{what} of {count}", what=text("seat"), count=2), dutch.__getitem__) == "2 × stoel"


def test_printable_keeps_no_break_spaces_and_turns_others_into_a_space() -> None:
    assert printable("a\u00a0b\tc\u200bd\ud800") == "a\u00a0b cd"


def test_encodable_leaves_alone_what_fits() -> None:
    assert encodable("“Zoë”", "utf-8") == "“Zoë”"


def test_stream_without_encoding_takes_utf_8() -> None:
    assert fits("█", None)
