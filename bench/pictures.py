"""What a common picture costs: two national pictures and a fused one against one, CPU time of a replicate.

The reference theatre with global nearest neighbour. One: every radar reports to one post, which keeps a picture. Two
and fused: the same radars are shared out between two nations' posts, each with a picture, and both send to a third one
plots, or tracklets. Pairs of runs, in turn, one thread, process CPU time; the median of the ratios. The budget of the
design is 2.5. `--replay` adds what reading the pictures every 10 s costs on top.
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import TYPE_CHECKING

import numpy as np
from stamp import last_line
from theatre import theatre

if TYPE_CHECKING:
    from skypact.engine.plan import Plan

MOST = 2.5


def plans(carries: str) -> tuple[Plan, Plan]:
    """Return the plan with one picture and that with three; the same objects, radars and batteries."""
    from skypact.engine.plan import plan
    from skypact.spec.scenario import Scenario

    one, three = theatre(association="gnn"), theatre(association="gnn", pictures=3)
    data = three.model_dump(mode="json", by_alias=True)
    for i, name in enumerate(sorted(data["sensors"])):
        data["sensors"][name]["reports_to"] = f"post-{i % 2}"
    for link in data["links"]:
        # one way: else what the third one knows comes back, and there are three fused pictures
        link |= {"carries": [carries, "reports"], "both_ways": False}
    return plan(one), plan(Scenario.model_validate(data))


def main() -> None:
    """Measure pairs and print the ratio of each way to join."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10, help="pairs of replicates")
    parser.add_argument("--replay", action="store_true", help="also what reading the pictures costs")
    asked = parser.parse_args()
    found: dict[str, float] = {}
    for carries in ("plots", "tracklets"):
        ratios = measured(carries, asked.runs)
        found[carries] = statistics.median(ratios)
        print(f"{carries:>9}: two national and one fused cost {found[carries]:.2f} x one "
              f"({min(ratios):.2f} to {max(ratios):.2f} over {asked.runs} pairs), budget {MOST} x")
    more = {"replay_ratio": round(replayed(asked.runs), 3)} if asked.replay else {}
    ratio = round(max(found.values()), 3)
    last_line("pictures", asked.runs, ratio <= MOST, ratio=ratio,
              **{f"ratio_{name}": round(value, 3) for name, value in found.items()}, **more)


def measured(carries: str, runs: int) -> list[float]:
    """Return CPU time with three pictures over that with one, run by run."""
    from skypact.engine.replicate import replicate

    both = plans(carries)
    for made in both:
        replicate(made, 1, 0)
    ratios = []
    for run in range(1, runs + 1):
        cost = []
        for made in both:
            begin = time.process_time()
            replicate(made, 1, run)
            cost.append(time.process_time() - begin)
        ratios.append(cost[1] / cost[0])
    return ratios


def replayed(runs: int) -> float:
    """Return CPU time of a replay with its reading every 10 s over that of the bare replicate, three pictures."""
    from skypact.engine.replicate import replicate
    from skypact.study.pictures.replay import replay
    from skypact.study.pictures.tables import pictures_of

    made = plans("plots")[1]
    shown = pictures_of(made)
    ratios = []
    for run in range(1, runs + 1):
        begin = time.process_time()
        events = replicate(made, 1, run)
        middle = time.process_time()
        again = replay(made, 1, run, 10.0, shown)
        ratios.append((time.process_time() - middle) / (middle - begin))
        assert np.array_equal(events, again.events)
    return statistics.median(ratios)


if __name__ == "__main__":
    main()
