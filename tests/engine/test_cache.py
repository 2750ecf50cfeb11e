"""engine.cache: what was compiled is thrown away when any file behind it has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import skypact

SOURCE = Path(skypact.__file__).parents[1]


def stamp(source: Path) -> str:
    """Return the kernel stamp of a source tree, in a process of its own, without compiling."""
    code = "from skypact.engine.cache import kernel_stamp; print(kernel_stamp())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60,
        env=os.environ | {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    return done.stdout.strip()


def test_a_change_in_any_callee_changes_the_stamp(tmp_path: Path) -> None:
    """A constant of a kernel three calls down; other rooms and another place on disk do not matter."""
    source = tmp_path / "elsewhere" / "src"
    shutil.copytree(SOURCE / "skypact", source / "skypact", ignore=shutil.ignore_patterns("__pycache__", "catalogue"))
    original = stamp(source)
    assert original == stamp(SOURCE)
    assert len(original) == 64
    other = source / "skypact" / "report" / "__init__.py"
    other.write_text(other.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert stamp(source) == original
    callee = source / "skypact" / "kernels" / "geodesy.py"
    text = callee.read_text(encoding="utf-8")
    assert "R_M = 6371000.0" in text
    callee.write_text(text.replace("R_M = 6371000.0", "R_M = 6371001.0"), encoding="utf-8")
    changed = stamp(source)
    assert changed != original
    (source / "skypact" / "arrays" / "more.py").write_text("A = 1\n", encoding="utf-8")
    assert stamp(source) not in (original, changed)


def test_the_entry_point_uses_that_stamp() -> None:
    """The index of the compiled code is stamped with the kernels, not with its own file."""
    from skypact.engine import loop
    from skypact.engine.cache import KernelCache, kernel_stamp

    cache = getattr(loop.call, "_cache")
    assert isinstance(cache, KernelCache)
    assert cache._cache_file._source_stamp == kernel_stamp()
