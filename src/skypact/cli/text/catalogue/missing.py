"""What rests on assumption, as text: over the whole catalogue, or by its weight in one answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from skypact.cli.text.catalogue.plain import columns
from skypact.cli.text.tables import cell, paragraph, signed

if TYPE_CHECKING:
    from skypact.load.catalogue.lookup.missing import Lacking
    from skypact.study.weights.weights import Weights

def missing_text(found: Sequence[Lacking]) -> str:
    """Return what is assumed in each sheet, system and order of battle, what most scenarios use first."""
    total, left = sum(len(one.assumed) for one in found), sum(one.defaults for one in found)
    rows = [[f"{one.room}/{one.id}", str(len(one.scenarios)), f"{len(one.assumed)} of {one.stated}",
             str(one.defaults or ""), ", ".join(one.assumed)] for one in found]  # fmt: skip
    said = (f"{total} quantities are stated as assumed, since no source was found; {left} more are left to the format, "
            "which assumes all of its own. What most shipped scenarios use stands first.")  # fmt: skip
    heads = ("where", "scenarios", "assumed", "left to the format", "which")
    weigh = "skypact catalogue sources --missing SCENARIO weighs those of one scenario by what they do to its answer."
    return "\n".join([paragraph(said), "", *columns([heads, *rows]), "", paragraph(weigh)]) + "\n"


def weights_text(found: Weights) -> str:
    """Return the assumptions of one scenario, the heaviest first, and what was left out."""
    from skypact.study.weights.weights import FEW_RUNS

    under = f" under “{found.arrangement}”" if found.arrangement else ""
    nominal = {**found.nominal, "unit": found.unit}
    rows = [_line(row, found.unit) for row in found.table.to_pylist()]
    moved = [row for row in rows if row[-1] != "no run"]
    still = len(rows) - len(moved)
    heads = ("assumption", "as written", "low", "high", "at low", "at high", "95 % of the larger", "runs changed")
    lines = [
        paragraph(found.scenario.title), "",
        paragraph(f"{found.title[0].upper()}{found.title[1:]}{under}: {cell(nominal)} as written. Each assumption is "
                  "set to its two ends by itself, on the same luck; * can be told from zero."), "",
        *columns([heads, *moved]), "",
    ]  # fmt: skip
    if still:
        lines.append(paragraph(f"{still} more {'was' if still == 1 else 'were'} tried and changed no run."))
    if found.refused:
        lines.append(paragraph(f"Not taken by the format: {'; '.join(found.refused)}."))
    if found.left_out:
        lines.append(paragraph(
            f"{len(found.left_out)} assumptions more were only tried in {FEW_RUNS} runs and changed fewer of them than "
            f"those above; JSON names them, --most 0 tries all. Next would have been: {'; '.join(found.left_out[:5])}."
        ))  # fmt: skip
    if found.constant:
        lines.append(paragraph(f"{found.constant} assumed quantities of what flies are constants of the scenario and "
                               "stay as they are."))  # fmt: skip
    lines.append(paragraph(
        f"{found.how.runs} runs of each world, seed {found.how.seed}. Intervals are 95 % over chance only, each by "
        "itself, and one in twenty would leave zero by luck alone. Two assumptions that matter only together show "
        "nothing here."))  # fmt: skip
    return "\n".join(lines) + "\n"


def _line(row: dict[str, Any], unit: str) -> list[str]:
    larger = max(("at_low", "at_high"), key=lambda end: abs(row[end] or 0.0))
    low, high = row[f"{larger}_low"], row[f"{larger}_high"]
    told = f"{signed(low, unit)} to {signed(high, unit)}{'*' if row['told_apart'] else ''}" if low is not None else "—"
    changed = f"{100 * row['differs']:.0f} %" if row["differs"] else "no run"
    ends = [signed(row[end], unit) if row[end] is not None else "—" for end in ("at_low", "at_high")]
    return [row["name"], row["value"], row["low"], row["high"], *ends, told, changed]
