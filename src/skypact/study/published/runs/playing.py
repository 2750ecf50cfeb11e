"""Playing: worlds of claims run on common luck, each once, in this process or in several; short ones are prefixes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Lock
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


#: Base scenarios of a process that plays for another: they come once, not with every world.
_bases: dict[str, Scenario] = {}


def _receive(bases: dict[str, Scenario]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bases.update(bases)


def play_of(recipe: Recipe, runs: int, seed: int, asked: tuple[Asked, ...]) -> dict[Asked, Played]:
    """Return the same as `play`, of a base scenario that this process was given."""
    return play(_bases[recipe.base], recipe, runs, seed, asked)


def play(base: Scenario, recipe: Recipe, runs: int, seed: int, asked: tuple[Asked, ...]) -> dict[Asked, Played]:
    """Return what the runs of a world show, for all that is asked of it; another process may do it."""
    try:
        world = world_of(base, recipe)
    except SkypactError as error:
        raise SkypactError(f"{recipe.base}: {error}") from None  # one that can come back from another process
    own, deciders = scope_in(world), deciders_in(world)
    log = played(world, recipe.choice or recipe.arrangement, runs=runs, seed=seed, workers=1, stamped=False)
    scopes = {key: Scope(key[0] or own.about, key[1] or own.nation, own.deciders) for key in asked}
    return {key: Played(values(log, scope), warned(log, deciders, scope), runs) for key, scope in scopes.items()}


@dataclass
class Player:
    """Plays worlds and keeps what they show, in this process or in several; progress is told of runs.

    With several processes, threads may ask at the same time: what one asks for is not played again for another.
    """

    seed: int
    workers: int = 1
    progress: Callable[[int], None] | None = None
    bases: dict[str, Scenario] = field(default_factory=dict)
    asked: dict[str, list[Asked]] = field(default_factory=dict)
    known: dict[str, dict[Asked, Played]] = field(default_factory=dict)
    _coming: dict[str, tuple[int, Future[dict[Asked, Played]]]] = field(default_factory=dict)
    _pool: Executor | None = None
    _lock: Lock = field(default_factory=Lock)

    def __enter__(self) -> Player:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def stop(self) -> None:
        """Begin no further world; those that wait for one get an error."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    @property
    def replicates(self) -> int:
        """Return how many different replicates stand behind what is known: the same for any number of processes."""
        return sum(next(iter(found.values())).runs for found in self.known.values())

    def ask(self, base: str, scenario: Scenario, asked: Asked) -> None:
        """Say what will be asked of the worlds of a base scenario, before the first of them is played."""
        self.bases[base] = scenario
        every = self.asked.setdefault(base, [])
        every += [asked] if asked not in every else []

    def begin(self, worlds: Iterable[tuple[Recipe, int]]) -> None:
        """Let processes begin worlds that will be asked for, the longest first; one process plays what is asked for."""
        if self.workers > 1:
            self._begun({recipe.key(): (recipe, runs) for recipe, runs in worlds})

    def play(self, worlds: Iterable[tuple[Recipe, int]], asked: Asked) -> list[Played]:
        """Return what each world shows of what is asked in so many runs, in order."""
        wanted = list(worlds)
        most: dict[str, tuple[Recipe, int]] = {}
        for recipe, runs in wanted:
            key = recipe.key()
            if key not in most or most[key][1] < runs:
                most[key] = (recipe, runs)
        for key, future in self._begun(most).items():
            self._keep(key, future.result())
        for _, runs in wanted:
            if self.progress:
                self.progress(runs)
        return [self.known[recipe.key()][asked].first(runs) for recipe, runs in wanted]

    def _begun(self, most: dict[str, tuple[Recipe, int]]) -> dict[str, Future[dict[Asked, Played]]]:
        """Return what has to be waited for, the longest first: begun here, or by another thread."""
        found: dict[str, Future[dict[Asked, Played]]] = {}
        with self._lock:
            for key, (recipe, runs) in sorted(most.items(), key=lambda item: -item[1][1]):
                if self._has(key) >= runs:
                    continue
                there = self._coming.get(key)
                if there is None or there[0] < runs:
                    there = self._coming[key] = (runs, self._submit(recipe, runs))
                found[key] = there[1]
        return found

    def _has(self, key: str) -> int:
        found = self.known.get(key)
        return next(iter(found.values())).runs if found else 0

    def _submit(self, recipe: Recipe, runs: int) -> Future[dict[Asked, Played]]:
        asked = tuple(self.asked[recipe.base])
        if self.workers <= 1:
            done: Future[dict[Asked, Played]] = Future()
            done.set_result(play(self.bases[recipe.base], recipe, runs, self.seed, asked))
            return done
        if self._pool is None:
            self._pool = _processes(self.workers, self.bases)
            # one run in one process alone, which may have to compile; the others find what it left
            self._pool.submit(play_of, recipe, 1, self.seed, asked).exception()
        return self._pool.submit(play_of, recipe, runs, self.seed, asked)

    def _keep(self, key: str, found: dict[Asked, Played]) -> None:
        with self._lock:
            if next(iter(found.values())).runs > self._has(key):
                self.known[key] = found


def _processes(workers: int, bases: dict[str, Scenario]) -> Executor:
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, get_context("spawn"), initializer=_receive, initargs=(bases,))


def cores(workers: int) -> int:
    """Return the number of processes: 0 takes one per core."""
    return workers if workers > 0 else os.cpu_count() or 1
