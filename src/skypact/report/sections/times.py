"""Times: the share of intruders that reached each step, against the time since they came in (log → curves)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from skypact.analysis.columns import came, columns, first_by_object, kind_is
from skypact.analysis.measures.times import times
from skypact.analysis.outcomes import Scope, asked_for
from skypact.analysis.statistics import run_means
from skypact.analysis.steps import steps
from skypact.arrays import codes
from skypact.core.clock import span_text
from skypact.log.schema import EventLog
from skypact.report.markup import Markup
from skypact.report.pictures.plots import Curve
from skypact.report.tables import percent, table

#: The steps that the report shows; their meaning is analysis.steps'.
STEPS = ("detected", "told", "identified", "decided", "engaged")
#: Half-width of a normal 95 % interval in standard errors.
Z95 = 1.959964

Times = np.ndarray[Any, np.dtype[np.float64]]


def since_entry(log: EventLog, scope: Scope) -> dict[str, Times]:
    """Return step → time [s] since an intruder could first be seen or was over territory, runs × intruders.

    The zero is that of analysis.measures.times, for attackers and trespassers. Never is inf, what was not there NaN.
    """
    c = columns(log)
    chain, nation = steps(c, scope.deciders), scope.nation_position(c)
    wanted = c.entities.intent_is("attack", "trespass") & asked_for(c, scope.about)
    entered = first_by_object(c, kind_is(c, codes.E_ENTERED))
    start = np.minimum(entered, chain.anyone("detectable"))[:, wanted]
    start = np.where(np.isfinite(start), start, 0.0)
    moments = {step: chain.anyone(step) if nation is None else chain.of(step)[:, :, nation] for step in STEPS}
    there = came(c)[:, wanted]
    return {step: np.where(there, np.maximum(t[:, wanted] - start, 0.0), np.nan) for step, t in moments.items()}


def curves(logs: Mapping[str, EventLog], scopes: Mapping[str, Scope], n: int = 121) -> dict[str, list[Curve]]:
    """Return step → one curve per arrangement: share reached by minute x, mean of runs with its 95 % interval."""
    spans = {name: since_entry(log, scopes[name]) for name, log in logs.items()}
    every = np.concatenate([t[np.isfinite(t)] for of in spans.values() for t in of.values()] or [np.zeros(0)])
    if not every.size:
        return {}
    grid = np.linspace(min(0.0, float(np.quantile(every, 0.01))), max(60.0, float(np.quantile(every, 0.99))), n)
    return {step: [_curve(name, spans[name][step], grid) for name in logs] for step in STEPS}


def _curve(name: str, spans: Times, grid: Times) -> Curve:
    known = ~np.isnan(spans)
    shares = np.stack([run_means(np.where(known, spans <= t, np.nan)) for t in grid])  # grid × runs
    mean, runs = shares.mean(axis=1), shares.shape[1]
    half = Z95 * shares.std(axis=1, ddof=1) / np.sqrt(runs) if runs > 1 else np.zeros(len(grid))
    low, high = np.clip(mean - half, 0, 1), np.clip(mean + half, 0, 1)
    return Curve(name, (grid / 60).tolist(), mean.tolist(), low.tolist(), high.tolist())


def quartiles(logs: Mapping[str, EventLog], scopes: Mapping[str, Scope]) -> Markup:
    """Return the table step × arrangement: quartiles, share never, restricted mean with its interval."""
    horizon = max(float(log.events["t_s"].to_numpy().max()) if len(log.events) else 0.0 for log in logs.values())
    found = [(name, r) for name, log in logs.items() for r in times(log, horizon, scopes[name]).to_pylist()]
    rows = [
        [r["step"], name, *(_span(r[k]) for k in ("q25_s", "median_s", "q75_s")), percent(r["never"]),
         _span(r["rmst_s"]), f"{_span(r['rmst_low_s'])} to {_span(r['rmst_high_s'])}"]
        for step in STEPS for name, r in found if r["step"] == step
    ]
    heads = ("step", "arrangement", "first quarter", "median", "third quarter", "never", "restricted mean", "95 %")
    return table(f"Time since entry; the restricted mean counts never as {span_text(horizon)}", heads, rows,
                 range(2, len(heads)), 2)


def _span(t_s: float | None) -> str:
    return "never" if t_s is None else span_text(t_s)
