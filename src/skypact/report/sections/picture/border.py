"""Border: who came over which territory, for how long and how deep, and what the posts saw of it or saw wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skypact.report.markup import Markup, el, join
from skypact.report.tables import folded, paragraph, percent, plain, section, table

if TYPE_CHECKING:
    from skypact.study.compare import Comparison

Row = dict[str, Any]
_WRONGLY = ("wrong_place", "passing", "wrong_foresight")


def border_section(comparison: Comparison) -> Markup:
    """Return the section on stays over territories and, above the level `detect`, on violations and foresight."""
    rows = comparison.crossings().to_pylist()
    every = [r for r in rows if not r["intruder"] and r["entered"]]
    parts = [_crossed(comparison, every, [r for r in rows if r["intruder"]])] if every else [
        paragraph("No attacker or trespasser came over a defended territory.")
    ]
    if comparison.level != "detect":
        parts.append(_alerted(comparison))
    return section("border", "Border", *parts)


def _crossed(comparison: Comparison, every: list[Row], single: list[Row]) -> Markup:
    heads = ("over", "arrangement", "came", "visits", "time inside [min]", "depth [km]", "went out again")
    made = table(
        "Stays over a territory by truth: how many a run, then medians of the runs with one", heads,
        [_cells(comparison, r, _interval(r, "entered", plain)) for r in _by_nation(every)], range(2, 7), 2,
    )
    by_one = table(
        "By intruder: share of runs in which it came", ("intruder, over", *heads[1:]),
        [[f"{r['intruder']}, {_nation(comparison, r)}",
          *_cells(comparison, r, _share(r, "entered"))[1:]] for r in single], range(2, 7), 2,
    )  # fmt: skip
    words = paragraph(
        "An entry is the moment at which the route crosses the border; depth is the greatest distance inside it, until "
        "the intruder goes out or meets its fate. The edge of the theatre is no border. Intervals are 95 %."
    )
    return join([words, made, folded("By intruder", by_one)])


def _cells(comparison: Comparison, r: Row, came: object) -> list[object]:
    return [
        _nation(comparison, r), r["arrangement"], came, "—" if r["visits"] is None else plain(r["visits"], 1),
        _scaled(r, "inside_s", 60), _scaled(r, "depth_m", 1000), _share(r, "left"),
    ]


def _alerted(comparison: Comparison) -> Markup:
    rows = _by_nation(comparison.violations().to_pylist())
    ident = comparison.scenario.identification
    words = paragraph(
        f"A post of the nation sees a violation where its own track lies inside with a confidence of "
        f"{percent(ident.sure_inside.value, 0)}, and foresees an entry where the track will lie so within "
        f"{ident.foresee.text()} on its present velocity; tracks of class unknown or worse."
    )
    rightly = table(
        "Of attackers and trespassers that came over the territory",
        ("over", "arrangement", "violation seen", "after entry [min]", "entry foreseen", "before entry [min]"),
        [[_nation(comparison, r), r["arrangement"], _share(r, "seen"), _scaled(r, "seen_after_s", 60),
          _share(r, "foreseen"), _scaled(r, "warning_s", 60)] for r in rows], range(2, 6), 2,
    )  # fmt: skip
    wrongly = table(
        "Of all that flies, how many a run",
        ("over", "arrangement", "violation: never inside", "violation: only passes", "foreseen: never came",
         "foreseen: stopped before"),
        [[_nation(comparison, r), r["arrangement"], *(_rate(r, key) for key in _WRONGLY),
          "—" if r["stopped_before"] is None else plain(r["stopped_before"])] for r in rows], range(2, 6), 2,
    )  # fmt: skip
    return join([words, rightly, wrongly])


def _by_nation(rows: list[Row]) -> list[Row]:
    return [r for nation in dict.fromkeys(r["nation"] for r in rows) for r in rows if r["nation"] == nation]


def _nation(comparison: Comparison, r: Row) -> str:
    name = r["nation"]
    return comparison.scenario.nations[name].title if name in comparison.scenario.nations else name


def _share(r: Row, key: str) -> Markup:
    return _interval(r, key, percent)


def _scaled(r: Row, key: str, unit: float) -> Markup:
    return _interval(r, key, lambda value: plain(value / unit, 1))


def _rate(r: Row, key: str) -> Markup:
    if r[key] == 0:
        bound = el("span", f"in at most {percent(r[f'{key}_high'])} of runs", class_="interval")
        return Markup(join(["none"]) + el("br") + bound)
    return _interval(r, key, plain)


def _interval(r: Row, key: str, say: Any) -> Markup:
    if r[key] is None:
        return join(["—"])
    low, high = r[f"{key}_low"], r[f"{key}_high"]
    if low is None or high is None or low == high:
        return join([say(r[key])])
    return Markup(join([say(r[key])]) + el("br") + el("span", f"{say(low)} to {say(high)}", class_="interval"))
