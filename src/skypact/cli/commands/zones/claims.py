"""`skypact claims`: published claims about zones, read in every way that they allow, and what decides."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options
from skypact.cli.result import as_json, keep, mark, show

if TYPE_CHECKING:
    from skypact.study.claims.judge import Claims

Which = Annotated[list[str] | None, typer.Option("--claim", metavar="A,B", help="Which claims; else all of them.")]
Draws = Annotated[int, typer.Option("--draws", min=0, max=100_000, help="Draws within the ranges, of each account.")]
Seed = Annotated[int, typer.Option("--seed", "-s", min=0, max=2**63 - 1, help="Seed of the draws.")]
Kept = Annotated[Path | None, typer.Option("--out", "-o", metavar="DIR", help="Folder for the result; else none.")]


def command(
    source: options.Source, claims: Which = None, draws: Draws = 40, seed: Seed = 1, hypothesis: options.Account = "",
    sets: options.Sets = None, out: Kept = None, format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Judge a scenario's published claims about zones. Each reading, its band, and the assumption that decides."""
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
    from skypact.cli.text.claims import lines

    return "\n".join(lines(found)) + "\n"
