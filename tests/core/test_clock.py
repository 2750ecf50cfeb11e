"""The clock: times of day, moments, spans."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from skypact.core.clock import clock_text, seconds_of_day, span_text, utc


@pytest.mark.parametrize(("text", "s"), [("00:00", 0), ("05:57", 21_420), ("5:57:30", 21_450), ("24:00", 86_400)])
def test_seconds_of_day(text: str, s: float) -> None:
    assert seconds_of_day(text) == s


@pytest.mark.parametrize("text", ["24:01", "12:60", "12:00:60", "noon", "12", "25:00", "-1:00", ""])
def test_no_time_of_day(text: str) -> None:
    with pytest.raises(ValueError, match=" — "):
        seconds_of_day(text)


def test_a_moment_may_be_on_the_next_day() -> None:
    assert utc("2016-02-28", "23:59:30", 31.0) == datetime(2016, 2, 29, 0, 0, 1, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("t", "text"), [(0.0, "05:14:00"), (20.9, "05:14:20"), (68_400.0, "00:14:00"), (None, "never")]
)
def test_clock_text(t: float | None, text: str) -> None:
    assert clock_text("05:14", t) == text
    assert clock_text("05:14", float("nan")) == "never"


@pytest.mark.parametrize(
    ("t", "text"),
    [(0.4, "0 s"), (59.6, "1 min"), (75, "1 min 15 s"), (-75, "-1 min 15 s"), (3600, "1 h"), (5400, "1 h 30 min")],
)
def test_span_text(t: float, text: str) -> None:
    assert span_text(t) == text
