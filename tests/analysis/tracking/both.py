"""Print the last states of small scenes, by whichever kernels the environment asks for."""

from __future__ import annotations

from typing import Any

import numpy as np

import skypact
from skypact.kernels.jit import COMPILED

SITES = np.array([[0.0, 0.0, 0.0], [40e3, -10e3, 0.0]])
SENSORS = {"at": SITES, "sigma_range_m": 30.0, "sigma_azimuth_rad": 1e-3, "sigma_elevation_rad": 1e-3}


def scene() -> dict[str, np.ndarray]:
    """Return detections of four flights, clutter, plots without height, and bearings; those of sensor 1 come late."""
    rng, rows = np.random.default_rng(4), []
    start, speed = rng.uniform(2e4, 4e4, (4, 3)) * [1, 1, 0.2], rng.uniform(-200, 200, (4, 3)) * [1, 1, 0.05]
    for k in range(10):
        t, i = 5.0 * k, k % 2
        places = [*(start + t * speed), *(rng.uniform(1e4, 6e4, (3, 3)) * [1, 1, 0.1])]
        for number, at in enumerate(places):
            e, n, u = at - SITES[i]
            flat, alone = k == 5, k == 7 and number < 4
            rows.append((t, i, np.arctan2(e, n) + 1e-3 * rng.normal(),
                         np.nan if alone else float(np.hypot(np.hypot(e, n), u)) + 30 * rng.normal(),
                         np.nan if flat or alone else np.arctan2(u, np.hypot(e, n)) + 1e-3 * rng.normal(),
                         t + 7.0 * i))  # fmt: skip
    names = ("t_s", "sensor", "azimuth_rad", "range_m", "elevation_rad", "arrived_s")
    return dict(zip(names, np.array(rows).T, strict=True))


def main() -> None:
    """Print whether the kernels were compiled, then a line for each row of each filter."""
    print(COMPILED)
    columns = scene()
    used: list[dict[str, Any]] = [
        {"filter": "ekf"}, {"filter": "imm", "late": "use", "past": 3}, {"filter": "ekf", "late": "use"},
    ]  # fmt: skip
    for changes in used:
        found = skypact.track(columns, SENSORS, confirm_hits=3, **changes)
        for who, row, x in zip(found.id, found.detection, found.x, strict=True):
            print(who, row, *x)
    whole = {name: column[columns["t_s"] < 30] for name, column in columns.items()}
    found = skypact.track({**whole, "elevation_rad": np.nan_to_num(whole["elevation_rad"], nan=0.1)}, SENSORS,
                          "stone-soup", confirm_hits=3)  # fmt: skip
    for who, row, x in zip(found.id, found.detection, found.x, strict=True):
        print(who, row, *x)


if __name__ == "__main__":
    main()
