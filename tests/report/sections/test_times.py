"""Times, ledger and parameters: values worked out by hand."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from skypact.analysis.outcomes import Scope
from skypact.arrays import codes as c
from skypact.log.schema import EVENTS, EventLog
from skypact.report.sections.ledger import ledger_table, median_run
from skypact.report.sections.parameters import parameter_tables, parameters
from skypact.report.sections.times import curves, since_entry
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario


def _with(log: EventLog, rows: list[tuple[int, float, int, str, float]], runs: int) -> EventLog:
    index = {row["id"]: row["entity"] for row in log.entities.to_pylist()}
    events = pa.Table.from_pylist(
        [
            {"run": run, "t_s": t, "kind": kind, "nation": index["BY"], "subject": index[name], "actor": index["minsk"],
             "other": -1, "cause": 0, "value": value, "detail": 0}
            for run, t, kind, name, value in rows
        ],
        schema=EVENTS,
    )
    return EventLog(events, log.entities, log.stamp, log.arrangement, runs)


def test_times_count_from_the_border_or_from_first_detectable(logs: dict[str, EventLog]) -> None:
    log = _with(logs["national"], [
        (0, 90, c.E_ENTERED, "cruise-01", 0), (0, 93, c.E_DETECTABLE, "cruise-01", 0),
        (0, 95, c.E_DETECTED, "cruise-01", 0), (1, 50, c.E_DETECTABLE, "cruise-01", 0),
        (1, 62, c.E_DETECTED, "cruise-01", 0),
    ], runs=2)
    times = since_entry(log, Scope(about=("cruise-01",)))
    assert times["detected"].tolist() == [[5.0], [12.0]]
    assert times["decided"].tolist() == [[np.inf], [np.inf]]


def test_curves_end_at_the_share_that_was_reached(logs: dict[str, EventLog]) -> None:
    rows = [(r, 0.0, c.E_ENTERED, "cruise-01", 0.0) for r in range(4)]
    rows += [(r, 30.0 + r, c.E_DETECTED, "cruise-01", 0.0) for r in range(3)]
    log = _with(logs["national"], rows, runs=4)
    made = curves({"a": log}, {"a": Scope(about=("cruise-01",))})["detected"][0]
    assert (made.y[0], made.y[-1]) == (0.0, 0.75)
    assert made.low[-1] < 0.75 < made.high[-1] <= 1.0


def test_median_run_is_the_lowest_number_among_equals(logs: dict[str, EventLog]) -> None:
    leaks = {0: 2, 1: 0, 2: 1, 3: 1, 4: 3}
    names = ("cruise-01", "cruise-02", "cruise-03")
    rows = [
        (run, 10.0, c.E_FATE, name, float(c.F_REACHED if k < n else c.F_DESTROYED))
        for run, n in leaks.items() for k, name in enumerate(names)
    ]
    chosen = median_run(_with(logs["national"], rows, runs=5), "leak", Scope())
    assert (chosen.run, chosen.value, chosen.clear) == (2, 1.0, True)


def test_the_ledger_names_every_intruder_with_utc_times(scenario: Scenario, logs: dict[str, EventLog]) -> None:
    made = ledger_table(logs["national"], 3, Scope(), scenario.start)
    assert all(f">{name}<" in made for name in scenario.intruders)
    log = _with(logs["national"], [(0, 65, c.E_DETECTED, "cruise-01", 0)], runs=1)
    assert "05:01:05" in ledger_table(log, 0, Scope(), scenario.start)


def _quantity(value: float, source: str | None = None) -> Quantity:
    return Quantity(value=value, dimension="time", source=source, assumed=source is None)


def test_equal_parameters_of_a_type_are_joined_and_assumed_ones_lead(scenario: Scenario) -> None:
    walked = [
        ("batteries.s300-brest-01.reload", _quantity(60, "sheet-a")),
        ("batteries.s300-brest-01.reaction", _quantity(15)), ("batteries.s300-brest-02.reaction", _quantity(15)),
        ("batteries.s300-polotsk.reaction", _quantity(20)),
    ]
    found = parameters(scenario, walked)
    assert [(p.field, p.units) for p in found] == [
        ("reload", ("s300-brest-01",)), ("reaction", ("s300-brest-01", "s300-brest-02")),
        ("reaction", ("s300-polotsk",)),
    ]
    made = parameter_tables(found, scenario.sources)
    assert "2 assumed, 1 with a source" in made
    assert made.index("reaction") < made.index("reload")
    assert 'href="https://example.org/sheet"' in made
