"""Echoes: as many names as may be there, at places and on courses that belong to them."""

from __future__ import annotations

import math
from typing import Any

import pytest
from tests.engine.scenes import BASE, scene

from skypact.lower.place import GEOD

BIRDS = {"birds": {"target": "light", "speed": "15 m/s", "altitude": "300 m", "rcs": "-5 dBsm"}}
CIRCLE = {"marsh": {"centre": [53.6, 24], "radius": "30 km"}}


def echoes(zone: dict[str, Any] = CIRCLE, **more: Any) -> dict[str, Any]:
    """Return the intruders of a scene with nothing but echoes."""
    kind = {"type": "birds", "mean": 40, "zone": next(iter(zone)), "lasts": "5 min"} | more
    return dict(scene(zones=zone, crafts=BASE["crafts"] | BIRDS, echoes={"flock": kind}).intruders)


def test_three_times_as_many_as_there_are_on_average() -> None:
    """Each is there with a third of a chance, at a time that is uniform over the scenario, for five minutes."""
    made = echoes()
    assert list(made) == [f"flock-{i:03d}" for i in range(1, 121)]
    one = made["flock-007"]
    assert (one.intent, one.end, one.civil) == ("echo", "leaves", False)
    assert (one.there.value, one.begin.value, one.spread.value) == (pytest.approx(1 / 3), 600.0, 600.0)
    for flyer in made.values():
        (a, b), (c, d) = (leg.at for leg in flyer.route)
        assert GEOD.inv(b, a, d, c)[2] == pytest.approx(15.0 * 300.0, rel=0.01)
    odd = echoes(mean=2.5)
    assert len(odd) == 8
    assert sum(o.there.value for o in odd.values()) == pytest.approx(2.5)


def test_they_lie_evenly_over_a_circle() -> None:
    """All within 30 km; half of them within 30 / √2 = 21.2 km."""
    away = [GEOD.inv(24.0, 53.6, o.route[0].at[1], o.route[0].at[0])[2] for o in echoes(mean=200).values()]
    assert max(away) < 30_300.0
    inner = sum(d < 30e3 / math.sqrt(2) for d in away)
    assert inner / len(away) == pytest.approx(0.5, abs=3 * 0.5 / math.sqrt(len(away)))


def test_they_lie_within_a_polygon() -> None:
    """A triangle south of its diagonal: none in the other half of the box, about a quarter in its inner quarter."""
    made = echoes({"field": {"polygon": [[53.0, 23.0], [53.0, 25.0], [54.0, 25.0]]}}, mean=100)
    places = [o.route[0].at for o in made.values()]
    assert all(53.0 <= lat <= 54.0 and lat - 53.0 <= (lon - 23.0) / 2 for lat, lon in places)
    inner = sum(lat >= 53.5 for lat, _ in places) / len(places)
    assert inner == pytest.approx(0.25, abs=3 * math.sqrt(0.1875 / len(places)))


def test_places_belong_to_names() -> None:
    """The same in every reading, and the same for the first ones where there are more of them."""
    few, many = echoes(mean=5), echoes(mean=10)
    assert {n: o.route[0].at for n, o in few.items()} == {n: many[n].route[0].at for n in few}
