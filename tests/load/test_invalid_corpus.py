"""Every invalid scenario is refused with the message and the line that its first lines announce, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from skypact.core.errors import InputFaults
from skypact.load.scenario import scenario

FOLDER = Path(__file__).parents[2] / "scenarios" / "invalid"
FILES = sorted(FOLDER.glob("*.yaml"))


def announced(path: Path) -> tuple[list[tuple[str, int]], int]:
    text = path.read_text(encoding="utf-8")
    expected = re.findall(r"^# expect: (.*)\n# at: (\d+)$", text, re.M)
    count = re.search(r"^# faults: (\d+)$", text, re.M)
    return [(what, int(line)) for what, line in expected], int(count.group(1)) if count else 1


def test_the_corpus_is_large_enough() -> None:
    assert len(FILES) >= 40


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_refused_as_announced(path: Path) -> None:
    expected, count = announced(path)
    assert expected
    with pytest.raises(InputFaults) as refused:
        scenario(path)
    faults = refused.value.faults
    for what, line in expected:
        there = [f for f in faults if f.line == line]
        assert any(what in str(f) for f in there), f"{what!r} is not at line {line}:\n{refused.value}"
    assert len(faults) == count, str(refused.value)
