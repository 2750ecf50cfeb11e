"""Viewing: the viewer's file of a finished result, made when somebody asks for it, and kept for a while."""

from __future__ import annotations

import base64
import binascii
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from skypact.core.errors import SkypactError
from skypact.serve.answers import Refused
from skypact.serve.finished.results import EXPLORER, NAME, VIEWER, Results, can_play, is_plain, refuse_links

#: Viewer's files that are kept; each has some megabytes.
_KEPT = 6
#: Requests that may wait for a replay: each holds a thread of the server.
MOST_WAITING = 6
#: Other runs that one request may ask for: each is replayed.
MOST_RUNS = 8
NOTHING = "this result holds nothing for the viewer: that shows runs and comparisons"
_DATA = re.compile(rb'<script[^>]*\bid="skypact-data"[^>]*>([A-Za-z0-9+/=\s]+)</script>')

Make = Callable[[Path, Sequence[int] | None], bytes]


class Viewing:
    """Makes viewer's files one at a time: a replay takes a core."""

    def __init__(self, results: Results, make: Make):
        self._results, self._make = results, make
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._one = threading.Lock()
        self._waiting = threading.BoundedSemaphore(MOST_WAITING)

    def container(self, name: str, runs: tuple[int, ...] | None) -> bytes:
        """Return the container of a result, with its own choice of runs or these."""
        folder, head = self._results.one(name), self._results.head(name)
        key = (name, self._results.made_ns(name), runs)
        if not self._waiting.acquire(blocking=False):
            raise Refused(409, f"{MOST_WAITING} requests wait for runs that are played again: ask once more later")
        try:
            return self._made(name, folder, head, key, runs)
        finally:
            self._waiting.release()

    def _made(
        self, name: str, folder: Path, head: dict[str, Any], key: tuple[object, ...], runs: tuple[int, ...] | None
    ) -> bytes:
        with self._one:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            if not head["view"]:
                raise Refused(404, NOTHING)
            if runs is None and is_plain(folder / VIEWER):
                made = self._carried(name, VIEWER)
            else:
                made = self._played(folder, head["arrangements"], runs)
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return made

    def explorer(self, name: str) -> bytes:
        """Return the data that the explorer's page of a result carries."""
        return self._carried(name, EXPLORER)

    def _played(self, folder: Path, arrangements: Sequence[str], runs: tuple[int, ...] | None) -> bytes:
        """Return the container of runs that are played again from a folder's own scenario and logs."""
        refuse_links(folder)
        named = all(arrangement == "" or NAME.fullmatch(arrangement) for arrangement in arrangements)
        if not can_play(folder) or not named:
            raise Refused(409, "the runs of this result cannot be played again from its folder")
        try:
            return self._make(folder, runs)
        except SkypactError as error:
            raise Refused(409, str(error).replace(f"{folder}", folder.name)) from None

    def _carried(self, name: str, file: str) -> bytes:
        """Return the data that a page of a result carries, without the page and its script."""
        found = _DATA.search(self._results.bytes_of(name, file))
        try:
            return base64.b64decode(b"".join(found.group(1).split()) if found else b"-", validate=True)
        except binascii.Error:
            raise Refused(404, f"this result's {file} carries no data that can be read: make it again") from None


def runs_of(text: str | None, runs: int | None) -> tuple[int, ...] | None:
    """Return the runs that a request names as "3,7", None for the file's own choice."""
    if text is None or text == "":
        return None
    parts = text.split(",")
    if len(parts) > MOST_RUNS:
        raise Refused(400, f"{len(parts)} runs: at most {MOST_RUNS} at a time")
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise Refused(400, "runs are whole numbers with commas between: ?runs=3,7")
    numbers = tuple(sorted({int(part) for part in parts}))
    if runs is not None and numbers[-1] >= runs:
        raise Refused(404, f"there is no run {numbers[-1]}: this result has 0 to {runs - 1}")
    return numbers


def made(folder: Path, runs: Sequence[int] | None) -> bytes:
    """Return the viewer's file of a result folder."""
    from skypact.report.viewer.file import viewer_bytes  # numba: only when something is played again
    from skypact.report.viewer.folder import comparison

    return viewer_bytes(comparison(folder), runs)
