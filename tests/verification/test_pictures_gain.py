"""What pictures gain, in small: each comparison on a few runs, the sums behind it by hand, and that it can fail."""

from __future__ import annotations

import numpy as np
import pytest
from verification.pictures_gain import Gain

from skypact.analysis.statistics import Interval
from verification import pictures_gain, pictures_scenes

RUNS = 3


def of(found: list[Gain], claim: str, measure: str) -> Gain:
    """Return the one comparison of a measure whose claim holds this text."""
    (one,) = [g for g in found if claim in g.claim and g.measure == measure]
    return one


def test_a_verdict_follows_the_interval_and_the_side_that_is_better() -> None:
    def said(measure: str, low: float, high: float) -> str:
        return Gain("x", measure, 1.0, 2.0, Interval(0.0, low, high, 9, "bootstrap")).verdict

    assert [said("rmse", *i) for i in ((-2, -1), (1, 2), (-1, 1), (0, 0))] == ["gain", "loss", "not shown", "equal"]
    assert [said("tracked", *i) for i in ((-2, -1), (1, 2))] == ["loss", "gain"]
    assert [said("nees", *i) for i in ((-2, -1), (1, 2), (-1, 1))] == ["cautious", "overconfident", "consistent"]


def test_what_is_added_by_hand() -> None:
    """Two tracks with variance 2, at 0 and at 2, truth at 0: together variance 1 at 1, six squared errors of 1.

    At the next moment neither has learnt anything: each has 1, adds the other's 1 as if new, and believes in 1/2. The
    same error is now twice as many of its variances; without noise of flight and without speed.
    """
    t = np.array([10.0, 20.0])
    p0 = np.diag([2.0] * 3 + [1e-12] * 3)  # a speed that is known to be nothing, so that places stay apart
    found = {
        name: pictures_scenes.Reading(t, np.ones(2, int), np.zeros(2, int), np.tile([at] * 3 + [0.0] * 3, (2, 1)),
                                      np.stack([p0, p0]))
        for name, at in (("ours", 0.0), ("theirs", 2.0))
    }  # fmt: skip
    run = pictures_scenes.Watched(t, np.zeros((2, 1, 6)), found, np.zeros(0))
    cells = pictures_gain.added(run, q=0.0)
    assert cells[0, 0] == pytest.approx(3.0, rel=1e-6)  # three axes of place, none of speed
    assert cells[1, 0] == pytest.approx(6.0, rel=1e-3)


def test_truth_is_where_the_jets_fly() -> None:
    """The first jet turns right by 90° from 30 s to 60 s and back from 120 s to 150 s, always at 250 m/s."""
    from skypact.engine.plan import plan

    made = plan(pictures_scenes.scene(["reports"], pictures_scenes.turning()), "perfect")
    run = pictures_scenes.watch(made, 1, 0)
    v = run.truth[:, 0, 3:]
    assert run.truth.shape == (60, 6, 6)
    assert np.linalg.norm(v, axis=1) == pytest.approx(250.0, rel=0.005)

    def turned(from_s: float, to_s: float) -> float:
        a, b = (v[np.searchsorted(run.moments_s, t)] for t in (from_s, to_s))
        return float(np.degrees(np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b))))

    assert turned(20.0, 70.0) == pytest.approx(90.0, abs=0.5)
    assert turned(70.0, 110.0) == pytest.approx(0.0, abs=0.5)
    assert turned(20.0, 160.0) == pytest.approx(0.0, abs=0.5)


def test_estimated_biases_make_fewer_doubles_and_orders() -> None:
    found = pictures_gain.registration(RUNS, 1)
    for measure in ("doubles", "orders"):
        one = of(found, "sharp radars: estimated less ignored", measure)
        assert one.after < one.before
        assert one.difference.n == RUNS


def test_shared_plots_beat_the_better_nation() -> None:
    found = pictures_gain.fusion(RUNS, 1)
    assert of(found, "(b) plots less the better", "gospa").verdict == "gain"
    assert of(found, "(b) plots less the better", "tracked").difference.value > 0.0
    for carried in ("plots", "tracklets", "tracks"):
        assert of(found, f"(b) {carried} less own", "gospa").verdict == "gain"


def test_late_plots_are_worth_using() -> None:
    found = pictures_gain.late(RUNS, 1)
    assert of(found, "used less dropped", "first").difference.high < 0.0
    assert of(found, "used less dropped", "gospa").verdict == "gain"


def test_two_models_err_less_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings are not chosen here: one of each."""
    monkeypatch.setattr(pictures_gain, "ONE_MODEL", [{"filter": "ekf", "acceleration": "18 m/s2", "gate": 6}])
    monkeypatch.setattr(pictures_gain, "TWO_MODELS", [
        {"filter": "imm", "calm": "3 m/s2", "manoeuvre": "25 m/s2", "calm_lasts": "30 s", "gate": 6}
    ])  # fmt: skip
    found = pictures_gain.models(RUNS, 1, chosen_on=1)
    one = of([g for g in found if "defaults" not in g.claim], "all jets turn", "rmse")
    assert one.after < one.before


def test_intersection_is_never_too_sure_and_addition_is() -> None:
    found = pictures_gain.intersection(RUNS, 1)
    assert of(found, "intersected", "nees").verdict == "cautious"
    assert of(found, "intersected", "beyond").after <= 0.05
    assert of(found, "a circle, added", "beyond").after > 0.3
    assert of(found, "own radar alone", "beyond").after <= 0.05
