"""Every kernel has a twin in plain Python: the same runs without the compiler give the same events."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from tests.twin import plain

import skypact
from skypact.arrays.codes import EVENT_NAMES

#: Discrete columns must be equal; moments may differ in the last bits where a sine of another library does.
MOMENT = 1e-9
CASE_IDS = ["-".join(case) for case in plain.CASES]


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, np.ndarray]:
    """Return the events of all cases as plain Python gives them."""
    path = tmp_path_factory.mktemp("twin") / "events.npz"
    paths = os.pathsep.join((str(Path(skypact.__file__).parents[1]), str(plain.ROOT)))
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONWARNINGS": "ignore", "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, plain.__file__, str(path)], env=environment, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    with np.load(path) as file:
        return dict(file)


def test_the_twin_is_not_compiled(twin: Mapping[str, np.ndarray]) -> None:
    """Or the comparison would be of a thing with itself."""
    from skypact.kernels.rng import philox

    assert not twin["compiled"]
    assert hasattr(philox, "py_func")


@pytest.mark.parametrize("case", plain.CASES, ids=CASE_IDS)
def test_compiled_and_plain_are_equal(twin: Mapping[str, np.ndarray], case: tuple[str, str, str]) -> None:
    """Event for event, in every column."""
    for run, compiled in enumerate(plain.events(*case)):
        other = twin[f"{'-'.join(case)}-{run}"]
        assert len(compiled) == len(other) > 0
        for column in ("kind", "nation", "subject", "actor", "other", "cause", "value"):
            assert compiled[column].tolist() == other[column].tolist(), column
        assert compiled["t_s"] == pytest.approx(other["t_s"], rel=MOMENT, abs=MOMENT)


def test_the_cases_reach_every_kind_of_event(twin: Mapping[str, np.ndarray]) -> None:
    """A kernel that no case reaches would go unproved."""
    kinds = {int(k) for name, rows in twin.items() if name != "compiled" for k in rows["kind"]}
    missing = {EVENT_NAMES[k] for k in EVENT_NAMES if k not in kinds}
    assert missing <= {"consent too late"}
