"""The page of published claims: what was said, what each reading comes to, what decides, and the crux of disputes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from skypact.report.markup import Markup, el, join
from skypact.report.page import page
from skypact.report.pictures.plots import Estimate
from skypact.report.pictures.readings import Row, readings
from skypact.report.pictures.tornado import Swing, tornado
from skypact.report.sections.again import again
from skypact.report.tables import figure, folded, listed, paragraph, section, table
from skypact.report.theatre.rings import rings
from skypact.study.published.finding import ClaimFinding, Finding, shown
from skypact.study.published.words import (
    box_text,
    counts_text,
    crux_text,
    even_text,
    figure_text,
    headline,
    limit_text,
    said_by,
    share_text,
    thing_text,
    why,
)

if TYPE_CHECKING:
    from skypact.study.published.judge import Published

#: Unit of a figure → what one of it is on an axis, and its name there.
_AXES = {
    "length": (1000.0, "kilometres"), "time": (60.0, "minutes"), "share": (0.01, "per cent"), "days": (1.0, "days"),
}  # fmt: skip


def render(found: Published) -> Markup:
    """Return the page: the same result gives the same bytes."""
    title = "Published claims"
    by = dict.fromkeys(one.verdict for one in found.findings)
    counted = "; ".join(f"{said}: {sum(one.verdict == said for one in found.findings)}" for said in by)
    header = el(
        "header", el("h1", title), paragraph(f"{len(found.findings)} claims. {counted}.", class_="answer"),
        paragraph("Figures carry 95 % intervals over chance. Bars over what is not known give the least, the greatest "
                  "and the share of draws that hold; they say nothing of how likely a value is. Where an assumed "
                  "quantity decides, public figures cannot say.", class_="note"),
    )  # fmt: skip
    return page(title, header, _all(found), *(_claim(one) for one in found.findings), _made(found), _again(found))


def _all(found: Published) -> Markup:
    rows = [
        [el("a", one.claim.title, href=f"#section-{one.id}"), one.claim.who, one.claim.when, one.verdict]
        for one in found.findings
    ]
    return section("all", "All claims", table("Verdict of each claim", ("claim", "who", "when", "verdict"), rows))


def _claim(one: ClaimFinding) -> Markup:
    c = one.claim
    extra = [paragraph(text.strip(), class_="note") for text in (c.leans_on, c.note) if text]
    return section(
        one.id, c.title, paragraph(el("strong", headline(one)), class_="answer"),
        paragraph(c.text.strip()), paragraph(said_by(c), class_="note"),
        *_pictures(one), *_maps(one), _table(one), *(_things(one, f) for f in one.readings if f.things), *_cruxes(one),
        *extra,
    )  # fmt: skip


def _pictures(one: ClaimFinding) -> list[Markup]:
    made = []
    for k, unit in enumerate(dict.fromkeys((f.unit, f.signed) for f in one.readings)):
        scale, name = _AXES.get(unit[0], (1.0, "ratio" if unit[0] == "ratio" else "number"))
        rows = [_row(f, scale) for f in one.readings if (f.unit, f.signed) == unit and math.isfinite(f.figure)]
        if rows:
            drawn = readings(f"claim-{one.id}-{k}", f"Readings of {one.id}", rows, name, _tick)
            made.append(figure(drawn, "Each reading: its figure, the interval over chance, the span over what is not "
                                      "known, and where it holds."))  # fmt: skip
    return made


def _row(f: Finding, scale: float) -> Row:
    return Row(
        f.key, f.verdict, f.figure / scale, (f.least / scale, f.most / scale), (f.low / scale, f.high / scale),
        (f.limit.at_least / scale, f.limit.at_most / scale),
    )  # fmt: skip


def _tick(value: float) -> str:
    return f"{round(value, 9) + 0.0:g}".replace("-", "−")


def _maps(one: ClaimFinding) -> list[Markup]:
    made = []
    for f in one.readings:
        if f.reach_m is not None and f.places:
            ends = f.places["origins"], f.places["targets"]
            drawn = rings(f"map-{one.id}-{f.key}", f"{f.key}: {f.text}", *ends, f.reach_m)
            made.append(folded(f"Map: {f.key}", figure(drawn, f"{f.text} Distance and reach only."), open_=not made))
    return made


def _table(one: ClaimFinding) -> Markup:
    heads = ("reading", "limit", "figure (95 % over chance)", "over ignorance", "draws that hold", "turns at",
             "what decides", "verdict")  # fmt: skip
    rows = [
        [join([el("strong", f.key), el("br"), f.text]), limit_text(f), figure_text(f),
         box_text(f), share_text(f), even_text(f),
         "; ".join(thing_text(t) for t in f.deciding[:3]) or "nothing", f.verdict]
        for f in one.readings
    ]  # fmt: skip
    notes = listed([f"{f.key}: {why(f)}. {counts_text(f)}.{_beside(f)}" for f in one.readings])
    return join([table("Readings", heads, rows, (2, 3, 4, 5)), notes])


def _beside(f: Finding) -> str:
    kept = [f"{name.removeprefix('kept_')} {shown(of[0], 'share', f.signed)}" for name, of in f.beside.items()]
    return f" Control kept beside it: {', '.join(kept)}." if kept else ""


def _swings(one: ClaimFinding, f: Finding) -> Markup:
    """Return the figure with each quantity and published figure alone at its ends, where any moves it."""
    scale, name = _AXES.get(f.unit, (1.0, "ratio" if f.unit == "ratio" else "number"))
    nan = float("nan")
    swings = [
        Swing(t.name, shown(t.low, f.unit, f.signed), shown(t.high, f.unit, f.signed),
              Estimate(t.low / scale, nan, nan), Estimate(t.high / scale, nan, nan), not t.assumed)
        for t in f.things if t.kind in ("figure", "quantity") and t.effect > 0
        and math.isfinite(t.low) and math.isfinite(t.high)
    ]  # fmt: skip
    if not swings or not math.isfinite(f.figure):
        return Markup("")
    drawn = tornado(f"tornado-{one.id}-{f.key}", f"{f.key}: one thing at a time",
                    "The figure with each quantity alone at its ends; the table holds them.", swings,
                    f.figure / scale, f"{f.key} [{name}]")  # fmt: skip
    return figure(drawn, f"{f.key}: the figure with each alone at its low and its high end, from {figure_text(f)} as "
                         "taken.")  # fmt: skip


def _things(one: ClaimFinding, f: Finding) -> Markup:
    rows = [
        [thing_text(t), t.range_text or "—", t.source or "—", shown(t.low, f.unit, f.signed),
         shown(t.high, f.unit, f.signed), "yes" if t.turns else "no", t.at_text or "—"]
        for t in sorted(f.things, key=lambda t: (not t.turns, -t.effect if math.isfinite(t.effect) else 0.0))
    ]  # fmt: skip
    heads = ("alone", "value and range", "source", "figure at low", "figure at high", "turns it", "turns at")
    made = table(f"{f.key}: each alone at its ends", heads, rows, (3, 4))
    return folded(f"What was looked at: {f.key}", _swings(one, f), made)


def _cruxes(one: ClaimFinding) -> list[Markup]:
    if not one.cruxes:
        return []
    camps = listed([f"{name}: {camp.title} [{', '.join(camp.sources)}]" for name, camp in one.claim.camps.items()])
    made = [el("h3", "Camps, and what their dispute hangs on"), camps]
    agreed = [crux for crux in one.cruxes if crux.agree]
    if agreed:
        said = "; ".join(f"{crux.reading} ({' v '.join(crux.camps)})" for crux in agreed)
        made.append(paragraph(f"The camps come to the same on: {said}.", class_="note"))
    for crux in one.cruxes:
        if crux.agree:
            continue
        rows = [[path, *both] for path, both in crux.differ.items()]
        made += [paragraph(el("strong", f"{crux.reading}. "), crux_text(crux, one.claim)),
                 folded(f"Settings of the camps: {crux.reading}",
                        table("What each camp sets", ("setting", *crux.camps), rows))]  # fmt: skip
    return made


def _made(found: Published) -> Markup:
    e = found.effort
    return section("made", "How it was made", listed([
        f"{e.runs} runs of each world as taken; {e.draws} draws within the box and each quantity alone at both ends, "
        f"with {e.few} runs each on the same luck; {e.again} runs where an end seemed to turn a verdict, and for every "
        f"camp; seed {e.seed}; {found.replicates:,} replicates in all.",
        "A reading holds or fails where its figure is clear of the limit over chance and nothing that was looked at "
        "turns it; depends where something with a source, a rival account or chance turns it; public figures cannot "
        "say where an assumed quantity does. The rules stand in docs/model/claims.md.",
        "Distance and reach only. Intruders are constants of a scenario.",
        *([f"Set by hand: {', '.join(f'{k}={v}' for k, v in found.given.items())}."] if found.given else []),
    ]))


def _again(found: Published) -> Markup:
    e = found.effort
    words = ["claims", *(one.id for one in found.findings), "--runs", str(e.runs), "--draws", str(e.draws)]
    words += ["--draw-runs", str(e.draw_runs), "--seed", str(e.seed)]
    words += [x for path, value in found.given.items() for x in ("--set", f"{path}={value}")]
    return again(words)
