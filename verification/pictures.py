"""Pictures of the proofs: every distance in standard errors, Pd over SNR, Erlang B over load (SVG)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from verification.estimate import LIMIT, Proof

from skypact.report.markup import Markup, el, num, path, picture
from skypact.report.pictures.plots import Axis, Estimate, axis, horizontal, intervals, keys, marker, vertical, whisker


@dataclass(frozen=True)
class Line:
    """An exact curve and the proofs that lie on it, each with its x."""

    label: str
    exact: Callable[[float], float]
    points: Sequence[tuple[float, Proof]]


def write(name: str, drawn: Markup, folder: Path) -> Path:
    """Write one picture with the report's style inside and return its path."""
    css = files("skypact.report").joinpath("style.css").read_text(encoding="utf-8")
    cut = drawn.index(">") + 1
    paper = el("rect", width="100%", height="100%", fill="var(--paper)")
    target = folder / f"{name}.svg"
    target.write_text(f"{drawn[:cut]}{el('style', Markup(css))}{paper}{drawn[cut:]}\n", encoding="utf-8", newline="\n")
    return target


def distances(proofs: Sequence[Proof]) -> Markup:
    """Return one row for each proof: its distance from the exact value, with one standard error each way."""
    rows = [(p.name, 0 if p.ok else 1, Estimate(p.sigma, p.sigma - 1, p.sigma + 1)) for p in proofs]
    return intervals(
        "distances", "Distance of every simulated value from the exact one",
        f"One dot a proof; it fails beyond {LIMIT:g} standard errors.", rows,
        "simulated − exact [standard errors]; dot ± 1",
    )


def lines(
    name: str, title: str, found: Sequence[Line], span: tuple[float, float], x_title: str, y_title: str,
    high: tuple[float, float, float] = (0.0, 1.0, 0.2),
) -> Markup:
    """Return exact curves over a span and simulated points with three standard errors each way.

    high: least and greatest value of the upright axis, and its step.
    """
    width, left, top, bottom = 760.0, 74.0, 40.0, 380.0
    ax = axis(span, left, width - 20, x_title)
    ay = Axis(high[0], high[1], bottom, top, y_title, high[2])
    parts: list[object] = [horizontal(ax, top, bottom), vertical(ay, left, width - 20)]
    for i, line in enumerate(found):
        xs = np.linspace(ax.low, ax.high, 181)
        points = [(ax.at(float(x)), ay.at(line.exact(float(x)))) for x in xs if math.isfinite(line.exact(float(x)))]
        parts.append(el("path", d=path(points), class_=f"curve s{i}"))
    for i, line in enumerate(found):
        for x, p in line.points:
            px, reach = ax.at(x), LIMIT * p.error
            parts.append(whisker(i, (px, px), (ay.at(p.simulated - reach), ay.at(p.simulated + reach))))
            parts.append(marker(i, px, ay.at(p.simulated), 4.0))
    parts.append(keys([line.label for line in found], left, 14))
    what = f"Lines are exact, marks are simulated, whiskers are {num(LIMIT)} standard errors each way."
    return picture(name, title, what, (width, bottom + 44), *parts)
