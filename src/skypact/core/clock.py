"""Clock: scenario seconds to UTC text and back."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta, timezone

_CLOCK = re.compile(r"^(\d{1,2}):(\d{2})(?::(\d{2}))?$")


def seconds_of_day(text: str) -> float:
    """Return the seconds since midnight UTC of "HH:MM" or "HH:MM:SS"; ValueError says what would be right."""
    match = _CLOCK.match(str(text).strip())
    if not match:
        raise ValueError(f'not a time of day: {text!r} — write UTC as "05:57" or "05:57:30"')
    hour, minute, second = int(match.group(1)), int(match.group(2)), int(match.group(3) or 0)
    if hour > 24 or minute > 59 or second > 59 or hour * 60 + minute > 24 * 60:
        raise ValueError(f"no such time of day: {text!r} — hours 0–24, minutes and seconds 0–59")
    return hour * 3600.0 + minute * 60.0 + second


def utc(date: str, start: str, t_s: float) -> datetime:
    """Return the UTC moment `t_s` seconds after the start of a scenario."""
    midnight = datetime.fromisoformat(date).replace(tzinfo=timezone.utc)
    return midnight + timedelta(seconds=seconds_of_day(start) + t_s)


def clock_text(start: str, t_s: float | None) -> str:
    """Return "05:14:20" for a moment of a scenario, "never" for None or NaN."""
    if t_s is None or math.isnan(t_s):
        return "never"
    total = int(math.floor(seconds_of_day(start) + t_s)) % 86400
    return f"{total // 3600:02d}:{total // 60 % 60:02d}:{total % 60:02d}"


def span_text(t_s: float) -> str:
    """Return a span as people say it: 75 s → "1 min 15 s"."""
    if math.isnan(t_s):
        return "never"
    sign, t = ("-" if t_s < 0 else ""), abs(int(round(t_s)))
    if t < 60:
        return f"{sign}{t} s"
    if t < 3600:
        return f"{sign}{t // 60} min" + (f" {t % 60} s" if t % 60 else "")
    return f"{sign}{t // 3600} h" + (f" {t // 60 % 60} min" if t // 60 % 60 else "")
