"""Dates as sources give them: a year, a month or a day; the first and the last day that they may mean."""

from __future__ import annotations

import calendar
import datetime
import re

_FORM = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


def check(text: str) -> str:
    """Return a date that is a year, a month or a day; ValueError where it is none."""
    _split(text)
    return text


def first(text: str) -> datetime.date:
    """Return the earliest day that a date may mean."""
    year, month, day = _split(text)
    return datetime.date(year, month or 1, day or 1)


def last(text: str) -> datetime.date:
    """Return the latest day that a date may mean."""
    year, month, day = _split(text)
    month = month or 12
    return datetime.date(year, month, day or calendar.monthrange(year, month)[1])


def middle(text: str) -> datetime.date:
    """Return the day in the middle of a date: by what one day stands for it on a line of time."""
    begin = first(text)
    return begin + (last(text) - begin) / 2


def day(text: str) -> datetime.date:
    """Return the day of a whole date; ValueError where it is only a year or a month."""
    begin = first(text)
    if begin != last(text):
        raise ValueError(f"{text!r} is not one day — write 2016-05-06")
    return begin


def _split(text: str) -> tuple[int, int | None, int | None]:
    found = _FORM.match(text)
    try:
        if not found:
            raise ValueError
        year, month, number = (int(x) if x else None for x in found.groups())
        assert year is not None
        datetime.date(year, month or 1, number or 1)
    except ValueError:
        raise ValueError(f"not a date: {text!r} — write 2016, 2016-05 or 2016-05-06") from None
    return year, month, number
