"""Reading a scenario stays light: what is slow to import is imported where it is used."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
import skypact.load.overlay.arrange, skypact.load.canonical, skypact.load.scenario
heavy = {"numba", "numpy", "scipy", "pandas", "pyproj", "shapefile", "pyarrow"}
print(sorted(heavy & {name.split(".")[0] for name in sys.modules}))
"""


def test_nothing_heavy_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
