"""Words: what a thing is worth, in sentences, and its numbers as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skypact.analysis.heights import TITLES
from skypact.study.answer import change, number, told_apart
from skypact.study.worth.things import Thing

if TYPE_CHECKING:
    from skypact.study.worth.worth import Worth

Row = dict[str, Any]
#: Measure of warning → what comes sooner or later.
_FIRST = {"time_detected": "first detection", "time_tracked": "first track"}


def sentences(found: Worth) -> list[str]:
    """Return one paragraph per thing and arrangement: the leading measure, then warning by height."""
    return [
        _paragraph(found, thing, name) for thing in found.things for name in found.names if found.rows(thing, name)
    ]


def called(thing: Thing) -> str:
    """Return a thing as a sentence has it."""
    title = f" ({thing.title})" if thing.title else ""
    lead = {"noise": "the noise of ", "account": "the account "}.get(thing.kind, "")
    return f"{lead}{thing.name}{title}"


def of_band(band: str) -> str:
    """Return the title of a band of heights, "" being all of them."""
    return TITLES.get(band, "all heights")


def shown(value: float | None, unit: str) -> str:
    """Return a value of a row: seconds whole, counts and shares as elsewhere."""
    if value is None:
        return "unknown"
    return f"{value:.0f} s" if unit == "s" else number(value, unit)


def signed(value: float | None, unit: str) -> str:
    """Return a difference with its sign."""
    if value is None:
        return "unknown"
    text = {"s": f"{value:+.1f} s", "share": f"{100 * value:+.1f} pp"}.get(unit, f"{value:+.2f}")
    return text.replace("-", "−")


def interval(row: Row) -> str:
    """Return the interval of a difference, its unit said once."""
    if row["low"] is None:
        return "—"
    low, high = signed(row["low"], row["unit"]), signed(row["high"], row["unit"])
    return f"{low.removesuffix(' s').removesuffix(' pp')} to {high}"


def counted(row: Row) -> str:
    """Return the title of a row with what it counts at most."""
    return row["title"] if row["unit"] != "count" else f"{row['title']}, of {row['most']}"


def leading(found: Worth, thing: Thing, name: str) -> Row:
    """Return the row of the question's measure over all heights, else the first that there is."""
    every = {r["measure"]: r for r in found.rows(thing, name, "")}
    return every.get(found.scenario.question.measure) or next(iter(every.values()))


def _paragraph(found: Worth, thing: Thing, name: str) -> str:
    lead = leading(found, thing, name)
    where = f" under “{name}”" if name else ""
    said = [
        f"With {called(thing)}{where}: {counted(lead)}: {shown(lead['with'], lead['unit'])} instead of "
        f"{shown(lead['without'], lead['unit'])}: {change(lead, lead)}."
    ]
    rows = [r for r in found.rows(thing, name) if r["measure"] == lead["measure"] and r["band"] and told_apart(r)]
    if rows:
        parts = [f"{of_band(r['band'])} {signed(r['difference'], r['unit'])} ({interval(r)})" for r in rows]
        said.append(f"By height: {', '.join(parts)}.")
    said += [_warning(found.rows(thing, name), measure) for measure in _FIRST]
    if found.apart.get(thing.name) and thing.kind == "account":
        said.append(f"Not compared, since the account brings them: {', '.join(found.apart[thing.name])}.")
    return " ".join(one for one in said if one)


def _warning(rows: list[Row], measure: str) -> str:
    """Say at which heights something is seen sooner or later."""
    timed = [r for r in rows if r["measure"] == measure and r["band"]]
    if not timed:
        return ""
    what = _FIRST[measure][0].upper() + _FIRST[measure][1:]
    moved = [r for r in timed if told_apart(r)]
    if not moved:
        return f"{what} cannot be told to come sooner or later at any height."
    parts = [
        f"{of_band(r['band'])} {abs(r['difference']):.1f} s {'sooner' if r['difference'] > 0 else 'later'} "
        f"({interval(r)})" for r in moved
    ]  # fmt: skip
    return f"{what}: {', '.join(parts)}."
