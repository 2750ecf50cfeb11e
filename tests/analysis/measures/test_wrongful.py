"""Wrongful engagements per 1,000 civil flights, of logs written by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.eventlogs import ROW, THEATRE, event, event_log

from skypact.analysis.columns import columns
from skypact.analysis.measures.wrongful import flights, rate_interval, wrongful_by_run
from skypact.analysis.statistics import mean_interval
from skypact.arrays import codes as k


def test_civil_flights_are_exposed_attackers_and_own_aircraft_are_not() -> None:
    c = columns(event_log([[]]))
    exposed = [THEATRE[i][0] for i, yes in zip(c.entities.objects, flights(c), strict=True) if yes]
    assert exposed == ["cessna", "liner"]
    assert "a50" in ROW


def test_the_rate_counts_flights_once_a_run() -> None:
    shot = event(1.0, k.E_FIRED, "liner", "s300", value=1)
    runs = [[shot, shot, event(2.0, k.E_FIRED, "cessna", "su27", value=1)], [shot], [], [],
            [event(1.0, k.E_FIRED, "a50", "s300", value=1), event(1.0, k.E_FIRED, "drone-01", "s300", value=1)]]
    by_run = wrongful_by_run(columns(event_log(runs)))
    assert by_run.tolist() == [1000.0, 500.0, 0.0, 0.0, 0.0]
    found = rate_interval(by_run, 2)
    assert (found.value, found.n, found.kind) == (300.0, 5, "t")
    assert found.low == 0.0  # Student's end is below none
    assert found.high == pytest.approx(mean_interval(by_run).high)


def test_none_in_any_run_has_the_bound_of_runs() -> None:
    found = rate_interval(np.zeros(100), 40)
    assert (found.value, found.kind) == (0.0, "exact one-sided")
    assert found.high == pytest.approx(1000 * (1 - 0.05 ** (1 / 100)) / 40)
    assert found.high == pytest.approx(3 * 1000 / (100 * 40), rel=0.02)  # the rule of three
    assert math.isnan(rate_interval(np.zeros(0), 40).value)
    assert math.isnan(rate_interval(np.zeros(9), 0).value)
