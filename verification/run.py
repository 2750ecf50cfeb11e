"""Exact values from theory against values simulated by the whole engine.

Prints for each proof its name, the exact value, the simulated value, its standard error and their distance in
standard errors; ends with one line of JSON and exits with 1 where any distance is beyond three. Where nothing is drawn
the stated tolerance counts as three. After the proofs come comparisons (`gains`): they are measured, not proved, and
never change the exit code. Pictures go to verification/out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # so that `verification` is found however the file is called

from verification.estimate import Proof  # noqa: E402

from verification import (  # noqa: E402
    assignment,
    ballistic,
    decide,
    detect,
    engage_acquire,
    engage_channels,
    engage_luck,
    engage_salvo,
    engage_shots,
    flyout,
    jam,
    lanchester,
    pictures_gain,
    propagation,
    tracking,
)

ROOMS = {
    "detect": detect, "decide": decide, "channels": engage_channels, "shots": engage_shots, "luck": engage_luck,
    "acquire": engage_acquire, "flyout": flyout, "salvo": engage_salvo, "assignment": assignment,
    "lanchester": lanchester, "ballistic": ballistic,
    "propagation": propagation, "jam": jam, "tracking": tracking,
}
#: The room that compares, beside those that prove.
GAINS = "gains"


def line(p: Proof) -> str:
    """Return a proof as one line of the table."""
    verdict = "ok" if p.ok else "FAILS"
    return f"{p.name:<64} {p.exact:>10.5f} {p.simulated:>10.5f} {p.error:>9.5f} {p.sigma:>+7.2f}  {verdict}"


def prove(rooms: list[str], scale: float, seed: int) -> dict[str, list[Proof]]:
    """Return the proofs of every room, printed as they come."""
    if not rooms:
        return {}
    print(f"{'proof':<64} {'exact':>10} {'simulated':>10} {'std error':>9} {'sigma':>7}")
    found: dict[str, list[Proof]] = {}
    for room in rooms:
        found[room] = ROOMS[room].proofs(scale, seed)
        for proof in found[room]:
            print(line(proof), flush=True)
    return found


def draw(found: dict[str, list[Proof]], folder: Path) -> None:
    """Write the pictures of what was proved."""
    from verification import pictures

    folder.mkdir(parents=True, exist_ok=True)
    every = [p for proofs in found.values() for p in proofs]
    if every:
        pictures.write("distances", pictures.distances(every), folder)
    if "detect" in found:
        pictures.write("swerling", detect.drawn(found["detect"]), folder)
    if "channels" in found:
        pictures.write("erlang-b", engage_channels.drawn(found["channels"]), folder)
    if "lanchester" in found:
        pictures.write("lanchester", lanchester.drawn(found["lanchester"]), folder)
    if "jam" in found:
        pictures.write("burn-through", jam.drawn(found["jam"]), folder)
    if "tracking" in found:
        pictures.write("consistency", tracking.drawn(found["tracking"]), folder)
    if "propagation" in found:
        pictures.write("path-factor", propagation.drawn(found["propagation"]), folder)


def main(words: list[str] | None = None) -> int:
    """Prove, draw, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[*ROOMS, GAINS], action="append", help="prove this alone (may be repeated)")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full number of runs")
    parser.add_argument("--out", type=Path, default=HERE / "out", help="folder of the pictures")
    parser.add_argument("--seed", type=int, default=1, help="another seed: a real fault stays, bad luck does not")
    options = parser.parse_args(words)
    import numba

    from skypact.core.stamp import package_version, this_platform
    from verification import pictures

    begin = time.process_time()
    rooms = options.only or [*ROOMS, GAINS]
    found = prove([room for room in rooms if room != GAINS], options.scale, options.seed)
    draw(found, options.out)
    gains = pictures_gain.gains(options.scale, options.seed) if GAINS in rooms else []
    if gains:
        pictures.write("gains", pictures_gain.drawn(gains), options.out)
    every = [p for proofs in found.values() for p in proofs]
    passed = all(p.ok for p in every)
    print(json.dumps({
        "verification": "run", "skypact": package_version(), "platform": this_platform(), "numba": numba.__version__,
        "seed": options.seed, "scale": options.scale, "n": len(every), "pass": passed,
        "largest_sigma": max((abs(p.sigma) for p in every), default=0.0),
        "cpu_s": round(time.process_time() - begin, 1),
        "proofs": [p.row() for p in every], "gains": [g.row() for g in gains],
    }))
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
