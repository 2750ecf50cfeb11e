"""Errors of pictures, wrong classes, and what a post had in hand, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from skypact.cli.text.tables import paragraph, table
from skypact.core.clock import clock_text
from skypact.study.answer import number

if TYPE_CHECKING:
    from skypact.study.compare import Comparison

Row = dict[str, Any]
_ERRORS = (
    ("doubled", "second tracks of one object, a run ↓"), ("false", "tracks of nothing, an hour ↓"),
    ("within", "orders at a second track of an object ↓"),
    ("between", "orders on top of another post's ↓"),
    ("rounds_within", "rounds on second tracks ↓"), ("rounds_between", "rounds on top of another post's ↓"),
    ("rounds_false", "rounds at nothing ↓"),
)
#: Changes of class told of one run at most.
_MOST = 12


def picture_text(found: Comparison) -> Iterator[str]:
    """Yield misidentification both ways, and errors of pictures where there is one; the report has all of it."""
    if found.level == "detect":
        return
    lines = [*(_mistaken(found) if found.level == "full" else ()), *_errors(found)]
    if lines:
        yield "Pictures: wrong classes, doubles and false tracks, mean of runs [95 % interval]"
        yield from table(["measure", *found.names], lines)
        if found.level == "full":
            yield paragraph("Let pass: taken at last for civil or friendly, and not fired at, looked at or escorted.")


def classes_text(found: Comparison, run: int, about: str, names: tuple[str, ...]) -> Iterator[str]:
    """Yield what each post took an object for in one run, on what evidence."""
    rows = found.classes(run, about).to_pylist()
    for name in names:
        own = [r for r in rows if r["arrangement"] == name]
        yield f"What posts took {about} for in run {run} under {name}, and what they had in hand" + (
            "" if own else ": none had a class for it")
        for r in own[:_MOST]:
            when = clock_text(found.scenario.start, r["t_s"])
            yield paragraph(f"{when} {r['post']}: {r['class']} — {r['evidence']}", "  ")
        if len(own) > _MOST:
            yield f"  … and {len(own) - _MOST} more"


def _mistaken(found: Comparison) -> Iterator[list[str]]:
    rows = {(r["error"], r["by"], r["arrangement"]): r for r in found.mistaken().to_pylist()}
    whose = {"": "", "everyone": " by every post", "deciders": " by deciders"}
    for error, by in dict.fromkeys((error, by) for error, by, _ in rows):
        own = [rows[error, by, name] for name in found.names]
        if not any(r["exposed"] for r in own) or (by == "everyone" and not any(r["count"] for r in own)):
            continue
        what = {"civil engaged": "civil flights engaged", "attack let pass": "attackers let pass",
                "trespass let pass": "trespassers let pass"}[error]
        yield [f"{what}{whose[by]}, per 1,000 ↓", *(_rate(r) for r in own)]


def _rate(r: Row) -> str:
    if r["per_1000"] is None:
        return "—"
    if r["per_1000"] == 0:
        return f"none [≤ {number(r['high'], 'count')}]" if r["high"] is not None else "none"
    return _ended(r["per_1000"], r["low"], r["high"], _count)


def _errors(found: Comparison) -> Iterator[list[str]]:
    rows = {r["arrangement"]: r for r in found.picture_errors().to_pylist() if not r["post"]}
    own = [rows[name] for name in found.names]
    for key, title in _ERRORS:
        if any(r[key] for r in own):
            yield [title, *(_ended(r[key], r[f"{key}_low"], r[f"{key}_high"], _count) for r in own)]
    if any(r["impure"] for r in own):
        yield ["purity of a track when an order is given ↑",
               *(_ended(r["purity"], r["purity_low"], r["purity_high"], _count) for r in own)]
        yield ["orders at a track mixed of several objects ↓",
               *(_ended(r["impure"], r["impure_low"], r["impure_high"], _share) for r in own)]


def _ended(value: float | None, low: float | None, high: float | None, say: Callable[[float], str]) -> str:
    if value is None:
        return "—"
    if value == 0 or low is None or high is None or low == high:
        return say(value)
    return f"{say(value)} [{say(low).removesuffix(' %')}–{say(high).removesuffix(' %')}]"


def _count(value: float) -> str:
    return number(value, "count")


def _share(value: float) -> str:
    return number(value, "share")
