"""Who came over a territory, how deep, and what its posts saw of it, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from skypact.cli.text.tables import table
from skypact.study.answer import number

if TYPE_CHECKING:
    from skypact.study.compare import Comparison

Row = dict[str, Any]


def border_text(found: Comparison) -> Iterator[str]:
    """Yield the short table of entries, time and depth inside, violations and foresight; the report has all of it."""
    crossed = {(r["nation"], r["arrangement"]): r for r in found.crossings().to_pylist() if not r["intruder"]}
    seen = {(r["nation"], r["arrangement"]): r for r in found.violations().to_pylist()} if found.level != "detect" else {}
    lines = []
    for nation in dict.fromkeys(nation for nation, _ in crossed):
        own = [crossed[nation, name] for name in found.names]
        if any(r["entered"] for r in own):
            lines.append([f"intruders that came over {nation}, a run", *(_interval(r, "entered", _count) for r in own)])
            lines.append(["  time inside [min], median", *(_interval(r, "inside_s", _minutes) for r in own)])
            lines.append(["  depth inside [km], median", *(_interval(r, "depth_m", _km) for r in own)])
        alerted = [seen[nation, name] for name in found.names] if seen else []
        lines += list(_seen(alerted, any(r["entered"] for r in own)))
        if any(r["wrong_place"] for r in alerted):
            lines.append([f"violations of {nation} seen of what was never inside, a run ↓",
                          *(_interval(r, "wrong_place", _count) for r in alerted)])  # fmt: skip
        if any(r["wrong_foresight"] for r in alerted):
            lines.append([f"entries over {nation} foreseen that never came, a run ↓",
                          *(_interval(r, "wrong_foresight", _count) for r in alerted)])  # fmt: skip
    if lines:
        yield "Border: what came over a territory, and what its posts saw [95 % interval]"
        yield from table(["measure", *found.names], lines)


def _seen(alerted: list[Row], came: bool) -> Iterator[list[str]]:
    if came and alerted:
        yield ["  of them seen as a violation ↑", *(_interval(r, "seen", _share) for r in alerted)]
        yield ["  entry foreseen before ↑", *(_interval(r, "foreseen", _share) for r in alerted)]
        yield ["  so long before [min], median ↑", *(_interval(r, "warning_s", _minutes) for r in alerted)]


def _interval(r: Row, key: str, say: Callable[[float], str]) -> str:
    low, high = r[f"{key}_low"], r[f"{key}_high"]
    if r[key] is None:
        return "—"
    if low is None or high is None or low == high:
        return say(r[key])
    return f"{say(r[key])} [{say(low).removesuffix(' %')}–{say(high).removesuffix(' %')}]"


def _count(value: float) -> str:
    return number(value, "count")


def _share(value: float) -> str:
    return number(value, "share")


def _minutes(value: float) -> str:
    return f"{value / 60:.1f}"


def _km(value: float) -> str:
    return f"{value / 1000:.1f}"
