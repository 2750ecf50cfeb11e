"""Control: who decided over whose territory, with or without consent."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, kind_is
from skypact.analysis.statistics import mean_interval
from skypact.arrays import codes
from skypact.log.schema import EventLog

#: What is counted per run and nation, in the order of the tables.
COUNTS = ("decisions", "own", "foreign", "shots_without_consent", "asked", "given", "refused", "late")


@dataclass(frozen=True)
class Control:
    """Counts per run and nation: `counts[name]` is [n_run, n_nation]; `nations` are ids."""

    nations: tuple[str, ...]
    counts: dict[str, np.ndarray]

    def kept(self) -> np.ndarray:
        """Return control kept [n_run, n_nation]: the share of decisions over own territory by own crews, 1 if none."""
        decisions = self.counts["decisions"]
        return np.where(decisions > 0, self.counts["own"] / np.maximum(decisions, 1), 1.0)


def control_by_run(log: EventLog) -> Control:
    """Return who decided over whose territory, per run and nation with posts.

    decisions: E_DECIDED over the nation's territory (its `other`); own and foreign: by the crew of the deciding post.
    shots_without_consent: shots (value of E_FIRED) under a foreign decision over the nation's territory, where no
    post of the nation had consented for that object before the shot. The decision of a shot is the last one to engage
    that object by a post that the ordering post had asked (by any post where the log holds no order). asked, given,
    refused, late: consents of the nation's posts.
    """
    c = columns(log)
    territory = _nation_position(c, c.other)
    crew = _crew_position(c, c.actor)
    decided = kind_is(c, codes.E_DECIDED) & (territory >= 0)
    counts = {
        "decisions": _count(c, decided, territory),
        "own": _count(c, decided & (crew == territory), territory),
        "foreign": _count(c, decided & (crew != territory), territory),
        "shots_without_consent": _without_consent(c, territory, crew),
        "asked": _count(c, kind_is(c, codes.E_CONSENT_ASKED), _owner_position(c, c.other)),
        "given": _count(c, kind_is(c, codes.E_CONSENT_GIVEN), _owner_position(c, c.actor)),
        "refused": _count(c, kind_is(c, codes.E_CONSENT_REFUSED), _owner_position(c, c.actor)),
        "late": _count(c, kind_is(c, codes.E_CONSENT_LATE), _owner_position(c, c.actor)),
    }
    return Control(tuple(c.entities.id[n] for n in c.entities.nations), counts)


def control(log: EventLog) -> pa.Table:
    """Return one row per nation with posts: means per run of COUNTS, and control kept with its 95 % interval,
    cut at 0 and 1."""
    by_run = control_by_run(log)
    kept = [mean_interval(column) for column in by_run.kept().T]
    table: dict[str, object] = {"nation": pa.array(by_run.nations, type=pa.string())}
    for name in COUNTS:
        table[name] = pa.array(by_run.counts[name].mean(axis=0) if log.runs else np.zeros(len(by_run.nations)))
    table["kept"] = pa.array([k.value for k in kept], type=pa.float64())
    table["kept_low"] = pa.array([np.maximum(k.low, 0.0) for k in kept], type=pa.float64())
    table["kept_high"] = pa.array([np.minimum(k.high, 1.0) for k in kept], type=pa.float64())
    return pa.table(table)


def _without_consent(c: Columns, territory: np.ndarray, crew: np.ndarray) -> np.ndarray:
    """Return the shots [n_run, n_nation] over a nation's territory without its consent."""
    out = np.zeros((c.n_run, c.shape[2]))
    giver = _owner_position(c, c.actor)
    relevant = kind_is(c, codes.E_REQUESTED, codes.E_DECIDED, codes.E_ORDERED, codes.E_CONSENT_GIVEN, codes.E_FIRED)
    chains: dict[tuple[int, int], _Chain] = {}
    for i in np.flatnonzero(relevant):
        run, kind, actor, other = int(c.run[i]), int(c.kind[i]), int(c.actor[i]), int(c.other[i])
        chain = chains.setdefault((run, int(c.subject[i])), _Chain())
        if kind == codes.E_REQUESTED:
            chain.asked.setdefault(actor, set()).add(other)
        elif kind == codes.E_ORDERED:
            chain.ordered[other] = actor
        elif kind == codes.E_CONSENT_GIVEN:
            chain.consented.add(int(giver[i]))
        elif kind == codes.E_DECIDED and c.value[i] == codes.A_ENGAGE:
            chain.decided.append((actor, int(territory[i]), int(crew[i])))
        elif kind == codes.E_FIRED:
            over, by = chain.decision_of(actor)
            if over >= 0 and by != over and over not in chain.consented:
                out[run, over] += c.value[i]
    return out


@dataclass
class _Chain:
    """Who asked, decided and ordered about one object of one run, up to now."""

    asked: dict[int, set[int]] = field(default_factory=dict)  # post → posts it asked for a decision
    ordered: dict[int, int] = field(default_factory=dict)  # unit → post that ordered it last
    decided: list[tuple[int, int, int]] = field(default_factory=list)  # post, territory, crew
    consented: set[int] = field(default_factory=set)  # nations

    def decision_of(self, unit: int) -> tuple[int, int]:
        """Return (territory, crew) of the decision that a unit's shot rests on, (-1, -1) for none."""
        post = self.ordered.get(unit, -1)
        deciders = self.asked.get(post, {post})
        own = [d for d in self.decided if d[0] in deciders]
        found = own or self.decided
        return found[-1][1:] if found else (-1, -1)


def _count(c: Columns, mask: np.ndarray, nation: np.ndarray) -> np.ndarray:
    out = np.zeros((c.n_run, c.shape[2]))
    keep = mask & (nation >= 0)
    np.add.at(out, (c.run[keep], nation[keep]), 1.0)
    return out


def _nation_position(c: Columns, entity: np.ndarray) -> np.ndarray:
    return _look_up(c.entities.nation_of, entity)


def _crew_position(c: Columns, entity: np.ndarray) -> np.ndarray:
    return _look_up(c.entities.nation_of, _look_up(c.entities.crew, entity))


def _owner_position(c: Columns, entity: np.ndarray) -> np.ndarray:
    return _look_up(c.entities.nation_of, _look_up(c.entities.owner, entity))


def _look_up(table: np.ndarray, index: np.ndarray) -> np.ndarray:
    return np.append(table, -1)[index]  # -1 reads the last entry: none
