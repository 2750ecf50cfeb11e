"""Systems: each has its sheets, parts and sources, says what is assumed, and agrees with its sheets."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from skypact.load.catalogue.shelf import Catalogue
from skypact.spec.catalogue.system import System

SHELF = Catalogue()
ROOMS = ("sensors", "weapons", "crafts", "jammers")
#: What the issue and the articles name, by common name.
NAMED = """
S-300PT S-300PS S-300PMU1 S-300PMU2 S-300V S-400 S-200 S-125M Buk-M1 Tor-M1 Tor-M2 Pantsir-S1 Patriot NASAMS
Aegis-Ashore Aegis-ship SM-3-IA SM-3-IB SM-3-IIA GBI-two-stage P-18 36D6 Protivnik-GE Vostok-D Rosa-RB Kasta-2E2 Volga
Voronezh-M Voronezh-DM Konteiner TPY-2 SPY-1 Czech-radar RAT-31DL RST-12M FPS-117 TPS-117 GM403 A-50 A-50U E-3 Su-27
MiG-29 Su-30SM Su-35S MiG-31 F-16 F-15C Su-25 Yak-130 Su-24 Tu-22M3 Tu-95MS Tu-160 An-26 Il-76 Mi-8 Mi-24
light-aircraft airliner gas-balloon Shahed Gerbera Kalibr Kh-101 Kh-22 Kh-32 Tochka-U Iskander-E Iskander-M Polonez
Polonez-M ICBM Krasukha-2 Krasukha-4 SPN-30 Zhitel
"""
#: Sheets of nothing in particular: eyes and civil sensors, echoes, what stands for a class of things.
GENERIC = {
    "sensors": {"Kolchuga", "ads-b-receiver", "civil-radar", "ground-observer", "launch-warning", "long-range-radar",
                "secondary-radar"},
    "weapons": set[str](),
    "crafts": {"bird-flock", "cruise-missile", "decoy", "medium-range-ballistic"},
    "jammers": {"escort-jammer"},
}  # fmt: skip
#: A figure that a sheet holds too: system, figure, room, sheet, where it stands there.
TWICE = (
    ("S-300PT", "reach", "weapons", "S-300PT-5V55K", "max_range"),
    ("S-300PS", "reach", "weapons", "S-300PS-5V55R", "max_range"),
    ("S-300PS", "reach_5V55RUD", "weapons", "S-300PS-5V55RUD", "max_range"),
    ("S-300PMU1", "reach", "weapons", "S-300PMU1-48N6", "max_range"),
    ("S-300PMU2", "reach", "weapons", "S-300PMU2-48N6E2", "max_range"),
    ("S-400", "reach", "weapons", "S-400-48N6DM", "max_range"),
    ("S-400", "reach_later", "weapons", "S-400-40N6", "max_range"),
    ("S-400", "reach_ballistic", "weapons", "S-400-ballistic", "max_range"),
    ("S-400", "height_ballistic", "weapons", "S-400-ballistic", "max_altitude"),
    ("S-200", "reach", "weapons", "S-200", "max_range"),
    ("S-125M", "reach", "weapons", "S-125M", "max_range"),
    ("Buk-M1", "reach", "weapons", "Buk-M1", "max_range"),
    ("Tor-M1", "reach", "weapons", "Tor-M1", "max_range"),
    ("Tor-M1", "ceiling", "weapons", "Tor-M1", "max_altitude"),
    ("Tor-M2", "reach", "weapons", "Tor-M2", "max_range"),
    ("Pantsir-S1", "reach", "weapons", "Pantsir-S1", "max_range"),
    ("Patriot", "reach", "weapons", "Patriot-PAC-2", "max_range"),
    ("Patriot", "reach_mse", "weapons", "Patriot-MSE", "max_range"),
    ("Patriot", "reach_ballistic", "weapons", "Patriot-MSE-ballistic", "max_range"),
    ("NASAMS", "reach", "weapons", "NASAMS", "max_range"),
    ("SM-3-IA", "burnout", "weapons", "SM-3-IA", "interceptor.burnout_speed"),
    ("SM-3-IB", "burnout", "weapons", "SM-3-IB", "interceptor.burnout_speed"),
    ("SM-3-IIA", "burnout", "weapons", "SM-3-IIA", "interceptor.burnout_speed"),
    ("GBI-two-stage", "burnout", "weapons", "GBI-two-stage", "interceptor.burnout_speed"),
    ("Volga", "warning_range", "sensors", "Volga", "max_range"),
    ("Konteiner", "warning_range", "sensors", "Konteiner", "max_range"),
    ("Konteiner", "blind_within", "sensors", "Konteiner", "min_range"),
    ("TPY-2", "warning_range", "sensors", "TPY-2", "reference.range"),
    ("Czech-radar", "warning_range", "sensors", "midcourse-radar", "reference.range"),
    ("A-50", "detection", "sensors", "A-50", "max_range"),
    ("A-50U", "detection", "sensors", "A-50U", "max_range"),
    ("P-18", "detection", "sensors", "P-18", "reference.range"),
    ("TPS-117", "detection", "sensors", "TPS-117", "max_range"),
    ("GM403", "detection", "sensors", "GM403", "max_range"),
    ("Shahed", "speed", "crafts", "drone-shahed-like", "speed"),
    ("Gerbera", "speed", "crafts", "small-drone", "speed"),
)
system = pytest.mark.parametrize("name", SHELF.names("systems"))


@cache
def systems() -> dict[str, System]:
    """Return every system; a file that is not right fails each test."""
    return SHELF.systems


def test_every_named_system_is_there() -> None:
    assert set(NAMED.split()) - set(systems()) == set()


@system
def test_a_system_says_what_it_is_and_what_it_rests_on(name: str) -> None:
    one = systems()[name]
    assert one.text.endswith(".")
    assert set(one.sources) <= set(SHELF.sources)
    assert set(one.parts) <= set(systems()) - {name}
    assert one.treaty in (None, "aircraft", "helicopters", "artillery")
    assert one.sheets or one.out_of_model
    for figure in one.figures.values():
        assert figure.quantity.source is None or figure.quantity.source in one.sources, figure.text


@system
def test_every_figure_has_a_source_and_a_grade_or_is_assumed_in_a_range(name: str) -> None:
    for key, figure in systems()[name].figures.items():
        quantity = figure.quantity
        assert figure.text, key
        assert quantity.assumed != (quantity.source is not None), key
        assert quantity.source is None or quantity.source in SHELF.sources, key
        assert quantity.source is None or quantity.grade in ("A", "A*", "A2", "B", "C", "E"), key
        low, high = quantity.bounds()
        assert not quantity.assumed or low < high, key
        assert all(low <= value <= high for value in quantity.sets.values()), key


@system
def test_the_sheets_and_stands_of_a_system_exist(name: str) -> None:
    one = systems()[name]
    for room, sheets in one.sheets.items():
        assert set(sheets) <= set(SHELF.names(room))
    for stand in one.stands:
        room = "sensors" if stand.section == "sensors" else "weapons"
        sheet = SHELF.sheet(room, stand.type)
        assert sheet is not None
        assert stand.type in one.sheets[room]
        assert (stand.section == "sensors") == (room == "sensors")
        assert room == "sensors" or stand.section == {"battery": "batteries", "fighter": "fighters"}[sheet["kind"]]


@pytest.mark.parametrize("room", ROOMS)
def test_every_sheet_belongs_to_a_system_or_is_one_of_nothing_in_particular(room: Any) -> None:
    owned = {sheet for one in systems().values() for sheet in one.sheets.get(room, [])}
    assert owned & GENERIC[room] == set()
    assert owned | GENERIC[room] == set(SHELF.names(room))


@pytest.mark.parametrize("stand", TWICE, ids=lambda t: f"{t[0]}.{t[1]}")
def test_a_figure_that_a_sheet_holds_too_is_the_same_there(stand: tuple[str, str, Any, str, str]) -> None:
    name, key, room, sheet, path = stand
    from skypact.core import units

    raw: Any = SHELF.sheet(room, sheet)
    for part in path.split("."):
        raw = raw[part]
    quantity = systems()[name].figures[key].quantity
    assert quantity.value == pytest.approx(units.parse(raw["value"], quantity.dimension))
    assert quantity.source == raw.get("source")
    assert set(raw.get("sets", {})) <= {*quantity.sets} or not quantity.sets


def km(name: str, key: str) -> dict[str, float]:
    """Return a figure's ends and rival sets [km]."""
    quantity = systems()[name].figures[key].quantity
    low, high = quantity.bounds()
    return {"low": low / 1e3, "high": high / 1e3} | {k: v / 1e3 for k, v in quantity.sets.items()}


def test_disputed_figures_stand_side_by_side() -> None:
    """Published by hand: the article's 200 km and the export limit of 280 km; three radii; two burnout speeds."""
    assert km("Iskander-E", "reach")["article"] == 200.0
    assert km("Iskander-E", "reach")["export-limit"] == 280.0
    assert [km("Iskander-M", "reach")[k] for k in ("low", "press-500", "high")] == [380.0, 500.0, 550.0]
    assert sorted(systems()["Tu-22M3"].figures["radius"].quantity.sets.values()) == [1.85e6, 2.2e6, 3e6]
    assert sorted(km("Kh-22", "reach").values())[1:] == [400.0, 550.0, 600.0, 600.0]
    burnout = systems()["GBI-two-stage"].figures["burnout"].quantity
    assert burnout.sets == {"mda": 6300.0, "critics": 9000.0}
    slides = systems()["GBI-two-stage"].figures["slide_speed"].quantity
    assert set(slides.sets.values()) & set(burnout.sets.values()) == set()


def test_two_missiles_of_one_system_are_two_figures_and_no_average() -> None:
    """75 and 90 km; 250 km, 60 km against ballistic targets, and 400 km that served only from 2018 on."""
    ps, s400 = systems()["S-300PS"].figures, systems()["S-400"].figures
    assert [ps[k].quantity.bounds() for k in ("reach", "reach_5V55RUD")] == [(75e3, 75e3), (90e3, 90e3)]
    assert s400["reach"].quantity.bounds()[1] < s400["reach_later"].quantity.bounds()[0]
    assert "2018" in s400["reach_later"].text
    assert s400["target_speed"].quantity.value < systems()["GBI-two-stage"].figures["burnout"].quantity.bounds()[0]


def test_what_came_late_cannot_be_held_before() -> None:
    dates = {name: one.not_before for name, one in systems().items() if one.not_before}
    assert dates["S-400"] == "2007"
    assert dates["A-50U"] == "2011-12"
    assert dates["Konteiner"] == "2013-12"
    assert dates["Aegis-Ashore"] == "2016-05"
