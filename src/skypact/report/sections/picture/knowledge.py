"""Knowledge: the section on who knew when, against the entry over a territory (tables → section)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skypact.analysis.measures.knowledge import STEPS, WHO
from skypact.report.markup import Markup, el, join
from skypact.report.pictures.plots import Estimate, intervals, label
from skypact.report.tables import figure, paragraph, percent, section, table

if TYPE_CHECKING:
    from skypact.study.compare import Comparison

Row = dict[str, Any]
#: Steps of the picture; the table holds all.
_DRAWN = ("told", "identified", "decided")


def knowledge_section(comparison: Comparison, rows: list[Row]) -> Markup:
    """Return the section from the rows of `Comparison.knowledge`."""
    every = {(r["nation"], r["who"], r["step"], r["arrangement"]): r for r in rows if not r["intruder"]}
    if not every:
        return section("knowledge", "Who knew when",
                       paragraph("No attacker or trespasser came over a defended territory."))
    nations = list(dict.fromkeys(nation for nation, *_ in every))
    names = comparison.names
    drawn = [
        (f"{step}, {_nation(comparison, nation)}", i, _estimate(every[nation, "own", step, name]))
        for nation in nations for step in _DRAWN for i, name in enumerate(names)
        if (nation, "own", step, name) in every and every[nation, "own", step, name]["median_s"] is not None
    ]
    heads = ("over", "who", "step", *names)
    cells = [
        [_nation(comparison, nation), _whose(who), step,
         *(_cell(every.get((nation, who, step, name))) for name in names)]
        for nation in nations for who in WHO for step in STEPS
    ]
    return section(
        "knowledge", "Who knew when",
        paragraph("From each step to the entry over a territory, in minutes; negative is after the entry. Told is the "
                  "first word at any post of the nation, whether it may decide or not."),
        figure(_picture(drawn, dict(enumerate(names))), "A nation's own posts and units. Median of the runs with its "
               "95 % interval; a step that at least half of the runs never came to is not drawn. Right of the line: "
               "before the entry.") if drawn else "",
        table("Minutes before entry: median run with its 95 % interval; never: share of runs", heads, cells,
              range(3, len(heads)), 3),
    )


def _picture(drawn: list[tuple[str, int, Estimate]], series: dict[int, str]) -> Markup:
    said = "Median minutes from a step to the entry; the table holds them."
    return intervals("knowledge-plot", "Who knew when", said, drawn, "minutes before the entry; negative is after it",
                     label, series)


def _estimate(r: Row) -> Estimate:
    low, high = (float("nan") if r[f"median_{end}_s"] is None else r[f"median_{end}_s"] / 60 for end in ("low", "high"))
    return Estimate(r["median_s"] / 60, low, high)


def _cell(r: Row | None) -> Markup:
    if r is None or not r["n"]:
        return join(["—"])
    said = [f"never in {percent(r['never'])}"] if r["never"] else []
    if r["median_s"] is None:
        return Markup(join(["never"]) + el("br") + el("span", percent(r["never"]), class_="interval"))
    low, high = r["median_low_s"], r["median_high_s"]
    if low is not None and high is not None and low != high:
        said.insert(0, f"{_minutes(low)} to {_minutes(high)}")
    under = join([Markup(el("br") + el("span", text, class_="interval")) for text in said])
    return Markup(join([_minutes(r["median_s"])]) + under)


def _minutes(t_s: float) -> str:
    return f"{t_s / 60:.1f}".replace("-", "−")


def _whose(who: str) -> str:
    return "its own" if who == "own" else "anyone"


def _nation(comparison: Comparison, name: str) -> str:
    return comparison.scenario.nations[name].title if name in comparison.scenario.nations else name
