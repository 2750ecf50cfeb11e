"""The page of a raid that grows: what comes through by size, and when channels and magazines are used up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skypact.load import borders
from skypact.load.canonical import sha256
from skypact.load.terrain.terrain import under
from skypact.report.markup import Markup, el, join
from skypact.report.page import page
from skypact.report.pictures.plots import Curve, panels, response
from skypact.report.tables import figure, folded, listed, paragraph, percent, plain, section, table

if TYPE_CHECKING:
    from skypact.study.turning.saturation import Saturation

Row = dict[str, Any]
_PANELS = {
    "others_share": "other attackers that come through", "any_busy": "runs with every channel of a battery taken",
    "any_empty": "runs with a battery empty",
}


def render(found: Saturation) -> Markup:
    """Return the page: the same result gives the same bytes."""
    s = found.scenario
    title = f"A raid that grows — {s.title}"
    parts = [
        el("header", el("h1", title),
           paragraph(f"{' and '.join(found.raid)}: {found.written} as written", class_="when"),
           paragraph(found.statement, class_="answer"),
           paragraph("Only the size of the raid differs: routes, heights, spacing and kind are constants of the "
                     "scenario. Intervals are 95 % and speak of chance alone.", class_="note")),
        _curve_section(found), _units_section(found), _limits(found),
    ]
    return page(title, *parts)


def _curve_section(found: Saturation) -> Markup:
    rows = found.curve.to_pylist()
    main = response(
        "saturation", "What comes through of the raid", found.statement,
        [_curve(rows, name, "leak_share", 100.0) for name in found.names], "size of the raid [objects]",
        "share that comes through [%]", None, 100.0 * found.share,
    )
    shown = {title: key for key, title in _PANELS.items() if any(r[key] is not None for r in rows)}
    beside = panels(
        "saturation-more", "Other attackers, channels, magazines", "Shares against the size of the raid.",
        {title: [_curve(rows, name, key, 1.0) for name in found.names] for title, key in shown.items()},
        "size of the raid [objects]", lambda v: percent(v, 0),
    )
    cells = [
        [str(r["size"]), _named(r["arrangement"]), _ends(r, "leak_share"), plain(r["leaked"]),
         *(_ends(r, key) for key in shown.values()), plain(r["rounds"])]
        for r in sorted(rows, key=lambda r: (r["size"], found.names.index(r["arrangement"])))
    ]
    heads = ("size", "arrangement", "share through", "through, per run", *shown, "rounds per run")
    return section(
        "curve", "What comes through", figure(main, "Bands: 95 % over runs. The level line is the share looked for."),
        figure(beside, "The same runs: what the raid costs elsewhere, and what it uses up."),
        folded("The values", table("By size", heads, cells, range(2, len(heads)), 2)),
    )


def _units_section(found: Saturation) -> Markup:
    rows = [r for r in found.batteries.to_pylist() if r["rounds"]]
    cells = [
        [r["battery"], _named(r["arrangement"]), str(r["size"]), plain(r["rounds"]), percent(r["busy"]),
         percent(r["empty"])]
        for r in sorted(rows, key=lambda r: (r["battery"], found.names.index(r["arrangement"]), r["size"]))
    ]
    heads = ("battery", "arrangement", "size", "rounds per run", "runs with all channels taken", "runs empty")
    if not cells:
        return section("units", "Batteries", paragraph("No battery fired at any size."))
    return section("units", "Batteries",
                   folded("By battery and size", table("Batteries", heads, cells, range(2, 6), 2)))


def _limits(found: Saturation) -> Markup:
    return section("limits", "How it was made", listed([
        f"{found.runs} runs of each arrangement and size, seed {found.seed}; scenario {found.scenario.id}, SHA-256 at "
        f"the largest size {sha256(found.scenario)}.",
        "A copy keeps its name, and so its luck, at every size that holds it; what units do to others may change.",
        "Sizes at which a copy would still be on its way at the end of the scenario are refused.",
        "What an attacker does where it arrives is not computed.",
        *under(found.scenario).says,
        *filter(None, [borders.says(found.scenario)]),
    ]))


def _curve(rows: list[Row], name: str, key: str, scale: float) -> Curve:
    own = [r for r in rows if r["arrangement"] == name and r[key] is not None]

    def ends(end: str) -> list[float]:
        return [scale * (r[key] if r[f"{key}_{end}"] is None else r[f"{key}_{end}"]) for r in own]

    sizes, middle = [float(r["size"]) for r in own], [scale * r[key] for r in own]
    return Curve(_named(name), sizes, middle, ends("low"), ends("high"))


def _ends(r: Row, key: str) -> Markup:
    if r[key] is None:
        return join(["—"])
    if r[f"{key}_low"] is None or r[f"{key}_low"] == r[f"{key}_high"]:
        return join([percent(r[key])])
    ends = f"{percent(r[f'{key}_low'])} to {percent(r[f'{key}_high'])}"
    return Markup(join([percent(r[key])]) + el("br") + el("span", ends, class_="interval"))


def _named(name: str) -> str:
    return name or "as written"
