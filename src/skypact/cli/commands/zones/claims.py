"""`skypact claims`: published claims, put to figures, records, zones and runs; the crux of a dispute."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options
from skypact.cli.handed import Handed
from skypact.cli.result import as_json, keep, mark, show
from skypact.core.errors import SkypactError, nearest

if TYPE_CHECKING:
    from skypact.study.claims.judge import Claims

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID|SCENARIO …]", show_default=False,
        help="Claims of the catalogue, else all; `crux ID`; or one scenario, for its claims about zones.",
    ),
]
Which = Annotated[list[str] | None, typer.Option("--claim", metavar="A,B", help="Which claims of a scenario.")]
Camps = Annotated[list[str] | None, typer.Option("--camps", metavar="A,B", help="With crux: which camps; else all.")]
Draws = Annotated[
    int | None,
    typer.Option("--draws", min=0, max=100_000, show_default=False, help="Draws within the ranges: 10; 40 of zones."),
]
Few = Annotated[int, typer.Option("--draw-runs", min=2, max=100_000, help="Runs of each draw, and of each end.")]
Seed = Annotated[int, typer.Option("--seed", "-s", min=0, max=2**63 - 1, help="Seed of luck and of the draws.")]
Kept = Annotated[Path | None, typer.Option("--out", "-o", metavar="DIR", help="Folder for the result; else none.")]


def command(
    sources: Sources = None, claims: Which = None, camps: Camps = None, runs: options.Runs = 300, draws: Draws = None,
    draw_runs: Few = 4, seed: Seed = 1, workers: options.Workers = 0, hypothesis: options.Account = "",
    sets: options.Sets = None, out: Kept = None, report: options.Report = False,
    pictures: options.Pictures = False, format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Judge published claims: holds, fails, depends, or public figures cannot say; and what decides."""
    words = list(sources or [])
    scenario = _scenario(words)
    if scenario is not None:
        _zones(scenario, claims, 40 if draws is None else draws, seed, hypothesis, sets, out, format_)
        return
    if claims or hypothesis:
        raise SkypactError("--claim and --hypothesis are for the claims of one scenario — name claims as arguments")
    from skypact.cli.modes import published as mode

    how = mode.How(runs, draws, draw_runs, seed, workers, inputs.assignments(sets))
    if words[:1] == ["crux"]:
        mode.crux(words[1:], inputs.names(camps), how, out, format_)
        return
    if camps:
        raise SkypactError("--camps goes with crux: skypact claims crux ID --camps A,B")
    mode.claims(words, how, out, Handed(report, pictures), format_)


def _scenario(words: list[str]) -> str | None:
    """Return the scenario that the arguments name, None where they name claims."""
    if not words or words[0] == "crux":
        return None
    from skypact.load.catalogue.shelf import Catalogue

    known, shelf = Catalogue().names("claims"), inputs.shipped()
    places = [word for word in words if word not in known]
    if not places:
        return None
    if len(words) == 1 and (Path(words[0]).suffix in (".yaml", ".yml") or Path(words[0]).exists() or words[0] in shelf):
        return words[0]
    right = nearest(places[0], [*known, *shelf])
    right = right if right.startswith("did") else "skypact catalogue list claims names the claims"
    raise SkypactError(f"{places[0]}: no claim and no scenario of this name — {right}")


def _zones(
    source: str, claims: list[str] | None, draws: int, seed: int, hypothesis: str, sets: list[str] | None,
    out: Path | None, format_: options.Format,
) -> None:  # fmt: skip
    """Judge a scenario's own claims about zones. Each reading, its band, and the assumption that decides."""
    from skypact.study.claims.judge import judged

    read = inputs.load(source, hypothesis, sets)
    names = inputs.names(claims)
    if out is not None:
        folder.refuse_foreign(out)
    found = judged(read, names, draws=draws, seed=seed, progress=_told if sys.stderr.isatty() else None)
    text, made = claims_text(found), as_json(found.as_dict())
    show(made if format_ is options.Format.json else text)
    if out is not None:
        keep(out, mark("claims", read, names or list(read.claims)), read, text, made, lambda _: None, format_)


def _told(done: int, total: int) -> None:
    end = "\n" if done == total else ""
    print(f"\rworlds of {done} of {total} accounts computed …", end=end, file=sys.stderr, flush=True)


def claims_text(found: Claims) -> str:
    """Return every claim with its accounts, its readings at each height, and the settings."""
    from skypact.cli.text.claims.zones import lines

    return "\n".join(lines(found)) + "\n"
