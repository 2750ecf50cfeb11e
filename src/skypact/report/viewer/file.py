"""File: a comparison as the viewer's file (`ViewerFile` of viewer/src/data/format.ts)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import numpy as np

from skypact.analysis.evidence import CLASS_NAMES
from skypact.arrays import codes
from skypact.core.errors import SkypactError
from skypact.load.canonical import sha256
from skypact.load.disputed import disputed
from skypact.report.viewer.content import scene
from skypact.report.viewer.content.again import command
from skypact.report.viewer.content.origins import Origins
from skypact.report.viewer.content.reached import coverage
from skypact.report.viewer.content.replays import EVENT_S, MOST_POINTS, replay, series
from skypact.report.viewer.content.rows import Rows
from skypact.report.viewer.pack import FORMAT, VERSION, Packer
from skypact.study.plain import plain
from skypact.study.playback.choose import choose
from skypact.study.playback.partings import partings
from skypact.study.playback.played import playable, played
from skypact.study.values import Values, values

if TYPE_CHECKING:
    from skypact.engine.plan import Plan
    from skypact.study.compare import Comparison

#: Runs to play again: none named (those of `study.playback.choose`), some, or some with why each is there.
Runs = Sequence[int] | Mapping[int, tuple[str, ...]] | None
#: Names of codes.A_*.
ACTIONS = ("look", "engage")
BETTER = {"lower": "less", "higher": "more"}


@dataclass(frozen=True)
class Packed:
    """The viewer's file, the fragment of an address that opens it at the first difference, and words for a page."""

    container: bytes
    fragment: str
    title: str
    question: str
    answer: str
    lines: tuple[str, ...]


def viewer_bytes(
    comparison: Comparison, runs: Runs = None, *,
    functions: Mapping[str, Callable[..., Any]] | None = None, progress: Callable[[int], None] | None = None,
) -> bytes:  # fmt: skip
    """Return the container of the viewer: the same comparison and runs give the same bytes.

    functions: doctrines in code, by name. progress: told of every run of every arrangement that is played.
    """
    return packed(comparison, runs, functions=functions, progress=progress).container


def packed(
    comparison: Comparison, runs: Runs = None, *,
    functions: Mapping[str, Callable[..., Any]] | None = None, progress: Callable[[int], None] | None = None,
) -> Packed:  # fmt: skip
    """Return the viewer's file with what a page says of it."""
    packer, s = Packer(), comparison.scenario
    head = header(packer, comparison, _chosen(comparison, runs), functions, progress)
    parted = head["partings"][0] if head["partings"] else None
    at = {"run": head["replays"][0]["run"]}
    if parted:
        at = {**{key: parted[key] for key in ("run", "a", "b")}, "t": f"{parted['t_s']:.10g}"}
    lines = tuple(p["sentence"] for p in head["partings"] if p["run"] == at["run"])
    return Packed(packer.container(head), urlencode(at), s.title, s.question.text, comparison.answer, lines)


def header(
    packer: Packer, comparison: Comparison, runs: Sequence[tuple[int, tuple[str, ...]]],
    functions: Mapping[str, Callable[..., Any]] | None, progress: Callable[[int], None] | None,
) -> dict[str, Any]:  # fmt: skip
    """Return the header, with its columns added to the packer."""
    s, names = comparison.scenario, comparison.names
    rows, origins = Rows(comparison.logs), Origins(s)
    found = {name: values(comparison.logs[name], comparison.scopes[name], comparison.level) for name in names}
    measures = list(dict.fromkeys(m for of in found.values() for m in of))
    plans = {name: _plan(comparison, name, functions) for name in names}
    replays = []
    for name in names:
        for run, why in runs:
            one = played(plans[name], comparison.seed, run)
            replays.append(replay(packer, rows, name, comparison.logs[name], comparison.scopes[name], one, why,
                                  found[name], measures, MOST_POINTS // (len(names) * len(runs))))
            if progress:
                progress(1)
    return {
        "format": FORMAT, "version": VERSION, "stamp": _stamp(comparison), "again": command(comparison),
        "scenario": scene.head(s), "answer": comparison.answer, "nations": scene.nations(s),
        "territories": scene.territories(s), "worldview": scene.worldview(s), "disputed": [
            {"title": one.title, "source": one.source, "lines": [scene.lonlat(line) for line in one.lines]}
            for one in disputed()
        ], "zones": scene.zones(s),
        "entities": scene.entities(rows, comparison.worlds, origins.held), "quantities": origins.quantities,
        "sources": origins.sources, "coverage": coverage(comparison.worlds),
        "arrangements": [
            scene.arrangement(rows, n, comparison.worlds[n], _title(comparison, n), plans[n]) for n in names
        ],
        "measures": [_measure(comparison, m, found) for m in measures],
        "outcomes": [[_outcome(packer, found[n].get(m), comparison.runs) for n in names] for m in measures],
        "replays": replays,
        "partings": [_parting(rows, p) for p in partings(comparison, [run for run, _ in runs])],
        "codes": coded(),
    }  # fmt: skip


def coded() -> dict[str, Any]:
    """Return the codes of the log in words, in the order of their numbers."""
    return {
        "verbs": list(codes.VERBS), "events": {str(kind): text for kind, text in codes.EVENT_NAMES.items()},
        "causes": list(codes.CAUSE_NAMES), "fates": list(codes.FATE_NAMES), "classes": list(CLASS_NAMES),
        "actions": list(ACTIONS),
    }


def _chosen(comparison: Comparison, runs: Runs) -> list[tuple[int, tuple[str, ...]]]:
    if comparison.level != "full":
        raise SkypactError(f"the viewer plays whole runs, these stop at {comparison.level} — run with --level full")
    if runs is None:
        return choose(comparison)
    if isinstance(runs, Mapping):
        return list(runs.items())
    wrong = [run for run in runs if not 0 <= run < comparison.runs]
    if wrong:
        raise SkypactError(f"no run {wrong[0]} — runs 0 to {comparison.runs - 1} were made")
    known = dict(choose(comparison))
    return [(run, (*known.get(run, ()), "asked for")) for run in dict.fromkeys(runs)]


def _plan(comparison: Comparison, name: str, functions: Mapping[str, Callable[..., Any]] | None) -> Plan:
    association = comparison.logs[name].stamp.get("association")
    return playable(comparison.worlds[name], str(association) if association else None, functions)


def _stamp(comparison: Comparison) -> dict[str, object]:
    first = comparison.logs[comparison.names[0]].stamp
    made = {key: value for key, value in first.items() if key not in ("arrangement", "scenario_sha256")}
    made |= {"scenario_sha256": sha256(comparison.scenario), "arrangements": list(comparison.names)}
    return dict(sorted(made.items()))


def _title(comparison: Comparison, name: str) -> str:
    known = comparison.scenario.arrangements.get(name)
    return known.title if known is not None else name or "as written"


def _measure(comparison: Comparison, measure: str, found: Mapping[str, Mapping[str, Values]]) -> dict[str, Any]:
    some = next(of[measure] for of in found.values() if measure in of)
    rows = {r["arrangement"]: r for r in comparison.table.to_pylist() if r["measure"] == measure}
    nothing: dict[str, Any] = {"mean": None, "low": None, "high": None, "n": 0, "kind": ""}
    return {
        "id": measure, "title": some.title, "unit": some.unit, "better": BETTER.get(some.better, ""),
        "found": [
            {key: plain(rows[name][key]) for key in nothing} if name in rows else nothing for name in comparison.names
        ],
    }


def _outcome(packer: Packer, of: Values | None, runs: int) -> Any:
    return packer.real(series(of) if of is not None else np.full(runs, np.nan))


def _parting(rows: Rows, p: Any) -> dict[str, Any]:
    # the moment as the page reads it from the events' column: whole milliseconds times the scale
    t_s = round(p.t_s / EVENT_S) * EVENT_S
    return {"run": p.run, "a": p.a, "b": p.b, "subject": rows.named(p.subject), "t_s": t_s, "verb": p.verb,
            "sentence": p.sentence}  # fmt: skip
