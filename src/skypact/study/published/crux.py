"""Crux: the smallest disagreement between two camps that flips the verdict on a reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from skypact.core.errors import SkypactError, nearest
from skypact.spec.catalogue.claim import Camp, PublishedClaim
from skypact.study.plain import plain

#: Verdict of one camp: with its settings alone, nothing else in doubt.
HOLDS, FAILS, UNCLEAR = "holds", "fails", "not clear with these runs"
#: Most settings that are moved together in search of a flip, and most worlds that are tried one way.
MOST_TOGETHER, MOST_TRIED = 4, 64

#: Settings by path → the figure and the verdict of a reading with them.
Judge = Callable[[dict[str, object]], tuple[float, str]]
#: Told which settings will be judged next, so that several can be played at once.
Ahead = Callable[[list[dict[str, object]]], None]


@dataclass(frozen=True)
class Way:
    """The search from one camp: the smallest sets of settings that, taken as the other camp has them, flip its verdict.

    figure, verdict: of the camp itself. flips: all the smallest ones; none is looked for where the camps agree, or
    where one of them is not clear. whole: whether every smaller set was tried.
    """

    camp: str
    other: str
    figure: float
    verdict: str
    flips: tuple[tuple[str, ...], ...]
    tried: int
    whole: bool


@dataclass(frozen=True)
class Crux:
    """What two camps come to on a reading, and what their dispute hangs on.

    differ: path → the value of each camp; "as published" where it gives none. left: settings on which they differ and
    which decide nothing here.
    """

    reading: str
    unit: str
    signed: bool
    camps: tuple[str, str]
    differ: dict[str, tuple[str, str]]
    ways: tuple[Way, Way]

    @property
    def agree(self) -> bool:
        """Tell whether both camps come to the same verdict."""
        return self.ways[0].verdict == self.ways[1].verdict

    @property
    def left(self) -> tuple[str, ...]:
        """Return the settings in dispute that no smallest flip holds."""
        used = {path for way in self.ways for flip in way.flips for path in flip}
        return tuple(path for path in self.differ if path not in used)

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON."""
        return {
            "reading": self.reading, "camps": list(self.camps), "agree": self.agree, "left": list(self.left),
            "differ": {path: list(both) for path, both in self.differ.items()},
            "ways": [
                {k: plain(v) if not isinstance(v, tuple) else [list(x) for x in v] for k, v in vars(way).items()}
                for way in self.ways
            ],
        }  # fmt: skip


def check_camps(claim_id: str, claim: PublishedClaim, names: Iterable[str] | None) -> tuple[str, ...]:
    """Return the camps to set against each other: those named, else all; SkypactError for fewer than two."""
    made = tuple(names) if names else tuple(claim.camps)
    for name in made:
        if name not in claim.camps:
            raise SkypactError(f"{claim_id}: unknown camp {name!r} — {nearest(name, claim.camps)}")
    if len(made) < 2:
        said = "no camps, so nothing is in dispute" if not claim.camps else "one camp — name two"
        raise SkypactError(f"{claim_id}: {said}")
    return made


def differing(a: Camp, b: Camp, usable: Iterable[str]) -> dict[str, tuple[object | None, object | None]]:
    """Return the settings on which two camps differ, by path: None where a camp gives none."""
    known = set(usable)
    paths = [path for path in dict.fromkeys([*a.set, *b.set]) if path in known]
    return {path: (a.set.get(path), b.set.get(path)) for path in paths if a.set.get(path) != b.set.get(path)}


def crux(
    reading: str, unit: str, signed: bool, names: tuple[str, str], camps: tuple[Camp, Camp], usable: Iterable[str],
    judge: Judge, together: int = MOST_TOGETHER, ahead: Ahead = lambda _: None,
) -> Crux | None:  # fmt: skip
    """Return what the dispute of two camps hangs on in a reading; None where they set nothing of it differently.

    together: most settings that are moved at once.
    """
    differ = differing(*camps, usable)
    if not differ:
        return None
    shared = {p: v for p, v in camps[0].set.items() if p in set(usable) and p not in differ}
    camps_as_they_are = [_world(differ, shared, turned, ()) for turned in (False, True)]
    ahead(camps_as_they_are)
    mine = [judge(values) for values in camps_as_they_are]
    search = {mine[0][1], mine[1][1]} == {HOLDS, FAILS}
    most = together if search else 0
    first, second = (
        _way(names, turned, differ, shared, judge, mine[turned], most, ahead) for turned in (False, True)
    )
    said = {path: (_said(both[0]), _said(both[1])) for path, both in differ.items()}
    return Crux(reading, unit, signed, names, said, (first, second))


def _world(
    differ: dict[str, tuple[object | None, object | None]], shared: dict[str, object], turned: bool,
    moved: Sequence[str],
) -> dict[str, object]:  # fmt: skip
    """Return a camp's settings, those that are moved as the other camp has them."""
    values = {path: both[turned != (path in moved)] for path, both in differ.items()}
    return shared | {path: value for path, value in values.items() if value is not None}


def _way(
    names: tuple[str, str], turned: bool, differ: dict[str, tuple[object | None, object | None]],
    shared: dict[str, object], judge: Judge, mine: tuple[float, str], together: int, ahead: Ahead,
) -> Way:  # fmt: skip
    figure, verdict = mine
    flips: list[tuple[str, ...]] = []
    tried, size, whole = 0, 0, True
    if together:
        for size in range(1, min(together, len(differ)) + 1):
            every = list(combinations(differ, size))
            ahead([_world(differ, shared, turned, moved) for moved in every[: MOST_TRIED - tried]])
            for moved in every:
                if tried >= MOST_TRIED:
                    whole = False
                    break
                tried += 1
                if {verdict, judge(_world(differ, shared, turned, moved))[1]} == {HOLDS, FAILS}:
                    flips.append(moved)
            if flips or not whole:
                break
        whole = whole and (bool(flips) or size == len(differ))
    return Way(names[turned], names[not turned], figure, verdict, tuple(flips), tried, whole)


def _said(value: object | None) -> str:
    return "as published" if value is None else str(value)
