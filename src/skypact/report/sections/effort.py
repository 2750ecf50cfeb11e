"""Effort: the sections on warning, on where the time went, on rounds and channels, and on the exchange of costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from skypact.core.clock import span_text
from skypact.core.units import show as with_unit
from skypact.report.markup import Markup, el, join
from skypact.report.pictures.bars import Bar, stacked
from skypact.report.pictures.plots import Curve, Estimate, intervals, label, panels
from skypact.report.sections.picture.alerts import alerts_section
from skypact.report.sections.picture.knowledge import knowledge_section
from skypact.report.tables import figure, folded, paragraph, percent, plain, section, table

if TYPE_CHECKING:
    from skypact.study.compare import Comparison

Row = dict[str, Any]
#: Batteries in the picture of channels at most: the busiest.
_MOST_PANELS = 9
_SUMS = {
    "spent": "spent on shots", "spent_wrongly": "of it at civil or friendly aircraft",
    "stopped": "price of what was stopped",
    "leaked": "price of what came through", "spent_per_stopped": "spent ÷ stopped",
    "leaked_per_stopped": "came through ÷ stopped",
}


def effort_sections(comparison: Comparison) -> dict[str, tuple[str, Markup]]:
    """Return name → (title in the list of contents, section), of what the level of the runs can tell."""
    made: dict[str, tuple[str, Markup]] = {}
    if comparison.level == "detect":
        return made
    warned = comparison.warning().to_pylist()
    if warned:
        made["warning"] = ("Warning", _warning_section(comparison, warned))
        made["knowledge"] = ("Who knew when", knowledge_section(comparison, comparison.knowledge().to_pylist()))
    if comparison.level != "full":
        return made
    heard = [r for r in comparison.alerts().to_pylist() if r["n"] or r["flights"]]
    if heard:
        made["alerts"] = ("Alerts", alerts_section(comparison, heard))
    made["budget"] = ("Time budget", _budget_section(comparison))
    made["stock"] = ("Shots and stock", _stock_section(comparison))
    priced = comparison.exchange().to_pylist()
    if priced:
        made["exchange"] = ("Costs", _exchange_section(comparison, priced))
    return made


def _warning_section(comparison: Comparison, rows: list[Row]) -> Markup:
    every = [r for r in rows if not r["intruder"] and r["n"]]
    falls = [r for r in rows if not r["intruder"] and r["impact_n"]]
    impact = _impact_table(comparison, falls) if falls else ""
    if not every:
        none = paragraph("No attacker or trespasser came over a defended territory.")
        return section("warning", "Warning", none, impact)
    names = comparison.names
    dots = [
        (f"{what}, {_nation(comparison, nation)}", names.index(r["arrangement"]), _minutes(r, key))
        for what, key in (("before entry", "entry"), ("before arrival", "reach"))
        for nation in dict.fromkeys(r["nation"] for r in every) for r in every
        if r["nation"] == nation and r[f"{key}_mean_s"] is not None
    ]
    picture = intervals(
        "warning-plot", "Warning time", "Restricted mean warning times with 95 % intervals; the table holds them.",
        dots, "warning time [min], never counted as 0", label, dict(enumerate(names)),
    )
    heads = ("over", "arrangement", "came, per run", "never told", "told after entry", "before entry: mean", "median",
             "before arrival: mean", "median")
    return section(
        "warning", "Warning",
        paragraph("From the first word at a post that may decide over the territory to the entry over it, and to the "
                  "end of the route. The run is the unit; an intruder that no such post heard of in time counts as 0."),
        figure(picture, "Restricted means over runs with 95 % intervals. Before arrival: those whose route ends at a "
                        "place or in a crash, by the time that their script needs from the entry on."),
        table("Warning time by territory [min]", heads, [
            _warning_row(comparison, r) for nation in dict.fromkeys(r["nation"] for r in every)
            for r in every if r["nation"] == nation
        ], range(2, 9), 2),
        folded("By intruder", table("Warning time by intruder [min]", ("intruder, over", *heads[1:]), [
            [f"{r['intruder']}, {r['nation']}", *_warning_row(comparison, r)[1:]]
            for r in rows if r["intruder"] and r["n"]
        ], range(2, 9), 2)),
        impact,
    )


def _impact_table(comparison: Comparison, rows: list[Row]) -> Markup:
    """Return how long before ballistic objects fall each nation's posts knew where."""
    heads = ("known to", "arrangement", "share known before the fall", "before the fall: mean", "median",
             "error then [km]")
    cells = [
        [_nation(comparison, r["nation"]), r["arrangement"],
         _share(r["impact_known"], r["impact_known_low"], r["impact_known_high"]),
         _in_minutes(r["impact_mean_s"], r["impact_low_s"], r["impact_high_s"]),
         _in_minutes(r["impact_median_s"], r["impact_median_low_s"], r["impact_median_high_s"]),
         "—" if r["impact_error_km"] is None else plain(r["impact_error_km"], 1)]
        for nation in dict.fromkeys(r["nation"] for r in rows) for r in rows if r["nation"] == nation
    ]
    note = ("Every ballistic object that falls, or would have if nobody had stopped it, wherever that is; known: the "
            "posts of the nation have the area to the error that the scenario asks for. Never known counts as 0.")
    return join([table("Area of impact known [min]", heads, cells, range(2, 6), 2), paragraph(note, class_="note")])


def _warning_row(comparison: Comparison, r: Row) -> list[object]:
    never = _share(r["never"], r["never_low"], r["never_high"])
    if r["never_kind"] == "exact one-sided" and r["never"] == 0:
        never = Markup(join(["none"]) + el("br") + el("span", f"at most {percent(r['never_high'])} of runs",
                                                      class_="interval"))
    cells = [_in_minutes(r[f"{key}_{part}_s"], r[f"{key}_{low}low_s"], r[f"{key}_{low}high_s"])
             for key in ("entry", "reach") for part, low in (("mean", ""), ("median", "median_"))]
    return [_nation(comparison, r["nation"]), r["arrangement"], plain(r["entered"]), never, percent(r["late"]), *cells]


def _budget_section(comparison: Comparison) -> Markup:
    rows = comparison.budget().to_pylist()
    groups = list(dict.fromkeys(r["nation"] for r in rows if r["objects"] > 0))
    verbs = list(dict.fromkeys(r["verb"] for r in rows))
    if not groups:
        return section("budget", "Where the time went", paragraph("No intruder came."))
    by = {(r["nation"], r["arrangement"], r["verb"]): r for r in rows}
    bars = [
        Bar(name, _over(comparison, nation), [_parts(by[nation, name, verb]) for verb in verbs])
        for nation in groups for name in comparison.names
    ]
    picture = stacked(
        "budget-plot", "Where the time went", "Mean minutes per intruder between its coming and its fate, by verb.",
        bars, verbs, "minutes per intruder, from when it could be seen or entered to its fate", "waited for in vain",
        lambda v: f"{v:.1f}",
    )
    cells = [
        [_over(comparison, r["nation"]), r["arrangement"], r["verb"], _reached(r),
         _span(r["took_s"], r["took_low_s"], r["took_high_s"]),
         _span(r["spent_s"], r["spent_low_s"], r["spent_high_s"]),
         "—" if r["vain_s"] is None else span_text(r["vain_s"])]
        for nation in groups for r in rows if r["nation"] == nation
    ]
    heads = ("intruders", "arrangement", "verb", "got that far", "took, median run", "time per intruder",
             "of it in vain")
    return section(
        "budget", "Where the time went",
        figure(picture, "The whole length of a bar is the mean time between coming and fate. Full: until the verb's "
                        "work was done, since the one before. Light: waited for a verb whose work never came. assess "
                        "is the time from the first engagement to the fate."),
        folded("By verb", table("Time budget; took: median over runs of the mean of those that got that far", heads,
                                cells, range(3, 7), 3)),
    )


def _stock_section(comparison: Comparison) -> Markup:
    rows = comparison.stock().to_pylist()
    met = [r for r in comparison.opportunities().to_pylist() if not r["intruder"]]
    used = [r for r in rows if r["rounds"] or r["ever_saturated"]]
    idle = sorted({r["battery"] for r in rows} - {r["battery"] for r in used})
    parts: list[object] = [_met_table(met)] if met else []
    if used:
        parts += [_channels(comparison, used), _stock_table(comparison, used)]
    if idle:
        parts.append(paragraph(f"Never used under any arrangement: {', '.join(idle)}.", class_="note"))
    if not comparison.exchange().num_rows:
        parts.append(paragraph("No exchange of costs: the scenario does not state prices of both shots and crafts.",
                               class_="note"))
    return section("stock", "Shots, rounds and channels", *parts)


def _met_table(rows: list[Row]) -> Markup:
    heads = ("arrangement", "engagements", "second looks", "shots", "never engaged", "once", "twice or more",
             "stopped", "leave to fire on a track", "room (bound)")
    cells = [
        [r["arrangement"], *(_number(r, key) for key in ("engagements", "second_looks", "shots")),
         *(percent(r[key]) for key in ("never_engaged", "once", "twice_or_more", "stopped")),
         _span(r["permitted_s"], r["permitted_s_low"], r["permitted_s_high"]),
         "—" if r["room"] is None else _number(r, "room")]
        for r in rows
    ]
    note = ("Room: engagements one after the other that would have fitted between leave to fire and the fate, by the "
            "median time from order to judgement. It is a bound: the log does not hold whether a unit could reach.")
    return join([table("Per attacker, means of runs", heads, cells, range(1, 10)), paragraph(note, class_="note")])


def _channels(comparison: Comparison, used: list[Row]) -> Markup:
    """Return the share of channels taken over time, one panel per battery."""
    most: dict[str, float] = {}
    channels = {r["battery"]: r["channels"] for r in used}
    for r in used:
        most[r["battery"]] = max(most.get(r["battery"], 0.0), r["busy"] / r["channels"])
    chosen = sorted(sorted(most, key=lambda name: (-most[name], name))[:_MOST_PANELS])
    rows = comparison.occupancy().to_pylist()
    found: dict[str, list[Curve]] = {}
    for battery in chosen:
        own = [r for r in rows if r["battery"] == battery]
        found[f"{battery} ({channels[battery]:g})"] = [
            _taken(name, taken, channels[battery]) for name in comparison.names
            if (taken := [r for r in own if r["arrangement"] == name])  # not there on every date
        ]
    picture = panels(
        "channels-plot", "Fire channels taken", "Share of the fire channels taken against the minutes since the start.",
        found, "minutes since the start", lambda v: percent(v, 0),
    )
    return figure(picture, "Share of a battery's fire channels (their number in brackets) taken, from the order until "
                           "the crew has judged. Mean of runs; bands: 95 %.")


def _taken(name: str, rows: list[Row], channels: float) -> Curve:
    def share(key: str) -> list[float]:
        return [(r["busy"] if r[key] is None else r[key]) / channels for r in rows]

    return Curve(name, [r["t_s"] / 60 for r in rows], share("busy"), share("low"), share("high"))


def _stock_table(comparison: Comparison, used: list[Row]) -> Markup:
    order = {name: i for i, name in enumerate(comparison.names)}
    cells = [
        [r["battery"], r["arrangement"], f"{r['missiles']:g}", _number(r, "rounds"), _bounded(r, "empty"),
         "never" if r["first_empty_s"] is None else span_text(r["to_empty_s"]), f"{r['channels']:g}",
         plain(r["most_busy"]), percent(r["saturated"]), _bounded(r, "ever_saturated")]
        for r in sorted(used, key=lambda r: (r["battery"], order[r["arrangement"]]))
    ]
    heads = ("battery", "arrangement", "missiles", "spent per run", "runs empty", "time to empty", "channels",
             "most taken, mean", "time all taken", "runs all taken")
    horizon = span_text(used[0]["horizon_s"])
    return table(f"By battery; time to empty counts never as {horizon}", heads, cells, range(2, 10), 2)


def _exchange_section(comparison: Comparison, rows: list[Row]) -> Markup:
    def shown(r: Row, value: float | None) -> str:
        if value is None:
            return "—"
        return with_unit(float(f"{value:.3g}"), "money") if r["unit"] == "USD" else plain(value)

    cells = [
        [_SUMS[r["what"]], r["arrangement"], shown(r, r["value"]), f"{shown(r, r['low'])} to {shown(r, r['high'])}",
         f"{shown(r, r['least'])} to {shown(r, r['most'])}"]
        for what in _SUMS for r in rows if r["what"] == what
    ]
    left: dict[str, float] = {}
    for r in comparison.unpriced().to_pylist():
        left[r["name"]] = max(left.get(r["name"], 0.0), r["count"])
    return section(
        "exchange", "Exchange of costs",
        table("Per run, by the prices that the scenario states", ("what", "arrangement", "mean", "95 % over runs",
              "over the ranges of prices"), cells, (2, 3, 4), 2),
        paragraph(f"Not priced and left out: {', '.join(left)}." if left else "Everything that fired or attacked has a "
                  "price.", class_="note"),
        paragraph("A price is no worth: what an attack would have cost where it arrives is not computed.",
                  class_="note"),
    )


def _parts(r: Mapping[str, Any]) -> tuple[float, float]:
    spent, vain = r["spent_s"] or 0.0, r["vain_s"] or 0.0
    return (spent - vain) / 60, vain / 60


def _over(comparison: Comparison, nation: str) -> str:
    return f"over {_nation(comparison, nation)}" if nation else "all intruders"


def _reached(r: Row) -> Markup:
    return _share(r["reached"], r["reached_low"], r["reached_high"])


def _bounded(r: Row, key: str) -> Markup:
    if r[key] == 0:
        return Markup(join(["none"]) + el("br") + el("span", f"at most {percent(r[f'{key}_high'])}", class_="interval"))
    return _share(r[key], r[f"{key}_low"], r[f"{key}_high"])


def _number(r: Row, key: str) -> Markup:
    return _interval(plain(r[key]), None if r[f"{key}_low"] is None else
                     f"{plain(r[f'{key}_low'])} to {plain(r[f'{key}_high'])}")


def _share(value: float | None, low: float | None, high: float | None) -> Markup:
    if value is None:
        return join(["—"])
    return _interval(percent(value), None if low is None or high is None or low == high else
                     f"{percent(low)} to {percent(high)}")


def _span(value: float | None, low: float | None, high: float | None) -> Markup:
    if value is None:
        return join(["—"])
    return _interval(span_text(value), None if low is None or high is None or low == high else
                     f"{span_text(low)} to {span_text(high)}")


def _in_minutes(value: float | None, low: float | None, high: float | None) -> Markup:
    if value is None:
        return join(["—"])
    return _interval(f"{value / 60:.1f}", None if low is None or high is None or low == high else
                     f"{low / 60:.1f} to {high / 60:.1f}")


def _interval(value: str, ends: str | None) -> Markup:
    return join([value]) if ends is None else Markup(join([value]) + el("br") + el("span", ends, class_="interval"))


def _minutes(r: Row, key: str) -> Estimate:
    low, high = (float("nan") if r[f"{key}_{end}_s"] is None else r[f"{key}_{end}_s"] / 60 for end in ("low", "high"))
    return Estimate(r[f"{key}_mean_s"] / 60, low, high)


def _nation(comparison: Comparison, name: str) -> str:
    return comparison.scenario.nations[name].title if name in comparison.scenario.nations else name
