"""Truth and tracks as people have them: grids, rows, frames; what is wrong is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from tests.analysis.quality.pictures import columns

from skypact.analysis.quality.gospa import gospa
from skypact.analysis.quality.scans import scans
from skypact.analysis.quality.tables import at, tracks, truth
from skypact.core.errors import SkypactError

GRID = {"t": [0.0, 10], "xyz": np.arange(12.0).reshape(2, 2, 3), "alive": [[True, True], [True, False]]}
ROWS = {"t": [0.0, 0, 10], "id": [0, 1, 0], "x": [0.0, 3, 6], "y": [1.0, 4, 7], "z": [2.0, 5, 8]}


FORMS = {"grid": GRID, "rows": ROWS, "frame": pd.DataFrame(ROWS), "arrow": pa.table(ROWS)}


@pytest.mark.parametrize("source", FORMS.values(), ids=FORMS)
def test_one_table_in_four_forms(source: Any) -> None:
    """All hold the same three rows."""
    found = truth(source)
    assert found.xyz_m.tolist() == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    assert (found.t_s.tolist(), found.ids.tolist()) == ([0, 0, 10], [0, 1, 0])
    assert (found.v_mps, found.counts.all()) == (None, True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"xyz": None}, "no positions"),
        ({"id": None}, "no column 'id'"),
        ({"t": [0.0]}, "t has 1 rows, the positions have 3"),
        ({"t": [0.0, 0, 0]}, "a has two rows at 0 s"),
        ({"xyz": [[0, 0, 0], [1, 1, np.nan], [2, 2, 2]]}, "row 1 has no position"),
        ({"xyz": [[0, 0], [1, 1], [2, 2]]}, "three numbers a row"),
        ({"P": np.zeros((3, 2, 2))}, "3 x 3 matrix"),
        ({"t": ["now", "then", "later"]}, "not of numbers"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_said(change: dict[str, Any], said: str) -> None:
    """Each message says what is wrong and with which column."""
    table = columns([(0, "a", 0), (1, "a", 1), (0, "b", 5)]) | change
    with pytest.raises(SkypactError, match=said):
        tracks({name: column for name, column in table.items() if column is not None})


def test_truth_between_its_rows() -> None:
    """By straight lines, never beyond the first and last row of an object."""
    found = at(truth(columns([(0, "a", 0), (10, "a", 1000), (10, "b", 0), (20, "b", 100)])), np.array([5.0, 15, 25]))
    assert found.ids.tolist() == ["a", "b"]
    assert found.xyz_m[:, 0] == pytest.approx([500, 50])
    assert found.moments_s.tolist() == [5, 15, 25]


def test_tracks_at_other_moments_need_moments_named() -> None:
    """A track at 5 s with truth at 0 and 10 s is refused, not false; with at= truth is interpolated."""
    there = truth(columns([(0, "a", 0), (10, "a", 1000)]))
    held = tracks(columns([(5, 1, 600), (7, 1, 700)]))
    with pytest.raises(SkypactError, match=r"2 moments at which truth is not known, the first at 5 s"):
        scans(there, held)
    found = gospa(scans(there, held, np.array([5.0])))
    assert (found.t_s.tolist(), found.distance_m.tolist()) == ([5], [pytest.approx(100)])


def test_a_moment_without_anything_is_a_scan() -> None:
    """Nobody alive at 10 s: a track there is false, not refused."""
    there = truth(columns([(0, "a", 0), (10, "a", 0)], alive=[True, False]))
    assert gospa(scans(there, tracks(columns([(10, 1, 0)])))).n_false.tolist() == [0, 1]


def test_detectable_says_something_of_each() -> None:
    """An object that is forgotten is no answer; a column and spans hold together."""
    rows = columns([(0, "a", 0), (10, "a", 0), (0, "b", 0), (10, "b", 0)], detectable=[True, True, False, True])
    with pytest.raises(SkypactError, match="nothing said of b"):
        truth(rows, {"a": 0.0})
    assert truth(rows, {"a": (0.0, 5.0), "b": 0.0}).counts.tolist() == [True, False, False, True]
