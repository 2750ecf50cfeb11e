"""Causal: the page of a causal ledger: what to mend first, whose it is, every change and every case."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from skypact.core.clock import span_text
from skypact.load import borders
from skypact.load.terrain.terrain import under
from skypact.report.markup import Markup, Numbers, el, join, num, picture
from skypact.report.page import page
from skypact.report.pictures.labels import text_width
from skypact.report.pictures.plots import SERIES, Axis, horizontal
from skypact.report.sections.again import again
from skypact.report.tables import figure, folded, listed, paragraph, percent, plain, section, table

if TYPE_CHECKING:
    from skypact.study.causal.ledger import Causal

Row = dict[str, Any]
#: Changes that the picture shows; the table holds all.
SHOWN = 10
_CASES = {"leak": "leaks", "unanswered": "unanswered", "wrongful": "wrongful shots"}
_TEXT_PX, _BAR_PX, _GAP_PX = 16.0, 13.0, 15.0


def render(found: Causal) -> Markup:
    """Return the page: the same ledger gives the same bytes."""
    s = found.scenario
    when = f"{s.date}, from {s.start} UTC for {span_text(s.duration.value)} · “{found.arrangement}”"
    when += f" · account “{found.hypothesis}”" if found.hypothesis else ""
    lead, _, rest = found.sentence.partition(". ")
    head = el(
        "header", el("h1", s.title), paragraph(when, class_="when"),
        paragraph(f"{lead}." if rest else lead, class_="answer"), paragraph(rest, class_="rest") if rest else "",
        paragraph("Found by playing the same runs again, on the same luck, with one change of the defence at a time. "
                  "Intervals are 95 % over runs and speak of chance alone.", class_="note"),
    )  # fmt: skip
    return page(f"{s.title}: causal ledger", head, *sections(found), _limits(found), _again(found))


def sections(found: Causal) -> list[Markup]:
    """Return the sections of the ledger: what to mend first, kinds and owners, every change, every case."""
    if not found.cases.num_rows:
        return []
    return [_mend(found), _kinds(found), _changes(found), _cases(found)]


def _mend(found: Causal) -> Markup:
    rows = found.mend.to_pylist()
    if not rows:
        return section("mend", "What to mend first", paragraph("No change in the list alters any case."))
    free = found.harmless.to_pylist()
    same = [r["id"] for r in rows] == [r["id"] for r in free]
    return section(
        "mend", "What to mend first",
        figure(mend_picture(rows), "Each bar adds, in its owner's colour, the cases that no change above it alters; "
               "grey is what those above alter. The line is the 95 % interval of all so far. New cases that a change "
               "brings in the replayed runs, of every measure, stand beside it. A bar counts cases that at "
               "least one of the changes alters alone: what they do together was not played."),
        _order(found, rows, "In this order; new cases are counted in the replayed runs"),
        _order(found, free, "The same, of changes that bring no new case in these runs") if free and not same else "",
    )


def _order(found: Causal, rows: list[Row], caption: str) -> Markup:
    cells = [
        [r["place"], r["words"], r["owner"], r["adds"], percent(r["share"]), percent(r["together"]), _ends(r),
         *_worse(r, found.measure)]
        for r in rows
    ]
    heads = ("", "change", "owner", "adds cases", "adds", "so far", "95 %", *_worse_heads(found.measure))
    return table(caption, heads, cells, (0, 3, 4, 5, 6, 7, 8), 2)


def mend_picture(rows: list[Row]) -> Markup:
    """Return the bars: one change a row, its words above it, owners by colour and by name."""
    shown, left, right, top = rows[:SHOWN], 10.0, 950.0, 30.0
    a = Axis(0.0, 1.0, left, right, "share of cases [%]", 0.1)
    owners = list(dict.fromkeys(r["owner"] for r in shown))
    body: list[object] = []
    y = top
    for r in shown:
        new = sum(r[f"new_{measure}"] for measure in _CASES)
        said = f"+{percent(r['share'])}, so far {percent(r['together'])} · {r['owner']}"
        said += f" · brings {new} new" if new else ""
        room = int(1.15 * (right - left - text_width(said, 12) - 40) / text_width("n", 12))
        for k, line in enumerate(wrap(f"{r['place']}. {r['words']}", max(40, room), break_on_hyphens=False)):
            y += _TEXT_PX
            body.append(el("text", line, x=left, y=y - 4, class_="row"))
            if k == 0:
                body.append(el("text", said, x=right, y=y - 4, class_="row end"))
        before, after = a.at(r["together"] - r["share"]), a.at(r["together"])
        body.append(_bar(left, before, y, "crossing"))
        body.append(_bar(before, after, y, f"mark s{owners.index(r['owner']) % SERIES}"))
        if r["low"] is not None:
            body.append(_interval(a.at(r["low"]), a.at(r["high"]), y + _BAR_PX / 2))
        y += _BAR_PX + _GAP_PX
    parts = [horizontal(a, top, y, lambda v: f"{100 * v:.0f}"), _owners(owners, left), join(body)]
    title, told = "What to mend first", f"{len(shown)} changes in greedy order; the table below holds them."
    heads = ("place", "change", "owner", "adds (share of cases)", "so far", "95 % from", "95 % to", "new cases")
    drawn = [(r["place"], r["words"], r["owner"], r["share"], r["together"], r["low"], r["high"],
              sum(r[f"new_{measure}"] for measure in _CASES)) for r in shown]  # fmt: skip
    return picture("mend-first", title, told, (960.0, y + 40), *parts, numbers=Numbers(heads, drawn))


def _bar(x0: float, x1: float, y: float, class_: str) -> Markup:
    if x1 <= x0:
        return Markup("")
    return el("path", d=f"M{num(x0)} {num(y)}H{num(x1)}V{num(y + _BAR_PX)}H{num(x0)}Z", class_=class_)


def _interval(x0: float, x1: float, y: float) -> Markup:
    """Return an interval in ink, which stands out on a bar of any colour."""
    return el("path", d=f"M{num(x0)} {num(y)}H{num(x1)}M{num(x0)} {num(y - 4)}v8M{num(x1)} {num(y - 4)}v8",
              class_="scale")


def _owners(owners: list[str], left: float) -> Markup:
    """Return the legend: a block of each owner's colour."""
    parts, x = [], left
    for i, owner in enumerate(owners):
        parts.append(el("path", d=f"M{num(x)} 6h12v12h-12Z", class_=f"mark s{i % SERIES}"))
        parts.append(el("text", owner, x=x + 17, y=16, class_="legend"))
        x += 40 + text_width(owner, 11)
    return join(parts)


def _kinds(found: Causal) -> Markup:
    cells = [
        [r["title"], r["owner"] or "—", plain(r["cases"], 1), percent(r["share"]), _ends(r),
         r["alters"] if r["kind"] else "—"]
        for r in found.kinds.to_pylist()
    ]
    heads = ("kind of the smallest change", "owner", "cases", "share", "95 %", "altered by any such")
    left = [[r["cause"], r["cases"], percent(r["share"])] for r in found.unaltered.to_pylist()]
    causes = table("What nothing in the list alters, by the cause that the ledger of the run names",
                   ("cause", "cases", "share"), left, (1, 2)) if left else ""
    return section(
        "kinds", "By kind and by owner",
        paragraph("Each case is booked on the smallest change that alters it; changes of one size share it. Kinds from "
                  f"small to large: {', '.join(found.order)}. The order is a choice."),
        table("Cases by kind and owner of the smallest change", heads, cells, (2, 3, 4, 5), 2), causes,
        el("h3", "For instance"), listed(found.examples),
    )


def _changes(found: Causal) -> Markup:
    rows = sorted(found.changes.to_pylist(), key=lambda r: -r["alters"])
    helping = [r for r in rows if r["alters"] or any(r[f"new_{m}"] for m in _CASES)]
    cells = [
        [r["words"], r["owner"], r["alters"], percent(r["share"]), _ends(r), *_worse(r, found.measure),
         plain(r["net"]), "—" if r["net_low"] is None else f"{plain(r['net_low'])} to {plain(r['net_high'])}"]
        for r in helping
    ]
    heads = ("change", "owner", "alters", "share", "95 %", *_worse_heads(found.measure), "net per run", "95 %")
    idle = [f"{r['words']} ({r['owner']})" for r in rows if r not in helping]
    return section(
        "changes", "Every change by itself",
        table("What each alters, what it makes worse, and its net effect on the measure in the replayed runs", heads,
              cells, (2, 3, 4, 5, 6, 7, 8)),
        folded(f"{len(idle)} changes that alter nothing by themselves", listed(idle)) if idle else "",
    )


def _cases(found: Causal) -> Markup:
    told = [r["sentence"] for r in found.cases.to_pylist()]
    return section("cases", "Every case", folded(f"All {len(told)} cases", listed(told)))


def _limits(found: Causal) -> Markup:
    return section("limits", "Limits", listed([
        "One change at a time: two together may do more or less than each, and nothing here says which.",
        f"The list of changes is finite ({found.listed}): what nothing in it alters may yield to something else, such "
        "as another radar, or to two changes at once.",
        "The same luck: a change can also alter a fate because a shot falls at another moment. What is new elsewhere "
        "stands beside what is altered for that reason.",
        "New cases are counted in the replayed runs, those that had a case; other runs were not played again.",
        "Which changes are small is a choice, made by the order of kinds; no price stands behind it.",
        *under(found.scenario).says,
        *filter(None, [borders.says(found.scenario)]),
        *([f"Stopped: {found.changes.num_rows} of {found.listed} changes were replayed, the smaller ones."]
          if found.stopped else []),
    ]))


def _again(found: Causal) -> Markup:
    words = ["why", found.scenario.id, found.arrangement, "--causal", "--measure", found.measure, "--runs", found.runs,
             "--seed", found.seed, "--order", ",".join(found.order)]
    return again(words, association=found.association, hypothesis=found.hypothesis)


def _ends(row: Row) -> str:
    return "—" if row["low"] is None else f"{percent(row['low'], 0)} to {percent(row['high'], 0)}"


def _worse_heads(measure: str) -> tuple[str, str]:
    return f"new {_CASES[measure]}", f"new {_CASES['leak' if measure == 'wrongful' else 'wrongful']}"


def _worse(row: Row, measure: str) -> tuple[int, int]:
    return row[f"new_{measure}"], row["new_leak" if measure == "wrongful" else "new_wrongful"]
