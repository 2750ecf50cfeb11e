"""Results: the folders of finished studies under one folder. Names come from the listing, never from a request."""

from __future__ import annotations

import json
import os
import re
import stat
import threading
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from skypact.core.mark import MARK, read_mark
from skypact.serve.answers import Refused
from skypact.serve.heads import head, words

NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")
#: Pages in a result folder that carry their data.
EXPLORER, VIEWER = "explorer.html", "viewer.html"
#: Studies whose runs can be played again for the viewer.
PLAYED = ("run", "compare")
#: A file of a result is not read beyond this [bytes].
MOST_BYTES = 200_000_000
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Results:
    """The results that lie directly under a folder. A link that leads out of it is no result."""

    def __init__(self, folder: Path):
        self.folder = folder.resolve()
        self._heads: dict[tuple[str, int], dict[str, Any]] = {}
        self._lock = threading.Lock()

    def names(self) -> list[str]:
        """Return the names of all results, newest first."""
        try:
            with os.scandir(self.folder) as found:
                names = [e.name for e in found if NAME.fullmatch(e.name) and e.is_dir(follow_symlinks=False)]
        except OSError:
            return []
        marked = [(self._made_ns(name), name) for name in names]
        return [name for made, name in sorted(marked, reverse=True) if made and read_mark(self.folder / name)]

    def one(self, name: str) -> Path:
        """Return the folder of a result; Refused where the listing has none of this name."""
        folder = self.folder / name if NAME.fullmatch(name) else None
        if folder is None or folder.is_symlink() or not self._made_ns(name) or read_mark(folder) is None:
            raise Refused(404, "there is no result of this name")
        return folder

    def listed(self) -> list[dict[str, Any]]:
        """Return what stands over each result, newest first."""
        return [self.head(name) for name in self.names()]

    def head(self, name: str) -> dict[str, Any]:
        """Return what stands over one result."""
        folder, made = self.one(name), self._made_ns(name)
        with self._lock:
            kept = self._heads.get((name, made))
        if kept is None:
            kept = _head(folder, name)
            with self._lock:
                others = {key: other for key, other in self._heads.items() if key[0] != name}
                self._heads = others | {(name, made): kept}
        one = dict(kept)
        plays = one.pop("plays") and can_play(folder)
        one["view"] = plays or is_plain(folder / VIEWER)
        return one | {"report": is_plain(folder / "report.html"), "explore": is_plain(folder / EXPLORER)}

    def bytes_of(self, name: str, file: str) -> bytes:
        """Return a file of a result; Refused where it has none, or only a link."""
        return read(self.one(name) / file)

    def made_ns(self, name: str) -> int:
        """Return when a result was made [ns since 1970]: it changes when a new one takes its place."""
        self.one(name)
        return self._made_ns(name)

    def _made_ns(self, name: str) -> int:
        mark = self.folder / name / MARK
        return mark.lstat().st_mtime_ns if is_plain(mark) else 0


def can_play(folder: Path) -> bool:
    """Return whether a result holds what its runs are played again from."""
    mark = read_mark(folder)
    there = is_plain(folder / "scenario.yaml") and (folder / "logs").is_dir() and not (folder / "logs").is_symlink()
    return mark is not None and mark.get("what") in PLAYED and there


def is_plain(path: Path) -> bool:
    """Return whether a path is a file and no link."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def read(path: Path) -> bytes:
    """Return the bytes of a file that is no link; Refused otherwise."""
    if not is_plain(path):
        raise Refused(404, f"this result holds no {path.name}")
    try:
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            found = file.read(MOST_BYTES + 1)
    except OSError:
        raise Refused(404, f"this result's {path.name} cannot be read") from None
    if len(found) > MOST_BYTES:
        raise Refused(413, f"this result's {path.name} is above {MOST_BYTES:,} bytes")
    return found


def refuse_links(folder: Path) -> None:
    """Refuse a result in which anything is a link: what reads it follows links."""
    for at, folders, files in os.walk(folder):
        if any((Path(at) / name).is_symlink() for name in (*folders, *files)):
            raise Refused(403, "this result holds links to other places: they are not followed")


def _head(folder: Path, name: str) -> dict[str, Any]:
    mark = read_mark(folder) or {}
    found = _mapping(folder / "result.json")
    try:
        title = words(head(read(folder / "scenario.yaml").decode("utf-8", "replace"), "title").get("title"))
    except Refused:
        title = ""
    stamp = (folder / MARK).lstat().st_mtime
    arrangements = found.get("arrangements", mark.get("finished", []))
    return {
        "name": name, "what": words(mark.get("what")), "scenario": words(mark.get("scenario")),
        "title": title or words(mark.get("scenario")) or name,
        "arrangements": [words(a) for a in arrangements] if isinstance(arrangements, list) else [],
        "runs": _number(found.get("runs")), "seed": _number(found.get("seed")), "answer": words(found.get("answer")),
        "whole": mark.get("whole") is not False, "plays": found.get("level") == "full" and "dated" not in found,
        "made": datetime.fromtimestamp(int(stamp), timezone.utc).isoformat().replace("+00:00", "Z"),
    }  # fmt: skip


def _mapping(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(read(path))
    except (Refused, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
