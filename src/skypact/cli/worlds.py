"""Run a scenario under arrangements behind a progress bar; Ctrl-C keeps the arrangements that are finished."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from skypact.cli import progress

if TYPE_CHECKING:
    from skypact.log.schema import EventLog
    from skypact.spec.scenario import Scenario


@dataclass(frozen=True)
class How:
    """How to run: what every command that runs is asked for."""

    runs: int
    seed: int
    workers: int
    level: str
    association: str | None
    hypothesis: str
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Worlds:
    """The logs of the arrangements that were finished, and whether it was stopped before all were."""

    logs: dict[str, EventLog]
    stopped: bool


def run(scenario: Scenario, names: tuple[str, ...], how: How) -> Worlds:
    """Run the scenario under each arrangement on the same luck."""
    from skypact.study.worlds import check_hypothesis, simulate

    check_hypothesis(scenario, how.hypothesis)
    return _each(names, how, lambda name, **given: simulate(scenario, name, **given))


def play(worlds: Mapping[str, Scenario], how: How) -> Worlds:
    """Run worlds by name on the same luck; an arrangement is laid on each already."""
    from skypact.study.worlds import played

    return _each(tuple(worlds), how, lambda name, **given: played(worlds[name], name, **given))


def _each(names: tuple[str, ...], how: How, one: Callable[..., EventLog]) -> Worlds:
    logs: dict[str, EventLog] = {}
    try:
        with advancing(len(names) * how.runs, " v ".join(names)) as advance:
            for name in names:
                logs[name] = one(
                    name, runs=how.runs, seed=how.seed, workers=how.workers, level=how.level,
                    association=how.association, hypothesis=how.hypothesis, progress=advance,
                    functions=how.functions,
                )  # fmt: skip
    except KeyboardInterrupt:
        return Worlds(logs, stopped=True)
    return Worlds(logs, stopped=False)


@contextmanager
def advancing(total: int, what: str) -> Iterator[progress.Advance]:
    """Yield the callback of a progress bar of `total` replicates that also hears Ctrl-C."""
    with heard() as check, progress.bar(total, what) as shown:

        def advance(more: int) -> None:
            check()
            shown(more)

        yield advance


@contextmanager
def heard() -> Iterator[Callable[[], None]]:
    """Yield a check that raises where Ctrl-C was pressed: the compiler swallows one that falls into a destructor."""
    pressed: list[int] = []

    def hear(number: int, frame: Any) -> None:
        pressed.append(number)
        raise KeyboardInterrupt

    def check() -> None:
        if pressed:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:  # ignored, or somebody else's
        yield check
        return
    signal.signal(signal.SIGINT, hear)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)
