"""The ledger of the median run: for each intruder and nation when each step came, and why not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np

from skypact.analysis.evidence import classes
from skypact.analysis.ledger import ledger
from skypact.analysis.outcomes import Scope, measures
from skypact.analysis.steps import STEPS
from skypact.core.clock import clock_text
from skypact.log.schema import EventLog
from skypact.report.markup import Markup, el, join
from skypact.report.tables import folded, table


@dataclass(frozen=True)
class Median:
    """The run whose measure is the median of an arrangement."""

    run: int
    measure: str
    value: float
    clear: bool  # False where the measure is the same in every run


def median_run(log: EventLog, measure: str, scope: Scope) -> Median:
    """Return the run with the (lower) median of a measure; of equal runs the one with the lowest number."""
    values = np.asarray(measures(log, scope)[measure].to_numpy(), dtype=float)
    middle = float(np.sort(values)[(len(values) - 1) // 2])
    return Median(int(np.flatnonzero(values == middle)[0]), measure, middle, bool(np.ptp(values) > 0))


@dataclass(frozen=True)
class Moments:
    """Where the moments of a run can be seen: the address of the viewer ("" nowhere), the run, the arrangement."""

    viewer: str
    run: int
    arrangement: str

    def link(self, shown: object, t_s: float, intruder: str) -> Markup:
        """Return what is shown, as a link to its moment."""
        if not self.viewer:
            return join([shown])
        where = {"run": self.run, "a": self.arrangement, "t": f"{math.ceil(10.0 * t_s) / 10.0:.10g}", "sel": intruder}
        return el("a", shown, href=f"{self.viewer}#{urlencode(where)}")


def ledger_table(
    log: EventLog, run: int, scope: Scope, start: str, moments: Moments | None = None
) -> Markup:
    """Return the table intruder × nation × step with UTC times, the fate, and where a step never came, why.

    Of civil and friendly flights, decoys and echoes only those that somebody decided on or engaged are in it.
    """
    every = ledger(log, run, scope.deciders).to_pylist()
    noticed = {r["intruder"] for r in every if r["decided_s"] is not None or r["engaged_s"] is not None}
    rows = [r for r in every if r["intent"] in ("attack", "trespass") or r["intruder"] in noticed]
    heads = ["intruder", "nation", *(_head(s) for s in STEPS), "fate", "never came, and why"]
    cells, classes, last = [], [], None
    seen = moments or Moments("", run, "")
    for row in rows:
        times = [_time(row[f"{step}_s"], start, seen, row["intruder"]) for step in STEPS]
        if row["detected_by"]:
            times[1] = Markup(times[1] + el("br") + el("span", f"by {row['detected_by']}", class_="interval"))
        ended = row["fate_s"]
        fate = row["fate"] if ended is None else join([
            row["fate"], " ", seen.link(clock_text(start, ended), ended, row["intruder"])
        ])
        cells.append([row["intruder"], row["nation"], *times, fate, el("span", why_text(row), class_="why-not")])
        classes.append("intruder" if row["intruder"] != last else "")
        last = row["intruder"]
    left_out = len({r["intruder"] for r in every}) - len({r["intruder"] for r in rows})
    rest = f"; {left_out} flights, decoys or echoes that nobody decided on are left out" if left_out else ""
    made = table(f"Run {run}: times in UTC{rest}", heads, cells, range(2, 2 + len(STEPS)), 2, classes)
    return el("div", made, _classes_table(log, run, {r["intruder"] for r in rows}, start), class_="ledger")


def _classes_table(log: EventLog, run: int, about: set[str], start: str) -> Markup:
    """Return what each post took the objects of a ledger for, and what it had in hand each time its mind changed."""
    found = [r for r in classes(log, run).to_pylist() if r["object"] in about]
    if not found:
        return Markup("")
    cells = [[r["object"], r["post"], clock_text(start, r["t_s"]), r["class"], r["evidence"]]
             for r in sorted(found, key=lambda r: (r["object"], r["post"], r["t_s"]))]  # fmt: skip
    heads = ("object", "post", "when", "taken for", "evidence in hand")
    return folded("What the posts took them for, and on what evidence",
                  table(f"Run {run}: every change of class, times in UTC", heads, cells, (), 2))


def why_text(row: dict[str, object]) -> str:
    """Return which step never came and the cause, "" for what the defence stopped."""
    if not row["stopped"]:
        return ""
    who = [str(row[k]) for k in ("cause_actor", "cause_other") if row[k]]
    cause = f": {row['cause']}" if row["cause"] else ""
    return f"{row['stopped']}{cause}" + (f" ({' → '.join(who)})" if who else "")


def _head(step: str) -> str:
    return {"detectable": "could be seen"}.get(step, step)


def _time(t_s: float | None, start: str, seen: Moments, intruder: str) -> Markup:
    return join(["—"]) if t_s is None else seen.link(clock_text(start, t_s), t_s, intruder)
