"""How far do decisions on whole seconds move Erlang B? A plain loss system with the epochs of `engage_channels`.

Not a proof and not the engine: it measures the one approximation that the proof of Erlang B leans on. Prints for each
case the share lost less Erlang's B, with and without the rule that of one epoch's arrivals the shortest is served
first.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numba
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from verification.engage_channels import ASSESSMENT_S, CASES, REACTION_S, by_share, erlang_b, holding_s


@numba.njit
def lost(channels: int, gap_s: float, services_s: np.ndarray, shortest_first: bool, seed: int) -> float:
    """Return the share lost of Poisson arrivals that wait for the next whole second."""
    np.random.seed(seed)
    free_s = np.zeros(channels)
    t = np.random.exponential(gap_s)
    n_lost, i = 0, 0
    while i < len(services_s):
        epoch = np.ceil(t)
        first = i
        while t <= epoch and i < len(services_s):
            i += 1
            t += np.random.exponential(gap_s)
        batch = services_s[first:i]
        if shortest_first:
            batch = np.sort(batch)
        for service in batch:
            k = np.argmin(free_s)
            if free_s[k] > epoch:
                n_lost += 1
            else:
                free_s[k] = epoch + service
    return n_lost / len(services_s)


def services_s(load: float, random: bool, n: int, seed: int) -> np.ndarray:
    """Return n holding times [s]; the flight follows the ground range."""
    if not random:
        return np.full(n, holding_s(load))
    fixed = REACTION_S + ASSESSMENT_S
    flight = by_share(np.random.default_rng(seed).random(n))
    mean = float(by_share((np.arange(100_000) + 0.5) / 100_000).mean())
    return fixed + (holding_s(load) - fixed) * flight / mean


def main() -> None:
    """Print the shift of every case over 16 million arrivals; its standard error is about .0002."""
    for random in (False, True):
        for channels, load in CASES:
            times = services_s(load, random, 16_000_000, 1)
            shift = [lost(channels, holding_s(load) / load, times, first, 1) - erlang_b(channels, load)
                     for first in (False, True)]
            case = f"{channels:>2} channels, load {load:>2g}, {'random' if random else 'constant':>8} service"
            print(f"{case}: {shift[0]:+.5f}, shortest first {shift[1]:+.5f}")


if __name__ == "__main__":
    main()
