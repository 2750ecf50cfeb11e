"""Watch: the windows in which posts, links, sensors and units are there: hours, losses, arrivals, withdrawals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from skypact.core.clock import seconds_of_day
from skypact.core.ids import part
from skypact.spec.scenario import Scenario

Window = tuple[float, float]
ALWAYS: list[Window] = [(-math.inf, math.inf)]
DAY_S = 86400.0


class Windows:
    """The table `watch` in the making."""

    def __init__(self) -> None:
        self.rows: list[Window] = []

    def put(self, row: np.void, windows: Sequence[Window], kind: str = "watch") -> None:
        """Append windows and note their rows in a record's `<kind>_first`, `<kind>_count`; always is no row at all."""
        row[f"{kind}_first"], row[f"{kind}_count"] = len(self.rows), 0
        if list(windows) == ALWAYS:
            return
        kept = list(windows) or [(math.inf, math.inf)]
        self.rows += kept
        row[f"{kind}_count"] = len(kept)

    def array(self) -> np.ndarray:
        """Return f8 [n_window, 2]."""
        return np.array(self.rows, float).reshape(-1, 2)


def hours(spans: Iterable[str] | None, scenario: Scenario) -> list[Window]:
    """Return when a watch is kept [scenario seconds], day after day; always where no hours are given."""
    if not spans:
        return ALWAYS
    start, end = seconds_of_day(scenario.start), seconds_of_day(scenario.start) + scenario.duration.value
    found = []
    for span in spans:
        begin, until = (seconds_of_day(x) for x in span.replace("–", "-").split("-"))
        until += DAY_S if until <= begin else 0.0
        for day in range(-1, 2 + int(end // DAY_S)):
            found.append((begin + day * DAY_S - start, until + day * DAY_S - start))
    return merged(w for w in found if w[1] > 0 and w[0] < end - start)


def merged(windows: Iterable[Window]) -> list[Window]:
    """Return windows sorted, with those that touch made one."""
    out: list[Window] = []
    for a, b in sorted(windows):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def both(a: Sequence[Window], b: Sequence[Window]) -> list[Window]:
    """Return the windows in which both are open."""
    return merged((max(p[0], q[0]), min(p[1], q[1])) for p in a for q in b if max(p[0], q[0]) < min(p[1], q[1]))


def alive(scenario: Scenario, *names: str) -> list[Window]:
    """Return when a thing that bears these names is there, by the scenario's changes."""
    present = [c for c in sorted(scenario.changes, key=lambda c: c.at.value) if _named(c, names)]
    there = not (present and set(names) & set(present[0].arrives))
    out, since = [], -math.inf
    for change in present:
        at = change.at.value
        if there and set(names) & set(change.lost):
            out.append((since, at))
            there = False
        elif not there and set(names) & {*change.back, *change.arrives}:
            there, since = True, at
    return merged([*out, (since, math.inf)] if there else out)


def radiates(scenario: Scenario, spans: Iterable[str] | None, *names: str) -> list[Window]:
    """Return when a radar radiates: in its hours, and not while it is ordered to be silent."""
    out, since = [], -math.inf
    silent = False
    for change in sorted(scenario.changes, key=lambda c: c.at.value):
        if not silent and set(names) & set(change.silent):
            out.append((since, change.at.value))
            silent = True
        elif silent and set(names) & set(change.radiates):
            silent, since = False, change.at.value
    return both(out if silent else [*out, (since, math.inf)], hours(spans, scenario))


def _named(change: object, names: Sequence[str]) -> bool:
    every = (*getattr(change, "lost"), *getattr(change, "back"), *getattr(change, "arrives"))
    return bool(set(names) & set(every))


def until_withdrawal(scenario: Scenario, crew: str, others: Iterable[str], *, own_soil: bool = True) -> list[Window]:
    """Return when a crew of a nation serves with others, or away from home: until its nation withdraws."""
    apart = not own_soil or any(other != crew for other in others)
    gone = [c.at.value for c in scenario.changes if c.withdraws == crew]
    return [(-math.inf, min(gone))] if gone and apart else ALWAYS


def severed(scenario: Scenario, a: str, b: str) -> list[Window]:
    """Return when a tie between crews of two nations holds: until either withdraws."""
    gone = [c.at.value for c in scenario.changes if a != b and c.withdraws in (a, b)]
    return [(-math.inf, min(gone))] if gone else ALWAYS


def crew_of(scenario: Scenario, post: str) -> str:
    """Return the nation whose officers keep a post."""
    spec = scenario.posts[post]
    return spec.crew or spec.nation


def post_windows(scenario: Scenario, name: str) -> list[Window]:
    """Return when a post is there and awake."""
    spec = scenario.posts[name]
    crew = crew_of(scenario, name)
    there = both(alive(scenario, name), until_withdrawal(scenario, crew, [spec.nation]))
    return both(there, hours(spec.hours, scenario))


def link_windows(scenario: Scenario, a: str, b: str, spans: Iterable[str] | None) -> list[Window]:
    """Return when a link works: its hours, its own losses, those of the posts at its ends, a withdrawal."""
    found = both(alive(scenario, f"{a}>{b}", f"{b}>{a}"), hours(spans, scenario))
    for end in (a, b):
        found = both(found, alive(scenario, end))
    return both(found, severed(scenario, crew_of(scenario, a), crew_of(scenario, b)))


def serves(scenario: Scenario, crew: str, post: str | None) -> list[Window]:
    """Return when a crew serves under a post: until its nation withdraws, where the post is another's."""
    return until_withdrawal(scenario, crew, [crew_of(scenario, post)] if post else [])


def unit_link(scenario: Scenario, unit: str, post: str, crew: str) -> list[Window]:
    """Return when word from its commander reaches a unit."""
    found = both(alive(scenario, f"{unit}>{post}"), alive(scenario, post))
    return both(found, severed(scenario, crew, crew_of(scenario, post)))


def radar_names(name: str) -> tuple[str, ...]:
    """Return the names under which a sensor may be lost: its own, and its unit's where it is a part of one."""
    owner = name.removesuffix("/radar")
    return (name,) if owner == name else (name, owner, part(owner, "radar"))
