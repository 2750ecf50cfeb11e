"""The page of what things are worth: differences by height of the intruder, as pictures and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skypact.analysis.heights import BANDS
from skypact.load import borders
from skypact.load.canonical import sha256
from skypact.report.markup import Markup, el
from skypact.report.page import page
from skypact.report.pictures.heights import Panel, by_height
from skypact.report.pictures.plots import Estimate, bound
from skypact.report.sections.again import again
from skypact.report.tables import figure, folded, listed, paragraph, percent, section, table
from skypact.study.answer import told_apart
from skypact.study.worth.words import called, counted, interval, of_band, shown, signed

if TYPE_CHECKING:
    from skypact.study.worth.things import Thing
    from skypact.study.worth.worth import Worth

Row = dict[str, Any]
_PANELS = {
    "leak": "get through", "detected": "detected", "told": "told", "decided": "decided on", "engaged": "engaged",
    "wrongful": "wrongly fired at", "time_detected": "warning, detection", "time_tracked": "warning, track",
}
_BETTER = {"lower": "less is better", "higher": "more is better"}
_COUNT, _TIME = "objects per run", "seconds"


def render(found: Worth) -> Markup:
    """Return the page: the same result gives the same bytes."""
    s = found.scenario
    title = f"What is it worth? — {s.title}"
    account = f" · account “{s.hypotheses[found.under].title}” in all worlds" if found.under else ""
    parts = [
        el("header", el("h1", title),
           paragraph(f"{', '.join(called(one) for one in found.things)} · {' v '.join(found.names)}{account}",
                     class_="when"),
           *(paragraph(sentence, class_="answer" if i == 0 else "rest") for i, sentence in enumerate(found.sentences)),
           paragraph("The same forces, the same intruders, the same luck, once with and once without. Intervals are "
                     "95 %, speak of chance alone, and each stands by itself.", class_="note")),
        *(_section(found, i, thing) for i, thing in enumerate(found.things)),
        _limits(found), _again(found),
    ]
    return page(title, *parts)


def _section(found: Worth, i: int, thing: Thing) -> Markup:
    rows = [r for name in found.names for r in found.rows(thing, name)]
    names = [name for name in found.names if any(r["arrangement"] == name for r in rows)]
    bands = [b for b in ("", *(band.name for band in reversed(BANDS))) if any(r["band"] == b for r in rows)]
    panels = [
        Panel(_PANELS[measure], _BETTER[_of(rows, measure)[0]["better"]],
              _TIME if measure.startswith("time") else _COUNT,
              {(of_band(r["band"]), names.index(r["arrangement"])):
               Estimate(r["difference"], bound(r["low"]), bound(r["high"])) for r in _of(rows, measure)})
        for measure in _PANELS if _of(rows, measure)
    ]  # fmt: skip
    drawn = by_height(
        f"worth-{i}", f"What {called(thing)} brings, by height of the intruder",
        "Paired differences, with minus without, by band of height; the table below holds them.",
        [of_band(b) for b in bands], panels, [name or "as written" for name in names],
    )
    absent = [name for name, gone in found.absent.items() if thing.name in gone]
    return section(
        f"thing-{i}", f"With minus without: {called(thing)}",
        figure(drawn, "With minus without it, on the same luck: dot and 95 % interval over runs. An interval that "
                      "holds zero is not told from no difference."),
        folded("All differences", _table(thing, rows)),
        *(paragraph(f"“{name}” has nothing of it.", class_="note") for name in absent),
    )  # fmt: skip


def _of(rows: list[Row], measure: str) -> list[Row]:
    return [r for r in rows if r["measure"] == measure]


def _table(thing: Thing, rows: list[Row]) -> Markup:
    cells = [
        [counted(r) if not r["band"] else r["title"], r["arrangement"] or "as written", of_band(r["band"]),
         str(r["most"]), shown(r["without"], r["unit"]), shown(r["with"], r["unit"]),
         signed(r["difference"], r["unit"]), interval(r), percent(r["differs"]),
         "—" if r["p"] is None else f"{r['p']:.2g}", "yes" if told_apart(r) else "no"]
        for r in rows
    ]  # fmt: skip
    heads = ("measure, per run", "arrangement", "height", "objects", "without", "with", "difference", "95 % interval",
             "runs that differ", "p (McNemar)", "told from zero")
    return table(f"With and without {called(thing)}", heads, cells, range(3, 10), 3)


def _limits(found: Worth) -> Markup:
    apart = [
        f"The account {name} brings {', '.join(brought)}: with nothing to compare them with, they are not counted."
        for name, brought in found.apart.items()
    ]
    return section("limits", "How it was made", listed([
        f"{found.runs} runs of each world, seed {found.seed}; scenario {found.scenario.id}, SHA-256 "
        f"{sha256(found.scenario)}.",
        "Counted are the attackers and trespassers of the question that fly in both worlds; wrongly fired at counts "
        "every civil or friendly object.",
        "Detected means by any nation's sensors; told, decided, engaged and tracked: by the nation of the question.",
        "Warning: from the first detection or track to the end of the flight, the later one of both worlds; none "
        "counts as 0. The mean of a run over the objects of the band.",
        "Heights are the lowest of a route above ground, as the script has them.",
        "What intruders do, and the place, time and power of a jammer, are constants of the scenario. Only noise as a "
        "whole can be taken away.", *filter(None, [borders.says(found.scenario)]), *apart,
    ]))


def _again(found: Worth) -> Markup:
    accounts = [x for one in found.things if one.kind == "account" for x in ("--hypothesis", one.name)]
    words = ["worth", found.scenario.id, *(one.name for one in found.things if one.kind != "account"), *accounts]
    words += ["--under", found.under] if found.under else []
    words += ["--arrangements", ",".join(found.names)] if found.names != ("",) else []
    words += ["--by", "height", "--runs", str(found.runs), "--seed", str(found.seed)]
    words += ["--level", found.level] if found.level != "full" else []
    return again(words, association=found.association)
