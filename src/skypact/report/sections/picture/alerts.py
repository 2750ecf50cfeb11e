"""Alerts: the section on when a violation was seen, when it was known what flies there, and on false alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skypact.report.markup import Markup
from skypact.report.tables import paragraph, percent, section, table

if TYPE_CHECKING:
    from skypact.study.compare import Comparison

Row = dict[str, Any]


def alerts_section(comparison: Comparison, rows: list[Row]) -> Markup:
    """Return the section of `Comparison.alerts()`, without rows of nations that nothing could alert."""
    timed, flights = [r for r in rows if r["n"]], [r for r in rows if r["flights"]]
    heads = ("nation", "arrangement", "violation alert", "never", "right class to the end", "never")
    rates = ("nation", "arrangement", "false alerts", "violations", "suspect or hostile")
    parts = [paragraph(
        "From the entry over the nation's territory, for attackers and trespassers; what was known before counts as 0. "
        "The right class: civil for what is civil in truth, suspect or hostile for other attackers and trespassers."
    )]
    if timed:
        parts.append(table("Time from entry [min]: median and quartiles over entries", heads, [
            [_nation(comparison, r), r["arrangement"], _quartiles(r, "alert"), percent(r["alert_never"]),
             _quartiles(r, "known"), percent(r["known_never"])] for r in timed
        ], range(2, 6), 2))
    if flights:
        parts.append(table("False alerts per 1,000 civil flights that only pass, 95 % interval", rates, [
            [_nation(comparison, r), r["arrangement"], *(_rate(r, key) for key in ("false", "violations", "suspects"))]
            for r in flights
        ], range(2, 5), 2))
    return section("alerts", "Alerts", *parts)


def _nation(comparison: Comparison, r: Row) -> str:
    known = comparison.scenario.nations
    return known[r["nation"]].title if r["nation"] in known else r["nation"]


def _quartiles(r: Row, key: str) -> str:
    low, middle, high = (_minutes(r[f"{key}_{q}_s"]) for q in ("q25", "median", "q75"))
    return f"{middle} ({low} to {high})"


def _minutes(t_s: float | None) -> str:
    return "never" if t_s is None else f"{t_s / 60:.1f}"


def _rate(r: Row, key: str) -> str:
    value, low, high = (r[f"{key}_{part}"] for part in ("per_1000", "low", "high"))
    if value is None:
        return "—"
    if low is None or high is None:
        return f"{value:.1f}"
    return f"none, at most {high:.1f}" if value == 0 else f"{value:.1f} ({low:.1f} to {high:.1f})"
