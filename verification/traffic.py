"""Synthetic civil flights beside recorded ones: speeds and vertical rates by height.

    python verification/traffic.py FILE [--format traffic] [--out FOLDER]

FILE holds recorded flights around airports; the default names of airports are those of Paris. Prints a table, draws a
picture, and ends with one line of JSON. Nothing is fitted: synthetic flights fly the figures of the type sheets.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from pyproj import Geod

from skypact.load.catalogue.shelf import Catalogue
from skypact.load.recorded.flights import recording
from skypact.load.traffic.civil import scripted
from skypact.spec.intruder import Intruder
from skypact.spec.scenario import Scenario
from skypact.spec.traffic.recorded import Limits

GEOD = Geod(ellps="WGS84")
#: Samples of a flight [s], and the span over which speed and vertical rate are taken [s].
STEP_S, SPAN_S = 10.0, 30.0
#: From here on a flight climbs or descends [m/s].
LEVEL_MPS = 2.0
#: Limits of the bands of height [m]; the lowest ends where approach and departure speeds do.
BANDS_M = (300.0, 1500.0, 3000.0, 4500.0, 6000.0, 7500.0, 9000.0)
#: Departures and arrivals of Paris, as an example of a busy area; the far ends only set directions and lengths.
HOME, FAR = ("LFPG", "LFPO"), ("EGLL", "EDDF", "LEMD", "LFML", "LIRF", "EKCH", "LFBO", "GMMN", "LTFM")
TYPES = {"airliner": 6, "regional-jet": 2, "wide-body": 2}
PHASES = ("climb", "descent")
#: Quantiles that are shown.
SHOWN = (0.1, 0.5, 0.9)


class Samples(NamedTuple):
    """Samples of many flights: height above sea [m], speed over ground [m/s], vertical rate [m/s], which flight."""

    h_m: np.ndarray
    speed_mps: np.ndarray
    rate_mps: np.ndarray
    flight: np.ndarray


class Row(NamedTuple):
    """One band of one phase: quantiles 10, 50, 90 % of speed and rate, recorded and synthetic, and the samples."""

    phase: str
    low_m: float
    high_m: float
    recorded_speed: np.ndarray
    synthetic_speed: np.ndarray
    recorded_rate: np.ndarray
    synthetic_rate: np.ndarray
    flights: int


def sampled(tracks: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]) -> Samples:
    """Return samples of tracks, each (t [s], latitude, longitude [degrees], height [m])."""
    parts = []
    for i, (t, lat, lon, h) in enumerate(tracks):
        at = np.arange(t[0], t[-1] - SPAN_S, STEP_S)
        a, b = ([np.interp(at + shift, t, x) for x in (lat, lon, h)] for shift in (0.0, SPAN_S))
        over = GEOD.inv(a[1], a[0], b[1], b[0])[2]
        parts.append((0.5 * (a[2] + b[2]), over / SPAN_S, (b[2] - a[2]) / SPAN_S, np.full(len(at), i)))
    return Samples(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def recorded(path: Path, layout: str = "traffic") -> Samples:
    """Return samples of the believed flights of a file."""
    found = recording(path, layout, Limits())
    return sampled([(f.track.t_s, f.track.lat, f.track.lon, f.track.h_m) for f in found.flights])


def synthetic(flights: int = 400) -> Samples:
    """Return samples of synthetic flights from and to the home airports."""
    sheets = Catalogue()
    pairs = {f"{a}>{b}": 1 for x in HOME for y in FAR for a, b in ((x, y), (y, x))}
    s = Scenario.model_validate({
        "format": 1, "id": "beside", "title": "Beside recorded flights", "question": {"text": "Do they look alike?"},
        "date": "2021-10-07", "start": "12:00", "duration": "3 h", "nations": {}, "posts": {},
        "theatre": {"south": 45, "north": 52, "west": -1, "east": 7}, "environment": {"ground": "50 m"},
        "crafts": {name: sheets.sheet("crafts", name) for name in TYPES},
        "civil": {"made": {"pairs": pairs, "flights": flights, "types": TYPES}},
    })  # fmt: skip
    return sampled([_flown(o) for o in scripted("made", s.civil["made"], s, {}).values()])


def _flown(o: Intruder) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    t = [o.begin.value]
    h = [(leg.alt or leg.agl).value for leg in o.route]  # type: ignore[union-attr]
    for (a, b), (low, high) in zip(pairwise(o.route), pairwise(h), strict=True):
        over = GEOD.inv(a.at[1], a.at[0], b.at[1], b.at[0])[2]
        assert b.speed is not None
        t.append(t[-1] + np.hypot(over, high - low) / b.speed.value)
    lat, lon = (np.array([leg.at[i] for leg in o.route]) for i in (0, 1))
    return np.array(t), lat, lon, np.array(h)


def compared(real: Samples, made: Samples, least_flights: int = 10) -> list[Row]:
    """Return one row for each phase and band that enough recorded flights pass through."""
    rows = []
    for phase, sign in zip(PHASES, (1.0, -1.0), strict=True):
        for low, high in pairwise(BANDS_M):
            here = [(s.h_m >= low) & (s.h_m < high) & (sign * s.rate_mps > LEVEL_MPS) for s in (real, made)]
            flights = len(np.unique(real.flight[here[0]]))
            if flights >= least_flights and here[1].any():
                both = list(zip((real, made), here, strict=True))
                speed = [np.quantile(s.speed_mps[mask], SHOWN) for s, mask in both]
                rate = [np.quantile(np.abs(s.rate_mps[mask]), SHOWN) for s, mask in both]
                rows.append(Row(phase, low, high, speed[0], speed[1], rate[0], rate[1], flights))
    return rows


def draw(rows: Sequence[Row], path: Path) -> None:
    """Draw speeds and vertical rates by height: medians as marks, 10 to 90 % as bars."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 7.2), layout="constrained")
    FigureCanvasAgg(figure)
    axes: Any = figure.subplots(2, 2, sharey=True)
    kinds = (("speed over ground [m/s]", "recorded_speed", "synthetic_speed"),
             ("vertical rate [m/s]", "recorded_rate", "synthetic_rate"))  # fmt: skip
    for i, phase in enumerate(PHASES):
        own = [r for r in rows if r.phase == phase]
        for j, (title, *keys) in enumerate(kinds):
            ax = axes[i][j]
            for k, (key, label, colour, mark) in enumerate(zip(keys, ("recorded", "synthetic"), ("#0072B2", "#D55E00"),
                                                               "os", strict=True)):  # fmt: skip
                q = np.array([getattr(r, key) for r in own])
                y = np.array([0.5 * (r.low_m + r.high_m) for r in own]) / 1000 + (k - 0.5) * 0.3
                ax.hlines(y, q[:, 0], q[:, 2], colors=colour, linewidth=2)
                ax.plot(q[:, 1], y, mark, color=colour, label=label, markersize=6)
            ax.set_xlim(left=0)
            ax.set_title(phase, loc="left", fontsize=10)
            ax.set_xlabel(title)
            ax.grid(alpha=0.25)
            if j == 0:
                ax.set_ylabel("height above sea [km]")
    axes[0][0].legend(loc="upper left", frameon=False)
    figure.suptitle("Synthetic flights beside recorded ones: median and 10 to 90 % of samples", fontsize=11)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)


def main(words: list[str] | None = None) -> int:
    """Compare, draw, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="recorded flights")
    parser.add_argument("--format", default="traffic", choices=["traffic", "opensky", "readsb"])
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent / "out", help="of the picture")
    options = parser.parse_args(words)
    rows = compared(recorded(options.file, options.format), synthetic())
    print(f"{'phase, height [km]':<22}{'flights':>8}  {'speed, recorded':>20}{'synthetic':>16}{'ratio':>7}"
          f"  {'rate, recorded':>18}{'synthetic':>17}{'ratio':>7}")  # fmt: skip
    for r in rows:
        print(f"{r.phase:<8}{r.low_m / 1000:>5.1f} to {r.high_m / 1000:<5.1f}{r.flights:>8}  "
              f"{_said(r.recorded_speed, 0):>20}{_said(r.synthetic_speed, 0):>16}{_ratio(r, 'speed'):>7.2f}  "
              f"{_said(r.recorded_rate, 1):>18}{_said(r.synthetic_rate, 1):>17}{_ratio(r, 'rate'):>7.2f}")  # fmt: skip
    draw(rows, options.out / "traffic.png")
    print(json.dumps({
        "verification": "traffic", "bands": len(rows),
        **{f"{key}_ratio": [round(_ratio(r, key), 3) for r in rows] for key in ("speed", "rate")},
    }))
    return 0


def _said(q: np.ndarray, digits: int) -> str:
    return f"{q[1]:.{digits}f} [{q[0]:.{digits}f}–{q[2]:.{digits}f}]"


def _ratio(r: Row, key: str) -> float:
    return float(getattr(r, f"synthetic_{key}")[1] / getattr(r, f"recorded_{key}")[1])


if __name__ == "__main__":
    sys.exit(main())
