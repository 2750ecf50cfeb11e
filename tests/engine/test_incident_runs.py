"""Every dated violation is played under each arrangement, and each of its intruders comes to one fate."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from skypact.arrays.codes import E_FATE
from skypact.engine.plan import plan
from skypact.engine.replicate import replicate
from skypact.load.overlay.arrange import arrange
from skypact.load.scenario import scenario

#: Scenarios of one day are named after it; those of a month or a year are studies, which other tests play.
DATED = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+")
PATHS = sorted(p for p in (Path(__file__).resolve().parents[2] / "scenarios").glob("*.yaml") if DATED.fullmatch(p.stem))
RUNS = 3


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_each_intruder_of_a_dated_violation_comes_to_one_fate(path: Path) -> None:
    """Three runs under each arrangement: one fate for each object that is there, within the time of the scenario."""
    whole = scenario(path)
    assert whole.id == path.stem
    assert path.stem.startswith(whole.date), "a dated violation is named after its day"
    assert len(whole.arrangements) >= 2, "a dated violation is told under two arrangements or more"
    for name in whole.arrangements:
        made = plan(arrange(whole, name), whole.tracking.association)
        surely = {int(i) for i in made.world.object["entity"][made.world.object["p_there"] == 1.0]}
        every = {int(i) for i in made.world.object["entity"]}
        for run in range(RUNS):
            rows = replicate(made, 1, run)
            fates = [int(i) for i in rows["subject"][rows["kind"] == E_FATE]]
            assert len(fates) == len(set(fates)), f"{name}, run {run}: an object has two fates"
            assert surely <= set(fates) <= every, f"{name}, run {run}: an object has no fate, or a stranger has one"
            assert ((rows["t_s"] >= -1e-9) & (rows["t_s"] <= made.duration_s + 1e-9)).all()
