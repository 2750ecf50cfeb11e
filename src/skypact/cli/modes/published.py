"""Judge the catalogue's claims behind a progress bar; Ctrl-C keeps the claims that are finished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from skypact.cli import folder, inputs, progress
from skypact.cli.handed import Handed
from skypact.cli.options import Format
from skypact.cli.result import as_json, say, show
from skypact.cli.worlds import heard
from skypact.core.errors import SkypactError, nearest

if TYPE_CHECKING:
    from skypact.spec.catalogue.claim import PublishedClaim
    from skypact.study.published.judge import Published, Telling


@dataclass(frozen=True)
class How:
    """How much is run, on how many processes, with which settings."""

    runs: int
    draws: int | None
    draw_runs: int
    seed: int
    workers: int
    given: dict[str, str]


def claims(names: Sequence[str], how: How, out: Path | None, handed: Handed, format_: Format) -> None:
    """Judge the claims named, else all of the catalogue."""
    from skypact.load.catalogue.shelf import Catalogue
    from skypact.study.published.judge import published
    from skypact.study.published.runs.ran import Effort

    catalogue = Catalogue()
    asked = _asked(catalogue.claims, names)
    place = out or (folder.default("claims") if handed else None)
    if place is not None:
        folder.refuse_foreign(place)
    effort = Effort(how.runs, Effort.draws if how.draws is None else how.draws, how.draw_runs, how.seed)
    try:
        with _told() as telling:
            found = published(asked, catalogue, inputs.find, effort=effort, workers=how.workers, given=how.given,
                              telling=telling)  # fmt: skip
    except KeyboardInterrupt:
        say("stopped: no claim is finished", Format.json)
        raise typer.Exit(130) from None
    show(as_json(found.as_dict()) if format_ is Format.json else text(found))
    if place is not None:
        _save(place, found, handed, format_=format_)
    if not found.whole:
        say(f"stopped: {len(found.findings)} of {len(asked)} claims are finished", Format.json)
        raise typer.Exit(130)


def crux(names: Sequence[str], camps: list[str] | None, how: How, out: Path | None, format_: Format) -> None:
    """Find the smallest disagreement of the camps of one claim that flips its verdict."""
    from skypact.cli.text.claims.published import crux_lines
    from skypact.load.catalogue.shelf import Catalogue
    from skypact.study.published.judge import disputed
    from skypact.study.published.runs.ran import Effort
    from skypact.study.published.words import crux_text

    if len(names) != 1:
        raise SkypactError("skypact claims crux ID — one claim, such as iskander-e-poland")
    catalogue = Catalogue()
    asked = _asked(catalogue.claims, names)
    claim = asked[names[0]]
    effort = Effort(how.runs, Effort.draws if how.draws is None else how.draws, how.draw_runs, how.seed)
    try:
        with _told() as telling:
            found = disputed(names[0], claim, catalogue, inputs.find, camps=camps, workers=how.workers,
                             given=how.given, effort=effort, telling=telling)  # fmt: skip
    except KeyboardInterrupt:
        say("stopped: the search is not finished", Format.json)
        raise typer.Exit(130) from None
    made = as_json({"claim": names[0], "runs": how.runs, "seed": how.seed, "crux": [one.as_dict() for one in found]})
    said = "\n".join(crux_lines(names[0], claim.title, found, [crux_text(one, claim) for one in found])) + "\n"
    show(made if format_ is Format.json else said)
    if out is not None:
        with folder.whole(out, _mark("crux", names, whole=True)) as place:
            (place / "result.json").write_text(made, encoding="utf-8")
            (place / "answer.txt").write_text(said, encoding="utf-8")
        say(f"folder: {out}", format_)


def text(found: Published) -> str:
    """Return the result for people."""
    from skypact.cli.text.claims.published import lines

    return "\n".join(lines(found)) + "\n"


def _asked(known: dict[str, PublishedClaim], names: Sequence[str]) -> dict[str, PublishedClaim]:
    for name in names:
        if name not in known:
            raise SkypactError(f"unknown claim {name!r} — {nearest(name, known)}")
    if not known:
        raise SkypactError("the catalogue holds no claim")
    return {name: known[name] for name in names or known}


def _save(place: Path, found: Published, handed: Handed, format_: Format) -> None:
    with folder.whole(place, _mark("claims", [one.id for one in found.findings], whole=found.whole)) as made:
        (made / "result.json").write_text(as_json(found.as_dict()), encoding="utf-8")
        (made / "answer.txt").write_text(text(found), encoding="utf-8")
        each = made / "claims"
        each.mkdir()
        for one in found.findings:
            (each / f"{one.id}.json").write_text(as_json(one.as_dict()), encoding="utf-8")
        from skypact.report.pages.claims import render

        handed.write(made, lambda: render(found))
    say(f"folder: {place}", format_)
    handed.say(place, format_)


def _mark(what: str, finished: Sequence[str], *, whole: bool) -> dict[str, object]:
    from skypact.core.stamp import package_version

    return {"skypact": package_version(), "what": what, "finished": list(finished), "whole": whole}


@contextmanager
def _told() -> Iterator[Telling]:
    """Yield who is told of the replicates planned and finished: the bar."""
    from skypact.study.published.judge import Telling

    with heard() as check, progress.rounds() as (advance, begin):

        def forward(more: int) -> None:
            check()
            advance(more)

        def started(total: int) -> None:
            begin(f"claims, {total:,} replicates or a few more", total)

        yield Telling(started, forward)
