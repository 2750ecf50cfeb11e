"""Replay: the runs in which something got through, played again in the world of every candidate, on the same luck."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from skypact.analysis.columns import columns, fates_of
from skypact.analysis.outcomes import Scope, contributions
from skypact.core.errors import SkypactError, nearest
from skypact.load.overlay.arrange import arrange
from skypact.load.overlay.presence import there
from skypact.log.schema import EventLog
from skypact.log.writer import event_table
from skypact.spec.scenario import Scenario
from skypact.study.causal.candidate import Candidate, kind_order
from skypact.study.causal.candidates import candidates
from skypact.study.worlds import scope_of

if TYPE_CHECKING:
    from skypact.engine.plan import Plan

#: What a case can be: an attacker that got through, a trespasser that nobody answered, a wrongful shot.
CASES = ("leak", "unanswered", "wrongful")


@dataclass(frozen=True)
class Fates:
    """What became of every object of the replayed runs, all [n_run, n_object]."""

    fate: np.ndarray  # codes.F_*
    counts: dict[str, np.ndarray]  # by measure of CASES: does the object count


@dataclass(frozen=True)
class Job:
    """What is to be replayed: the runs with a case, and the candidates from small to large."""

    scenario: Scenario
    arrangement: str
    measure: str
    order: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    log: EventLog
    scope: Scope
    names: tuple[str, ...]  # ids of the objects
    runs: tuple[int, ...]  # the runs to replay
    cases: np.ndarray  # bool [n_run, n_object]: the cases of these runs
    base: Fates
    functions: Mapping[str, Callable[..., Any]]  # code of doctrines, by name

    @property
    def replicates(self) -> int:
        """Return how many replicates the whole list costs."""
        return len(self.runs) * len(self.candidates)


@dataclass(frozen=True)
class Played:
    """One candidate and what became of every object in its world."""

    candidate: Candidate
    fates: Fates


def prepare(
    scenario: Scenario, name: str, log: EventLog, *, measure: str | None = None,
    order: str | Sequence[str] | None = None, run: int | None = None, intruder: str | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Job:  # fmt: skip
    """Return the job of an arrangement whose log is made: its cases (of one run or intruder if named), its candidates.

    Without a measure it is the question's, where that names a case; else leak if anything attacks, else unanswered.
    """
    kinds, measure = kind_order(order), chosen_measure(scenario, measure)
    scope = scope_of(scenario, name)
    c = columns(log)
    names = tuple(c.entities.id[i] for i in c.entities.objects)
    if intruder is not None and intruder not in names:
        raise SkypactError(f"no intruder {intruder!r} in the log — {nearest(intruder, names)}")
    if run is not None and not 0 <= run < log.runs:
        raise SkypactError(f"no run {run} — runs 0 to {log.runs - 1} were made")
    cases = contributions(c, measure, scope).astype(bool)
    cases[:, [intruder is not None and one != intruder for one in names]] = False
    cases[[run is not None and i != run for i in range(log.runs)]] = False
    runs = tuple(int(i) for i in np.flatnonzero(cases.any(axis=1)))
    return Job(
        scenario=scenario, arrangement=name, measure=measure, order=kinds,
        candidates=tuple(candidates(arrange(scenario, name), measure, kinds)), log=log, scope=scope, names=names,
        runs=runs, cases=cases[list(runs)], base=fates(log, scope, runs), functions=functions or {},
    )


def chosen_measure(scenario: Scenario, measure: str | None) -> str:
    """Return the measure whose cases are looked into; SkypactError where it has none."""
    if measure is None:
        asked = scenario.question.measure
        attacks = any(one.intent == "attack" for one in there(scenario).intruders.values())
        return asked if asked in CASES else ("leak" if attacks else "unanswered")
    if measure not in CASES:
        raise SkypactError(f"unknown measure {measure!r} of the causal ledger — {nearest(measure, CASES)}")
    return measure


def fates(log: EventLog, scope: Scope, runs: Sequence[int]) -> Fates:
    """Return what became of every object in some runs of a log."""
    c, rows = columns(log), list(runs)
    counts = {measure: contributions(c, measure, scope).astype(bool)[rows] for measure in CASES}
    return Fates(fates_of(c)[rows], counts)


def replay(job: Job, *, workers: int = 0, progress: Callable[[int], None] | None = None) -> tuple[list[Played], bool]:
    """Return the candidates that were played, from small to large, and whether it was stopped before all were.

    progress: called with the number of replicates finished since the last call. KeyboardInterrupt ends the replay
    after the running replicates; the candidates finished by then are kept. The result does not know the workers.
    """
    done: list[Played] = []
    if not job.runs:
        return done, False
    arranged = arrange(job.scenario, job.arrangement)
    threads = workers if workers > 0 else (os.cpu_count() or 1)
    with ThreadPoolExecutor(threads) as pool:
        ahead: deque[_Running] = deque()
        try:
            for one in job.candidates:
                ahead.append(_Running.begin(pool, job, one, one.apply(arranged)))
                if len(ahead) > 1:  # while one is played, the next is lowered
                    done.append(ahead.popleft().end(job, progress))
            while ahead:
                done.append(ahead.popleft().end(job, progress))
        except KeyboardInterrupt:
            for running in ahead:
                running.cancel()
            return done, True
        except BaseException:
            for running in ahead:
                running.cancel()
            raise
    return done, False


@dataclass(frozen=True)
class _Running:
    """A candidate whose replicates are under way."""

    candidate: Candidate
    plan: Plan
    futures: dict[Future[np.ndarray], int]

    @classmethod
    def begin(cls, pool: ThreadPoolExecutor, job: Job, one: Candidate, world: Scenario) -> _Running:
        from skypact.engine.plan import plan  # numba: only when something runs
        from skypact.engine.replicate import replicate

        seed, association = job.log.stamp["seed"], job.log.stamp["association"]
        assert isinstance(seed, int)
        made = plan(world, str(association), job.functions)
        return cls(one, made, {pool.submit(replicate, made, seed, run, "full"): run for run in job.runs})

    def end(self, job: Job, progress: Callable[[int], None] | None) -> Played:
        try:
            parts = []
            for future in as_completed(self.futures):
                parts.append((self.futures[future], future.result()))
                if progress:
                    progress(1)
        except BaseException:
            self.cancel()
            raise
        from skypact.engine.batch import entity_table

        log = EventLog(event_table(parts), entity_table(self.plan.roster), job.log.stamp, job.arrangement, job.log.runs)
        return Played(self.candidate, fates(log, job.scope, job.runs))

    def cancel(self) -> None:
        for future in self.futures:
            future.cancel()
