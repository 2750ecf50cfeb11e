"""Exchange of costs of logs written by hand."""

from __future__ import annotations

import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.measures.exchange import Price, Prices, exchange, unpriced
from skypact.arrays import codes as k

PRICES = Prices({"s300": Price(10.0, 5.0, 20.0)}, {"drone-01": Price(4.0, 2.0, 8.0), "drone-02": Price(6.0, 6.0, 6.0)})
RUNS = [
    [
        event(1.0, k.E_FIRED, "drone-01", "s300", value=2),
        event(1.0, k.E_FIRED, "drone-02", "su27", value=1),  # without a price
        event(1.0, k.E_FIRED, "liner", "s300", value=1),
        event(9.0, k.E_FATE, "drone-01", value=k.F_DESTROYED),
        event(9.0, k.E_FATE, "drone-02", value=k.F_REACHED),
        event(9.0, k.E_FATE, "liner", value=k.F_DESTROYED),
    ],
    [
        event(9.0, k.E_FATE, "drone-01", value=k.F_INSIDE),
        event(9.0, k.E_FATE, "drone-02", value=k.F_TURNED_BACK),
    ],
]


def test_sums_and_ratios_of_priced_things() -> None:
    rows = {r["what"]: r for r in exchange(event_log(RUNS), PRICES).to_pylist()}
    assert {name: rows[name]["value"] for name in ("spent", "spent_wrongly", "stopped", "leaked")} == {
        "spent": 15.0, "spent_wrongly": 5.0, "stopped": 5.0, "leaked": 5.0,  # per run: (30, 0), (10, 0), (4, 6), (6, 4)
    }
    ratio = rows["spent_per_stopped"]
    assert ratio["value"] == pytest.approx(30 / 10)  # of sums, not the mean of 30 / 4 and 0 / 6
    assert ratio["kind"] == "bootstrap"
    assert ratio["low"] == 0.0
    assert ratio["high"] == pytest.approx(30 / 4)
    # cheapest shots against the dearest craft, and the other way round
    assert (ratio["least"], ratio["most"]) == (pytest.approx(15 / 14), pytest.approx(60 / 8))
    assert (rows["spent"]["least"], rows["spent"]["most"]) == (7.5, 30.0)


def test_what_has_no_price_is_listed_and_left_out() -> None:
    rows = unpriced(event_log(RUNS), Prices(PRICES.shots, {"drone-01": PRICES.objects["drone-01"]})).to_pylist()
    assert rows == [
        {"kind": "shots", "name": "su27", "count": 0.5}, {"kind": "attackers", "name": "drone-02", "count": 1.0},
    ]
    assert unpriced(event_log(RUNS), PRICES).to_pylist() == [{"kind": "shots", "name": "su27", "count": 0.5}]


def test_without_prices_of_both_sides_there_is_no_exchange() -> None:
    assert exchange(event_log(RUNS), Prices()).num_rows == 0
    assert exchange(event_log(RUNS), Prices(PRICES.shots, {})).num_rows == 0


def test_a_civil_trespasser_is_fired_at_wrongly_too() -> None:
    run = [event(1.0, k.E_FIRED, name, "s300", value=1) for name in ("cessna", "a50", "liner", "drone-01")]
    rows = {r["what"]: r for r in exchange(event_log([run]), PRICES).to_pylist()}
    assert (rows["spent"]["value"], rows["spent_wrongly"]["value"]) == (40.0, 30.0)


def test_nothing_stopped_has_no_ratio() -> None:
    rows = {r["what"]: r for r in exchange(event_log([[RUNS[0][0]]]), PRICES).to_pylist()}
    assert (rows["spent"]["value"], rows["spent_per_stopped"]["value"]) == (20.0, None)
