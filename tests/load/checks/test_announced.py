"""A corpus file is in order only when it has the announced faults at the announced lines, and no others."""

from __future__ import annotations

from pathlib import Path

from skypact.core.errors import Fault
from skypact.load.checks.announced import Announced, announced


def fault(line: int, what: str) -> Fault:
    return Fault("a.yaml", line, 1, "", what)


def test_what_a_file_announces(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("# expect: no such post\n# at: 7\n# expect: a range\n# at: 9\n# faults: 3\nformat: 1\n")
    assert announced(path) == Announced((("no such post", 7), ("a range", 9)), 3)
    path.write_text("format: 1\n")
    assert announced(path) is None


def test_as_announced() -> None:
    assert Announced((("range", 9),), 1).lacking([fault(9, "a range of 0")]) == ()


def test_another_line_another_fault_and_one_more() -> None:
    expected = Announced((("range", 9),), 1)
    assert len(expected.lacking([fault(8, "a range of 0")])) == 1
    assert len(expected.lacking([fault(9, "a count of 0")])) == 1
    assert expected.lacking([fault(9, "a range of 0"), fault(3, "else")]) == ("2 faults where the file announces 1",)
