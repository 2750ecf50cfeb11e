"""The further measures of a comparison, a loss and a saturation as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from skypact.cli.text.tables import arrowed, paragraph, table
from skypact.core.units import show
from skypact.study.answer import UNDECIDED, number, told_apart

if TYPE_CHECKING:
    from skypact.study.compare import Comparison
    from skypact.study.loss import Loss
    from skypact.study.turning.saturation import Saturation

Row = dict[str, Any]
#: Measures that a loss is shown by, in this order; control kept is added for each nation.
_LOSS = ("leak", "leak_share", "told", "wrongful", "wrongful_per_1000")


def effort_text(found: Comparison) -> Iterator[str]:
    """Yield the short table of warning, time, engagements, stock and costs; all of it stands in the report."""
    if found.level == "detect":
        return
    lines = [*_warned(found), *_known(found)]
    if found.level == "full":
        lines += [*_alerts(found), *_spent(found), *_met(found), *_stock(found), *_exchange(found)]
    if lines:
        yield "Warning, time and stock: mean of runs [95 % interval]; never told counts as no warning"
        yield from table(["measure", *found.names], lines)


def loss_text(found: Loss) -> Iterator[str]:
    """Yield what is different without the nodes, by arrangement."""
    rows = {(row["measure"], row["arrangement"]): row for row in found.table.to_pylist()}
    kept = dict.fromkeys(m for m, _ in rows if m.startswith("kept_"))
    measures = [m for m in (*_LOSS, *kept) if any(key[0] == m for key in rows)]
    yield f"Without {', '.join(found.nodes)}, on the same luck [95 % interval]; * can be told from zero"
    lines = [[arrowed(next(r for (name, _), r in rows.items() if name == m)),
              *(_changed(rows.get((m, name))) for name in found.names)] for m in measures]
    yield from table(["measure, difference", *found.names], lines)
    for name, nodes in found.absent.items():
        yield paragraph(f"“{name}” has no {', '.join(nodes)}: nothing of it can be lost there.")


def saturation_text(found: Saturation) -> str:
    """Return the statement, and the curve as a table."""
    shares = (("leak_share", "of the raid come through"), ("others_share", "of other attackers"),
              ("any_busy", "runs: all channels taken"), ("any_empty", "runs: a battery empty"))
    rows = found.curve.to_pylist()
    shown = [(key, head) for key, head in shares if any(row[key] is not None for row in rows)]
    lines = [
        [f"{row['size']}, {row['arrangement'] or 'as written'}", *(_share(row, key) for key, _ in shown),
         number(row["rounds"], "count")]
        for row in sorted(rows, key=lambda row: (row["size"], found.names.index(row["arrangement"])))
    ]
    written = f"{' and '.join(found.raid)}: {found.written} as written. Routes, spacing and all else stay as they are."
    blocks = [
        [paragraph(found.scenario.title), paragraph(written)], [paragraph(found.statement)],
        table(["size, arrangement", *(head for _, head in shown), "rounds"], lines),
        [paragraph(text) for text in _firsts(found)],
        [f"{found.runs} runs of each arrangement and size, seed {found.seed}",
         paragraph("Intervals are over chance only. A copy keeps its name and luck at every size that holds it.")],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _firsts(found: Saturation) -> Iterator[str]:
    """Yield from which size on a battery was used up in any run."""
    for key, what in (("first_busy", "every channel of a battery was taken"), ("first_empty", "a battery was empty")):
        rows = [row for row in found.found.to_pylist() if row[key] is not None]
        said = "; ".join(f"{row['arrangement'] or 'as written'}, from a size of {row[key]} on" for row in rows)
        yield f"In some run {what}: {said}." if rows else f"In no run at any of these sizes {what}."


def _warned(found: Comparison) -> Iterator[list[str]]:
    rows = {(r["nation"], r["arrangement"]): r for r in found.warning().to_pylist() if not r["intruder"]}
    for nation in dict.fromkeys(nation for nation, _ in rows):
        own = [rows[nation, name] for name in found.names]
        if any(r["impact_n"] for r in own):
            ends = ("impact_mean_s", "impact_low_s", "impact_high_s")
            yield [f"area of impact known to {nation} before the fall [min] ↑", *(_minutes(r, *ends) for r in own)]
        if not any(r["n"] for r in own):
            continue
        for key, what in (("entry", "before entry over"), ("reach", "before arrival of those over")):
            if any(r[f"{key}_mean_s"] is not None for r in own):
                ends = (f"{key}_mean_s", f"{key}_low_s", f"{key}_high_s")
                yield [f"warning {what} {nation} [min] ↑", *(_minutes(r, *ends) for r in own)]
        yield [f"came over {nation}, and nobody who may decide over it was told ↓", *(_never(r) for r in own)]


def _known(found: Comparison) -> Iterator[list[str]]:
    """Yield when the first word came to a nation's own posts, and to anyone's, against the entry."""
    rows = {(r["nation"], r["who"], r["arrangement"]): r for r in found.knowledge().to_pylist()
            if r["step"] == "told" and not r["intruder"]}
    for nation, who in dict.fromkeys((nation, who) for nation, who, _ in rows):
        whose = f"{nation}'s own posts" if who == "own" else "anyone's posts"
        yield [f"first word at {whose} before entry over {nation}, median [min], − after it ↑",
               *(lead_text(rows[nation, who, name]) if (nation, who, name) in rows else "—" for name in found.names)]


def lead_text(r: Row) -> str:
    """Return a median of times before an entry, and its interval, in minutes."""
    ends = [None if r[key] is None else f"{r[key] / 60:.1f}".replace("-", "−")
            for key in ("median_s", "median_low_s", "median_high_s")]
    if ends[0] is None:
        return "never"
    if r["median_low_s"] == r["median_high_s"] or ends[2] is None:
        return ends[0]
    return f"{ends[0]} [{ends[1] or 'never'} to {ends[2]}]"


def _alerts(found: Comparison) -> Iterator[list[str]]:
    """Yield when a nation saw a violation and knew what it was; its false alerts, where civil flights are."""
    rows = {(r["nation"], r["arrangement"]): r for r in found.alerts().to_pylist()}
    for nation in dict.fromkeys(nation for nation, _ in rows):
        own = [rows[nation, name] for name in found.names]
        if any(r["n"] for r in own):
            for key, what in (("alert", "violation alert"), ("known", "right class to the end")):
                title = f"entry over {nation} to its {what}, median [quartiles], min ↓"
                yield [title, *(_quartiles(r, key) for r in own)]
                yield [f"came over {nation}, never a {what} ↓", *(_share(r, f"{key}_never") for r in own)]
        if any(r["flights"] for r in own):
            yield [f"false alerts of {nation}, per 1,000 civil flights ↓", *(_rate(r) for r in own)]


def _quartiles(r: Row, key: str) -> str:
    """Return the median and quartiles of a time in minutes; a quartile that falls on a never is one."""
    low, middle, high = (r[f"{key}_{q}_s"] for q in ("q25", "median", "q75"))
    if not r["n"]:
        return "—"
    return f"{_or_never(middle)} [{_or_never(low)}–{_or_never(high)}]"


def _or_never(t_s: float | None) -> str:
    return "never" if t_s is None else f"{t_s / 60:.1f}"


def _rate(r: Row) -> str:
    if r["false_per_1000"] is None:
        return "—"
    if r["false_per_1000"] == 0:
        return f"none [≤ {number(r['false_high'], 'count')}]" if r["false_high"] is not None else "none"
    return _interval(number(r["false_per_1000"], "count"), r, "false", "count")


def _spent(found: Comparison) -> Iterator[list[str]]:
    """Yield the whole time between coming and fate, and the two verbs that most of it went to."""
    rows = {name: [r for r in found.budget().to_pylist() if (r["arrangement"], r["nation"]) == (name, "")]
            for name in found.names}
    whole = {name: sum(r["spent_s"] or 0.0 for r in own) for name, own in rows.items()}
    if not any(whole.values()):
        return
    yield ["time of an intruder between coming and fate [min]", *(f"{whole[name] / 60:.1f}" for name in found.names)]
    yield ["most of it went to", *(_most(rows[name], whole[name]) for name in found.names)]


def _most(rows: list[Row], whole: float) -> str:
    first = sorted(rows, key=lambda r: -(r["spent_s"] or 0.0))[:2]
    return ", ".join(f"{r['verb']} {100 * r['spent_s'] / whole:.0f} %" for r in first if r["spent_s"]) or "—"


def _met(found: Comparison) -> Iterator[list[str]]:
    rows = {r["arrangement"]: r for r in found.opportunities().to_pylist() if not r["intruder"]}
    if rows:
        for key, title in (("engagements", "engagements per attacker"), ("second_looks", "of them second looks")):
            yield [title, *(_interval(number(rows[a][key], "count"), rows[a], key, "count") for a in found.names)]


def _stock(found: Comparison) -> Iterator[list[str]]:
    rows = found.stock().to_pylist()
    if not rows:
        return
    for key, title in (("empty", "runs with a magazine empty (of the battery most often so)"),
                       ("ever_saturated", "runs with every channel taken (likewise)")):
        most = [max((r for r in rows if r["arrangement"] == name), key=lambda r: r[key]) for name in found.names]
        yield [f"{title} ↓", *(_share(r, key) for r in most)]


def _exchange(found: Comparison) -> Iterator[list[str]]:
    rows = {(r["what"], r["arrangement"]): r for r in found.exchange().to_pylist()}
    for what, title in (("spent", "spent on shots, where priced"), ("stopped", "price of what was stopped"),
                        ("leaked", "price of what came through"), ("spent_per_stopped", "spent ÷ stopped ↓")):
        own = [rows.get((what, name)) for name in found.names]
        if any(own):
            yield [title, *(_money(r) for r in own)]


def _money(r: Row | None) -> str:
    if r is None or r["value"] is None:
        return "—"

    def text(value: float) -> str:
        return show(float(f"{value:.3g}"), "money") if r["unit"] == "USD" else number(value, "count")

    if r["low"] is None or r["high"] is None or r["low"] == r["high"]:
        return text(r["value"])
    low, high = text(r["low"]), text(r["high"])
    unit = high.partition(" ")[2]
    return f"{text(r['value'])} [{low.removesuffix(unit).strip()}–{high}]"


def _minutes(r: Row, value: str, low: str, high: str) -> str:
    if r[value] is None:
        return "—"
    text = f"{r[value] / 60:.1f}"
    return text if r[low] is None or r[low] == r[high] else f"{text} [{r[low] / 60:.1f}–{r[high] / 60:.1f}]"


def _never(r: Row) -> str:
    if not r["n"]:
        return "—"
    if r["never"] == 0:
        return f"none [≤ {number(r['never_high'], 'share')} of runs]"
    return _share(r, "never")


def _share(r: Row, key: str) -> str:
    if r[key] is None:
        return "—"
    return _interval(number(r[key], "share"), r, key, "share")


def _interval(text: str, r: Row, key: str, unit: str) -> str:
    low, high = r[f"{key}_low"], r[f"{key}_high"]
    if low is None or high is None or low == high:
        return text
    return f"{text} [{number(low, unit).removesuffix(' %')}–{number(high, unit).removesuffix(' %')}]"


def _changed(row: Row | None) -> str:
    if row is None:
        return "—"
    if row["difference"] is None:
        return f"{UNDECIDED} "
    if row["differs"] == 0:
        return "the same "
    scale, unit = (100, " pp") if row["unit"] == "share" else (1, "")
    star = "*" if told_apart(row) else " "
    value, *ends = (None if row[k] is None else f"{scale * row[k]:+.2f}".replace("-", "−")
                    for k in ("difference", "low", "high"))
    return f"{value}{unit}" + (f" [{ends[0]} to {ends[1]}]" if ends[0] is not None else "") + star
