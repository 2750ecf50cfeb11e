"""Play runs and save their events, by whichever kernels the environment asks for: compiled, or plain Python."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "scenarios" / "valid"

#: What is played: a file of scenarios/valid or the busy scene, association, level. Together they reach every verb.
CASES = (
    ("busy", "perfect", "full"), ("busy", "gnn", "full"), ("busy", "perfect", "detect"), ("busy", "gnn", "track"),
    ("battery", "perfect", "full"), ("battery", "gnn", "full"), ("fighters", "perfect", "full"),
    ("observer", "gnn", "full"), ("arrangements", "perfect", "full"), ("intents", "perfect", "full"),
    ("airborne", "gnn", "full"), ("night", "perfect", "full"), ("traffic", "gnn", "full"), ("zones", "perfect", "full"),
    ("changes", "perfect", "full"), ("changes", "gnn", "full"), ("border", "gnn", "track"),
    ("pictures", "gnn", "full"), ("arc", "perfect", "full"),
)  # fmt: skip
RUNS, SEED = 2, 11


def events(name: str, association: str, level: str) -> list[np.ndarray]:
    """Return the events of each run of a case."""
    from tests.engine.scenes import busy

    from skypact.engine.plan import plan
    from skypact.engine.replicate import replicate
    from skypact.load.scenario import scenario

    made = plan(busy(4) if name == "busy" else scenario(SCENARIOS / f"{name}.yaml"), association)
    return [replicate(made, SEED, run, level) for run in range(RUNS)]


def main(path: str) -> None:
    """Save every run of every case, and whether the kernels were compiled."""
    from skypact.kernels.rng import philox

    saved = {f"{'-'.join(case)}-{run}": rows for case in CASES for run, rows in enumerate(events(*case))}
    with Path(path).open("wb") as file:
        np.savez(file, compiled=np.array(hasattr(philox, "py_func")), **saved)  # type: ignore[arg-type]


if __name__ == "__main__":
    main(sys.argv[1])
