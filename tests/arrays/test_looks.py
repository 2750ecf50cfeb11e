"""looks: the order of rows by time, sensor and object."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from skypact.arrays.looks import in_time

rows = st.integers(0, 60).flatmap(
    lambda n: st.tuples(
        hnp.arrays(np.float64, n, elements=st.sampled_from([0.0, 0.5, 1.0, 7.25])),
        hnp.arrays(np.int32, n, elements=st.integers(-1, 3)),
        hnp.arrays(np.int32, n, elements=st.integers(-1, 4)),
    )
)


@given(rows)
def test_the_order_is_that_of_three_keys(table: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    """The same as a stable sort by three keys, whatever is equal and whatever has no sensor or object."""
    t, sensor, of = table
    np.testing.assert_array_equal(in_time(t, sensor, of), np.lexsort((of, sensor, t)))


def test_rows_equal_in_all_three_stay_as_they_stand() -> None:
    """Two rows of the same moment, sensor and object keep their order; an earlier one comes first."""
    t = np.array([5.0, 5.0, 1.0])
    same = np.zeros(3, np.int32)
    np.testing.assert_array_equal(in_time(t, same, same), [2, 0, 1])
