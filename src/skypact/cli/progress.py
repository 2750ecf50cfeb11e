"""The progress bar, on stderr, with the time left; and the message of the first compilation.

For programs that start this one, SKYPACT_PROGRESS=json makes it lines of JSON: {"done", "total", "what"}.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

#: Between two lines for programs [s].
LINE_S = 0.2
#: What a study tells while it runs: so many replicates more are finished.
Advance = Callable[[int], None]


@contextmanager
def bar(total: int, what: str) -> Iterator[Advance]:
    """Yield the callback that moves a bar of `total` replicates; silent where stderr is no terminal."""
    _announce()
    with _bar(total, what) as advance:
        yield advance


def _announce() -> None:
    if not compiled():
        if _for_programs():
            _line(0, 0, "compiling kernels, first run only")
            return
        print("compiling kernels (first run only, about half a minute) …", file=sys.stderr, flush=True)


@contextmanager
def _bar(total: int, what: str) -> Iterator[Advance]:
    if _for_programs():
        yield _lines(total, what)
        return
    if not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=total)
        yield lambda more: shown.advance(task, more)


def _for_programs() -> bool:
    return os.environ.get("SKYPACT_PROGRESS") == "json"


def _lines(total: int, what: str) -> Advance:
    """Return a callback that writes a line, at most some a second, and always the last."""
    done, last = 0, -1.0

    def advance(more: int) -> None:
        nonlocal done, last
        done += more
        now = time.monotonic()
        if done >= total or now - last >= LINE_S:
            last = now
            _line(done, total, what)

    _line(0, total, what)
    return advance


def _line(done: int, total: int, what: str) -> None:
    print(json.dumps({"done": done, "total": total, "what": what}), file=sys.stderr, flush=True)


@contextmanager
def rounds() -> Iterator[tuple[Advance, Callable[[str, int], None]]]:
    """Yield the callback of a bar, and one that begins its next round with a name and a number of replicates."""
    shown: list[Advance] = [_nothing]
    _announce()
    with ExitStack() as now:

        def begin(what: str, total: int) -> None:
            now.close()
            shown[0] = now.enter_context(_bar(total, what))

        yield (lambda more: shown[0](more)), begin


def _nothing(more: int) -> None:
    del more


def compiled() -> bool:
    """Tell whether compiled kernels lie in the cache and are newer than their source; numba is not imported."""
    if os.environ.get("NUMBA_DISABLE_JIT", "0") == "1":
        return True
    package = Path(__file__).resolve().parents[1]
    cache = Path(os.environ.get("NUMBA_CACHE_DIR") or package / "engine")
    made = [path.stat().st_mtime for path in cache.rglob("loop.call*.nbi")]
    sources = [path for room in ("arrays", "kernels", "engine") for path in (package / room).rglob("*.py")]
    return bool(made) and max(made) >= max(path.stat().st_mtime for path in sources)
