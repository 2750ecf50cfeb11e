"""Judge: published claims, each reading put to what it asks for, on worlds that claims share; verdicts and cruxes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import pyarrow as pa

from skypact.core.errors import SkypactError
from skypact.core.stamp import package_version
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.overlay.arrange import with_values
from skypact.spec.catalogue.claim import Camp, Distance, Figures, PublishedClaim, Reading, Record, Runs, Zone
from skypact.spec.scenario import Scenario
from skypact.study.plain import plain, table_html
from skypact.study.published import crux as disputes
from skypact.study.published import figures, records, zones
from skypact.study.published.finding import ClaimFinding, Finding
from skypact.study.published.runs.bases import Bases, Find
from skypact.study.published.runs.playing import Player, cores
from skypact.study.published.runs.ran import Effort, Ran, clear_of
from skypact.study.published.settings import Settings, check_used, fitting, settings
from skypact.study.published.verdict import Thing, overall
from skypact.study.worlds import check_runs

#: Where all claims are judged: runs of each camp and each set of moved settings, and most that are moved together. The
#: crux by itself takes all runs and looks further.
CRUX_RUNS, CRUX_TOGETHER = 20, 2

_COLUMNS = (
    "claim", "reading", "kind", "unit", "figure", "low", "high", "least", "most", "share", "verdict", "deciding",
)  # fmt: skip


@dataclass(frozen=True)
class Published:
    """What was found of published claims: findings in order, how much was run, what was set by hand.

    whole: whether all that were asked are among the findings; Ctrl-C keeps those that are finished.
    """

    findings: tuple[ClaimFinding, ...]
    effort: Effort
    replicates: int
    given: Mapping[str, object]
    whole: bool = True

    @property
    def table(self) -> pa.Table:
        """Return one row for each reading; figures in SI units (days for how late something was)."""
        every = [
            {"claim": one.id, "reading": f.key, "kind": f.kind, "unit": f.unit, "verdict": f.verdict,
             "deciding": f.deciding[0].name if f.deciding else ""}
            | {key: plain(getattr(f, key)) for key in ("figure", "low", "high", "least", "most", "share")}
            for one in self.findings for f in one.readings
        ]  # fmt: skip
        return pa.table({name: [row[name] for row in every] for name in _COLUMNS})

    def verdict(self, claim: str) -> str:
        """Return the verdict of a claim."""
        return next(one.verdict for one in self.findings if one.id == claim)

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits; no clock, path or worker count in it."""
        e = self.effort
        return {
            "skypact": package_version(), "runs": e.runs, "draws": e.draws, "draw_runs": e.draw_runs, "seed": e.seed,
            "set": {path: str(value) for path, value in self.given.items()}, "replicates": self.replicates,
            "whole": self.whole, "claims": [one.as_dict() for one in self.findings],
        }  # fmt: skip

    def _repr_html_(self) -> str:
        said = "; ".join(f"{one.id}: {one.verdict}" for one in self.findings)
        return table_html(said, self.table)


@dataclass(frozen=True)
class Telling:
    """Who is told what: begin of the replicates planned, progress of those finished."""

    begin: Callable[[int], None] = lambda total: None
    progress: Callable[[int], None] | None = None


def published(
    claims: Mapping[str, PublishedClaim], catalogue: Catalogue, find: Find, *, effort: Effort | None = None,
    workers: int = 1, given: Mapping[str, object] | None = None, telling: Telling | None = None,
) -> Published:  # fmt: skip
    """Return what the model and the catalogue say of claims.

    given: settings by path, SYSTEM.figure or a path of scenarios, which apply wherever they are there. find: the file
    of a scenario by its name. workers: processes, 0 for one a core; the result is the same for any number.
    KeyboardInterrupt keeps the claims that are finished, if any is.
    """
    e, told = effort or Effort(), telling or Telling()
    check_runs(e.runs)
    with Player(e.seed, cores(workers), told.progress) as player:
        bench = _Bench(claims, catalogue, Bases(find), player, e, settings(catalogue, given or {}))
        told.begin(sum(one.planned() for one in bench.ran.values()))
        found = _all(bench, player.workers)
        whole = len(found) == len(claims)
        return Published(tuple(found[name] for name in claims if name in found), e, player.replicates,
                         dict(given or {}), whole)


def disputed(
    name: str, claim: PublishedClaim, catalogue: Catalogue, find: Find, *, camps: Sequence[str] | None = None,
    effort: Effort | None = None, workers: int = 1, given: Mapping[str, object] | None = None,
    telling: Telling | None = None,
) -> tuple[disputes.Crux, ...]:  # fmt: skip
    """Return what the dispute of every two camps hangs on, reading by reading, with all runs for each world."""
    e, told = effort or Effort(), telling or Telling()
    check_runs(e.runs)
    names = disputes.check_camps(name, claim, camps)
    with Player(e.seed, cores(workers), told.progress) as player:
        bench = _Bench({name: claim}, catalogue, Bases(find), player, e, settings(catalogue, given or {}))
        return bench.cruxes(name, names, e.runs)


class _Bench:
    """Everything that judging some claims shares: scenarios, worlds that were played, settings."""

    def __init__(
        self, claims: Mapping[str, PublishedClaim], catalogue: Catalogue, bases: Bases, player: Player, effort: Effort,
        given: Settings,
    ):  # fmt: skip
        self.claims, self.catalogue, self.bases, self.player = claims, catalogue, bases, player
        self.effort, self.given = effort, given
        self._check()
        self.ran = {
            (name, key): _within(name, key, lambda r=reading, c=claim, k=key: self._ran(k, r, c.camps))
            for name, claim in claims.items() for key, reading in claim.readings.items() if isinstance(reading, Runs)
        }  # fmt: skip

    def claim(self, name: str) -> ClaimFinding:
        """Return what a claim comes to."""
        claim = self.claims[name]
        for key in claim.readings:
            if (name, key) in self.ran:
                self.ran[name, key].begin()
        found = tuple(
            _within(name, key, lambda r=reading, k=key: self._reading(name, k, r))
            for key, reading in claim.readings.items()
        )  # fmt: skip
        runs = min(self.effort.runs, CRUX_RUNS)
        cruxes = self.cruxes(name, tuple(claim.camps), runs, CRUX_TOGETHER) if len(claim.camps) > 1 else ()
        return ClaimFinding(name, claim, found, overall(f.verdict for f in found), cruxes)

    def cruxes(
        self, name: str, names: Sequence[str], runs: int, together: int = disputes.MOST_TOGETHER
    ) -> tuple[disputes.Crux, ...]:
        """Return what the dispute of every two camps hangs on, in each reading on which they differ."""
        claim, made = self.claims[name], []
        for key, reading in claim.readings.items():
            usable = self._usable(reading, [path for camp in claim.camps.values() for path in camp.set])
            if not usable:
                continue
            judge, unit, signed, ahead = self._judge(name, key, reading, runs)
            for a, b in combinations(names, 2):
                found = disputes.crux(key, unit, signed, (a, b), (claim.camps[a], claim.camps[b]), usable, judge,
                                      together, ahead)  # fmt: skip
                made += [found] if found is not None else []
        return tuple(made)

    def _ran(self, key: str, reading: Runs, camps: dict[str, Camp]) -> Ran:
        return Ran(key, reading, camps, self.bases, self.player, self.effort, self.given)

    def _reading(self, name: str, key: str, reading: Reading) -> Finding:
        if isinstance(reading, Runs):
            return self.ran[name, key].found()
        found = self._settled(key, reading, self.given)
        camps = self.claims[name].camps
        things = [t for c, camp in camps.items() if (t := self._camp(c, camp, key, reading, found)) is not None]
        if not things:
            return found
        figures_ = [x for x in (found.least, found.most, *(t.low for t in things)) if math.isfinite(x)]
        return replace(found, things=(*found.things, *things), least=min(figures_), most=max(figures_))

    def _settled(self, key: str, reading: Reading, given: Settings, draws: int | None = None) -> Finding:
        """Return what a reading comes to that needs no runs."""
        e = self.effort
        n = e.draws if draws is None else draws
        if isinstance(reading, Distance):
            return figures.distance(self.catalogue, key, reading, given, n, e.seed)
        if isinstance(reading, Figures):
            return figures.figures(self.catalogue, key, reading, given, n, e.seed)
        if isinstance(reading, Record):
            return records.record(self.catalogue, key, reading)
        assert isinstance(reading, Zone)
        scenario = self.bases.scenario(reading.scenario)
        return zones.zone(key, reading, _with(scenario, given), n, e.seed)

    def _camp(self, name: str, camp: Camp, key: str, reading: Reading, found: Finding) -> Thing | None:
        usable = self._usable(reading, camp.set)
        if not usable:
            return None
        there = self._settled(key, reading, self._mine({p: v for p, v in camp.set.items() if p in usable}), 0)
        turns = found.limit.holds(there.figure) != found.limit.holds(found.figure)
        effect = abs(there.figure - found.figure)
        return Thing(name, "camp", not camp.sources, ", ".join(camp.sources), there.figure, there.figure, turns, effect)

    def _mine(self, values: Mapping[str, object]) -> Settings:
        """Return a camp's settings under those that were given by hand, which win."""
        return settings(self.catalogue, values).with_(self.given)

    def _usable(self, reading: Reading, paths: Iterable[str]) -> set[str]:
        """Return the paths of camps that a reading can take."""
        wanted = set(paths)
        if isinstance(reading, Distance):
            return wanted & set(reading.reach)
        if isinstance(reading, Figures):
            return wanted & {*reading.of, *reading.over}
        if isinstance(reading, (Runs, Zone)):
            return fitting(self.bases.scenario(reading.scenario), wanted)
        return set()

    def _judge(
        self, name: str, key: str, reading: Reading, runs: int
    ) -> tuple[disputes.Judge, str, bool, disputes.Ahead]:
        """Return how a reading is judged with settings of a camp, the unit of its figure, whether it has a sign.

        And what is to be told which settings come next.
        """
        said = {True: disputes.HOLDS, False: disputes.FAILS, None: disputes.UNCLEAR}
        if isinstance(reading, Runs):
            one = self.ran[name, key]
            first = one.nominal(runs=runs)
            limit = one.limit_for(first)

            def ran(values: dict[str, object]) -> tuple[float, str]:
                found = one.nominal(_pairs(values), runs)
                return found.figure(), said[clear_of(limit, found)]

            return ran, first.unit, len(first.worlds) == 2, lambda next_: one.begin(map(_pairs, next_), runs)

        def settled(values: dict[str, object]) -> tuple[float, str]:
            found = self._settled(key, reading, self._mine(values), 0)
            return found.figure, said[found.limit.holds(found.figure)]

        found = self._settled(key, reading, self.given, 0)
        return settled, found.unit, found.signed, lambda _: None

    def _check(self) -> None:
        """Refuse settings that nothing here uses, and camps whose paths lead nowhere."""
        every = [r for claim in self.claims.values() for r in claim.readings.values()]
        used = [p for r in every for p in (
            r.reach if isinstance(r, Distance) else [*r.of, *r.over] if isinstance(r, Figures) else [])]
        names = dict.fromkeys(r.scenario for r in every if isinstance(r, (Runs, Zone)))
        needed = names if self.given.paths else ()
        check_used(self.given, used, {name: self.bases.scenario(name) for name in needed})
        for name, claim in self.claims.items():
            for camp, held in claim.camps.items():
                settings(self.catalogue, held.set)
                usable = set().union(*(self._usable(r, held.set) for r in claim.readings.values()))
                for path in held.set:
                    if path not in usable:
                        raise SkypactError(f"{name}: camp {camp}: {path} names nothing that a reading uses")


def _all(bench: _Bench, workers: int) -> dict[str, ClaimFinding]:
    """Return the findings of all claims; after Ctrl-C of those that are finished, if any is.

    Several processes are kept busy by judging as many claims at once and two more: each waits for its own worlds.
    """
    found: dict[str, ClaimFinding] = {}
    if workers <= 1:
        try:
            for name in bench.claims:
                found[name] = bench.claim(name)
        except KeyboardInterrupt:
            if not found:
                raise
        return found
    cost = {name: sum(ran.weight() for (claim, _), ran in bench.ran.items() if claim == name) for name in bench.claims}
    with ThreadPoolExecutor(workers + 2) as threads:
        judged = {threads.submit(bench.claim, name): name for name in sorted(cost, key=lambda name: -cost[name])}
        try:
            for future in as_completed(judged):
                found[judged[future]] = future.result()
        except BaseException as error:
            for future in judged:
                future.cancel()
            bench.player.stop()
            if not (isinstance(error, KeyboardInterrupt) and found):
                raise
    return found


def _pairs(values: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple(sorted(values.items()))


def _with(scenario: Scenario, given: Settings) -> Scenario:
    return with_values(scenario, {p: given.paths[p] for p in sorted(fitting(scenario, given.paths))})


def _within(name: str, key: str, make: Callable[[], Any]) -> Any:
    """Return what is made for a reading; an error says for which."""
    try:
        return make()
    except SkypactError as error:
        raise SkypactError(f"{name}, {key}: {error}") from None
