"""Type sheets: filled in under a unit's own keys, looked up by name, refused with the nearest."""

from __future__ import annotations

from pathlib import Path

import pytest

from skypact.core.errors import InputFaults
from skypact.load.catalogue.shelf import Catalogue
from skypact.spec.radar import Radar

from .conftest import Load

RADAR = """\
kind: radar
title: A sheet
band: VHF
reference: {range: {value: 180 km, source: manual}, rcs: 1 m2}
max_range: 300 km
period: 12 s
sources: [manual]
"""
BATTERY = """\
kind: battery
max_range: 40 km
max_altitude: 20 km
speed: 900 m/s
channels: 2
missiles: 8
reaction: 15 s
radar: {type: old, mast: 20 m}
kill: {aircraft: 0.6, cruise: 0.4}
"""
FIGHTER = "kind: fighter\nreadiness: 5 min\nspeed: 1000 km/h\nendurance: 1 h\nkill: {aircraft: 0.5}\n"
SHEETS = {
    "sensors/old.yaml": RADAR,
    "weapons/sam.yaml": BATTERY,
    "weapons/pair.yaml": FIGHTER,
    "crafts/glider.yaml": "{target: light, speed: 30 m/s, altitude: 1 km, rcs: 0 dBsm}\n",
    "crafts/old.yaml": "{target: airliner, speed: 200 m/s, altitude: 9 km, rcs: 15 dBsm}\n",
    "places.yaml": "Hill: [53.8, 24.5]\n",
    "sources.yaml": "manual: {text: A manual, date: '1985'}\nunused: {text: Nobody cites it}\n",
}
OWN_RADAR = """    kind: radar
    nation: AA
    at: Town
    reports_to: centre
    reference: {range: {value: 150 km, low: 100 km, high: 160 km, sets: {press: 200 km}}, rcs: 1 m2}
    max_range: 200 km
"""
TYPED = "    type: old\n    nation: AA\n    at: Hill\n    reports_to: centre\n    period: 6 s\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    for name, text in SHEETS.items():
        path = tmp_path / "shelf" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "shelf"


def test_own_keys_win_over_the_sheet(load: Load, shelf: Path) -> None:
    made = load((OWN_RADAR, TYPED), catalogue=shelf)
    radar = made.sensors["radar"]
    assert isinstance(radar, Radar)
    assert (radar.band, radar.period.value, radar.max_range.value) == ("VHF", 6.0, 300e3)
    assert radar.at == (53.8, 24.5)
    assert set(made.sources) == {"manual"}


def test_a_batterys_radar_and_its_kill_table(load: Load, shelf: Path) -> None:
    own = "  point: {type: sam, nation: AA, at: Hill, commander: centre, kill: {cruise: 0.1}}\nrights:\n"
    point = load(("rights:\n  - {action: engage", own + "  - {action: engage"), catalogue=shelf).batteries["point"]
    assert {target: share.value for target, share in point.kill.items()} == {"aircraft": 0.6, "cruise": 0.1}
    assert point.radar is not None
    assert point.radar.mast.value == 20.0
    assert point.radar.band == "VHF"


def test_an_airborne_type_brings_its_radar_and_its_flight(load: Load, shelf: Path) -> None:
    own = "airborne:\n  watch: {type: old, nation: AA, reports_to: centre, route: [{at: Town}, {at: Hill}]}\nrights:\n"
    made = load(("rights:\n  - {action: engage", own + "  - {action: engage"), catalogue=shelf)
    watch = made.airborne["watch"]
    assert watch.radar.max_range.value == 300e3
    assert [leg.alt.value for leg in watch.route if leg.alt] == [9000.0, 9000.0]
    assert "old" in made.crafts
    assert "glider" not in made.crafts


def test_crafts_that_are_used_come_along_and_own_ones_stand_alone(load: Load, shelf: Path) -> None:
    made = load(("    type: jet\n", "    type: glider\n"), catalogue=shelf)
    assert made.crafts["glider"].speed.value == 30.0
    assert set(made.crafts) == {"jet", "glider"}


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ([(OWN_RADAR, TYPED.replace("old", "odl"))], "radar.type: unknown type 'odl' — did you mean 'old'"),
        ([("    type: jet\n", "    type: glyder\n")], "unknown type 'glyder' — did you mean 'glider'"),
        ([("    count: 2\n", "    type: pair\n")], "'pair' is a fighter — write it under fighters"),
    ],
)
def test_a_wrong_type_is_one_fault(load: Load, shelf: Path, edits: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(InputFaults) as refused:
        load(*edits, catalogue=shelf)
    assert message in str(refused.value)
    assert len(refused.value.faults) == 1


def test_a_fault_of_a_sheet_says_so(load: Load, shelf: Path) -> None:
    (shelf / "sensors" / "old.yaml").write_text(RADAR.replace("300 km", "300"), encoding="utf-8")
    with pytest.raises(InputFaults) as refused:
        load((OWN_RADAR, TYPED), catalogue=shelf)
    (fault,) = refused.value.faults
    assert "(from the type sheet of old)" in fault.what
    assert fault.line == 20


def test_a_sheet_that_is_no_yaml_names_its_file(load: Load, shelf: Path) -> None:
    (shelf / "sensors" / "old.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(InputFaults, match=r"^catalogue/sensors/old.yaml:"):
        load((OWN_RADAR, TYPED), catalogue=shelf)


def test_an_empty_catalogue_knows_nothing(tmp_path: Path) -> None:
    empty = Catalogue(tmp_path)
    assert empty.names("sensors") == ()
    assert empty.places == {}
    assert empty.sheet("crafts", "x") is None
