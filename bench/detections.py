"""Truth and detections of three radars for the bench of tracking, in the file layout of others, and their score.

The layout (.npz): truth_t [K], truth_pos and truth_vel [K, N, 3], truth_alive [K, N], radar_pos [3, 3], sig_el, sig_az
[rad], sig_r [m], pd, clutter, scan_radar [K], det_scan [M], det_z [M, 3] (elevation, azimuth counted from east to
north, range), det_truth [M] (−1 clutter); after a run also trk_scan, trk_id, trk_pos. Flat earth, metres.
"""

from __future__ import annotations

from typing import Any

import numpy as np

PERIOD_S, RADARS = 10.0, np.array([[-60e3, -60e3, 0.0], [60e3, -60e3, 0.0], [0.0, 70e3, 0.0]])
SIGMA_RAD, SIGMA_M = np.deg2rad(0.15), 50.0
#: Clutter lies up to this range and elevation.
CLUTTER_M, CLUTTER_RAD = 250e3, np.deg2rad(8)
#: GOSPA with α = 2: cut-off [m], order; scans before this are not scored [s].
CUT_M, ORDER, WARM_S = 2000.0, 2, 40.0
#: Steps in which a turn is integrated between two scans.
STEPS = 20

Scene = dict[str, Any]


def make(targets: int, scans: int, seed: int, pd: float = 0.9, clutter: float = 20.0) -> Scene:
    """Return a scene; scans: of each radar. The order of draws is that of the layout's own generator."""
    rng = np.random.default_rng(seed)
    t_s, position, velocity, alive = _truth(rng, targets, scans * len(RADARS))
    scan, z, of = [], [], []
    for k in range(len(t_s)):
        rows, truth = _one_scan(rng, position[k], alive[k], RADARS[k % len(RADARS)], pd, clutter)
        scan.append(np.full(len(rows), k))
        z.append(rows)
        of.append(truth)
    return {
        "truth_t": t_s, "truth_pos": position, "truth_vel": velocity, "truth_alive": alive, "radar_pos": RADARS,
        "sig_el": SIGMA_RAD, "sig_az": SIGMA_RAD, "sig_r": SIGMA_M, "pd": pd, "clutter": clutter,
        "scan_radar": np.arange(len(t_s)) % len(RADARS), "det_scan": np.concatenate(scan).astype(np.int64),
        "det_z": np.vstack(z), "det_truth": np.concatenate(of).astype(np.int64),
    }


def _truth(rng: np.random.Generator, n: int, k: int) -> tuple[np.ndarray, ...]:
    """Return moments, places, velocities, and who is there: straight flight, one turn of 3°/s for three in ten."""
    t_s, dt = np.arange(k) * PERIOD_S / len(RADARS), PERIOD_S / len(RADARS)
    end = t_s[-1]
    p = np.column_stack([rng.uniform(-1e5, 1e5, n), rng.uniform(-1e5, 1e5, n), rng.uniform(1e3, 12e3, n)])
    speed, heading = rng.uniform(120, 320, n), rng.uniform(0, 2 * np.pi, n)
    climb = rng.normal(0, 3, n)
    turns = rng.random(n) < 0.3
    first = rng.uniform(20, max(21, end - 60), n)
    last = first + rng.uniform(30, 60, n)
    rate = np.where(turns, np.deg2rad(3) * rng.choice([-1, 1], n), 0.0)
    birth = np.where(rng.random(n) < 0.15, rng.uniform(0, end / 3, n), 0.0)
    death = np.where(rng.random(n) < 0.15, rng.uniform(2 * end / 3, end, n), np.inf)
    position, velocity = np.empty((k, n, 3)), np.empty((k, n, 3))
    for i in range(k):
        position[i] = p
        velocity[i] = np.column_stack([speed * np.cos(heading), speed * np.sin(heading), climb])
        for step in range(STEPS):
            now = t_s[i] + step * dt / STEPS
            heading = heading + np.where((now >= first) & (now < last), rate, 0) * dt / STEPS
            p = p + np.column_stack([speed * np.cos(heading), speed * np.sin(heading), climb]) * dt / STEPS
    return t_s, position, velocity, (t_s[:, None] >= birth) & (t_s[:, None] < death)


def _one_scan(
    rng: np.random.Generator, position: np.ndarray, alive: np.ndarray, radar: np.ndarray, pd: float, clutter: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the detections of one scan in random order, and of whom each is."""
    seen = np.nonzero(alive & (rng.random(len(alive)) < pd))[0]
    d = position[seen] - radar
    away = np.linalg.norm(d, axis=1)
    z = np.column_stack([
        np.arcsin(d[:, 2] / away) + rng.normal(0, SIGMA_RAD, len(seen)),
        np.arctan2(d[:, 1], d[:, 0]) + rng.normal(0, SIGMA_RAD, len(seen)),
        away + rng.normal(0, SIGMA_M, len(seen)),
    ])  # fmt: skip
    n = rng.poisson(clutter)
    false = [rng.uniform(0, CLUTTER_RAD, n), rng.uniform(-np.pi, np.pi, n), rng.uniform(5e3, CLUTTER_M, n)]
    z = np.vstack([z, np.column_stack(false)])
    z[:, 1] = (z[:, 1] + np.pi) % (2 * np.pi) - np.pi
    truth = np.concatenate([seen, np.full(n, -1)])
    order = rng.permutation(len(z))
    return z[order], truth[order]


def columns(scene: Scene) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return detections and sensors of a scene as `skypact.track` takes them."""
    scan, z = scene["det_scan"], scene["det_z"]
    return {
        "t_s": scene["truth_t"][scan], "sensor": scene["scan_radar"][scan], "elevation_rad": z[:, 0],
        "azimuth_rad": np.pi / 2 - z[:, 1], "range_m": z[:, 2],
    }, {
        "at": scene["radar_pos"], "sigma_range_m": float(scene["sig_r"]), "sigma_azimuth_rad": float(scene["sig_az"]),
        "sigma_elevation_rad": float(scene["sig_el"]),
    }  # fmt: skip


def score(
    scene: Scene, scan: np.ndarray, ident: np.ndarray, place: np.ndarray, radars: tuple[int, ...] = (0, 1, 2)
) -> dict[str, float]:
    """Return mean GOSPA [m], RMSE of place [m] of what is assigned, mean missed and false, and switches of identity.

    radars: the scans of these are scored.
    """
    from scipy.optimize import linear_sum_assignment

    gospa, missed, false, squares, pairs, switches = [], 0, 0, 0.0, 0, 0
    last: dict[int, int] = {}
    warm = np.nonzero((scene["truth_t"] >= WARM_S) & np.isin(scene["scan_radar"], radars))[0]
    for k in warm:
        there, rows = np.nonzero(scene["truth_alive"][k])[0], np.nonzero(scan == k)[0]
        apart = np.linalg.norm(scene["truth_pos"][k, there][:, None] - place[rows][None], axis=2)
        cost = np.minimum(apart, CUT_M) ** ORDER
        i, j = linear_sum_assignment(cost)
        near = cost[i, j] < CUT_M**ORDER
        i, j = i[near], j[near]
        alone = len(there) - len(i), len(rows) - len(i)
        gospa.append((cost[i, j].sum() + CUT_M**ORDER / 2 * sum(alone)) ** (1 / ORDER))
        missed, false, pairs = missed + alone[0], false + alone[1], pairs + len(i)
        squares += float(cost[i, j].sum())
        for who, name in zip(there[i], ident[rows[j]], strict=True):
            switches += int(last.get(int(who), int(name)) != int(name))
            last[int(who)] = int(name)
    n = max(1, len(warm))
    return {"gospa_m": float(np.mean(gospa)), "rmse_m": (squares / max(pairs, 1)) ** 0.5, "missed": missed / n,
            "false": false / n, "switches": float(switches)}  # fmt: skip
