# SPDX-License-Identifier: EUPL-1.2
"""The picture of a comparison of objectives, as SVG or PNG.

The same comparison gives the same bytes with the same version of matplotlib: nothing of the machine goes in, neither
its settings of matplotlib, nor the date, nor chance. Colours differ in lightness as well as in hue (blue against
orange, which all colour-blind people tell apart), and every bar says its number.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from indeling.errors import MissingPackageError, Text, counted, text, untranslated
from indeling.studies.comparison import Answer, Comparison, Counts
from indeling.studies.rows import Row, people_rows, seat_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Words = Callable[[Text], str]
Colour = tuple[float, float, float]

# Inches.
WIDTH, BAR, CELL, LEGEND_ROW, TITLE = 11.0, 0.44, 0.36, 0.2, 0.95
SEATS, PEOPLE, WORST = (1.35, 4.4), (6.35, 2.4), (9.2, 1.45)
OTHERS, BETTER, MATRIX = 1.35, 6.6, 3.7
CELL_WIDTH = 0.74

DARK, MIDDLE, PALE = (0.03, 0.19, 0.42), (0.26, 0.57, 0.78), (0.80, 0.88, 0.95)
ORANGE, GREY, WHITE = (0.84, 0.37, 0.0), (0.83, 0.83, 0.83), (1.0, 1.0, 1.0)
INK, FAINT = "#1f2937", "#6b7280"

LIGHT = 0.19
"""Relative luminance above which dark ink stands out more than white."""

SIZES = (9, 7)
"""Sizes of the numbers in bars, in points; a figure is 0.0089 inch wide per point."""

LONGEST_BEHIND = 6
"""Characters that fit behind a bar."""

STYLE: Mapping[str, Any] = {
    "svg.fonttype": "none",  # text that can be read aloud, searched and selected
    "svg.hashsalt": "indeling",
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": FAINT,
    "ytick.color": INK,
    "hatch.linewidth": 0.6,
}


def require_matplotlib() -> None:
    """Import matplotlib. Raises MissingPackageError, which says how to install it."""
    try:
        import matplotlib as mpl  # noqa: F401, PLC0415  (half a second, and seldom wanted)
    except ImportError as error:
        raise MissingPackageError(package="matplotlib", extra="pictures") from error


def comparison_picture(
    comparison: Comparison, *, png: bool = False, translate: Callable[[str], str] = untranslated
) -> bytes:
    """Return the picture of a comparison: what each objective gives, who is worst off, and how far they are apart.

    As SVG, or as PNG when `png` is true; translate: the language of its words, a gettext function.
    SVG has a title and a description for who cannot see it, PNG (1,650 dots wide) has them as its metadata. Raises
    ValueError when there is no answer to draw, and MissingPackageError without matplotlib.
    """
    require_matplotlib()
    if not comparison.answered:
        message = "there is no placement to draw"
        raise ValueError(message)
    from matplotlib import style  # noqa: PLC0415  (see require_matplotlib)

    words: Words = lambda sentence: sentence.render(translate)  # noqa: E731
    # the defaults first: what somebody has in a matplotlibrc changes nothing
    with style.context(["default", dict(STYLE)]):
        return _rendered(_drawn(comparison, words), _title(comparison, words), described(comparison, words), png=png)


def _rendered(figure: Figure, title: str, description: str, *, png: bool) -> bytes:
    content = io.BytesIO()
    if png:
        about = {"Title": title, "Description": description, "Software": None}
        figure.savefig(content, format="png", dpi=150, metadata=about)
        return content.getvalue()
    figure.savefig(content, format="svg", metadata={"Title": title, "Date": None, "Creator": None})
    return _accessible(content.getvalue().decode(), description).encode()


def _accessible(svg: str, description: str) -> str:
    """Return the SVG as one image with its title and a description, which matplotlib does not write."""
    head, rest = svg.split("<svg ", 1)
    rest = rest.replace("<title>", '<title id="comparison-title">', 1)
    rest = rest.replace("</title>", f'</title>\n <desc id="comparison-description">{escape(description)}</desc>', 1)
    # DejaVu is wide: what stands in for it where it is not installed takes no more room
    rest = rest.replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif")
    return f'{head}<svg role="img" aria-labelledby="comparison-title comparison-description" {rest}'


def described(comparison: Comparison, words: Words) -> str:
    """Return the picture in words, for who cannot see it."""
    rows = [*seat_rows(comparison), *people_rows(comparison)]
    regret = words(text("largest regret"))
    told = []
    for place, (answer, counts) in enumerate(zip(comparison.answered, _counts(comparison), strict=True)):
        numbers = "; ".join(f"{words(row.label)}: {row.numbers[place]}" for row in rows)
        told.append(f"{words(_name(answer))}: {numbers}; {regret}: {_worst(counts, words)}.")
    return " ".join(told)


def _counts(comparison: Comparison) -> list[Counts]:
    return [answer.counts for answer in comparison.answered if answer.counts]


def _name(answer: Answer) -> Text:
    if answer.status == "feasible":
        return text("{objective} (not proven)", objective=answer.objective)
    return Text("{objective}", {"objective": answer.objective})


def _worst(counts: Counts, words: Words) -> str:
    people = counts.people_with_largest_regret
    regret = counts.largest_regret
    told = counted(people, text("{regret} (1 person)", regret=regret), text("{regret} ({count} people)", regret=regret))
    return words(told)


def _title(comparison: Comparison, words: Words) -> str:
    objectives = len(comparison.answered)
    return words(counted(objectives, text("One day, one objective"), text("One day, {count} objectives")))


@dataclass(frozen=True)
class Sheet:
    """The figure, its height in inches, and what is drawn on it."""

    figure: Figure
    height: float
    comparison: Comparison
    words: Words

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return axes without a frame at that place, in inches from the left and from the top."""
        box = (left / WIDTH, 1 - (top + height) / self.height, width / WIDTH, height / self.height)
        axes = self.figure.add_axes(box)
        axes.set_frame_on(False)
        axes.tick_params(length=0)
        return axes

    def heading(self, left: float, top: float, sentence: Text) -> None:
        """Write the title of a part."""
        place = left / WIDTH, 1 - top / self.height
        self.figure.text(*place, self.words(sentence), fontsize=10, fontweight="bold", va="top")

    def remark(self, left: float, top: float, sentence: Text) -> None:
        """Write what explains a part, under its title."""
        place = left / WIDTH, 1 - top / self.height
        self.figure.text(*place, self.words(sentence), fontsize=8.5, color=FAINT, va="top")

    @property
    def names(self) -> list[str]:
        """The objectives, one per bar; what is not proven says so."""
        return [self.words(_name(answer)).replace(" (", "\n(") for answer in self.comparison.answered]


def _drawn(comparison: Comparison, words: Words) -> Figure:
    from matplotlib.figure import Figure  # noqa: PLC0415  (see require_matplotlib)

    seats, people = seat_rows(comparison), people_rows(comparison)
    count = len(comparison.answered)
    legend = LEGEND_ROW * max(-(-len(seats) // 3), len(people)) + 0.15
    bars_top = TITLE + 0.27 + legend
    matrix_top = bars_top + BAR * count + 0.45
    height = matrix_top + (1.1 + CELL * count if count > 1 else 0)
    sheet = Sheet(Figure(figsize=(WIDTH, height), facecolor="white"), height, comparison, words)
    _write_title(sheet)
    sheet.heading(SEATS[0], TITLE, text("Seats: which wish was it?"))
    sheet.heading(PEOPLE[0], TITLE, text("People: in how many rounds?"))
    sheet.heading(WORST[0], TITLE, text("Worst off"))
    sheet.remark(WORST[0], TITLE + 0.27, text("largest regret"))
    _draw_bars(sheet, seats, SEATS, bars_top, legend=legend, columns=3)
    _draw_bars(sheet, people, PEOPLE, bars_top, legend=legend, columns=1)
    _draw_worst(sheet, sheet.axes(WORST[0], bars_top, WORST[1], BAR * count))
    sheet.figure.axes[0].set_yticks(range(count), sheet.names, fontsize=10)
    if count > 1:
        _draw_matrices(sheet, matrix_top)
    return sheet.figure


def _write_title(sheet: Sheet) -> None:
    comparison, words = sheet.comparison, sheet.words
    size = words(text("{people} people, {seats} seats", people=comparison.people, seats=comparison.seats))
    missing = [answer.objective for answer in comparison.answers if answer.counts is None]
    if missing:
        size += "; " + words(text("without an answer: {names}", names=", ".join(missing)))
    left = 0.3 / WIDTH
    sheet.figure.text(
        left, 1 - 0.25 / sheet.height, _title(comparison, words), fontsize=15, fontweight="bold", va="top"
    )
    sheet.figure.text(left, 1 - 0.56 / sheet.height, size, color=FAINT, va="top")


def _draw_bars(
    sheet: Sheet, rows: Sequence[Row], place: tuple[float, float], top: float, *, legend: float, columns: int
) -> None:
    """Draw a bar per objective, a part per row, and the legend in the `legend` inches above them."""
    (left, width), count = place, len(rows[0].numbers)
    axes = sheet.axes(left, top, width, BAR * count)
    whole = max(1, sum(row.numbers[0] for row in rows))
    starts = [0] * len(rows[0].numbers)
    for row, colour in zip(rows, _colours(rows), strict=True):
        hatch = "////" if row.kind == "unasked" else ""
        label = sheet.words(row.label)
        places = range(len(starts))
        axes.barh(places, row.numbers, 0.74, starts, color=colour, hatch=hatch, edgecolor="white", label=label)
        starts = [start + number for start, number in zip(starts, row.numbers, strict=True)]
    _write_numbers(axes, rows, whole, width)
    axes.set(xlim=(0, whole), ylim=(len(starts) - 0.5, -0.5), xticks=[], yticks=[])
    handles, labels = axes.get_legend_handles_labels()
    order = [k for column in range(columns) for k in range(column, len(labels), columns)]  # so that it reads in lines
    axes.legend(
        [handles[k] for k in order],
        [labels[k] for k in order],
        loc="upper left",
        bbox_to_anchor=(-0.01, 1 + legend / (BAR * len(starts))),
        borderaxespad=0,
        ncols=columns,
        frameon=False,
        fontsize=8.5,
        handlelength=1.1,
        handleheight=1.0,
        handletextpad=0.5,
        columnspacing=1.2,
        labelspacing=0.35,
    )


def _write_numbers(axes: Axes, rows: Sequence[Row], whole: int, width: float) -> None:
    """Write each number in its part of the bars, `width` inches wide; those that do not fit behind the bar."""
    for place, numbers in enumerate(zip(*(row.numbers for row in rows), strict=True)):
        start, behind = 0, []
        for number, colour in zip(numbers, _colours(rows), strict=True):
            size = _size_in(width * number / whole, str(number))
            middle, ink = start + number / 2, _ink_on(colour)
            if size:
                axes.text(middle, place, str(number), ha="center", va="center_baseline", color=ink, fontsize=size)
            elif number:
                behind.append(str(number))
            start += number
        axes.text(1.015 * whole, place, _last_of(behind), va="center_baseline", fontsize=8)


def _last_of(numbers: Sequence[str]) -> str:
    """Return the numbers as a list; when that is too long to stand behind a bar, as much of its end as fits."""
    tails = (numbers[start:] for start in range(len(numbers)))
    fitting = next((tail for tail in tails if len(", ".join(tail)) <= LONGEST_BEHIND), [])
    return ", ".join(fitting if len(fitting) == len(numbers) else ["…", *fitting])


def _size_in(room: float, number: str) -> int:
    """Return the size of letter in which the number fits in so many inches, 0 for none."""
    return next((size for size in SIZES if room >= 0.0095 * size * len(number) + 0.02), 0)


def _colours(rows: Sequence[Row]) -> list[Colour]:
    """Return blue from dark to pale for what was wished, grey for no wish, orange for what was not wished."""
    shades = sum(row.kind in {"wish", "all", "some"} for row in rows)
    named = {"unasked": GREY, "outside": ORANGE, "none": ORANGE}
    return [named.get(row.kind) or _shade(k / max(1, shades - 1)) for k, row in enumerate(rows)]


def _shade(part: float) -> Colour:
    """Return a blue: 0 is dark, 1 is pale."""
    ends, share = ((DARK, MIDDLE), 2 * part) if part <= 1 / 2 else ((MIDDLE, PALE), 2 * part - 1)
    red, green, blue = (first + share * (last - first) for first, last in zip(*ends, strict=True))
    return red, green, blue


def _ink_on(colour: Colour) -> str:
    """Return white or dark, whichever stands out most (relative luminance as in WCAG 2, with 2.2 for its curve)."""
    red, green, blue = (part**2.2 for part in colour)
    return "white" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < LIGHT else INK


def _draw_worst(sheet: Sheet, axes: Axes) -> None:
    """Draw how much the worst off lose, and write how many they are."""
    counts = _counts(sheet.comparison)
    regrets = [each.largest_regret for each in counts]
    axes.barh(range(len(regrets)), regrets, 0.22, color=ORANGE)
    axes.set(xlim=(0, max(1, *regrets)), ylim=(len(regrets) - 0.5, -0.5), xticks=[], yticks=[])
    for place, each in enumerate(counts):
        axes.text(0, place - 0.14, _worst(each, sheet.words), ha="left", va="bottom", fontsize=8.5)


def _draw_matrices(sheet: Sheet, top: float) -> None:
    """Draw for each two objectives how many people get other workshops, and how many are better off."""
    differences = sheet.comparison.difference
    names = [answer.objective for answer in sheet.comparison.answered]
    others = [[differences(one, two).other_workshops for two in names] for one in names]
    better = [[differences(one, two).better for two in names] for one in names]
    _draw_matrix(sheet, OTHERS, top, text("People with other workshops than with …"), others)
    _draw_matrix(sheet, BETTER, top, text("People better off than with …"), better)
    first, second = names[:2]
    example = text(
        "{first} instead of {second}: {better} better, {worse} worse off",
        first=first,
        second=second,
        better=better[1][0],
        worse=better[0][1],
    )
    sheet.remark(OTHERS, top + 0.24, text("The same workshops in another order are no difference."))
    sheet.remark(BETTER, top + 0.24, example)


def _draw_matrix(sheet: Sheet, left: float, top: float, title: Text, numbers: Sequence[Sequence[int]]) -> None:
    names = [answer.objective for answer in sheet.comparison.answered]
    places = range(len(names))
    sheet.heading(left, top, title)
    axes = sheet.axes(left, top + 0.85, min(MATRIX, CELL_WIDTH * len(names)), CELL * len(names))
    most = max(1, *map(max, numbers))
    for line in places:
        for column in places:
            colour = _shade(1 - 0.75 * numbers[line][column] / most) if line != column else WHITE
            axes.barh(line, 1, 1, column, color=colour, edgecolor="white", linewidth=1.5)
            shown = str(numbers[line][column]) if line != column else "–"
            axes.text(column + 0.5, line, shown, ha="center", va="center_baseline", color=_ink_on(colour))
    axes.set(xlim=(0, len(names)), ylim=(len(names) - 0.5, -0.5))
    axes.set_xticks([place + 0.5 for place in places], [name.replace("-", "-\n") for name in names], fontsize=8.5)
    axes.set_yticks(places, [f"… {name}" for name in names], fontsize=9)
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", labelcolor=INK, length=0, pad=3)
