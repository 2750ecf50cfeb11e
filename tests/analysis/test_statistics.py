"""Statistics against published examples and values worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from skypact.analysis import statistics as st


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (1, 29, 0.0061, 0.1718)],  # Newcombe 1998, table I, method 3
)
def test_wilson_gives_the_published_intervals(hits: int, n: int, low: float, high: float) -> None:
    interval = st.share_interval(hits, n)
    assert interval[:3] == pytest.approx((hits / n, low, high), abs=5e-5)
    assert interval.kind == "wilson"


def test_none_of_a_thousand_has_an_upper_bound_of_three_in_a_thousand() -> None:
    interval = st.share_interval(0, 1000)
    assert (interval.value, interval.low) == (0.0, 0.0)
    assert (1 - interval.high) ** 1000 == pytest.approx(0.05)
    assert round(100 * interval.high, 1) == 0.3
    assert st.share_interval(1000, 1000).low == pytest.approx(1 - interval.high)


def test_mean_has_students_interval() -> None:
    # sd = sqrt(2.5), t(0.975, 4) = 2.776445: half-width 2.776445 × sqrt(2.5 / 5) = 1.963243
    assert st.mean_interval(np.array([1.0, 2, 3, 4, 5]))[:4] == pytest.approx((3.0, 1.036757, 4.963243, 5), abs=1e-6)
    assert st.mean_interval(np.full(7, 0.1)) == (0.1, 0.1, 0.1, 7, "constant")
    assert math.isnan(st.mean_interval(np.array([3.0])).low)


def test_mcnemar_is_the_exact_binomial() -> None:
    assert st.mcnemar_p(1, 7) == pytest.approx(2 * (1 + 8) / 256)
    assert st.mcnemar_p(0, 5) == st.mcnemar_p(5, 0) == pytest.approx(2 / 32)
    assert st.mcnemar_p(3, 3) == st.mcnemar_p(0, 0) == 1.0


@pytest.mark.parametrize(
    ("table", "value", "low", "high"),
    [
        ((1, 7, 1, 12), -6 / 21, -0.507, -0.026),  # Bentur 2009 in Fagerland, Lydersen, Laake 2014
        ((36, 2, 12, 0), 10 / 50, 0.0569, 0.3404),  # Newcombe 1998, Stat Med 17:2635, method 10
    ],
)
def test_newcombe_gives_the_published_paired_intervals(
    table: tuple[int, int, int, int], value: float, low: float, high: float
) -> None:
    found = st.paired_share(*table)
    assert found[:3] == pytest.approx((value, low, high), abs=6e-4)


def test_paired_shares_are_counted_from_runs() -> None:
    a = np.array([1, 1, 0, 0, 1, 0], dtype=bool)
    b = np.array([1, 0, 1, 1, 1, 0], dtype=bool)
    assert st.paired_share_of(a, b) == st.paired_share(2, 1, 2, 1)
    assert st.paired_share_of(a, b).value == pytest.approx(1 / 6)


def test_a_difference_of_paired_shares_turns_round_with_its_sides() -> None:
    one, two = st.paired_share(5, 9, 2, 4), st.paired_share(5, 2, 9, 4)
    assert (one.value, one.low, one.high) == pytest.approx((-two.value, -two.high, -two.low))


def test_the_bootstrap_pairs_runs_and_repeats_itself() -> None:
    luck = np.arange(200.0)
    shifted = luck + np.tile([1.0, 3.0], 100)
    found = st.paired_difference(luck, shifted)
    # The mean of 200 draws of 1 or 3 has the standard error 1 / sqrt(200) = 0.0707, whatever the common luck.
    assert found.value == 2.0
    assert (found.high - found.low) == pytest.approx(2 * 1.96 * 0.0707, rel=0.12)
    assert found == st.paired_difference(luck, shifted)
    assert st.paired_difference(luck, luck + 5).kind == "constant"
    assert st.paired_difference(luck, 2 * luck, "median").value == pytest.approx(99.5)
    with pytest.raises(ValueError, match="cannot be paired"):
        st.paired_difference(luck, luck[1:])


def test_the_bootstrap_does_not_depend_on_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = np.arange(50.0) % 7, np.arange(50.0) % 5
    whole = st.paired_difference(a, b)
    monkeypatch.setattr(st, "_BLOCK", 1000)
    assert st.paired_difference(a, b) == whole


def test_quantiles_know_never() -> None:
    times = np.array([40.0, 10.0, np.inf, 30.0, 20.0])
    assert [st.quantile(times, q) for q in (0.2, 0.25, 0.5, 0.8, 0.81)] == [10.0, 20.0, 30.0, 40.0, np.inf]
    assert math.isnan(st.quantile(np.zeros(0), 0.5))


def test_cumulative_incidence_with_a_competing_risk_and_censoring() -> None:
    # At risk 4, 3, (2), 1: incidence 1/4 at 1 s; free 3/4 · 2/3 = 1/2 after 2 s; 1/4 + 1/2 · 1/1 at 4 s.
    times, status = np.array([4.0, 2.0, 3.0, 1.0]), np.array([1, 2, 0, 1])
    moments, incidence = st.cumulative_incidence(times, status)
    assert moments.tolist() == [1.0, 2.0, 4.0]
    assert incidence.tolist() == pytest.approx([0.25, 0.25, 0.75])
    assert st.cumulative_incidence(times, status, of=2)[1].tolist() == pytest.approx([0.0, 0.25, 0.25])
    assert st.restricted_mean_incidence(moments, incidence, 5.0) == pytest.approx(5 - (3 * 0.25 + 1 * 0.75))


def test_without_censoring_it_is_the_mean_up_to_the_horizon() -> None:
    times = np.array([10.0, 25.0, 60.0, 80.0])
    left = np.array([1, 1, 2, 1])  # the third one left: it never has the event
    never = np.where(left == 1, times, np.inf)
    area = st.restricted_mean_incidence(*st.cumulative_incidence(times, left), 70.0)
    assert area == pytest.approx(np.minimum(never, 70.0).mean())


def test_median_has_the_interval_between_order_statistics() -> None:
    # n = 20: P(B ≤ 5) = 0.0207, P(B ≤ 6) = 0.0577 of a binomial(20, 1/2): the 6th and the 15th (sign test)
    found = st.median_interval(np.arange(1.0, 21.0)[::-1])
    assert found[:4] == (10.5, 6.0, 15.0, 20)
    assert st.median_interval(np.arange(6.0))[:3] == (2.5, 0.0, 5.0)
    assert math.isnan(st.median_interval(np.arange(5.0)).low)
    assert st.median_interval(np.array([3.0, 3.0])) == (3.0, 3.0, 3.0, 2, "constant")
    assert math.isnan(st.median_interval(np.zeros(0)).value)


def test_a_share_of_none_has_the_bound_of_runs() -> None:
    assert st.mean_or_bound(np.zeros(50)).high == pytest.approx(1 - 0.05 ** (1 / 50))
    assert st.mean_or_bound(np.array([0.0, 0.5])).kind == "t"


def test_ratio_is_of_sums() -> None:
    found = st.ratio_interval(np.array([10.0, 0.0, 20.0]), np.array([1.0, 4.0, 5.0]))
    assert found.value == pytest.approx(3.0)
    assert found.low <= 3.0 <= found.high
    assert st.ratio_interval(np.full(4, 2.0), np.full(4, 4.0)) == (0.5, 0.5, 0.5, 4, "constant")
    assert math.isnan(st.ratio_interval(np.ones(3), np.zeros(3)).value)


def test_means_of_runs_leave_out_what_is_not_known() -> None:
    nan = math.nan
    assert st.run_means(np.array([[1.0, nan], [nan, nan], [2.0, 4.0]])).tolist() == [1.0, 3.0]


def test_ends_stop_at_nothing_and_at_all() -> None:
    assert st.ends(st.Interval(0.5, -0.2, 1.3, 3, "t"), 1.0) == (0.0, 1.0)
    assert st.ends(st.Interval(0.5, math.nan, math.inf, 1, "")) == (None, None)

def test_a_ratio_resamples_whole_runs() -> None:
    """1 of 1 case in one run, 0 of 3 in the other: 1/4; a resample of two runs has 1, 1/4 or 0."""
    found = st.case_share_interval(np.array([1, 0, 0]), np.array([1, 3, 0]))
    assert (found.value, found.low, found.high, found.n) == (0.25, 0.0, 1.0, 2)
    one = st.case_share_interval(np.array([2]), np.array([4]))
    assert one.value == 0.5
    assert np.isnan(one.low)


def test_a_ratio_of_none_has_a_bound_over_runs() -> None:
    """0 of 12 cases in 4 runs: at most 1 - 0.05^(1/4) of such runs hold one; the same from above."""
    none = st.case_share_interval(np.zeros(4), np.full(4, 3))
    assert (none.value, none.low, none.high) == (0.0, 0.0, pytest.approx(1 - 0.05**0.25))
    every = st.case_share_interval(np.full(4, 3), np.full(4, 3))
    assert (every.value, every.low, every.high) == (1.0, pytest.approx(0.05**0.25), 1.0)
    assert np.isnan(st.case_share_interval(np.zeros(2), np.zeros(2)).value)


def test_a_difference_of_ratios_is_of_the_sums_of_paired_runs() -> None:
    a, b = (np.array([1, 0, 1, 2.0]), np.array([1, 0, 2, 3.0])), (np.array([0, 0, 1, 1.0]), np.array([1, 0, 2, 5.0]))
    found = st.paired_case_share(a, b)
    assert found.value == pytest.approx(2 / 8 - 4 / 6)
    assert -1 <= found.low <= found.value <= found.high <= 0  # b has no greater a share in any run
    assert found.kind == "bootstrap"
    back = st.paired_case_share(b, a)
    assert (back.value, back.low, back.high) == pytest.approx((-found.value, -found.high, -found.low))
    assert st.paired_case_share(a, a)[:3] == (0.0, 0.0, 0.0)


def test_a_difference_of_ratios_knows_what_no_resample_shows() -> None:
    four = np.full(4, 3.0)
    found = st.paired_case_share((four, four), (np.zeros(4), four))  # all against none, in four runs each
    bound = 1 - 0.05 ** (1 / 4)
    assert (found.value, found.low, found.high) == (-1.0, -1.0, pytest.approx(-1 + math.sqrt(2) * bound))
    assert st.paired_case_share((four, four), (np.zeros(4), np.zeros(4))).kind == "none"
    few = np.array([1.0, 0, 0, 0])  # one run with a case, which half of the resamples lack
    assert math.isfinite(st.paired_case_share((np.array([1.0, 0, 2, 1]), four), (few, 2 * few)).low)
