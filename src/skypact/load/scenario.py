"""From a file to a resolved scenario: text, data, types, models, cross-checks, resolution."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from skypact.core.errors import Fault, InputFaults
from skypact.load import borders, resolve, yaml_nodes
from skypact.load.catalogue.filling import Filling
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.checks import choices, claims, command, limits, references, sense, traffic
from skypact.load.checks.validation import Checked, checked
from skypact.load.musters.muster import Called, mustered, musters_of
from skypact.load.overlay.arrange import hypothesis as apply_hypothesis
from skypact.load.overlay.arrange import with_values
from skypact.load.terrain import written
from skypact.load.yaml_nodes import DataPath, Document, Problem
from skypact.spec.catalogue.muster import Muster
from skypact.spec.scenario import Scenario


def scenario(
    path: str | Path,
    *,
    hypothesis: str = "",
    sets: Mapping[str, object] | None = None,
    check_only: bool = False,
    catalogue: Path | None = None,
    on: datetime.date | None = None,
) -> Scenario:
    """Return the resolved scenario of a file, or raise InputFaults with every fault of it.

    `hypothesis` names a rival account and `sets` are settings by path, applied in that order. `check_only` stops
    after the checks: types are filled in, counts, traffic and borders are not. `catalogue` is a folder of sheets.
    `on` puts every muster at that day; the scenario's own date, its daylight with it, stays.
    """
    made = of_document(yaml_nodes.read(Path(path)), Catalogue(catalogue), check_only=check_only, on=on)
    return settled(made, path, hypothesis, sets)


def called(path: str | Path, *, on: datetime.date | None = None, catalogue: Path | None = None) -> tuple[Called, ...]:
    """Return what each row of an order of battle came to in the musters of a file, in the order of the rows."""
    return mustered(yaml_nodes.read(Path(path)), Catalogue(catalogue), on).called


def musters(path: str | Path) -> dict[str, Muster]:
    """Return the musters that a file brings forces in by, by nation."""
    return musters_of(yaml_nodes.read(Path(path)))


def settled(made: Scenario, path: str | Path, hypothesis: str, sets: Mapping[str, object] | None) -> Scenario:
    """Return the scenario of a file with a rival account and settings applied, in that order."""
    before = {*limits.check(made), *sense.figures(made)} if hypothesis or sets else set()
    try:
        made = apply_hypothesis(made, hypothesis) if hypothesis else made
        made = with_values(made, sets) if sets else made
    except InputFaults as refused:
        raise InputFaults([f if f.file == "--set" else replace(f, file=str(path)) for f in refused.faults]) from None
    after = [*limits.check(made), *sense.figures(made)] if hypothesis or sets else []
    wrong = [problem for problem in dict.fromkeys(after) if problem not in before]
    if wrong:
        origin = "--set" if sets else str(path)
        raise InputFaults([Fault(origin, 0, 0, ".".join(map(str, p.path)), p.what, p.right) for p in wrong])
    return made


def of_document(
    document: Document, catalogue: Catalogue, *, check_only: bool = False, on: datetime.date | None = None
) -> Scenario:
    """Return the resolved scenario of a document that is already read; `on` puts its musters at a day."""
    forces = mustered(document, catalogue, on)
    document, filling = forces.document, Filling(catalogue)
    data = filling.fill(document.data)
    seen = checked(data)
    problems, flights = [*forces.problems, *filling.problems, *_told_once(seen, filling.broken)], {}
    if seen.scenario is not None:
        known = references.Known.of(data, catalogue.places, whole=not problems)
        rules = (references, choices, claims, command, sense, traffic)
        found = [*chain(*(room.check(seen.scenario, known) for room in rules)), *limits.check(seen.scenario)]
        problems += [p._replace(path=seen.original(p.path)) for p in found]
        whole = not any(p.path[:1] == ("theatre",) for p in problems)
        grounded, wrong = written.settled(seen.scenario, Path(document.file).parent, whole)
        problems += wrong
        seen = seen._replace(scenario=grounded)
        if grounded is not None and grounded.recorded:
            from skypact.load.recorded.flights import settled as recordings

            flights, wrong = recordings(grounded, Path(document.file).parent, whole)
            problems += wrong
    faults = [*document.faults, *(_placed(document, data, p) for p in dict.fromkeys(problems))]
    if faults or seen.scenario is None:
        raise InputFaults(list(dict.fromkeys(faults)))
    if check_only:
        return seen.scenario
    resolved = resolve.resolved(seen.scenario, catalogue.places, flights)
    made, lacking = borders.filled(resolved, Path(document.file).parent)
    if lacking:
        raise InputFaults([document.fault(p) for p in lacking])
    return made


def _told_once(seen: Checked, broken: set[DataPath]) -> Iterator[Problem]:
    """Yield the problems of the models, but not the keys that a misspelt type would have supplied."""
    for problem in seen.problems:
        lacks = problem.path in seen.missing or problem.what == "missing key 'kind'"
        if not (lacks and any(problem.path[: len(unit)] == unit for unit in broken)):
            yield problem


def _placed(document: Document, data: Any, problem: Problem) -> Fault:
    """Return a fault with its line; what a type sheet brought in is said to come from there."""
    fault, kind = document.fault(problem), None
    for i, key in enumerate(problem.path):
        if isinstance(data, dict) and key in data:
            kind = data.get("type", kind)
            data = data[key]
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            break
        if problem.path[: i + 1] not in document.marks and kind is not None:
            return replace(fault, what=f"{fault.what} (from the type sheet of {kind})")
    return fault
