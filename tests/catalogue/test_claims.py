"""Published claims: all that they name exists, what the facts say of reach and of dates comes out by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from skypact.load.catalogue.shelf import Catalogue
from skypact.load.overlay.quantities import named
from skypact.load.scenario import scenario
from skypact.spec.catalogue.claim import Distance, Figures, PublishedClaim, Reading, Record, Runs, Zone
from skypact.spec.scenario import Scenario
from skypact.study.published.figures import great_circle_m, place

ROOT = Path(__file__).parents[2] / "scenarios"
CATALOGUE = Catalogue()
CLAIMS: dict[str, PublishedClaim] = CATALOGUE.claims
READINGS = [(name, key) for name, claim in CLAIMS.items() for key in claim.readings]
HERE = [
    "iskander-e-poland", "iskander-m-poland", "s400-v-interceptors", "by-2020-intercept", "cannot-catch-2007",
    "forecast-2006-kill", "forecast-2006-detection", "iskanders-lower-worth", "tu22m3-airfields",
    "unification-adds", "unification-control", "airdrop-in-time", "s400-by-2010", "second-lot-2013", "su27-24-by-2014",
    "cfe-headroom", "interceptors-faster",
]  # fmt: skip


@cache
def shipped(name: str) -> Scenario:
    """Return a shipped scenario, read once."""
    return scenario(ROOT / f"{name}.yaml")


def reading(name: str, key: str) -> Reading:
    """Return one reading of a claim."""
    return CLAIMS[name].readings[key]


def test_all_are_there() -> None:
    assert set(HERE) <= set(CLAIMS)


@pytest.mark.parametrize("name", CLAIMS)
def test_sources_and_article_exist(name: str) -> None:
    claim = CLAIMS[name]
    cited = [*claim.sources, *(key for camp in claim.camps.values() for key in camp.sources)]
    assert not set(cited) - set(CATALOGUE.sources)
    assert claim.article is None or claim.article in CATALOGUE.articles
    assert claim.sources or claim.article


@pytest.mark.parametrize(("name", "key"), READINGS)
def test_what_a_reading_names_exists(name: str, key: str) -> None:
    one = reading(name, key)
    if isinstance(one, Distance):
        assert not {*one.origins, *one.targets} - set(CATALOGUE.places)
        _figures(one.reach)
    elif isinstance(one, Figures):
        _figures([*one.of, *one.over])
    elif isinstance(one, Record):
        _record(one)
    elif isinstance(one, Zone):
        assert one.reading in shipped(one.scenario).claims[one.claim].readings
    elif isinstance(one, Runs):
        _runs(one)


@pytest.mark.parametrize("name", [name for name, claim in CLAIMS.items() if claim.camps])
def test_the_settings_of_camps_lead_somewhere(name: str) -> None:
    readings = CLAIMS[name].readings.values()
    worlds = [shipped(r.scenario) for r in readings if isinstance(r, Runs)]
    figures = {p for r in readings for p in (r.reach if isinstance(r, Distance) else
                                             [*r.of, *r.over] if isinstance(r, Figures) else [])}  # fmt: skip
    for path in {path for camp in CLAIMS[name].camps.values() for path in camp.set}:
        assert path in figures or (all(named(world, path) for world in worlds) and worlds), path


def _figures(paths: list[str]) -> None:
    for path in paths:
        system, _, figure = path.rpartition(".")
        assert system in CATALOGUE.systems
        assert figure in CATALOGUE.systems[system].figures, path


def _record(one: Record) -> None:
    if one.event:
        assert CATALOGUE.timeline.events[one.event].planned, "nothing can be late without a planned date"
        return
    assert one.nation
    assert one.system
    assert one.date
    assert one.system in CATALOGUE.systems
    assert one.unit is None or one.unit in CATALOGUE.orbats[one.nation].units


def _runs(one: Runs) -> None:
    world = shipped(one.scenario)
    for made in one.worlds:
        assert not made.arrangement or made.arrangement in world.arrangements
        assert not made.choice or made.choice in world.choices
        assert not made.hypothesis or made.hypothesis in world.hypotheses
        for path in made.set:
            assert named(world, path)
    for group in one.about:
        assert any(i == group or i.startswith(f"{group}-") for i in world.intruders), group
    for path in one.ignorance:
        assert named(world, path)


@pytest.mark.parametrize(
    ("origin", "target", "km"),
    [
        ("Grodno", "Slupsk", 448),
        ("Brest", "Slupsk", 512),
        ("Kaliningrad", "Slupsk", 221),
        ("Baltiysk", "Slupsk", 182),
        ("Chernyakhovsk", "Slupsk", 304),
    ],
)
def test_distances_agree_with_those_of_the_town_centres(origin: str, target: str, km: float) -> None:
    away = great_circle_m(place(CATALOGUE, origin), place(CATALOGUE, target)) / 1000
    assert away == pytest.approx(km, abs=12)  # both towns are rounded to 0.1 degree


def test_the_second_lot_is_late() -> None:
    from skypact.study.published.records import record

    one = reading("second-lot-2013", "within-2013")
    assert isinstance(one, Record)
    found = record(CATALOGUE, "within-2013", one)
    assert found.figure == 1039  # 2 July 2013, the middle of that year, to 6 May 2016
    assert found.verdict == "fails"


def test_a_regiment_that_never_came_fails() -> None:
    from skypact.study.published.records import record

    one = reading("su27-24-by-2014", "on-time")
    assert isinstance(one, Record)
    assert record(CATALOGUE, "on-time", one).verdict == "fails"
