"""Ran: readings put to runs: nominal runs for the figure, few runs at the ends and for draws, on the same luck."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from skypact.core.errors import SkypactError, nearest
from skypact.load.overlay.arrange import hypothesis
from skypact.spec.catalogue.claim import Camp, Runs
from skypact.spec.catalogue.claim import World as Asked
from skypact.spec.scenario import Scenario
from skypact.study.draws import hypercube
from skypact.study.published.finding import Finding
from skypact.study.published.runs.bases import Bases
from skypact.study.published.runs.box import Dim, box
from skypact.study.published.runs.measured import Measured, interval, measured
from skypact.study.published.runs.playing import Played, Player, Recipe, world_of
from skypact.study.published.settings import Settings, fitting
from skypact.study.published.verdict import Limit, Thing, judged, limit_of

#: An end that seems to turn the verdict is played again with so many times its runs, and judged by those.
AGAIN = 4
#: So many ends of a reading are played again at most: those first that few runs tell most clearly from what is taken.
MOST_AGAIN = 4
#: Halvings in search of the value at which a verdict turns.
STEPS = 4


@dataclass(frozen=True)
class Effort:
    """How much is run: runs of the worlds as taken, draws within the box, runs of each draw and of each end."""

    runs: int = 300
    draws: int = 8
    draw_runs: int = 4
    seed: int = 1

    @property
    def few(self) -> int:
        """Return the runs of a draw, at most those of the worlds as taken."""
        return min(self.draw_runs, self.runs)

    @property
    def again(self) -> int:
        """Return the runs of an end that seems to turn the verdict."""
        return min(self.runs, AGAIN * self.draw_runs)


class Ran:
    """One reading put to runs."""

    def __init__(
        self, key: str, reading: Runs, camps: dict[str, Camp], bases: Bases, player: Player, effort: Effort,
        given: Settings,
    ):  # fmt: skip
        self.key, self.reading, self.player, self.effort = key, reading, player, effort
        self.name = reading.scenario
        scenario = bases.scenario(self.name)
        self.nation = reading.nation or scenario.question.nation
        self.asked = (tuple(reading.about), reading.nation)
        self.worlds = [self._base(bases, world) for world in reading.worlds]
        self.given = tuple((p, given.paths[p]) for p in sorted(fitting(scenario, given.paths)))
        self.camps = {
            name: tuple((p, camp.set[p]) for p in sorted(fitting(scenario, camp.set))) for name, camp in camps.items()
        }
        self.sources = {name: camp.sources for name, camp in camps.items()}
        paths = dict.fromkeys(p for pairs in self.camps.values() for p, _ in pairs)
        even = [scenario.question.break_even] if scenario.question.break_even else []
        held = {p for p, _ in self.given} | set.intersection(*(set(w.set) for w in reading.worlds))
        dims = box([base for base, _ in self.worlds], reading.ignorance, [*even, *paths])
        self.turned_to: dict[str, float] = {}
        self.untried = 0  # ends that seemed to turn the verdict in few runs and were not played again
        self.dims = tuple(d for d in (_without(d, held) for d in dims) if d.members)
        every = [path for d in self.dims for path, _ in d.members]
        self.fits = [fitting(base, every) for base, _ in self.worlds]
        for (base, _), recipe in zip(self.worlds, self._recipes(), strict=True):
            world_of(base, recipe)  # refused before anything runs

    def planned(self) -> int:
        """Return how many replicates are asked for at least."""
        e = self.effort
        cells = e.draws + 2 * len(self.dims)
        return len(self.worlds) * (e.runs + (cells * e.few if self.dims else 0) + e.again * len(self.camps))

    def weight(self) -> int:
        """Return how much is asked for, in objects played."""
        return self.planned() * max(len(base.intruders) for base, _ in self.worlds)

    def begin(self, camps: Iterable[Sequence[tuple[str, object]]] = ((),), runs: int | None = None) -> None:
        """Let the worlds as taken begin, or with the settings of several camps."""
        n = runs or self.effort.runs
        self.player.begin([(r, n) for camp in camps for r in self._recipes(camp=tuple(camp))])

    def nominal(self, camp: Sequence[tuple[str, object]] = (), runs: int | None = None) -> Measured:
        """Return the worlds as taken, or with the settings of a camp."""
        n = runs or self.effort.runs
        return self._measured(self.player.play([(r, n) for r in self._recipes(camp=tuple(camp))], self.asked))

    def limit_for(self, found: Measured) -> Limit:
        """Return the limit of the reading, in the unit of what was measured."""
        return limit_of(self.reading, found.unit)

    def found(self) -> Finding:
        """Return what the reading comes to."""
        e = self.effort
        played = self.player.play([(r, e.runs) for r in self._recipes()], self.asked)
        self.shown: Sequence[Played] = played
        self.taken = self._measured(played)
        self.limit = self.limit_for(self.taken)
        nominal = self.taken.interval()
        self.side = self.limit.holds(nominal.value) if not math.isnan(nominal.value) else None
        clear = self.limit.clear(nominal.low, nominal.high) if e.runs > 1 else None
        alone, drawn = self._box()
        things = [*self._turns(alone), *self._camps()]
        things += self._several(things, drawn)
        every = [nominal.value, *drawn, *(v for t in things for v in (t.low, t.high))]
        known = [x for x in every if math.isfinite(x)]
        share = float(np.mean([self.limit.holds(x) for x in drawn])) if drawn else math.nan
        return Finding(
            self.key, "runs", self.reading.text, self.taken.unit, nominal.value, nominal.low, nominal.high,
            min(known, default=math.nan), max(known, default=math.nan), share, self.limit, clear, tuple(things),
            {"runs": e.runs, "worlds": len(self.worlds), "draws": len(drawn), "draw_runs": e.few,
             "quantities": len(self.dims), "runs_again": e.again, "untried": self.untried},
            signed=len(self.worlds) == 2, note=self.taken.worlds[0].title, beside=self._beside(played),
        )  # fmt: skip

    def _base(self, bases: Bases, asked: Asked) -> tuple[Scenario, str]:
        base, name = bases.sized(self.name, asked.size)
        if asked.hypothesis:
            if asked.hypothesis not in base.hypotheses:
                right = nearest(asked.hypothesis, base.hypotheses)
                raise SkypactError(f"{self.name}: unknown hypothesis {asked.hypothesis!r} — {right}")
            base, name = hypothesis(base, asked.hypothesis), f"{name} {asked.hypothesis}"
        self.player.ask(name, base, self.asked)
        return base, name

    def _recipes(self, drawn: Sequence[tuple[str, str]] = (), camp: Sequence[tuple[str, object]] = ()) -> list[Recipe]:
        made = []
        for (_, name), asked, here in zip(self.worlds, self.reading.worlds, self.fits, strict=True):
            stated = {**dict(camp), **asked.set}
            made.append(Recipe(
                name, asked.arrangement, asked.choice,
                tuple(p for p in drawn if p[0] in here and p[0] not in asked.set),
                tuple(sorted(stated.items())), self.given,
            ))  # fmt: skip
        return made

    def _measured(self, played: Sequence[Played]) -> Measured:
        known = [*getattr(self, "shown", ()), *played]
        return measured(self.reading, played, known, self.nation)

    def _many(self, cells: Sequence[Sequence[Recipe]], runs: int) -> list[Measured]:
        """Return the measures of many cells, played all at once."""
        n = len(self.worlds)
        played = self.player.play([(recipe, runs) for cell in cells for recipe in cell], self.asked)
        return [self._measured(played[k * n : (k + 1) * n]) for k in range(len(cells))]

    def _box(self) -> tuple[list[Thing], list[float]]:
        """Return each quantity alone at its ends, and the figures of the draws."""
        e = self.effort
        if not self.dims:
            return [], []
        cut = hypercube(len(self.dims), e.draws, e.seed)
        cells = [self._recipes(d.at(end)) for d in self.dims for end in (0.0, 1.0)]
        for row in cut:
            cells.append(self._recipes([p for d, x in zip(self.dims, row, strict=True) for p in d.at(float(x))]))
        found = self._many(cells, e.few)
        short = self.taken.first(e.few)
        figures = [self.taken.estimate(short, there) for there in found]
        n = 2 * len(self.dims)
        told = [k for k in range(n, len(cells)) if math.isfinite(figures[k])]  # few runs may hold no case of a share
        self.drawn_cells = [cells[k] for k in told]
        sure = self._sure(cells[:n], figures, [self._clearness(short, there) for there in found[:n]])
        things = [self._alone(d, figures[2 * k : 2 * k + 2], sure[2 * k : 2 * k + 2]) for k, d in enumerate(self.dims)]
        return things, [figures[k] for k in told]

    def _sure(self, cells: Sequence[Sequence[Recipe]], figures: list[float], clearness: Sequence[float]) -> list[bool]:
        """Return which ends turn the verdict; those that seem to are played again, and their figures put in place.

        The clearest come first. No more are tried once one of an assumed quantity is sure, since that decides.
        """
        sure = [False] * len(cells)
        seeming = sorted((k for k in range(len(cells)) if self._other(figures[k])), key=lambda k: -clearness[k])
        self.untried = max(0, len(seeming) - MOST_AGAIN)
        for i, k in enumerate(seeming[:MOST_AGAIN]):
            figures[k], sure[k] = self._again(cells[k])
            if sure[k] and self.dims[k // 2].assumed:
                self.untried = len(seeming) - i - 1
                break
        return sure

    def _clearness(self, short: Measured, there: Measured) -> float:
        """Return how far an end lies from the worlds as taken, in half-widths of its paired interval."""
        moved = short.moved(there)
        width = moved.high - moved.low
        if not math.isfinite(width):
            return 0.0
        return 2.0 * abs(moved.value) / width if width > 0.0 else math.inf

    def _alone(self, d: Dim, figures: Sequence[float], sure: Sequence[bool]) -> Thing:
        """Return what a quantity does alone, from its two ends and whether each surely turns the verdict."""
        turned = [(abs(figures[end] - self.taken.figure()), float(end)) for end in (0, 1) if sure[end]]
        nominal = self.taken.figure()
        effect = max(turned)[0] if turned else float(np.nanmax([abs(f - nominal) for f in [*figures, nominal]]))
        if turned:
            self.turned_to[d.name] = max(turned)[1]
        return Thing(d.name, "quantity", d.assumed, d.source, figures[0], figures[1], bool(turned), effect, d.span())

    def _turns(self, things: Sequence[Thing]) -> list[Thing]:
        """Return the same with the value at which the verdict turns, of the strongest quantity and of the assumed one.

        The others that turn it are named without: each value costs as much as ten ends.
        """
        turning = judged(self.side, things)[1]
        first = {next((t.name for t in turning), ""), next((t.name for t in turning if t.assumed), "")}
        made = []
        for d, thing in zip(self.dims, things, strict=True):
            at, text = self._turning(d, self.turned_to[d.name]) if d.name in first else (None, "")
            made.append(replace(thing, at=at, at_text=text))
        return made

    def _other(self, figure: float) -> bool:
        return self.side is not None and math.isfinite(figure) and self.limit.holds(figure) != self.side

    def _again(self, cell: Sequence[Recipe]) -> tuple[float, bool]:
        """Return the figure of a cell in more runs, and whether it is surely on the other side.

        Sure: the paired difference from the worlds as taken is told from zero, or the cell's own interval excludes
        the limit.
        """
        e = self.effort
        there = self._many([cell], e.again)[0]
        short = self.taken.first(e.again)
        figure = self.taken.estimate(short, there)
        moved, own = short.moved(there), there.interval()
        apart = e.again > 1 and (moved.low > 1e-9 or moved.high < -1e-9)
        excludes = self.limit.clear(own.low, own.high) is (not self.side)
        return figure, self._other(figure) and (apart or (excludes and e.again > 1))

    def _turning(self, d: Dim, to: float) -> tuple[float | None, str]:
        """Return the part of the way to an end at which the verdict turns, and the value there."""
        near, far = 0.0, 1.0
        short = self.taken.first(self.effort.again)
        for _ in range(STEPS):
            middle = (near + far) / 2.0
            there = self._many([self._recipes(d.between(to, middle))], self.effort.again)[0]
            other = self._other(self.taken.estimate(short, there))
            near, far = (near, middle) if other else (middle, far)
        return (near + far) / 2.0, d.shown(to, (near + far) / 2.0)

    def _camps(self) -> list[Thing]:
        """Return what each camp's settings come to, all of them together."""
        made = []
        nominal = self.taken.figure()
        for name, pairs in self.camps.items():
            if not pairs:
                continue
            figure, sure = self._again(self._recipes(camp=pairs))
            said = self.sources[name]
            made.append(Thing(name, "camp", not said, ", ".join(said), figure, figure, sure, abs(figure - nominal)))
        return made

    def _several(self, things: Sequence[Thing], drawn: Sequence[float]) -> list[Thing]:
        """Return whether draws turn it where nothing does alone: the farthest of them is played again."""
        over = [(abs(x - self.taken.figure()), k) for k, x in enumerate(drawn) if self._other(x)]
        if not over or any(t.turns and t.kind == "quantity" for t in things):
            return []
        figure, sure = self._again(self.drawn_cells[max(over)[1]])
        if not sure:
            return []
        assumed = any(d.assumed for d in self.dims)
        name = "several together, assumed ones among them" if assumed else "several together, all with a source"
        return [Thing(name, "several", assumed, "", figure, figure, True, abs(figure - self.taken.figure()))]

    def _beside(self, played: Sequence[Played]) -> dict[str, tuple[float, float, float]]:
        """Return control kept by each nation: of the one world, or the difference of the second from the first."""
        made = {}
        for name in played[0].values:
            if not name.startswith("kept_") or name == self.reading.measure:
                continue
            if len(played) == 1:
                own = interval(played[0].values[name])
                made[name] = (own.value, own.low, own.high)
            elif name in played[1].values:
                less = played[1].values[name].minus(played[0].values[name])
                made[name] = (less.value, less.low, less.high)
        return {name: found for name, found in made.items() if math.isfinite(found[0])}


def _without(d: Dim, held: set[str]) -> Dim:
    return Dim(d.name, tuple((path, q) for path, q in d.members if path not in held))


def clear_of(limit: Limit, found: Measured) -> bool | None:
    """Return whether worlds are clear of a limit over chance."""
    own = found.interval()
    return limit.clear(own.low, own.high)
