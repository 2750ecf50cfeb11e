"""Worth: what a thing brings: the same scenario on the same luck with and without it, by height of the intruder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from skypact.analysis.statistics import PairedShare
from skypact.core.errors import SkypactError
from skypact.load.canonical import sha256
from skypact.load.overlay.arrange import arrange
from skypact.log.schema import EventLog
from skypact.spec.scenario import Scenario
from skypact.study.loss import seen
from skypact.study.plain import plain, rows, table_html
from skypact.study.worlds import check_hypothesis, check_runs, chosen, scope_of, simulate
from skypact.study.worth import words
from skypact.study.worth.measured import Measured, apart, measured
from skypact.study.worth.things import Pair, Thing, pair, things

WORTH = pa.schema([
    ("thing", pa.string()), ("of", pa.string()), ("arrangement", pa.string()), ("measure", pa.string()),
    ("title", pa.string()), ("unit", pa.string()), ("better", pa.string()), ("band", pa.string()),
    ("most", pa.int64()), ("without", pa.float64()), ("with", pa.float64()), ("difference", pa.float64()),
    ("low", pa.float64()), ("high", pa.float64()), ("differs", pa.float64()), ("p", pa.float64()),
    ("kind", pa.string()), ("n", pa.int64()),
])


@dataclass(frozen=True)
class Worth:
    """What things bring: one row per thing, arrangement, measure and band of height; difference = with - without.

    band "": all heights. absent: arrangement → things that it has none of. apart: account → intruders that it brings
    and that are compared with nothing.
    """

    scenario: Scenario
    things: tuple[Thing, ...]
    names: tuple[str, ...]
    table: pa.Table
    absent: dict[str, tuple[str, ...]]
    apart: dict[str, tuple[str, ...]]
    under: str
    runs: int
    seed: int
    level: str
    association: str

    @property
    def sentences(self) -> list[str]:
        """Return what each thing brings under each arrangement, in words."""
        return words.sentences(self)

    def rows(self, thing: Thing, arrangement: str, band: str | None = None) -> list[dict[str, Any]]:
        """Return the rows of a thing under one arrangement; of one band of height where one is named."""
        return [
            r for r in self.table.to_pylist()
            if (r["thing"], r["of"], r["arrangement"]) == (thing.name, thing.kind, arrangement)
            and (band is None or r["band"] == band)
        ]

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits; no clock, path or worker count in it."""
        return {
            "scenario": self.scenario.id, "scenario_sha256": sha256(self.scenario), "under": self.under,
            "things": [{"name": t.name, "of": t.kind, "title": t.title} for t in self.things],
            "arrangements": list(self.names), "runs": self.runs, "seed": self.seed, "level": self.level,
            "association": self.association, "answer": self.sentences, "table": rows(self.table),
            "absent": {name: list(found) for name, found in self.absent.items()},
            "apart": {name: list(found) for name, found in self.apart.items()},
        }

    def _repr_html_(self) -> str:
        shown = ["thing", "arrangement", "title", "band", "without", "with", "difference", "low", "high"]
        return table_html(" ".join(self.sentences), self.table.select(shown))


def worth(
    scenario: Scenario, names: Sequence[str] = (), *, hypotheses: Sequence[str] = (), under: str = "",
    arrangements: Sequence[str] | None = None, runs: int = 300, seed: int = 1, workers: int = 0, level: str = "full",
    association: str | None = None, progress: Callable[[int], None] | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Worth:  # fmt: skip
    """Run a resolved scenario with and without each thing on the same luck and compare run by run.

    names: sensors, units, posts, links "a>b" of the defence, or jammers, which then fly without noise. hypotheses:
    rival accounts. `under` names the account that the scenario already has in it. `progress` is told how many more
    replicates are finished, of arrangements × (1 + things) × runs.
    """
    wanted, places = things(scenario, names, hypotheses), _arrangements(scenario, arrangements)
    check_runs(runs)
    check_hypothesis(scenario, under)
    how: dict[str, Any] = {
        "runs": runs, "seed": seed, "workers": workers, "level": level, "association": association,
        "progress": progress, "functions": functions,
    }  # fmt: skip
    found: list[dict[str, Any]] = []
    absent: dict[str, tuple[str, ...]] = {}
    strangers: dict[str, tuple[str, ...]] = {}
    association_used = ""
    for name, asked, pairs in _worlds(scenario, wanted, places, absent):
        base = simulate(scenario, name, hypothesis=under, **how)
        association_used = str(base.stamp.get("association", association or ""))
        for thing, two in zip(asked, pairs, strict=True):
            with_it, without = _played(scenario, thing, two, name, base, under, how)
            scopes = (scope_of(two.with_it, name), scope_of(two.without, name))
            found += [_row(thing, name, one) for one in
                      measured(with_it, without, scopes, level, scenario.duration.value)]
            if thing.kind == "account" and (only := apart(with_it, without, scopes)):
                strangers[thing.name] = only
    table = pa.Table.from_pylist(found, schema=WORTH)
    return Worth(scenario, wanted, places, table, absent, strangers, under, runs, seed, level, association_used)


def _arrangements(scenario: Scenario, arrangements: Sequence[str] | None) -> tuple[str, ...]:
    return chosen(scenario, arrangements) if scenario.arrangements else ("",)


def _worlds(
    scenario: Scenario, wanted: Sequence[Thing], names: Sequence[str], absent: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, list[Thing], list[Pair]]]:
    """Yield each arrangement with the things that it has; what it has none of is noted in `absent`.

    Every pair of worlds is looked at before any is run.
    """
    made = []
    for name in names:
        pairs = [(thing, two) for thing in wanted if (two := _told_apart(scenario, thing, name)) is not None]
        absent |= {name: left} if (left := tuple(t.name for t in wanted if t not in [p[0] for p in pairs])) else {}
        made.append((name, [p[0] for p in pairs], [p[1] for p in pairs]))
    for thing in wanted:
        if not any(thing in asked for _, asked, _ in made):
            raise SkypactError(f"{thing.name} changes nothing under {' or '.join(f'“{name}”' for name in names)}")
    yield from ((name, asked, pairs) for name, asked, pairs in made if asked)


def _told_apart(scenario: Scenario, thing: Thing, name: str) -> Pair | None:
    """Return the two worlds of a thing, None where the arrangement has none of it."""
    two = pair(scenario, thing, name)
    if two.with_it is two.without:
        return None
    if seen(arrange(two.with_it, name), arrange(two.without, name)):
        return two
    if thing.kind == "account":
        return None  # it may speak of another arrangement
    raise SkypactError(
        f"without {thing.name} nothing changes in the world that is run under “{name}”: no answer is better than a "
        "difference of nought — this version does not model it"
    )


def _played(
    scenario: Scenario, thing: Thing, two: Pair, name: str, base: EventLog, under: str, how: Mapping[str, Any]
) -> tuple[EventLog, EventLog]:
    """Return the logs with and without the thing; the one that is the scenario itself is there already."""
    if two.without is scenario:
        return simulate(two.with_it, name, hypothesis=thing.name, **how), base
    return base, simulate(two.without, name, hypothesis=under, **how)


def _row(thing: Thing, name: str, one: Measured) -> dict[str, Any]:
    difference = one.with_it.minus(one.without)
    return {
        "thing": thing.name, "of": thing.kind, "arrangement": name, "measure": one.with_it.name,
        "title": one.with_it.title, "unit": one.with_it.unit, "better": one.with_it.better, "band": one.band,
        "most": one.n_object, "without": one.without.interval().value, "with": one.with_it.interval().value,
        "difference": difference.value, "low": plain(difference.low), "high": plain(difference.high),
        "differs": one.with_it.differs(one.without),
        "p": plain(difference.p) if isinstance(difference, PairedShare) else None, "kind": difference.kind,
        "n": difference.n,
    }
