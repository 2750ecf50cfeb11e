"""Bands of height: their edges, ballistic objects apart, and objects without a height."""

from __future__ import annotations

import pytest
from tests.eventlogs import event_log

from skypact.analysis.columns import columns
from skypact.analysis.heights import BANDS, band_of, bands_of


@pytest.mark.parametrize(
    ("height_m", "band"),
    [
        (-50.0, "below-300m"), (100.0, "below-300m"), (299.9, "below-300m"), (300.0, "300m-1km"),
        (999.9, "300m-1km"), (1000.0, "1km-5km"), (4840.0, "1km-5km"), (5000.0, "above-5km"), (30_000.0, "above-5km"),
        (None, ""), (float("nan"), ""),
    ],
)  # fmt: skip
def test_a_band_begins_with_its_lower_edge(height_m: float | None, band: str) -> None:
    assert band_of("aircraft", height_m) == band


def test_ballistic_objects_have_a_band_of_their_own() -> None:
    assert [band_of(target, 100.0) for target in ("ballistic", "rocket", "cruise")] == [
        "ballistic", "ballistic", "below-300m",
    ]  # fmt: skip


def test_the_bands_leave_no_gap() -> None:
    edges = [(band.low_m, band.high_m) for band in BANDS[:-1]]
    assert all(a[1] == b[0] for a, b in zip(edges, edges[1:], strict=False))


def test_every_object_of_a_log_has_its_band() -> None:
    log = event_log([[]])
    assert bands_of(log) == ("below-300m",) * len(columns(log).entities.objects)  # 100 m, every one of them
