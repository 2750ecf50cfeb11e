"""Choose: which runs a viewer holds, and why."""

from __future__ import annotations

import numpy as np
import pytest
from tests.report.conftest import ARRANGEMENTS, log, raw_scenario

from skypact.analysis.columns import columns, fates_of
from skypact.analysis.outcomes import measures
from skypact.arrays import codes
from skypact.core.errors import SkypactError
from skypact.spec.scenario import Scenario
from skypact.study.compare import Comparison, compared
from skypact.study.playback.choose import check_fates, choose, with_fate


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """Return a comparison of logs made by hand."""
    scenario = Scenario.model_validate(raw_scenario())
    return compared(scenario, {name: log(scenario, name) for name in ARRANGEMENTS}, seed=1)


def test_median_and_ends_are_of_the_last_arrangement(comparison: Comparison) -> None:
    last = comparison.names[-1]
    measure = comparison.scenario.question.measure
    by_run = np.asarray(measures(comparison.logs[last], comparison.scopes[last])[measure].to_numpy(), float)
    why = {said: run for run, every in choose(comparison) for said in every}
    assert by_run[why["median"]] == np.sort(by_run)[(len(by_run) - 1) // 2]
    if by_run.min() < by_run.max():
        assert by_run[why["worst"]] == by_run.max()
        assert by_run[why["best"]] == by_run.min()


def test_a_run_with_a_fate(comparison: Comparison) -> None:
    last = comparison.names[-1]
    c = columns(comparison.logs[last])
    fate = int(fates_of(c)[5, 0])
    intruder, name = str(c.entities.id[c.entities.objects[0]]), codes.FATE_NAMES[fate]
    run = with_fate(comparison, last, intruder, name)
    assert run is not None
    assert fates_of(c)[run, 0] == fate
    assert f"{intruder} {name}" in dict(choose(comparison, [(intruder, name)]))[run]
    absent = next(n for i, n in enumerate(codes.FATE_NAMES) if i not in set(fates_of(c)[:, 0].tolist()))
    assert with_fate(comparison, last, intruder, absent) is None


def test_unknown_names_are_told_before_anything_runs() -> None:
    with pytest.raises(SkypactError, match="did you mean 'drone-01'"):
        check_fates(["drone-01"], [("drone-1", "destroyed")])
    with pytest.raises(SkypactError, match="no fate 'distroyed'"):
        check_fates(["drone-01"], [("drone-01", "distroyed")])
