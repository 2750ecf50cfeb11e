"""Factors: what a study may vary. Intruders, traffic and crafts are constants of a scenario (law 9)."""

from __future__ import annotations

from skypact.core.errors import SkypactError
from skypact.load.quantities import CONSTANT


def check_factor(path: str) -> None:
    """Raise SkypactError unless the path is of the defender's side.

    Spelling does not matter: case, blanks and leading separators are ignored, and a rival account's settings are
    looked into.
    """
    parts = [part.strip().strip("\"'").casefold() for part in path.replace("/", ".").replace("[", ".").split(".")]
    parts = [part for part in parts if part]
    if not parts:
        raise SkypactError("no path to vary — name a quantity, such as posts.NAME.stops")
    if parts[0] == "hypotheses" and len(parts) > 3:
        parts = parts[3:]  # hypotheses.NAME.set.PATH
    if parts[0] in CONSTANT:
        raise SkypactError(
            f"{path}: routes, heights, timings and kinds of intruders and traffic are constants of a scenario and "
            "never a study factor (defence only) — choose a defender-side quantity, such as posts.NAME.stops"
        )
