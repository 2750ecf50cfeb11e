"""The section on who knew when."""

from __future__ import annotations

import re

from tests.study.worlds_by_hand import flown, priced

from skypact.report.sections.picture.knowledge import knowledge_section
from skypact.study.compare import compared


def test_a_row_for_each_territory_whose_and_step() -> None:
    """drone-01 comes over `by` 20 s after the first word under national and 50 s after it under unified."""
    found = compared(priced(), {name: flown(name) for name in ("national", "unified")}, seed=1)
    rows = found.knowledge().to_pylist()
    one = {(r["arrangement"], r["step"]): r for r in rows if (r["intruder"], r["who"]) == ("drone-01", "own")}
    assert (one["national", "told"]["median_s"], one["unified", "told"]["median_s"]) == (20.0, 50.0)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", str(knowledge_section(found, rows))))
    assert text.count(" its own ") == text.count(" anyone ") == 6
    assert "never 100.0 %" in text  # a step that no run came to


def test_nobody_came() -> None:
    found = compared(priced(), {name: flown(name) for name in ("national", "unified")}, seed=1)
    assert "No attacker or trespasser came over" in str(knowledge_section(found, []))
