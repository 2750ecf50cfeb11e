"""kernels.cache: what was compiled is thrown away when any file behind it has changed, and only then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import skypact

SOURCE = Path(skypact.__file__).parents[1]


def run(source: Path, code: str) -> str:
    """Return what a process of its own prints with this source tree, without writing caches."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60,
        env=os.environ | {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    return done.stdout.strip()


def stamps(source: Path) -> tuple[str, str]:
    """Return the stamps of the engine's and the terrain's entry points, without compiling."""
    code = ("from skypact.kernels.cache import kernel_stamp; from skypact.kernels import cache as c; "
            "print(kernel_stamp(c.ENGINE, c.ENGINE_WITHOUT), kernel_stamp(c.TERRAIN))")  # fmt: skip
    engine, terrain = run(source, code).split()
    return engine, terrain


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_change_in_any_callee_changes_the_stamp(tmp_path: Path) -> None:
    """A constant of a kernel three calls down; other rooms and another place on disk do not matter."""
    source = tmp_path / "elsewhere" / "src"
    shutil.copytree(SOURCE / "skypact", source / "skypact", ignore=shutil.ignore_patterns("__pycache__", "catalogue"))
    room = source / "skypact"
    original = stamps(source)
    assert original == stamps(SOURCE)
    assert [len(stamp) for stamp in original] == [64, 64]
    assert original[0] != original[1]
    with (room / "report" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert stamps(source) == original
    edit(room / "kernels" / "watch.py", "from __future__", "# changed\nfrom __future__")
    engine = stamps(source)
    assert engine[0] != original[0], "the engine's callee"
    assert engine[1] == original[1], "no sweep over terrain is compiled from it"
    edit(room / "kernels" / "terrain" / "fan.py", "BLOCK = 64", "BLOCK = 32")
    terrain = stamps(source)
    assert terrain[0] == engine[0], "the engine is not compiled from the fan"
    assert terrain[1] != engine[1]
    edit(room / "kernels" / "earth" / "geodesy.py", "R_M = 6371000.0", "R_M = 6371001.0")
    both = stamps(source)
    assert both[0] != terrain[0]
    assert both[1] != terrain[1]
    (room / "arrays" / "more.py").write_text("A = 1\n", encoding="utf-8")
    assert stamps(source)[0] != both[0]


@pytest.mark.parametrize(
    ("rooms", "entries"),
    [
        ("(c.ENGINE, c.ENGINE_WITHOUT)", "skypact.engine.loop"),
        ("(c.TERRAIN, ())", ", ".join(f"skypact.kernels.terrain.{name}" for name in ("fan", "exact", "polar"))),
    ],
)
def test_the_stamp_covers_what_the_entry_points_import(rooms: str, entries: str) -> None:
    """Every file of arrays, kernels and engine that comes with them; else its edit would leave stale code."""
    code = f"""
import sys
from pathlib import Path
import {entries}
from skypact.kernels import cache as c
rooms, without = {rooms}
root = Path(c.__file__).parents[1]
for name, module in sorted(sys.modules.items()):
    if name.startswith(("skypact.arrays", "skypact.kernels", "skypact.engine")):
        path = Path(module.__file__).relative_to(root).as_posix()
        inside = any(path == room or path.startswith(room + "/") for room in rooms) and path not in without
        if not inside and not path.endswith("__init__.py"):
            print(path)
"""
    assert run(SOURCE, code) == ""


def test_the_entry_points_use_those_stamps() -> None:
    """The index of the compiled code is stamped with the kernels, not with its own file."""
    from skypact.engine import loop
    from skypact.kernels.cache import ENGINE, ENGINE_WITHOUT, TERRAIN, KernelCache, kernel_stamp
    from skypact.kernels.terrain import fan

    for function, stamp in ((loop.call, kernel_stamp(ENGINE, ENGINE_WITHOUT)), (fan._half, kernel_stamp(TERRAIN))):
        cache = getattr(function, "_cache")
        assert isinstance(cache, KernelCache)
        assert cache._cache_file._source_stamp == stamp
