"""Faults: how they read, how they sort, and the nearest name."""

from __future__ import annotations

from skypact.core.errors import Fault, InputFaults, nearest


def test_a_fault_reads_as_file_line_column_path_what_right() -> None:
    fault = Fault("s.yaml", 3, 5, "posts.a", "unknown post 'b'", "did you mean 'c'?")
    assert str(fault) == "s.yaml:3:5: posts.a: unknown post 'b' — did you mean 'c'?"
    assert str(Fault("s.yaml", 0, 0, "", "too big")) == "s.yaml: too big"


def test_faults_are_told_in_the_order_of_the_file() -> None:
    late, early = Fault("s", 9, 1, "", "late"), Fault("s", 2, 7, "", "early")
    assert InputFaults([late, early]).faults == [early, late]
    assert str(InputFaults([late, early])) == "s:2:7: early\ns:9:1: late"


def test_nearest() -> None:
    assert nearest("centr", ["centre", "border"]) == "did you mean 'centre'?"
    assert nearest("zzz", ["b", "a"]) == "known: a, b"
    assert nearest("zzz", "abcdefghij") == "known: a, b, c, d, e, f, g, h, …"
    assert nearest("x", []) == "none is defined"
