"""Chance as a cube: u01(seed, run, who, what, nth), stateless (Philox4x32-10).

Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11, with its published test vectors.
"""

from __future__ import annotations

import math

import numpy as np

from skypact.kernels.jit import kernel, shared

_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint64(0x9E3779B9)
_W1 = np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_S32 = np.uint64(32)
_S24 = np.uint64(24)
_S31 = np.uint64(31)
_S33 = np.uint64(33)
_A = np.uint64(0xFF51AFD7ED558CCD)
_B = np.uint64(0xC4CEB9FE1A85EC53)
_TWO_PI = 2.0 * math.pi
_INV = 1.0 / 4294967296.0


@kernel
def philox(k0, k1, c0, c1, c2, c3):
    """Return the four 32-bit words of Philox4x32-10 for a key and a counter."""
    for _ in range(10):
        p0 = _M0 * c0
        p1 = _M1 * c2
        c0, c2 = (p1 >> _S32) ^ c1 ^ k0, (p0 >> _S32) ^ c3 ^ k1
        c1, c3 = p1 & _LOW, p0 & _LOW
        k0 = (k0 + _W0) & _LOW
        k1 = (k1 + _W1) & _LOW
    return c0, c1, c2, c3


@kernel
def mix(z):
    """Return a well-mixed 64-bit word (the finaliser of MurmurHash3)."""
    z = z ^ (z >> _S33)
    z = z * _A
    z = z ^ (z >> _S33)
    z = z * _B
    return z ^ (z >> _S33)


@kernel
def pair(a, b):
    """Return the `who` of an ordered pair of names; pair(a, b) is not pair(b, a)."""
    m = mix(b)
    return mix(a ^ ((m << _S31) | (m >> _S33)))


@shared
def words(seed, run, who, what, nth):
    """Return four independent 32-bit words for one point of the cube."""
    s = np.uint64(seed)
    c1 = (np.uint64(what) << _S24) | (np.uint64(run) & np.uint64(0xFFFFFF))
    return philox(s & _LOW, s >> _S32, np.uint64(nth) & _LOW, c1, who & _LOW, who >> _S32)


@kernel
def unit(word):
    """Return a number in (0, 1) from a 32-bit word; 0 and 1 never occur."""
    return (float(np.int64(word)) + 0.5) * _INV


@shared
def u01(seed, run, who, what, nth):
    """Return one uniform draw in (0, 1)."""
    w, _, _, _ = words(seed, run, who, what, nth)
    return unit(w)


@kernel
def gauss(a, b):
    """Return two independent standard normal numbers from two words (Box and Muller 1958)."""
    m = math.sqrt(-2.0 * math.log(unit(a)))
    t = _TWO_PI * unit(b)
    return m * math.cos(t), m * math.sin(t)


@shared
def normal(seed, run, who, what, nth):
    """Return one standard normal draw."""
    a, b, _, _ = words(seed, run, who, what, nth)
    g, _ = gauss(a, b)
    return g
