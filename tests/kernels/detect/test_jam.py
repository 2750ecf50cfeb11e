"""Noise: what a radar hears of a jammer, what a target must rise above, and where it burns through."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import flight, radar
from tests.kernels.detect.looking import HALF_DB, Scene, mask, reference

POINT = {"jet": {"target": "aircraft", "speed": "250 m/s", "altitude": "6 km", "rcs": "0 dBsm", "rcs_spread": "0 dB"}}
#: S band by hand: wavelength [m] at 3 GHz; kT at 290 K in 1 MHz, with 4 dB each of noise figure and losses [dBW].
WAVE_M, NOISE_DBW = 299_792_458.0 / 3e9, 10 * math.log10(1.380649e-23 * 290 * 1e6) + 8.0


def one(plain, jam: dict[str, Any] | None = None, at: tuple[float, float] = (54.4, 24), **sensor: Any) -> Scene:
    """Return a world of one radar (100 km on 1 m²) and one jet of 1 m² that may jam, 100 km to the north."""
    jet = flight(at, (53, 24)) | ({"jammer": {"bands": ["S"], "density": "20 dBW/MHz"} | jam} if jam else {})
    return Scene(plain, mask(sensors={"radar": radar(**({"reference": reference(), "mast": "0 m"} | sensor))},
                             intruders={"j": jet}, crafts=POINT))  # fmt: skip


def heard(s: Scene, t_s: float = 0.0, row: int = -1) -> int:
    """List the jammers that the radar hears; return their number."""
    frame, height_m = s.stand()
    return s.plain.jam.hear(s.world, s.state, 0, frame, height_m, row, t_s)


def test_noise_by_hand(plain) -> None:
    """J/N = 20 dBW/MHz + 35 dB + 20 log10(λ / 4πR) − (−136 dBW/MHz): 49.0 dB at 100 km, 6 dB more at half of it."""
    s = one(plain, {"density": "20 dBW/MHz"})
    assert heard(s) == 1
    az, r, _, ratio = s.state.jam[0]
    expected = 20 + 35 + 20 * math.log10(WAVE_M / (4 * math.pi * r)) - NOISE_DBW
    assert 10 * math.log10(ratio) == pytest.approx(expected, abs=1e-6)
    assert expected == pytest.approx(49.0 - 20 * math.log10(r / 100e3), abs=0.02)
    assert (az, s.state.jam_object[0]) == (pytest.approx(0.0, abs=1e-6), 0)
    xyz = plain.motion.position(s.world, 0, 0.0)[:3]
    assert r == pytest.approx(math.dist(xyz, s.stand()[0][3]), abs=1e-6)


@pytest.mark.parametrize(
    ("jam", "t_s", "n"),
    [({"bands": ["X", "C"]}, 0.0, 0), ({"bands": ["X", "S"]}, 0.0, 1), ({"begin": "60 s"}, 59.9, 0),
     ({"begin": "60 s"}, 60.0, 1), ({"until": "60 s"}, 59.9, 1), ({"until": "60 s"}, 60.0, 0),
     ({"density": "20 dBW/MHz"}, 1e4, 0)],
)  # fmt: skip
def test_when_it_is_heard(plain, jam: dict[str, Any], t_s: float, n: int) -> None:
    """Its bands, its times, and only while it flies."""
    assert heard(one(plain, jam), t_s) == n


def test_no_noise_through_the_earth_or_a_hill(plain) -> None:
    """Below the horizon a jammer is not heard, nor behind terrain that hides it."""
    low = one(plain, {"bands": ["S"]})
    low.world.waypoint[:, 4] = 100.0  # its horizon over a mast of 0 m is 42 km away
    assert heard(low) == 0
    hill = one(plain, {"bands": ["S"]})
    for least_m, n in ((5000.0, 1), (7000.0, 0)):
        hill.world = hill.world._replace(
            mask=np.full((1, 3, 720, 400), least_m, np.float32), mask_at=np.array([[-np.inf, 1000.0]])
        )
        assert heard(hill, row=0) == n


def test_a_site_below_the_mean_ground_hears_over_its_mast(plain) -> None:
    """The same horizon as for targets: it is that of the mast where the site lies below the theatre's ground."""
    s = one(plain, {"bands": ["S"]}, mast="30 m")
    s.world.settings[s.plain.jam.G_GROUND_M] += 1000.0
    # 300 m above that ground, 285 m above trees: 71 km, and 23 km of the mast; it is 80 km away
    s.world.waypoint[:, 4] = 1300.0
    nearer = (s.world.waypoint[:, 1:4] - s.stand()[0][3]) * 0.8 + s.stand()[0][3]
    s.world.waypoint[:, 1:4] = nearer
    assert heard(s) == 1


def test_lobes(plain) -> None:
    """Half the beam off its middle is half the power; one beam 12 dB; the side lobes are a floor all round."""
    row = one(plain, beam="2 deg", side_lobes="-28 dB").world.sensor[0]
    for off_deg, db in ((0.0, 0.0), (1.0, -3.0), (2.0, -12.0), (3.5, -28.0), (180.0, -28.0), (-1.0, -3.0), (359, -3.0)):
        assert 10 * math.log10(plain.jam.lobe(row, math.radians(off_deg))) == pytest.approx(db, abs=1e-9), off_deg


def test_noise_beside_a_target_adds_up(plain) -> None:
    """One jammer in the main lobe, a stronger one in the side lobes: the sum, what is left without the louder, who."""
    s = one(plain, side_lobes="-30 dB")
    s.state = s.state._replace(
        jam=np.array([[0.0, 1e5, 0.0, 100.0], [1.0, 1e5, 0.0, 20_000.0]]), jam_object=np.array([7, 8])
    )
    total, rest, who = plain.jam.noise(s.world, s.state, 0, 2, 0.0)
    assert (total, rest, who) == (pytest.approx(120.0), pytest.approx(20.0), 7)
    total, rest, who = plain.jam.noise(s.world, s.state, 0, 2, 1.0)
    assert (total, rest, who) == (pytest.approx(20_000.1), pytest.approx(0.1), 8)
    assert plain.jam.noise(s.world, s.state, 0, 0, 0.0) == (0.0, 0.0, -1)


def test_self_screening_burn_through(plain) -> None:
    """Where the jammer is the target, S/(N + J) = d gives a quadratic in R²; without N it is R² = A σ / (B d).

    S/N = A σ / R⁴ and J/N = B / R² (Skolnik, Introduction to Radar Systems, 3rd ed., ch. 1; Schleher, Electronic
    Warfare in the Information Age, 1999, ch. 4), so A σ = d (R⁴ + B R²) and R² = (√(B² + 4 A σ / d) − B) / 2.
    """
    s = one(plain, {"density": "-10 dBW/MHz"})
    need = 10 ** (HALF_DB / 10)
    a = need * 100e3**4
    b = 10 ** ((-10 + 35 + 20 * math.log10(WAVE_M / (4 * math.pi)) - NOISE_DBW) / 10)
    burn_m = math.sqrt((math.sqrt(b * b + 4 * a / need) - b) / 2)
    assert burn_m == pytest.approx(math.sqrt(a / (b * need)), rel=2e-3)  # the noise hardly matters
    assert 10e3 < burn_m < 40e3
    for share, level in ((1.0, HALF_DB), (0.5, None), (2.0, None)):
        r = share * burn_m
        found = s.level(r, 1000.0, jam=[(0.0, b / r**2)])
        closed = 10 * math.log10(a / r**4 / (1 + b / r**2))
        assert found == pytest.approx(closed, abs=2e-3)
        if level is not None:
            assert found == pytest.approx(level, abs=2e-3)
    assert heard(s) == 1  # and the kernel's own J/N is that B / R²
    assert s.state.jam[0, 3] * s.state.jam[0, 1] ** 2 == pytest.approx(b, rel=1e-9)


@pytest.mark.parametrize(("off_deg", "lobe_db"), [(0.0, 0.0), (1.5, -12.0), (40.0, -28.0)])
def test_stand_off_burn_through(plain, off_deg: float, lobe_db: float) -> None:
    """A jammer far away makes the noise J G(θ) whatever the target's range: R⁴ = A σ / (d (1 + J G(θ)))."""
    s = one(plain)
    ratio = 1e6
    burn_m = 100e3 / (1 + ratio * 10 ** (lobe_db / 10)) ** 0.25
    level = s.level(burn_m, 1000.0, jam=[(math.radians(off_deg), ratio)])
    assert level == pytest.approx(HALF_DB, abs=2e-3)


def test_hidden_by_jamming_is_noted_with_who_does_it(plain) -> None:
    """The look stays in the list for the case that the jammer is shot down, with its level then."""
    s = one(plain)
    n, looks = s.look(s.at(60e3), jam=[(0.0, 1e9)])
    assert n == 1
    assert looks.snr_db[0] < -60.0
    assert looks.clear_db[0] == pytest.approx(HALF_DB + 40 * math.log10(100 / 60), abs=1e-3)
    assert looks.jammer[0] == 100
    assert s.reach() == 1 + 2 + 4
    n, looks = s.look(s.at(60e3), jam=[(0.0, 1e9), (0.0, 1e9)])
    assert n == 0  # with the other one still there nothing is seen


def test_what_a_station_hears_of_an_object(plain) -> None:
    """Nothing, its own radiation, its noise: the loudest of them while it jams."""
    s = one(plain, {"density": "30 dBW/MHz", "begin": "10 s", "until": "20 s"})
    assert [plain.jam.radiated_dbw(s.world, 0, t) for t in (9.9, 10.0, 20.0)] == [-math.inf, 30.0, -math.inf]
    s.world.object.emits_dbw[0] = 40.0
    assert [plain.jam.radiated_dbw(s.world, 0, t) for t in (9.9, 10.0)] == [40.0, 40.0]
