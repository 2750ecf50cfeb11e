"""Again: the command that makes a comparison's file again."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from skypact.study.worlds import chosen

if TYPE_CHECKING:
    from skypact.study.compare import Comparison


def command(comparison: Comparison) -> str:
    """Return what to type to make the same viewer's file: settings by --set are not in it, the scenario's hash is."""
    s, names, dated = comparison.scenario, comparison.names, comparison.dated
    stamp = comparison.logs[names[0]].stamp
    said: list[object] = ["skypact", "compare", s.id, "--runs", comparison.runs, "--seed", comparison.seed]
    if dated:
        said += ["--dates", ",".join(dated.dates)]
        names = dated.arrangements
    said += ["--arrangements", ",".join(names)] if s.arrangements and names != chosen(s, None) else []
    said += ["--association", stamp["association"]] if stamp.get("association") else []
    said += ["--hypothesis", comparison.hypothesis] if comparison.hypothesis else []
    said += ["--allow-code"] if stamp.get("code_sha256") else []
    return shlex.join(str(word) for word in [*said, "--view"])
