"""The proof of consistency in small, and that it fails for a filter that is too sure of itself."""

from __future__ import annotations

import numpy as np
import pytest

from verification import tracking


def test_the_filters_are_as_sure_as_they_may_be() -> None:
    """Forty targets of each case: every mean within three standard errors."""
    found = tracking.proofs(0.1, 1)
    assert len(found) == 20
    assert [p.name for p in found if not p.ok] == []


def test_a_filter_that_is_too_sure_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Truth with four times the noise that the filter believes in: the means are far off."""
    drawn = tracking.truth

    def rougher(rng: np.random.Generator, runs: int, start: np.ndarray) -> np.ndarray:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tracking, "Q", 4.0 * tracking.Q)
            return drawn(rng, runs, start)

    monkeypatch.setattr(tracking, "truth", rougher)
    failed = {p.name for p in tracking.proofs(0.1, 1) if not p.ok}
    assert {"Linear: NEES at scan 40", "Radar: NEES at scan 40"} <= failed
