"""The container: what goes in comes out again, within the steps that are stored."""

from __future__ import annotations

import gzip
import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from skypact.core.errors import SkypactError
from skypact.report.viewer.pack import Packer, column, opened

NUMBERS = arrays(np.float64, st.integers(0, 60), elements=st.floats(-180, 180))


@given(NUMBERS, st.booleans(), st.lists(st.integers(0, 60), max_size=5))
def test_numbers_come_back_within_half_a_step(values: np.ndarray, delta: bool, cuts: list[int]) -> None:
    first = np.array(sorted([0, *(min(c, len(values)) for c in cuts), len(values)]), dtype=np.int64)
    packer = Packer()
    of = packer.whole(values, 1e-5, delta=delta, first=first)
    _, columns = opened(packer.container({}))
    assert np.abs(column(columns, of, first) - values).max(initial=0.0) <= 0.5e-5 + 1e-9


@pytest.mark.parametrize(
    ("values", "dtype"),
    [([0, 255], "u1"), ([-1, 127], "i1"), ([0, 256], "u2"), ([-129], "i2"), ([70_000], "u4"), ([-70_000], "i4"),
     ([], "u1")],
)
def test_the_smallest_integers_are_taken(values: list[int], dtype: str) -> None:
    assert Packer().whole(np.array(values))["dtype"] == dtype


def test_the_container_is_as_the_pages_read_it() -> None:
    """Magic, gzip, length, JSON, zeros to a multiple of 8, columns each at a multiple of 8."""
    packer = Packer()
    a = packer.whole(np.array([1, 2, 3]))
    b = packer.real(np.array([0.5, np.nan]))
    assert (a["offset"], b["offset"], b["dtype"]) == (0, 8, "f4")
    data = packer.container({"x": "é"})
    assert data[:4] == b"SKYV"
    raw = gzip.decompress(data[4:])
    (length,) = struct.unpack_from("<I", raw)
    assert json.loads(raw[4 : 4 + length]) == {"x": "é"}
    base = -(-(4 + length) // 8) * 8
    assert raw[base : base + 3] == b"\x01\x02\x03"
    assert np.frombuffer(raw, "<f4", 2, base + 8)[0] == 0.5


def test_deltas_begin_anew_in_each_series() -> None:
    """Series 10 12 | 7: stored as 10 +2 | 7."""
    packer = Packer()
    of = packer.whole(np.array([10, 12, 7]), delta=True, first=np.array([0, 2, 3]))
    raw = gzip.decompress(packer.container({})[4:])
    assert raw[8:11] == b"\x0a\x02\x07"
    assert column(opened(packer.container({}))[1], of, np.array([0, 2, 3])).tolist() == [10, 12, 7]


def test_evidence_keys_beyond_32_bits_are_kept_whole() -> None:
    packer = Packer()
    of = packer.exact(np.array([64**7 * 2 + 5]))
    assert of["dtype"] == "f8"
    assert column(opened(packer.container({}))[1], of).tolist() == [64**7 * 2 + 5]


def test_what_does_not_fit_and_what_is_no_container_are_refused() -> None:
    with pytest.raises(SkypactError, match="coarser scale"):
        Packer().whole(np.array([1e12]))
    with pytest.raises(SkypactError, match="SKYV"):
        opened(b"PK\x03\x04")
