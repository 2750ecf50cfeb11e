"""Ids that facts already point at and that come with other parts of the catalogue: empty this when they are there."""

from __future__ import annotations

from collections.abc import Iterable

#: Room → ids that may be missing for now.
NOT_YET: dict[str, frozenset[str]] = {
    "claims": frozenset(
        [
            "a50-real-time", "base-or-own", "exercise-2005-counters", "jamming-cooperation", "support-late",
            "zapad-violators",
        ]
    ),
    "scenarios": frozenset(
        [
            "1987-05-28-rust", "2005-08-14-helios", "2005-09-15-su27", "2014-03-a50",
            "2015-11-24-su24", "2015-base-or-own", "2016-10-06-porvoo", "2016-jamming", "2016-mobilisation",
            "2017-zapad", "2021-s400-crew", "2022-09-04-cessna", "2023-08-01-helicopters",
            "2024-09-07-latvia",
        ]
    ),
}  # fmt: skip


def missing(room: str, ids: Iterable[str], known: Iterable[str]) -> set[str]:
    """Return the ids that are neither known nor still to come."""
    return set(ids) - set(known) - NOT_YET.get(room, frozenset())
