"""The baseline: what becomes of small scenarios. A change here is meant, or it is a fault."""

from __future__ import annotations

import pytest
import yaml
from tests.refresh_baseline import FILE, RUNS, SCENARIOS, worlds

from skypact.arrays.codes import FATE_NAMES


@pytest.mark.parametrize("name", SCENARIOS)
def test_results_are_those_of_the_baseline(name: str) -> None:
    """Where a change is meant: `python tests/refresh_baseline.py`, and say why in the commit."""
    expected = yaml.safe_load(FILE.read_text(encoding="utf-8"))[name]
    assert worlds(name) == expected


def test_the_baseline_can_fail() -> None:
    """Each object has one fate a run; chance shows in some counts, and many fates occur."""
    whole = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert sorted(whole) == sorted(SCENARIOS)
    objects = [row for scenario in whole.values() for world in scenario.values() for row in world.values()]
    fates = [{k: n for k, n in row.items() if k in FATE_NAMES} for row in objects]
    assert all(sum(row.values()) == RUNS for row in fates)
    assert len({name for row in fates for name in row}) >= 5
    assert sum(0 < n < RUNS for row in objects for n in row.values()) >= 5
