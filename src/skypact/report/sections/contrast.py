"""Contrast: the sections on measures, paired differences, and defence gained beside control kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skypact.report.markup import Markup, el, join
from skypact.report.pictures.plots import Estimate, against, bound, estimate_of, intervals, label
from skypact.report.tables import figure, folded, paragraph, percent, plain, section, spread, table
from skypact.study.answer import UNDECIDED, mean_text, told_apart, within

if TYPE_CHECKING:
    from skypact.study.compare import Comparison

Row = dict[str, Any]
_COUNTED = ("decisions", "own", "foreign", "shots_without_consent", "asked", "given", "refused", "late")
#: Counts whose scale would press all others together stay in the table.
_NOT_PLOTTED = ("shots", "wasted")


def measures_section(comparison: Comparison) -> Markup:
    """Return the table measure × arrangement with intervals."""
    found = {(r["arrangement"], r["measure"]): r for r in comparison.table.to_pylist()}
    measures = list(dict.fromkeys(m for _, m in found))
    rows = [
        [_title(next(found[a, m] for a in comparison.names if (a, m) in found)),
         *(_cell(found.get((a, m))) for a in comparison.names)]
        for m in measures
    ]
    heads = ("measure, mean per run", *(_named(comparison, a) for a in comparison.names))
    return section(
        "measures", "What each arrangement achieves",
        table(f"Means of {comparison.runs} runs with 95 % intervals; ↓ less is better, ↑ more is better", heads, rows,
              range(1, len(heads))),
    )


def paired_section(comparison: Comparison) -> Markup:
    """Return the differences on common luck: against the first arrangement as pictures, all pairs as a table."""
    rows = comparison.paired.to_pylist()
    if not rows:
        alone = paragraph("One arrangement alone: nothing to compare.")
        return section("paired", "Differences on the same luck", alone)
    parts: list[Markup] = []
    against_first = [r for r in rows if r["a"] == comparison.names[0] and r["measure"] not in _NOT_PLOTTED]
    for unit, axis in (("count", "difference per run [objects]"), ("share", "difference [percentage points]")):
        drawn = [r for r in against_first if r["unit"] == unit]
        if drawn:
            name = f"Differences from “{comparison.names[0]}”, {'objects per run' if unit == 'count' else 'shares'}"
            parts.append(figure(_dots(comparison, drawn, f"paired-{unit}", name, axis), f"{name}: dot and 95 % "
                                "interval over the same runs. An interval that holds zero is not told from no "
                                "difference."))
    cells = [
        [_title(r), f"{r['b']} − {r['a']}", _difference(r), _ends(r), percent(r["differs"]),
         "—" if r["p"] is None else f"{r['p']:.2g}", "yes" if told_apart(r) else "no"]
        for r in rows
    ]
    heads = ("measure", "pair", "difference", "95 % interval", "runs that differ", "p (McNemar)", "told from zero")
    return section("paired", "Differences on the same luck", *parts,
                   folded("All pairs", table("Paired differences", heads, cells, (2, 3, 4, 5), 2)))


def _dots(comparison: Comparison, rows: list[Row], name: str, title: str, axis: str) -> Markup:
    order = list(dict.fromkeys(r["measure"] for r in rows))
    rows = sorted(rows, key=lambda r: (order.index(r["measure"]), comparison.names.index(r["b"])))
    dots = [
        (r["title"].partition(":")[0], comparison.names.index(r["b"]),
         Estimate(*((100 if r["unit"] == "share" else 1) * bound(r[end]) for end in ("difference", "low", "high"))))
        for r in rows
    ]
    series = {i: f"{n} − {comparison.names[0]}" for i, n in enumerate(comparison.names) if i > 0}
    return intervals(name, title, f"{len(dots)} paired differences with 95 % intervals; the table below holds them.",
                     dots, axis, label, series)


def control_section(comparison: Comparison) -> Markup:
    """Return defence gained beside control kept, and the counts behind control."""
    table_rows = {(r["arrangement"], r["measure"]): r for r in comparison.table.to_pylist()}
    names, question = comparison.names, comparison.scenario.question
    kept_measures = [m for a, m in table_rows if a == names[0] and m.startswith("kept_")]
    defence = next((m for m in ("leak_share", question.measure) if (names[0], m) in table_rows), None)
    if not kept_measures or defence is None:
        return section("control", "Defence gained, control kept",
                       paragraph("These runs were not carried as far as decisions: nothing can be said about control."))
    asked = f"kept_{question.nation}"
    kept = asked if asked in kept_measures else kept_measures[0]
    points = [(n, estimate_of(table_rows[n, kept]), estimate_of(table_rows[n, defence])) for n in names]
    share = table_rows[names[0], defence]["unit"] == "share"
    nation = _nation(comparison, kept.removeprefix("kept_"))
    title = table_rows[names[0], defence]["title"]
    picture = against(
        "control-plot", "Defence gained beside control kept",
        f"One point per arrangement: {title} against the share of decisions over {nation} by its own crews.", points,
        f"control kept by {nation}: share of decisions over its territory", title,
        (lambda v: percent(v, 0), lambda v: percent(v, 0) if share else label(v)), 1.0 if share else float("inf"),
    )
    return section(
        "control", "Defence gained, control kept",
        figure(picture, f"Down is better for the defence where less is better; right is more control for {nation}. "
                        "Whiskers: 95 %."),
        _silent(table_rows, kept, nation, names),
        *(paragraph(said) for said in _verdicts(comparison, defence, kept)), _control_table(comparison),
    )


def _silent(rows: dict[tuple[str, str], Row], kept: str, nation: str, names: tuple[str, ...]) -> Markup:
    """Return a note on the arrangements that have no point, since control is a share of decisions."""
    silent = [f"“{name}”" for name in names if rows[name, kept]["mean"] is None]
    said = f"Nobody decided over {nation} under {', '.join(silent)}: control kept is undefined there, and has no point."
    return paragraph(said, class_="note") if silent else Markup("")


def _verdicts(comparison: Comparison, defence: str, kept: str) -> list[str]:
    """Return for each arrangement after the first whether it can be told from the first, in both respects."""
    first, said = comparison.names[0], []
    for name in comparison.names[1:]:
        parts = []
        for measure, what in ((defence, "defence"), (kept, "control")):
            r = comparison.difference(first, name, measure)
            if r["difference"] is None:
                parts.append(f"{what} cannot be set beside it, for nobody decided under one or both")
            elif r["differs"] == 0:
                parts.append(f"{what} is the same in every run")
            elif told_apart(r):
                better = (r["difference"] > 0) == (r["better"] == "higher")
                parts.append(f"{what} is {'better' if better else 'worse'} by {_difference(r).lstrip('+−')}")
            else:
                parts.append(f"{what} cannot be told apart ({_difference(r)}, {_ends(r)})")
        said.append(f"“{name}” against “{first}”: {'; '.join(parts)}.")
    return said


def _control_table(comparison: Comparison) -> Markup:
    rows = [
        [r["arrangement"], _nation(comparison, r["nation"]), *(plain(r[k]) for k in _COUNTED),
         UNDECIDED if r["kept"] is None else spread(Estimate(r["kept"], bound(r["kept_low"]), bound(r["kept_high"])))]
        for r in comparison.control.to_pylist()
    ]
    heads = ("arrangement", "territory of", "decisions", "by own crews", "by others", "shots without consent",
             "consents asked", "given", "refused", "too late", "control kept")
    return table("Control, means per run", heads, rows, range(2, len(heads)), 2)


def _title(row: Row) -> str:
    arrow = {"lower": " ↓", "higher": " ↑"}.get(row["better"], "")
    return row["title"] + arrow


def _cell(row: Row | None) -> Markup:
    if row is None:
        return join(["—"])
    most = f" of {row['most']}" if row.get("most") and row["unit"] == "count" else ""
    if row["mean"] is None:
        return join([UNDECIDED])
    return join([mean_text(row), most, el("br"), el("span", within(row), class_="interval")])


def _difference(row: Row) -> str:
    if row["difference"] is None:
        return UNDECIDED
    value = 100 * row["difference"] if row["unit"] == "share" else row["difference"]
    return f"{value:+.2f}".replace("-", "−") + (" points" if row["unit"] == "share" else "")


def _ends(row: Row) -> str:
    if row["low"] is None:
        return "—"
    scale = 100 if row["unit"] == "share" else 1
    return f"{scale * row['low']:+.2f} to {scale * row['high']:+.2f}".replace("-", "−")


def _named(comparison: Comparison, name: str) -> str:
    title = comparison.scenario.arrangements[name].title if name in comparison.scenario.arrangements else name
    return title if title.casefold() == name.casefold() else f"{title} ({name})"


def _nation(comparison: Comparison, name: str) -> str:
    return comparison.scenario.nations[name].title if name in comparison.scenario.nations else name
