"""`skypact view` over a run folder, as people start it: a process of its own at any free port."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.cases import ROOT


@contextmanager
def served(runs: Path) -> Iterator[str]:
    """Yield the address, without the slash at its end; Ctrl-C ends the server."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "NO_COLOR": "1"}
    words = [sys.executable, "-m", "skypact", "view", str(runs), "--port", "0"]
    process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), address
        yield address.rstrip("/")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
