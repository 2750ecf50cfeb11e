"""Heights: small multiples of differences, one panel per measure, one row per band of height (SVG)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skypact.report.markup import Markup, Numbers, el, join, num, picture
from skypact.report.numbers import HIGH, LOW
from skypact.report.pictures.labels import text_width
from skypact.report.pictures.plots import Axis, Estimate, axis, horizontal, marker, whisker

_ACROSS, _WIDE, _GAP, _STEP, _ROOM = 4, 166.0, 46.0, 13.0, 9.0


@dataclass(frozen=True)
class Panel:
    """One measure: its words, which way is better, the unit of its axis, and estimates by (band, series)."""

    title: str
    better: str
    unit: str
    found: Mapping[tuple[str, int], Estimate]


def by_height(
    name: str, title: str, description: str, bands: Sequence[str], panels: Sequence[Panel], series: Sequence[str]
) -> Markup:
    """Return the panels; those of one unit share their axis, so that lengths can be compared."""
    left = 20 + max(text_width(band, 12) for band in bands)
    tall = len(bands) * (_STEP * len(series) + _ROOM) + _ROOM
    top, apart = 66.0, 74.0
    parts: list[object] = [_legend(series, left)]
    for k, panel in enumerate(panels):
        x0, y0 = left + (k % _ACROSS) * (_WIDE + _GAP), top + (k // _ACROSS) * (tall + apart)
        alike = [e for other in panels if other.unit == panel.unit for e in other.found.values()]
        ax = _axis(alike, x0, panel.unit)
        parts.append(_panel(panel, bands, len(series), ax, y0, y0 + tall))
        if k % _ACROSS == 0:
            parts += [el("text", band, x=left - 10, y=_middle(i, len(series), y0) + 4, class_="row end")
                      for i, band in enumerate(bands)]
    down = math.ceil(len(panels) / _ACROSS)
    size = (left + min(_ACROSS, len(panels)) * (_WIDE + _GAP), top + down * (tall + apart) - 26)
    drawn = Numbers(("measure", "height", "series", "difference", LOW, HIGH, "unit"), [
        (panel.title, band, series[i], e.value, e.low, e.high, panel.unit)
        for panel in panels for (band, i), e in panel.found.items()
    ])
    return picture(name, title, description, size, *parts, numbers=drawn)


def _axis(found: Sequence[Estimate], x0: float, unit: str) -> Axis:
    ends = [v for e in found for v in (e.value, e.low, e.high) if math.isfinite(v)]
    return axis([*ends, 0.0], x0, x0 + _WIDE, unit, most=4)


def _middle(i: int, n_series: int, y0: float) -> float:
    """Return the height [px] of the middle of a band's row."""
    tall = _STEP * n_series + _ROOM
    return y0 + _ROOM / 2 + i * tall + tall / 2


def _panel(panel: Panel, bands: Sequence[str], n_series: int, ax: Axis, y0: float, y1: float) -> Markup:
    parts: list[object] = [
        horizontal(ax, y0, y1), el("path", d=f"M{num(ax.at(0))} {num(y0)}V{num(y1)}", class_="zero"),
        el("text", panel.title, x=ax.px0, y=y0 - 22, class_="panel"),
        el("text", panel.better, x=ax.px0, y=y0 - 8, class_="tick"),
    ]
    for (band, i), e in panel.found.items():
        y = _middle(bands.index(band), n_series, y0) + (i - (n_series - 1) / 2) * _STEP
        parts += [whisker(i, (ax.at(e.low), ax.at(e.high)), (y, y)), marker(i, ax.at(e.value), y, 4.0)]
    return join(parts)


def _legend(series: Sequence[str], x: float) -> Markup:
    parts: list[Markup] = []
    for i, text in enumerate(series):
        parts += [marker(i, x + 6, 14), el("text", text, x=x + 18, y=18.0, class_="legend")]
        x += 18 + text_width(text, 12) + 20
    return join(parts)
