"""The picture and the page of a sweep: leak and wrongful engagement over one factor, a line for each arrangement."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from skypact.load import borders
from skypact.load.canonical import sha256
from skypact.load.overlay.quantities import named
from skypact.load.terrain.terrain import under
from skypact.report.markup import Markup, Numbers, el, join, num, picture
from skypact.report.page import page, svg_file
from skypact.report.pictures.labels import stacked, text_width
from skypact.report.pictures.plots import (
    Axis,
    Curve,
    axis,
    curve,
    curve_of,
    estimate_of,
    horizontal,
    keys,
    marker,
    scale_of,
    vertical,
)
from skypact.report.sections import parameters
from skypact.report.sections.again import again
from skypact.report.tables import figure, folded, listed, paragraph, percent, plain, section, spread, table
from skypact.study.answer import mean_text

if TYPE_CHECKING:
    from skypact.study.turning.sweep import Sweep

#: Least distance of two labels at the ends of lines [px].
_APART = 14.0


def write(found: Sweep, folder: Path) -> None:
    """Write sweep.svg into a folder."""
    (folder / "sweep.svg").write_text(svg_file(sweep_picture(found)), encoding="utf-8", newline="\n")


def sweep_picture(found: Sweep) -> Markup:
    """Return one panel for each leading measure over the factor, on one horizontal axis."""
    left, top, high, gap, plot = 74.0, 58.0, 220.0, 74.0, 620.0
    right = left + plot
    width = right + 22 + max(text_width(name, 11) for name in found.names)
    scale, unit = scale_of([found.factor.low, found.factor.high], found.factor.dimension)
    xs = [v / scale for v in dict.fromkeys(found.table["value"].to_pylist())]
    ax = axis([*xs, found.factor.low / scale, found.factor.high / scale], left, right, f"{found.factor.name}{unit}")
    parts: list[object] = [keys(found.names, left, 12, marks=True)]
    for k, measure in enumerate(found.measures):
        y0 = top + k * (high + gap)
        parts.append(_panel(found, measure, ax, scale, y0, y0 + high))
    size = (width, top + len(found.measures) * (high + gap) - gap + 44)
    said = f"{found.factor.name} from {found.factor.show(found.factor.low)} to {found.factor.show(found.factor.high)}"
    return picture("sweep-plot", f"Sweep of {said}", found.statement, size, *parts,
                   numbers=_numbers(found, scale, ax.title))


def _curves(found: Sweep, measure: str, scale: float) -> tuple[list[Curve], str]:
    """Return the curves of a measure, shares in per cent, and their unit."""
    share = 100.0 if found.rows(measure, found.names[0])[0]["unit"] == "share" else 1.0
    curves = [curve_of(name, found.rows(measure, name), "mean", scale, share) for name in found.names]
    return curves, "[%]" if share > 1 else "per run"


def _numbers(found: Sweep, scale: float, x_title: str) -> Numbers:
    rows = []
    for measure in found.measures:
        curves, unit = _curves(found, measure, scale)
        title = found.rows(measure, found.names[0])[0]["title"]
        rows += [(title, unit, c.label, *row) for c in curves for row in zip(c.x, c.y, c.low, c.high, strict=True)]
    return Numbers(("measure", "unit", "arrangement", x_title, "mean", "95 % from", "95 % to"), rows)


def _panel(found: Sweep, measure: str, ax: Axis, scale: float, y0: float, y1: float) -> Markup:
    first = found.rows(measure, found.names[0])[0]
    curves, unit = _curves(found, measure, scale)
    share = 100.0 if unit == "[%]" else 1.0
    ys = [v for c in curves for part in (c.y, c.low, c.high) for v in part]
    ay = axis([*ys, 0.0], y1, y0, unit, most=6)
    if share > 1 and ay.high > 100:
        ay = Axis(ay.low, 100.0, y1, y0, ay.title, ay.step)
    better = {"lower": ", less is better", "higher": ", more is better"}.get(first["better"], "")
    most = f" of {first['most']}" if first["most"] and share == 1 else ""
    title = f"{first['title'][0].upper()}{first['title'][1:]}{most}{better}"
    parts: list[object] = [
        horizontal(ax, y0, y1), vertical(ay, ax.px0, ax.px1), _written(found, ax, scale, y0, y1),
        el("text", title, x=ax.px0, y=y0 - 9, class_="panel"),
    ]
    parts += [curve(c, i, ax, ay) for i, c in enumerate(curves)]
    for i, c in enumerate(curves):  # the first ones are larger: where lines coincide each can still be seen
        size = 3.5 + 1.3 * (len(curves) - 1 - i)
        parts += [marker(i, ax.at(x), ay.at(y), size) for x, y in zip(c.x, c.y, strict=True)]
    parts.append(_ends(curves, ax, ay, y0, y1))
    return join(parts)


def _written(found: Sweep, ax: Axis, scale: float, y0: float, y1: float) -> Markup:
    """Return the upright band of the values that the scenario itself has, where they lie in the picture."""
    low, high = (min(max(x / scale, ax.low), ax.high) for x in found.factor.written)
    if found.factor.written[1] / scale < ax.low or found.factor.written[0] / scale > ax.high:
        return Markup("")
    x0, x1 = ax.at(low) - 1, ax.at(high) + 1
    return el("rect", x=x0, y=y0, width=x1 - x0, height=y1 - y0, class_="crossing")


def _ends(curves: Sequence[Curve], ax: Axis, ay: Axis, y0: float, y1: float) -> Markup:
    """Return the name of each line beside its end, apart from each other, with a leader where it had to move."""
    order = sorted(range(len(curves)), key=lambda i: (ay.at(curves[i].y[-1]), i))
    wanted = [ay.at(curves[i].y[-1]) for i in order]
    placed = stacked(wanted, _APART, y0 + 6, y1 - 2)
    parts: list[object] = []
    for i, y, at in zip(order, wanted, placed, strict=True):
        x = ax.at(curves[i].x[-1])
        parts.append(el("path", d=f"M{num(x + 5)} {num(y)}L{num(ax.px1 + 14)} {num(at)}", class_="leader"))
        parts.append(el("text", curves[i].label, x=ax.px1 + 17, y=at + 4, class_="legend"))
    return join(parts)


def sweep_page(found: Sweep) -> Markup:
    """Return the page: the same sweep gives the same bytes."""
    s, varied = found.scenario, found.factor
    span = f"{varied.show(varied.low)} to {varied.show(varied.high)}"
    written = " to ".join(dict.fromkeys(varied.show(x) for x in varied.written))
    caption = (
        f"Means of {found.runs} runs at each value, bands 95 % over chance, the same luck at every value and in every "
        f"arrangement; between the values the lines are drawn straight. Grey and upright: as the scenario has it "
        f"({written})."
    )
    head = el(
        "header", el("h1", f"{s.title}"), paragraph(f"Sweep of {varied.said()} over {span}", class_="when"),
        paragraph(s.question.text, class_="question"), paragraph(found.sentences[0]), listed(found.sentences[1:]),
        paragraph(f"What it leans on: {s.question.leans_on}", class_="note") if s.question.leans_on else "",
    )
    measures = dict.fromkeys(found.table["measure"].to_pylist())
    return page(
        f"Sweep of {varied.name}: {s.title}", head,
        section("curves", "The curves", figure(sweep_picture(found), caption)),
        section("values", "The values", *(_values(found, m) for m in measures)),
        _quantities(found), _again(found),
    )


def _values(found: Sweep, measure: str) -> Markup:
    columns = [found.rows(measure, name) for name in found.names]
    show = percent if columns[0][0]["unit"] == "share" else plain
    rows = [
        [at[0]["text"], *(mean_text(r) if r["mean"] is None else spread(estimate_of(r), show) for r in at)]
        for at in zip(*columns, strict=True)
    ]
    made = table(columns[0][0]["title"], (found.factor.name, *found.names), rows, range(1, len(found.names) + 1))
    return made if measure in found.measures else folded(columns[0][0]["title"], made)


def _quantities(found: Sweep) -> Markup:
    every = parameters.parameters(found.scenario, named(found.scenario, found.factor.name).items())
    return section(
        "factor", "What was varied",
        paragraph(f"{len(found.factor.paths)} quantities of the defence, all set to one value at a time; as they stand "
                  "in the scenario:"),
        parameters.parameter_tables(every, found.scenario.sources),
    )


def _again(found: Sweep) -> Markup:
    words = ["sweep", found.scenario.id, found.factor.text(), "--points",
             len(found.rows(found.measures[0], found.names[0])), "--runs", found.runs, "--seed", found.seed, "--level",
             found.level, "--arrangements", ",".join(found.names)]
    shown = {"SHA-256 of the scenario": sha256(found.scenario), "terrain": " ".join(under(found.scenario).says),
             "borders": borders.says(found.scenario) or "none"}
    return again(words, association=found.association, hypothesis=found.hypothesis, shown=shown)
