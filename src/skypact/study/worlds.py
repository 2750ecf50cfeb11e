"""Worlds: run a scenario under one arrangement, and what a question about it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from skypact.analysis.outcomes import Scope
from skypact.core.errors import SkypactError, nearest
from skypact.load.overlay.arrange import arrange
from skypact.log.schema import EventLog
from skypact.spec.scenario import Scenario

#: Runs that the chance cube can number: 24 bits.
MOST_RUNS = 2**24 - 1


def simulate(
    scenario: Scenario, name: str, *, runs: int, seed: int, workers: int = 0, level: str = "full",
    association: str | None = None, progress: Callable[[int], None] | None = None, hypothesis: str = "",
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> EventLog:  # fmt: skip
    """Return the log of a resolved scenario under one of its arrangements; functions: doctrines in code, by name."""
    return played(
        arrange(scenario, name), name, runs=runs, seed=seed, workers=workers, level=level, association=association,
        progress=progress, hypothesis=hypothesis, functions=functions,
    )


def played(
    world: Scenario, name: str, *, runs: int, seed: int, workers: int = 0, level: str = "full",
    association: str | None = None, progress: Callable[[int], None] | None = None, hypothesis: str = "",
    functions: Mapping[str, Callable[..., Any]] | None = None, stamped: bool = True,
) -> EventLog:  # fmt: skip
    """Return the log of a scenario on which its arrangement or choice is laid already; `name` says which."""
    from skypact.engine.batch import run  # numba: only when something runs

    return run(
        world, arrangement=name, runs=runs, seed=seed, workers=workers, level=level, association=association,
        progress=progress, hypothesis=hypothesis, functions=functions, stamped=stamped,
    )


def scope_of(scenario: Scenario, name: str) -> Scope:
    """Return what the scenario's question counts under one arrangement: `told` means a post with a right to decide."""
    return scope_in(arrange(scenario, name))


def scope_in(world: Scenario) -> Scope:
    """Return what the question counts in a scenario on which an arrangement or a choice is laid already."""
    deciders = frozenset(right.decides for right in world.rights if right.decides)
    return Scope(about=tuple(world.question.about), nation=world.question.nation, deciders=deciders or None)


def chosen(scenario: Scenario, arrangements: Sequence[str] | None) -> tuple[str, ...]:
    """Return the arrangements to compare: for None those of the question, else all; SkypactError for an unknown one."""
    if isinstance(arrangements, str):
        arrangements = [arrangements]
    names = tuple(scenario.question.arrangements or scenario.arrangements if arrangements is None else arrangements)
    if not names:
        raise SkypactError(f"{scenario.id}: no arrangement to compare — write one under `arrangements`")
    for name in names:
        if name not in scenario.arrangements:
            raise SkypactError(f"unknown arrangement {name!r} — {nearest(name, scenario.arrangements)}")
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise SkypactError(f"arrangement {twice[0]!r} is named twice — name each once")
    return names


def check_runs(runs: int) -> int:
    """Return the number of runs; SkypactError where it is none or more than the chance cube holds."""
    if isinstance(runs, bool) or not isinstance(runs, int) or not 1 <= runs <= MOST_RUNS:
        raise SkypactError(f"{runs!r} runs — a whole number from 1 to {MOST_RUNS:,}")
    return runs


def check_hypothesis(scenario: Scenario, name: str) -> str:
    """Return the name of a rival account of the scenario, "" for none."""
    if name and name not in scenario.hypotheses:
        raise SkypactError(f"unknown hypothesis {name!r} — {nearest(name, scenario.hypotheses)}")
    return name
