"""Cross-checks of civil traffic: airports that exist, crafts that say how they fly, numbers that fit."""

from __future__ import annotations

from collections.abc import Iterator

from skypact.load.checks.references import Known
from skypact.load.traffic import airports
from skypact.load.yaml_nodes import Problem
from skypact.spec.scenario import Scenario
from skypact.spec.traffic.civil import MOST_FLIGHTS, Civil


def check(s: Scenario, known: Known) -> Iterator[Problem]:
    """Yield what is wrong with synthetic and recorded flights."""
    places = dict.fromkeys(known.places, (0.0, 0.0))
    for name, block in s.civil.items():
        yield from _airports(name, block, places)
        yield from _crafts(name, block, s)
        yield from _number(name, block, s)
    for name, block in s.recorded.items():
        if 0 < s.duration.value <= block.begin.value:
            what = f"begins {block.begin.text()} after the start, when the scenario is over"
            yield Problem(("recorded", name, "begin"), what, f"below the duration, {s.duration.text()}")


def _airports(name: str, block: Civil, places: dict[str, tuple[float, float]]) -> Iterator[Problem]:
    named = [(("civil", name, "airports", i), end) for i, end in enumerate(block.airports)]
    named += [(("civil", name, "pairs", pair), end.strip()) for pair in block.pairs for end in pair.split(">")]
    for path, end in named:
        if isinstance(end, str) and airports.found(end, places) is None:
            yield Problem(path, f"unknown airport '{end}'", airports.nearest_to(end, places))


def _crafts(name: str, block: Civil, s: Scenario) -> Iterator[Problem]:
    for kind, weight in block.types.items():
        if kind in s.crafts and s.crafts[kind].performance is None and weight.value > 0:
            able = sorted(k for k, craft in s.crafts.items() if craft.performance is not None)
            right = f"such as {', '.join(able)}; " if able else ""
            yield Problem(("civil", name, "types", kind), f"'{kind}' does not say how it climbs and cruises",
                          f"{right}a craft with `performance`: airliner, regional-jet, wide-body, light-aircraft")


def _number(name: str, block: Civil, s: Scenario) -> Iterator[Problem]:
    if s.duration.value <= 0:
        return
    if block.begin.value >= s.duration.value:
        what = f"begins {block.begin.text()} after the start, when the scenario is over"
        yield Problem(("civil", name, "begin"), what, f"below the duration, {s.duration.text()}")
    elif not 1 <= block.number(s.duration.value) <= MOST_FLIGHTS:
        key = "per_hour" if block.per_hour is not None else "pairs"
        what = f"{block.number(s.duration.value):,} flights in {s.duration.text()}"
        yield Problem(("civil", name, key), what, f"1 to {MOST_FLIGHTS:,}")
