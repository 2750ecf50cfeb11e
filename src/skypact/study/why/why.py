"""Why: where two worlds of the same luck part, object by object, and what of the difference each verb explains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, Entities, columns, fates_of
from skypact.analysis.outcomes import EVERYTHING, MEASURES, Scope, contributions
from skypact.arrays import codes
from skypact.core.errors import SkypactError, nearest
from skypact.log.schema import EventLog
from skypact.study.compare import Comparison
from skypact.study.plain import plain, rows, table_html
from skypact.study.why.parting import Sequences, first_difference_s, parting
from skypact.study.why.words import parting_text

CASES = pa.schema([
    ("run", pa.int32()), ("intruder", pa.string()), ("fate_a", pa.string()), ("fate_b", pa.string()),
    ("effect", pa.float64()), ("first_s", pa.float64()), ("t_s", pa.float64()), ("verb", pa.string()),
    ("event", pa.string()), ("cause", pa.string()), ("nation", pa.string()), ("actor", pa.string()),
    ("other", pa.string()), ("world", pa.string()), ("sentence", pa.string()),
])
PARTINGS = pa.schema([
    ("verb", pa.string()), ("event", pa.string()), ("cause", pa.string()), ("nation", pa.string()),
    ("count", pa.int64()), ("share", pa.float64()), ("difference", pa.float64()),
])
SPLIT = pa.schema([("verb", pa.string()), ("count", pa.int64()), ("difference", pa.float64())])


@dataclass(frozen=True)
class Example:
    """One run told in full: its difference in the measure, and a sentence for each object that ends otherwise."""

    run: int
    difference: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Why:
    """Why world b ends otherwise than world a.

    cases: one row per run and object whose fate or share in the measure differs; `t_s` and the event are where the
    worlds part (see parting.parting), `first_s` is the first difference of any kind. table: how often the worlds part
    at which event. split: the difference b - a of the measure per run by verb; its rows sum to `difference`.
    """

    a: str
    b: str
    measure: str
    runs: int
    difference: float
    cases: pa.Table
    table: pa.Table
    split: pa.Table
    example: Example | None
    sentence: str

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits."""
        example = None if self.example is None else {
            "run": self.example.run, "difference": plain(self.example.difference), "lines": list(self.example.lines),
        }
        return {
            "a": self.a, "b": self.b, "measure": self.measure, "runs": self.runs,
            "difference": plain(self.difference), "sentence": self.sentence, "split": rows(self.split),
            "table": rows(self.table), "example": example,
        }

    def _repr_html_(self) -> str:
        return table_html(self.sentence, self.table)


def why(
    found: Comparison | Mapping[str, EventLog], a: str, b: str, intruder: str | None = None, run: int | None = None,
    *, measure: str | None = None, scopes: Mapping[str, Scope] | None = None, start: str | None = None,
) -> Why:  # fmt: skip
    """Say why arrangement b ends otherwise than a, over all runs, or for one intruder or run.

    `found` is a comparison, or logs by name that were made on the same luck (then times count from 00:00 unless
    `start` is given, and the measure is leak unless named).
    """
    if isinstance(found, Comparison):
        question = found.scenario.question
        logs, scopes, start = found.logs, scopes or found.scopes, start or found.scenario.start
        measure = measure or question.measure
    else:
        logs, scopes, start, measure = found, scopes or {}, start or "00:00", measure or "leak"
    for name in (a, b):
        if name not in logs:
            raise SkypactError(f"unknown arrangement {name!r} — {nearest(name, logs)}")
    pair = _Pair.of(logs[a], logs[b])
    if intruder is not None and intruder not in pair.names:
        raise SkypactError(f"no intruder {intruder!r} in the log — {nearest(intruder, pair.names)}")
    if run is not None and not 0 <= run < pair.a.n_run:
        raise SkypactError(f"no run {run} — runs 0 to {pair.a.n_run - 1} were made")
    effect = contributions(pair.b, measure, scopes.get(b, EVERYTHING)).astype(float) - contributions(
        pair.a, measure, scopes.get(a, EVERYTHING)
    )
    wanted = np.ones(effect.shape, dtype=bool)
    wanted[:, [intruder is not None and name != intruder for name in pair.names]] = False
    wanted[[run is not None and i != run for i in range(len(wanted))]] = False
    effect = np.where(wanted, effect, 0.0)
    cases = pa.Table.from_pylist(list(_cases(pair, a, b, effect, wanted, start)), schema=CASES)
    n = 1 if run is not None else pair.a.n_run
    difference = float(effect.sum() / n)
    table, split = _partings(cases, n), _split(cases, n)
    example = _example(cases, effect, difference)
    return Why(a, b, measure, n, difference, cases, table, split, example,
               _sentence(a, b, measure, n, difference, cases, table, split))


@dataclass(frozen=True)
class _Pair:
    """Two logs of the same luck as columns."""

    a: Columns
    b: Columns
    names: tuple[str, ...]

    @classmethod
    def of(cls, a: EventLog, b: EventLog) -> _Pair:
        of_a, of_b = columns(a), columns(b)
        if of_a.n_run != of_b.n_run or a.stamp.get("seed") != b.stamp.get("seed"):
            raise SkypactError("the two logs are not of the same luck — make them with the same seed and runs")
        if of_a.entities.id != of_b.entities.id:
            raise SkypactError("the two logs are not of the same forces and intruders — an arrangement changes neither")
        e: Entities = of_a.entities
        return cls(of_a, of_b, tuple(e.id[i] for i in e.objects))


def _cases(
    pair: _Pair, a: str, b: str, effect: np.ndarray, wanted: np.ndarray, start: str
) -> Iterator[dict[str, Any]]:
    fate_a, fate_b, e = fates_of(pair.a), fates_of(pair.b), pair.a.entities
    of_a, of_b = Sequences(pair.a), Sequences(pair.b)
    for i_run, i_obj in np.argwhere(((fate_a != fate_b) | (effect != 0)) & wanted).tolist():
        rows_a, rows_b = of_a.of(i_run, i_obj), of_b.of(i_run, i_obj)
        parted = parting(rows_a, rows_b)
        name = pair.names[i_obj]
        ends = [codes.FATE_NAMES[f[i_run, i_obj]] for f in (fate_a, fate_b)]
        row: dict[str, Any] = {
            "run": i_run, "intruder": name, "fate_a": ends[0], "fate_b": ends[1], "effect": effect[i_run, i_obj],
        }
        if parted is None:  # the same events count otherwise: a post has the right to decide in one world only
            yield row | {
                "verb": "decide", "event": "right to decide", "cause": codes.CAUSE_NAMES[codes.C_NO_RIGHT],
                "nation": "", "actor": "", "other": "", "world": "",
                "sentence": f"{name}: the same events; a post that was told may decide in one of the worlds only",
            }
            continue
        event = parted.event
        yield row | {
            "first_s": first_difference_s(rows_a, rows_b), "t_s": event.t_s, "verb": parted.verb,
            "event": codes.EVENT_NAMES.get(event.kind, ""), "cause": codes.CAUSE_NAMES[parted.cause],
            "nation": e.name(event.nation), "actor": e.name(event.actor), "other": e.name(event.other),
            "world": b if parted.in_b else a,
            "sentence": f"{name} ({ends[0]} → {ends[1]}): {parting_text(parted, a, b, e, start)}",
        }


def _partings(cases: pa.Table, n_run: int) -> pa.Table:
    """Return how often the worlds part where, most frequent first."""
    counted: dict[tuple[str, ...], list[float]] = {}
    for row in cases.to_pylist():
        key = tuple(row[name] or "" for name in ("verb", "event", "cause", "nation"))
        entry = counted.setdefault(key, [0, 0.0])
        entry[0] += 1
        entry[1] += row["effect"]
    order = sorted(counted, key=lambda key: (-counted[key][0], key))
    total = max(1, cases.num_rows)
    return pa.Table.from_pylist(
        [
            dict(zip(("verb", "event", "cause", "nation"), key, strict=True))
            | {"count": int(counted[key][0]), "share": counted[key][0] / total, "difference": counted[key][1] / n_run}
            for key in order
        ],
        schema=PARTINGS,
    )


def _split(cases: pa.Table, n_run: int) -> pa.Table:
    """Return the difference by verb, in the order of the verbs; verbs at which no world parts are left out."""
    verbs, effects = cases["verb"].to_pylist(), cases["effect"].to_pylist()
    return pa.Table.from_pylist(
        [
            {
                "verb": verb, "count": verbs.count(verb),
                "difference": sum(x for v, x in zip(verbs, effects, strict=True) if v == verb) / n_run,
            }
            for verb in codes.VERBS if verb in verbs
        ],
        schema=SPLIT,
    )


def _example(cases: pa.Table, effect: np.ndarray, difference: float) -> Example | None:
    """Return the run with a case whose difference is nearest to the mean; of equal ones the lowest."""
    if cases.num_rows == 0:
        return None
    by_run = effect.sum(axis=1)
    runs = sorted(set(cases["run"].to_pylist()))
    chosen = min(runs, key=lambda r: (abs(by_run[r] - difference), r))
    lines = tuple(row["sentence"] for row in cases.to_pylist() if row["run"] == chosen)
    return Example(chosen, float(by_run[chosen]), lines)


def _sentence(
    a: str, b: str, measure: str, n_run: int, difference: float, cases: pa.Table, table: pa.Table, split: pa.Table
) -> str:
    over = f"{n_run} run{'s' if n_run > 1 else ''}"
    if cases.num_rows == 0:
        return f"No fate differs between “{a}” and “{b}” in {over}."
    most = table.to_pylist()[0]
    fates = sum(x != y for x, y in zip(cases["fate_a"].to_pylist(), cases["fate_b"].to_pylist(), strict=True))
    cause = f", {most['cause']}" if most["cause"] else ""
    nation = f" ({most['nation']})" if most["nation"] else ""
    said = (
        f"“{b}” ends otherwise than “{a}” for {fates} objects in {over}; most often, in {100 * most['share']:.0f} % of "
        f"cases, the worlds part at the verb {most['verb']}: {most['event']}{cause}{nation}."
    )
    shares = [f"{row['verb']} {row['difference']:+.2f}" for row in split.to_pylist() if row["difference"]]
    title = MEASURES[measure].title
    if not shares:
        return f"{said} It changes nothing in the {title}."
    return f"{said} Of the difference of {difference:+.2f} {title} per run: {', '.join(shares)}."
