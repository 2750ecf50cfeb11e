"""Outcomes: fates and times of every intruder, and the measures of every run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, fates_of, first_by_object, kind_is
from skypact.analysis.steps import ENGAGED, STEPS, Steps, steps
from skypact.arrays import codes
from skypact.core.errors import SkypactError, nearest
from skypact.log.schema import EventLog

#: Fates with which an attacker got through.
THROUGH = (codes.F_REACHED, codes.F_INSIDE)
#: Fates that the defence brought about.
STOPPED = (codes.F_DESTROYED, codes.F_TURNED_BACK, codes.F_ESCORTED_OUT, codes.F_FORCED_LANDING, codes.F_JAMMED)


@dataclass(frozen=True)
class Measure:
    """A measure of a run that counts over objects: its words, which way is better, the level it needs."""

    name: str
    title: str
    better: str  # "lower", "higher" or "" for neither
    level: str  # the lowest of codes.LEVELS that can tell
    any_title: str  # the same as a yes/no of the run


MEASURES: dict[str, Measure] = {
    m.name: m
    for m in (
        Measure("leak", "attackers that got through", "lower", "full", "runs in which an attacker got through"),
        Measure("unanswered", "trespassers that nobody answered", "lower", "full",
                "runs in which a trespasser went unanswered"),
        Measure("wrongful", "civil or friendly aircraft fired at", "lower", "full",
                "runs in which a civil or friendly aircraft was fired at"),
        Measure("wrongful_killed", "civil or friendly aircraft destroyed", "lower", "full",
                "runs in which a civil or friendly aircraft was destroyed"),
        Measure("shots", "shots fired", "", "full", "runs with a shot"),
        Measure("wasted", "shots that found their target destroyed already", "lower", "full",
                "runs with a shot that found its target destroyed already"),
        Measure("detected", "intruders detected", "higher", "detect", "runs in which an intruder was detected"),
        Measure("tracked", "intruders tracked", "higher", "track", "runs in which an intruder was tracked"),
        Measure("told", "intruders of which a post that may decide was told", "higher", "track",
                "runs in which a post that may decide was told of an intruder"),
        Measure("decided", "intruders decided on", "higher", "full", "runs with a decision on an intruder"),
        Measure("engaged", "intruders fired at, looked at or escorted", "higher", "full",
                "runs in which an intruder was engaged"),
    )
}


@dataclass(frozen=True)
class Scope:
    """What a question is about: which intruders, whose steps, which posts may decide. Empty and None: all."""

    about: tuple[str, ...] = ()
    nation: str | None = None
    deciders: frozenset[str] | None = None

    def nation_position(self, c: Columns) -> int | None:
        """Return the position of the nation among those with posts, None for any nation."""
        if self.nation is None:
            return None
        names = [c.entities.id[n] for n in c.entities.nations]
        if self.nation not in names:
            raise SkypactError(f"no nation {self.nation!r} with a post — {nearest(self.nation, names)}")
        return names.index(self.nation)


EVERYTHING = Scope()


def contributions(c: Columns, measure: str, scope: Scope = EVERYTHING, chain: Steps | None = None) -> np.ndarray:
    """Return what each object adds to a measure [n_run, n_object]; the sum over objects is the measure of the run."""
    if measure not in MEASURES:
        raise SkypactError(f"unknown measure {measure!r} — {nearest(measure, MEASURES)}")
    e, fate = c.entities, fates_of(c)
    asked = asked_for(c, scope.about)
    fired = np.isfinite(first_by_object(c, kind_is(c, codes.E_FIRED)))
    rightful = rightful_mask(c)
    if measure == "leak":
        return np.isin(fate, THROUGH) & e.intent_is("attack") & asked
    if measure == "unanswered":
        answered = np.isfinite(first_by_object(c, kind_is(c, *ENGAGED))) | np.isin(fate, STOPPED)
        return ~answered & e.intent_is("trespass") & asked
    if measure == "wrongful":
        return fired & rightful
    if measure == "wrongful_killed":
        return fired & rightful & (fate == codes.F_DESTROYED)
    if measure == "shots":
        return _shots(c)
    if measure == "wasted":
        return _wasted(c)
    chain = chain or steps(c, scope.deciders)
    return np.isfinite(moments_of(c, chain, measure, scope)) & e.intent_is("attack", "trespass") & asked


def limit(c: Columns, measure: str, scope: Scope = EVERYTHING) -> int:
    """Return how many objects a measure can count at most; a limit of 1 makes it a yes/no of the run."""
    e, asked = c.entities, asked_for(c, scope.about)
    wanted = {"leak": ("attack",), "unanswered": ("trespass",)}.get(measure, ("attack", "trespass"))
    if measure in ("wrongful", "wrongful_killed", "shots", "wasted"):
        return len(e.objects) + 1
    return int(np.count_nonzero(e.intent_is(*wanted) & asked))


def measures(log: EventLog, scope: Scope = EVERYTHING) -> pa.Table:
    """Return one row per run: every measure, the share of attackers that leaked, and the first moments [s].

    leak: objects with intent attack whose fate is reached or still inside. unanswered: objects with intent trespass
    neither looked at, escorted, forced down nor engaged. wrongful: distinct objects fired at that are civil in truth
    or of intent support or passage, and do not attack. shots: sum over E_FIRED. `scope.about`
    restricts all but wrongful and shots.
    """
    c = columns(log)
    chain = steps(c, scope.deciders)
    table: dict[str, pa.Array] = {"run": pa.array(np.arange(c.n_run, dtype=np.int32))}
    for name in MEASURES:
        table[name] = pa.array(contributions(c, name, scope, chain).sum(axis=1).astype(np.float64))
    attackers = limit(c, "leak", scope)
    leak = table["leak"].to_numpy()
    table["leak_share"] = pa.array(leak / attackers) if attackers else pa.nulls(c.n_run, pa.float64())
    wanted = c.entities.intent_is("attack", "trespass") & asked_for(c, scope.about)
    for step in ("detected", "told", "decided", "engaged"):
        times = moments_of(c, chain, step, scope)[:, wanted]
        first = times.min(axis=1) if times.shape[1] else np.full(c.n_run, np.inf)
        table[f"first_{step}_s"] = moments(first)
    return pa.table(table)


def fates(log: EventLog, scope: Scope = EVERYTHING) -> pa.Table:
    """Return one row per run and intruder: its fate, and the moment [s] of each step for the first nation."""
    c = columns(log)
    e, chain, fate = c.entities, steps(c, scope.deciders), fates_of(c)
    rows = np.flatnonzero(intruder_mask(c) & asked_for(c, scope.about))
    entity = np.tile(e.objects[rows], c.n_run)
    table: dict[str, object] = {
        "run": pa.array(np.repeat(np.arange(c.n_run, dtype=np.int32), len(rows))),
        "intruder": [e.id[i] for i in entity],
        "intent": [e.intent[i] for i in entity],
        "civil": [bool(e.civil[i]) for i in entity],
        "fate": [codes.FATE_NAMES[f] for f in fate[:, rows].ravel()],
        "fate_s": moments(first_by_object(c, kind_is(c, codes.E_FATE))[:, rows].ravel()),
    }
    for step in STEPS:
        table[f"{step}_s"] = moments(moments_of(c, chain, step, scope)[:, rows].ravel())
    return pa.table(table)


def intruder_mask(c: Columns) -> np.ndarray:
    """Return the mask [n_object] of scripted intruders, and of anything else that attacks or trespasses."""
    e = c.entities
    scripted = np.array([e.kind[i] == "intruder" for i in e.objects], dtype=bool)
    return scripted | e.intent_is("attack", "trespass")


def rightful_mask(c: Columns) -> np.ndarray:
    """Return the mask [n_object] of civil and friendly objects that do not attack: fire at one of them is wrongful."""
    e = c.entities
    return (e.civil[e.objects].astype(bool) | e.intent_is("passage", "support")) & ~e.intent_is("attack")


def moments(t_s: np.ndarray) -> pa.Array:
    """Return moments as an Arrow column in which never (inf) is null."""
    return pa.array(t_s, type=pa.float64(), mask=~np.isfinite(t_s))


def moments_of(c: Columns, chain: Steps, step: str, scope: Scope) -> np.ndarray:
    """Return the moments [n_run, n_object] at which the nation asked about, else the first one, reached a step."""
    nation = scope.nation_position(c)
    return chain.anyone(step) if nation is None else chain.of(step)[:, :, nation]


def _shots(c: Columns) -> np.ndarray:
    keep = kind_is(c, codes.E_FIRED) & (c.obj >= 0)
    total = np.zeros(c.shape[:2])
    np.add.at(total, (c.run[keep], c.obj[keep]), c.value[keep])
    return total


def _wasted(c: Columns) -> np.ndarray:
    """Return the missiles [n_run, n_object] that came when the object was destroyed already."""
    keep = kind_is(c, codes.E_MISSED) & (c.cause == codes.C_TOO_LATE) & (c.obj >= 0)
    total = np.zeros(c.shape[:2])
    np.add.at(total, (c.run[keep], c.obj[keep]), 1.0)
    return total


def asked_for(c: Columns, about: Collection[str]) -> np.ndarray:
    """Return the mask [n_object] of the objects asked about: an id, or the name before its copy's number."""
    names = [c.entities.id[i] for i in c.entities.objects]
    if not about:
        return np.ones(len(names), dtype=bool)
    stems = [name.rpartition("-")[0] if name.rpartition("-")[2].isdigit() else name for name in names]
    unknown = sorted(set(about) - set(names) - set(stems))
    if unknown:
        raise SkypactError(f"no intruder {unknown[0]!r} in the log — {nearest(unknown[0], names)}")
    wanted = frozenset(about)
    return np.array([name in wanted or stem in wanted for name, stem in zip(names, stems, strict=True)], dtype=bool)
