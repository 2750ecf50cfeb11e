"""Playing: worlds of claims run on common luck, each once, in this process or in several; short ones are prefixes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import Any

from skypact.analysis.measures.warning import Warned, warned
from skypact.analysis.outcomes import Scope
from skypact.core.errors import SkypactError
from skypact.load.overlay.arrange import arrange, choose, with_values
from skypact.spec.scenario import Scenario
from skypact.study.detail import deciders_in
from skypact.study.values import Values, values
from skypact.study.worlds import played, scope_in

#: Path → text of a value, as the format takes it.
Pairs = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Recipe:
    """How a world is made of a base scenario: values by path in this order, then an arrangement or a choice."""

    base: str
    arrangement: str = ""
    choice: str = ""
    drawn: Pairs = ()
    stated: Pairs = ()
    given: Pairs = ()

    def key(self) -> str:
        """Return a text that is the same for the same world."""
        return repr((self.base, self.arrangement, self.choice, self.drawn, self.stated, self.given))


#: What a reading counts: objects (none: those of the question) and a nation.
Asked = tuple[tuple[str, ...], str | None]


@dataclass(frozen=True)
class Played:
    """Every measure of a world by run, and what its warning times are made of."""

    values: dict[str, Values]
    warned: Warned
    runs: int

    def first(self, runs: int) -> Played:
        """Return the same of the first runs."""
        if runs == self.runs:
            return self
        return Played({name: first(v, runs) for name, v in self.values.items()}, self.warned.first(runs), runs)


def first(v: Values, runs: int) -> Values:
    """Return a measure of the first runs."""
    return replace(v, by_run=v.by_run[:runs], out_of=None if v.out_of is None else v.out_of[:runs])


def world_of(base: Scenario, recipe: Recipe) -> Scenario:
    """Return the world of a recipe."""
    made = with_values(base, dict(recipe.drawn), origin="range")
    made = with_values(with_values(made, dict(recipe.stated), origin="claim"), dict(recipe.given))
    if recipe.choice:
        return choose(made, recipe.choice, recipe.arrangement or None)
    return arrange(made, recipe.arrangement)


def play(base: Scenario, recipe: Recipe, runs: int, seed: int, asked: tuple[Asked, ...]) -> dict[Asked, Played]:
    """Return what the runs of a world show, for all that is asked of it; another process may do it."""
    try:
        world = world_of(base, recipe)
    except SkypactError as error:
        raise SkypactError(f"{recipe.base}: {error}") from None  # one that can come back from another process
    own, deciders = scope_in(world), deciders_in(world)
    log = played(world, recipe.choice or recipe.arrangement, runs=runs, seed=seed, workers=1)
    scopes = {key: Scope(key[0] or own.about, key[1] or own.nation, own.deciders) for key in asked}
    return {key: Played(values(log, scope), warned(log, deciders, scope), runs) for key, scope in scopes.items()}


@dataclass
class Player:
    """Plays worlds and keeps what they show. `replicates` counts what was really run; progress is told of runs."""

    seed: int
    workers: int = 1
    progress: Callable[[int], None] | None = None
    replicates: int = 0
    bases: dict[str, Scenario] = field(default_factory=dict)
    asked: dict[str, list[Asked]] = field(default_factory=dict)
    known: dict[str, dict[Asked, Played]] = field(default_factory=dict)
    pool: Executor | None = None

    def __enter__(self) -> Player:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None

    def ask(self, base: str, scenario: Scenario, asked: Asked) -> None:
        """Say what will be asked of the worlds of a base scenario, before the first of them is played."""
        self.bases[base] = scenario
        every = self.asked.setdefault(base, [])
        every += [asked] if asked not in every else []

    def play(self, worlds: Iterable[tuple[Recipe, int]], asked: Asked) -> list[Played]:
        """Return what each world shows of what is asked in so many runs, in order."""
        wanted = list(worlds)
        open_: dict[str, tuple[Recipe, int]] = {}
        for recipe, runs in wanted:
            key = recipe.key()
            if asked in self.known.get(key, {}) and self.known[key][asked].runs >= runs:
                continue
            if key not in open_ or open_[key][1] < runs:
                open_[key] = (recipe, runs)
        self._all(open_)
        done = {key: runs for key, (_, runs) in open_.items()}
        found = []
        for recipe, runs in wanted:
            if done.pop(recipe.key(), None) is None and self.progress:
                self.progress(runs)
            found.append(self.known[recipe.key()][asked].first(runs))
        return found

    def _all(self, open_: dict[str, tuple[Recipe, int]]) -> None:
        longest = sorted(open_.items(), key=lambda item: -item[1][1])
        if self.workers <= 1 or len(longest) < 2:
            for key, (recipe, runs) in longest:
                self._keep(key, play(*self._task(recipe, runs)))
            return
        fresh = self.pool is None
        pool = self._pool()
        left: dict[Future[dict[Asked, Played]], str] = {}
        if fresh:  # one process alone, which may have to compile; the others find what it left
            key, (recipe, runs) = longest.pop()
            self._keep(key, pool.submit(play, *self._task(recipe, runs)).result())
        for key, (recipe, runs) in longest:
            left[pool.submit(play, *self._task(recipe, runs))] = key
        while left:
            for future in wait(left, return_when=FIRST_COMPLETED).done:
                self._keep(left.pop(future), future.result())

    def _task(self, recipe: Recipe, runs: int) -> tuple[Scenario, Recipe, int, int, tuple[Asked, ...]]:
        return self.bases[recipe.base], recipe, runs, self.seed, tuple(self.asked[recipe.base])

    def _keep(self, key: str, found: dict[Asked, Played]) -> None:
        self.known[key] = found
        runs = next(iter(found.values())).runs
        self.replicates += runs
        if self.progress:
            self.progress(runs)

    def _pool(self) -> Executor:
        if self.pool is None:
            from multiprocessing import get_context

            self.pool = ProcessPoolExecutor(
                self.workers, get_context("spawn"), initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
            )
        return self.pool


def cores(workers: int) -> int:
    """Return the number of processes: 0 takes one per core."""
    return workers if workers > 0 else os.cpu_count() or 1
