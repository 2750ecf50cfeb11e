"""track: is the filter as sure as it may be? Squared errors over their covariance, against the chi-square they are.

Truth is drawn from the model that the filter believes in: velocities at the start, then white noise acceleration of
the same density. NEES (error of the state, 6 degrees of freedom) and NIS (innovation, 3) then have means of 6 and 3
(Bar-Shalom, Li, Kirubarajan 2001, 5.4.2); a run is one target, and NEES between 2.5 % and 97.5 % of chi-square has a
chance of 95 %. Linear: places with a constant covariance, where this is exact. Radar: range, azimuth, elevation
through the whole stand-alone tracker with its extended filter, where it holds as far as the measurement is straight.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from verification.estimate import Proof, mean

#: Targets, density [m²/s³], time between scans [s], number of scans, and which of them are proved.
RUNS, Q, STEP_S, SCANS, AT = 400, 1.0, 5.0, 40, (6, 10, 20, 40)
SPEED_MPS, CLIMB_MPS = 250.0, 20.0
#: Errors of the radar: range [m], azimuth and elevation [rad]; of the linear case on each axis [m].
SIGMA = np.array([50.0, 0.0015, 0.0015])
PLACE_M = np.array([80.0, 120.0, 150.0])


def truth(rng: np.random.Generator, runs: int, start: np.ndarray) -> np.ndarray:
    """Return states [scan, run, 6]: velocities unknown at the start as the filter says, then white noise."""
    noise = Q * np.kron(np.array([[STEP_S**3 / 3, STEP_S**2 / 2], [STEP_S**2 / 2, STEP_S]]), np.eye(3))
    root, step = np.linalg.cholesky(noise), np.eye(6) + STEP_S * np.eye(6, k=3)
    x = np.empty((SCANS, runs, 6))
    x[0, :, :3] = start
    x[0, :, 3:] = rng.normal(size=(runs, 3)) * np.array([SPEED_MPS, SPEED_MPS, CLIMB_MPS])
    for k in range(1, SCANS):
        x[k] = x[k - 1] @ step.T + rng.normal(size=(runs, 6)) @ root.T
    return x


def linear(rng: np.random.Generator, runs: int) -> tuple[np.ndarray, np.ndarray]:
    """Return NEES and NIS [scan, run] of the linear filter on places."""
    from numba import njit

    from skypact.kernels.track.filter import predict
    from skypact.kernels.track.standalone.converted import place_distance2, place_update

    step = njit(lambda x, p, dt, q: predict(x, p, dt, q))
    take = njit(lambda x, p, z, r, work: place_update(x, p, z, r, work))
    apart = njit(lambda x, p, z, r, work: place_distance2(x, p, z, r, work))
    states, spread, work = truth(rng, runs, np.zeros(3)), np.diag(PLACE_M**2), np.zeros((6, 6))
    nees, nis = np.full((SCANS, runs), np.nan), np.full((SCANS, runs), np.nan)
    for i in range(runs):
        z = states[:, i, :3] + rng.normal(size=(SCANS, 3)) * PLACE_M
        x = np.concatenate([z[0], np.zeros(3)])
        p = np.diag(np.concatenate([PLACE_M**2, np.array([SPEED_MPS, SPEED_MPS, CLIMB_MPS]) ** 2]))
        for k in range(1, SCANS):
            step(x, p, STEP_S, Q)
            nis[k, i] = apart(x, p, z[k], spread, work)
            take(x, p, z[k], spread, work)
            nees[k, i] = squared(x - states[k, i], p)
    return nees, nis


def radar(rng: np.random.Generator, runs: int) -> tuple[np.ndarray, np.ndarray]:
    """Return NEES and NIS [scan, run] of the stand-alone tracker on a radar's detections, one target at a time."""
    import skypact

    states = truth(rng, runs, np.array([60e3, 80e3, 9e3]))
    nees, nis = np.full((SCANS, runs), np.nan), np.full((SCANS, runs), np.nan)
    sensors = {"at": np.zeros((1, 3)), "sigma_range_m": SIGMA[0], "sigma_azimuth_rad": SIGMA[1],
               "sigma_elevation_rad": SIGMA[2]}  # fmt: skip
    for i in range(runs):
        e, n, u = states[:, i, :3].T
        flat = np.hypot(e, n)
        z = np.stack([np.hypot(flat, u), np.arctan2(e, n), np.arctan2(u, flat)]) + (
            rng.normal(size=(3, SCANS)) * SIGMA[:, None]
        )
        detections: dict[str, Any] = {"t_s": STEP_S * np.arange(SCANS), "sensor": 0, "range_m": z[0]}
        detections |= {"azimuth_rad": z[1], "elevation_rad": z[2]}
        # so wide a gate that no error is cut off, and confirmed at once
        found = skypact.track(detections, sensors, filter="ekf", q=Q, gate=20.0, confirm_hits=1)
        if len(found) != SCANS or len(found.ids) != 1:
            raise AssertionError(f"run {i}: {found}")
        nis[:, i] = found.nis
        for k in range(SCANS):
            nees[k, i] = squared(found.x[k] - states[k, i], found.p[k])
    return nees, nis


def squared(error: np.ndarray, p: np.ndarray) -> float:
    """Return a squared error in units of its covariance."""
    return float(error @ np.linalg.solve(p, error))


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of both cases at some scans, over all scans, and of the share within the bounds."""
    from scipy.special import chdtri

    runs, found = max(40, round(RUNS * scale)), []
    low, high = chdtri(6, 0.975), chdtri(6, 0.025)
    for name, case in (("Linear", linear), ("Radar", radar)):
        nees, nis = case(np.random.default_rng([seed, len(name)]), runs)
        for k in AT:
            found.append(mean(f"{name}: NEES at scan {k}", 6.0, nees[k - 1]))
            found.append(mean(f"{name}: NIS at scan {k}", 3.0, nis[k - 1]))
        found.append(mean(f"{name}: NIS over all scans", 3.0, np.nanmean(nis[1:], axis=0)))
        share = float(((nees[-1] > low) & (nees[-1] < high)).mean())
        error = math.sqrt(0.95 * 0.05 / runs)  # of the exact share: all of few runs may lie within
        found.append(Proof(f"{name}: share of NEES within 95 %", 0.95, share, error, runs))
    return found


def drawn(found: list[Proof]) -> Any:
    """Return the picture: means over the runs at each scan proved, beside what they have to be."""
    from verification.pictures import Line, lines

    def line(label: str, case: str, what: str, exact: float) -> Line:
        by_name, beside = {p.name: p for p in found}, 0.35 if case == "Radar" else -0.35
        points = [(k + beside, by_name[f"{case}: {what} at scan {k}"]) for k in AT]
        return Line(label, lambda _: exact, points)

    return lines(
        "consistency", "Squared errors in units of what the filter believes: linear a little left, radar right",
        [line("NEES, linear (6)", "Linear", "NEES", 6.0), line("NEES, radar (6)", "Radar", "NEES", 6.0),
         line("NIS, linear (3)", "Linear", "NIS", 3.0), line("NIS, radar (3)", "Radar", "NIS", 3.0)],
        (0.0, 42.0), "scan", "mean over runs", (0.0, 8.0, 1.0),
    )  # fmt: skip
