"""A log shows itself in a notebook, with everything escaped."""

from __future__ import annotations

from skypact.log.schema import ENTITIES, EVENTS, EventLog


def test_a_log_says_what_it_is_of() -> None:
    log = EventLog(EVENTS.empty_table(), ENTITIES.empty_table(), {"scenario": "<b>", "seed": 7}, "national", 3)
    shown = log._repr_html_()
    assert "<th>arrangement</th><td>national</td>" in shown
    assert "<th>seed</th><td>7</td>" in shown
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
