# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from indeling.errors import (
    FileError,
    IndelingError,
    InputError,
    Issue,
    OutOfTimeError,
    PlacementError,
    ProblemError,
    SolverError,
    Text,
    TooLargeError,
    UnknownKindError,
    counted,
    text,
)

DUTCH = {
    "{round} has {chairs} chairs": "{round} heeft {chairs} stoelen",
    "Add a chair.": "Zet een stoel bij.",
    "file {value}": "bestand {value}",
    "row {value}": "rij {value}",
}

CHAIRS = text("{round} has {chairs} chairs", round="r1", chairs=3)


def dutch(template: str) -> str:
    return DUTCH[template]


def test_text_without_translation_is_the_template_with_its_values() -> None:
    assert str(CHAIRS) == "r1 has 3 chairs"


def test_text_is_translated_before_values_go_in() -> None:
    assert CHAIRS.render(dutch) == "r1 heeft 3 stoelen"


def test_text_without_values_is_its_template() -> None:
    assert Text("nothing to fill in").render() == "nothing to fill in"


def test_text_inside_a_text_is_translated_as_well() -> None:
    assert text("{round} has {chairs} chairs", round=text("row {value}", value=1), chairs=2).render(dutch) == (
        "rij 1 heeft 2 stoelen"
    )


def test_issue_without_a_place_is_its_sentence_and_advice() -> None:
    assert str(Issue(CHAIRS)) == "r1 has 3 chairs"
    assert str(Issue(CHAIRS, text("Add a chair."))) == "r1 has 3 chairs Add a chair."


def test_issue_says_every_part_of_its_place_in_order() -> None:
    issue = Issue(CHAIRS, file="a.xlsx", sheet="Answers", row=2, column="Name", value="x")
    assert str(issue) == "file a.xlsx, sheet Answers, row 2, column “Name”, value “x”: r1 has 3 chairs"


def test_issue_leaves_out_what_is_not_known_of_its_place_but_keeps_empty_values() -> None:
    issue = Issue(CHAIRS, row=2, value="")
    assert issue.place() == "row 2, value “”"


def test_issue_is_translated_in_all_its_parts() -> None:
    issue = Issue(CHAIRS, text("Add a chair."), file="a.csv", row=7)
    assert issue.render(dutch) == "bestand a.csv, rij 7: r1 heeft 3 stoelen Zet een stoel bij."


@pytest.mark.parametrize("kind", [ProblemError, PlacementError, FileError])
def test_input_errors_hold_every_issue_and_show_one_per_line(kind: type[InputError]) -> None:
    first = Issue(CHAIRS)
    second = replace(first, row=4)
    error = kind(iter([first, second]))
    assert isinstance(error, InputError)
    assert error.issues == (first, second)
    assert str(error) == "r1 has 3 chairs\nrow 4: r1 has 3 chairs"


def test_unknown_kind_lists_the_known_ones_sorted() -> None:
    error = UnknownKindError("objective", "fun", ["leximin", "fair"])
    assert (error.kind, error.name, error.known) == ("objective", "fun", ("fair", "leximin"))
    assert str(error) == "there is no objective “fun”; choose from fair, leximin"


def test_too_large_and_out_of_time_say_what_to_do() -> None:
    assert str(TooLargeError()) == (
        "This day allows too many combinations of workshops to look at them all. Shorter lists of"
        " wishes, or fewer sessions that somebody may have, leave fewer of them."
    )
    assert str(TooLargeError(text("Too many."), text("Use fewer."))) == "Too many. Use fewer."
    assert "give more time" in str(OutOfTimeError())


@pytest.mark.parametrize("kind", [InputError, UnknownKindError, SolverError, TooLargeError, OutOfTimeError])
def test_every_error_is_one_of_this_package(kind: type[Exception]) -> None:
    assert issubclass(kind, IndelingError)


@pytest.mark.parametrize(("count", "sentence"), [(0, "0 chairs in r1"), (1, "1 chair in r1"), (2, "2 chairs in r1")])
def test_counted_takes_the_form_that_goes_with_the_number(count: int, sentence: str) -> None:
    one, more = text("{count} chair in {round}", round="r1"), text("{count} chairs in {round}", round="r1")
    assert str(counted(count, one, more)) == sentence


def test_input_error_keeps_what_was_mended_apart_from_what_is_wrong() -> None:
    error = FileError([Issue(CHAIRS)], [Issue(text("mended"))])
    assert (error.issues, error.warnings, str(error)) == (
        (Issue(CHAIRS),),
        (Issue(text("mended")),),
        "r1 has 3 chairs",
    )
