"""Synthetic flights beside 213 real ones around Paris (skipped where the recording is not at hand)."""

from __future__ import annotations

from pathlib import Path

import pytest
from verification.traffic import compared, recorded, synthetic

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "traffic_quickstart.json.gz"


@pytest.mark.skipif(not FILE.is_file(), reason="real recordings are not part of the project")
def test_speeds_and_rates_are_those_of_real_flights() -> None:
    """In every band of height: median speeds within 15 %, median vertical rates within 30 %, and the ranges overlap.

    Winds, weights and what controllers say are not modelled; nothing was fitted to these flights.
    """
    rows = compared(recorded(FILE), synthetic())
    assert len(rows) >= 10
    for r in rows:
        where = f"{r.phase}, {r.low_m:g} to {r.high_m:g} m"
        assert r.synthetic_speed[1] == pytest.approx(r.recorded_speed[1], rel=0.15), where
        assert r.synthetic_rate[1] == pytest.approx(r.recorded_rate[1], rel=0.30), where
        for a, b in ((r.recorded_speed, r.synthetic_speed), (r.recorded_rate, r.synthetic_rate)):
            assert a[0] < b[1] < a[2], where
