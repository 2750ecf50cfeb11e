"""The further measures of a comparison: who may decide over which territory, and what belongs to all arrangements."""

from __future__ import annotations

import pytest
from tests.study.worlds_by_hand import flown, priced

from skypact.load.overlay.arrange import arrange
from skypact.spec.scenario import Scenario
from skypact.study.compare import Comparison, compared
from skypact.study.detail import deciders_over, magazines, prices


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compared(priced(), {name: flown(name) for name in ("national", "unified")}, seed=1)


def test_deciders_over_a_territory_may_be_anybodys() -> None:
    read = priced()
    assert deciders_over(read, "unified") == dict.fromkeys(("by", "ru", "lt"), frozenset({"cp-joint"}))
    data = read.model_dump(by_alias=True)
    row = {"action": "engage", "classes": ["hostile"]}
    data["arrangements"]["national"]["rights"] = [
        row | {"decides": "cp-by", "territory": ["by"]}, row | {"decides": "cp-ru"},
        row | {"forbids": True, "territory": ["by"]},
    ]
    again = Scenario.model_validate(data)
    assert arrange(again, "national").rights[2].forbids
    assert deciders_over(again, "national")["by"] == {"cp-by", "cp-ru"}
    assert deciders_over(again, "national")["lt"] == {"cp-ru"}


def test_stock_and_prices_are_those_of_the_scenario() -> None:
    read = priced()
    assert (magazines(read)["s300"].missiles, magazines(read)["s300"].channels) == (3, 2)
    stated = prices(read)
    assert stated.shots == {"s300": (100e3, 50e3, 200e3)}
    assert stated.objects == {"drone-01": (40e3, 20e3, 80e3)}  # drone-02's craft has no price


def test_an_arrival_under_one_arrangement_tells_the_passage_for_all(found: Comparison) -> None:
    rows = {(r["arrangement"], r["nation"], r["intruder"]): r for r in found.warning().to_pylist()}
    assert rows["national", "by", "drone-01"]["entry_mean_s"] == 20.0
    assert rows["unified", "by", "drone-01"]["entry_mean_s"] == 50.0
    # It reached once, under national: 300 s after it entered. Under unified it never did.
    assert rows["national", "by", "drone-01"]["reach_mean_s"] == 320.0
    assert rows["unified", "by", "drone-01"]["reach_mean_s"] == 350.0
    assert (rows["unified", "by", "drone-02"]["never"], rows["unified", "by", "drone-02"]["reach_mean_s"]) == (1.0, 0.0)


def test_every_table_has_all_arrangements(found: Comparison) -> None:
    for of in ("warning", "knowledge", "budget", "opportunities", "stock", "occupancy", "exchange", "unpriced"):
        table = getattr(found, of)()
        assert list(dict.fromkeys(table["arrangement"].to_pylist())) == ["national", "unified"], of
        assert len(table.to_pandas()) == table.num_rows > 0


def test_the_exchange_of_both(found: Comparison) -> None:
    rows = {(r["arrangement"], r["what"]): r for r in found.exchange().to_pylist()}
    assert rows["unified", "spent"]["value"] == 300e3
    assert rows["unified", "spent_per_stopped"]["value"] == pytest.approx(300 / 40)
    assert rows["national", "spent"]["value"] == pytest.approx((100e3 + 3 * 300e3) / 4)
    assert rows["national", "leaked"]["value"] == 10e3
    assert (rows["unified", "spent_per_stopped"]["least"], rows["unified", "spent_per_stopped"]["most"]) == (
        pytest.approx(150 / 80), pytest.approx(600 / 20))
    assert {r["name"] for r in found.unpriced().to_pylist()} == {"drone-02"}


def test_a_rate_stands_in_the_table_of_the_comparison(found: Comparison) -> None:
    row = found.mean("national", "wrongful_per_1000")
    assert (row["mean"], row["unit"], row["most"], row["kind"]) == (0.0, "rate", 2, "exact one-sided")
    assert row["high"] == pytest.approx(1000 * (1 - 0.05 ** (1 / 4)) / 2)
    assert found.difference("national", "unified", "wrongful_per_1000")["differs"] == 0.0
