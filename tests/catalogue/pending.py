"""Ids that facts already point at and that come with other parts of the catalogue: empty this when they are there."""

from __future__ import annotations

from collections.abc import Iterable

#: Room → ids that may be missing for now.
NOT_YET: dict[str, frozenset[str]] = {
    "claims": frozenset(),
    "scenarios": frozenset(
        [
            "1987-05-28-rust", "2005-08-14-helios", "2005-09-15-su27",
            "2015-11-24-su24", "2016-10-06-porvoo",
            "2016-polonez", "2022-09-04-cessna", "2023-08-01-helicopters",
            "2024-09-07-latvia",
        ]
    ),
}  # fmt: skip


def missing(room: str, ids: Iterable[str], known: Iterable[str]) -> set[str]:
    """Return the ids that are neither known nor still to come."""
    return set(ids) - set(known) - NOT_YET.get(room, frozenset())
