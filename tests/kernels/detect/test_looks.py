"""detect: which looks there are: what each kind of sensor can see, and what hides it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import flight, radar
from tests.kernels.detect.looking import HALF_DB, Scene, air, mask, reference

from skypact.arrays.looks import LOOK_BEARING, LOOK_ECHO, empty_looks
from skypact.lower import place
from skypact.spec.scenario import Scenario

JET = {"j": flight((54, 24), (53, 24))}
ARC = {"from": [54.0, 23.0], "to": [54.0, 25.0], "boost": "20 s", "burnout_altitude": "8 km"}
PASSIVE = {"kind": "passive", "nation": "AA", "at": [53.5, 24], "reports_to": "centre"}
COOPERATIVE = {"kind": "cooperative", "nation": "AA", "at": [53.5, 24], "reports_to": "centre", "hears": 0.9}


def craft(**more: Any) -> dict[str, Any]:
    """Return the jet of 0 dBsm that never changes its size."""
    return {"jet": {"target": "aircraft", "speed": "250 m/s", "altitude": "6 km", "rcs": "0 dBsm",
                    "rcs_spread": "0 dB"} | more}  # fmt: skip


@pytest.mark.parametrize(
    ("pd", "pulses", "pfa"), [(0.5, 1, 1e-6), (0.9, 10, 1e-6), (0.8, 1, 1e-4), (0.3, 25, 1e-8), (0.5, 256, 1e-6)]
)
def test_the_reference_range_reproduces_its_own_pd(plain, pd: float, pulses: int, pfa: float) -> None:
    """A target of the stated size at the stated range is seen as often as stated."""
    stated = reference(pd=pd, pulses=pulses, pfa=pfa, rcs="2 m2")
    s = Scene(plain, mask(sensors={"radar": radar(reference=stated)},
                          intruders={"j": flight((54.5, 24), (53, 24), rcs=f"{10 * math.log10(2)} dBsm")}))  # fmt: skip
    assert plain.draw.pd_of(s.world, 0, s.level(100_000.0)) == pytest.approx(pd, abs=2e-3)


def test_snr_falls_with_the_fourth_power_and_grows_with_size(plain) -> None:
    """Half the range is 12.04 dB more; 5 dB of cross-section are 5 dB; a metre-wave radar adds its own gain."""
    def snr(range_m: float, band: str = "S", **more: Any) -> float:
        made = mask(sensors={"radar": radar(reference=reference(), band=band)}, intruders=JET, crafts=craft(**more))
        return Scene(plain, made).level(range_m)

    assert snr(50_000) - snr(100_000) == pytest.approx(40 * math.log10(2), abs=1e-4)
    assert snr(100_000, rcs="5 dBsm") - snr(100_000) == pytest.approx(5.0, abs=1e-4)
    assert snr(100_000, "VHF", rcs_metre_wave="7 dB") - snr(100_000) == pytest.approx(7.0, abs=1e-4)
    assert snr(100_000) == pytest.approx(HALF_DB, abs=1e-4)
    assert pytest.approx(12.771866, abs=1e-5) == HALF_DB


def test_range_and_horizon_are_told_apart(plain) -> None:
    """Out of range nothing is noted; in range below the horizon one bit; above it both."""
    made = mask(sensors={"radar": radar(mast="10 m", max_range="100 km")}, intruders=JET)
    s = Scene(plain, made)
    assert s.level(100_001.0) == -math.inf
    assert s.reach() == 0
    edge_m = plain.horizon.sight_m(s.world, 0, 10.0, 30.0)
    assert s.level(edge_m + 50.0, 30.0) == -math.inf
    assert s.reach() == 1
    assert s.level(edge_m - 50.0, 30.0) > 0.0
    assert s.reach() == 3


def test_with_propagation_the_horizon_is_no_wall(plain) -> None:
    """Some kilometres beyond, diffraction leaves a strong radar something; it counts as below the horizon all the same.

    Without propagation the same look is not there.
    """
    sensors = {"radar": radar(mast="10 m", band="VHF")}
    for made, seen in ((air(sensors=sensors, intruders=JET), True), (mask(sensors=sensors, intruders=JET), False)):
        s = Scene(plain, made)
        level = s.level(plain.horizon.sight_m(s.world, 0, 10.0, 100.0) + 3000.0, 100.0)
        assert (level > 0.0) == seen
        assert s.reach() == 1


def test_the_beam_has_edges(plain) -> None:
    """An object above the beam, or below its lower edge, gives no look; the lower edge is a slope of heights."""
    beam = radar(elevation_low="1 deg", elevation_high="30 deg", mast="0 m")
    s = Scene(plain, mask(sensors={"radar": beam}, intruders=JET))
    for up, seen in ((0.9, False), (1.1, True), (29.5, True), (30.5, False)):
        assert (s.level(20_000.0, 20_000 * math.sin(math.radians(up))) > 0.0) == seen, up


def test_a_blind_circle(plain) -> None:
    """Nearer than min_range nothing is seen."""
    s = Scene(plain, mask(sensors={"radar": radar(min_range="10 km")}, intruders=JET))
    assert s.level(9_999.0) == -math.inf
    assert s.level(10_001.0) > 0.0


def judged(
    plain, scenario: Scenario, lat: float, lon: float, height_m: float, t_s: float = 0.0
) -> tuple[int, int]:
    """Judge one look of sensor 0 at object 0, put at a place of the earth; return rows and reach."""
    s = Scene(plain, scenario)
    n, _ = s.look(place.site((lat, lon), height_m), height_m, t_s=t_s)
    return n, s.reach()


@pytest.mark.parametrize(
    ("sees", "jet", "missile"), [("all", 1, 1), ("aircraft", 1, 0), ("ballistic", 0, 1)]
)
def test_what_a_radar_is_made_to_see(plain, sees: str, jet: int, missile: int) -> None:
    """One that sees ballistic objects alone has no reach against aircraft, and the other way round."""
    for spec, seen in ((JET["j"], jet), ({"type": "jet", "intent": "attack", "arc": ARC}, missile)):
        made = mask(sensors={"radar": radar(sees=sees)}, intruders={"a": spec})
        assert judged(plain, made, 54.0, 24.0, 8000.0) == (seen, 3 * seen)


def test_a_sector_has_two_sides(plain) -> None:
    """120° about west: 210° to 330°, also across north where it faces north."""
    for facing, lons in ((270, {23.0: 1, 25.0: 0}), (90, {23.0: 0, 25.0: 1}), (0, {23.99: 1, 24.01: 1})):
        made = mask(sensors={"radar": radar(sector="120 deg", facing=f"{facing} deg")}, intruders=JET)
        for lon, seen in lons.items():
            lat = 54.5 if facing == 0 else 53.5
            assert judged(plain, made, lat, lon, 8000.0)[0] == seen, (facing, lon)


def test_launch_warning_sees_what_burns_above_its_height(plain) -> None:
    """However far, with no horizon; not before, not after, and no aircraft."""
    sat = {"kind": "launch-warning", "nation": "AA", "reports_to": "centre", "above": "10 km", "notices": 0.7}
    made = mask(sensors={"sat": sat}, intruders={"a": {"type": "jet", "intent": "attack", "arc": ARC}})
    assert judged(plain, made, -40.0, -150.0, 10_001.0, t_s=19.9) == (1, 3)
    assert judged(plain, made, -40.0, -150.0, 9_999.0, t_s=19.9) == (0, 1)
    assert judged(plain, made, -40.0, -150.0, 10_001.0, t_s=20.1) == (0, 0)
    plane = mask(sensors={"sat": sat}, intruders=JET)
    assert judged(plain, plane, 54.0, 24.0, 12_000.0) == (0, 0)


def test_far_above_the_air_the_way_along_the_ground_counts(plain) -> None:
    """A missile 1,000 km up, 3,360 km away along the ground, is 3,709 km away and still above the horizon.

    Without air its horizon is 6,371 acos(6,371 / 7,371) = 3,357 km on the ground, 3,707 km along the ray; a degree of
    bending adds some 90 km. A slant range held against a ground distance would hide it from 3,450 km on.
    """
    made = mask(sensors={"r": radar(max_range="9000 km", mast="0 m", elevation_low="-5 deg",
                                    reference=reference(range="9000 km"))},
                intruders={"a": {"type": "jet", "intent": "attack", "arc": ARC}})  # fmt: skip
    s = Scene(plain, made)
    edge_m = plain.horizon.sight_m(s.world, 0, 0.0, 1e6)
    assert 3_400e3 < edge_m < 3_500e3
    for over_m, seen in ((3_360e3, 1), (edge_m - 20e3, 1), (edge_m + 20e3, 0)):
        lat = 53.5 - math.degrees(over_m / 6_371_000.0)
        assert judged(plain, made, lat, 24.0, 1e6)[0] == seen, over_m


def test_over_the_horizon_there_is_a_blind_zone_and_no_horizon(plain) -> None:
    """A radar by the sky wave sees a low flyer 1,500 km away by its echo in free space, and nothing within 900 km."""
    sky = radar(over_horizon=True, min_range="900 km", max_range="3000 km", frequency="15 MHz", band="VHF",
                reference=reference(range="1500 km", rcs="10 m2"))  # fmt: skip
    s = Scene(plain, air(sensors={"otr": sky}, intruders=JET, crafts=craft(rcs="10 dBsm")))
    assert s.world.sensor[0].has_elevation == 0
    for over_m, seen in ((850e3, 0), (950e3, 1), (1500e3, 1), (2900e3, 1), (3100e3, 0)):
        lat = 53.5 - math.degrees(over_m / 6_371_000.0)
        n, looks = s.look(place.site((lat, 24.0), 100.0), 100.0)
        assert n == seen, over_m
        if over_m == 1500e3:
            assert looks.snr_db[0] == pytest.approx(HALF_DB + 40 * math.log10(1500e3 / looks.range_m[0]), abs=1e-3)
    assert s.reach() == 3


def test_terrain_takes_away_sight(plain) -> None:
    """A mask that hides what flies below 500 m above sea at 20 km; trees on it hide 15 m more. Noted as terrain."""
    made = mask({"trees": "15 m"}, sensors={"radar": radar(mast="50 m")}, intruders=JET)
    for height_m, seen in ((490.0, False), (510.0, False), (520.0, True)):
        s = Scene(plain, made)
        heights = np.full((1, 3, 720, 400), 500.0, np.float32)
        s.world = s.world._replace(mask=heights, mask_at=np.array([[-np.inf, 500.0]]))
        n, _ = s.look(s.at(20_000.0, height_m), height_m, row=0)
        assert (n == 1) == seen, height_m
        assert s.reach() == (3 if seen else 1 + 16)


def test_passive_hears_what_radiates_and_tells_no_distance(plain) -> None:
    """60 dBW at 400 km is heard with Pd 0.5; one way: twice the distance costs 6.02 dB, 10 dB of power give 10."""
    def heard(range_m: float, emits: str | None = "60 dBW", **more: Any) -> tuple[int, float, int, int]:
        crafts = craft(**({"emits": emits} if emits else {}))
        s = Scene(plain, mask(sensors={"ear": PASSIVE | {"range": "400 km"} | more}, intruders=JET, crafts=crafts))
        n, looks = s.look(s.at(range_m, 20_000.0), 20_000.0)
        return n, float(looks.snr_db[0]), int(looks.kind[0]), s.reach()

    assert heard(400_000.0) == (1, pytest.approx(HALF_DB, abs=1e-3), LOOK_BEARING, 3)
    assert heard(200_000.0)[1] - heard(400_000.0)[1] == pytest.approx(20 * math.log10(2), abs=1e-4)
    assert heard(400_000.0, "70 dBW")[1] - heard(400_000.0)[1] == pytest.approx(10.0, abs=1e-4)
    assert heard(400_000.0, None)[::3] == (0, 0)  # silent: not even in reach
    assert heard(400_000.0, sector="90 deg", facing="180 deg")[0] == 0
    assert heard(400_000.0, sector="90 deg", facing="340 deg")[0] == 1


def test_passive_hears_a_jammer_only_while_it_jams(plain) -> None:
    """Its noise in 1 MHz counts, from begin to until; before, what it emits itself."""
    jam = {"bands": ["X"], "density": "30 dBW/MHz", "begin": "60 s", "until": "120 s"}
    for emits, levels in ((None, (None, 30.0, None)), ("10 dBW", (10.0, 30.0, 10.0)), ("50 dBW", (50.0, 50.0, 50.0))):
        crafts = craft(**({"emits": emits} if emits else {}))
        s = Scene(plain, mask(sensors={"ear": PASSIVE | {"range": "400 km", "emitter": "40 dBW"}}, crafts=crafts,
                              intruders={"j": JET["j"] | {"jammer": jam}}))  # fmt: skip
        for t_s, level in zip((30.0, 90.0, 120.0), levels, strict=True):
            n, looks = s.look(s.at(40_000.0), t_s=t_s)
            assert n == (level is not None), (emits, t_s)
            if level is not None:
                assert looks.snr_db[0] == pytest.approx(HALF_DB + 20.0 + level - 40.0, abs=1e-3)


def test_a_receiver_of_transponders_hears_those_that_have_one(plain) -> None:
    """Within sight and range, with the chance that it states; an object without a transponder is out of its reach."""
    for p, seen in ((0.0, 0), (0.2, 1)):
        s = Scene(plain, mask(sensors={"ssr": COOPERATIVE}, intruders={"j": JET["j"] | {"transponder": p}}))
        n, looks = s.look(s.at(100_000.0))
        assert (n, s.reach()) == (seen, 3 * seen)
        if seen:
            assert (looks.snr_db[0], looks.kind[0]) == (pytest.approx(0.9), LOOK_ECHO)
    s = Scene(plain, mask(sensors={"ssr": COOPERATIVE}, intruders={"j": JET["j"] | {"transponder": 1}}))
    assert s.look(s.at(371_000.0, 20_000.0), 20_000.0)[0] == 0
    assert s.look(s.at(100_000.0, 100.0), 100.0)[0] == 0  # below its horizon


@pytest.mark.parametrize(("platform", "alt", "height_m"), [("aircraft", "9 km", 9008.0), ("ship", "0 m", 25.0)])
def test_a_carrier_lifts_its_sensor(plain, platform: str, alt: str, height_m: float) -> None:
    """The antenna of an aircraft is 8 m above it by default, that of a ship on its mast above the sea."""
    own = {k: v for k, v in radar().items() if k not in ("at", "nation", "reports_to", "link", "mast")}
    if platform == "ship":
        own["mast"] = "25 m"
    carrier = {"platform": platform, "nation": "AA", "reports_to": "centre", "radar": own,
               "route": [{"at": [53.5, 24], "alt": alt, "speed": "9 m/s"}, {"at": [53.5, 24.2], "alt": alt}]}
    s = Scene(plain, mask(airborne={"boat": carrier}, intruders=JET))
    frame, up = s.stand()
    assert up == pytest.approx(height_m, abs=0.1)
    lat, lon, h = plain.geodesy.to_geodetic(*frame[3])
    assert (math.degrees(lat), math.degrees(lon), h) == (pytest.approx(53.5), pytest.approx(24.0), pytest.approx(up))
    # the horizon of 25 m over 30 m is some 43 km, of 9 km over 30 m some 415 km
    edge_m = plain.horizon.sight_m(s.world, 0, up, 30.0)
    i = s.roster.objects.index("j")
    assert s.look(s.at(min(edge_m, 290e3) - 100.0, 30.0), 30.0, i_object=i)[0] == 1
    assert 40e3 < edge_m < 45e3 or edge_m > 400e3


def strobed(plain, t_s: float = 30.0, jammer: dict[str, Any] | None = None, **more: Any) -> tuple[Scene, Any, int]:
    """List all looks of one moment at a jet that jams, 111 km north of a radar; return them and their number."""
    jam = {"bands": ["S"]} | (jammer or {})
    made = mask(sensors={"radar": radar(max_range="50 km", **more)},
                intruders={"j": flight((54.5, 24), (54.4, 24)) | {"jammer": jam}})  # fmt: skip
    s = Scene(plain, made)
    looks = empty_looks(8)
    n = plain.looks.looks_of(s.world, s.state, False, t_s, t_s + 5.0, looks, np.zeros(1, np.int64), np.zeros((4, 3)))
    return s, looks, n


def test_a_strobe_is_the_direction_of_noise_beyond_range(plain) -> None:
    """The jet is out of range, its noise is not: one look a period that tells where north is, and nothing more."""
    _, looks, n = strobed(plain)
    assert n == 1
    assert (looks.kind[0], looks.jammer[0], looks.clear_db[0]) == (LOOK_BEARING, -1, looks.snr_db[0])
    assert looks.az_rad[0] == pytest.approx(0.0, abs=1e-4)
    assert looks.snr_db[0] > 30.0
    dumb: tuple[dict[str, Any], ...] = (
        {"strobes": False}, {"sees": "ballistic"}, {"sector": "90 deg", "facing": "180 deg"}, {"band": "X"},
    )
    for more in dumb:
        assert strobed(plain, **more)[2] == 0, more
    assert strobed(plain, jammer={"begin": "60 s"})[2] == 0
    assert strobed(plain, t_s=70.0, jammer={"until": "60 s"})[2] == 0
    assert strobed(plain, jammer={"density": "-30 dBW/MHz"})[2] == 0  # below the 10 dB that a strobe needs
