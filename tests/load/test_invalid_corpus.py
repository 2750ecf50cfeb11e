"""Every invalid scenario is refused with the message and the line that its first lines announce, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from skypact.core.errors import InputFaults
from skypact.load.checks.announced import announced
from skypact.load.scenario import scenario

FOLDER = Path(__file__).parents[2] / "scenarios" / "invalid"
FILES = sorted(FOLDER.glob("*.yaml"))


def test_the_corpus_is_large_enough() -> None:
    assert len(FILES) >= 40


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_refused_as_announced(path: Path) -> None:
    expected = announced(path)
    assert expected is not None
    with pytest.raises(InputFaults) as refused:
        scenario(path)
    assert not expected.lacking(refused.value.faults), str(refused.value)
