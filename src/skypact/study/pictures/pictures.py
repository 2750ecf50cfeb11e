"""Pictures: how good each post's picture is under each arrangement, on the same luck, against two truths."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from skypact.analysis.quality.posts import COURSE, MEASURES, Measure, PostQuality
from skypact.analysis.statistics import Interval, ends, known, mean_interval, paired_difference
from skypact.core.errors import SkypactError
from skypact.load.overlay.arrange import arrange
from skypact.spec.scenario import Scenario
from skypact.study.pictures.measured import TRUTHS, echoes_of, qualities
from skypact.study.pictures.tables import Sample
from skypact.study.plain import plain, rows, table_html
from skypact.study.worlds import check_hypothesis, check_runs, chosen

if TYPE_CHECKING:
    from skypact.engine.plan import Plan

#: Pictures are read no oftener than this [s].
LEAST_S = 1.0
_ENDS = [("mean", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("n", pa.int64()),
         ("kind", pa.string())]
_WHAT = [("measure", pa.string()), ("title", pa.string()), ("unit", pa.string()), ("better", pa.string())]
TABLE = pa.schema([("arrangement", pa.string()), ("post", pa.string()), ("truth", pa.string()), *_WHAT, *_ENDS])
DIFFERENCES = pa.schema([
    ("a", pa.string()), ("b", pa.string()), ("post", pa.string()), ("truth", pa.string()), *_WHAT, *_ENDS,
])
OVER_TIME = pa.schema([
    ("arrangement", pa.string()), ("post", pa.string()), ("truth", pa.string()), ("t_s", pa.float64()),
    *((name, pa.float64()) for name in COURSE),
])


@dataclass(frozen=True)
class Pictures:
    """How good every post's picture is: means over runs with intervals, paired differences, the course over time.

    table: one row per arrangement, post, truth ("own", "all") and measure. differences: the same measures, b less a on
    the same runs, against the first arrangement. over_time: means over runs at each moment. samples: one run of each
    arrangement in full (tracks, truth, detectable).
    """

    scenario: Scenario
    names: tuple[str, ...]
    posts: tuple[str, ...]
    runs: int
    seed: int
    every_s: float
    c_m: float
    height: bool
    association: str
    hypothesis: str
    table: pa.Table
    differences: pa.Table
    over_time: pa.Table
    samples: dict[str, Sample]

    def row(self, arrangement: str, post: str, truth: str, measure: str) -> dict[str, Any]:
        """Return one row of the table."""
        wanted = (arrangement, post, truth, measure)
        return next(r for r in self.table.to_pylist()
                    if (r["arrangement"], r["post"], r["truth"], r["measure"]) == wanted)

    def comes(self, arrangement: str, post: str) -> bool:
        """Return whether anything can come to a post's picture under an arrangement: plots, tracks or reports."""
        return any(self._means[arrangement, post, key] for key in ("objects", "tracks"))

    @cached_property
    def _means(self) -> dict[tuple[str, str, str], float | None]:
        """Return the means against a post's own truth, by (arrangement, post, measure)."""
        rows_ = self.table.to_pylist()
        return {(r["arrangement"], r["post"], r["measure"]): r["mean"] for r in rows_ if r["truth"] == "own"}

    @property
    def sentences(self) -> list[str]:
        """Return for each post in words how much it held of what any sensor could see, and by how much that differs."""
        held = {(r["arrangement"], r["post"], r["truth"], r["measure"]): r for r in self.table.to_pylist()}
        more = {(r["b"], r["post"]): r for r in self.differences.to_pylist()
                if (r["truth"], r["measure"]) == ("all", "completeness")}
        said, idle = [], []
        for post in self.posts:
            parts = []
            for name in self.names:
                row = held[name, post, "all", "completeness"] if self.comes(name, post) else None
                parts.append((name, row, more.get((name, post))))
            if any(row for _, row, _ in parts):
                said.append(_sentence(post, parts))
            else:
                idle.append(post)
        return said + ([f"Nothing comes to {' and '.join(idle)} here."] if idle else [])

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits; no clock, path or worker count in it.

        The course over time is not in it.
        """
        return {
            "scenario": self.scenario.id, "arrangements": list(self.names), "posts": list(self.posts),
            "runs": self.runs, "seed": self.seed, "every_s": plain(self.every_s), "c_m": plain(self.c_m),
            "height": self.height, "association": self.association, "hypothesis": self.hypothesis,
            "sentences": self.sentences,
            "table": rows(self.table), "differences": rows(self.differences),
        }  # fmt: skip

    def _repr_html_(self) -> str:
        """Show the sentences and the share held in a notebook."""
        kept = [r for r in self.table.to_pylist() if r["measure"] in ("completeness", "gospa", "doubles", "false")]
        shown = pa.Table.from_pylist(kept, schema=TABLE).select(
            ["arrangement", "post", "truth", "title", "mean", "low", "high"])
        return table_html(" ".join(self.sentences), shown)


def pictures(
    scenario: Scenario, *, arrangements: Sequence[str] | None = None, runs: int = 20, seed: int = 1,
    every_s: float = 10.0, c_m: float = 2000.0, height: bool = False, run: int = 0, workers: int = 0,
    association: str | None = None, hypothesis: str = "", progress: Callable[[int], None] | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Pictures:  # fmt: skip
    """Replay every run of each arrangement, read the posts' pictures every so often, and measure them.

    c_m: GOSPA's cut-off [m]. height: whether errors of height count too; radars of two dimensions know none. run:
    which run is kept in full. progress: told of every finished replicate.
    """
    from skypact.engine.plan import plan  # numba: only when something runs

    check_runs(runs)
    check_hypothesis(scenario, hypothesis)
    _check(scenario, runs, every_s, c_m, run)
    names = chosen(scenario, arrangements) if scenario.arrangements else ("",)
    found: dict[str, list[dict[tuple[str, str], PostQuality]]] = {}
    samples: dict[str, Sample] = {}
    for name in names:
        made = plan(arrange(scenario, name), association, functions)
        how = (seed, runs, every_s)
        found[name], samples[name] = _all_runs(made, how, (c_m, height), run, workers, progress)
    posts = tuple(dict.fromkeys(post for sample in samples.values() for post in sample.posts))
    if not posts:
        raise SkypactError(f"{scenario.id}: no post has a picture — write `picture: true` for one of its posts")
    return Pictures(
        scenario, names, posts, runs, seed, every_s, c_m, height, association or scenario.tracking.association,
        hypothesis, _table(found, posts), _differences(found, posts), _over_time(found, posts, samples), samples,
    )  # fmt: skip


def _check(scenario: Scenario, runs: int, every_s: float, c_m: float, run: int) -> None:
    if not LEAST_S <= every_s < scenario.duration.value:
        raise SkypactError(
            f"pictures every {every_s:g} s — from {LEAST_S:g} s to less than the {scenario.duration.value:g} s of the "
            "scenario"
        )
    if not 0.0 < c_m < np.inf:
        raise SkypactError(f"a cut-off of {c_m:g} m — more than 0 m is right; 2 km is usual here")
    if not 0 <= run < runs:
        raise SkypactError(f"run {run} is not among the {runs} — runs count from 0 to {runs - 1}")


def _all_runs(
    made: Plan, how: tuple[int, int, float], measure: tuple[float, bool], kept: int, workers: int,
    progress: Callable[[int], None] | None,
) -> tuple[list[dict[tuple[str, str], PostQuality]], Sample]:  # fmt: skip
    """Return the qualities of every run, in order, and the run that is kept. The first is played alone: it compiles.

    how: seed, runs, every so many seconds. measure: cut-off [m], whether height counts.
    """
    from skypact.study.pictures.replay import replay
    from skypact.study.pictures.tables import pictures_of, sample

    samples: dict[int, Sample] = {}
    seed, runs, every_s = how

    def one(run: int) -> dict[tuple[str, str], PostQuality]:
        found = sample(made, replay(made, seed, run, every_s, pictures_of(made)), run)
        if run == kept:
            samples[run] = found
        measured = qualities(found, echoes_of(made), *measure)
        if progress:
            progress(1)
        return measured

    first = one(0)
    threads = workers if workers > 0 else (os.cpu_count() or 1)
    if threads == 1 or runs == 1:
        return [first, *(one(run) for run in range(1, runs))], samples[kept]
    with ThreadPoolExecutor(threads) as pool:
        futures = [pool.submit(one, run) for run in range(1, runs)]
        try:
            return [first, *(future.result() for future in futures)], samples[kept]
        except BaseException:
            for future in futures:
                future.cancel()
            raise


def _values(found: list[dict[tuple[str, str], PostQuality]], post: str, truth: str, key: str) -> np.ndarray:
    """Return a measure [n_run], NaN where a run has nothing to measure or the post has no picture."""
    return np.array([run[post, truth].values[key] if (post, truth) in run else np.nan for run in found])


def _table(found: dict[str, list[dict[tuple[str, str], PostQuality]]], posts: Sequence[str]) -> pa.Table:
    made = []
    for name, of_runs in found.items():
        for post in posts:
            for truth in TRUTHS:
                for m in MEASURES:
                    values = _values(of_runs, post, truth, m.key)
                    e = mean_interval(values[np.isfinite(values)])
                    low, high = ends(e, 1.0 if m.unit == "share" else np.inf)
                    bounds = {"low": low, "high": high}
                    made.append({"arrangement": name, "post": post, "truth": truth, **_said(m), **_ends(e), **bounds})
    return pa.Table.from_pylist(made, schema=TABLE)


def _differences(found: dict[str, list[dict[tuple[str, str], PostQuality]]], posts: Sequence[str]) -> pa.Table:
    """Return b less a over the runs in which both are known; a is the first arrangement."""
    first, *others = found
    made = []
    for name in others:
        for post in posts:
            for truth in TRUTHS:
                for m in MEASURES:
                    a, b = (_values(found[of], post, truth, m.key) for of in (first, name))
                    both = np.isfinite(a) & np.isfinite(b)
                    e = paired_difference(a[both], b[both])
                    made.append({"a": first, "b": name, "post": post, "truth": truth, **_said(m), **_ends(e)})
    return pa.Table.from_pylist(made, schema=DIFFERENCES)


def _over_time(
    found: dict[str, list[dict[tuple[str, str], PostQuality]]], posts: Sequence[str], samples: dict[str, Sample]
) -> pa.Table:
    parts = []
    for name, of_runs in found.items():
        t_s = samples[name].moments_s
        for post in posts:
            for truth in TRUTHS:
                runs = [run[post, truth].course for run in of_runs if (post, truth) in run]
                if not runs:
                    continue
                means = {key: np.mean([run[key] for run in runs], axis=0) for key in COURSE}
                n = len(t_s)
                parts.append(pa.table(
                    {"arrangement": [name] * n, "post": [post] * n, "truth": [truth] * n, "t_s": t_s, **means},
                    schema=OVER_TIME))
    return pa.concat_tables(parts)


def _said(m: Measure) -> dict[str, str]:
    return {"measure": m.key, "title": m.title, "unit": m.unit, "better": m.better}


def _ends(e: Interval) -> dict[str, Any]:
    return {"mean": known(e.value), "low": known(e.low), "high": known(e.high), "n": e.n, "kind": e.kind}


def _sentence(post: str, parts: Sequence[tuple[str, dict[str, Any] | None, dict[str, Any] | None]]) -> str:
    said = []
    for name, row, more in parts:
        text = "nothing came to it" if row is None else "unknown"
        if row and row["mean"] is not None:
            text = f"{100 * row['mean']:.1f} %"
            if more and more["mean"] is not None and more["low"] is not None:
                points = f"{100 * more['low']:+.1f} to {100 * more['high']:+.1f}"
                text += f" ({100 * more['mean']:+.1f} points, {points})".replace("-", "−")
        said.append(f"{name or 'as written'} {text}")
    return f"{post} held, of all that any sensor could see: {'; '.join(said)}."
