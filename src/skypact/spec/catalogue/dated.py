"""Dates of facts: a year, a month or a day, as text."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from skypact.core import dates


def _text(raw: object) -> object:
    if isinstance(raw, datetime.date):
        return raw.isoformat()
    return str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw


#: A year, a month or a day: "2016", "2016-05", "2016-05-06".
Date = Annotated[str, BeforeValidator(_text), AfterValidator(dates.check)]
