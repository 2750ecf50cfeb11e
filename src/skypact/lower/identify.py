"""Identification to tables: log-priors and log-likelihoods."""

from __future__ import annotations

import numpy as np

from skypact.arrays.codes import HEIGHT_STEPS, N_EVIDENCE, SPEED_STEPS
from skypact.spec.command import SITUATIONS
from skypact.spec.identify import HYPOTHESES, Identification

#: The order of codes.EV_*.
KINDS = ("iff", "transponder", "flight_plan", "kinematics", "origin", "telephone", "view")
N_OUTCOME = SPEED_STEPS * HEIGHT_STEPS


def likelihoods(spec: Identification) -> np.ndarray:
    """Return f8 [N_EVIDENCE, N_OUTCOME, 4] of log-likelihoods; outcomes that a kind lacks are 0."""
    table = np.zeros((N_EVIDENCE, N_OUTCOME, len(HYPOTHESES)))
    for k, kind in enumerate(KINDS):
        rows = np.array(spec.likelihood[kind])
        if kind == "kinematics":
            rows = graded(rows)
        table[k, : len(rows)] = np.log(rows)
    return table


def inside_sd(spec: Identification) -> float:
    """Return how many sd inside the border a track must lie to be inside with the stated confidence (normal)."""
    from scipy.special import ndtri

    return float(ndtri(spec.sure_inside.value))


def graded(bins: np.ndarray) -> np.ndarray:
    """Return the chances [N_OUTCOME, 4] of speeds and heights known with error, of those of the sure bins [6, 4].

    A step is a mixture of the bins on either side of a limit, by how likely the track lies in each (the law of total
    probability).
    """
    half = (SPEED_STEPS - 1) / 2
    made = []
    for s in range(SPEED_STEPS):
        slow, fast = max(0.0, 1.0 - s / half), max(0.0, s / half - 1.0)
        of_speed = np.tensordot([slow, 1.0 - slow - fast, fast], bins.reshape(3, 2, -1), axes=1)
        for h in range(HEIGHT_STEPS):
            high = h / (HEIGHT_STEPS - 1)
            made.append((1.0 - high) * of_speed[0] + high * of_speed[1])
    return np.array(made)


def priors(spec: Identification) -> np.ndarray:
    """Return f8 [n_situation, 4] of log-priors."""
    rows = [getattr(spec, name).values() for name in SITUATIONS]
    return np.log(np.maximum(np.array(rows, float), 1e-12))
