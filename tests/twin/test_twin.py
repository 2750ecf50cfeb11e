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


def as_plain_python(path: Path) -> Mapping[str, np.ndarray]:
    """Return the events of all cases as a process without the compiler gives them."""
    paths = os.pathsep.join((str(Path(skypact.__file__).parents[1]), str(plain.ROOT)))
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONWARNINGS": "ignore", "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, plain.__file__, str(path)], env=environment, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    with np.load(path) as file:
        return dict(file)


@pytest.mark.slow
def test_compiled_and_plain_are_equal(tmp_path: Path) -> None:
    """Event for event, in every column, over cases that reach every kind of event. One test: the twin is dear."""
    from skypact.kernels.rng import philox

    twin = as_plain_python(tmp_path / "events.npz")
    assert not twin["compiled"]
    assert hasattr(philox, "py_func")  # or the comparison would be of a thing with itself
    kinds: set[int] = set()
    for case in plain.CASES:
        for run, compiled in enumerate(plain.events(*case)):
            name = f"{'-'.join(case)}-{run}"
            other = twin[name]
            assert len(compiled) == len(other) > 0, name
            for column in ("kind", "nation", "subject", "actor", "other", "cause", "value", "detail"):
                assert compiled[column].tolist() == other[column].tolist(), (name, column)
            assert compiled["t_s"] == pytest.approx(other["t_s"], rel=MOMENT, abs=MOMENT), name
            kinds |= set(compiled["kind"].tolist())
    missing = {EVENT_NAMES[kind] for kind in EVENT_NAMES if kind not in kinds}
    assert missing <= {"consent too late", "false track"}  # a false track takes luck that two runs seldom have
