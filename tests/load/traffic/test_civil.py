"""Synthetic civil flights: their number, ways, heights and speeds, each of which belongs to a name."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from tests.engine.scenes import BASE, scene

from skypact.load.catalogue.shelf import Catalogue
from skypact.load.overlay.quantities import is_constant
from skypact.load.traffic import airports, profile
from skypact.load.traffic.atmosphere import mach_of, of_mach
from skypact.lower.place import GEOD
from skypact.spec.intruder import Craft, Intruder
from skypact.spec.quantity import Quantity

LINER = Catalogue().sheet("crafts", "airliner")
BOX = {"south": 52.0, "north": 56.0, "west": 22.0, "east": 30.0}


def flights(**more: Any) -> dict[str, Intruder]:
    """Return the intruders of a scene with nothing but civil flights."""
    block = {"airports": ["UMMS", "EYVI", "UMMG"], "flights": 40, "types": {"airliner": 1}} | more
    made = scene(theatre=BOX, crafts=BASE["crafts"] | {"airliner": LINER}, civil={"line": block}, duration="2 h")
    return {name: o for name, o in made.intruders.items() if name.startswith("line-")}


def times(o: Intruder) -> list[float]:
    """Return the seconds at which a route is at its waypoints."""
    t = [o.begin.value]
    for a, b in pairwise(o.route):
        over = GEOD.inv(a.at[1], a.at[0], b.at[1], b.at[0])[2]
        height = [(leg.alt.value if leg.alt else leg.agl.value + 160.0) for leg in (a, b)]  # type: ignore[union-attr]
        assert b.speed is not None
        t.append(t[-1] + max((over**2 + (height[1] - height[0]) ** 2) ** 0.5, 1.0) / b.speed.value)
    return t


def test_as_many_as_are_written_spread_over_the_time() -> None:
    made = flights()
    assert list(made) == [f"line-{i:03d}" for i in range(1, 41)]
    begins = sorted(o.begin.value for o in made.values())
    assert all(180.0 * i <= b < 180.0 * (i + 1) for i, b in enumerate(begins))  # one in each of 40 parts of two hours
    assert all(o.intent == "passage" and o.civil and o.end == "lands" for o in made.values())


def test_an_hourly_rate_and_departures_by_pair() -> None:
    """30 an hour in the 90 minutes from 30 min on: 45; 4 + 8 an hour in two hours: 24, two thirds of them one way."""
    assert len(flights(flights=None, per_hour=30, begin="30 min")) == 45
    made = flights(flights=None, airports=[], pairs={"UMMS>EYVI": 4, "EYVI>UMMS": 8})
    assert len(made) == 24
    west = sum(o.route[0].at[1] > o.route[-1].at[1] for o in made.values())
    assert 3 <= west <= 13  # 8 on average, by hash


def test_a_flight_belongs_to_its_name_and_seed() -> None:
    few, many = flights(flights=20), flights(flights=40)
    assert {n: o.route for n, o in few.items()} == {n: many[n].route for n in few}
    assert flights() == flights()
    other = flights(seed=5)
    assert sum(other[n].route != o.route for n, o in flights().items()) == 40


def test_it_flies_from_field_to_field_and_levels_off() -> None:
    """Minsk (UMMS, 204 m) and Vilnius are 155 km apart: no full cruise, and the level suits the direction."""
    made = flights(airports=[], pairs={"UMMS>EYVI": 1}, via=0)
    field, other = airports.found("UMMS", {}), airports.found("EYVI", {})
    assert field is not None
    assert other is not None
    for o in made.values():
        assert o.route[0].at == pytest.approx(field[:2], abs=1e-5)
        assert o.route[-1].at == pytest.approx(other[:2], abs=1e-5)
        assert o.route[0].agl is not None
        heights = [leg.alt.value for leg in o.route[1:-1] if leg.alt]
        top = max(heights)
        assert round(top / 304.8) % 2 == 0  # westward: even levels
        assert top == pytest.approx(304.8 * round(top / 304.8))
        assert heights.index(top) < len(heights) - 1  # level between climb and descent
        assert top < 8000


def test_nobody_is_faster_than_250_knots_below_flight_level_100() -> None:
    """No leg below 3,048 m is faster than 250 kt of calibrated airspeed, 149 m/s true at its top."""
    limit = of_mach(mach_of(128.62, 3048.0), 3048.0)
    for o in flights().values():
        for a, b in pairwise(o.route):
            heights = [(leg.alt.value if leg.alt else 0.0) for leg in (a, b)]
            assert b.speed is not None
            if max(heights) <= 3048.0:
                assert b.speed.value <= limit + 0.5


def test_climbs_stay_within_what_the_craft_can() -> None:
    """Between waypoints: no climb steeper than 12.87 m/s, no descent steeper than 14.68 m/s (the sheet's ends)."""
    for o in flights().values():
        t = times(o)
        for (a, b), (t0, t1) in zip(pairwise(o.route[1:-1]), pairwise(t[1:-1]), strict=True):
            rate = (b.alt.value - a.alt.value) / (t1 - t0)  # type: ignore[union-attr]
            assert -14.7 <= rate <= 12.9


def test_overflights_go_from_edge_to_edge_at_one_level() -> None:
    made = flights(overflights=1, airports=[])
    for o in made.values():
        for leg in (o.route[0], o.route[-1]):
            lat, lon = leg.at
            assert min(abs(lat - 52), abs(lat - 56), abs(lon - 22), abs(lon - 30)) < 1e-6
        assert len({leg.alt.value for leg in o.route if leg.alt}) == 1
        assert o.end == "leaves"
    some = flights(overflights=0.5)
    assert 0.25 < sum(o.end == "leaves" for o in some.values()) / 40 < 0.75


def test_some_are_on_their_way_when_it_begins() -> None:
    made = flights(in_air=0.5, begin="10 min")
    early = [o for o in made.values() if o.begin.value == 600.0]
    assert 10 <= len(early) <= 30
    assert any(o.route[0].alt is not None and o.route[0].alt.value > 1000 for o in early)


def test_plans_and_transponders_by_share() -> None:
    made = flights(flights=200, unfiled=0.2, transponder_fails=0.1, flight_plan=["AA"])
    assert sum(not o.flight_plan for o in made.values()) == pytest.approx(40, abs=17)  # three standard deviations
    assert sum(o.transponder is not None for o in made.values()) == pytest.approx(20, abs=13)
    assert all(o.flight_plan in ([], ["AA"]) for o in made.values())


def test_a_drawn_value_follows_its_triangle() -> None:
    """Of a triangle from 0 over 1 to 4 the median is 4 − √6 = 1.5505."""
    q = Quantity(value=1.0, dimension="count", low=0.0, high=4.0, range_means="triangular", assumed=True)
    found = sorted(profile.drawn(q, f"n{i}") for i in range(4001))
    assert found[2000] == pytest.approx(4 - 6**0.5, abs=0.06)
    assert found[0] >= 0.0
    assert found[-1] <= 4.0


def test_a_profile_takes_the_time_of_its_rates() -> None:
    """Climb at 10 m/s from 215 m to 10 km in every piece: 978.5 s."""
    craft = Craft.model_validate(LINER)
    assert craft.performance is not None
    p = {key: getattr(craft.performance, key).value for key in type(craft.performance).model_fields}
    p |= {"climb_rate_low": 10.0, "climb_rate_middle": 10.0, "climb_rate_high": 10.0}
    nodes = profile.climb(p, 200.0, 10_000.0)
    assert nodes[-1].t_s == pytest.approx((10_000 - 215) / 10.0)
    assert nodes[-1].h_m == 10_000.0
    assert profile.level(10_900.0, eastward=True) == pytest.approx(35 * 304.8)
    assert profile.level(10_900.0, eastward=False) == pytest.approx(36 * 304.8)


def test_airports_by_code_and_by_place() -> None:
    """A place of the scenario comes first; Minsk National lies at 670 ft."""
    minsk = airports.found("UMMS", {})
    assert minsk is not None
    assert minsk == pytest.approx((53.8825, 28.0307, 670 * 0.3048), rel=1e-3)
    assert airports.found("UMMS", {"UMMS": (1.0, 2.0)}) == (1.0, 2.0, None)
    assert airports.found("Nowhere", {}) is None
    assert airports.found((3.0, 4.0), {}) == (3.0, 4.0, None)


@pytest.mark.parametrize("path", ["civil.line.flights", "civil.*.overflights", "recorded.seen.begin", "recorded.*.gap"])
def test_no_study_varies_it(path: str) -> None:
    """Law 9: what flies is a constant of the scenario."""
    assert is_constant(path)
