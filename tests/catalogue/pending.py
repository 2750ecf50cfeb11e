"""Ids that facts already point at and that come with other parts of the catalogue: empty this when they are there."""

from __future__ import annotations

from collections.abc import Iterable

#: Room → ids that may be missing for now.
NOT_YET: dict[str, frozenset[str]] = {
    "systems": frozenset(
        [
            "S-300PT", "S-300PS", "S-300PMU1", "S-300PMU2", "S-300V", "S-400", "S-200", "S-125M", "Buk-M1",
            "Tor-M1", "Tor-M2", "Pantsir-S1", "Patriot", "NASAMS", "Aegis-Ashore", "Aegis-ship", "SM-3-IA",
            "SM-3-IB", "SM-3-IIA", "GBI-two-stage", "Volga", "Voronezh-M", "Voronezh-DM", "Konteiner", "SPY-1",
            "Czech-radar", "A-50", "A-50U", "Su-27", "MiG-29", "Su-25", "Su-24", "Tu-22M3", "Tu-95MS", "Tu-160",
            "Mi-24", "Kh-22", "Kh-32", "Tochka-U", "Iskander-E", "Iskander-M", "Polonez", "Polonez-M", "ICBM",
            "Krasukha-2", "Krasukha-4", "SPN-30",
        ]
    ),
    "claims": frozenset(
        [
            "a50-real-time", "base-or-own", "exercise-2005-counters", "jamming-cooperation", "support-late",
            "zapad-violators",
        ]
    ),
    "scenarios": frozenset(
        [
            "1987-05-28-rust", "2005-04-exercise", "2005-08-14-helios", "2005-09-15-su27", "2014-03-a50",
            "2015-11-24-su24", "2015-base-or-own", "2016-10-06-porvoo", "2016-jamming", "2016-mobilisation",
            "2016-polonez", "2017-zapad", "2021-s400-crew", "2022-09-04-cessna", "2023-08-01-helicopters",
            "2024-09-07-latvia",
        ]
    ),
}  # fmt: skip


def missing(room: str, ids: Iterable[str], known: Iterable[str]) -> set[str]:
    """Return the ids that are neither known nor still to come."""
    return set(ids) - set(known) - NOT_YET.get(room, frozenset())
