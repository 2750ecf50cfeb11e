"""The catalogue and the shipped scenarios: every number has a source or says that it is assumed (law 7)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skypact.load.catalogue.shelf import Catalogue
from skypact.load.scenario import scenario
from skypact.load.yaml_nodes import read
from skypact.spec.command import Doctrine
from skypact.spec.intruder import Craft, Jammer
from skypact.spec.quantity import Quantity, Spec
from skypact.spec.radar import Radar
from skypact.spec.sensor import Cooperative, LaunchWarning, Observer, Passive
from skypact.spec.weapon import Battery, Fighter

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "src" / "skypact" / "catalogue"
SHEETS = sorted(p for room in ("sensors", "weapons", "crafts", "jammers") for p in (CATALOGUE / room).glob("*.yaml"))
CASES = sorted((ROOT / "scenarios").glob("*.yaml"))
KINDS: dict[str, type[Spec]] = {
    "radar": Radar, "observer": Observer, "launch-warning": LaunchWarning, "battery": Battery, "fighter": Fighter,
    "passive": Passive, "cooperative": Cooperative,
}
#: What every radar states about its antenna, its noise and the ground.
ANTENNA = ("frequency", "gain", "side_lobes", "beam", "noise_figure", "losses", "clutter_improvement", "notch")
#: Frequencies of the bands [Hz] (IEEE 521); a radar over the horizon has none of them.
BANDS = {"VHF": (30e6, 300e6), "UHF": (300e6, 1e9), "L": (1e9, 2e9), "S": (2e9, 4e9), "C": (4e9, 8e9), "X": (8e9, 12e9)}
SOURCES: dict[str, Any] = read(CATALOGUE / "sources.yaml").data
PLACES: dict[str, Any] = read(CATALOGUE / "places.yaml").data
#: Orders of battle end here (law 9).
LAST_DAY = "2022-01-31"
#: Sections of a scenario that hold forces, and the sensors of no type in particular.
FORCES = ("sensors", "batteries", "fighters", "airborne")
STYLISED = {
    "long-range-radar", "ground-observer", "civil-radar", "secondary-radar", "ads-b-receiver", "launch-warning",
}
sheet = pytest.mark.parametrize("path", SHEETS, ids=lambda p: f"{p.parent.name}/{p.stem}")
case = pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)


def model(path: Path) -> Spec:
    """Return the model of one type sheet."""
    data = read(path).data
    if data.get("kind") == "jammer":  # a scenario leaves this key out: an intruder carries no other kind
        return Jammer.model_validate({key: value for key, value in data.items() if key != "kind"})
    kind = Craft if path.parent.name == "crafts" else KINDS[data["kind"]]
    return kind.model_validate(data)


def written(value: object, at: str = "") -> Iterator[tuple[str, Quantity]]:
    """Yield the quantities that a sheet states itself (defaults of the spec are assumed by definition)."""
    if isinstance(value, Quantity):
        yield at, value
    elif isinstance(value, Spec):
        for name in value.model_fields_set:
            yield from written(getattr(value, name), f"{at}.{name}")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from written(inner, f"{at}.{name}")


def mappings(value: object, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every mapping of plain data with its path."""
    if isinstance(value, dict):
        yield at, value
        for name, inner in value.items():
            yield from mappings(inner, f"{at}.{name}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from mappings(inner, f"{at}.{i}")


def positions(value: object, at: str = "") -> Iterator[tuple[str, list[float]]]:
    """Yield every literal [latitude, longitude] of plain data."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(x, (int, float)) for x in value):
        yield at, value
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from positions(inner, f"{at}.{i}")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from positions(inner, f"{at}.{name}")


def on_grid(x: float) -> bool:
    """Return whether a coordinate is rounded to 0.1 degree."""
    return math.isclose(x, round(x, 1), abs_tol=1e-9)


def test_there_are_sheets_and_cases() -> None:
    assert len(SHEETS) >= 20
    assert len(CASES) >= 9


@sheet
def test_every_written_quantity_has_a_source_or_is_assumed(path: Path) -> None:
    stated = list(written(model(path)))
    assert stated
    for at, quantity in stated:
        assert quantity.assumed != (quantity.source is not None), f"{path.stem}{at}: source or assumed, one of them"
        assert quantity.source is None or quantity.source in SOURCES, f"{path.stem}{at}: {quantity.source}"


@sheet
def test_a_sourced_quantity_has_a_grade(path: Path) -> None:
    for at, quantity in written(model(path)):
        assert quantity.source is None or quantity.grade in ("A", "A*", "A2", "B", "C", "E"), f"{path.stem}{at}"


@sheet
def test_an_assumed_number_of_a_unit_has_a_range(path: Path) -> None:
    """A value that nobody published is not a point, unless it is 0 or 1 by what the thing is."""
    for at, quantity in written(model(path)):
        by_nature = quantity.value in (0.0, 1.0)
        assert not quantity.assumed or by_nature or quantity.low != quantity.high, f"{path.stem}{at}"


@sheet
def test_the_sources_of_a_sheet_exist(path: Path) -> None:
    assert set(read(path).data.get("sources", [])) <= set(SOURCES)


@sheet
def test_sensors_and_weapons_are_dated_before_february_2022(path: Path) -> None:
    if path.parent.name != "crafts":
        for at, quantity in written(model(path)):
            assert not quantity.date or quantity.date <= LAST_DAY, f"{path.stem}{at}: {quantity.date}"


def test_every_doctrine_says_what_it_means_and_what_is_assumed() -> None:
    """Four doctrines by name; nobody published such numbers, so each is assumed and has a range."""
    names = Catalogue().names("doctrines")
    assert names == ("conserve", "fighters-first", "salvo", "shoot-look-shoot")
    for name in names:
        doctrine = Doctrine.model_validate(Catalogue().sheet("doctrines", name))
        assert doctrine.title
        assert len(doctrine.note) > 60, name
        for at, quantity in written(doctrine):
            assert quantity.assumed, f"{name}{at}"
            assert quantity.value in (0.0, 1.0) or quantity.low != quantity.high, f"{name}{at}"


def test_every_source_says_what_and_how_good() -> None:
    for key, source in SOURCES.items():
        assert set(source) <= {"text", "address", "date", "grade"}, key
        assert source["text"], key
        assert source["grade"] in ("A", "A*", "A2", "B", "C", "E"), key


def test_places_are_towns_to_a_tenth_of_a_degree() -> None:
    for name, (lat, lon) in PLACES.items():
        assert (on_grid(lat), on_grid(lon)) == (True, True), name


def test_two_missiles_are_two_sheets() -> None:
    """75 km and 90 km are two missiles of the S-300PS; no sheet averages them or holds both."""
    short, long = (model(CATALOGUE / "weapons" / f"S-300PS-{m}.yaml") for m in ("5V55R", "5V55RUD"))
    assert isinstance(short, Battery)
    assert isinstance(long, Battery)
    assert (short.max_range.value, long.max_range.value) == (75_000.0, 90_000.0)
    for battery in (short, long):
        assert battery.max_range.low == battery.max_range.value == battery.max_range.high
        assert not battery.max_range.sets


def test_two_airborne_radars_are_two_sheets() -> None:
    old, new = (model(CATALOGUE / "sensors" / f"{name}.yaml") for name in ("A-50", "A-50U"))
    assert isinstance(old, Radar)
    assert isinstance(new, Radar)
    assert old.max_range.bounds()[1] < new.max_range.bounds()[0]


def radars() -> Iterator[tuple[str, Radar]]:
    """Yield every radar of the catalogue: sheets of their own, and those inside weapon sheets."""
    for path in SHEETS:
        made = model(path)
        if isinstance(made, Battery) and made.radar is not None:
            made = made.radar
        if isinstance(made, Radar):
            yield path.stem, made


def test_every_radar_states_its_antenna_noise_and_filters() -> None:
    """Each key written, its frequency in its band, and no more gain than an antenna of that beam can have.

    A beam of a by b degrees has a gain of 26,000 / (a b) (Skolnik, Introduction to Radar Systems, 3rd ed., ch. 9); its
    height is not stated: none is lower than a tenth of its width.
    """
    found = dict(radars())
    assert len(found) >= 20
    for name, radar in found.items():
        assert set(ANTENNA) <= radar.model_fields_set, name
        assert radar.frequency is not None
        low, high = BANDS[radar.band]
        assert radar.over_horizon or all(low <= f <= high for f in radar.frequency.bounds()), name
        assert radar.gain.value < 10 * math.log10(26_000 / (0.1 * math.degrees(radar.beam.value) ** 2)), name
        assert (radar.pattern == "cosecant") == ("full_elevation" in radar.model_fields_set), name


def test_only_airborne_radars_look_down() -> None:
    looks_down = {name for name, radar in radars() if radar.look_down.value > 0}
    assert looks_down == {"A-50", "A-50U", "E-3"} == {name for name, radar in radars() if radar.mast.value == 0}


def test_300_targets_are_a_reading_of_the_later_a_50_alone() -> None:
    """150 for the A-50; 150 and 300 are rival sets of the A-50U."""
    found = dict(radars())
    old, new = found["A-50"].most_targets, found["A-50U"].most_targets
    assert old is not None
    assert new is not None
    assert (old.value, old.bounds()[1]) == (150.0, 150.0)
    assert sorted(new.sets.values()) == [150.0, 300.0]


def test_the_blind_zone_of_konteiner_is_the_published_900_km() -> None:
    radar = dict(radars())["Konteiner"]
    assert radar.over_horizon
    assert (radar.min_range.value, radar.max_range.value) == (900_000.0, 3_000_000.0)
    assert radar.max_range.sets == radar.reference.range.sets
    assert all(not other.over_horizon for name, other in radars() if name != "Konteiner")


def test_the_engagement_radar_of_its_own_is_that_of_the_battalions() -> None:
    """It differs in what looking at one sector changes: sector and period."""
    found = dict(radars())
    own = found["30N6"]
    for battalion in ("S-300PS-5V55R", "S-300PS-5V55RUD"):
        inside = found[battalion]
        assert own.reference == inside.reference
        for key in (*ANTENNA, "mast", "max_range", "min_range", "elevation_high", "sigma_range", "sigma_azimuth"):
            assert getattr(own, key) == getattr(inside, key), f"{battalion}.{key}"


def test_the_stated_cross_section_is_that_of_the_nose() -> None:
    """Published ones are frontal: the nose is at 0 dB, the side never smaller; missiles that fall have no aspect."""
    for path in (p for p in SHEETS if p.parent.name == "crafts"):
        craft = model(path)
        assert isinstance(craft, Craft)
        if craft.aspect is None:
            assert craft.target in ("ballistic", "rocket", "balloon") or path.stem == "bird-flock", path.stem
            continue
        assert craft.aspect.nose.value == 0.0, path.stem
        assert craft.aspect.side.value >= craft.aspect.tail.value >= craft.aspect.nose.value, path.stem


def test_an_airborne_radar_is_the_loudest_and_a_light_aircraft_is_silent() -> None:
    loud = {}
    for path in (p for p in SHEETS if p.parent.name == "crafts"):
        craft = model(path)
        assert isinstance(craft, Craft)
        if craft.emits is not None:
            loud[path.stem] = craft.emits.value
    assert max(loud.values()) == loud["A-50"] == loud["A-50U"] == loud["E-3"]
    assert not {"ultralight", "light-aircraft", "bird-flock", "gas-balloon"} & set(loud)
    assert loud["cruise-missile"] < loud["airliner"] < loud["strike-aircraft"] < loud["A-50"]


def test_the_other_eyes_stand_in_a_scenario_by_name(tmp_path: Path) -> None:
    """Every kind of sheet, an airborne radar and a ship's, birds as echoes and a decoy fill a scenario in."""
    file = tmp_path / "eyes.yaml"
    file.write_text("""
format: 1
id: eyes
title: Every kind of eye
question: {text: "Is it seen?", measure: detected}
date: 2020-05-06
start: "05:00"
duration: 10 min
theatre: {south: 53, north: 55, west: 23, east: 27}
nations: {BY: {title: Belarus, partner: true}, LT: {title: Lithuania}}
posts: {centre: {nation: BY, at: Grodno, picture: true}}
zones: {marsh: {centre: [53.8, 24.5], radius: 20 km}}
sensors:
  far: {type: Protivnik-GE, nation: BY, at: Lida, reports_to: centre}
  engagement: {type: 30N6, nation: BY, at: Grodno, reports_to: centre, facing: 300 deg}
  sky-wave: {type: Konteiner, nation: BY, at: Minsk, reports_to: centre}
  bearings: {type: Kolchuga, nation: BY, at: Lida, reports_to: centre}
  replies: {type: secondary-radar, nation: BY, at: Minsk, reports_to: centre}
  broadcasts: {type: ads-b-receiver, nation: BY, at: Lida, reports_to: centre}
airborne:
  watch: {type: E-3, nation: LT, reports_to: centre, route: [{at: Minsk}, {at: Lida}]}
echoes:
  birds: {type: bird-flock, mean: 2, zone: marsh}
intruders:
  lure: {type: decoy, intent: decoy, route: [{at: [54.3, 24.6]}, {at: Lida}]}
  drifting: {type: gas-balloon, intent: trespass, route: [{at: [54.3, 24.6]}, {at: Lida}]}
""", encoding="utf-8")
    made = scenario(file)
    kinds = {name: sensor.kind for name, sensor in made.sensors.items()}
    assert kinds == {
        "far": "radar", "engagement": "radar", "sky-wave": "radar", "bearings": "passive", "replies": "cooperative",
        "broadcasts": "cooperative",
    }
    assert made.airborne["watch"].radar.look_down.value == 3.0
    assert {"bird-flock", "decoy", "gas-balloon", "E-3"} <= set(made.crafts)


def test_cross_sections_are_the_published_square_metres() -> None:
    """0.02 m2 is -17 dBsm, 0.1 m2 is -10 dBsm."""
    for name, square_metres in (("small-drone", 0.02), ("drone-shahed-like", 0.02), ("cruise-missile", 0.1)):
        craft = model(CATALOGUE / "crafts" / f"{name}.yaml")
        assert isinstance(craft, Craft)
        assert craft.rcs.value == pytest.approx(10 * math.log10(square_metres), abs=0.05), name


@case
def test_every_quantity_of_a_case_has_a_source_or_is_assumed(path: Path) -> None:
    data = read(path).data
    found = [(at, m) for at, m in mappings(data) if "value" in m]
    assert found
    for at, quantity in found:
        assert quantity.get("assumed", False) != ("source" in quantity), at
        assert quantity.get("source", "sky") in SOURCES | data.get("sources", {}), at


@case
def test_the_sources_of_a_case_exist_and_its_forces_end_in_january_2022(path: Path) -> None:
    data = read(path).data
    later = str(data["date"]) > LAST_DAY
    known = SOURCES | data.get("sources", {})
    for at, mapping in mappings(data):
        for key in mapping.get("sources", []) if isinstance(mapping.get("sources"), list) else []:
            assert key in known, f"{at}: {key}"
            if at.split(".")[0] in FORCES:
                assert later or str(known[key].get("date", "")) <= LAST_DAY, f"{at}: {key}"


@case
def test_the_forces_of_a_case_after_january_2022_are_stylised(path: Path) -> None:
    """They say so, no source speaks of them, sensors are of no type in particular, and no town names a site.

    Eyes stand where the incident was seen, and a civil radar at its airport: neither is a site of any force.
    """
    data = read(path).data
    if str(data["date"]) <= LAST_DAY:
        return
    units = {name: unit for room in FORCES for name, unit in data.get(room, {}).items()}
    assert units
    for name, unit in units.items():
        assert unit["note"].startswith("stylised"), name
        assert "sources" not in unit, name
        civil = unit.get("type") in ("ground-observer", "civil-radar", "secondary-radar", "ads-b-receiver")
        assert civil or not isinstance(unit.get("at", unit.get("base")), str), name
    assert {unit["type"] for unit in data["sensors"].values()} <= STYLISED
    assert not any("at" in post for post in data["posts"].values())


@case
def test_no_site_of_a_case_is_nearer_than_a_tenth_of_a_degree(path: Path) -> None:
    for at, (lat, lon) in positions(read(path).data):
        assert (on_grid(lat), on_grid(lon)) == (True, True), at


@case
def test_a_case_loads_under_every_account(path: Path) -> None:
    made = scenario(path)
    for name in made.hypotheses:
        scenario(path, hypothesis=name)


@case
def test_the_arrangements_of_a_case_and_its_page(path: Path) -> None:
    """Every case has something to compare: two arrangements, choices or accounts; what its question names is there."""
    data = read(path).data
    assert set(data["question"].get("arrangements", [])) <= set(data["arrangements"])
    assert max(len(data["arrangements"]), len(data.get("choices", {})), 1 + len(data.get("hypotheses", {}))) >= 2
    assert (ROOT / "docs" / "cases" / f"{path.stem}.md").is_file()


def test_the_two_published_burnout_speeds_are_sets_and_nothing_is_mixed_with_them() -> None:
    """6.3 and 9 km/s; no sheet and no case holds 5.4, 5.8, 5.1 or 7.7 km/s as a speed."""
    gbi = model(CATALOGUE / "weapons" / "GBI-two-stage.yaml")
    assert isinstance(gbi, Battery)
    assert gbi.interceptor is not None
    assert gbi.interceptor.burnout_speed.sets == {"mda": 6300.0, "critics": 9000.0}
    for case_path in (ROOT / "scenarios" / "2007-european-site.yaml", CATALOGUE / "weapons" / "GBI-two-stage.yaml"):
        said = [m["value"] for _, m in mappings(read(case_path).data) if "value" in m]
        assert not {"5.4 km/s", "5.8 km/s", "5.1 km/s", "7.7 km/s"} & {str(v) for v in said}


def test_the_sets_of_2007_differ_in_the_published_speed_alone() -> None:
    """What nobody published is the same in both."""
    from skypact.load.overlay.arrange import with_sets
    from skypact.load.overlay.quantities import quantities

    made = scenario(ROOT / "scenarios" / "2007-european-site.yaml")
    mda, critics = (dict(quantities(with_sets(made, [name]))) for name in ("mda", "critics"))
    differ = [path for path in mda if mda[path].value != critics[path].value]
    assert differ == ["batteries.interceptors.interceptor.burnout_speed"]


def test_the_border_case_has_24_intruders_and_is_small_enough() -> None:
    data = read(ROOT / "scenarios" / "2016-05-border.yaml").data
    brought = {one for account in data["hypotheses"].values() for one in account.get("present", ())}
    assert brought == {"stand-off-west", "stand-off-north"}
    intruders = sum(unit.get("count", 1) for name, unit in data["intruders"].items() if name not in brought)
    flights = sum(stream["flights"] for stream in data["traffic"].values())
    assert (intruders, flights) == (24, 40)
    assert len(data["sensors"]) + len(data["airborne"]) <= 14
    assert sum(post.get("picture", False) for post in data["posts"].values()) <= 4


def test_jammers_of_the_border_case_stay_outside() -> None:
    """They never come over a defender, carry no plan to, and do no harm but noise."""
    from skypact.load.borders import holds

    made = scenario(ROOT / "scenarios" / "2016-05-border.yaml")
    for name in made.hypotheses["jamming"].present:
        one = made.intruders[name]
        assert (one.intent, one.civil, one.flight_plan, one.nation) == ("passage", False, [], None)
        assert one.jammer is not None
        assert one.jammer.density.is_assumed
        for leg in one.route:
            assert not any(holds(made.borders[nation], leg.at) for nation in ("BY", "RU"))


def test_attacks_of_the_border_case_end_at_towns_with_nothing_but_a_name() -> None:
    data = read(ROOT / "scenarios" / "2016-05-border.yaml").data
    attacks = {n: unit for n, unit in data["intruders"].items() if unit["intent"] == "attack"}
    assert set(attacks) == set(data["question"]["about"])
    for name, unit in attacks.items():
        assert unit["route"][-1]["at"] in PLACES, name


def test_the_raid_has_60_attackers_six_strays_and_the_forces_of_the_border_case() -> None:
    raid, border = (read(ROOT / "scenarios" / f"2016-05-{name}.yaml").data for name in ("raid", "border"))
    attacks = {n: unit for n, unit in raid["intruders"].items() if unit["intent"] == "attack"}
    strays = [unit for unit in raid["intruders"].values() if unit["intent"] == "trespass"]
    assert sum(unit["count"] for unit in attacks.values()) == 60
    assert sum(unit.get("count", 1) for unit in strays) == 6
    assert sum(stream["flights"] for stream in raid["traffic"].values()) == 48
    assert set(attacks) == set(raid["question"]["about"])
    ends = [unit["arc"]["to"] if "arc" in unit else unit["route"][-1]["at"] for unit in attacks.values()]
    assert all(end in PLACES for end in ends)
    for section in ("nations", "environment", "sensors", "airborne", "batteries", "fighters"):
        always = {n: unit for n, unit in border[section].items() if "choices" not in unit}
        assert raid[section] == always, section


def test_the_arrangements_of_the_raid_say_what_the_documents_say() -> None:
    """Whose consent fire over Russia needs once the threat is there; what a reservation of Belarus forbids."""
    made = scenario(ROOT / "scenarios" / "2016-05-raid.yaml")

    def consents(arrangement: str, kind: str) -> set[str]:
        rights = made.arrangements[arrangement].rights
        fitting = [r for r in rights if r.action == "engage" and r.situation == ["threat", "war"]
                   and "RU" in r.territory and kind in r.classes]
        assert fitting, arrangement
        return {c.of for r in fitting for c in r.consent}

    assert [consents(a, "hostile") for a in ("agreement-2009", "protocol-2016", "unified")] == [
        {"state-ru"}, set(), set()]
    assert [consents(a, "suspect") for a in ("agreement-2009", "protocol-2016", "unified")] == [
        {"state-ru"}, {"state-ru"}, set()]
    cis = made.arrangements["cis-coordination"]
    assert not cis.commander
    assert all(len(r.territory) == 1 and r.decides[3] == r.territory[0][0].lower() for r in cis.rights)
    first = made.arrangements["reservation"].rights[0]
    assert (first.forbids, first.units, first.territory) == (True, ["su27-khotilovo"], ["BY"])
    assert set(first.classes) == {"unknown", "suspect", "hostile"}


def test_the_two_accounts_of_2012_differ_at_lida() -> None:
    """Ivye is 32.8 km from Lida. Over trees, a radar sees 30 m at 4.12 (√mast + √(30 - trees)) km.

    By hand: 4.12 (√8.5 + √15) = 28.0 km, which falls short; 4.12 (√24 + √25) = 40.8 km, which does not.
    """
    reach = {}
    for account in ("stopped", "discovered"):
        made = scenario(ROOT / "scenarios" / "2012-07-04-airdrop.yaml", hypothesis=account)
        radar, trees = made.sensors["low-lida"], made.environment.trees.value
        assert isinstance(radar, Radar)
        agl = made.intruders["light-aircraft"].route[6].agl
        assert agl is not None
        reach[account] = 4.12 * (math.sqrt(radar.mast.value) + math.sqrt(agl.value - trees))
    assert reach["stopped"] == pytest.approx(28.0, abs=0.1)
    assert reach["discovered"] == pytest.approx(40.8, abs=0.1)
    assert reach["stopped"] < 32.8 < reach["discovered"]
