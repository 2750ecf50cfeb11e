"""Viewing: the viewer's file of a finished result, made when somebody asks for it, and kept for a while."""

from __future__ import annotations

import base64
import binascii
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

from skypact.core.errors import SkypactError
from skypact.serve.answers import Refused
from skypact.serve.finished.results import EXPLORER, Results, can_view, refuse_links

#: Viewer's files that are kept; each has some megabytes.
_KEPT = 6
#: Other runs that one request may ask for: each is replayed.
MOST_RUNS = 8
_DATA = re.compile(rb'<script[^>]*\bid="skypact-data"[^>]*>([A-Za-z0-9+/=\s]+)</script>')

Make = Callable[[Path, Sequence[int] | None], bytes]


class Viewing:
    """Makes viewer's files one at a time: a replay takes a core."""

    def __init__(self, results: Results, make: Make):
        self._results, self._make = results, make
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._one = threading.Lock()

    def container(self, name: str, runs: tuple[int, ...] | None) -> bytes:
        """Return the container of a result, with its own choice of runs or these."""
        folder, key = self._results.one(name), (name, self._results.made_ns(name), runs)
        with self._one:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            if not can_view(folder):
                raise Refused(404, "this result holds nothing for the viewer: that shows runs and comparisons")
            refuse_links(folder)
            try:
                made = self._make(folder, runs)
            except SkypactError as error:
                raise Refused(409, str(error).replace(f"{folder}", name)) from None
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return made

    def explorer(self, name: str) -> bytes:
        """Return the data that the explorer's page of a result carries."""
        found = _DATA.search(self._results.bytes_of(name, EXPLORER))
        if found is None:
            raise Refused(404, "this result's explorer carries no data: make it again")
        try:
            return base64.b64decode(b"".join(found.group(1).split()), validate=True)
        except binascii.Error:
            raise Refused(404, "this result's explorer carries broken data: make it again") from None


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
    from importlib import import_module

    try:
        read = import_module("skypact.report.viewer.folder").comparison
        packed = import_module("skypact.report.viewer.file").viewer_bytes
    except ImportError:
        raise SkypactError("the viewer's data cannot be made by this version") from None
    return packed(read(folder)) if runs is None else packed(read(folder), runs=runs)
