"""The page of an order of battle on a day: map, table, what no source gives, what was in force, sources."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skypact.report.markup import Markup, el, link
from skypact.report.page import page, svg_file
from skypact.report.sections.again import again
from skypact.report.tables import figure, listed, paragraph, section, table
from skypact.report.theatre.orbat import orbat_map
from skypact.study.dated.orbat import OrderOfBattle, count_text


def write(found: OrderOfBattle, path: Path, sources: Mapping[str, Any]) -> Path:
    """Write the page, or the map alone where the file ends in .svg; return the path."""
    text = svg_file(orbat_map(found)) if path.suffix == ".svg" else render(found, sources)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def render(found: OrderOfBattle, sources: Mapping[str, Any]) -> Markup:
    """Return the page."""
    account = f" · account “{found.orbat.accounts[found.account].title}”" if found.account else ""
    words = ["catalogue", "orbat", "--nation", found.nation, "--date", found.date, "--account", found.account]
    words = words if found.account else words[:-2]
    words += ["--announced"] if found.announced else []
    return page(
        f"{found.orbat.title}: order of battle on {found.date}",
        el("header", el("h1", found.orbat.title),
           paragraph(f"Order of battle on {found.date}{account}", class_="when"),
           paragraph(found.orbat.note, class_="note") if found.orbat.note else ""),
        section("map", "Map", figure(orbat_map(found), "Units at towns, not at sites; what each holds on the day.")),
        section("rows", "Units", _rows(found)),
        section("force", "In force on this day", _force(found)),
        section("missing", "What no source gives", listed(found.orbat.not_found)),
        section("sources", "Sources", _sources(found, sources)),
        again(words),
    )  # fmt: skip


def _rows(found: OrderOfBattle) -> Markup:
    heads = ("branch", "unit", "town", "system", "count", "from", "to", "crew", "grade", "to be known", "sources")
    rows = [
        (branch, line.unit.title, line.unit.at or "—", line.held.type if line.held else "—",
         count_text(line.held.count) if line.held else "—", (line.held.begin if line.held else None) or "—",
         (line.held.until if line.held else None) or "—", line.unit.crew or found.nation,
         (line.held.grade if line.held else "") or line.unit.grade or "—", ", ".join(line.marks) or "—",
         ", ".join(line.held.sources if line.held else line.unit.sources) or "—")
        for branch, lines in found.by_branch().items() for line in lines
    ]  # fmt: skip
    return el("div", table("Units and what they held", heads, rows, (4,), 2), class_="dense")


def _force(found: OrderOfBattle) -> Markup:
    if not found.force:
        return paragraph("Nothing that the timeline knows of.")
    return listed([
        f"{f.force.title}, since {f.event.date}" + ("" if f.sure else " (not by every account, or the day is not sure)")
        for f in found.force
    ])


def _sources(found: OrderOfBattle, sources: Mapping[str, Any]) -> Markup:
    cited = (key for line in found.lines for one in (line.unit, line.held) if one is not None for key in one.sources)
    used = sorted(set(cited))
    items = []
    for key in used:
        entry = sources.get(key, {})
        address = str(entry.get("address", ""))
        body = [el("strong", key), f": {entry.get('text', '')} ", link(address, address) if address else ""]
        items.append(el("span", *body, f" {entry.get('date', '')}" if entry.get("date") else ""))
    return listed(items)
