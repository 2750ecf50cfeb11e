"""The reference mode against figures of Stone Soup 1.9.1, and the bench's detections against the layout's own."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

import skypact


def module(path: Path) -> ModuleType:
    """Return a module that lies outside of every package."""
    spec = spec_from_file_location(f"loaded_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


# targets, seed, and what Stone Soup's tracks of these detections score: mean GOSPA [m], switches of identity, rows
@pytest.mark.parametrize(
    ("targets", "seed", "gospa_m", "switches", "rows"),
    [(20, 5, 1802.0, 1, 622), (100, 3, 3526.0, 4, 3159), (300, 3, 5825.0, 7, 9390)],
)
def test_the_same_tracks_as_stone_soup(
    root: Path, targets: int, seed: int, gospa_m: float, switches: int, rows: int
) -> None:
    """Measured once with bench/tracking.py --vs stonesoup, 12 scans of each radar."""
    bench = module(root / "bench" / "detections.py")
    scene = bench.make(targets, 12, seed)
    detections, sensors = bench.columns(scene)
    found = skypact.track(detections, sensors, "stone-soup", covariance=False)
    said = bench.score(scene, found.scan, found.id, found.x[:, :3])
    assert said["gospa_m"] == pytest.approx(gospa_m, abs=0.05)
    assert said["switches"] == switches
    assert len(found) == rows


def test_two_models_beat_one_filter(root: Path) -> None:
    """On a seed that nothing was chosen on, each with its usual settings: nearer to the truth."""
    bench = module(root / "bench" / "detections.py")
    scene = bench.make(60, 20, 201)
    detections, sensors = bench.columns(scene)
    said = []
    for name in ("ekf", "imm"):
        found = skypact.track(detections, sensors, filter=name)
        said.append(bench.score(scene, found.scan, found.id, found.x[:, :3]))
    assert said[1]["rmse_m"] < 0.9 * said[0]["rmse_m"]
    assert said[1]["gospa_m"] < said[0]["gospa_m"]


def test_the_detections_are_those_of_the_layout(root: Path) -> None:
    """The same random stream: every array equal bit by bit."""
    path = root.parent / "shared" / "bench" / "stonesoup_bench.py"
    if not path.exists():
        pytest.skip("no stonesoup_bench.py beside the source tree")
    a, b = module(path).make(30, 6, 5), module(root / "bench" / "detections.py").make(30, 6, 5)
    assert set(a) == set(b)
    for name in a:
        assert np.array_equal(a[name], b[name]), name
        assert np.asarray(a[name]).dtype == np.asarray(b[name]).dtype
