"""Partings: where the worlds of two arrangements part in one run, object by object, with a sentence for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import columns
from skypact.analysis.outcomes import intruder_mask
from skypact.log.schema import EventLog
from skypact.study.compare import Comparison
from skypact.study.playback.choose import same_forces
from skypact.study.why.parting import Sequences, parting
from skypact.study.why.why import why
from skypact.study.why.words import parting_text


class Parted(NamedTuple):
    """Where two worlds part for one object of one run: moment [s], verb, sentence; by how much the measure differs."""

    run: int
    a: str
    b: str
    subject: str
    t_s: float
    verb: str
    sentence: str
    effect: float


def partings(comparison: Comparison, runs: Sequence[int]) -> list[Parted]:
    """Return the partings of these runs, between the first arrangement and each other one.

    Objects whose fate or share in the measure differs, by `study.why`; where there are none in a run, every intruder
    whose events differ at all. First the pair of the first and last arrangement, in the order of the runs; within a
    run those that count in the measure, then the earliest.
    """
    first, *others = comparison.names
    made: list[Parted] = []
    for b in [*others[-1:], *others[:-1]]:
        if not same_forces(comparison, first, b):
            continue
        for run in runs:
            found = _of_fates(comparison, first, b, run) or _of_events(comparison, first, b, run)
            made += sorted(found, key=lambda p: (p.effect == 0.0, p.t_s, p.subject))
    return made


def _of_fates(comparison: Comparison, a: str, b: str, run: int) -> list[Parted]:
    logs = {name: only(comparison.logs[name], run) for name in (a, b)}
    found = why(logs, a, b, measure=comparison.scenario.question.measure, scopes=comparison.scopes,
                start=comparison.scenario.start)
    return [
        Parted(run, a, b, row["intruder"], row["t_s"], row["verb"], row["sentence"], row["effect"])
        for row in found.cases.to_pylist() if row["t_s"] is not None
    ]


def _of_events(comparison: Comparison, a: str, b: str, run: int) -> list[Parted]:
    of_a, of_b = (columns(only(comparison.logs[name], run)) for name in (a, b))
    rows_a, rows_b, e = Sequences(of_a), Sequences(of_b), of_a.entities
    made = []
    for i in np.flatnonzero(intruder_mask(of_a)).tolist():
        found = parting(rows_a.of(0, i), rows_b.of(0, i))
        if found is not None:
            name = e.id[int(e.objects[i])]
            sentence = f"{name}: {parting_text(found, a, b, e, comparison.scenario.start)}"
            made.append(Parted(run, a, b, name, found.event.t_s, found.verb, sentence, 0.0))
    return made


def only(log: EventLog, run: int) -> EventLog:
    """Return the log of one run alone, as run 0."""
    events = log.events.filter(pa.array(log.events["run"].to_numpy() == run))
    i = events.schema.get_field_index("run")
    events = events.set_column(i, events.schema.field(i), pa.array(np.zeros(events.num_rows, np.int32)))
    return replace(log, events=events, runs=1)
