"""Posts: the measures of one picture in one run, and its course over time. What counts as truth, the caller says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from skypact.analysis.quality import associate, consistency
from skypact.analysis.quality.gospa import gospa
from skypact.analysis.quality.scans import scans
from skypact.analysis.quality.siap import siap
from skypact.analysis.quality.tables import Tracks, Truth


class Measure(NamedTuple):
    """What a measure is called: its key, title, unit and which side is better ("" neither)."""

    key: str
    title: str
    unit: str
    better: str


MEASURES = (
    Measure("completeness", "share of objects held", "share", "higher"),
    Measure("gospa", "GOSPA", "m", "lower"),
    Measure("gospa_localisation", "… localisation, mean", "m²", "lower"),
    Measure("gospa_missed", "… missed, mean", "m²", "lower"),
    Measure("gospa_false", "… false, mean", "m²", "lower"),
    Measure("objects", "objects that count", "count", ""),
    Measure("tracks", "tracks", "count", ""),
    Measure("missed", "objects missed", "count", "lower"),
    Measure("false", "tracks false", "count", "lower"),
    Measure("doubles", "second tracks of an object", "count", "lower"),
    Measure("nothing", "tracks whose last plot was of nothing", "count", "lower"),
    Measure("ambiguity", "tracks on objects ÷ objects held", "", "lower"),
    Measure("spuriousness", "share of tracks on no object", "share", "lower"),
    Measure("id_switches", "changes of track in the run", "count", "lower"),
    Measure("longest_segment", "longest track ÷ time there", "share", "higher"),
    Measure("purity", "share of a track's last plots of one object", "share", "higher"),
    Measure("position", "mean error of position", "m", "lower"),
    Measure("velocity", "mean error of velocity", "m/s", "lower"),
    Measure("nees", "NEES, 6 dimensions", "", ""),
)
#: Columns of the course over time, each a number of things, or a part of GOSPA [m²].
COURSE = (
    "n_object", "n_track", "n_held", "n_double", "n_missed", "n_false", "localisation", "missed", "false",
)  # fmt: skip


@dataclass(frozen=True)
class PostQuality:
    """One picture in one run: every measure (NaN where there is nothing to measure), and COURSE [n_moment] each."""

    values: dict[str, float]
    course: dict[str, np.ndarray]


def quality_of(
    truth: Truth, tracks: Tracks, purity: np.ndarray, nothing: np.ndarray, c: float,
    whole: tuple[Truth, Tracks] | None = None,
) -> PostQuality:  # fmt: skip
    """Return the quality of one picture. GOSPA with cut-off c [m], p 2, alpha 2; SIAP by history.

    purity, nothing [rows of tracks]: share of the last plots of one object; whether the last one was of nothing. Truth
    that does not count is neither missed, nor is a track on it false. whole: the same rows with heights, for NEES,
    where the others are without.
    """
    made = scans(truth, tracks)
    g = gospa(made, c=c)
    s = siap(made, associate.by_history(made, c), c)
    n = len(made.t_s)
    double = s.n_on_object - s.n_held
    nees = consistency.of_tracks(scans(*whole) if whole else made, g.truth_of)
    values = {
        "completeness": s.completeness, "gospa": g.mean_m, **{f"gospa_{k}": v for k, v in g.parts().items()},
        "objects": float(np.mean(s.n_object)), "tracks": len(tracks.t_s) / n, "missed": float(np.mean(g.n_missed)),
        "false": float(np.mean(g.n_false)), "doubles": float(np.mean(double)),
        "nothing": float(np.count_nonzero(nothing)) / n, "ambiguity": s.ambiguity, "spuriousness": s.spuriousness,
        "id_switches": float(associate.switches(made, g.truth_of)), "longest_segment": s.longest_segment,
        "purity": float(np.mean(purity)) if len(purity) else float("nan"), "position": s.position_m,
        "velocity": s.velocity_mps, "nees": nees.mean if nees else float("nan"),
    }  # fmt: skip
    n_track = np.bincount(np.searchsorted(made.t_s, tracks.t_s), minlength=n)
    course = dict(zip(
        COURSE,
        (s.n_object, n_track, s.n_held, double, g.n_missed, g.n_false, g.localisation, g.missed, g.false), strict=True,
    ))
    return PostQuality(values, {name: np.asarray(column, dtype=np.float64) for name, column in course.items()})
