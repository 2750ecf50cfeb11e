"""What each way of making a picture gains: registration, fusion, late plots, two models, covariance intersection.

Pictures of the engine, read at every moment as their post holds them then; both sides of a comparison have the same
seed and run numbers, and so the same luck. The run is the unit: mean paired difference with its 95 % interval
(`analysis.statistics`). A comparison is no proof: what comes out is printed, gain or loss, and nothing was chosen for
it but by the rules that are told here. `python verification/pictures_gain.py --runs 30` prints it alone.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from verification.pictures_scenes import Reading, Spec, Watched, scene, watch

from skypact.analysis.statistics import Interval, paired_difference
from verification import pictures_scenes as scenes

RUNS = 30
#: One side of a comparison: each measure of every run.
Runs = Mapping[str, np.ndarray]
#: What is measured in a picture: title, whether more of it is better.
MEASURES = {
    "gospa": ("GOSPA [m]", False), "rmse": ("RMSE of place [m]", False), "every": ("RMSE, doubles too [m]", False),
    "tracked": ("share of time tracked", True),
    "first": ("time to first track [s]", False), "doubles": ("doubles a run", False),
    "orders": ("orders beyond one", False),
    "nees": ("NEES ÷ 6", False), "beyond": ("share of NEES beyond 95 %", False),
}  # fmt: skip
#: What says how sure a filter is; it has an exact value for one that is as sure as it may be.
SURENESS = ("nees", "beyond")
#: Sizes of the biases of (a): sd of each radar's.
BIASES = {"bias_range": "150 m", "bias_azimuth": "0.3 deg"}
#: The ally's plots of (c) come so late.
LATE = "12 s"
#: The sharp radars of (a), beside the usual ones.
SHARP: Spec = {"period": "5 s", "sigma_azimuth": "0.05 deg", "sigma_elevation": "0.05 deg"}
#: (d): the settings of least mean GOSPA on so many runs of another seed are held against each other.
CHOSEN_ON = 8
ONE_MODEL: list[Spec] = [
    {"filter": "ekf", "acceleration": f"{a} m/s2", "gate": gate} for a, gate in product((3, 5, 8, 12, 18, 25), (4, 6))
]
TWO_MODELS: list[Spec] = [
    {"filter": "imm", "calm": f"{a} m/s2", "manoeuvre": f"{b} m/s2", "calm_lasts": f"{lasts} s", "gate": gate}
    for a, b, lasts, gate in product((1, 3), (25, 40), (30, 60), (4, 6))
]
#: (e): acceleration that the filters allow for. The jets fly straight, and a filter that expects turns would be too
#: cautious to show what exchange adds.
STEADY = "0.3 m/s2"


@dataclass(frozen=True)
class Gain:
    """One comparison: what is measured, mean of each side, and the mean paired difference with its interval."""

    claim: str
    measure: str
    before: float
    after: float
    difference: Interval

    @property
    def verdict(self) -> str:
        """Return "gain" or "loss" where the interval says so, "equal" where nothing differs, else "not shown"."""
        low, high = self.difference.low, self.difference.high
        if self.measure in SURENESS:
            return "overconfident" if low > 0.0 else "cautious" if high < 0.0 else "consistent"
        if low == high == 0.0:
            return "equal"
        if not (low > 0.0 or high < 0.0):
            return "not shown"
        return "gain" if (low > 0.0) == MEASURES[self.measure][1] else "loss"

    def row(self) -> dict[str, object]:
        """Return the comparison as a plain mapping."""
        d = self.difference
        return {"claim": self.claim, "measure": self.measure, "before": self.before, "after": self.after,
                "difference": d.value, "low": d.low, "high": d.high, "n": d.n, "verdict": self.verdict}  # fmt: skip

    def __str__(self) -> str:
        d = self.difference
        return (
            f"{self.claim:<54} {MEASURES[self.measure][0]:<30} {self.before:>8.3g} {self.after:>8.3g} "
            f"{d.value:>+9.3g} ({d.low:+.3g} to {d.high:+.3g})  n {d.n}  {self.verdict}"
        )


def scored(run: Watched, reading: Reading) -> dict[str, float]:
    """Return GOSPA [m], RMSE of place [m] of pairs and of every track, and the share of time tracked of one run.

    Of two tracks of one jet GOSPA pairs the nearer one, and whoever uses the picture knows not which: hence `every`.
    """
    import skypact

    n_moment, n_object, _ = run.truth.shape
    truth = {
        "t": np.repeat(run.moments_s, n_object), "id": np.tile(np.arange(n_object), n_moment),
        "xyz": run.truth[:, :, :3].reshape(-1, 3),
    }  # fmt: skip
    tracks = {"t": reading.t_s, "id": reading.track, "xyz": reading.x[:, :3]}
    found = skypact.quality(truth, tracks)
    paired = found.gospa.n_paired.sum()
    rmse = math.sqrt(found.gospa.localisation.sum() / paired) if paired else math.nan
    known = reading.obj < n_object  # not of false plots
    k, i = np.searchsorted(run.moments_s, reading.t_s[known]), reading.obj[known]
    error = reading.x[known, :3] - run.truth[k, i, :3]
    every = float(np.sqrt((error**2).sum(axis=1).mean())) if len(error) else math.nan
    return {"gospa": found.gospa.mean_m, "rmse": rmse, "tracked": paired / len(truth["t"]), "every": every}


def counted(run: Watched, made: Any) -> dict[str, float]:
    """Return of one run: doubles, orders beyond the first, and the mean time of the first track in our picture."""
    from skypact.arrays.codes import E_DOUBLED, E_ORDERED, E_TRACKED

    events, post = run.events, int(made.world.post["entity"][made.roster.posts.index("ours")])
    ours = events[events["actor"] == post]
    ordered = ours["subject"][ours["kind"] == E_ORDERED]
    tracked = ours[ours["kind"] == E_TRACKED]
    first = np.full(run.truth.shape[1], scenes.DURATION_S)  # whoever is never tracked waits to the end
    for i, entity in enumerate(made.world.object["entity"][: len(first)]):
        first[i] = min(tracked["t_s"][tracked["subject"] == entity], default=scenes.DURATION_S)
    return {"doubles": float((ours["kind"] == E_DOUBLED).sum()), "first": float(first.mean()),
            "orders": float(len(ordered) - len(np.unique(ordered)))}  # fmt: skip


def played(
    scenario: Any, association: str, seed: int, runs: Sequence[int], post: str = "ours", level: str = "track"
) -> dict[str, np.ndarray]:
    """Return every measure of one post's picture over runs."""
    from skypact.engine.plan import plan

    made, rows = plan(scenario, association), []
    for run in runs:
        seen = watch(made, seed, run, level)
        rows.append(scored(seen, seen.pictures[post]) | counted(seen, made))
    return {name: np.array([r[name] for r in rows]) for name in rows[0]}


def compared(claim: str, before: Runs, after: Runs, measures: Sequence[str]) -> list[Gain]:
    """Return after less before for each measure, over the runs in which both are known."""
    found = []
    for name in measures:
        known = np.isfinite(before[name]) & np.isfinite(after[name])
        a, b = before[name][known], after[name][known]
        found.append(Gain(claim, name, float(a.mean()), float(b.mean()), paired_difference(a, b)))
    return found


def registration(runs: int, seed: int) -> list[Gain]:
    """(a) Biases of the partner's radar estimated against ignored, plots shared, with usual and with sharp radars."""
    found = []
    for name, radars in (("usual", {}), ("sharp", SHARP)):

        def side(carried: str, estimated: bool, more: Spec | None = None, radars: Spec = radars) -> Runs:
            made = scene([carried], effects=BIASES, tracking={"registration": estimated}, radars=radars, **(more or {}))
            return played(made, "gnn", seed, range(runs), level="full" if more else "track")

        ignored, estimated, alone = side("plots", False), side("plots", True), side("reports", False)
        claim = f"(a) biases, {name} radars: estimated less"
        found += compared(f"{claim} ignored", ignored, estimated, ["doubles", "gospa", "rmse", "every"])
        shot, shot_too = (side("plots", what, scenes.battery()) for what in (False, True))
        found += compared(f"{claim} ignored", shot, shot_too, ["orders"])
        found += compared(f"{claim} own alone", alone, estimated, ["gospa", "rmse", "every"])
    return found


def fusion(runs: int, seed: int) -> list[Gain]:
    """(b) What is shared over the link, against our national picture and the better of the two of each run."""
    alone = scene(["reports"])
    ours, theirs = (played(alone, "gnn", seed, range(runs), post=name) for name in scenes.POSTS)
    measures = ["gospa", "rmse", "tracked"]
    best = {m: (np.fmax if MEASURES[m][1] else np.fmin)(ours[m], theirs[m]) for m in measures}
    found = []
    for carried in ("plots", "tracklets", "tracks"):
        shared = played(scene([carried]), "gnn", seed, range(runs))
        found += compared(f"(b) {carried} less own alone", ours, shared, measures)
        found += compared(f"(b) {carried} less the better nation alone", best, shared, measures)
    return found


def late(runs: int, seed: int) -> list[Gain]:
    """(c) Plots of a partner that come 12 s late: used, against dropped and against waiting for them."""

    def side(what: str) -> Runs:
        made = scene(["plots"], tracking={"late": what}, link={"latency": LATE})
        return played(made, "gnn", seed, range(runs))

    used = side("use")
    return [
        g for other, name in (("drop", "dropped"), ("wait", "waited for"))
        for g in compared(f"(c) late plots used less {name}", side(other), used, ["first", "gospa", "rmse", "tracked"])
    ]  # fmt: skip


def models(runs: int, seed: int, chosen_on: int = CHOSEN_ON) -> list[Gain]:
    """(d) Two models less one, as chosen on another seed (least mean GOSPA) and by default; all jets turn, or half."""
    turning, found = scenes.turning(), []
    half = scenes.straight() | {name: jet for i, (name, jet) in enumerate(turning.items()) if i % 2}
    for name, jets in (("all jets turn", turning), ("half of them", half)):

        def side(tracking: Spec, seed: int, runs: int, jets: dict[str, Spec] = jets) -> Runs:
            return played(scene(["plots"], jets, tracking=tracking), "gnn", seed, range(runs))

        one, two = (
            min(grid, key=lambda tracking: float(side(tracking, seed + 1000, chosen_on)["gospa"].mean()))
            for grid in (ONE_MODEL, TWO_MODELS)
        )
        print(f"(d) {name}: chosen {one} and {two}")
        claim = f"(d) {name}: two models less one"
        found += compared(claim, side(one, seed, runs), side(two, seed, runs), ["gospa", "rmse", "tracked"])
        ekf, imm = (side({"filter": kind}, seed, runs) for kind in ("ekf", "imm"))
        found += compared(f"{claim}, defaults", ekf, imm, ["gospa", "rmse", "tracked"])
    return found


def intersection(runs: int, seed: int) -> list[Gain]:
    """(e) Two pictures that send each other their tracks again and again: is either surer than it may be?"""
    from skypact.engine.plan import plan

    tracking, rows = {"acceleration": STEADY}, []
    made = [plan(scene(carried, tracking=tracking), "perfect") for carried in (["reports"], ["tracks"], ["plots"])]
    q = float(made[0].world.picture["q"][0])
    for run in range(runs):
        alone, circle, plots = (watch(one, seed, run) for one in made)
        sides = [squared(one, one.pictures["ours"]) for one in (alone, plots, circle)] + [added(alone, q)]
        cells = sorted(set.intersection(*(set(side) for side in sides)))
        rows.append([[side[c] for c in cells] for side in sides])
    names = ["own radar alone", "plots shared", "tracks in a circle, intersected", "tracks in a circle, added"]
    found, sides = [], list(zip(*rows, strict=True))
    for name, side in zip(names, sides, strict=True):
        nees, beyond = (np.array([f(np.array(run)) for run in side]) for f in (_mean, _beyond))
        for measure, known, exact in (("nees", nees, 1.0), ("beyond", beyond, 0.05)):
            found.append(Gain(f"(e) {name}, less exact", measure, exact, float(known.mean()),
                              paired_difference(np.full(len(known), exact), known)))  # fmt: skip
    return found


def _mean(squared: np.ndarray) -> float:
    return float(squared.mean()) / 6.0


def _beyond(squared: np.ndarray) -> float:
    """Return the share beyond the bound that 5 % of chi-square (6 degrees) lie beyond."""
    from scipy.special import chdtri

    return float((squared > chdtri(6, 0.05)).mean())


Cells = dict[tuple[int, int], float]


def squared(run: Watched, reading: Reading) -> Cells:
    """Return the squared error of each object's track at each moment in units of its covariance (6 degrees)."""
    found: Cells = {}
    for t, i, x, p in zip(reading.t_s, reading.obj, reading.x, reading.p, strict=True):
        k = int(np.searchsorted(run.moments_s, t))
        error = x - run.truth[k, i]
        found[k, int(i)] = float(error @ np.linalg.solve(p, error))
    return found


def added(run: Watched, q: float) -> Cells:
    """Return the same of our picture if both took in all that the other knows at every moment, as if it were new.

    By hand, from the two national pictures: what a filter has learnt since the last moment is its information less what
    it had, carried on; then each side adds the whole of the other's.
    """
    found: Cells = {}
    for i in range(run.truth.shape[1]):
        own = [_by_moment(run.pictures[name], i) for name in scenes.POSTS]
        held: list[Held | None] = [None, None]
        before: list[Held | None] = [None, None]
        for k, t in enumerate(run.moments_s):
            for side in (0, 1):
                now = own[side].get(float(t))
                held[side] = _learnt(held[side], before[side], now, q)
                before[side] = now
            a, b = held
            if a is None or b is None:
                continue
            info = np.linalg.inv(a[1]) + np.linalg.inv(b[1])
            p = np.linalg.inv(info)
            x = p @ (np.linalg.solve(a[1], a[0]) + np.linalg.solve(b[1], b[0]))
            held = [(x, p), (x, p)]
            error = x - run.truth[k, i]
            found[k, i] = float(error @ info @ error)
    return found


#: A state and its covariance.
Held = tuple[np.ndarray, np.ndarray]


def _by_moment(reading: Reading, obj: int) -> dict[float, Held]:
    return {float(reading.t_s[r]): (reading.x[r], reading.p[r]) for r in np.flatnonzero(reading.obj == obj)}


def _learnt(held: Held | None, before: Held | None, now: Held | None, q: float) -> Held | None:
    """Return what a side holds, carried on to the next moment, with what its own filter has learnt since."""
    if now is None:
        return None
    if held is None or before is None:
        return now
    (x0, p0), (x1, p1), (x2, p2) = now, *(scenes.carried(*one, scenes.READ_S, q) for one in (before, held))
    new, old, kept = np.linalg.inv(p0), np.linalg.inv(p1), np.linalg.inv(p2)
    p = np.linalg.inv(kept + new - old)
    return p @ (kept @ x2 + new @ x0 - old @ x1), p


CLAIMS: dict[str, Callable[[int, int], list[Gain]]] = {
    "registration": registration, "fusion": fusion, "late": late, "models": models, "intersection": intersection,
}  # fmt: skip


def gains(scale: float, seed: int) -> list[Gain]:
    """Return every comparison, printed as it comes."""
    runs, found = max(3, round(RUNS * scale)), []
    print(f"{'comparison':<54} {'measure':<30} {'before':>8} {'after':>8} {'difference':>10} (95 % interval)")
    for claim in CLAIMS.values():
        for gain in claim(runs, seed):
            print(gain, flush=True)
            found.append(gain)
    return found


def drawn(found: Sequence[Gain]) -> Any:
    """Return the picture: every difference in per cent of what it is compared with; a mark for each verdict."""
    from skypact.report.pictures.plots import Estimate, intervals

    verdicts, rows = ["gain", "loss", "not shown", "equal"], []
    for g in found:
        if g.measure in SURENESS or not g.before:
            continue
        share = 100.0 / g.before
        d = g.difference
        title = f"{g.claim}: {MEASURES[g.measure][0].split(' [')[0]}"
        rows.append((title, verdicts.index(g.verdict), Estimate(d.value * share, d.low * share, d.high * share)))
    return intervals(
        "gains", "What each way of making a picture changes",
        "Mean paired difference over runs with its 95 % interval, in per cent of the mean that it is compared with.",
        rows, "difference [% of what it is compared with]",
        series={i: name for i, name in enumerate(verdicts) if any(row[1] == i for row in rows)},
    )


def main(words: list[str] | None = None) -> int:
    """Print every comparison and draw them."""
    from verification.pictures import write

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent / "out")
    options = parser.parse_args(words)
    found = gains(options.runs / RUNS, options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    write("gains", drawn(found), options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
