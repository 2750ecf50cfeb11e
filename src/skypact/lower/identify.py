"""Identification to tables: log-priors and log-likelihoods."""

from __future__ import annotations

import numpy as np

from skypact.arrays.codes import N_EVIDENCE
from skypact.spec.command import SITUATIONS
from skypact.spec.identify import HYPOTHESES, Identification

#: The order of codes.EV_*.
KINDS = ("iff", "transponder", "flight_plan", "kinematics", "origin", "telephone", "view")
N_OUTCOME = 6


def likelihoods(spec: Identification) -> np.ndarray:
    """Return f8 [N_EVIDENCE, N_OUTCOME, 4] of log-likelihoods; outcomes that a kind lacks are 0."""
    table = np.zeros((N_EVIDENCE, N_OUTCOME, len(HYPOTHESES)))
    for k, kind in enumerate(KINDS):
        for outcome, row in enumerate(spec.likelihood[kind]):
            table[k, outcome] = np.log(row)
    return table


def priors(spec: Identification) -> np.ndarray:
    """Return f8 [n_situation, 4] of log-priors."""
    rows = [getattr(spec, name).values() for name in SITUATIONS]
    return np.log(np.maximum(np.array(rows, float), 1e-12))
