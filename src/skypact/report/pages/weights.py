"""The page of what an answer rests on: a tornado of the assumptions, the table behind it, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skypact.load.canonical import sha256
from skypact.report.markup import Markup, el
from skypact.report.page import page
from skypact.report.pictures.plots import Estimate, bound
from skypact.report.pictures.tornado import MOST, Swing, tornado
from skypact.report.sections.again import again
from skypact.report.tables import figure, listed, paragraph, percent, section, table
from skypact.study.answer import estimate_text
from skypact.study.weights.weights import FEW_RUNS

if TYPE_CHECKING:
    from skypact.study.weights.weights import Weights

Row = dict[str, Any]


def render(found: Weights) -> Markup:
    """Return the page: the same weights give the same bytes."""
    s = found.scenario
    under = f" · “{found.arrangement}”" if found.arrangement else ""
    nominal = estimate_text(found.nominal | {"unit": found.unit})
    rows = found.table.to_pylist()
    moved = [r for r in rows if r["differs"]]
    lead = _lead(found, moved)
    head = el(
        "header", el("h1", f"What it rests on: {s.title}"), paragraph(f"{s.date}{under}", class_="when"),
        paragraph(s.question.text, class_="question"),
        paragraph(f"{found.title[0].upper()}{found.title[1:]}: {nominal} as written. {lead}", class_="answer"),
        paragraph("Each assumption is set to its two ends by itself, on the same luck. Intervals are 95 %, speak of "
                  "chance alone, and each stands by itself.", class_="note"),
    )  # fmt: skip
    return page(f"What it rests on: {s.title}", head, _picture(found, moved), _table(found, rows), _limits(found),
                _again(found))


def _lead(found: Weights, moved: list[Row]) -> str:
    """Return which assumption moves the result most, of those that are told from zero."""
    if not moved:
        return "None of them changes a run."
    told = [row for row in moved if row["told_apart"]]
    if not told:
        return f"None of the {len(moved)} that change a run can be told from zero."
    widest = told[0]
    return (f"The widest that is told from zero: {widest['name']}, {_signed(widest, 'at_low', found)} at "
            f"{widest['low']} and {_signed(widest, 'at_high', found)} at {widest['high']}.")


def _picture(found: Weights, moved: list[Row]) -> Markup:
    if not moved:
        return section("tornado", "By weight", paragraph("No assumption that was tried changes any run."))
    times = 100.0 if found.unit == "share" else 1.0
    unit = "percentage points" if found.unit == "share" else "per run"
    swings = [Swing(r["name"], r["low"], r["high"], _end(r, "at_low", times), _end(r, "at_high", times)) for r in moved]
    drawn = tornado("tornado", f"What {found.title} rests on",
                    "Differences from the result as written, one assumption at a time; the table holds them.", swings,
                    0.0, f"{found.title}: difference from as written [{unit}]")  # fmt: skip
    more = f" The widest {MOST} of {len(moved)}." if len(moved) > MOST else ""
    return section("tornado", "By weight", figure(
        drawn, "Difference from the result as written, with one assumption at its low and at its high end, and the "
               f"95 % interval over the same runs.{more}"))


def _end(row: Row, end: str, times: float) -> Estimate:
    return Estimate(*(times * bound(row[key]) for key in (end, f"{end}_low", f"{end}_high")))


def _table(found: Weights, rows: list[Row]) -> Markup:
    cells = [
        [r["name"], r["value"], r["low"], r["high"], _signed(r, "at_low", found), _ends(r, "at_low", found),
         _signed(r, "at_high", found), _ends(r, "at_high", found), percent(r["differs"], 0),
         "yes" if r["told_apart"] else "no"]
        for r in rows
    ]  # fmt: skip
    heads = ("assumption", "as written", "low", "high", "at low", "95 %", "at high", "95 %", "runs changed",
             "told from zero")
    return section("values", "All that were tried", table(
        f"{found.title}: difference from as written", heads, cells, range(1, 9)))


def _signed(row: Row, key: str, found: Weights) -> str:
    if row[key] is None:
        return "—"
    times, word = (100, " points") if found.unit == "share" else (1, "")
    return f"{times * row[key]:+.2f}{word}".replace("-", "−")


def _ends(row: Row, end: str, found: Weights) -> str:
    if row[f"{end}_low"] is None:
        return "—"
    return f"{_signed(row, f'{end}_low', found)} to {_signed(row, f'{end}_high', found)}"


def _limits(found: Weights) -> Markup:
    left = [f"{len(found.left_out)} more were only tried in {FEW_RUNS} runs and changed fewer of them: "
            f"{', '.join(found.left_out)}."] if found.left_out else []  # fmt: skip
    refused = [f"Not taken by the format: {'; '.join(found.refused)}."] if found.refused else []
    constant = [f"{found.constant} assumed quantities of what flies are constants of the scenario and stay as they "
                "are."] if found.constant else []  # fmt: skip
    return section("limits", "How it was made", listed([
        f"{found.how.runs} runs of each world, seed {found.how.seed}; scenario {found.scenario.id}, SHA-256 "
        f"{sha256(found.scenario)}.",
        "One in twenty intervals would leave zero by luck alone.",
        "Two assumptions that matter only together show nothing here.", *constant, *left, *refused,
    ]))


def _again(found: Weights) -> Markup:
    words: list[object] = ["catalogue", "sources", "--missing", found.scenario.id]
    words += ["--arrangement", found.arrangement] if found.arrangement else []
    words += ["--most", found.table.num_rows if found.left_out else 0, "--runs", found.how.runs, "--seed",
              found.how.seed]
    return again(words)
