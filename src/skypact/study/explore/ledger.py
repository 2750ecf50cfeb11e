"""Ledger: finished cells on disk, so that nothing is lost by a stop and nothing is run twice.

A cell is known by its content: the world, the arrangement, the runs, the seed and the program. A ledger of another
question does no harm, it only holds nothing that is looked for.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from skypact.core.stamp import digest, package_version, this_platform
from skypact.study.values import Values

#: Rooms whose source makes a result what it is.
_ROOMS = ("core", "spec", "load", "lower", "arrays", "kernels", "engine", "log", "analysis", "study")


@dataclass(frozen=True)
class Ledger:
    """Measured values by run of finished cells, one file a cell."""

    folder: Path

    def read(self, key: str) -> dict[str, Values] | None:
        """Return the measures of a cell, None where it is not there or not whole."""
        try:
            kept = json.loads(self.path(key).read_text(encoding="utf-8"))
            return {name: _values(name, one) for name, one in kept["measures"].items()} if kept["key"] == key else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, key: str, found: dict[str, Values]) -> None:
        """Keep the measures of a cell: written beside its place and moved there when it is whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"key": key, "measures": {name: _plain(v) for name, v in found.items()}})
        beside = self.path(key).with_suffix(".part")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, self.path(key))

    def path(self, key: str) -> Path:
        """Return the file of a cell."""
        return self.folder / f"{key[:24]}.json"


def key(world: str, **how: object) -> str:
    """Return the name of a cell: the hash of its world and of how it is run."""
    said = {"world": world, "skypact": package_version(), "program": _program(), "platform": this_platform()} | how
    return digest(json.dumps(said, sort_keys=True))


@cache
def _program() -> str:
    """Return the hash of the source behind a result: a version number does not move with every change of it."""
    package = Path(__file__).resolve().parents[2]
    files = sorted(path for room in _ROOMS for path in (package / room).rglob("*.py"))
    return digest("".join(digest(path.read_text(encoding="utf-8")) for path in files))


def _plain(v: Values) -> dict[str, Any]:
    return {
        "title": v.title, "better": v.better, "unit": v.unit, "yes_no": v.yes_no, "most": v.most,
        "by_run": _numbers(v.by_run), "out_of": None if v.out_of is None else _numbers(v.out_of),
    }


def _numbers(x: np.ndarray) -> list[float]:
    return [int(one) if float(one).is_integer() else float(one) for one in x]


def _values(name: str, one: dict[str, Any]) -> Values:
    out_of = None if one["out_of"] is None else np.array(one["out_of"], dtype=np.float64)
    return Values(name, one["title"], one["better"], one["unit"], one["yes_no"], one["most"],
                  np.array(one["by_run"], dtype=np.float64), out_of)  # fmt: skip
