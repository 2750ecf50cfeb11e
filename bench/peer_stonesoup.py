"""Stone Soup on the detections of a file, in its own environment: the best set-up that was found for it.

Called by tracking.py with the Python of that environment: `peer_stonesoup.py FILE.npz OUT.npz`. Converted
measurements, linear Kalman filter, Mahalanobis distance with 4 for a missed detection, 2-D assignment, a vectorised
gate before the library's own hypothesiser (not an option of the library; same answer, less work), confirmation by four
points, deletion after six scans without. Prints one line of JSON: CPU time of the tracker's loop alone.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime, timedelta
from typing import Any

import numpy as np

GATE, Q, POINTS, HOLD, MISSES, TRACE = 4.0, 200.0, 4, 3, 6, 2e6


def tracker(feed: list[Any], start: datetime) -> Any:
    """Return the library's multi-target tracker over a feed of (moment, detections)."""
    from stonesoup.dataassociator.neighbour import GNNWith2DAssignment
    from stonesoup.deleter.error import CovarianceBasedDeleter
    from stonesoup.deleter.multi import CompositeDeleter
    from stonesoup.deleter.time import UpdateTimeStepsDeleter
    from stonesoup.hypothesiser.distance import DistanceHypothesiser
    from stonesoup.initiator.simple import MultiMeasurementInitiator, SimpleMeasurementInitiator
    from stonesoup.measures import Mahalanobis
    from stonesoup.models.transition.linear import CombinedLinearGaussianTransitionModel, ConstantVelocity
    from stonesoup.predictor.kalman import KalmanPredictor
    from stonesoup.tracker.simple import MultiTargetTracker
    from stonesoup.types.state import GaussianState
    from stonesoup.updater.kalman import KalmanUpdater

    predictor = KalmanPredictor(CombinedLinearGaussianTransitionModel([ConstantVelocity(Q)] * 3))
    updater = KalmanUpdater(None)

    class Gated(GNNWith2DAssignment):
        """The library's assignment behind a gate by axis, a superset of the ellipsoid."""

        def generate_hypotheses(self, tracks: Any, detections: Any, timestamp: Any, **_: Any) -> Any:
            some = list(detections)
            if not tracks or not some:
                return {t: self.hypothesiser.hypothesise(t, set(), timestamp) for t in tracks}
            z = np.array([d.state_vector[:, 0] for d in some], dtype=float)
            v = np.array([np.diag(d.measurement_model.noise_covar) for d in some])
            found = {}
            for t in tracks:
                at = predictor.predict(t, timestamp=timestamp)
                off = (z - np.asarray(at.state_vector, float)[[0, 2, 4], 0]) ** 2
                near = (off < GATE**2 * (v + np.diag(at.covar)[[0, 2, 4]])).all(axis=1)
                found[t] = self.hypothesiser.hypothesise(t, {some[i] for i in np.nonzero(near)[0]}, timestamp)
            return found

    def associator() -> Any:
        return Gated(DistanceHypothesiser(predictor, updater, Mahalanobis(), missed_distance=GATE))

    prior = GaussianState(np.zeros((6, 1)), np.diag([0, 250.0**2, 0, 250.0**2, 0, 20.0**2]), timestamp=start)
    initiator = MultiMeasurementInitiator(
        prior, deleter=UpdateTimeStepsDeleter(HOLD), data_associator=associator(), updater=updater, min_points=POINTS,
        initiator=SimpleMeasurementInitiator(prior, None),
    )  # fmt: skip
    lost = [CovarianceBasedDeleter(TRACE, mapping=[0, 2, 4]), UpdateTimeStepsDeleter(MISSES)]
    return MultiTargetTracker(initiator, CompositeDeleter(lost, intersect=False), feed, associator(), updater)


def converted(scene: Any, start: datetime) -> list[Any]:
    """Return the feed: places with the covariances of their errors."""
    from stonesoup.models.measurement.linear import LinearGaussian
    from stonesoup.types.array import StateVector
    from stonesoup.types.detection import Detection

    noise = np.diag([scene["sig_el"] ** 2, scene["sig_az"] ** 2, scene["sig_r"] ** 2])
    feed = []
    for k, t_s in enumerate(scene["truth_t"]):
        when, some = start + timedelta(seconds=float(t_s)), set()
        for el, az, r in scene["det_z"][scene["det_scan"] == k]:
            ce, se, ca, sa = np.cos(el), np.sin(el), np.cos(az), np.sin(az)
            j = np.array([[-r * se * ca, -r * ce * sa, ce * ca], [-r * se * sa, r * ce * ca, ce * sa], [r * ce, 0, se]])
            place = scene["radar_pos"][int(scene["scan_radar"][k])] + r * np.array([ce * ca, ce * sa, se])
            model = LinearGaussian(6, (0, 2, 4), j @ noise @ j.T)
            some.add(Detection(StateVector(place), timestamp=when, measurement_model=model))
        feed.append((when, some))
    return feed


def main(source: str, target: str) -> None:
    """Track, save the tracks, and print what it took."""
    import stonesoup

    with np.load(source) as file:
        scene = {name: file[name] for name in file.files}
    start = datetime(2025, 1, 1)
    steps = iter(tracker(converted(scene, start), start))
    rows, names, cpu = [], {}, 0.0
    for k in range(len(scene["truth_t"])):
        begin = time.process_time()
        _, tracks = next(steps)
        cpu += time.process_time() - begin
        for found in tracks:
            x = found.state_vector
            who = names.setdefault(found.id, len(names))
            rows.append((k, who, float(x[0, 0]), float(x[2, 0]), float(x[4, 0])))
    table = np.array(rows) if rows else np.zeros((0, 5))
    np.savez_compressed(target, trk_scan=table[:, 0].astype(int), trk_id=table[:, 1].astype(int), trk_pos=table[:, 2:])
    n = len(scene["det_z"])
    print(json.dumps({"stonesoup": stonesoup.__version__, "detections": n, "cpu_s": cpu, "us_per_det": 1e6 * cpu / n}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
