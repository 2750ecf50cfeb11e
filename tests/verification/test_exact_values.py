"""Salvos, correlated shots, Lanchester and the oracle of assignment: their exact values by hand or by another way."""

from __future__ import annotations

import json
import math
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import quad

from verification import engage_salvo, highs, lanchester, run


def test_smallest_salvos_are_the_published_ones() -> None:
    """Facts 4: shots at each warhead with which all of ten, of fifty, die with .8."""
    assert [engage_salvo.smallest(p, 10) for p in engage_salvo.CHANCES] == [6, 4, 3, 2]
    assert [engage_salvo.smallest(p, 50) for p in engage_salvo.CHANCES] == [8, 5, 4, 3]
    assert max(engage_salvo.smallest(p, n) for p in engage_salvo.CHANCES for n in (10, 50)) <= engage_salvo.LONG


def test_an_effect_of_the_battery_gives_the_correlation_that_is_asked_for() -> None:
    """Mean and variance of p by scipy's own integration, not by Gauss–Hermite: .7 and .3 × .7 × .3."""
    nominal, spread, p, p2 = engage_salvo.effect(0.7, 0.3)
    assert nominal > 0.7  # the mean of p lies nearer to a half than p at the mean of the log-odds
    at = math.log(nominal / (1 - nominal))

    def moment(power: int) -> float:
        value, _ = quad(lambda g: (1 + math.exp(-at - spread * g)) ** -power * math.exp(-g * g / 2), -12, 12)
        return value

    mean, square = (moment(k) / math.sqrt(2 * math.pi) for k in (1, 2))
    assert (mean, square) == pytest.approx((p, p2), abs=1e-7)
    assert mean == pytest.approx(0.7, abs=1e-7)
    assert square - mean**2 == pytest.approx(0.3 * 0.7 * 0.3, abs=1e-7)
    assert 2 * mean - square == pytest.approx(0.847, abs=1e-7)


def test_lanchester_by_hand() -> None:
    """One against one is even; one wins against two by hitting first twice: 1/3 × 1/2. 10 v 8: facts 4."""
    assert lanchester.chain(1, 1) == (0.5, 0.5)
    assert lanchester.chain(1, 2)[0] == pytest.approx(1 / 6)
    assert lanchester.chain(2, 1)[1] == pytest.approx(2 / 3 * 2 + 1 / 3 / 2 * 1)
    assert round(lanchester.chain(10, 8)[0], 5) == 0.79136
    assert lanchester.survivors(100, 80) == 60.0


def test_bounds_of_highs_lie_on_the_optimum_of_small_problems() -> None:
    """Against every answer of three units with up to two shots at three tracks; never below it."""
    for seed in range(3):
        made = highs.problem(seed, 3, 3, "sparse", 2, 2, 0.01 * seed)
        best = 0.0
        for flat in product(range(3), repeat=9):
            x = np.array(flat).reshape(3, 3)
            if (x.sum(1) > made.capacity).any() or (x.sum(0) > made.limit).any() or x[made.p <= 0].any():
                continue
            survives = np.prod((1 - made.p) ** x, axis=0)
            best = max(best, float(made.weight @ (1 - survives)) - made.price * int(x.sum()))
        assert best - 1e-9 <= highs.upper_bound(made) <= best * 1.006


def test_the_queue_and_the_cube_fight_as_the_chain_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lanchester at a tenth of the battles, through the program itself, with its picture."""
    code = run.main(["--only", "lanchester", "--scale", "0.1", "--out", str(tmp_path)])
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == 0, [p for p in last["proofs"] if not p["ok"]]
    assert last["n"] == 2 + len(lanchester.AGAINST)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["distances.svg", "lanchester.svg"]
