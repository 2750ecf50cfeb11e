"""Eyes, zones and band of a scenario: ranges by the radar equation, envelopes, ends of parameters, who feeds whom."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from skypact.core.errors import SkypactError
from skypact.coverage import eyes
from skypact.load.overlay.arrange import arrange
from skypact.load.scenario import scenario
from skypact.spec.scenario import Scenario
from skypact.study.reach.cover import Cover, cover
from skypact.study.reach.question import asking

CASE = Path(__file__).resolve().parents[2] / "scenarios" / "2016-05-border.yaml"


@pytest.fixture(scope="module")
def case() -> Scenario:
    """Return the case of May 2016."""
    return scenario(CASE)


@pytest.fixture(scope="module")
def found(case: Scenario) -> Cover:
    """Return a coarse map of everything, national against unified."""
    asked = asking(at=["300 m", "10 km"], arrangement="national", versus="unified", zones=True, band=True, why=True,
                   craft="cruise-missile", cell="8 km")  # fmt: skip
    return cover(case, (), asked)


def test_the_range_is_that_of_the_reference_point(case: Scenario) -> None:
    """36D6: 175 km at 1 m² and Pd 0.5; a sixteenth of the cross-section halves it; metre waves gain by their own."""
    world = arrange(case, "")
    whole, _ = eyes.of_scenario(world, eyes.square_metres(1.0), 0.5, ["acquisition-brest"])
    small, _ = eyes.of_scenario(world, eyes.square_metres(1 / 16), 0.5, ["acquisition-brest"])
    assert whole[0].far_m == pytest.approx(175e3, rel=1e-6)
    assert small[0].far_m == pytest.approx(87.5e3, rel=1e-6)
    surer, _ = eyes.of_scenario(world, eyes.square_metres(1.0), 0.9, ["acquisition-brest"])
    # Swerling 1, one pulse, Pfa 1e-6: SNR = ln(Pfa)/ln(Pd) − 1, so 18.93 and 130.1
    assert surer[0].far_m == pytest.approx(175e3 * (18.931 / 130.13) ** 0.25, rel=1e-3)


def test_sites_are_rounded_and_names_are_helped(case: Scenario) -> None:
    """A tenth of a degree; an unknown name has its nearest."""
    made, _ = eyes.of_scenario(arrange(case, ""), eyes.square_metres(1.0), 0.5)
    ground = [eye for eye in made if eye.altitude_m is None]
    assert all(abs(10 * x - round(10 * x)) < 1e-9 for eye in ground for x in (eye.lat, eye.lon))
    assert eyes.rounded(53.6884) == 53.7
    with pytest.raises(SkypactError, match="did you mean 'low-grodno'"):
        eyes.of_scenario(case, eyes.square_metres(1.0), 0.5, ["low-grodmo"])


def test_an_arrangement_decides_whose_plots_reach_the_asker(found: Cover) -> None:
    """National: no Russian radar; unified gains area and loses none."""
    assert not [site for site in found.maps.sites if site.eye.name.startswith(("ru-", "a50"))]
    assert found.versus is not None
    assert {site.eye.name for site in found.versus.maps.sites} > {site.eye.name for site in found.maps.sites}
    assert min(found.versus.sensors.gained_km2) > 10_000
    assert max(found.versus.sensors.lost_km2) == 0.0


def test_a_zone_is_the_envelope_at_its_height(found: Cover) -> None:
    """S-300PS at 10 km: at most 75 km slant, so 74.3 km over ground, and as much less as flies too near."""
    assert found.zones is not None
    brest = next(site for site in found.zones.sites if site.eye.name == "s300-brest-01")
    assert brest.km2[1] == pytest.approx(math.pi * (75**2 - 10**2), rel=0.05)
    assert brest.km2[0] <= math.pi * 75.1**2


def test_every_end_of_a_band_lies_on_its_side(found: Cover) -> None:
    """Less, as it is, more; all together are the outermost."""
    band = found.band
    assert band is not None
    assert set(band.ends) >= {"reference range of the radars", "trees", "refractivity of the air", "height of masts"}
    for i, here in enumerate(band.nominal_km2):
        for less, more in band.ends.values():
            assert less[i] <= here * 1.0001 + 1
            assert more[i] >= here * 0.999 - 1
            assert band.least.km2(i) <= less[i] + 1
            assert band.most.km2(i) >= more[i] - 1


def test_the_result_says_what_it_is_made_of(found: Cover) -> None:
    """Areas of causes add up; the class, the Pd, terrain and the hash of the scenario stand in it."""
    data = found.as_dict()
    for shares in data["why_km2"]:
        assert sum(shares.values()) == pytest.approx(data["area_km2"])
    assert data["target"]["name"] == "cruise-missile"
    assert "Pd ≥ 0.5" in data["meaning"]
    assert len(data["stamp"]["scenario_sha256"]) == 64
    assert any("smooth earth" in note for note in data["notes"])


def test_a_radar_of_missiles_is_left_out_of_a_map_of_aircraft(case: Scenario) -> None:
    """It is said, and it counts for a ballistic class."""
    radar = case.sensors["ru-pskov"].model_copy(update={"sees": "ballistic"})
    changed = case.model_copy(update={"sensors": case.sensors | {"ru-pskov": radar}})
    made, notes = eyes.of_scenario(changed, eyes.square_metres(1.0), 0.5)
    assert "ru-pskov" not in {eye.name for eye in made}
    assert any("ru-pskov" in note and "aircraft" in note for note in notes)
    missile = replace_ballistic(eyes.square_metres(1.0))
    assert "ru-pskov" in {eye.name for eye in eyes.of_scenario(changed, missile, 0.5)[0]}


def replace_ballistic(target: eyes.Class) -> eyes.Class:
    """Return the class as a ballistic one."""
    return target._replace(ballistic=True)


@pytest.mark.parametrize(("changes", "said"), [
    ({"rcs": "1 m2", "craft": "cruise-missile"}, "contradict"), ({"pd": 1.0}, "--pd"), ({"at": ["0 m"]}, "--at"),
    ({"versus": "unifed"}, "did you mean 'unified'"), ({"craft": "cruise-misile"}, "did you mean 'cruise-missile'"),
    ({"box": (10.0, 11.0, 10.0, 11.0)}, "no sensor reaches"), ({"picture": "state-by"}, "no post that keeps"),
    ({"terrain": ["nowhere.hgt"]}, "no such file"), ({"cell": "8"}, "unit missing"),
    ({"choice": "x"}, "unknown choice"),
])  # fmt: skip
def test_questions_that_make_no_sense_are_refused(case: Scenario, changes: dict[str, object], said: str) -> None:
    """Each in one message."""
    words: dict[str, object] = {"at": ["1 km"], "cell": "20 km"} | changes
    with pytest.raises(SkypactError, match=said):
        cover(case, (), asking(**words))  # type: ignore[arg-type]


def test_a_moved_box_keeps_the_sensors_that_reach_in(case: Scenario) -> None:
    """North of Grodno: its radar stands outside of the box and is drawn; Pskov is too far and is said to be."""
    asked = asking(at=["3 km"], box=(54.0, 54.5, 23.0, 24.0), cell="2 km")
    found = cover(case, (), replace(asked, sensors=("acquisition-grodno", "acquisition-polotsk")))
    assert [site.eye.name for site in found.maps.sites] == ["acquisition-grodno"]
    assert "acquisition-polotsk does not reach into the map." in found.notes
    assert found.maps.km2(0) == pytest.approx(found.grid.area_km2, rel=0.01)
