"""Numbers: what a picture draws as CSV: heads with units, one row a mark, nothing where there is no number."""

from __future__ import annotations

import csv
import io
import math

from skypact.report.markup import Numbers


def numbers_csv(numbers: Numbers) -> str:
    """Return the table as CSV by RFC 4180, lines ended by a line feed alone; numbers to ten digits."""
    made = io.StringIO()
    to = csv.writer(made, lineterminator="\n")
    to.writerow(numbers.heads)
    to.writerows([_cell(value) for value in row] for row in numbers.rows)
    return made.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value + 0.0:.10g}" if math.isfinite(value) else ""
    return value
