"""What must hold of the rows of any replicate: one fate for each object that is there, and nothing out of time."""

from __future__ import annotations

import numpy as np

from skypact.arrays.codes import E_FATE
from skypact.engine.plan import Plan


def check_fates(made: Plan, rows: np.ndarray) -> None:
    """Assert that every object comes to one fate within the run, and that no row lies outside it."""
    fates = rows[rows["kind"] == E_FATE]
    there = made.world.object["p_there"] == 1.0
    found = sorted(int(i) for i in fates["subject"])
    assert found == sorted({*found})
    assert {int(i) for i in made.world.object["entity"][there]} <= {*found}
    assert ((rows["t_s"] >= -1e-9) & (rows["t_s"] <= made.duration_s + 1e-9)).all()
