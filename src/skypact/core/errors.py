"""Faults as people read them: where, what, and what would be right."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of an input: where (file, line, column, path), what is wrong, what would be right."""

    file: str
    line: int
    column: int
    path: str
    what: str
    right: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        path = f" {self.path}:" if self.path else ""
        right = f" — {self.right}" if self.right else ""
        return f"{where}:{path} {self.what}{right}"


class SkypactError(Exception):
    """Any error that a user can mend: the command line prints it and exits with 2."""


class InputFaults(SkypactError):
    """All faults of one input at once."""

    def __init__(self, faults: list[Fault]):
        self.faults = sorted(faults)
        super().__init__("\n".join(str(f) for f in self.faults))


class CapacityError(SkypactError):
    """The memory limit was reached: says which capacity and how to raise it."""


def nearest(name: str, names: object) -> str:
    """Return `did you mean 'x'?` for the nearest of `names`, or the list when nothing is near."""
    known = sorted(str(n) for n in names)  # type: ignore[attr-defined]
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    if not known:
        return "none is defined"
    shown = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
    return f"known: {shown}"
