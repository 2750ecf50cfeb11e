"""Replays: one run under one arrangement as columns of the viewer's file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from skypact.analysis.ledger import ledger
from skypact.analysis.outcomes import Scope
from skypact.analysis.steps import STEPS
from skypact.log.schema import EventLog
from skypact.report.viewer.content import thin
from skypact.report.viewer.content.rows import Rows
from skypact.report.viewer.pack import Packer
from skypact.study.plain import plain
from skypact.study.playback.played import Played, Series
from skypact.study.values import Values

#: How far the drawn way of an object may be from the true one at any moment [m].
TRUTH_M = 50.0
#: The same for a track: this many metres, or this share of the long half axis of its ellipse (of two standard
#: deviations) if that is more: one standard deviation, which nobody can see beside the ellipse.
TRACK_M, TRACK_SHARE = 100.0, 0.5
#: Points of tracks in a file at most: beyond, the share grows by half until they are fewer, up to MOST_SHARE.
MOST_POINTS, MOST_SHARE = 400_000, 8.0
#: What an error of a track's height counts against one over ground; radars of two dimensions know none.
TRACK_HEIGHT = 0.03
#: Steps of what is stored: time [s], degrees and heights of truth and of tracks, axes [m], bearing [deg].
EVENT_S, TIME_S, TRUTH_DEG, TRACK_DEG, TRUTH_ALT_M, TRACK_ALT_M, AXIS_M, BEARING_DEG = (
    0.001, 0.1, 1e-5, 1e-4, 1.0, 20.0, 20.0, 5.0)


def replay(
    packer: Packer, rows: Rows, name: str, log: EventLog, scope: Scope, found: Played, why: Sequence[str],
    values: Mapping[str, Values], measures: Sequence[str], points: int = MOST_POINTS,
) -> dict[str, Any]:  # fmt: skip
    """Return `Replay` of format.ts, with its columns added to the packer; points: of tracks, as many as may be."""
    return {
        "arrangement": name, "run": found.run, "why": list(why),
        "values": [value(values[m], found.run) if m in values else None for m in measures],
        "events": _events(packer, rows, name, found.events),
        "truth": _truth(packer, rows, name, found),
        "tracks": _tracks(packer, rows, name, found, points),
        "ledger": _ledger(rows, log, scope, found.run),
    }


def value(of: Values, run: int) -> float | None:
    """Return a measure of one run, None where it is not known."""
    return plain(float(series(of)[run]))


def series(of: Values) -> np.ndarray:
    """Return a measure of every run [n_run], NaN where a ratio has no cases."""
    if of.out_of is None:
        return of.by_run
    return np.divide(of.by_run, of.out_of, out=np.full(len(of.by_run), np.nan), where=of.out_of > 0)


def _events(packer: Packer, rows: Rows, name: str, events: np.ndarray) -> dict[str, Any]:
    who = {key: packer.whole(rows.of(name, events[key])) for key in ("nation", "subject", "actor", "other")}
    return {
        "t_s": packer.whole(events["t_s"], EVENT_S, delta=True), "kind": packer.whole(events["kind"]), **who,
        "cause": packer.whole(events["cause"]), "value": packer.real(events["value"]),
        "detail": packer.exact(events["detail"]),
    }


def _truth(packer: Packer, rows: Rows, name: str, found: Played) -> dict[str, Any]:
    kept = thin.of(found.truth, thin.needed(found.truth, TRUTH_M))
    return {
        **_series(packer, kept, TRUTH_DEG, TRUTH_ALT_M), "subject": packer.whole(rows.of(name, found.truth_subject)),
        "tolerance_m": TRUTH_M,
    }


def _tracks(packer: Packer, rows: Rows, name: str, found: Played, points: int) -> dict[str, Any]:
    every, held = found.tracks, found.held
    changed, share = thin.changes(every.first, held.cls, held.confirmed), TRACK_SHARE
    kept = thin.needed(every, np.maximum(TRACK_M, share * held.major_m), changed, TRACK_HEIGHT)
    while np.count_nonzero(kept) > points and share < MOST_SHARE:
        share *= 1.5
        kept = thin.needed(every, np.maximum(TRACK_M, share * held.major_m), changed, TRACK_HEIGHT)
    return {
        **_series(packer, thin.of(every, kept), TRACK_DEG, TRACK_ALT_M),
        "post": packer.whole(rows.of(name, held.post)), "track": packer.whole(held.track),
        "subject": packer.whole(rows.of(name, held.subject)),
        "confirmed": packer.whole(held.confirmed[kept]), "class": packer.whole(held.cls[kept] + 1),
        "major_m": packer.whole(held.major_m[kept], AXIS_M), "minor_m": packer.whole(held.minor_m[kept], AXIS_M),
        "bearing_deg": packer.whole(held.bearing_deg[kept], BEARING_DEG),
        "share": share,
        "gap_s": found.tracks.t_s.max(initial=0.0) + 1.0,  # a series ends where the track is held no more
    }


def _series(packer: Packer, of: Series, degree: float, metre: float) -> dict[str, Any]:
    first = of.first
    return {
        "first": packer.whole(first), "t_s": packer.whole(of.t_s, TIME_S, delta=True, first=first),
        "lon": packer.whole(of.lon_deg, degree, delta=True, first=first),
        "lat": packer.whole(of.lat_deg, degree, delta=True, first=first),
        "alt_m": packer.whole(of.alt_m, metre, delta=True, first=first),
    }


def _ledger(rows: Rows, log: EventLog, scope: Scope, run: int) -> list[dict[str, Any]]:
    return [
        {
            "subject": rows.named(row["intruder"]), "nation": row["nation"],
            "steps": [plain(row[f"{step}_s"]) if row[f"{step}_s"] is not None else None for step in STEPS],
            "class": row["class"] or "", "evidence": row["evidence"] or "", "fate": row["fate"] or "",
            "fate_s": plain(row["fate_s"]) if row["fate_s"] is not None else None,
            "stopped": row["stopped"] or "", "cause": _cause(row),
        }
        for row in ledger(log, run, scope.deciders).to_pylist()
    ]


def _cause(row: Mapping[str, Any]) -> str:
    """Return why a step never came, and where: "report stopped at subbotniki"."""
    if not row["cause"]:
        return ""
    consent = row["cause"] == "waiting for consent"
    place = row["cause_other"] if consent else row["cause_actor"]
    return row["cause"] + (f" {'of' if consent else 'at'} {place}" if place else "")
