"""lower.sites: the same rows as in a whole world, for what stands on the ground."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from skypact.load.overlay.arrange import choose
from skypact.load.scenario import scenario
from skypact.lower.sites import batteries, radars
from skypact.lower.world import world

CASE = Path(__file__).resolve().parents[2] / "scenarios" / "2006-s300ps.yaml"
FIELDS = (
    "kind", "snr_ref_db", "max_range_m", "min_range_m", "height_m", "lat_rad", "lon_rad", "el_low_rad", "el_high_rad",
    "facing_rad", "sector_rad", "metre_wave", "host", "skywave", "sees",
)  # fmt: skip


def test_radars_and_batteries_are_those_of_the_world() -> None:
    """All of one choice, in the same order, with the same Pd behind them and the same envelopes and stands."""
    chosen = choose(scenario(CASE), "named-2006")
    whole, own, guns = world(chosen), radars(chosen), batteries(chosen)
    assert own.names == whole.roster.sensors
    for field in FIELDS:
        assert np.array_equal(own.rows[field], whole.world.sensor[field]), field
    for mine, theirs in zip(own.rows, whole.world.sensor, strict=True):
        assert np.array_equal(own.pd[mine["pd_table"]], whole.world.pd[theirs["pd_table"]])
    assert guns.names == whole.roster.batteries
    assert np.array_equal(guns.envelope[: len(guns.rows)], whole.world.envelope[: len(guns.rows)])
    for field in ("height_m", "lat_rad", "lon_rad"):
        assert np.array_equal(guns.stand[field], whole.world.stand[field])
    for field in ("min_alt_m", "max_alt_m", "half_sector_rad", "facing_rad", "exo", "stand_first"):
        assert np.array_equal(guns.rows[field], whole.world.battery[field]), field
