"""Weights: each assumption at its low and its high end by itself, on the same luck: what the answer rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from skypact.core import units
from skypact.core.errors import SkypactError
from skypact.core.stamp import package_version
from skypact.load.canonical import sha256
from skypact.load.overlay.arrange import arrange
from skypact.spec.scenario import Scenario
from skypact.study.measuring import Measuring
from skypact.study.plain import plain, rows, table_html
from skypact.study.turning.breakeven import estimate
from skypact.study.values import Values, one
from skypact.study.weights.families import Family, all_set, families
from skypact.study.worlds import check_hypothesis, chosen

WEIGHTS = pa.schema([
    ("name", pa.string()), ("paths", pa.list_(pa.string())), ("value", pa.string()), ("low", pa.string()),
    ("high", pa.string()), ("at_low", pa.float64()), ("at_low_low", pa.float64()), ("at_low_high", pa.float64()),
    ("at_high", pa.float64()), ("at_high_low", pa.float64()), ("at_high_high", pa.float64()), ("weight", pa.float64()),
    ("told_apart", pa.bool_()), ("differs", pa.float64()),
])
#: Runs of each world of the ranking beforehand: the first ones of those that count.
FEW_RUNS = 8

#: Told what comes next and how many replicates it takes.
Stage = Callable[[str, int], None]


@dataclass(frozen=True)
class Weights:
    """What the answer rests on, the heaviest first: table with a row per assumption, differences from as written.

    at_low, at_high: the measure with that assumption alone at an end minus the measure as written, with intervals over
    chance; weight: the larger of the two, without its sign. left_out: those that only few runs were spent on, ranked.
    refused: ends that the format does not take. constant: assumed quantities of what flies, which no study varies.
    """

    scenario: Scenario
    arrangement: str
    title: str
    unit: str
    nominal: dict[str, Any]
    table: pa.Table
    left_out: tuple[str, ...]
    refused: tuple[str, ...]
    constant: int
    how: Measuring
    whole: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits."""
        how = self.how
        return {
            "scenario": self.scenario.id, "scenario_sha256": sha256(self.scenario), "skypact": package_version(),
            "measure": self.scenario.question.measure, "arrangement": self.arrangement, "runs": how.runs,
            "seed": how.seed, "level": how.level, "hypothesis": how.hypothesis,
            "nominal": {key: plain(value) for key, value in self.nominal.items()}, "weights": rows(self.table),
            "left_out": list(self.left_out), "refused": list(self.refused), "constants": self.constant,
            "whole": self.whole,
        }  # fmt: skip

    def _repr_html_(self) -> str:
        return table_html(f"{self.title}: what it rests on", self.table)


def weights(
    scenario: Scenario, *, arrangement: str = "", runs: int = 40, most: int = 40, seed: int = 1, workers: int = 0,
    level: str = "full", association: str | None = None, hypothesis: str = "",
    progress: Callable[[int], None] | None = None, stage: Stage | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Weights:  # fmt: skip
    """Set each assumption of a scenario to its two ends by itself and measure the question, on the same luck.

    arrangement: the question's first unless named. most: how many are tried, 0 for all; where there are more, those
    that change most of the first few runs. KeyboardInterrupt keeps what is finished, if anything is.
    """
    check_hypothesis(scenario, hypothesis)
    if scenario.arrangements:
        arrangement = chosen(scenario, [arrangement] if arrangement else None)[0]
    elif arrangement:
        raise SkypactError(f"{scenario.id}: has no arrangement {arrangement!r} — leave it out")
    world, begin = arrange(scenario, arrangement), stage or (lambda what, n: None)
    how = Measuring(runs, seed, workers, level, association, hypothesis, progress, functions)
    every, constant = families(world)
    if not every:
        raise SkypactError(f"{scenario.id}: nothing in it is assumed with a range")
    tried = every
    if 0 < most < len(every):
        begin("which matter at all", (1 + 2 * len(every)) * FEW_RUNS)
        every = _ranked(world, every, scenario.question.measure, how)
        tried = every[:most]
    begin("one at a time", (1 + 2 * len(tried)) * runs)
    nominal = one(how.values(world, ""), scenario.question.measure)
    found, refused, whole = _one_at_a_time(world, tried, nominal, how)
    made = sorted(found, key=lambda row: -row["weight"])
    left = tuple(f.name for f in every[len(tried):])
    return Weights(scenario, arrangement, nominal.title, nominal.unit, estimate(nominal.interval(), "mean"),
                   pa.Table.from_pylist(made, schema=WEIGHTS), left, tuple(refused), constant, how, whole)  # fmt: skip


def _ranked(world: Scenario, every: Sequence[Family], measure: str, how: Measuring) -> list[Family]:
    """Return the families by what few runs with each at its ends by itself change: the measure, then any other."""
    few = Measuring(FEW_RUNS, how.seed, how.workers, how.level, how.association, how.hypothesis, how.progress,
                    how.functions)  # fmt: skip
    nominal = few.values(world, "")
    found: list[tuple[float, float, int]] = []
    for i, family in enumerate(every):
        moved = [_moved(world, family, value, nominal, measure, few) for value in (family.low, family.high)]
        found.append((-max(m for m, _ in moved), -max(other for _, other in moved), i))
    return [every[i] for _, _, i in sorted(found)]


def _moved(
    world: Scenario, family: Family, value: float, nominal: Mapping[str, Values], measure: str, few: Measuring
) -> tuple[float, float]:
    """Return the share of runs in which the measure is another one, and the sum of that over all measures."""
    there, refused = all_set(world, {family: value})
    if refused:
        return 0.0, 0.0
    found = few.values(there, "")
    apart = {name: nominal[name].differs(values) for name, values in found.items() if name in nominal}
    return apart.get(measure, 1.0), sum(apart.values())


def _one_at_a_time(
    world: Scenario, tried: Sequence[Family], nominal: Values, how: Measuring
) -> tuple[list[dict[str, Any]], list[str], bool]:
    made: list[dict[str, Any]] = []
    refused: list[str] = []
    try:
        for family in tried:
            ends: dict[str, Values] = {}
            for name, value in (("low", family.low), ("high", family.high)):
                if value == family.value:
                    ends[name] = nominal
                    continue
                there, no = all_set(world, {family: value})
                if no:
                    refused.append(f"{family.name} at {units.rounded(value, family.dimension)}")
                else:
                    ends[name] = one(how.values(there, ""), nominal.name)
            made.append(_row(family, ends, nominal))
    except KeyboardInterrupt:
        if not made:
            raise
        return made, refused, False
    return made, refused, True


def _row(family: Family, ends: Mapping[str, Values], nominal: Values) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": family.name, "paths": list(family.paths), "weight": 0.0, "told_apart": False, "differs": 0.0,
        "value": units.rounded(family.value, family.dimension), "low": units.rounded(family.low, family.dimension),
        "high": units.rounded(family.high, family.dimension),
    }  # fmt: skip
    for name, found in ends.items():
        apart = nominal.differs(found)
        gap = found.minus(nominal)
        known = estimate(gap, "by")
        row |= {f"at_{name}": plain(known["by"]), f"at_{name}_low": known["low"], f"at_{name}_high": known["high"]}
        row["differs"] = max(row["differs"], apart)
        size = abs(known["by"]) if known["by"] is not None else 0.0
        row["weight"] = max(row["weight"], size)
        clear = known["low"] is not None and (known["low"] > 1e-9 or known["high"] < -1e-9)
        row["told_apart"] = row["told_apart"] or (apart > 0 and clear)
    return row
