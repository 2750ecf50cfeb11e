"""Announced faults: a file of a corpus that says in its first lines which faults it has, and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from skypact.core.errors import Fault

_EXPECTED = re.compile(r"^# expect: (.*)\n# at: (\d+)$", re.M)
_COUNT = re.compile(r"^# faults: (\d+)$", re.M)


class Announced(NamedTuple):
    """What a file says of itself: words and line of faults that it has, and how many there are in all."""

    faults: tuple[tuple[str, int], ...]
    number: int

    def lacking(self, found: Sequence[Fault]) -> tuple[str, ...]:
        """Return what was announced and is not among the faults found, in words; nothing where all is as announced."""
        lacks = [
            f"line {line} has no fault “{what}”, which the file announces" for what, line in self.faults
            if not any(fault.line == line and what in str(fault) for fault in found)
        ]  # fmt: skip
        if len(found) != self.number:
            lacks.append(f"{len(found)} faults where the file announces {self.number}")
        return tuple(lacks)


def announced(path: Path) -> Announced | None:
    """Return the faults that a file announces; None where it announces none, as files do that shall be used."""
    text = path.read_text(encoding="utf-8", errors="replace")
    expected = tuple((what, int(line)) for what, line in _EXPECTED.findall(text))
    count = _COUNT.search(text)
    return Announced(expected, int(count.group(1)) if count else 1) if expected else None
