"""Measuring: run worlds that differ in a few quantities, and read their measures, each world once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from skypact.load.canonical import sha256
from skypact.load.overlay.arrange import arrange
from skypact.load.overlay.quantities import each_replaced
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.study.values import Values, values
from skypact.study.worlds import check_runs, scope_of, simulate


@dataclass(frozen=True)
class Measuring:
    """How worlds are run, and what is known of those that were: a world that came up before is not run again.

    progress: told of every replicate that is finished, or need not be played.
    """

    runs: int = 300
    seed: int = 1
    workers: int = 0
    level: str = "full"
    association: str | None = None
    hypothesis: str = ""
    progress: Callable[[int], None] | None = None
    functions: Mapping[str, Callable[..., Any]] | None = None
    known: dict[tuple[str, str], dict[str, Values]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_runs(self.runs)

    def values(self, scenario: Scenario, name: str) -> dict[str, Values]:
        """Return every measure of the scenario under one arrangement, "" for as it is written."""
        key = (name, world_sha256(scenario, name))
        if key in self.known:
            if self.progress:
                self.progress(self.runs)
            return self.known[key]
        log = simulate(
            scenario, name, runs=self.runs, seed=self.seed, workers=self.workers, level=self.level,
            association=self.association, progress=self.progress, hypothesis=self.hypothesis,
            functions=self.functions,
        )  # fmt: skip
        self.known[key] = values(log, scope_of(scenario, name), self.level)
        return self.known[key]


def world_sha256(scenario: Scenario, name: str) -> str:
    """Return the hash of the world of an arrangement by its values alone, whatever is said of them."""
    return sha256(each_replaced(arrange(scenario, name), _bare))


def _bare(q: Quantity) -> Quantity:
    """Return a quantity without what is said of it: a world is made of values alone."""
    return Quantity(value=q.value, dimension=q.dimension)
