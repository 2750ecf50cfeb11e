"""The section on alerts: medians in minutes, never where a quartile falls on it, rates with their ends."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

from skypact.report.sections.picture.alerts import alerts_section
from skypact.spec.scenario import Nation
from skypact.study.compare import Comparison


def row(**more: Any) -> dict[str, Any]:
    """Return a row of the table of alerts: after 1 min by median, known by a quarter, 3 false alerts in 1,000."""
    made: dict[str, Any] = {"nation": "BY", "arrangement": "alone", "n": 4, "flights": 200}
    for name, quartiles in (("alert", (30.0, 60.0, 90.0)), ("known", (120.0, None, None))):
        made |= {f"{name}_{q}_s": t for q, t in zip(("q25", "median", "q75"), quartiles, strict=True)}
        made |= {f"{name}_never": 0.0 if name == "alert" else 0.5}
    for name, value in (("false", 3.0), ("violations", 3.0), ("suspects", 0.0)):
        made |= {f"{name}_per_1000": value, f"{name}_low": value / 2, f"{name}_high": value + 1.0}
    return made | more


def text_of(rows: list[dict[str, Any]]) -> str:
    found = cast(Comparison, SimpleNamespace(scenario=SimpleNamespace(nations={"BY": Nation(title="Belarus")})))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", alerts_section(found, rows)))


def test_times_and_rates_as_people_read_them() -> None:
    text = text_of([row()])
    assert "Belarus alone 1.0 (0.5 to 1.5) 0.0 % never (2.0 to never) 50.0 %" in text
    assert "Belarus alone 3.0 (1.5 to 4.0) 3.0 (1.5 to 4.0) none, at most 1.0" in text


def test_without_entries_or_flights_there_is_no_table_of_them() -> None:
    assert "Time from entry" not in text_of([row(n=0)])
    assert "per 1,000" not in text_of([row(flights=0)])
