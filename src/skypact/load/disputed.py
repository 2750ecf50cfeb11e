"""Disputed: lines that base maps draw as plain borders and that states dispute, from the catalogue."""

from __future__ import annotations

from typing import NamedTuple

from skypact.load.catalogue.shelf import Catalogue

Line = tuple[tuple[float, float], ...]


class Disputed(NamedTuple):
    """What is disputed in words, where that is written, and its lines of (latitude, longitude) in degrees."""

    id: str
    title: str
    source: str
    lines: tuple[Line, ...]


def disputed(catalogue: Catalogue | None = None) -> tuple[Disputed, ...]:
    """Return the lines of the catalogue, in order of their names."""
    found = (catalogue or Catalogue()).disputed
    return tuple(
        Disputed(name, one["title"], one["source"],
                 tuple(tuple((float(lat), float(lon)) for lat, lon in line) for line in one["lines"]))
        for name, one in sorted(found.items())
    )  # fmt: skip
