"""Loss: what it costs when a node that the analyst names is gone from the start, on the same luck."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from skypact.analysis.statistics import PairedShare, known
from skypact.core.errors import SkypactError, nearest
from skypact.core.ids import numbered, part
from skypact.core.units import parse
from skypact.load.checks.references import ways
from skypact.load.overlay.arrange import arrange
from skypact.load.resolve import sorted_links
from skypact.log.schema import EventLog
from skypact.spec.command import Change
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.study.plain import plain, rows, table_html
from skypact.study.values import Values, values
from skypact.study.worlds import scope_of, simulate

#: Sections whose members can be lost by name.
SECTIONS = ("posts", "sensors", "batteries", "fighters", "airborne")
LOSS = pa.schema([
    ("arrangement", pa.string()), ("measure", pa.string()), ("title", pa.string()), ("unit", pa.string()),
    ("better", pa.string()), ("whole", pa.float64()), ("lost", pa.float64()), ("difference", pa.float64()),
    ("low", pa.float64()), ("high", pa.float64()), ("differs", pa.float64()), ("p", pa.float64()),
    ("kind", pa.string()),
])


@dataclass(frozen=True)
class Loss:
    """What the loss of nodes changes: one row per arrangement and measure, difference = lost - whole, paired by run.

    absent: arrangement → names that it does not have, which therefore changed nothing there.
    """

    nodes: tuple[str, ...]
    names: tuple[str, ...]
    runs: int
    table: pa.Table
    absent: dict[str, tuple[str, ...]]

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits."""
        return {
            "lost": list(self.nodes), "arrangements": list(self.names), "runs": self.runs, "table": rows(self.table),
            "absent": {name: list(nodes) for name, nodes in self.absent.items()},
        }

    def _repr_html_(self) -> str:
        shown = self.table.select(["arrangement", "title", "whole", "lost", "difference", "low", "high"])
        return table_html(f"Without {', '.join(self.nodes)}", shown)


def nodes_of(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Return every node that can be named and what it stands for: a counted unit its copies, "a>b" a link."""
    made: dict[str, tuple[str, ...]] = {}
    for section in SECTIONS:
        names = list(getattr(scenario, section))
        made |= {name: (name,) for name in names}
        stems = {name.rpartition("-")[0] for name in names if name.rpartition("-")[2].isdigit()} - {""}
        for stem in stems - made.keys():
            copies = tuple(name for name in names if name.rpartition("-")[0] == stem)
            if len(copies) > 1 and set(copies) == set(numbered(stem, len(copies))):
                made[stem] = copies
    made |= {part(name, "radar"): (part(name, "radar"),) for name, b in scenario.batteries.items() if b.radar}
    for link in _links(scenario):
        made |= {f"{a}>{b}": (f"{a}>{b}",) for a, b in ways(link)}
    for section, key in (("sensors", "reports_to"), ("airborne", "reports_to"), ("batteries", "commander"),
                         ("fighters", "commander")):
        for name, unit in getattr(scenario, section).items():
            posts = {getattr(unit, key), *(getattr(one, key).get(name) for one in scenario.arrangements.values())}
            made |= {f"{name}>{post}": (f"{name}>{post}",) for post in posts if post}
    return made


def lost(scenario: Scenario, nodes: Sequence[str], arrangement: str = "") -> tuple[Scenario, tuple[str, ...]]:
    """Return the scenario with the nodes gone from the start, and those that the arrangement does not have.

    It is the scenario with one more change at 0 s; what the loss of a node means is the model's, as for any change.
    """
    known = nodes_of(scenario)
    for name in nodes:
        if name not in known:
            raise SkypactError(f"no post, sensor, unit or link {name!r} to lose — {nearest(name, known)}")
    named = list(dict.fromkeys(copy for name in nodes for copy in known[name]))
    here = nodes_of(arrange(scenario, arrangement)) if arrangement else known
    gone = [name for name in named if name in here]
    absent = tuple(name for name in named if name not in here)
    if not gone:
        return scenario, absent
    start = Quantity(value=parse("0 s", "time"), dimension="time", assumed=True, note="the question is about its loss")
    change = Change(at=start, title=f"lost from the start: {', '.join(nodes)}", lost=gone)
    return scenario.model_copy(update={"changes": [change, *(_without(c, gone) for c in scenario.changes)]}), absent


def _without(change: Change, gone: Sequence[str]) -> Change:
    """Return a change that speaks of these nodes no more: what is lost for good neither comes back nor arrives."""
    kept = {key: [name for name in getattr(change, key) if name not in gone] for key in ("lost", "back", "arrives")}
    return change.model_copy(update=kept)


def seen(whole: Scenario, without: Scenario) -> bool:
    """Return whether two scenarios are different worlds to the engine: any array of theirs differs."""
    from skypact.lower.world import world

    made = (world(one).world for one in (whole, without))
    return any(a.dtype != b.dtype or a.tobytes() != b.tobytes() for a, b in zip(*made, strict=True))


def loss(
    scenario: Scenario, nodes: Sequence[str], logs: dict[str, EventLog], *, seed: int, workers: int = 0,
    level: str = "full", association: str | None = None, progress: Callable[[int], None] | None = None,
    hypothesis: str = "", functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Loss:  # fmt: skip
    """Run each arrangement of `logs` again on the same luck without the nodes, and compare run by run."""
    found: list[dict[str, Any]] = []
    missing: dict[str, tuple[str, ...]] = {}
    for name, whole in logs.items():
        without, absent = lost(scenario, nodes, name)
        if absent:
            missing[name] = absent
        if without is not scenario and not seen(arrange(scenario, name), arrange(without, name)):
            raise SkypactError(
                f"the loss of {', '.join(nodes)} changes nothing in the world that is run under “{name}”: no answer is "
                "better than a difference of nought — this version does not model it"
            )
        after = whole if without is scenario else simulate(
            without, name, runs=whole.runs, seed=seed, workers=workers, level=level, association=association,
            progress=progress, hypothesis=hypothesis, functions=functions,
        )  # fmt: skip
        scope = scope_of(scenario, name)
        before, then = values(whole, scope, level), values(after, scope, level)
        found += [_row(name, before[m], then[m]) for m in before if m in then]
    table = pa.Table.from_pylist(found, schema=LOSS)
    runs = next((log.runs for log in logs.values()), 0)
    return Loss(tuple(nodes), tuple(logs), runs, table, missing)


def _row(name: str, before: Values, then: Values) -> dict[str, Any]:
    found = then.minus(before)
    return {
        "arrangement": name, "measure": before.name, "title": before.title, "unit": before.unit,
        "better": before.better, "whole": known(before.interval().value), "lost": known(then.interval().value),
        "difference": known(found.value), "low": plain(found.low), "high": plain(found.high),
        "differs": before.differs(then),
        "p": plain(found.p) if isinstance(found, PairedShare) else None, "kind": found.kind,
    }


def _links(scenario: Scenario) -> list[Any]:
    """Return the links of the scenario, and those that its arrangements add."""
    added = [link for one in scenario.arrangements.values() for link in one.links_add]
    return sorted_links([*scenario.links, *added])
