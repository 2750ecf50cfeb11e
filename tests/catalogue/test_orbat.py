"""The orders of battle: everything they name exists, nothing is later than their end, and eight days of Belarus."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skypact.core import dates
from skypact.load.catalogue.orders import END, held_on, total
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.yaml_nodes import read
from skypact.spec.catalogue.orbat import Held, Orbat, Unit

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = Catalogue()
NATIONS = ("BY", "EE", "LT", "LV", "PL", "RO", "RU", "US")
#: The first day that the orders of battle are asked about: what no source dates is taken to stand on it.
EARLY = datetime.date(2005, 4, 20)
Told = dict[str, dict[str, Any]]
#: System → town → how many, on the eight days; "?" is a count that no source gives, or one that is assumed.
SOVIET: Told = {"Su-25": {"Lida": "?"}, "S-300PS": {"Fanipol": "?"}, "Buk-M1": {"Baranovichi": "?"}}
OLD_BASES: Told = {"Su-27": {"Baranovichi": "?"}, "MiG-29": {"Bereza": "?"}, "Su-24": {"Ross": "?"}}
FOUR_2006 = {"Fanipol": "?", "Brest": 2, "Grodno": 2}
EIGHT_2016 = {"Fanipol": "?", "Brest": 3, "Grodno": 3, "Polotsk": 2}
BELARUS: dict[str, Told] = {
    "2005-04-20": SOVIET | OLD_BASES,
    "2006-12-31": SOVIET | OLD_BASES | {"S-300PS": FOUR_2006},
    "2008-11-15": SOVIET | OLD_BASES | {"S-300PS": FOUR_2006},
    "2012-07-04": SOVIET | {
        "S-300PS": FOUR_2006, "Su-27": {"Baranovichi": 17}, "MiG-29": {"Baranovichi": 38}, "Tor-M2": {"Baranovichi": 1},
    },
    "2014-03-15": SOVIET | {"S-300PS": FOUR_2006, "MiG-29": {"Baranovichi": "?"}, "Tor-M2": {"Baranovichi": 3}},
    "2016-05-06": SOVIET | {
        "S-300PS": EIGHT_2016, "MiG-29": {"Baranovichi": "?"}, "Tor-M2": {"Baranovichi": 3}, "Yak-130": {"Lida": 8},
    },
    "2016-11-02": SOVIET | {
        "S-300PS": EIGHT_2016, "MiG-29": {"Baranovichi": "?"}, "Tor-M2": {"Baranovichi": 3}, "Yak-130": {"Lida": 8},
        "Polonez": {"Osipovichi": "?"},
    },
    "2022-01-31": SOVIET | {
        "S-300PS": EIGHT_2016, "MiG-29": {"Baranovichi": "?"}, "Su-30SM": {"Baranovichi": 4}, "Yak-130": {"Lida": 12},
        "Tor-M2": {"Baranovichi": 4, "Ostrovets": "?"}, "Polonez": {"Osipovichi": "?"},
    },
}
#: Russian units in Belarus on the same days (the radar at Hantsavichy is on all of them).
VOLGA: Told = {"Volga": {"Hantsavichy": 1}}
PARTNER: dict[str, Told] = {
    "2005-04-20": VOLGA, "2006-12-31": VOLGA, "2008-11-15": VOLGA, "2012-07-04": VOLGA,
    "2014-03-15": VOLGA | {"Su-27": {"Baranovichi": 4, "Bobruisk": 6}, "A-50": {"Baranovichi": 1}},
    "2016-05-06": VOLGA, "2016-11-02": VOLGA,
    "2022-01-31": VOLGA | {
        "Su-30SM": {"Baranovichi": "?"}, "Su-35S": {"Baranovichi": 12}, "S-400": {"Grodno": "?", "Luninets": 2},
        "Pantsir-S1": {"Baranovichi": 1},
    },
}
#: What the eight days are about: transports, helicopters, army missiles without a town and radars stand elsewhere.
ASKED = {
    "Su-25", "Su-27", "MiG-29", "Su-24", "Su-30SM", "Su-35S", "Yak-130", "S-300PS", "Buk-M1", "Tor-M2", "Polonez",
    "Volga", "A-50", "S-400", "Pantsir-S1",
}


def units() -> Iterator[tuple[str, Orbat, str, Unit]]:
    """Yield nation, order of battle, id and unit."""
    for nation, orbat in CATALOGUE.orbats.items():
        for name, unit in orbat.units.items():
            yield nation, orbat, name, unit


def rows() -> Iterator[tuple[str, Held]]:
    """Yield where a row stands, and the row."""
    for nation, _, name, unit in units():
        for held in unit.held:
            yield f"{nation} {name} {held.type}", held


def counts(nation: str, on: str, *, crew: str | None = None, account: str = "") -> Told:
    """Return system → town → how many, "?" where a count is unknown or assumed."""
    kept = [
        row for row in held_on(CATALOGUE.orbats[nation], datetime.date.fromisoformat(on), account=account)
        if row.held.type in ASKED and row.unit.crew == crew
    ]
    found: Told = {}
    for row in kept:
        same = [r for r in kept if (r.held.type, r.unit.at) == (row.held.type, row.unit.at)]
        known = all(r.held.count and not r.held.count.assumed for r in same)
        found.setdefault(row.held.type, {})[str(row.unit.at)] = total(same) if known else "?"
    return found


def test_every_nation_has_one_under_its_own_name() -> None:
    assert tuple(CATALOGUE.orbats) == NATIONS
    assert all(orbat.nation == nation for nation, orbat in CATALOGUE.orbats.items())


def test_names_of_units_differ_between_nations_too() -> None:
    names = [name for _, _, name, _ in units()]
    assert sorted(names) == sorted(set(names))


def test_towns_and_superior_units_exist() -> None:
    for nation, orbat, name, unit in units():
        assert unit.at is None or unit.at in CATALOGUE.places, f"{nation} {name}: {unit.at}"
        assert unit.under is None or unit.under in orbat.units, f"{nation} {name}: {unit.under}"


def test_sources_are_known_and_every_unit_has_one_or_is_assumed() -> None:
    for nation, orbat, name, unit in units():
        assert unit.assumed != bool(unit.sources), f"{nation} {name}"
        cited = [*unit.sources, *(s for a in orbat.accounts.values() for s in a.sources)]
        for held in unit.held:
            cited += [*held.sources, *([held.count.source] if held.count and held.count.source else [])]
        assert not [s for s in cited if s not in CATALOGUE.sources], f"{nation} {name}"


def test_every_count_has_a_source_or_says_that_it_is_assumed() -> None:
    for where, held in rows():
        assert held.count is None or held.count.source or held.count.assumed, where


def test_accounts_of_rows_are_declared() -> None:
    for nation, orbat, name, unit in units():
        for held in unit.held:
            assert set(held.accounts) <= set(orbat.accounts), f"{nation} {name} {held.type}"


def test_rival_rows_stand_under_every_account_of_their_nation() -> None:
    """Whoever names one account must not lose what another dispute is about."""
    for nation, orbat in CATALOGUE.orbats.items():
        named = {a for unit in orbat.units.values() for held in unit.held for a in held.accounts}
        assert named == set(orbat.accounts), nation


def test_no_date_is_after_the_end() -> None:
    for nation, _, name, unit in units():
        written = [unit.begin, unit.until]
        for held in unit.held:
            written += [held.begin, held.until, held.announced]
        assert not [d for d in written if d and dates.first(d) > END], f"{nation} {name}"


def test_systems_exist_and_none_is_held_before_its_day() -> None:
    systems = CATALOGUE.systems
    if not systems:
        pytest.skip("no systems in this catalogue")
    for where, held in rows():
        assert held.type in systems, where
        earliest = systems[held.type].not_before
        begin = held.begin or held.announced
        if earliest:
            held_from = dates.last(begin) if begin else EARLY
            assert held_from >= dates.first(earliest), f"{where}: not before {earliest}"


def test_every_order_of_battle_says_what_was_not_found() -> None:
    assert all(orbat.not_found for orbat in CATALOGUE.orbats.values())


@pytest.mark.parametrize("on", BELARUS)
def test_belarus_held_on_eight_days(on: str) -> None:
    assert counts("BY", on) == BELARUS[on]


@pytest.mark.parametrize("on", PARTNER)
def test_russian_units_in_belarus_on_eight_days(on: str) -> None:
    assert counts("RU", on, crew="RU") == PARTNER[on]


def test_the_minister_sends_one_battalion_of_2016_to_the_brigade_of_minsk() -> None:
    told = {r.name: r.held.count for r in held_on(CATALOGUE.orbats["BY"], datetime.date(2016, 5, 6), account="ravkov")
            if r.held.accounts}
    assert {name: count.value for name, count in told.items() if count} == {
        "sam-fanipol": 1, "sam-brest": 1, "sam-grodno": 1,
    }
    assert counts("BY", "2016-05-06", account="ravkov")["S-300PS"] == {
        "Fanipol": "?", "Brest": 3, "Grodno": 3, "Polotsk": 1,
    }


def test_announced_and_delivered_lots_of_the_s300ps_differ() -> None:
    book = CATALOGUE.orbats["BY"]

    def battalions(on: datetime.date, announced: bool) -> float:
        rows = held_on(book, on, announced=announced)
        return sum(r.held.count.value for r in rows if r.held.type == "S-300PS" and r.held.count and r.held.announced)

    assert [battalions(datetime.date(2006, 3, 31), a) for a in (False, True)] == [0, 4]
    assert [battalions(datetime.date(2015, 1, 31), a) for a in (False, True)] == [4, 8]
    assert [battalions(datetime.date(2016, 5, 6), a) for a in (False, True)] == [8, 8]


def test_what_was_announced_and_never_came_counts_only_as_announced() -> None:
    def has(nation: str, unit: str, kind: str, on: datetime.date, announced: bool) -> bool:
        found = held_on(CATALOGUE.orbats[nation], on, announced=announced)
        return any((r.name, r.held.type) == (unit, kind) for r in found)

    for nation, unit, kind in (("BY", "sam-baranovichi", "S-400"), ("US", "site-redzikowo", "Aegis-Ashore"),
                               ("BY", "rockets-tochka", "Iskander-E")):
        assert has(nation, unit, kind, END, True), kind
        assert not has(nation, unit, kind, END, False), kind


def test_may_2016_agrees_with_the_border_scenario() -> None:
    scenario = read(ROOT / "scenarios" / "2016-05-border.yaml").data
    on = datetime.date.fromisoformat(str(scenario["date"]))
    found = held_on(CATALOGUE.orbats["BY"], on)
    for name, kind in (("s300-polotsk", "S-300PS"), ("s300-grodno", "S-300PS"), ("s300-brest", "S-300PS"),
                       ("tor-baranovichi", "Tor-M2")):
        battery = scenario["batteries"][name]
        there = [r for r in found if (r.held.type, r.unit.at) == (kind, battery["at"])]
        assert total(there) == battery["count"], name
    radars = [s for s in scenario["sensors"].values() if s["nation"] == "BY"]
    assert len(radars) == 9
    for sensor in radars:
        assert any((r.held.type, r.unit.at) == (sensor["type"], sensor["at"]) for r in found), sensor
    assert not [r for r in held_on(CATALOGUE.orbats["RU"], on) if r.unit.crew and r.unit.branch == "aviation"]
