# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from indeling.cli.language import LANGUAGES, translator
from indeling.errors import MissingPackageError
from indeling.files.picture import comparison_picture
from indeling.studies.comparison import Answer, Comparison, Counts, Difference

SVG = "{http://www.w3.org/2000/svg}"

FAIR = Counts({1: 60, 2: 25}, 3, 12, 40, {1: 10, 0: 0}, {0: 30, 4: 20}, 1249)
GENEROUS = Counts({1: 64, 2: 35}, 0, 1, 49, {1: 0, 0: 1}, {0: 41, 9: 1}, 139)


def comparison(*answers: Answer) -> Comparison:
    placed = [each.objective for each in answers if each.counts]
    differences = tuple(Difference(*pair, 7, 9, 5, better=4, worse=2) for pair in combinations(placed, 2))
    return Comparison("feasible", 1, 2, 50, 100, None, answers, differences)


TWO = comparison(
    Answer("fair", "optimal", "prices", counts=FAIR),
    Answer("generous", "feasible", "mip", counts=GENEROUS),
    Answer("leximin", "unknown", reason="too_large"),
)
DESCRIPTION = (
    "fair: first wish: 60; second wish: 25; no wish given: 3; outside the wishes: 12; a wish in every round: 40;"
    " a wish in 1 round: 10; a wish in no round: 0; largest regret: 4 (20 people)."
    " generous (not proven): first wish: 64; second wish: 35; no wish given: 0; outside the wishes: 1;"
    " a wish in every round: 49; a wish in 1 round: 0; a wish in no round: 1; largest regret: 9 (1 person)."
)


def tree(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314  (our own)


def texts(content: bytes) -> list[str]:
    """Return what is written in the picture, in order."""
    return ["".join(each.itertext()).strip() for each in tree(content).iter(f"{SVG}text")]


def test_picture_writes_every_number_of_the_comparison() -> None:
    assert texts(comparison_picture(TWO)) == [
        *("fair", "generous", "(not proven)", "60", "25", "3", "12", "64", "35", "1"),
        *("first wish", "outside the wishes", "second wish", "no wish given"),  # column by column
        *("40", "10", "49", "1", "a wish in every round", "a wish in 1 round", "a wish in no round"),
        *("4 (20 people)", "9 (1 person)"),
        *("fair", "generous", "… fair", "… generous", "–", "5", "5", "–"),
        *("fair", "generous", "… fair", "… generous", "–", "4", "2", "–"),
        *("One day, 2 objectives", "50 people, 100 seats; without an answer: leximin"),
        *("Seats: which wish was it?", "People: in how many rounds?", "Worst off", "largest regret"),
        *("People with other workshops than with …", "People better off than with …"),
        "The same workshops in another order are no difference.",
        "fair instead of generous: 2 better, 4 worse off",
    ]


@pytest.mark.parametrize(
    ("small", "behind"),
    [([0, 0, 0], ""), ([1, 0, 0], "1"), ([3, 4, 0], "3, 4"), ([3, 4, 5], "…, 4, 5"), ([9, 0, 1234567], "…")],
)
def test_numbers_that_do_not_fit_stand_behind_their_bar(small: list[int], behind: str) -> None:
    whole = 10**9
    seats = dict(enumerate([whole, *small], 1))
    counts = Counts(seats, 0, 0, whole, {1: 0, 0: 0}, {0: whole}, 0)
    drawn = texts(comparison_picture(comparison(Answer("fair", "optimal", counts=counts))))
    expected = [str(whole), *([behind] if behind else []), "first wish"]
    assert drawn[1 : len(expected) + 1] == expected


def test_picture_tells_what_it_shows_to_who_cannot_see_it() -> None:
    root = tree(comparison_picture(TWO))
    named = {each.get("id"): each.text for each in root if each.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert root.get("role") == "img"
    assert [named[each] for each in str(root.get("aria-labelledby")).split()] == ["One day, 2 objectives", DESCRIPTION]


def test_sign_that_means_something_in_svg_does_no_harm() -> None:
    odd = comparison(Answer("a<b>&\"c'", "optimal", "prices", counts=FAIR))
    root = tree(comparison_picture(odd))
    assert str(root.findtext(f"{SVG}desc")).startswith("a<b>&\"c': first wish: 60;")


def test_objective_alone_has_no_tables_of_differences() -> None:
    alone = texts(comparison_picture(comparison(TWO.answers[0])))
    assert alone[-6:] == [
        *("One day, one objective", "50 people, 100 seats"),
        *("Seats: which wish was it?", "People: in how many rounds?", "Worst off", "largest regret"),
    ]


def test_day_on_which_nobody_needs_a_seat_can_be_drawn() -> None:
    nobody = Counts({1: 0}, 0, 0, 0, {1: 0, 0: 0}, {}, 0)
    empty = comparison(Answer("fair", "optimal", "prices", counts=nobody))
    assert "0 (0 people)" in texts(comparison_picture(replace(empty, people=0, seats=0)))


def test_words_are_translated() -> None:
    dutch = {"Worst off": "Slechtst af"}
    assert "Slechtst af" in texts(comparison_picture(TWO, translate=lambda words: dutch.get(words, words)))


@pytest.mark.parametrize("png", [False, True])
def test_same_comparison_gives_the_same_bytes_whatever_the_settings_of_matplotlib(*, png: bool) -> None:
    before = comparison_picture(TWO, png=png)
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.hashsalt": None, "svg.fonttype": "path"}):
        settings = dict(mpl.rcParams)
        assert comparison_picture(TWO, png=png) == before
        assert dict(mpl.rcParams) == settings


def test_svg_holds_no_date_and_no_version() -> None:
    content = comparison_picture(TWO).decode()
    assert "<dc:date>" not in content
    assert mpl.__version__ not in content


def test_png_is_as_wide_as_it_says_and_holds_its_description() -> None:
    image = Image.open(io.BytesIO(comparison_picture(TWO, png=True)))
    assert (image.format, image.width) == ("PNG", 1650)
    assert {key: image.info[key] for key in ("Title", "Description")} == {
        "Title": "One day, 2 objectives",
        "Description": DESCRIPTION,
    }
    assert "Software" not in image.info


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rounds", [2, 6])
def test_nothing_sticks_out_of_the_picture(rounds: int, language: str) -> None:
    some = dict.fromkeys(reversed(range(rounds)), 3)
    counts = Counts(dict.fromkeys(range(1, 9), 900), 700, 500, 400, some, {0: 30, 1000: 1000}, 124900)
    names = ("rank-maximal", "least-cost", "leximin", "generous", "fair", "lottery")
    full = replace(comparison(*(Answer(each, "feasible", "mip", counts=counts) for each in names)), rounds=rounds)
    full = replace(full, differences=tuple(replace(each, better=1234, worse=1234) for each in full.differences))
    picture = Image.open(io.BytesIO(comparison_picture(full, png=True, translate=translator(language))))
    pixels = np.asarray(picture.convert("L"))
    edges = [pixels[:, :9], pixels[:, -9:], pixels[:9], pixels[-9:]]
    assert [int(edge.min()) for edge in edges] == [255, 255, 255, 255]


def test_orange_stands_for_what_nobody_wished_and_for_nothing_else() -> None:
    content = comparison_picture(comparison(TWO.answers[0])).decode()
    drawn = [line for line in content.splitlines() if "fill: #d65e00" in line]
    # outside the wishes: the bar and the legend; no wish in any round: likewise; the largest regret: the bar
    assert len(drawn) == 5


def test_comparison_without_a_placement_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no placement to draw"):
        comparison_picture(comparison(TWO.answers[2]))


def test_without_matplotlib_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingPackageError) as raised:
        comparison_picture(TWO)
    sentence = 'this needs matplotlib, which is not installed; install it with: pip install "regiodag[pictures]"'
    assert str(raised.value) == sentence


def test_matplotlib_is_imported_only_to_draw_and_pyplot_never() -> None:
    program = """if True:
        import sys
        from indeling.files.picture import comparison_picture
        from indeling.studies.comparison import Answer, Comparison, Counts
        assert "matplotlib" not in sys.modules
        counts = Counts({1: 1}, 0, 0, 1, {0: 0}, {0: 1}, 0)
        comparison_picture(Comparison("optimal", 1, 1, 1, 1, None, (Answer("a", "optimal", "mip", counts=counts),), ()))
        sys.exit("matplotlib.pyplot" in sys.modules)
    """
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
