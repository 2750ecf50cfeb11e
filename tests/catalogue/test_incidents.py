"""Incidents: all of them, the core, measured delays against the clocks that the same row gives, scenarios, sources."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from skypact.core import dates
from skypact.load.catalogue.shelf import Catalogue

CATALOGUE = Catalogue()
INCIDENTS = CATALOGUE.incidents
SCENARIOS = {path.stem for path in (Path(__file__).parents[2] / "scenarios").glob("*.yaml")}
CORE = [
    "RUST87", "AIRDROP12", "BIRDS13", "MI24-23", "BALL20", "FR4978", "C551-22", "HELIOS05", "ET702", "SU27-05",
    "TU22-13", "SU24-15", "SU27-FI16", "MIG31-EE25", "SU30-LT25", "GEO07", "ZAG22", "LV24", "BLR24A", "ROU24",
    "POL24D", "POL25", "LT25A", "ROU25A", "ROU25B", "PRZ22", "POL23", "BLR22",
]  # fmt: skip
TRAPS = [
    "ZAG22",
    "SU24-15",
    "N47BA",
    "SU30-LT25",
    "ROU24",
    "POL24D",
    "GEO07",
    "BRAH22",
    "LV24",
    "MI24-23",
    "AIRDROP12",
]


def test_all_are_there() -> None:
    assert len(INCIDENTS) == 56  # 54 collected, the shallow crossing of 2017 and the night of 24 November 2024
    assert {name for name, one in INCIDENTS.items() if one.core} == set(CORE)


@pytest.mark.parametrize("name", INCIDENTS)
def test_an_incident_has_known_sources_and_words(name: str) -> None:
    one = INCIDENTS[name]
    assert one.sources
    assert not set(one.sources) - set(CATALOGUE.sources)
    assert one.grade in ("A", "A*", "B", "C")
    assert one.detected
    assert one.engaged in ("no", "soft", "kill", "kill (part)", "claimed")
    assert not one.until or dates.first(one.date) <= dates.last(one.until)
    text = " ".join(str(value) for value in one.model_dump().values())
    assert "(M)" not in text  # nothing from memory


def test_core_is_graded_a_or_b() -> None:
    assert {one.grade for one in INCIDENTS.values() if one.core} == {"A", "B"}


def test_scenarios_exist() -> None:
    played = [one.scenario for one in INCIDENTS.values() if one.scenario]
    assert len(played) == len(set(played)) == 18
    assert set(played) <= set(SCENARIOS)


def test_traps_are_marked() -> None:
    assert not [name for name in TRAPS if not INCIDENTS[name].trap]


def test_all_measured_delays_are_there() -> None:
    assert sum(len(one.delays) for one in INCIDENTS.values()) == 27
    by_name = {name: [d.minutes for d in one.delays] for name, one in INCIDENTS.items() if one.delays}
    assert by_name["HELIOS05"] == [30, 23, 25, 25]
    assert by_name["CHN23"] == [7 * 24 * 60]
    assert by_name["MH370"] == [21 * 60 + 9]  # 01:21 to 22:30


@pytest.mark.parametrize(
    ("name", "which", "begin", "end"),
    [
        ("HELIOS05", 2, "10:30", "10:55"),
        ("HELIOS05", 0, "09:37", "10:07"),
        ("C150-05", 0, "11:28", "12:00"),
        ("C150-05", 1, "12:00", "12:05"),
        ("N611VG", 1, "13:36", "15:20"),
        ("Q400-18", 0, "19:32", "20:15"),
        ("BLR24A", 0, "03:30", "03:55"),
        ("ROU25A", 0, "18:05", "18:23"),
        ("POL25", 0, "22:06", "23:30"),
        ("ROU23", 0, "12:30", "12:40"),
        ("GYRO15", 0, "12:55", "13:23"),
    ],
)
def test_a_delay_is_what_lies_between_the_clocks_of_its_row(name: str, which: int, begin: str, end: str) -> None:
    one = INCIDENTS[name]
    told = " ".join(str(value) for value in one.model_dump(exclude={"trap"}).values())
    clocks = re.findall(r"\b\d{1,2}:\d{2}\b", told)
    assert begin in clocks
    assert end in clocks
    assert one.delays[which].minutes == _minutes(end) - _minutes(begin)


def test_the_clocks_of_zagreb_contradict_its_stays() -> None:
    assert 3 + 40 + 7 == 50
    assert _minutes("23:01") - _minutes("22:23") == 38
    assert "50" in INCIDENTS["ZAG22"].trap
    assert "38" in INCIDENTS["ZAG22"].trap


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)
