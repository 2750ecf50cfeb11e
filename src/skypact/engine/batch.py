"""A batch: many replicates over threads, into one event log. The result does not know how many threads there were."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.arrays.codes import EVENT_VERSION, LEVELS
from skypact.core.errors import SkypactError
from skypact.core.stamp import package_version, this_platform
from skypact.engine.plan import Plan, plan
from skypact.engine.replicate import replicate
from skypact.load.canonical import sha256
from skypact.load.code import digest
from skypact.log.schema import ENTITIES, EventLog
from skypact.log.writer import event_table
from skypact.lower.roster import Roster
from skypact.spec.scenario import Scenario

MAX_RUNS = 1 << 24


def run(
    scenario: Scenario,
    *,
    arrangement: str = "",
    runs: int = 100,
    seed: int = 1,
    workers: int = 0,
    level: str = "full",
    association: str | None = None,
    progress: Callable[[int], None] | None = None,
    hypothesis: str = "",
    functions: Mapping[str, Callable[..., Any]] | None = None,
    stamped: bool = True,
) -> EventLog:
    """Run a resolved scenario, to which its arrangement has been applied, `runs` times.

    functions: code of doctrines, by name of the doctrine; the stamp holds the hash of each.
    workers: threads, 0 for one a core. progress: called with the number of runs finished since the last call.
    stamped: False leaves the hash of the scenario out of the stamp of a log that is counted and thrown away: it costs
    as much as half a replicate. KeyboardInterrupt ends the batch after the running replicates.
    """
    check(runs, seed, level)
    made = plan(scenario, association, functions)
    parts = play_all(made, seed, runs, workers, level, progress)
    stamp: dict[str, object] = {
        "skypact": package_version(), "platform": this_platform(), "event_version": EVENT_VERSION,
        "scenario": scenario.id, "scenario_sha256": sha256(scenario) if stamped else "", "arrangement": arrangement,
        "hypothesis": hypothesis, "seed": seed, "runs": runs, "level": level,
        "association": association or scenario.tracking.association,
    }
    code = {name: digest(function) for name, function in (functions or {}).items() if name in made.roster.doctrines}
    stamp |= {"code_sha256": code} if code else {}
    return EventLog(
        events=event_table(list(enumerate(parts))), entities=entity_table(made.roster), stamp=stamp,
        arrangement=arrangement, runs=runs, hypothesis=hypothesis,
    )


def check(runs: int, seed: int, level: str) -> None:
    """Refuse what cannot be run, saying what would be right."""
    if not 1 <= runs <= MAX_RUNS:
        raise SkypactError(f"{runs} runs — 1 to {MAX_RUNS:,} are possible")
    if not 0 <= seed < 2**63:
        raise SkypactError(f"seed {seed} — a whole number from 0 to 2^63 − 1")
    if level not in LEVELS:
        raise SkypactError(f"level {level!r} — one of {', '.join(LEVELS)}")


def play_all(
    made: Plan, seed: int, runs: int, workers: int, level: str, progress: Callable[[int], None] | None
) -> list[np.ndarray]:
    """Return the events of every run, in the order of runs. The first run is played alone: it compiles."""
    parts: list[np.ndarray | None] = [None] * runs
    parts[0] = replicate(made, seed, 0, level)
    if progress:
        progress(1)
    threads = workers if workers > 0 else (os.cpu_count() or 1)
    if threads == 1:
        for i in range(1, runs):
            parts[i] = replicate(made, seed, i, level)
            if progress:
                progress(1)
    else:
        _threaded(made, seed, runs, threads, level, progress, parts)
    return [p for p in parts if p is not None]


def _threaded(
    made: Plan, seed: int, runs: int, threads: int, level: str, progress: Callable[[int], None] | None,
    parts: list[np.ndarray | None],
) -> None:
    with ThreadPoolExecutor(threads) as pool:
        futures = {pool.submit(replicate, made, seed, i, level): i for i in range(1, runs)}
        try:
            for future in as_completed(futures):
                parts[futures[future]] = future.result()
                if progress:
                    progress(1)
        except BaseException:
            for future in futures:
                future.cancel()
            raise


def entity_table(roster: Roster) -> pa.Table:
    """Return the log's entity table."""
    columns = {name: [row[name] for row in roster.entities] for name in ENTITIES.names}
    return pa.table(columns, schema=ENTITIES)
