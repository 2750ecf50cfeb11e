"""How good an air picture is: GOSPA, SIAP, changes of track, consistency, from anyone's truth and tracks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.quality import associate, consistency, tables
from skypact.analysis.quality.consistency import Consistency
from skypact.analysis.quality.gospa import Gospa, gospa
from skypact.analysis.quality.scans import scans
from skypact.analysis.quality.siap import Siap, siap
from skypact.analysis.quality.tgospa import TrajectoryGospa, tgospa
from skypact.core.errors import SkypactError
from skypact.study.plain import plain, rows, table_html

PAIRINGS = ("history", "assignment")
QUALITY = pa.schema([
    ("measure", pa.string()), ("title", pa.string()), ("value", pa.float64()), ("unit", pa.string()),
    ("best", pa.float64()),
])


@dataclass(frozen=True)
class Quality:
    """What was found of one picture. No intervals: a picture is one case, and its scans are not independent."""

    gospa: Gospa
    siap: Siap
    pairing: str
    id_switches: int
    trajectory: TrajectoryGospa | None  # where gamma was given
    nees: Consistency | None  # where the tracks carry covariances

    @property
    def sentence(self) -> str:
        """Return the answer in words."""
        g, n = self.gospa, len(self.gospa.t_s)
        said = (
            f"GOSPA {g.mean_m:,.0f} m a scan over {n} scans (c {g.c_m:g} m, p {g.p:g}, alpha {g.alpha:g}): "
            f"{np.mean(g.n_missed):.2f} objects missed and {np.mean(g.n_false):.2f} tracks false a scan, "
            f"{self.id_switches} change{'' if self.id_switches == 1 else 's'} of track."
        )
        if self.nees is not None:
            said += f" NEES {self.nees.mean:.2f} of {self.nees.dims}: the filter is {self.nees.verdict}."
        return said

    @property
    def table(self) -> pa.Table:
        """Return one row for each measure (Arrow)."""
        made = [dict(zip(QUALITY.names, row, strict=True)) for row in self._rows()]
        return pa.Table.from_pylist(made, schema=QUALITY)

    @property
    def over_time(self) -> pa.Table:
        """Return one row for each scan (Arrow): GOSPA with its parts [m**p], and the counts behind SIAP."""
        g, s = self.gospa, self.siap
        return pa.table({
            "t_s": g.t_s, "gospa_m": g.distance_m, "localisation": g.localisation, "missed": g.missed, "false": g.false,
            "n_missed": g.n_missed, "n_false": g.n_false, "n_paired": g.n_paired, "n_object": s.n_object,
            "n_held": s.n_held, "n_track": s.n_track, "n_on_object": s.n_on_object,
        })  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits, what is not known as None."""
        g = self.gospa
        return {
            "answer": self.sentence, "c_m": g.c_m, "p": g.p, "alpha": g.alpha, "pairing": self.pairing,
            "gamma_m": None if self.trajectory is None else self.trajectory.gamma_m, "table": rows(self.table),
            "over_time": [{name: plain(v) for name, v in row.items()} for row in self.over_time.to_pylist()],
        }  # fmt: skip

    def __str__(self) -> str:
        lines = [f"  {title:<38} {_shown(value)} {unit}".rstrip() for _, title, value, unit, _ in self._rows()]
        return "\n".join([self.sentence, *lines])

    def _repr_html_(self) -> str:
        return table_html(self.sentence, self.table.select(["title", "value", "unit", "best"]))

    def _rows(self) -> list[tuple[str, str, float, str, float]]:
        g, s, t = self.gospa, self.siap, self.trajectory
        power = "m" if g.p == 1 else f"m^{g.p:g}"
        found = [("gospa", "GOSPA, mean of the scans", g.mean_m, "m", 0.0)]
        found += [(f"gospa_{name}", f"… {name}, mean", value, power, 0.0) for name, value in g.parts().items()]
        found += [
            ("missed", "objects missed, a scan", float(np.mean(g.n_missed)), "", 0.0),
            ("false", "tracks false, a scan", float(np.mean(g.n_false)), "", 0.0),
            ("id_switches", "changes of track", float(self.id_switches), "", 0.0),
            ("completeness", "SIAP completeness", s.completeness, "", 1.0),
            ("ambiguity", "SIAP ambiguity", s.ambiguity, "", 1.0),
            ("spuriousness", "SIAP spuriousness", s.spuriousness, "", 0.0),
            ("position", "SIAP position accuracy", s.position_m, "m", 0.0),
            ("velocity", "SIAP velocity accuracy", s.velocity_mps, "m/s", 0.0),
            ("changes", "SIAP rate of track number change", s.changes_per_s, "1/s", 0.0),
            ("longest_segment", "SIAP longest track segment", s.longest_segment, "", 1.0),
        ]
        if t is not None:
            found += [("tgospa", "trajectory GOSPA, a scan", t.mean_m, "m", 0.0)]
            found += [(f"tgospa_{name}", f"… {name}, a scan", getattr(t, name) / t.n_scan, power, 0.0)
                      for name in ("localisation", "missed", "false", "switches")]
        if self.nees is not None:
            c = self.nees
            found += [
                ("nees", f"NEES, mean, {c.dims} dimensions", c.mean, "", float(c.dims)),
                ("nees_low", "… 95 % of consistent filters, from", c.low, "", math.nan),
                ("nees_high", "… 95 % of consistent filters, to", c.high, "", math.nan),
                ("nees_inside", "… moments within their own bounds", c.inside, "", consistency.LEVEL),
            ]
        return found


def quality(
    truth: Any, tracks: Any, *, c: float = 2000.0, p: float = 2.0, alpha: float = 2.0, gamma: float | None = None,
    detectable: Mapping[Any, tables.Span] | None = None, at: Sequence[float] | np.ndarray | None = None,
    pairing: str = "history",
) -> Quality:  # fmt: skip
    """Measure a picture: truth and tracks are mappings of arrays, frames or Arrow tables, in one Cartesian frame.

    c [m], p, alpha: of GOSPA; gamma [m]: what a change of track costs in trajectory GOSPA, which is left out without.
    """
    if pairing not in PAIRINGS:
        raise SkypactError(f"pairing: '{pairing}' is none — {' or '.join(PAIRINGS)}")
    wanted = None if at is None else np.asarray(at, dtype=np.float64)
    made = scans(tables.truth(truth, detectable), tables.tracks(tracks), wanted)
    found = gospa(made, c=c, p=p, alpha=alpha)
    history = pairing == "history"
    segments = associate.by_history(made, c) if history else associate.by_assignment(made, found.truth_of)
    return Quality(
        found, siap(made, segments, c), pairing, associate.switches(made, found.truth_of),
        None if gamma is None else tgospa(made, gamma=gamma, c=c, p=p),
        consistency.of_tracks(made, found.truth_of),
    )  # fmt: skip


def _shown(value: float) -> str:
    if not math.isfinite(value):
        return "–"
    return f"{value:.4g}" if abs(value) < 1000 else f"{value:,.0f}"
