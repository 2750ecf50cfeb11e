"""The question that a map answers, and what in it does not fit together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from skypact.core import units
from skypact.core.errors import SkypactError
from skypact.load.given import Given, boxed
from skypact.load.terrain.grid import Box
from skypact.spec.scenario import Scenario

#: Heights that are asked for where none are [m].
HEIGHTS_M = (100.0, 300.0, 1000.0, 3000.0, 10_000.0)
#: Heights of targets that can be asked for [m]: rays are traced so far up.
LEAST_HEIGHT_M, MOST_HEIGHT_M, MOST_HEIGHTS = 1.0, 50_000.0, 12


@dataclass(frozen=True)
class Question:
    """What is asked: heights [m] above `ground` or `sea`, class, Pd, who, where, and on which terrain."""

    heights_m: tuple[float, ...] = HEIGHTS_M
    above: str = "ground"
    craft: str = ""
    rcs_m2: float | None = None
    pd: float = 0.5
    arrangement: str = ""
    choice: str = ""
    picture: str = ""
    sensors: tuple[str, ...] | None = None
    terrain: str | tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    box: Box | None = None
    cell_m: float | None = None
    trees_m: float | None = None
    zones: bool = False
    versus: str = ""
    band: bool = False
    why: bool = False


def checked(scenario: Scenario | None, given: Sequence[Given], asked: Question) -> Question:
    """Return the question, or raise for what does not fit together."""
    if (scenario is None) == (not given):
        raise SkypactError("a scenario or places of sensors, one of the two — SCENARIO, or --sensor lat,lon,mast")
    if scenario is None:
        for said, is_set in (
            ("--arrangement", asked.arrangement), ("--choice", asked.choice), ("--sensors", asked.sensors),
            ("--zones", asked.zones), ("--versus", asked.versus), ("--picture", asked.picture),
            ("--type", asked.craft), ("--rcs", asked.rcs_m2),
        ):  # fmt: skip
            if is_set:
                right = "a sensor typed by hand has only a place, a mast and a range"
                raise SkypactError(f"{said} needs a scenario — {right}")
    if asked.craft and asked.rcs_m2 is not None:
        raise SkypactError("--type and --rcs contradict each other — keep one")
    if asked.arrangement and asked.choice:
        raise SkypactError("--arrangement and --choice contradict each other — a choice brings its own arrangement")
    if not 0.01 <= asked.pd <= 0.99:
        raise SkypactError(f"--pd {asked.pd:g} — between 0.01 and 0.99")
    heights = asked.heights_m
    if not heights or any(not LEAST_HEIGHT_M <= h <= MOST_HEIGHT_M for h in heights):
        raise SkypactError("--at: heights of 1 m to 50 km, such as 100m,1km,10km")
    if len(heights) > MOST_HEIGHTS:
        raise SkypactError(f"--at: {len(heights)} heights — at most {MOST_HEIGHTS}")
    return replace(asked, heights_m=tuple(sorted(set(heights))))


def asking(
    *, at: Sequence[str], above: str = "ground", craft: str = "", rcs: str = "", pd: float = 0.5, arrangement: str = "",
    choice: str = "", picture: str = "", sensors: Sequence[str] | None = None, terrain: Sequence[str] = (),
    allow: Sequence[str] = (),
    box: Sequence[float] | None = None, cell: str = "", trees: str = "", versus: str = "", zones: bool = False,
    band: bool = False, why: bool = False,
) -> Question:  # fmt: skip
    """Return the question that texts with units mean; SkypactError names the option that is wrong."""
    if above not in ("ground", "sea"):
        raise SkypactError(f"--above {above}: ground or sea")
    named = tuple(str(name).strip() for name in terrain if str(name).strip())
    heights = tuple(_read("--at", text, "length") for text in at)
    size = _read("--cell", cell, "length") if cell else None
    if size is not None and size <= 0:
        raise SkypactError(f"--cell {cell}: more than 0 — such as 500m")
    return Question(
        heights_m=heights, above=above, craft=craft, rcs_m2=_read("--rcs", rcs, "area") if rcs else None, pd=pd,
        arrangement=arrangement, choice=choice, picture=picture, sensors=tuple(sensors) if sensors else None,
        terrain=named[0] if len(named) == 1 else named, allow=tuple(allow), cell_m=size,
        box=boxed(box) if box is not None else None, trees_m=_read("--trees", trees, "length") if trees else None,
        zones=zones, versus=versus, band=band, why=why,
    )  # fmt: skip


def _read(option: str, text: str, dimension: str) -> float:
    try:
        made = units.parse(text.strip() if isinstance(text, str) else text, dimension)
    except ValueError as error:
        raise SkypactError(f"{option} {text}: {error}") from None
    if made < 0:
        raise SkypactError(f"{option} {text}: below 0")
    return made
