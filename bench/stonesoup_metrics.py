"""GOSPA and SIAP of a file of truth and tracks by Stone Soup itself: run by `bench/metrics.py` in its own environment.

Prints one line of JSON: its GOSPA of each scan, its SIAP set, and the CPU time of its metrics.
"""

from __future__ import annotations

import datetime
import json
import sys
import time

import numpy as np
from stonesoup.dataassociator.tracktotrack import TrackToTruth  # pyright: ignore[reportMissingImports]
from stonesoup.measures import Euclidean  # pyright: ignore[reportMissingImports]
from stonesoup.metricgenerator.manager import MultiManager  # pyright: ignore[reportMissingImports]
from stonesoup.metricgenerator.ospametric import GOSPAMetric  # pyright: ignore[reportMissingImports]
from stonesoup.metricgenerator.tracktotruthmetrics import SIAPMetrics  # pyright: ignore[reportMissingImports]
from stonesoup.types.groundtruth import GroundTruthPath, GroundTruthState  # pyright: ignore[reportMissingImports]
from stonesoup.types.state import State  # pyright: ignore[reportMissingImports]
from stonesoup.types.track import Track  # pyright: ignore[reportMissingImports]

START = datetime.datetime(2025, 1, 1)


def main(path: str, c: float, p: float) -> None:
    """Read the file, let the metrics be computed, print them."""
    data = np.load(path)
    moments = [START + datetime.timedelta(seconds=float(t)) for t in data["truth_t"]]
    truth = np.concatenate([data["truth_pos"], data["truth_vel"]], axis=2)
    alive = data["truth_alive"]
    paths = [
        GroundTruthPath([GroundTruthState(truth[k, i], timestamp=moments[k]) for k in np.nonzero(alive[:, i])[0]])
        for i in range(alive.shape[1]) if alive[:, i].any()
    ]
    scan, ids = data["trk_scan"], data["trk_id"]
    vel = data["trk_vel"] if "trk_vel" in data else np.zeros_like(data["trk_pos"])
    state = np.concatenate([data["trk_pos"], vel], axis=1)
    tracks = []
    for name in np.unique(ids):
        rows = np.nonzero(ids == name)[0]
        rows = rows[np.argsort(scan[rows])]
        tracks.append(Track([State(state[r], timestamp=moments[scan[r]]) for r in rows]))
    place, velocity = Euclidean(mapping=[0, 1, 2]), Euclidean(mapping=[3, 4, 5])
    keys = {"tracks_key": "tracks", "truths_key": "truths"}
    manager = MultiManager(
        [SIAPMetrics(position_measure=place, velocity_measure=velocity, generator_name="siap", **keys),
         GOSPAMetric(c=c, p=p, measure=place, generator_name="gospa", **keys)],
        associator=TrackToTruth(association_threshold=c, measure=place),
    )  # fmt: skip
    manager.add_data({"truths": set(paths), "tracks": set(tracks)}, overwrite=False)
    begin = time.process_time()
    found = manager.generate_metrics()
    cpu_s = time.process_time() - begin
    whole = {name: one for name, one in found["siap"].items() if "at times" not in name}
    siap = {name.removeprefix("SIAP "): float(one.value) for name, one in whole.items()}
    gospa = [[float(one.value[part]) for part in ("distance", "localisation", "missed", "false")]
             for one in found["gospa"]["GOSPA Metrics"].value]
    print(json.dumps({"siap": siap, "gospa": gospa, "cpu_s": cpu_s}))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]))
