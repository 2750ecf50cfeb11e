"""Rival sets: the same question under each named set of values, what is claimed, and which figure flips the verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

import pyarrow as pa

from skypact.core.stamp import package_version
from skypact.load.canonical import sha256
from skypact.load.overlay.arrange import with_sets
from skypact.spec.scenario import Scenario, Verdict
from skypact.study.measuring import Measuring
from skypact.study.plain import rows, table_html
from skypact.study.rivals.figures import Figure, check_sets, figures
from skypact.study.rivals.flips import CANNOT, FAILS, HOLDS, sentences
from skypact.study.turning.breakeven import estimate
from skypact.study.values import Values, one
from skypact.study.worlds import check_hypothesis, chosen

SETS = pa.schema([
    ("set", pa.string()), ("mean", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("n", pa.int64()),
    ("kind", pa.string()), ("verdict", pa.string()),
])
TRIALS = pa.schema([
    ("base", pa.string()), ("other", pa.string()), ("figures", pa.list_(pa.string())), ("mean", pa.float64()),
    ("low", pa.float64()), ("high", pa.float64()), ("n", pa.int64()), ("kind", pa.string()), ("verdict", pa.string()),
    ("flips", pa.bool_()), ("difference", pa.float64()), ("difference_low", pa.float64()),
    ("difference_high", pa.float64()), ("differs", pa.float64()),
])
TURNS = pa.schema([
    ("base", pa.string()), ("other", pa.string()), ("figure", pa.string()), ("at", pa.float64()), ("low", pa.float64()),
    ("high", pa.float64()), ("text", pa.string()), ("low_text", pa.string()), ("high_text", pa.string()),
])
#: Halvings of the way between two values of a figure, in search of where the verdict turns.
_STEPS = 6

#: Told what comes next and how many replicates it takes.
Stage = Callable[[str, int], None]


@dataclass(frozen=True)
class RivalSets:
    """What each set of values says, and which figures the verdict hangs on. Tables are Arrow.

    sets: the measure and the verdict under each set. trials: a base set with one figure (or two) as the other set has
    it; flips: the verdict is the opposite of the base's. turns: for each figure that flips it alone, between which two
    values [SI] the measure's mean crosses the limit.
    """

    scenario: Scenario
    arrangement: str
    names: tuple[str, ...]
    figures: tuple[Figure, ...]
    title: str
    unit: str
    sets: pa.Table
    trials: pa.Table
    turns: pa.Table
    sentences: tuple[str, ...]
    how: Measuring

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits, SI units; no clock, no path of a file in it."""
        q, how = self.scenario.question, self.how
        return {
            "scenario": self.scenario.id, "scenario_sha256": sha256(self.scenario), "skypact": package_version(),
            "question": q.text, "measure": q.measure, "claim": q.verdict.claim if q.verdict else None,
            "arrangement": self.arrangement, "runs": how.runs, "seed": how.seed, "level": how.level,
            "association": how.association or self.scenario.tracking.association, "hypothesis": how.hypothesis,
            "figures": [{"name": f.name, "paths": list(f.paths), "dimension": f.dimension, "values": f.values,
                         "source": f.source} for f in self.figures],
            "sets": rows(self.sets), "trials": rows(self.trials), "turns": rows(self.turns),
            "statement": " ".join(self.sentences),
        }  # fmt: skip

    def _repr_html_(self) -> str:
        return table_html(" ".join(self.sentences), self.sets)


def rival_sets(
    scenario: Scenario, names: Sequence[str], *, arrangement: str = "", runs: int = 100, seed: int = 1,
    workers: int = 0, level: str = "full", association: str | None = None,
    progress: Callable[[int], None] | None = None, stage: Stage | None = None, hypothesis: str = "",
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> RivalSets:  # fmt: skip
    """Run one arrangement under each named set on the same luck, then find which figure flips the verdict.

    From each set one differing figure at a time is given the value of another set. Where the verdicts of the two are
    opposite and none alone flips it, every two are. `stage` is told of each round with its number of replicates.
    """
    made = check_sets(scenario, names)
    check_hypothesis(scenario, hypothesis)
    if scenario.arrangements:
        arrangement = chosen(scenario, [arrangement] if arrangement else None)[0]
    trial = _Trial(
        scenario, arrangement, figures(scenario, made),
        Measuring(runs, seed, workers, level, association, hypothesis, progress, functions),
        stage or (lambda what, n: None),
    )  # fmt: skip
    trial.stage("each set", len(made) * runs)
    for name in made:
        trial.bases[name] = trial.run(with_sets(scenario, [name]))
    for a, b in permutations(made, 2):
        trial.one_at_a_time(a, b)
    for a, b in permutations(made, 2):
        trial.two_at_a_time(a, b)
    trial.turn()
    return trial.found()


class _Trial:
    """The rounds of a search, each building on what the one before has found."""

    def __init__(self, scenario: Scenario, arrangement: str, every: list[Figure], how: Measuring, stage: Stage):
        self.scenario, self.arrangement, self.figures, self.how, self.stage = scenario, arrangement, every, how, stage
        self.verdict = scenario.question.verdict
        self.bases: dict[str, Values] = {}
        self.trials: list[tuple[str, str, tuple[Figure, ...], Values]] = []
        self.turns: list[dict[str, Any]] = []

    def run(self, world: Scenario) -> Values:
        """Return the question's measure in a world."""
        return one(self.how.values(world, self.arrangement), self.scenario.question.measure)

    def judged(self, found: Values) -> str:
        """Return the verdict of a world, "" where nothing is claimed."""
        return judged(self.verdict, found) if self.verdict else ""

    def differing(self, a: str, b: str) -> list[Figure]:
        """Return the figures on which two sets differ."""
        return [f for f in self.figures if f.values[a] != f.values[b]]

    def one_at_a_time(self, a: str, b: str) -> None:
        """Give each figure of set a the value of set b."""
        every = self.differing(a, b)
        self.stage(f"{a}, one figure as in {b}", len(every) * self.how.runs)
        self._try(a, b, [(f,) for f in every])

    def two_at_a_time(self, a: str, b: str) -> None:
        """Give every two figures of set a the values of set b, if the verdicts are opposite and none alone flips it."""
        if not opposite(self.judged(self.bases[a]), self.judged(self.bases[b])) or self.flips(a, b):
            return
        every = list(combinations(self.differing(a, b), 2))
        self.stage(f"{a}, two figures as in {b}", len(every) * self.how.runs)
        self._try(a, b, every)

    def flips(self, a: str, b: str) -> list[Figure]:
        """Return the figures of which each alone, as in set b, flips the verdict of set a."""
        return [
            changed[0] for base, other, changed, found in self.trials
            if (base, other, len(changed)) == (a, b, 1) and opposite(self.judged(self.bases[a]), self.judged(found))
        ]  # fmt: skip

    def turn(self) -> None:
        """Halve the way between the two values of each figure that flips a verdict alone."""
        every = [(a, b, f) for a, b in permutations(self.bases, 2) for f in self.flips(a, b)]
        if every:
            self.stage("where it turns", len(every) * _STEPS * self.how.runs)
        self.turns = [self._turn(a, b, f) for a, b, f in every]

    def _try(self, a: str, b: str, every: Sequence[tuple[Figure, ...]]) -> None:
        for changed in every:
            world = with_sets(self.scenario, [a])
            for f in changed:
                world = f.set_in(world, f.values[b])
            self.trials.append((a, b, changed, self.run(world)))

    def _turn(self, a: str, b: str, f: Figure) -> dict[str, Any]:
        assert self.verdict is not None
        at, to = f.values[a], f.values[b]
        side = _mean(self.bases[a]) - _limit(self.verdict) > 0
        for _ in range(_STEPS):
            middle = (at + to) / 2
            over = _mean(self.run(f.set_in(with_sets(self.scenario, [a]), middle))) - _limit(self.verdict)
            at, to = (middle, to) if (over > 0) == side else (at, middle)
        low, high = sorted((at, to))
        half = (at + to) / 2
        return {
            "base": a, "other": b, "figure": f.name, "at": half, "low": low, "high": high, "text": f.show(half),
            "low_text": f.show(low), "high_text": f.show(high),
        }  # fmt: skip

    def found(self) -> RivalSets:
        """Return everything found, as tables and in words."""
        sets = [
            {"set": name, "verdict": self.judged(v)} | estimate(v.interval(), "mean") for name, v in self.bases.items()
        ]
        trials = [self._row(*trial) for trial in self.trials]
        first = next(iter(self.bases.values()))
        said = sentences(self.scenario.question, first, self.how.runs, self.figures, sets, trials, self.turns)
        return RivalSets(
            self.scenario, self.arrangement, tuple(self.bases), tuple(self.figures), first.title, first.unit,
            pa.Table.from_pylist(sets, schema=SETS), pa.Table.from_pylist(trials, schema=TRIALS),
            pa.Table.from_pylist(self.turns, schema=TURNS), said, self.how,
        )  # fmt: skip

    def _row(self, a: str, b: str, changed: tuple[Figure, ...], found: Values) -> dict[str, Any]:
        verdict, less = self.judged(found), estimate(found.minus(self.bases[a]), "difference")
        return {
            "base": a, "other": b, "figures": [f.name for f in changed], "verdict": verdict,
            "flips": opposite(self.judged(self.bases[a]), verdict), "difference": less["difference"],
            "difference_low": less["low"], "difference_high": less["high"],
            "differs": found.differs(self.bases[a]),
        } | estimate(found.interval(), "mean")  # fmt: skip


def judged(verdict: Verdict, found: Values) -> str:
    """Return whether a claim holds, does not hold, or cannot be told because the interval straddles the limit."""
    at = found.interval()
    if verdict.at_least is not None:
        return HOLDS if at.low >= verdict.at_least.value else FAILS if at.high < verdict.at_least.value else CANNOT
    limit = _limit(verdict)
    return HOLDS if at.high <= limit else FAILS if at.low > limit else CANNOT


def opposite(verdict: str, other: str) -> bool:
    """Return whether one verdict says yes and the other no."""
    return {verdict, other} == {HOLDS, FAILS}


def _limit(verdict: Verdict) -> float:
    limit = verdict.at_most if verdict.at_least is None else verdict.at_least
    assert limit is not None
    return limit.value


def _mean(found: Values) -> float:
    return found.interval().value
