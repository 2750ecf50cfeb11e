"""`skypact defended`: for which ends of a scripted arc a site of interceptors could meet it, as a map."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import inputs, options
from skypact.core.errors import SkypactError, nearest

if TYPE_CHECKING:
    from skypact.coverage.defended import Defended
    from skypact.spec.scenario import Scenario

Against = Annotated[str, typer.Option("--against", metavar="INTRUDER", help="The intruder whose arc is moved.")]
Battery = Annotated[str, typer.Option("--battery", metavar="NAME", help="The site; else the only one.")]
Arrangement = Annotated[str, typer.Option("--arrangement", "-a", help="Who decides; else the first of the scenario.")]
Rivals = Annotated[list[str] | None, typer.Option("--sets", metavar="A,B", help="Rival sets of values, one map each.")]
Nations = Annotated[
    list[str] | None,
    typer.Option("--nations", metavar="US,CA", help="Whose land, codes of two letters; else those that have posts."),
]
Step = Annotated[float, typer.Option("--step", min=0.25, max=10.0, help="Size of a cell in degrees.")]
Picture = Annotated[Path, typer.Option("--out", "-o", metavar="FILE.svg", help="The picture.")]


def command(
    source: options.Source, against: Against, battery: Battery = "", arrangement: Arrangement = "",
    rivals: Rivals = None, nations: Nations = None, step: Step = 2.0, out: Picture = Path("defended.svg"),
    hypothesis: options.Account = "", sets: options.Sets = None,
) -> None:  # fmt: skip
    """Map for which ends of an arc a site of interceptors could meet it. Nothing but the end of the arc is moved."""
    from skypact.load.overlay.arrange import arrange, with_sets

    read = inputs.load(source, hypothesis, sets)
    name = arrangement or next(iter(read.question.arrangements or read.arrangements), "")
    if name and name not in read.arrangements:
        raise SkypactError(f"no arrangement {name!r} — {nearest(name, read.arrangements)}")
    site = battery or _only_site(read)
    found = [
        _one(arrange(with_sets(read, [rival]) if rival else read, name), site, against, nations, step, rival)
        for rival in inputs.names(rivals) or [""]
    ]
    _write(read, found, out)
    print(f"{read.batteries[site].title or site} against {read.intruders[against].title or against}")
    for one in found:
        print(_line(one))
    print(f"picture: {out}")


def _only_site(read: Scenario) -> str:
    """Return the only battery with interceptors; where there are several, one has to be named."""
    sites = sorted(name for name, b in read.batteries.items() if b.interceptor is not None)
    if len(sites) != 1:
        known = ", ".join(sites) or "this scenario has none"
        raise SkypactError(f"{len(sites)} batteries with an `interceptor` — name one with --battery: {known}")
    return sites[0]


def _one(
    scenario: Scenario, site: str, against: str, nations: list[str] | None, step: float, rival: str
) -> Defended:
    from skypact.coverage.defended import defended

    if sys.stderr.isatty():
        print(f"computing {rival or 'as written'} …", file=sys.stderr)
    codes = [code.upper() for code in inputs.names(nations) or []]
    return defended(scenario, site, against, nations=codes, step_deg=step, label=rival)


def _write(read: Scenario, found: list[Defended], out: Path) -> None:
    from skypact.report.pictures.defended import defended_map

    if not out.absolute().parent.is_dir():
        raise SkypactError(f"{out}: no such folder — name another file with --out")
    first = found[0]
    title = f"Defended area: {read.batteries[first.battery].title or first.battery}, {read.date[:4]}"
    out.write_text(defended_map(found, title) + "\n", encoding="utf-8")


def _line(one: Defended) -> str:
    import numpy as np

    known = int(np.count_nonzero(~np.isnan(one.meet_s)))
    met = one.meet_s[np.isfinite(one.meet_s)]
    said = f"{one.label or 'as written'}: a meeting is possible for {100 * one.share:.1f} % of the land ({known} cells)"
    if not len(met):
        return said
    left = one.launch_s[np.isfinite(one.launch_s)]
    return said + (
        f"; leaves {left.min() / 60:.1f} to {left.max() / 60:.1f} min and meets {met.min() / 60:.1f} to "
        f"{met.max() / 60:.1f} min after the start"
    )
