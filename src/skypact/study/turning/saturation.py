"""Saturation: what comes through of a scripted raid as it grows; nothing about it but its size may differ (law 9)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import columns
from skypact.analysis.measures.stock import Batteries, batteries_of
from skypact.analysis.outcomes import contributions
from skypact.analysis.statistics import Interval, ends, mean_or_bound, share_interval
from skypact.core.errors import SkypactError
from skypact.load.overlay.raid import Raid, raid, shared
from skypact.log.schema import EventLog
from skypact.spec.intruder import Intruder
from skypact.spec.scenario import Scenario
from skypact.study.detail import magazines
from skypact.study.plain import plain, rows, table_html
from skypact.study.turning.crossing import turning_point
from skypact.study.worlds import check_hypothesis, check_runs, chosen, simulate

#: Sizes that are looked at where none are named, as far as they fit into the scenario.
SIZES = (1, 2, 4, 8, 16, 32)
#: Shares that a curve has beside its leak; each has its interval.
_CURVE = ("leak_share", "others_share", "any_empty", "any_busy")
CURVE = pa.schema([
    ("arrangement", pa.string()), ("size", pa.int64()), ("n", pa.int64()),
    *((f"{name}{end}", pa.float64()) for name in _CURVE for end in ("", "_low", "_high")),
    ("leaked", pa.float64()), ("rounds", pa.float64()), ("kind", pa.string()),
])
BATTERIES = pa.schema([
    ("arrangement", pa.string()), ("size", pa.int64()), ("battery", pa.string()), ("rounds", pa.float64()),
    ("empty", pa.float64()), ("busy", pa.float64()),
])
FOUND = pa.schema([
    ("arrangement", pa.string()), ("at", pa.float64()), ("low", pa.float64()), ("high", pa.float64()),
    ("first_empty", pa.int64()), ("mostly_empty", pa.int64()), ("first_busy", pa.int64()), ("mostly_busy", pa.int64()),
])


@dataclass(frozen=True)
class Saturation:
    """What comes through of a raid, by its size.

    curve: one row per arrangement and size: share of the raid that got through, the same of all other attackers,
    share of runs with a battery empty, and with every channel of a battery taken, all with 95 % intervals. batteries:
    the same by battery. found: one row per arrangement: the size at which the share passes `share`, with its band
    (None where it does not within the sizes), and the first sizes at which a battery is empty or has every channel
    taken in any run, and in half of the runs.
    """

    scenario: Scenario
    raid: tuple[str, ...]
    written: int
    sizes: tuple[int, ...]
    names: tuple[str, ...]
    share: float
    runs: int
    seed: int
    curve: pa.Table
    batteries: pa.Table
    found: pa.Table
    statement: str

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits; no clock, path or worker count in it."""
        return {
            "scenario": self.scenario.id, "raid": list(self.raid), "written": self.written, "sizes": list(self.sizes),
            "arrangements": list(self.names), "share": plain(self.share), "runs": self.runs, "seed": self.seed,
            "statement": self.statement, "curve": rows(self.curve), "batteries": rows(self.batteries),
            "found": rows(self.found),
        }

    def _repr_html_(self) -> str:
        shown = self.curve.select(["arrangement", "size", "leak_share", "leak_share_low", "leak_share_high", "n"])
        return table_html(self.statement, shown)


def saturation(
    path: str | Path, groups: Sequence[str], sizes: Sequence[int] | None = None, *,
    arrangements: Sequence[str] | None = None, share: float = 0.5, runs: int = 100, seed: int = 1, workers: int = 0,
    association: str | None = None, hypothesis: str = "", sets: Mapping[str, object] | None = None,
    progress: Callable[[int], None] | None = None, functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Saturation:  # fmt: skip
    """Let a scripted raid grow and see what comes through, on the same luck copy by copy.

    `groups` are intruders of the file, which share a size in proportion to their counts. Routes, spacing and all else
    stay as written. `share` is the share of the raid whose size is looked for. `progress` is told of finished
    replicates, of sizes × arrangements × runs.
    """
    check_runs(runs)
    if not 0.0 < share < 1.0:
        raise SkypactError(f"{share!r} — the share of the raid whose size is looked for lies between 0 and 1")
    whole = _largest(path, groups, sizes, hypothesis, sets)
    fitting = tuple(sizes_of(whole, sizes))
    names = chosen(whole.scenario, arrangements) if whole.scenario.arrangements else ("",)
    check_hypothesis(whole.scenario, hypothesis)
    curve: list[dict[str, Any]] = []
    units: list[dict[str, Any]] = []
    for size in fitting:
        there, copies = whole.at(size)
        for name in names:
            log = simulate(there, name, runs=runs, seed=seed, workers=workers, association=association,
                           progress=progress, hypothesis=hypothesis, functions=functions)
            row, batteries = measured(log, there, copies)
            curve.append({"arrangement": name, "size": size} | row)
            units += [{"arrangement": name, "size": size} | one for one in batteries]
    table = pa.Table.from_pylist(curve, schema=CURVE)
    found = pa.Table.from_pylist([_found(name, table, share) for name in names], schema=FOUND)
    return Saturation(
        whole.scenario, tuple(groups), sum(whole.written.values()), fitting, names, share, runs, seed, table,
        pa.Table.from_pylist(units, schema=BATTERIES), found, _statement(found, table, fitting, share),
    )


def sizes_of(whole: Raid, sizes: Sequence[int] | None) -> list[int]:
    """Return the sizes to look at; SkypactError where one of them would still be on its way at the end."""
    wanted = sorted(set(SIZES if sizes is None else sizes))
    fits = [size for size in wanted if _ends_s(whole, size) <= whole.scenario.duration.value]
    if not fits or (sizes is not None and len(fits) < len(wanted)):
        late = next(size for size in wanted if size not in fits)
        most = bisect_right(range(1, late), whole.scenario.duration.value, key=lambda size: _ends_s(whole, size))
        raise SkypactError(
            f"a raid of {late} is still on its way when the scenario ends, so that what comes through is not known — "
            + (f"name sizes up to {most}, or write a longer duration" if most else "write a longer duration")
        )
    return fits


def measured(log: EventLog, there: Scenario, copies: Sequence[str]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a row of the curve and the rows of its batteries, from the log of one size and arrangement."""
    c = columns(log)
    through = contributions(c, "leak").astype(bool)
    attack = c.entities.intent_is("attack")
    ids = np.array([c.entities.id[i] for i in c.entities.objects])
    inside, others = np.isin(ids, list(copies)), attack & ~np.isin(ids, list(copies))
    leaked = through[:, inside].sum(axis=1)
    found = batteries_of(c, magazines(there))
    empty, busy = np.isfinite(found.empty_s), _ever_busy(found)
    rounds = float(found.rounds.sum(axis=1).mean())
    row: dict[str, Any] = {"n": c.n_run, "leaked": float(leaked.mean()), "rounds": rounds}
    share = _share(leaked, int(inside.sum()))
    row |= _ends("leak_share", share) | {"kind": share.kind}
    if others.any():
        row |= _ends("others_share", _share(through[:, others].sum(axis=1), int(others.sum())))
    for name, mask in (("any_empty", empty), ("any_busy", busy)):
        row |= _ends(name, share_interval(int(mask.any(axis=1).sum()), c.n_run))
    units = [
        {"battery": name, "rounds": float(found.rounds[:, i].mean()), "empty": float(empty[:, i].mean()),
         "busy": float(busy[:, i].mean())}
        for i, name in enumerate(found.names)
    ]
    return row, units


def _largest(
    path: str | Path, groups: Sequence[str], sizes: Sequence[int] | None, hypothesis: str,
    sets: Mapping[str, object] | None,
) -> Raid:  # fmt: skip
    """Return the raid at the largest size; of the sizes that nobody named, the largest that the format takes."""
    wanted = sorted(set(SIZES if sizes is None else sizes))
    if not wanted or any(isinstance(n, bool) or not isinstance(n, int) or n < 1 for n in wanted):
        raise SkypactError(f"{list(sizes or [])} — sizes of a raid are whole numbers from 1")
    if sizes is not None:
        return raid(path, groups, wanted[-1], hypothesis=hypothesis, sets=sets)
    first = raid(path, groups, 1, hypothesis=hypothesis, sets=sets)
    fits = [size for size in wanted if _begins_s(first, size) < first.scenario.duration.value]
    return raid(path, groups, fits[-1] if fits else 1, hypothesis=hypothesis, sets=sets)


def _begins_s(whole: Raid, size: int) -> float:
    """Return when the last copy of a raid of a size begins [s]."""
    begins = [one.begin.value + (n - 1) * one.spacing.value for _, one, n in _first_copies(whole, size)]
    return max(begins, default=0.0)


def _ends_s(whole: Raid, size: int) -> float:
    """Return when the last copy of a raid of a size has flown its route at the latest [s]."""
    from skypact.lower.ground import ground
    from skypact.lower.intruder import objects
    from skypact.lower.roster import roster

    known = roster(whole.scenario)
    flown, _, _ = objects(whole.scenario, known, ground(whole.scenario))
    ends_s = []
    for name, one, n in _first_copies(whole, size):
        end_s = float(flown[known.objects.index(name)]["end_s"])
        ends_s.append(end_s + (n - 1) * one.spacing.value + one.spread.value)
    return max(ends_s, default=0.0)


def _first_copies(whole: Raid, size: int) -> list[tuple[str, Intruder, int]]:
    """Return the first copy of each group that is in a raid of a size, by name, and how many there are."""
    counts = shared(size, whole.written)
    firsts = ((whole.groups[group][0], n) for group, n in counts.items() if n > 0)
    return [(name, whole.scenario.intruders[name], n) for name, n in firsts]


def _ever_busy(found: Batteries) -> np.ndarray:
    """Return where every channel of a battery was taken at some moment, [n_run, n_battery]."""
    out = np.zeros(found.rounds.shape, dtype=bool)
    for run, i in np.ndindex(*out.shape):
        out[run, i] = bool(np.any(found.steps(run, i)[1] >= found.channels[i]))
    return out


def _share(leaked: np.ndarray, of: int) -> Interval:
    if of == 1:
        return share_interval(int(np.count_nonzero(leaked)), len(leaked))
    return mean_or_bound(leaked / of)


def _ends(name: str, found: Interval) -> dict[str, float | None]:
    low, high = ends(found, 1.0)
    return {name: found.value, f"{name}_low": low, f"{name}_high": high}


def _found(name: str, curve: pa.Table, share: float) -> dict[str, Any]:
    """Return the sizes that one arrangement's curve tells."""
    own = [row for row in curve.to_pylist() if row["arrangement"] == name]
    sizes = np.array([float(row["size"]) for row in own])
    middle, low, high = (
        np.array([np.nan if row[c] is None else row[c] for row in own]) - share
        for c in ("leak_share", "leak_share_low", "leak_share_high")
    )
    at, from_, to = turning_point(sizes, middle, low, high)

    def first(column: str, least: float) -> int | None:
        return next((row["size"] for row in own if row[column] is not None and row[column] >= least), None)

    return {
        "arrangement": name, "at": at, "low": from_, "high": to,
        "first_empty": first("any_empty", 1e-12), "mostly_empty": first("any_empty", 0.5),
        "first_busy": first("any_busy", 1e-12), "mostly_busy": first("any_busy", 0.5),
    }


def _statement(found: pa.Table, curve: pa.Table, sizes: tuple[int, ...], share: float) -> str:
    said = [_passes(row, [r for r in curve.to_pylist() if r["arrangement"] == row["arrangement"]], share)
            for row in found.to_pylist()]
    span = " to ".join(str(size) for size in dict.fromkeys((sizes[0], sizes[-1])))
    return f"Where {100 * share:g} % of the raid come through, looked for over sizes {span}: {'; '.join(said)}."


def _passes(row: dict[str, Any], own: list[dict[str, Any]], share: float) -> str:
    name = f"“{row['arrangement']}” " if row["arrangement"] else ""
    if row["at"] is not None:
        low, high = ("beyond" if row[end] is None else f"{row[end]:.1f}" for end in ("low", "high"))
        said = f"{name}at {row['at']:.1f} (band {low} to {high})"
    else:
        below = all(r["leak_share_high"] is not None and r["leak_share_high"] < share for r in own)
        above = all(r["leak_share_low"] is not None and r["leak_share_low"] > share for r in own)
        said = f"{name}at none: it " + (
            "stays below at every size" if below else "stays above at every size" if above
            else "cannot be told to pass it"
        )
    parts: list[str] = [
        f"{what} in half of the runs from {row[column]} on"
        for column, what in (
            ("mostly_busy", "every channel of a battery is taken"), ("mostly_empty", "a battery is empty"),
        )
        if row[column] is not None
    ]
    return said + (f", {' and '.join(parts)}" if parts else "")
