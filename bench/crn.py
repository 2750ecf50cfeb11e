"""Common random numbers: by how much they shrink the variance of a paired difference between arrangements.

Variance of the difference with independent luck (run i of one against run i of another seed) ÷ with common luck, for
each measure and pair; with a bootstrap bound. Budget of the design: at least 3 for leak, national against unified.
"""

from __future__ import annotations

import argparse

import numpy as np
from stamp import last_line

MEASURES = ("leak", "wrongful", "shots")


def per_run(scenario: object, name: str, runs: int, seed: int) -> dict[str, np.ndarray]:
    """Return the measures of every run of one arrangement."""
    from skypact.analysis.outcomes import measures
    from skypact.engine.batch import run
    from skypact.load.overlay.arrange import arrange
    from skypact.study.worlds import scope_of

    arranged = arrange(scenario, name)  # type: ignore[arg-type]
    log = run(arranged, arrangement=name, runs=runs, seed=seed)
    table = measures(log, scope_of(scenario, name))
    return {m: table.column(m).to_numpy().astype(float) for m in MEASURES}


def ratio(a: np.ndarray, b: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Return (variance ratio, lower 95 % bound over bootstrap resamples of runs). other: b under another seed."""
    rng = np.random.default_rng(1)
    n = len(a)

    def one(rows: np.ndarray) -> float:
        common, independent = np.var((b - a)[rows], ddof=1), np.var((other - a)[rows], ddof=1)
        return float(independent / common) if common > 0 else float("inf")

    whole = one(np.arange(n))
    if whole == float("inf"):  # the two are equal in every run on common luck
        return whole, whole
    return whole, float(np.quantile([one(rng.integers(0, n, n)) for _ in range(1000)], 0.025))


def main() -> None:
    """Print every ratio; the last line is leak, national against unified."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--scenario", default="scenarios/2016-05-border.yaml")
    options = parser.parse_args()
    from skypact.load.scenario import scenario as load

    scenario = load(options.scenario)
    names = list(scenario.question.arrangements or scenario.arrangements)
    same = {name: per_run(scenario, name, options.runs, 1) for name in names}
    fresh = {name: per_run(scenario, name, options.runs, 2) for name in names[1:]}
    found = {}
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            for measure in MEASURES:
                found[a, b, measure] = ratio(same[a][measure], same[b][measure], fresh[b][measure])
                print("{:>9}, {} v {}: {:.2f} (at least {:.2f})".format(measure, a, b, *found[a, b, measure]))
    a, b = "national", "unified"
    value, low = found[a, b, "leak"]
    rows = [{"measure": m, "pair": f"{x} v {y}", "var_ratio": round(v, 3), "ci_low": round(lo, 3)}
            for (x, y, m), (v, lo) in found.items() if np.isfinite(v)]
    last_line("crn", options.runs, value >= 3.0, measure="leak", pair=f"{a} v {b}", var_ratio=round(value, 3),
              ci_low=round(low, 3), rows=rows)


if __name__ == "__main__":
    main()
