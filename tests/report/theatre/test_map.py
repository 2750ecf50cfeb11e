"""The map: well-formed, what flies and stands is on it, and names do not cover each other."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import pytest

from skypact.report.theatre.map import home, is_traffic, routes, theatre_map
from skypact.report.theatre.projection import circle, view
from skypact.report.theatre.sites import groups, named, sites
from skypact.spec.scenario import Scenario

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn(scenario: Scenario) -> ElementTree.Element:
    return ElementTree.fromstring(theatre_map(scenario))


def _of(root: ElementTree.Element, class_: str) -> list[ElementTree.Element]:
    return [e for e in root.iter() if class_ in e.get("class", "").split()]


def test_every_route_ring_and_country_is_drawn(drawn: ElementTree.Element, scenario: Scenario) -> None:
    assert len(_of(drawn, "route")) == 4 + 4  # four joined routes, and their keys in the legend
    assert len(_of(drawn, "ring")) == 5 + 1  # five places of batteries, two batteries at two of them
    countries = {e.findtext(f"{SVG}title") for e in _of(drawn, "land")}
    assert {"BY", "LT", "PL", "RU", "LV"} <= countries
    assert drawn.findtext(f"{SVG}title")
    assert "routes of 11 intruders" in (drawn.findtext(f"{SVG}desc") or "")


def test_sites_of_one_place_stand_side_by_side(scenario: Scenario) -> None:
    found = sites(scenario)
    grouped = groups(found, [(100 * s.lat, 100 * s.lon) for s in found], near_px=1.0)
    brest = next(g for g in grouped if any(s.id == "p18-brest" for s in g.sites))
    assert [kind for kind, _ in brest.glyphs] == ["battery", "radar", "post"]
    assert sum(len(g.sites) for g in grouped) == len(found) == 16


def test_numbered_copies_are_folded() -> None:
    assert named(["a-01", "a-02", "b", "c-07"]) == ["a × 2", "b", "c-07"]


def test_the_nation_of_the_question_has_the_solid_symbols(scenario: Scenario) -> None:
    assert home(scenario) == "BY"


def test_civil_flights_are_traffic_and_not_intruders(scenario: Scenario) -> None:
    flight = scenario.intruders["light-01"].model_copy(update={"civil": True, "intent": "passage"})
    assert is_traffic(flight)
    changed = scenario.model_copy(update={"intruders": {**scenario.intruders, "light-01": flight}})
    assert [r.target for r in routes(changed)] == ["aircraft", "cruise", "drone"]
    assert next(r.ids for r in routes(scenario)) == ("aircraft-01", "aircraft-02", "aircraft-03")


def test_the_scale_bar_is_true_in_the_middle(scenario: Scenario) -> None:
    fitted = view([(52.0, 22.0), (56.0, 30.0)], 0, 0, 1000, 800)
    (ax, ay), (bx, by) = fitted.pixels([(54.0, 26.0), (54.0, 26.5)])
    # half a degree along 54° N on WGS-84: 0.5 · π/180 · a·cosφ / √(1 − e²·sin²φ)
    metres = math.radians(0.5) * 6378137 * math.cos(math.radians(54)) / math.sqrt(
        1 - 0.00669438 * math.sin(math.radians(54)) ** 2
    )
    assert math.hypot(bx - ax, by - ay) / fitted.scale == pytest.approx(metres, rel=3e-3)


def test_a_ring_is_at_its_distance_and_low_latitudes_get_another_projection() -> None:
    (north, *_) = circle((0.0, 10.0), 110_574.0)
    assert north == pytest.approx((1.0, 10.0), abs=1e-4)  # one degree of latitude at the equator: 110,574 m
    assert "azimuthal" in view([(-2.0, 10.0), (3.0, 12.0)], 0, 0, 100, 100).name
    assert "Lambert" in view([(50.0, 10.0), (53.0, 12.0)], 0, 0, 100, 100).name


def test_no_text_of_the_map_runs_out_of_its_picture(drawn: ElementTree.Element) -> None:
    width, height = (float(v) for v in drawn.get("viewBox", "").split()[2:])
    for e in drawn.iter(f"{SVG}text"):
        assert 0 <= float(e.get("x", "nan")) <= width
        assert 0 <= float(e.get("y", "nan")) <= height
    assert not re.search(r"\bnan\b|\binf\b", ElementTree.tostring(drawn, encoding="unicode"))
