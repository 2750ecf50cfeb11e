"""The mark of a result folder: the file by which this program knows its own results, and what it says of them."""

from __future__ import annotations

import json
from pathlib import Path

#: The file that marks a folder as a result of this program, and says what is in it.
MARK = "skypact.json"
#: The folder that results go under when none is named.
RUNS = "runs"


def read_mark(folder: Path) -> dict[str, object] | None:
    """Return what a result folder says of itself, None where it is not one."""
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return mark if isinstance(mark, dict) and "skypact" in mark else None
