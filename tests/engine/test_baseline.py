"""The baseline: how small scenarios end. A change here is meant, or it is a fault."""

from __future__ import annotations

import pytest
import yaml
from tests.refresh_baseline import FILE, RUNS, SCENARIOS, fates


@pytest.mark.parametrize("name", SCENARIOS)
def test_fates_are_those_of_the_baseline(name: str) -> None:
    """Where a change is meant: `python tests/refresh_baseline.py`, and say why in the commit."""
    expected = yaml.safe_load(FILE.read_text(encoding="utf-8"))[name]
    assert fates(name) == expected


def test_the_baseline_counts_every_run_of_every_object() -> None:
    """Each object has one fate a run, and something happens: not one fate for everything."""
    whole = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert sorted(whole) == sorted(SCENARIOS)
    counts = [fate for scenario in whole.values() for world in scenario.values() for fate in world.values()]
    assert all(sum(fate.values()) == RUNS for fate in counts)
    assert len({name for fate in counts for name in fate}) >= 4
