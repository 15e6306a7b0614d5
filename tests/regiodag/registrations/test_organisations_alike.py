# SPDX-License-Identifier: EUPL-1.2
"""Names of organisations that are the same one, and names that only look like it. All are made up."""

from __future__ import annotations

import pytest

from regiodag.registrations.likeness import ALIKE, alike, likeness, plain

SAME = [
    ("Gemeente Waterrijk", "gemeente waterrijk"),
    ("Gemeente Waterrijk", "Waterrijk"),
    ("Gem. Waterrijk", "Gemeente Waterijk"),
    ("Stichting Eigen Stem", "St. Eigen Stem"),
    ("Stichting Eigen Stem", "Eigen Stem"),
    ("Openbaar Ministerie", "OM"),
    ("Openbaar Ministerie", "O.M."),
    ("Openbaar Ministerie", "Openbaar Minsterie"),
    ("Zorgpunt Oost", "Zorg punt Oost"),
    ("Zorgpunt-Oost", "zorgpunt oost"),
    ("Politie Voorbeeldstad", "Pol. Voorbeeldstad"),
    ("Jong & Veilig", "Jong en Veilig"),
    ("Opvang De Brug", "De Brug opvang"),
    ("Opvang De Brug", "Opvang de Brugg"),
    ("Inspectie Voorbeeld", "Inspectie Voorbeelt"),
    ("Universiteit Waterrijk", "Univ. Waterrijk"),
    ("Coöperatie Zorg", "Cooperatie Zorg"),
    ("Ministerie van Voorbeelden", "Min. van Voorbeelden"),
    ("GGD Waterrijk", "G.G.D. Waterrijk"),
    ("Kenniscentrum Voorbeeld", "Kennis centrum Voorbeeld"),
]
OTHERS = [
    ("Politie Oost", "Politie West"),
    ("Zorgpunt Oost", "Zorgpunt West"),
    ("Gemeente Waterrijk", "Gemeente Boomrijk"),
    ("Gemeente Waterrijk", "Politie Waterrijk"),
    ("Gemeente Waterrijk", "Provincie Waterrijk"),
    ("Team 1", "Team 2"),
    ("Opvang De Brug", "Opvang De Burcht"),
    ("Zorgpunt Noord", "Zorgpunt Noordoost"),
    ("Stichting Eigen Stem", "Stichting Eigen Huis"),
    ("Jong & Veilig", "Jong & Wijs"),
    ("GGD Waterrijk", "GGZ Waterrijk"),
    ("Openbaar Ministerie", "Openbaar Vervoer"),
    ("Gemeente Bovendam", "Gemeente Benedendam"),
    ("Inspectie Voorbeeld", "Instelling Voorbeeld"),
    ("Gemeente Oostdorp", "Gemeente Westdorp"),
    ("Universiteit Waterrijk", "Ziekenhuis Waterrijk"),
    ("Kenniscentrum Voorbeeld", "Centrum Voorbeeld"),
    ("Zorgpunt", "Zorghuis"),
]


def measured(pairs: list[tuple[str, str]]) -> list[float]:
    return [likeness(plain(one), plain(other)) for one, other in pairs]


def test_threshold_lies_well_between_the_same_and_others() -> None:
    assert min(measured(SAME)) >= ALIKE + 4
    assert max(measured(OTHERS)) <= ALIKE - 5


@pytest.mark.parametrize("pair", SAME, ids=" = ".join)
def test_names_that_are_the_same_are_found_in_either_order(pair: tuple[str, str]) -> None:
    assert (alike(pair), alike(pair[::-1])) == ([(0, 1)], [(0, 1)])


def test_names_that_differ_are_not_found() -> None:
    assert [pair for pair in OTHERS if alike(pair)] == []


def test_every_pair_of_a_list_is_told_once() -> None:
    assert alike(["OM", "Zorgpunt", "Openbaar Ministerie", "openbaar ministerie"]) == [(0, 2), (0, 3), (2, 3)]


def test_name_of_small_words_only_keeps_them() -> None:
    assert (plain("De Gemeente"), plain("…"), alike(["…", "?", ""])) == ("de gemeente", "", [])
