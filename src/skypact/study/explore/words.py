"""The answer of an explorer in plain sentences: what each choice moves, and what is beaten by none. None is advised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from skypact.load.overlay.quantities import quantities
from skypact.study.answer import number, told_apart, within

if TYPE_CHECKING:
    from skypact.study.explore.explorer import Explorer

Row = dict[str, Any]


def sentences(found: Explorer) -> Iterator[str]:
    """Yield what was run, the ends of the leading measure, what each choice moves, the frontier."""
    yield _ran(found)
    if not found.lead:
        yield "Nothing in these runs can be counted by any measure."
        return
    yield _ends(found)
    yield from _moves(found)
    yield from _against(found)
    for control in controls(found):
        yield from _frontier(found, control)
    yield "Which of these weighs most is a judgement, and no run makes it."


def leans_on(found: Explorer) -> list[str]:
    """Return what the answer leans on."""
    read, every = found.axes.scenario, [q for _, q in quantities(found.axes.scenario)]
    assumed = sum(q.is_assumed for q in every)
    of = dict(quantities(read))
    said = [read.question.leans_on] if read.question.leans_on else []
    for one in found.axes.factors:
        bare = sum(of[path].is_assumed for path in one.paths if path in of)
        n = len(one.paths)
        stands = f"{n} quantities, set to one value together; {bare} of them without a source" if n > 1 else (
            f"one quantity, {'without' if bare else 'with'} a source")
        said.append(
            f"{one.name} stands for {stands}. Its range is what is not known or was asked for, not a probability."
        )
    return [
        *said,
        f"Of {len(every)} quantities of the scenario {assumed} have no source and are assumed; all but those on the "
        "sliders stand at their values in every combination.",
        "Intervals are over chance alone (95 %): with other assumed figures the values move beyond them. Each stands "
        "by itself: about one in twenty leaves zero by luck, and all combinations share theirs.",
        "Intruders, their routes, heights and times are the same in every combination, and so is the luck.",
    ]


def efficient(points: Sequence[tuple[float, float] | None]) -> list[int]:
    """Return which points (both the more the better) no other beats: as good in both, better in one."""
    kept = [
        i for i, p in enumerate(points) if p is not None and not any(
            q is not None and q[0] >= p[0] and q[1] >= p[1] and q != p for q in points)
    ]  # fmt: skip
    return sorted(kept, key=lambda i: (points[i], i))  # type: ignore[arg-type,return-value]


def named(found: Explorer, row: Row) -> str:
    """Return a cell in words: “unified”, consent_delay 5 min, without a50, 2012-07-01."""
    values = [f"{f.name} {row[f'{axis}_text']}" for axis, f in zip("xy", found.axes.factors, strict=False)]
    gone = [f"without {row['without']}"] if row["without"] else []
    return ", ".join([f"“{row['arrangement']}”", *values, *gone, *([row["date"]] if row["date"] else [])])


def _ran(found: Explorer) -> str:
    axes = found.axes
    parts = [f"{len(axes.names)} arrangements"] if len(axes.names) > 1 else []
    parts += [f"{len(v)} values of {f.name}" for f, v in zip(axes.factors, axes.values, strict=True)]
    parts += [f"with and without {t.name}" for t in axes.things]
    parts += [f"the forces of {len(axes.worlds)} days"] if len(axes.worlds) > 1 else []
    return f"{len(found.cells)} combinations ({', '.join(parts)}), {found.runs} runs of each on the same luck."


def _ends(found: Explorer) -> str:
    every = [r for r in found.rows(found.lead) if r["mean"] is not None]
    low, high = min(every, key=lambda r: r["mean"]), max(every, key=lambda r: r["mean"])
    title = low["title"][0].upper() + low["title"][1:]
    most = f" of {low['most']}" if low["most"] > 1 else ""
    if low["mean"] == high["mean"]:
        return f"{title}: {number(low['mean'], low['unit'])}{most} in every combination ({within(low)})."
    ends = [f"{number(r['mean'], r['unit'])} ({within(r)}) with {named(found, r)}" for r in (low, high)]
    return f"{title}{most and f',{most}'}: from {ends[0]} to {ends[1]}."


def _moves(found: Explorer) -> Iterator[str]:
    """Say how far apart the means of the leading measure lie along each choice, wherever the others stand."""
    every = found.rows(found.lead)
    axes = found.axes
    columns = [("arrangement", "arrangement", len(axes.names))]
    columns += [(f.name, axis, len(v)) for f, v, axis in zip(axes.factors, axes.values, "xy", strict=False)]
    columns += [("what is taken away", "without", 2)] if axes.things else []
    columns += [("date", "date", len(axes.worlds))]
    parts = []
    for said, column, n in columns:
        if n < 2:
            continue
        spans = list(_spans(every, column))
        unit = every[0]["unit"]
        ends = dict.fromkeys((_amount(min(spans), unit), _amount(max(spans), unit)))
        parts.append(f"{said} by {' to '.join(ends)}" if max(spans) else f"{said} by nothing")
    if parts:
        said = "The means span, along one choice with the others held still (luck alone makes some)"
        yield f"{said}: {'; '.join(parts)}."


def _spans(every: Sequence[Row], column: str) -> Iterator[float]:
    others = [c for c in ("date", "without", "x", "y", "arrangement") if c != column]
    groups: dict[tuple[Any, ...], list[float]] = {}
    for r in every:
        if r["mean"] is not None:
            groups.setdefault(tuple(r[c] for c in others), []).append(r["mean"])
    yield from (max(g) - min(g) for g in groups.values())


def _amount(value: float, unit: str) -> str:
    return f"{100 * value:.1f} points" if unit == "share" else f"{value:.2f}"


def _against(found: Explorer) -> Iterator[str]:
    """Say in how many settings each arrangement is better or worse than the first, told from zero."""
    first = found.axes.names[0]
    every = [r for r in found.paired.to_pylist() if (r["measure"], r["against"]) == (found.lead, "first")]
    better = {r["better"] for r in found.rows(found.lead)}
    for name in found.axes.names[1:]:
        rows = [r for r in every if r["arrangement"] == name]
        less = sum(told_apart(r) and r["difference"] < 0 for r in rows)
        more = sum(told_apart(r) and r["difference"] > 0 for r in rows)
        words = {"lower": ("better", "worse"), "higher": ("worse", "better")}.get(min(better), ("", ""))
        sides = [f"lower in {less}{words[0] and f' ({words[0]} for the defence)'}",
                 f"higher in {more}{words[1] and f' ({words[1]})'}"]  # fmt: skip
        yield (f"“{name}” against “{first}” with all else alike, of {len(rows)} settings: {sides[0]}, {sides[1]}, "
               f"not told from it in {len(rows) - less - more}.")


def controls(found: Explorer) -> list[str]:
    """Return control kept of every state, where it is not the same in all cells: what one keeps another may lose."""
    kept = (m for m in found.measures if m.startswith("kept_"))
    return [m for m in kept if len({r["mean"] for r in found.rows(m)}) > 1]


def _frontier(found: Explorer, measure: str) -> Iterator[str]:
    lead, control = ({r["cell"]: r for r in found.rows(m)} for m in (found.lead, measure))
    sign = -1 if next(iter(lead.values()))["better"] == "lower" else 1
    points: list[tuple[float, float] | None] = []
    for i in range(len(found.cells)):
        x, y = (rows.get(i, {}).get("mean") for rows in (lead, control))
        points.append(None if x is None or y is None else (sign * x, y))
    best = efficient(points)
    if not best:
        return
    title = next(iter(control.values()))["title"].partition(":")[0]
    ends = {points[i]: i for i in reversed((best[0], best[-1]))}.values()
    said = [f"{named(found, lead[i])}: {number(lead[i]['mean'], lead[i]['unit'])}, {title} "
            f"{number(control[i]['mean'], 'share')}" for i in ends]  # fmt: skip
    stands = "They stand" if len(best) > 1 else "It stands"
    where = f" They run from {said[-1]} to {said[0]}." if len(said) > 1 else f" {stands} at {said[0]}."
    known = sum(p is not None for p in points)
    silent = len(found.cells) - known
    left = f" In {silent} of {len(found.cells)} nobody decided, so they have no place in this." if silent else ""
    count = f"{len(best)} of {known} combinations are" if len(best) > 1 else "one combination is"
    yield f"By the means, {count} beaten by none in both defence and {title}.{where}{left}"
