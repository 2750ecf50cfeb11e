"""Ids: copies, parts, and a hash that is the same everywhere."""

from __future__ import annotations

import pytest

from skypact.core.ids import PATTERN, numbered, part, who


@pytest.mark.parametrize("name", ["a", "S-300PS", "36D6", "x_1.2", "A" * 63])
def test_ids(name: str) -> None:
    assert PATTERN.match(name)


@pytest.mark.parametrize("name", ["", "-a", ".a", "a b", "a/b", "a>b", "é", "A" * 64, "a\n"])
def test_no_ids(name: str) -> None:
    assert not PATTERN.match(name)


def test_copies() -> None:
    assert numbered("x", 1) == ("x",)
    assert numbered("x", 3) == ("x-01", "x-02", "x-03")
    assert numbered("x", 100)[0] == "x-001"
    assert numbered("x", 100)[-1] == "x-100"


def test_part() -> None:
    assert part("s300-01", "radar") == "s300-01/radar"


def test_the_hash_of_a_name_is_fixed_for_ever() -> None:
    """BLAKE2b with 8 bytes, little endian: as the b2sum program prints, read from the last byte."""
    assert who("") == int.from_bytes(bytes.fromhex("e4a6a0577479b2b4"), "little")
    assert who("raider") != who("raider-01")
    assert 0 <= who("é") < 2**64
