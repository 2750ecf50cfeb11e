"""Ids: how things are named, how `count:` names units, and the stable hash behind every draw."""

from __future__ import annotations

import re
from hashlib import blake2b

#: What an analyst may write as an id. `/` is kept for parts ("s300-brest-01/radar"), `>` for inline links.
PATTERN = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}\Z")


def numbered(name: str, count: int) -> tuple[str, ...]:
    """Return the ids of `count` copies: the bare name for one, `name-01 … name-12` for more."""
    if count == 1:
        return (name,)
    width = max(2, len(str(count)))
    return tuple(f"{name}-{i:0{width}d}" for i in range(1, count + 1))


def own_share(name: str) -> float:
    """Return a number in [0, 1) that belongs to a name: scripted variety, not luck."""
    return (who(name) >> 11) / 2.0**53


def part(owner: str, name: str) -> str:
    """Return the id of a part of a unit, as in `s300-brest-01/radar`."""
    return f"{owner}/{name}"


def who(name: str) -> int:
    """Return the stable 64-bit hash of a name: the `who` of the chance cube, the same on every machine."""
    return int.from_bytes(blake2b(name.encode("utf-8"), digest_size=8).digest(), "little")
