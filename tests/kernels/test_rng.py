"""rng: the published vectors of Philox4x32-10, the bit layout of decisions.md, and what a draw must be like."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.shells import compiled_all

from skypact.arrays.codes import W_KILL, W_LOOK
from skypact.core.ids import who
from skypact.kernels import rng as kernels

U = np.uint64
rng = compiled_all(kernels, "philox", "words", "unit", "u01", "pair", "gauss", "normal")
ONES = 0xFFFFFFFF
N = 100_000


# Random123, kat_vectors, rows "philox4x32 10": counter, key, answer
@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((ONES, ONES, ONES, ONES), (ONES, ONES), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
    ids=["zero", "ones", "pi"],
)  # fmt: skip
def test_philox_gives_the_published_vectors(plain, counter, key, answer) -> None:
    """Compiled and as plain Python."""
    for module in (rng, plain.rng):
        assert tuple(int(w) for w in module.philox(*map(U, key), *map(U, counter))) == answer


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 2**63 - 1), run=st.integers(0, 2**24 - 1), name=st.integers(0, 2**64 - 1),
    what=st.integers(1, 255), nth=st.integers(0, 2**31 - 1),
)  # fmt: skip
def test_words_are_laid_out_as_decided(seed: int, run: int, name: int, what: int, nth: int) -> None:
    """Key = seed, low word first; counter = nth, what << 24 | run, who low, who high (decisions.md)."""
    key = U(seed & ONES), U(seed >> 32)
    counter = U(nth), U(what << 24 | run), U(name & ONES), U(name >> 32)
    assert rng.words(seed, run, U(name), what, nth) == rng.philox(*key, *counter)


def test_u01_is_the_middle_of_its_cell_and_never_0_or_1(plain) -> None:
    """A word w means (w + 1/2) / 2^32."""
    for module in (rng, plain.rng):
        assert module.unit(U(0)) == 0.5 / 2**32
        assert module.unit(U(ONES)) == 1 - 0.5 / 2**32
        assert module.unit(U(1 << 31)) == (2**31 + 0.5) / 2**32
    w0 = rng.words(3, 5, U(who("radar")), W_LOOK, 7)[0]
    assert rng.u01(3, 5, U(who("radar")), W_LOOK, 7) == (int(w0) + 0.5) / 2**32


def test_each_axis_of_the_cube_counts() -> None:
    """Another seed, run, who, what or nth is another draw."""
    point = {"seed": 1, "run": 2, "who": U(who("a")), "what": W_LOOK, "nth": 4}
    other = {"seed": 2, "run": 3, "who": U(who("b")), "what": W_KILL, "nth": 5}
    drawn = {rng.u01(*point.values())} | {rng.u01(*(point | {k: v}).values()) for k, v in other.items()}
    assert len(drawn) == 6
    assert rng.u01(*(point | {"seed": 1 + 2**32}).values()) not in drawn  # the high word of the seed too


def test_a_pair_has_an_order_and_spreads() -> None:
    """pair(a, b) is not pair(b, a), pair(a, a) is not special, and 1,000 pairs have 1,000 values."""
    names = [U(who(f"unit-{i}")) for i in range(1000)]
    for a, b in zip(names[:100], names[1:101], strict=True):
        assert rng.pair(a, b) != rng.pair(b, a)
    assert len({int(rng.pair(names[0], b)) for b in names}) == 1000
    assert len({int(rng.pair(a, a)) for a in names}) == 1000


def draws(plain) -> list[np.ndarray]:
    """Return the four words [N] of N runs of one decision point, by the plain twin on whole arrays."""
    return [np.asarray(w) for w in plain.rng.words(11, np.arange(N, dtype=np.uint64), U(who("x")), W_LOOK, 0)]


def test_the_uniform_is_uniform(plain) -> None:
    """Over 100,000 runs: mean, variance and chi² over 100 bins within 4 sigma; the four words are uncorrelated."""
    words = draws(plain)
    for w in words:
        u = (w.astype(float) + 0.5) / 2**32
        assert abs(u.mean() - 1 / 2) < 4 * math.sqrt(1 / 12 / N)
        assert abs(u.var() - 1 / 12) < 4 * math.sqrt(1 / 180 / N)  # the variance of (u − ½)² is 1/180
        counts = np.histogram(u, 100, (0, 1))[0]
        chi2 = float(((counts - N / 100) ** 2 / (N / 100)).sum())
        assert abs(chi2 - 99) < 4 * math.sqrt(2 * 99)
    correlation = np.corrcoef([w.astype(float) for w in words])
    assert np.abs(correlation - np.eye(4)).max() < 4 / math.sqrt(N)


def test_neighbours_in_the_schedule_are_independent(plain) -> None:
    """Draws of looks k and k + 1 of one pair are uncorrelated within 4 sigma."""
    a, b = (
        np.asarray(plain.rng.words(11, U(0), U(who("x")), W_LOOK, np.arange(N, dtype=np.uint64) + U(k))[0], float)
        for k in (0, 1)
    )
    assert abs(np.corrcoef(a, b)[0, 1]) < 4 / math.sqrt(N)


def test_the_normal_is_normal() -> None:
    """Over 20,000 pairs of words: moments 0, 1, 0, 3 within 4 sigma, both numbers of a pair uncorrelated."""
    source = np.random.default_rng(5).integers(0, 2**32, (20_000, 2), dtype=np.uint64)
    g = np.array([rng.gauss(a, b) for a, b in source])
    n = g.size
    for power, moment, variance in ((1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)):
        assert abs((g**power).mean() - moment) < 4 * math.sqrt(variance / n)
    assert abs(np.corrcoef(g.T)[0, 1]) < 4 / math.sqrt(len(g))
    a, b, _, _ = rng.words(1, 2, U(3), 4, 5)
    assert rng.normal(1, 2, U(3), 4, 5) == rng.gauss(a, b)[0]


def test_gauss_by_hand() -> None:
    """Box and Muller: u = 1/2 and v = 1/4 give √(2 ln 2)·(cos 90°, sin 90°)."""
    a, b = rng.gauss(U(2**31), U(2**30))
    assert a == pytest.approx(0.0, abs=1e-8)
    assert b == pytest.approx(1.1774100225, rel=1e-8)
