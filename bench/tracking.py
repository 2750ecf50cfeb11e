"""Tracking: CPU time a detection of the extended filter and of two models, and both beside Stone Soup.

Without options: speed on 100 targets. `--vs stonesoup`: the best set-up found of Stone Soup on the same detections, in
an environment of its own: its speed, and whether the reference mode gives the same tracks. `--imm-vs-ekf`: what two
models gain over one filter, on seeds that neither was chosen on. `--late`: what is gained by using the detections of a
radar that all come late, against dropping them. `--detections FILE.npz`: others' detections.
Timed is the whole of `skypact.track`, sorting and all; the compiling before it is told apart.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from detections import Scene, columns, make, score
from stamp import last_line

PEER, PACKAGE = Path(__file__).with_name("peer_stonesoup.py"), "stonesoup==1.9.1"
#: targets → seeds of the comparison with the peer; scans of each radar.
AGAINST, SCANS = {20: range(1, 11), 100: range(1, 11), 300: range(1, 4)}, 12
BUDGET_US, RATIO = {"ekf": 5.0, "imm": 10.0}, {"ekf": 500.0, "imm": 250.0}
GOSPA_DIFF, SWITCH_DIFF = 0.001, 1
#: With --late the detections of this radar come so late [s]; the scans of the others are scored.
LATE_RADAR, LATE_S = 2, 12.0
#: Seeds that settings are chosen on, and held-out ones; scans of each radar.
CHOSEN_ON, HELD_OUT, LONG = range(1, 6), range(101, 131), 30
#: The grids from which the settings of least mean GOSPA are taken.
GATES = (4.0, 5.0)
EKF_Q = (50.0, 100.0, 150.0, 200.0, 300.0, 400.0, 600.0)
IMM_Q, IMM_STAY = tuple(product((0.3, 5.0), (600.0, 1000.0))), ((20.0, 20.0), (30.0, 20.0), (30.0, 40.0), (60.0, 20.0))


def followed(scene: Scene, settings: Any) -> tuple[Any, float]:
    """Return the tracks of a scene and the median CPU time of five runs, a detection [µs]."""
    from skypact.analysis.tracking.track import track

    detections, sensors = columns(scene)
    taken = []
    for _ in range(5):
        begin = time.process_time()
        found = track(detections, sensors, settings)
        taken.append(time.process_time() - begin)
    return found, 1e6 * statistics.median(taken) / max(1, len(scene["det_z"]))


def scored(scene: Scene, settings: Any) -> dict[str, float]:
    """Return the score of one run of the tracker."""
    from skypact.analysis.tracking.track import track

    found = track(*columns(scene), settings, covariance=False)
    return score(scene, found.scan, found.id, found.x[:, :3])


def usual() -> dict[str, Any]:
    """Return the settings that are timed: kept and dropped as the peer does it."""
    from skypact.analysis.tracking.settings import TrackSettings, stone_soup

    rule = stone_soup()
    ekf = replace(rule, filter="ekf")
    return {"ekf": ekf, "imm": replace(rule, filter="imm", q=TrackSettings(filter="imm").densities)}


def speed(scenes: list[Scene]) -> dict[str, float]:
    """Return the mean CPU time a detection of each filter over scenes [µs]."""
    return {name: statistics.fmean(followed(s, settings)[1] for s in scenes) for name, settings in usual().items()}


def environment(python: str) -> str:
    """Return the Python of the peer's environment; without one named it is made in the user's cache."""
    if python:
        return python
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "skypact" / PACKAGE.replace("==", "-")
    made = cache / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not made.exists():
        print(f"installing {PACKAGE} into {cache} …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(cache)], check=True)
        subprocess.run([str(made), "-m", "pip", "install", "--quiet", PACKAGE], check=True)
    return str(made)


def peer(python: str, scene: Scene) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Return what the peer took for a scene, and its tracks."""
    quiet = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    quiet = {name: value for name, value in quiet.items() if name != "PYTHONPATH"}
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "scene.npz", Path(folder) / "tracks.npz"
        np.savez(source, **scene)
        said = subprocess.run([python, str(PEER), str(source), str(target)], check=True, capture_output=True,
                              text=True, env=quiet)  # fmt: skip
        with np.load(target) as file:
            return json.loads(said.stdout.splitlines()[-1]), {name: file[name] for name in file.files}


def against(python: str) -> dict[str, Any]:
    """Return speed and equality beside the peer, for each number of targets, printed as they come."""
    from skypact.analysis.tracking.settings import stone_soup

    python, rows = environment(python), []
    for targets, seeds in AGAINST.items():
        scenes = [make(targets, SCANS, seed) for seed in seeds]
        theirs, gap, switches = [], 0.0, 0.0
        for scene in scenes:
            said, tracks = peer(python, scene)
            theirs.append(said["us_per_det"])
            b = score(scene, tracks["trk_scan"], tracks["trk_id"], tracks["trk_pos"])
            a = scored(scene, stone_soup())
            gap = max(gap, abs(a["gospa_m"] / b["gospa_m"] - 1.0))
            switches = max(switches, abs(a["switches"] - b["switches"]))
        own = speed(scenes)
        row = {"targets": targets, "seeds": len(scenes), "ekf_us_per_det": round(own["ekf"], 2),
               "imm_us_per_det": round(own["imm"], 2), "ss_best_us": round(statistics.fmean(theirs), 1),
               "gospa_rel_diff_max": gap, "id_switch_diff_max": switches}  # fmt: skip
        rows.append(row)
        print(f"{targets:>4} targets, {len(scenes)} seeds: EKF {row['ekf_us_per_det']} µs, IMM "
              f"{row['imm_us_per_det']} µs, Stone Soup {row['ss_best_us']} µs a detection; GOSPA differs by "
              f"{gap:.1e} of itself, switches by {switches:g}", flush=True)
    return {"rows": rows}


def worst(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return over all numbers of targets what is least in our favour."""
    ratio = {f: min(r["ss_best_us"] / r[f"{f}_us_per_det"] for r in rows) for f in BUDGET_US}
    return {
        "targets": [r["targets"] for r in rows], "seeds": [r["seeds"] for r in rows],
        "ekf_us_per_det": max(r["ekf_us_per_det"] for r in rows),
        "imm_us_per_det": max(r["imm_us_per_det"] for r in rows), "ss_best_us": min(r["ss_best_us"] for r in rows),
        "ratio_ekf": round(ratio["ekf"]), "ratio_imm": round(ratio["imm"]),
        "gospa_rel_diff_max": max(r["gospa_rel_diff_max"] for r in rows),
        "id_switch_diff_max": max(r["id_switch_diff_max"] for r in rows),
    }


def chosen(name: str, scenes: list[Scene]) -> tuple[Any, float]:
    """Return the settings of a grid with the least mean GOSPA over scenes, and it [m]."""
    start = usual()[name]
    if name == "ekf":
        grid = [replace(start, q=q, gate=gate) for q, gate in product(EKF_Q, GATES)]
    else:
        grid = [replace(start, q=q, stay_s=s, gate=gate) for q, s, gate in product(IMM_Q, IMM_STAY, GATES)]
    means = [statistics.fmean(scored(scene, settings)["gospa_m"] for scene in scenes) for settings in grid]
    best = int(np.argmin(means))
    return grid[best], means[best]


def interval(differences: np.ndarray) -> tuple[float, float, float]:
    """Return mean and 95 % interval of paired differences by Student's t."""
    from scipy.special import stdtrit

    n = len(differences)
    half = float(stdtrit(n - 1, 0.975) * differences.std(ddof=1) / math.sqrt(n))
    mean = float(differences.mean())
    return mean, mean - half, mean + half


def imm_against_ekf(targets: int) -> dict[str, Any]:
    """Return the paired difference between two models and one filter on the held-out seeds, printed as it is."""
    scenes = [make(targets, LONG, seed) for seed in CHOSEN_ON]
    settings = {}
    for name in BUDGET_US:
        settings[name], mean = chosen(name, scenes)
        s = settings[name]
        stay = f", stay {s.stay_s} s" if name == "imm" else ""
        print(f"{name.upper()}: q {s.q} m²/s³{stay}, gate {s.gate:g}: least mean GOSPA, {mean:.0f} m, on seeds "
              f"{CHOSEN_ON[0]} to {CHOSEN_ON[-1]}", flush=True)
    found: dict[str, list[dict[str, float]]] = {name: [] for name in settings}
    for seed in HELD_OUT:
        scene = make(targets, LONG, seed)
        for name in settings:
            found[name].append(scored(scene, settings[name]))
    print(f"{len(HELD_OUT)} held-out seeds, {targets} targets, {3 * LONG} scans; IMM less EKF, paired:")
    return compared("EKF", found["ekf"], "IMM", found["imm"])


def compared(a: str, first: list[dict[str, float]], b: str, second: list[dict[str, float]]) -> dict[str, Any]:
    """Return the paired differences of every score, the second less the first, printed as they are."""
    result: dict[str, Any] = {"held_out": len(first)}
    for key, unit in (("gospa_m", " m"), ("rmse_m", " m"), ("switches", ""), ("missed", ""), ("false", "")):
        x, y = (np.array([row[key] for row in rows]) for rows in (first, second))
        mean, low, high = interval(y - x)
        print(f"  {key:<9} {a} {x.mean():8.2f}, {b} {y.mean():8.2f}: {mean:+.2f}{unit} "
              f"(95 % {low:+.2f} to {high:+.2f}), {100 * mean / x.mean() if x.mean() else 0:+.1f} %")
        result[f"{key}_diff"] = [round(mean, 3), round(low, 3), round(high, 3)]
    return result


def late_used(targets: int) -> dict[str, Any]:
    """Return the paired difference between using and dropping one radar's late detections, printed as it is."""
    from skypact.analysis.tracking.track import track

    found: dict[str, list[dict[str, float]]] = {"drop": [], "use": [], "wait": []}
    on_time = tuple(i for i in range(3) if i != LATE_RADAR)
    for seed in HELD_OUT:
        scene = make(targets, LONG, seed)
        detections, sensors = columns(scene)
        detections["arrived_s"] = detections["t_s"] + np.where(detections["sensor"] == LATE_RADAR, LATE_S, 0.0)
        for late, rows in found.items():
            made = track(detections, sensors, usual()["ekf"], late=late, covariance=False)
            scan = np.searchsorted(scene["truth_t"], made.t_s)
            rows.append(score(scene, scan, made.id, made.x[:, :3], on_time))
    print(f"{len(HELD_OUT)} held-out seeds, {targets} targets, EKF; one radar of three {LATE_S:g} s late; used less "
          "dropped, paired:")  # fmt: skip
    used = compared("dropped", found["drop"], "used", found["use"])
    print("the same, had nothing been late, less used:")
    compared("used", found["use"], "in time", found["wait"])
    return {f"late_{key}": value for key, value in used.items()}


def others(path: str) -> None:
    """Track the detections of a file and print speed, and the score where it holds the truth."""
    with np.load(path) as file:
        scene = {name: file[name] for name in file.files}
    for name, settings in usual().items():
        found, us = followed(scene, settings)
        said = score(scene, found.scan, found.id, found.x[:, :3]) if "truth_pos" in scene else {}
        print(f"{name.upper()}: {us:.2f} µs a detection; {found.says()}")
        print("  " + ", ".join(f"{key} {value:.4g}" for key, value in said.items()))
    if "trk_pos" in scene and "truth_pos" in scene:
        said = score(scene, scene["trk_scan"], scene["trk_id"], scene["trk_pos"])
        print("the file's own tracks: " + ", ".join(f"{key} {value:.4g}" for key, value in said.items()))


def main() -> None:
    """Measure what is asked for; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--targets", type=int, default=100)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--vs", choices=["stonesoup"], help="measure the peer too")
    parser.add_argument("--python", default="", help="Python of an environment that has the peer")
    parser.add_argument("--imm-vs-ekf", action="store_true", help="what two models gain on held-out seeds")
    parser.add_argument("--late", action="store_true", help="what using late detections gains")
    parser.add_argument("--detections", help="others' detections, .npz of the same layout")
    parser.add_argument("--write", help="write the first scene to this .npz and stop")
    options = parser.parse_args()
    if options.write:
        np.savez_compressed(options.write, **make(options.targets, SCANS, 1))
        return
    begin = time.process_time()
    for settings in usual().values():
        scored(make(5, 6, 1), settings)
    first_s = round(time.process_time() - begin, 1)
    print(f"first call, compiling where nothing is cached: {first_s} s")
    if options.detections:
        others(options.detections)
    scenes = [make(options.targets, SCANS, seed) for seed in range(1, options.seeds + 1)]
    extra: dict[str, Any] = {}
    if options.vs:
        extra |= against(options.python)
    if options.imm_vs_ekf:
        extra |= imm_against_ekf(options.targets)
    if options.late:
        extra |= late_used(options.targets)
    if options.vs:
        keys = worst(extra["rows"])
        passed = all(keys[f"{f}_us_per_det"] <= BUDGET_US[f] and keys[f"ratio_{f}"] >= RATIO[f] for f in BUDGET_US)
        passed = passed and keys["gospa_rel_diff_max"] <= GOSPA_DIFF and keys["id_switch_diff_max"] <= SWITCH_DIFF
    else:
        own = speed(scenes)
        keys = {"targets": options.targets, "seeds": options.seeds}
        keys |= {f"{f}_us_per_det": round(us, 2) for f, us in own.items()}
        passed = all(own[f] <= BUDGET_US[f] for f in BUDGET_US)
    last_line("tracking", sum(len(s["det_z"]) for s in scenes), passed, **keys, first_s=first_s, **extra)


if __name__ == "__main__":
    main()
