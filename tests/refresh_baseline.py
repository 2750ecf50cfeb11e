"""Write tests/baseline.yaml: how each object ends in small scenarios. Run `python tests/refresh_baseline.py`.

Refresh it only where a change of results is meant, and say why in the commit.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "tests" / "baseline.yaml"
SCENARIOS = ("arrangements", "battery", "counts", "fighters", "intents", "observer", "traffic", "zones")
RUNS, SEED = 20, 1

#: scenario → arrangement ("as written" for none) → object → fate → runs of RUNS.
Baseline = dict[str, dict[str, dict[str, dict[str, int]]]]


def fates(name: str) -> dict[str, dict[str, dict[str, int]]]:
    """Return how each object of a valid scenario ends, by arrangement."""
    from skypact.arrays.codes import E_FATE, FATE_NAMES
    from skypact.engine.batch import run
    from skypact.load.arrange import arrange
    from skypact.load.scenario import scenario

    whole = scenario(ROOT / "scenarios" / "valid" / f"{name}.yaml")
    found: dict[str, dict[str, dict[str, int]]] = {}
    for arrangement in list(whole.arrangements) or [""]:
        log = run(arrange(whole, arrangement) if arrangement else whole, runs=RUNS, seed=SEED, workers=1)
        ids = log.entities["id"].to_pylist()
        counts: dict[str, Counter[str]] = {}
        for kind, subject, value in zip(*(log.events[c].to_pylist() for c in ("kind", "subject", "value")), strict=True):
            if kind == E_FATE:
                counts.setdefault(ids[subject], Counter())[FATE_NAMES[int(value)]] += 1
        found[arrangement or "as written"] = {o: dict(sorted(c.items())) for o, c in sorted(counts.items())}
    return found


def baseline() -> Baseline:
    """Return the whole baseline."""
    return {name: fates(name) for name in SCENARIOS}


def main() -> None:
    """Write the file and say what changed."""
    before: Baseline = yaml.safe_load(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    after = baseline()
    text = "# Fates over 20 runs of seed 1. Made by `python tests/refresh_baseline.py`; never edited by hand.\n"
    FILE.write_text(text + yaml.safe_dump(after, sort_keys=True), encoding="utf-8")
    changed = [name for name in SCENARIOS if before.get(name) != after[name]]
    print(f"{FILE.name}: {', '.join(changed) if changed else 'nothing'} changed")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    main()
