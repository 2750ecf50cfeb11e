"""The verification in small: two of its proofs, its exact values by hand, and that it can fail."""

from __future__ import annotations

import json
import math
from pathlib import Path
from types import SimpleNamespace

import pytest

from verification import (
    ballistic,
    detect,
    engage_acquire,
    engage_channels,
    engage_luck,
    engage_shots,
    estimate,
    flyout,
    run,
)


def test_exact_values_are_the_published_ones() -> None:
    """Erlang B, stock and layers as in tables; the five published Pd; Pd .9 where the required SNR says so."""
    lost = [round(engage_channels.erlang_b(channels, load), 5) for channels, load in ((6, 6), (6, 12), (12, 6))]
    assert lost == [0.26492, 0.55609, 0.01136]
    assert engage_channels.erlang_b(1, 1.0) == 0.5
    assert round(engage_shots.all_within(20, 10, 0.7), 5) == 0.98286
    few, many = [(0, 13.0, 1e-8, 1), (1, 16.0, 1e-4, 1)], [(2, -7.2), (3, -0.4), (4, -7.2)]
    published = [*few, *((*case, 1e-4, 256) for case in many)]
    assert [round(detect.exact_pd(*case), 4) for case in published] == [0.6287, 0.7980, 0.2125, 0.8890, 0.2111]
    needed = {1: (13.18, 21.14, 21.14, 17.30, 17.30), 10: (5.27, 13.50, 6.29, 9.60, 5.81)}
    for pulses, every in needed.items():
        for swerling, snr_db in enumerate(every):
            assert detect.exact_pd(swerling, snr_db, 1e-6, pulses) == pytest.approx(0.9, abs=2e-3), (pulses, swerling)


def test_moments_without_effects_are_binomial() -> None:
    """With effects of size zero p does not vary; with a kill chain alone two batteries move as one."""
    assert engage_luck.moments(0.0, 0.0) == pytest.approx((0.6, 0.36, 0.36))
    p, p2, shared = engage_luck.moments(0.0, 0.7)
    assert p2 == pytest.approx(shared)
    assert p2 > p * p + 0.01


def test_a_basket_of_one_sigma_loses_what_a_rayleigh_error_does() -> None:
    """σ_range 2000 m is σ = 1154.7 m an axis; a basket of that size loses exp(−1/2)."""
    assert engage_acquire.not_acquired(2000.0, 0.0, 2000.0 / math.sqrt(3)) == pytest.approx(math.exp(-0.5))


def test_estimates_by_hand() -> None:
    """A mean, a ratio and a variance of a few runs, with their standard errors worked out on paper."""
    mean = estimate.mean("m", 2.0, [1.0, 2.0, 3.0])
    assert (mean.simulated, mean.error) == pytest.approx((2.0, 1 / math.sqrt(3)))
    ratio = estimate.ratio("r", 0.5, [1.0, 2.0], [2.0, 2.0])  # 3/4; residuals ∓ .5
    assert (ratio.simulated, ratio.error) == pytest.approx((0.75, math.sqrt(2 * 0.5) / 4))
    variance = estimate.covariance("v", 1.0, [1.0, 2.0, 3.0], [1.0, 2.0, 3.0])  # products 1.5, 0, 1.5
    assert (variance.simulated, variance.error) == pytest.approx((1.0, math.sqrt(0.75) / math.sqrt(3)))


def test_a_proof_fails_beyond_three_standard_errors() -> None:
    """At three it holds; where nothing varies only the exact value will do."""
    assert estimate.Proof("p", 0.0, 3.0, 1.0, 10).ok
    assert not estimate.Proof("p", 0.0, -3.01, 1.0, 10).ok
    assert estimate.Proof("p", 1.0, 1.0, 0.0, 10).ok
    assert not estimate.Proof("p", 1.0, 0.999, 0.0, 10).ok


def test_arcs_and_a_meeting_above_the_air_hold() -> None:
    """Least energy to half a percent, and the interceptor is where the missile is, at the speed that it has."""
    found = ballistic.proofs(1.0, 1)
    assert [p.name for p in found if not p.ok] == []
    assert len(found) == 3 * 6 + 2


def test_the_engine_keeps_to_stock_and_to_pd(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The Swerling cases and shoot-look-shoot at a tenth of the runs, through the program itself."""
    code = run.main(["--only", "detect", "--only", "shots", "--scale", "0.1", "--out", str(tmp_path)])
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == 0, [p for p in last["proofs"] if not p["ok"]]
    assert last["pass"] is True
    assert last["n"] == len(detect.CASES) + 5
    assert all(p["error"] > 0 for p in last["proofs"])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["distances.svg", "swerling.svg"]


def test_a_wrong_engine_is_found_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Batteries that kill with .8 where .7 is believed: the proofs of two looks fail, and so does the program."""
    right = engage_shots.battery
    monkeypatch.setattr(engage_shots, "battery", lambda **k: right(**k | {"kill": {"aircraft": 0.8}}))
    room = SimpleNamespace(proofs=lambda scale, seed: engage_shots._two_looks(50, seed))
    monkeypatch.setitem(run.ROOMS, "shots", room)
    assert run.main(["--only", "shots", "--out", str(tmp_path)]) == 1
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["pass"] is False
    assert [p["ok"] for p in last["proofs"]] == [False, False]


def test_what_is_not_drawn_fails_beyond_its_tolerance() -> None:
    """One per cent of 50 is 0.5."""
    assert estimate.within("t", 50.0, 50.49, 0.01).ok
    assert not estimate.within("t", 50.0, 49.49, 0.01).ok


def test_times_of_flight_are_those_of_the_integrated_flight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within one per cent for every sheet; with tables of another missile the room fails."""
    found = flyout.proofs(1.0, 1)
    assert len(found) == 7 * len(flyout.SHEETS)
    assert all(p.ok for p in found), [p.row() for p in found if not p.ok]
    right = flyout.flyout.table
    monkeypatch.setattr(flyout.flyout, "table", lambda battery: 1.02 * right(battery))
    assert sum(p.ok for p in flyout.proofs(1.0, 1)) == len(flyout.SHEETS)  # the mean speeds are not looked up
