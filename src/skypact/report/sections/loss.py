"""Loss: the section on what is different without the nodes that the analyst named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skypact.report.markup import Markup
from skypact.report.tables import paragraph, percent, section, table
from skypact.study.answer import UNDECIDED, number, told_apart

if TYPE_CHECKING:
    from skypact.study.loss import Loss


def loss_section(found: Loss) -> Markup:
    """Return the differences by arrangement and measure, of measures that differ in any run."""
    rows = found.table.to_pylist()
    moved = {r["measure"] for r in rows if r["differs"] > 0}
    cells = [
        [r["title"], r["arrangement"],
         *(UNDECIDED if r[key] is None else number(r[key], r["unit"]) for key in ("whole", "lost")),
         _signed(r["difference"], r["unit"]),
         "—" if r["low"] is None else f"{_signed(r['low'], r['unit'])} to {_signed(r['high'], r['unit'])}",
         percent(r["differs"]), "yes" if told_apart(r) else "no"]
        for measure in dict.fromkeys(r["measure"] for r in rows) if measure in moved
        for r in rows if r["measure"] == measure
    ]
    heads = ("measure", "arrangement", "whole", "without", "difference", "95 % interval", "runs that differ",
             "told from zero")
    title = f"Without {', '.join(found.nodes)}"
    body = [table(f"{title}, on the same luck", heads, cells, range(2, 7), 2)] if cells else [
        paragraph("No measure differs in any run.")
    ]
    body += [paragraph(f"“{name}” has no {', '.join(nodes)}.", class_="note") for name, nodes in found.absent.items()]
    return section("loss", title, *body)


def _signed(value: float | None, unit: str) -> str:
    if value is None:
        return "—"
    return (f"{100 * value:+.1f} points" if unit == "share" else f"{value:+.2f}").replace("-", "−")
