"""Reasons: why two arrangements end otherwise, and at which value of a quantity the answer turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skypact.report.markup import Markup, el
from skypact.report.pictures.plots import Estimate, curve_of, intervals, label, response, scale_of
from skypact.report.tables import figure, folded, listed, paragraph, percent, plain, section, table

if TYPE_CHECKING:
    from skypact.study.turning.breakeven import BreakEven
    from skypact.study.why.why import Why


def why_section(why: Why) -> Markup:
    """Return where the worlds part, the split of the difference by verb, and one run told in full."""
    parts: list[object] = [paragraph(why.sentence)]
    split = why.split.to_pylist()
    if split:
        nan = float("nan")
        rows = [(f"{r['verb']} ({r['count']} cases)", 0, Estimate(r["difference"], nan, nan)) for r in split]
        picture = intervals(
            "split", f"The difference {why.b} − {why.a} by verb", "One dot per verb at which the worlds first part; "
            "the dots sum to the difference.", rows, f"part of the difference in {why.measure} per run",
        )
        parts.append(figure(picture, "Each difference is booked on the verb at which the two worlds first part. "
                                     f"The dots sum to {label(round(why.difference, 4))} per run."))
    partings = why.table.to_pylist()
    if partings:
        parts.append(table(
            "First partings, most frequent first" + ("" if len(partings) <= 12 else f" (12 of {len(partings)})"),
            ("verb", "event", "cause", "nation", "cases", "share of cases", "difference per run"),
            [[r["verb"], r["event"], r["cause"] or "—", r["nation"] or "—", r["count"], percent(r["share"]),
              plain(r["difference"], 3)] for r in partings[:12]],
            (4, 5, 6),
        ))
    if why.example:
        parts.append(folded(f"Run {why.example.run}, told in full", listed(why.example.lines), open_=True))
    return section("why", f"Why “{why.b}” ends otherwise than “{why.a}”", *parts)


def break_even_section(found: BreakEven) -> Markup:
    """Return the statement and the curve with its band over the quantity."""
    scale, unit = scale_of(found.curve["value"].to_pylist(), found.dimension)
    share = 100.0 if found.unit == "share" else 1.0
    word = "[percentage points]" if found.unit == "share" and found.difference.num_rows else (
        "[%]" if found.unit == "share" else "[per run]")
    if found.difference.num_rows:
        name = f"{found.names[1]} − {found.names[0]}"
        curves = [curve_of(name, found.difference.to_pylist(), "difference", scale, share)]
    else:
        curves = [curve_of(found.names[0], found.curve.to_pylist(), "mean", scale, share)]
    crossing = None
    if found.at is not None:
        low, high = sorted(found.at if x is None else x for x in (found.low, found.high))
        crossing = Estimate(found.at / scale, low / scale, high / scale)
    picture = response(
        "break-even", "Break-even", found.statement, curves, f"{found.path}{unit}", f"{found.title} {word}", crossing,
        found.threshold * share,
    )
    return section(
        "break-even", "Where the answer turns", paragraph(found.statement),
        figure(picture, "Band: 95 % over runs, the same luck at every value. The upright band is the break-even with "
                        "its interval. A range is what is not known, not a probability."),
        _each(found, scale, unit, share) if found.difference.num_rows else "",
        folded("The values", _values(found)),
    )


def _each(found: BreakEven, scale: float, unit: str, share: float) -> Markup:
    """Return the curve of each of two arrangements by itself."""
    rows = found.curve.to_pylist()
    curves = [
        curve_of(name, [r for r in rows if r["arrangement"] == name], "mean", scale, share) for name in found.names
    ]
    word, level = ("[%]", 50.0) if found.unit == "share" else ("[per run]", 0.0)
    picture = response("break-even-each", "Each arrangement by itself", found.statement, curves,
                       f"{found.path}{unit}", f"{found.title} {word}", None, level)
    return figure(picture, "Each arrangement by itself over the same range" + (
        "; the line is an even chance." if found.unit == "share" else "."))


def _values(found: BreakEven) -> Markup:
    def shown(r: dict[str, Any], column: str) -> list[object]:
        show = percent if found.unit == "share" else plain
        interval = "—" if r["low"] is None else f"{show(r['low'])} to {show(r['high'])}"
        return [show(r[column]), interval]

    rows = [[r["text"], r["arrangement"], *shown(r, "mean")] for r in found.curve.to_pylist()]
    rows += [[r["text"], f"{found.names[1]} − {found.names[0]}", *shown(r, "difference")]
             for r in found.difference.to_pylist()]
    return Markup(el("div", table(found.title, (found.path, "arrangement", "mean", "95 %"), rows, (2, 3), 2)))
