"""The page of what an answer rests on: the widest first, what moved nothing is in the table alone."""

from __future__ import annotations

import pyarrow as pa
import pytest

from skypact.report.pages.weights import render
from skypact.spec.scenario import Scenario
from skypact.study.measuring import Measuring
from skypact.study.weights.weights import WEIGHTS, Weights


@pytest.fixture
def found(scenario: Scenario) -> Weights:
    """Three assumptions, written by hand: one moves the answer, one a little, one not at all."""
    rows = [
        {"name": name, "paths": [name], "value": "2", "low": "1", "high": "3", "at_low": low, "at_low_low": low - 0.5,
         "at_low_high": low + 0.5, "at_high": high, "at_high_low": high - 0.5, "at_high_high": high + 0.5,
         "weight": max(abs(low), abs(high)), "told_apart": abs(high) > 0.5, "differs": differs}
        for name, low, high, differs in (("delay", -1.0, 4.0, 0.6), ("range", 0.25, -0.75, 0.2), ("trees", 0, 0, 0.0))
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows, schema=WEIGHTS)
    nominal = {"mean": 9.0, "low": 8.5, "high": 9.5, "n": 20, "kind": "bootstrap"}
    how = Measuring(20, 1, 1, "full", None, "", None, {})
    return Weights(scenario, "national", "attackers that got through", "count", nominal, table, ("left",), (), 4, how)


def test_the_widest_leads_and_is_drawn_with_both_ends(found: Weights) -> None:
    page = render(found)
    assert "9.00 (95 %: 8.50 to 9.50) as written. The widest that is told from zero: delay, " in page
    assert "−1.00 at 1 and +4.00 at 3." in page
    (drawn,) = page.pictures
    assert drawn.numbers is not None
    assert [(r[0], r[2], r[4], r[5], r[6]) for r in drawn.numbers.rows] == [
        ("delay", "low", -1.0, -1.5, -0.5), ("delay", "high", 4.0, 3.5, 4.5),
        ("range", "low", 0.25, -0.25, 0.75), ("range", "high", -0.75, -1.25, -0.25),
    ]
    assert page.count(">trees<") == 1  # in the table, not in the picture
    assert "1 more were only tried in 8 runs" in page
    assert "skypact catalogue sources --missing made-up --arrangement national --most 3 --runs 20 --seed 1" in page
