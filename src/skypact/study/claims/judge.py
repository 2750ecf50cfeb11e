"""Judge: whether each reading of each claim holds, at each height, within which band, and what decides it.

Nothing is drawn but values within their ranges. The band is over the box of ranges: each assumption alone at both ends,
draws between, and the two corners to which those point (law 7: minimum, maximum and share of the box, no probability).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from skypact.core.errors import SkypactError, nearest
from skypact.core.stamp import package_version
from skypact.load.canonical import sha256
from skypact.load.overlay.arrange import choose, hypothesis
from skypact.spec.claim import Account, Claim, Reading
from skypact.spec.scenario import Scenario
from skypact.study.claims.assumptions import Assumption, assumptions, with_values
from skypact.study.claims.zones import Chart, Pair, Zones
from skypact.study.draws import hypercube
from skypact.study.plain import plain, table_html

HOLDS, FAILS, NONE, DEPENDS = "holds", "fails", "no zone there before", "depends"
#: Halvings in search of the value at which a verdict turns.
STEPS = 12
#: Draws from which it is read which way an assumption pulls.
FEW_DRAWS = 10
#: An assumption that moves a figure by less at both ends is left out [m].
LEAST_M = 50.0

#: (reading, height index) → figure [m].
Figures = dict[tuple[str, int], float]


class Span(NamedTuple):
    """What a reading comes to within one account's box of assumptions: figure taken, least, greatest [m], and verdict.

    figure_m is NaN where no zone was there before. share: of the draws, those that hold. others: verdicts that some
    values within the ranges give instead.
    """

    figure_m: float
    low_m: float
    high_m: float
    share: float
    taken: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """What alone gives another verdict: an assumption, a rival account, or a rival hypothesis; the figure then [m].

    at: for an assumption, the value at which it turns [SI], and as text; source: whose word its range is.
    """

    kind: str
    name: str
    figure_m: float
    verdict: str
    text: str = ""
    at: float | None = None
    source: str = ""


@dataclass(frozen=True)
class Finding:
    """What a reading comes to at one height: figure, band and share of the first account, and everything that differs.

    hypotheses: name → (figure [m], verdict). verdict: `taken` where nothing gives another one, else `depends`.
    """

    claim: str
    reading: str
    height_m: float
    figure_m: float
    low_m: float
    high_m: float
    share: float
    taken: str
    verdict: str
    accounts: dict[str, Span]
    hypotheses: dict[str, tuple[float, str]]
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Claims:
    """Every finding of a scenario's claims, how many draws were made, and of which assumptions."""

    scenario: Scenario
    findings: tuple[Finding, ...]
    draws: int
    seed: int
    assumptions: dict[str, tuple[str, ...]]

    @property
    def table(self) -> pa.Table:
        """Return the findings as a table: one row for each reading and height; metres."""
        keys = ("claim", "reading", "height_m", "figure_m", "low_m", "high_m", "share", "taken", "verdict")
        return pa.table({key: [getattr(finding, key) for finding in self.findings] for key in keys})

    def _repr_html_(self) -> str:
        return table_html(f"Claims of {self.scenario.id}", self.table)

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits, metres; no clock and no path of a file in it."""
        return {
            "scenario": self.scenario.id, "scenario_sha256": sha256(self.scenario), "skypact": package_version(),
            "draws": self.draws, "seed": self.seed,
            "assumptions": {name: list(every) for name, every in self.assumptions.items()},
            "findings": [_plain(finding) for finding in self.findings],
        }  # fmt: skip


def judged(
    scenario: Scenario, claims: list[str] | None = None, *, draws: int = 100, seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Claims:  # fmt: skip
    """Return what the model says of each reading of the claims named, else of all; `scenario` is resolved."""
    if not scenario.claims:
        raise SkypactError(f"{scenario.id}: no claim to judge — write one under `claims`")
    for name in claims or []:
        if name not in scenario.claims:
            raise SkypactError(f"unknown claim {name!r} — {nearest(name, scenario.claims)}")
    found: list[Finding] = []
    kept: dict[str, tuple[str, ...]] = {}
    names, chart, done = claims or list(scenario.claims), Chart.of(scenario), 0
    total = sum(len(scenario.claims[name].accounts) for name in names)

    def advance() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)

    for name in names:
        one = _One(scenario, name, chart, draws, seed, advance)
        found += one.findings()
        kept[name] = tuple(a.name for a in one.first.moving)
    return Claims(scenario, tuple(found), draws, seed, kept)


def verdict(reading: Reading, figure_m: float) -> str:
    """Return whether a reading holds at a figure [m]."""
    if not np.isfinite(figure_m):
        return NONE
    slack = reading.tolerance.value
    low = reading.at_least.value - slack if reading.at_least is not None else -np.inf
    high = reading.at_most.value + slack if reading.at_most is not None else np.inf
    return HOLDS if low <= figure_m <= high else FAILS


class _Box:
    """One pair of worlds and all that is assumed about them: every figure at the ends, the corners, and in between."""

    def __init__(self, claim: Claim, pair: Pair, chart: Chart, draws: int, seed: int):
        self.claim, self.pair, self.chart = claim, pair, chart
        self.heights = [height.value for height in claim.heights]
        self.taken = self.figures(pair)
        every = assumptions(pair)
        self.ends = {a: tuple(self.figures(with_values(pair, {a: end})) for end in (a.low, a.high)) for a in every}
        self.moving = [a for a in every if any(self._moves(a, key) for key in self.taken)]
        self.cut = hypercube(len(self.moving), draws, seed)
        self.drawn = [
            self.figures(with_values(pair, {a: a.at(float(x)) for a, x in zip(self.moving, shares, strict=True)}))
            for shares in self.cut
        ]  # fmt: skip
        self.corners = self._corners()

    def figures(self, pair: Pair) -> Figures:
        """Return the figure of each reading at each height in one pair of worlds."""
        zones = Zones(pair, self.chart)
        return {
            (key, i): zones.measured(reading, height)
            for key, reading in self.claim.readings.items() for i, height in enumerate(self.heights)
        }  # fmt: skip

    def span(self, key: str, i: int) -> Span:
        """Return what a reading comes to at a height, within the box."""
        at, reading = (key, i), self.claim.readings[key]
        every = [f[at] for f in (self.taken, *(f for pair in self.ends.values() for f in pair), *self.drawn)]
        every += [f[at] for f in self.corners.get(at, ())]
        known = [x for x in every if np.isfinite(x)] or [np.nan]
        holds = [verdict(reading, f[at]) == HOLDS for f in self.drawn]
        said = verdict(reading, self.taken[at])
        others = {verdict(reading, x) for x in every} - {said}
        share = float(np.mean(holds)) if holds else float("nan")
        return Span(self.taken[at], min(known), max(known), share, said, tuple(sorted(others)))

    def turn(self, a: Assumption, key: str, i: int) -> Turn | None:
        """Return where an assumption alone turns a verdict, halving the way to the end that does."""
        reading = self.claim.readings[key]
        said = verdict(reading, self.taken[key, i])
        for end, figures in zip((a.low, a.high), self.ends[a], strict=True):
            other = verdict(reading, figures[key, i])
            if other == said:
                continue
            near, far = a.value, end
            for _ in range(STEPS):
                middle = (near + far) / 2.0
                zones = Zones(with_values(self.pair, {a: middle}), self.chart)
                same = verdict(reading, zones.measured(reading, self.heights[i])) == said
                near, far = (middle, far) if same else (near, middle)
            at = (near + far) / 2.0
            text = f"{a.show(a.value)}, turns at {a.show(at)} (range {a.show(a.low)} to {a.show(a.high)}; {a.source})"
            return Turn("assumption", a.name, figures[key, i], other, text, at, a.source)
        return None

    def _moves(self, a: Assumption, at: tuple[str, int]) -> bool:
        taken = self.taken[at]
        ends = [figures[at] for figures in self.ends[a]]
        return any(np.isfinite(e) != np.isfinite(taken) or abs(e - taken) > LEAST_M for e in ends)

    def _corners(self) -> dict[tuple[str, int], list[Figures]]:
        """Return for each reading and height the figures at the corners to which its assumptions point, one by one."""
        known: dict[tuple[float, ...], Figures] = {}
        made: dict[tuple[str, int], list[Figures]] = {}
        for at, taken in self.taken.items():
            for sign in (-1.0, 1.0) if np.isfinite(taken) else ():
                corner = {a: self._best(j, at, sign) for j, a in enumerate(self.moving)}
                key = tuple(corner.values())
                if key not in known:
                    known[key] = self.figures(with_values(self.pair, corner))
                made.setdefault(at, []).append(known[key])
        return made

    def _best(self, j: int, at: tuple[str, int], sign: float) -> float:
        """Return the value of an assumption, of its ends and the one taken, that moves a figure most to one side.

        Where neither end moves it alone, because something else is the limit, the draws tell which way it pulls.
        """
        a = self.moving[j]
        low, high = (figures[at] for figures in self.ends[a])
        options = [(self.taken[at], a.value), (low, a.low), (high, a.high)]
        known = [(figure, value) for figure, value in options if np.isfinite(figure)]
        if max(f for f, _ in known) - min(f for f, _ in known) > LEAST_M:
            return max(known, key=lambda o: sign * o[0])[1]
        drawn = np.array([f[at] for f in self.drawn])
        use = np.isfinite(drawn)
        if use.sum() < FEW_DRAWS:
            return a.value
        pull = float(np.mean((self.cut[use, j] - self.cut[use, j].mean()) * (drawn[use] - drawn[use].mean())))
        return a.high if sign * pull > 0 else a.low


class _One:
    """One claim: the boxes of its accounts, and the rival hypotheses about the first of them."""

    def __init__(
        self, scenario: Scenario, name: str, chart: Chart, draws: int, seed: int, advance: Callable[[], None]
    ):
        self.name, self.claim = name, scenario.claims[name]
        self.boxes: dict[str, _Box] = {}
        for key, account in self.claim.accounts.items():
            pair = _pair(scenario, self.claim, account)
            self.boxes[key] = _Box(self.claim, pair, chart, draws, seed)
            advance()
        self.first = next(iter(self.boxes.values()))
        account = next(iter(self.claim.accounts.values()))
        self.hypotheses = {
            key: self.first.figures(_pair(hypothesis(scenario, key), self.claim, account))
            for key in scenario.hypotheses
        }

    def findings(self) -> list[Finding]:
        """Return what each reading comes to at each height."""
        return [self._finding(key, i) for key in self.claim.readings for i in range(len(self.claim.heights))]

    def _finding(self, key: str, i: int) -> Finding:
        accounts = {name: box.span(key, i) for name, box in self.boxes.items()}
        mine, reading = next(iter(accounts.values())), self.claim.readings[key]
        rivals = {name: (f[key, i], verdict(reading, f[key, i])) for name, f in self.hypotheses.items()}
        turns = [Turn("account", n, s.figure_m, s.taken) for n, s in accounts.items() if s.taken != mine.taken]
        turns += [Turn("hypothesis", n, f, v) for n, (f, v) in rivals.items() if v != mine.taken]
        turns += [turn for a in self.first.moving if (turn := self.first.turn(a, key, i)) is not None]
        same = not turns and not any(span.others for span in accounts.values())
        return Finding(
            self.name, key, self.claim.heights[i].value, mine.figure_m, mine.low_m, mine.high_m, mine.share,
            mine.taken, mine.taken if same else DEPENDS, accounts, rivals, tuple(turns),
        )  # fmt: skip


def _pair(scenario: Scenario, claim: Claim, account: Account) -> Pair:
    return Pair(choose(scenario, account.before), choose(scenario, account.after), claim)


def _plain(finding: Finding) -> dict[str, Any]:
    def rounded(value: Any) -> Any:
        if isinstance(value, Span):
            return rounded(value._asdict())
        if isinstance(value, dict):
            return {k: rounded(v) for k, v in value.items()}
        return [rounded(v) for v in value] if isinstance(value, (list, tuple)) else plain(value)

    fields = {k: v for k, v in vars(finding).items() if k != "turns"}
    return {k: rounded(v) for k, v in fields.items()} | {"turns": [rounded(vars(turn)) for turn in finding.turns]}
