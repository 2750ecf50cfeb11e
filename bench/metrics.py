"""GOSPA and SIAP of one picture: CPU time for 100 targets and 36 scans, and the difference to Stone Soup's own values.

`--file FILE.npz` takes truth and tracks of others (the arrays that `bench/picture.py` names) instead of a made picture.
`--vs stonesoup` has Stone Soup 1.9.1 measure the same file, in an environment of its own that is made once in build/.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from picture import picture
from stamp import last_line

ROOT = Path(__file__).resolve().parents[1]
PEER = "stonesoup==1.9.1"
C, P = 2000.0, 2.0
BUDGET_S = 0.5
#: Stone Soup's names of the attributes, and ours.
NAMES = {
    "Completeness": "completeness", "Ambiguity": "ambiguity", "Spuriousness": "spuriousness",
    "Position Accuracy": "position_m", "Velocity Accuracy": "velocity_mps",
    "Rate of Track Number Change": "changes_per_s", "Longest Track Segment": "longest_segment",
}  # fmt: skip


def tables(data: dict[str, np.ndarray]) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Return truth and tracks as `skypact.quality` takes them."""
    truth = {"t": data["truth_t"], "xyz": data["truth_pos"], "v": data["truth_vel"], "alive": data["truth_alive"]}
    tracks = {"t": data["truth_t"][data["trk_scan"]], "id": data["trk_id"], "xyz": data["trk_pos"]}
    return truth, tracks | ({"v": data["trk_vel"]} if "trk_vel" in data else {})


def peer_python() -> Path:
    """Return the interpreter of an environment with the peer, made at the first call."""
    home = ROOT / "build" / "stonesoup"
    python = home / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", PEER], check=True)
    return python


def peer(data: dict[str, np.ndarray], python: Path) -> dict[str, Any]:
    """Return what Stone Soup says of the same arrays."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.npz"
        np.savez(path, **data)  # pyright: ignore[reportArgumentType]
        words = [str(python), str(ROOT / "bench" / "stonesoup_metrics.py"), str(path), str(C), str(P)]
        done = subprocess.run(words, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def differences(found: Any, said: dict[str, Any], has_velocity: bool) -> tuple[float, dict[str, float]]:
    """Return the largest difference of GOSPA in any scan [m], and the relative one of each attribute."""
    theirs = np.array(said["gospa"])
    ours = np.stack([found.gospa.distance_m, found.gospa.localisation, found.gospa.missed, found.gospa.false], axis=1)
    ours = ours[(found.siap.n_object > 0) | (found.siap.n_track > 0)]  # it has no scan where nothing is
    siap = {}
    for name, own in NAMES.items():
        if name != "Velocity Accuracy" or has_velocity:
            a, b = getattr(found.siap, own), said["siap"][name]
            siap[own] = abs(a - b) / abs(b) if b else abs(a)
    return float(np.abs(ours[:, 0] - theirs[:, 0]).max()), siap


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--targets", type=int, default=100)
    parser.add_argument("--scans", type=int, default=36)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--file", help="truth and tracks of others (.npz)")
    parser.add_argument("--vs", choices=["stonesoup"], help="have this measure the same picture")
    parser.add_argument("--peer", type=Path, help="an interpreter that has it already")
    options = parser.parse_args()
    import skypact

    data = dict(np.load(options.file)) if options.file else picture(options.targets, options.scans, options.seed)
    truth, tracks = tables(data)
    took = []
    for _ in range(6):
        begin = time.process_time()
        found = skypact.quality(truth, tracks, c=C, p=P)
        took.append(time.process_time() - begin)
    begin = time.process_time()
    skypact.quality(truth, tracks, c=C, p=P, gamma=C / 2)
    whole = time.process_time() - begin
    print(found)
    gospa_diff, siap_diff, peer_cpu_s = None, None, None
    if options.vs:
        said = peer(data, options.peer or peer_python())
        gospa_diff, by_name = differences(found, said, "trk_vel" in data)
        siap_diff, peer_cpu_s = max(by_name.values()), round(said["cpu_s"], 3)
        print("relative difference to Stone Soup:", ", ".join(f"{k} {v:.2g}" for k, v in by_name.items()))
    cpu_s = statistics.median(took[1:])
    agrees = gospa_diff is None or siap_diff is None or (gospa_diff < 1e-3 and siap_diff < 1e-6)
    last_line("metrics", int(data["truth_alive"].shape[1]), cpu_s <= BUDGET_S and agrees, cpu_s=round(cpu_s, 4),
              first_cpu_s=round(took[0], 3), with_trajectories_cpu_s=round(whole, 3), gospa_diff=gospa_diff,
              siap_diff=siap_diff, peer_cpu_s=peer_cpu_s, scans=len(data["truth_t"]))


if __name__ == "__main__":
    main()
