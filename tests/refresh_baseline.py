"""Write tests/baseline.yaml: what becomes of each object in small scenarios. Run `python tests/refresh_baseline.py`.

Refresh it only where a change of results is meant, and say why in the commit.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "tests" / "baseline.yaml"
SCENARIOS = ("arrangements", "battery", "changes", "counts", "fighters", "intents", "observer", "traffic", "zones")
RUNS, SEED = 20, 1

#: object → fate, or step that was reached → in how many of RUNS.
World = dict[str, dict[str, int]]


def counts(scenario: Scenario) -> World:
    """Return how each object ends, and in how many runs it was told of, decided on and fired at."""
    from skypact.arrays.codes import E_DECIDED, E_FATE, E_FIRED, E_TOLD, FATE_NAMES
    from skypact.engine.batch import run

    steps = {E_TOLD: "(told)", E_DECIDED: "(decided)", E_FIRED: "(fired at)"}
    log = run(scenario, runs=RUNS, seed=SEED, workers=1)
    ids = log.entities["id"].to_pylist()
    found: set[tuple[int, str, str]] = set()
    columns = (log.events[name].to_pylist() for name in ("run", "kind", "subject", "value"))
    for i_run, kind, subject, value in zip(*columns, strict=True):
        if kind == E_FATE:
            found.add((i_run, ids[subject], FATE_NAMES[int(value)]))
        elif kind in steps:
            found.add((i_run, ids[subject], steps[kind]))
    tally = Counter((name, what) for _, name, what in found)
    made: World = {}
    for (name, what), n in sorted(tally.items()):
        made.setdefault(name, {})[what] = n
    return made


def worlds(name: str) -> dict[str, World]:
    """Return the counts of a valid scenario by arrangement ("as written" where it has none)."""
    from skypact.load.overlay.arrange import arrange
    from skypact.load.scenario import scenario

    whole = scenario(ROOT / "scenarios" / "valid" / f"{name}.yaml")
    return {key or "as written": counts(arrange(whole, key)) for key in list(whole.arrangements) or [""]}


def main() -> None:
    """Write the file and say what changed."""
    before = yaml.safe_load(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    after = {name: worlds(name) for name in SCENARIOS}
    text = f"# Of {RUNS} runs of seed {SEED}. Made by `python tests/refresh_baseline.py`; never edited by hand.\n"
    FILE.write_text(text + yaml.safe_dump(after, sort_keys=True), encoding="utf-8")
    changed = [name for name in SCENARIOS if before.get(name) != after[name]]
    print(f"{FILE.name}: {', '.join(changed) if changed else 'nothing'} changed")


if __name__ == "__main__":
    # the folder of this file comes first, and its `coverage` would hide the library of that name from numba
    sys.path[0] = str(ROOT / "src")
    main()
