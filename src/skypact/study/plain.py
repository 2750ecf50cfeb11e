"""Plain: numbers and tables as JSON and notebooks take them."""

from __future__ import annotations

import math
from html import escape
from typing import Any

import pyarrow as pa


def plain(value: Any) -> Any:
    """Return a value for JSON: floats to 10 significant digits, NaN and infinities as None, -0 as 0."""
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        return None
    return float(f"{value:.10g}") + 0.0


def rows(table: pa.Table) -> list[dict[str, Any]]:
    """Return a table as a list of plain mappings."""
    return [{name: plain(value) for name, value in row.items()} for row in table.to_pylist()]


def table_html(caption: str, table: pa.Table) -> str:
    """Return a table as HTML for a notebook."""
    head = "".join(f"<th>{escape(name)}</th>" for name in table.column_names)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_shown(value))}</td>" for value in row.values()) + "</tr>"
        for row in table.to_pylist()
    )
    return f"<p>{escape(caption)}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
