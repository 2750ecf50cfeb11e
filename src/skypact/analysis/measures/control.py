"""Control: who decided over whose territory, with or without consent."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, kind_is
from skypact.analysis.statistics import Interval, case_share_interval, known
from skypact.arrays import codes
from skypact.log.schema import EventLog

#: What is counted per run and nation, in the order of the tables.
COUNTS = (
    "decisions", "own", "foreign", "shots", "shots_without_consent", "shots_foreign_crew", "asked", "given", "refused",
    "late", "unanswered", "orders", "orders_foreign",
)


_ANSWERS = {"given": codes.E_CONSENT_GIVEN, "refused": codes.E_CONSENT_REFUSED, "late": codes.E_CONSENT_LATE}


@dataclass(frozen=True)
class Control:
    """Counts per run and nation: `counts[name]` is [n_run, n_nation]; `nations` are ids."""

    nations: tuple[str, ...]
    counts: dict[str, np.ndarray]

    def kept(self) -> tuple[Interval, ...]:
        """Return control kept by nation: of all decisions over its territory the share by own crews, NaN if none."""
        own, decisions = self.counts["own"], self.counts["decisions"]
        return tuple(case_share_interval(own[:, i], decisions[:, i]) for i in range(len(self.nations)))

    def commanded(self) -> np.ndarray:
        """Return the share [n_run, n_nation] of the orders to own units that foreign crews gave, 0 if none."""
        return self.counts["orders_foreign"] / np.maximum(self.counts["orders"], 1)


def control_by_run(log: EventLog) -> Control:
    """Return who decided over whose territory, per run and nation with posts. An officer is whose the crew is.

    decisions: E_DECIDED over the nation's territory (its `other`); own and foreign: by the crew of the deciding post.
    shots: sum of E_FIRED over the nation's territory; shots_without_consent: those of them under a foreign decision
    where no crew of the nation had consented for that object before; shots_foreign_crew: those fired by a foreign
    crew, whoever decided and whoever owns the unit. Where a shot was fired is where its decision was: the last one to
    engage that object by a post that the ordering post had asked (by any post where the log holds no order). asked,
    given, refused, late, unanswered: consents of posts with a crew of the nation. orders: E_ORDERED to units that the
    nation owns; orders_foreign: those given by a foreign crew.
    """
    c = columns(log)
    territory = _nation_position(c, c.other)
    crew = _crew_position(c, c.actor)
    decided = kind_is(c, codes.E_DECIDED) & (territory >= 0)
    asked = kind_is(c, codes.E_CONSENT_ASKED)
    answered = {name: kind_is(c, kind) for name, kind in _ANSWERS.items()}
    ordered, owner = kind_is(c, codes.E_ORDERED), _owner_position(c, c.other)
    counts = {
        "decisions": _count(c, decided, territory),
        "own": _count(c, decided & (crew == territory), territory),
        "foreign": _count(c, decided & (crew != territory), territory),
        **_shots(c, territory, crew),
        "asked": _count(c, asked, _crew_position(c, c.other)),
        **{name: _count(c, mask, crew) for name, mask in answered.items()},
        "unanswered": _unanswered(c, asked, np.logical_or.reduce(list(answered.values()))),
        "orders": _count(c, ordered, owner),
        "orders_foreign": _count(c, ordered & (crew != owner), owner),
    }
    return Control(tuple(c.entities.id[n] for n in c.entities.nations), counts)


def control(log: EventLog) -> pa.Table:
    """Return one row per nation with posts: means per run of COUNTS, of the share of orders to own units that
    foreign crews gave (`commanded`), and control kept over all runs with its 95 % interval; null: nobody decided."""
    by_run = control_by_run(log)
    kept = by_run.kept()
    table: dict[str, object] = {"nation": pa.array(by_run.nations, type=pa.string())}
    for name in COUNTS:
        table[name] = pa.array(by_run.counts[name].mean(axis=0) if log.runs else np.zeros(len(by_run.nations)))
    table["kept"] = pa.array([known(k.value) for k in kept], type=pa.float64())
    table["kept_low"] = pa.array([known(k.low) for k in kept], type=pa.float64())
    table["kept_high"] = pa.array([known(k.high) for k in kept], type=pa.float64())
    table["commanded"] = pa.array(by_run.commanded().mean(axis=0) if log.runs else np.zeros(len(by_run.nations)))
    return pa.table(table)


def _shots(c: Columns, territory: np.ndarray, crew: np.ndarray) -> dict[str, np.ndarray]:
    """Return shots [n_run, n_nation] over a nation's territory: all, without its consent, by foreign crews."""
    out = {n: np.zeros((c.n_run, c.shape[2])) for n in ("shots", "shots_without_consent", "shots_foreign_crew")}
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
            chain.consented.add(int(crew[i]))
        elif kind == codes.E_DECIDED and c.value[i] == codes.A_ENGAGE:
            chain.decided.append((actor, int(territory[i]), int(crew[i])))
        elif kind == codes.E_FIRED:
            over, by = chain.decision_of(actor)
            if over < 0:
                continue
            out["shots"][run, over] += c.value[i]
            if by != over and over not in chain.consented:
                out["shots_without_consent"][run, over] += c.value[i]
            if crew[i] != over:
                out["shots_foreign_crew"][run, over] += c.value[i]
    return out


def _unanswered(c: Columns, asked: np.ndarray, answered: np.ndarray) -> np.ndarray:
    """Return consents [n_run, n_nation] that were asked and never answered: of a post, about an object of a run."""
    open_ = np.concatenate([
        np.stack([c.run, c.subject, post, sign * np.ones_like(c.run)], axis=1)[mask]
        for mask, post, sign in ((asked, c.other, 1), (answered, c.actor, -1))
    ])
    out = np.zeros((c.n_run, c.shape[2]))
    if len(open_) == 0:
        return out
    keys, where = np.unique(open_[:, :3], axis=0, return_inverse=True)
    left = np.zeros(len(keys))
    np.add.at(left, where.ravel(), open_[:, 3])
    nation = _crew_position(c, keys[:, 2])
    keep = (left > 0) & (nation >= 0)
    np.add.at(out, (keys[keep, 0], nation[keep]), left[keep])
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
