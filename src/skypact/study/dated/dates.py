"""Dates: the same intruders, the same luck, the forces of several days, as the orders of battle have them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from skypact.core import dates as written
from skypact.core.errors import SkypactError
from skypact.load import scenario as loading
from skypact.load.canonical import sha256
from skypact.load.catalogue.orders import END, changed
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.overlay.arrange import arrange
from skypact.log.schema import EventLog
from skypact.spec.scenario import Scenario
from skypact.study.compare import Comparison, compared
from skypact.study.plain import rows
from skypact.study.worlds import check_hypothesis, check_runs, chosen, played

CHANGES = pa.schema([
    ("since", pa.string()), ("until", pa.string()), ("nation", pa.string()), ("unit", pa.string()),
    ("title", pa.string()), ("town", pa.string()), ("system", pa.string()), ("what", pa.string()),
    ("before", pa.float64()), ("after", pa.float64()), ("sure", pa.bool_()), ("played", pa.bool_()),
])


@dataclass(frozen=True)
class Dated:
    """Worlds by date. changes: what came, went, grew or shrank from each day to the next of the list.

    played: whether any of it stands in the scenario, on the one day or the other. sha256: of each world's scenario.
    """

    dates: tuple[str, ...]
    arrangements: tuple[str, ...]
    changes: pa.Table
    sha256: Mapping[str, str]

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON."""
        return {
            "dates": list(self.dates), "arrangements": list(self.arrangements), "changes": rows(self.changes),
            "scenario_sha256": dict(self.sha256),
        }


class Worlds(NamedTuple):
    """The scenario as of the last day, the worlds to play by name, and what tells them apart."""

    scenario: Scenario
    worlds: dict[str, Scenario]
    dated: Dated


def days(texts: Sequence[str]) -> tuple[datetime.date, ...]:
    """Return the days that texts name; SkypactError where one is no day, they are fewer than two, or one is twice."""
    made: list[datetime.date] = []
    for text in texts:
        try:
            made.append(written.day(text.strip()))
        except ValueError as error:
            raise SkypactError(f"--dates: {error}") from None
        if made[-1] in made[:-1]:
            raise SkypactError(f"--dates: {made[-1]} is named twice — name each once")
        if made[-1] > END:
            raise SkypactError(f"--dates: orders of battle end on {END} — {made[-1]} is later; name an earlier day")
    if len(made) < 2:
        raise SkypactError("--dates: fewer than two days — such as 2012-07-01,2016-05-06")
    return tuple(made)


def worlds_of(
    path: str | Path, dates: Sequence[str], arrangements: Sequence[str] | None = None, *, hypothesis: str = "",
    sets: Mapping[str, object] | None = None, catalogue: Path | None = None,
) -> Worlds:  # fmt: skip
    """Return the worlds of a scenario file by date: its musters put at each day, under one arrangement or several.

    Without names it is the first arrangement of the question. A world is called by its date, by date and arrangement
    where there are several of these.
    """
    on = days(dates)
    if not loading.musters(path):
        what = f"{path}: brings no order of battle in, so no date changes it"
        raise SkypactError(f"{what} — write `musters`, or try the scenario by-date")
    made = {day.isoformat(): loading.scenario(path, hypothesis=hypothesis, sets=sets, catalogue=catalogue, on=day)
            for day in on}  # fmt: skip
    last = made[on[-1].isoformat()]
    names = chosen(last, arrangements)
    names = names if arrangements is not None else names[:1]
    check_hypothesis(last, hypothesis)
    worlds = {
        day if len(names) == 1 else f"{day} {name}": arrange(one, name) for day, one in made.items() for name in names
    }
    hashes = {day: sha256(one) for day, one in made.items()}
    return Worlds(last, worlds, Dated(tuple(made), names, _changes(path, on, catalogue), hashes))


def compare(
    path: str | Path, dates: Sequence[str], *, arrangements: Sequence[str] | None = None, runs: int = 300,
    seed: int = 1, workers: int = 0, level: str = "full", association: str | None = None,
    progress: Callable[[int], None] | None = None, hypothesis: str = "", sets: Mapping[str, object] | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None, catalogue: Path | None = None,
) -> Comparison:  # fmt: skip
    """Play a scenario with the forces of each date on the same luck and compare them; `.dated` says what changed."""
    check_runs(runs)
    made = worlds_of(path, dates, arrangements, hypothesis=hypothesis, sets=sets, catalogue=catalogue)
    logs = {
        name: played(world, name, runs=runs, seed=seed, workers=workers, level=level, association=association,
                     progress=progress, hypothesis=hypothesis, functions=functions)
        for name, world in made.worlds.items()
    }  # fmt: skip
    return of_logs(made, logs, seed=seed, level=level, hypothesis=hypothesis)


def of_logs(made: Worlds, logs: dict[str, EventLog], *, seed: int, level: str, hypothesis: str) -> Comparison:
    """Return the comparison of the logs of these worlds, of those that are there."""
    return compared(
        made.scenario, logs, seed=seed, level=level, hypothesis=hypothesis, worlds=made.worlds, dated=made.dated
    )


def _changes(path: str | Path, on: Sequence[datetime.date], catalogue: Path | None) -> pa.Table:
    shelf = Catalogue(catalogue)
    called = {day: loading.called(path, on=day, catalogue=catalogue) for day in on}
    found = []
    for since, until in pairwise(on):
        stands = {(c.nation, c.row.name, c.row.held.type) for day in (since, until) for c in called[day] if c.names}
        for nation, muster in loading.musters(path).items():
            orbat = shelf.orbats[nation]
            for one in changed(orbat, since, until, account=muster.account, announced=muster.announced):
                found.append({
                    "since": since.isoformat(), "until": until.isoformat(), "nation": nation, "unit": one.name,
                    "title": one.unit.title, "town": one.unit.at or "", "system": one.type, "what": one.what,
                    "before": one.before, "after": one.after, "sure": one.sure,
                    "played": (nation, one.name, one.type) in stands,
                })
    return pa.Table.from_pylist(found, schema=CHANGES)
