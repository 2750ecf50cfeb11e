"""decide.solver, matching: against scipy, HiGHS and the plain greedy rule; limits kept, by hypothesis."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment
from tests.kernels.shells import compiled_all

from verification import highs

PASSES = 20


class Problem:
    """A problem with its scratch, solved by plain or by compiled kernels."""

    def __init__(self, p, capacity, weight, limit, price: float = 0.0) -> None:  # type: ignore[no-untyped-def]
        from skypact.kernels.decide import solver

        self.p, self.weight, self.price = np.asarray(p, float), np.asarray(weight, float), price
        self.capacity, self.limit = np.asarray(capacity, np.int64), np.asarray(limit, np.int64)
        n = max(self.p.shape)
        self.out = np.full((len(self.p), max(1, int(self.capacity.max()))), 9)
        self.value: np.ndarray = np.empty(self.p.shape)
        self.f, self.k = np.empty((solver.FLOATS, n)), np.full((solver.INTS, n), 9)

    def marginal(self, kernels) -> float:  # type: ignore[no-untyped-def]
        """Solve greedily."""
        return kernels.marginal(self.p, self.capacity, self.weight, self.limit, self.price, self.out, self.f, self.k)

    def layered(self, kernels, passes: int = PASSES) -> float:  # type: ignore[no-untyped-def]
        """Solve by layers."""
        return kernels.layered(self.p, self.capacity, self.weight, self.limit, self.price, passes, self.out, self.value,
                               self.f, self.k)

    def shots(self) -> np.ndarray:
        """Return how many shots each unit gives to each track."""
        found = np.zeros(self.p.shape, np.int64)
        for i, row in enumerate(self.out):
            for j in row[row >= 0]:
                found[i, j] += 1
        return found

    def worth(self) -> float:
        """Return what the answer is worth, straight from its definition."""
        x = self.shots()
        return float(self.weight @ (1.0 - np.prod((1.0 - self.p) ** x, axis=0)) - self.price * x.sum())


def assigned(kernels, value, supply=None) -> tuple[float, list[int]]:  # type: ignore[no-untyped-def]
    """Return the total value and the unit of each track; scratch begins with rubbish."""
    value = np.asarray(value, float)
    n = max(value.shape)
    f, k = np.full((4, n), np.nan), np.full((4, n), 9)
    supply = np.ones(len(value), np.int64) if supply is None else np.asarray(supply)
    return kernels.assignment(value, supply, f, k), k[0, : value.shape[1]].tolist()


def drawn(seed: int, kind: str, rows: int = 12, columns: int = 12) -> np.ndarray:
    """Return a random matrix of values: spread, full of ties, or mostly impossible."""
    rng = np.random.default_rng([seed, 7])
    shape = rng.integers(1, rows + 1), rng.integers(1, columns + 1)
    if kind == "ties":
        return rng.integers(-2, 4, shape).astype(float)
    value = rng.random(shape)
    return np.where(rng.random(shape) < 0.6, -value, value) if kind == "sparse" else value


# 10, 9 | 9, 1: greedy takes 10 + 1, the best is 9 + 9
@pytest.mark.parametrize(
    ("value", "total", "units"),
    [
        ([[10, 9], [9, 1]], 18.0, [1, 0]),
        ([[5]], 5.0, [0]),
        ([[0, -1], [-2, 0]], 0.0, [-1, -1]),
        ([[1, 1], [1, 1]], 2.0, [0, 1]),  # ties: the lower unit, the lower track
        ([[2], [2], [2]], 2.0, [0]),  # more units than tracks: the lower keeps it
        ([[2], [3], [3]], 3.0, [1]),
        ([[1, 2, 3]], 3.0, [-1, -1, 0]),
        ([[4, 0], [3, 0], [0, 7]], 11.0, [0, 2]),
        ([[4, 1], [4, 0]], 5.0, [1, 0]),
    ],
)
def test_assignment_by_hand(plain, value: list[list[float]], total: float, units: list[int]) -> None:
    """Small matrices solved on paper, ties included."""
    assert assigned(plain.matching, value) == (total, units)


def test_a_unit_with_several_shots_takes_several_tracks(plain) -> None:
    """Unit 0 gives its second track to unit 1 where that is worth more, not where it is worth the same."""
    assert assigned(plain.matching, [[5, 4, 1], [0, 3, 0]], [2, 0]) == (9.0, [0, 0, -1])
    assert assigned(plain.matching, [[5, 4, 1], [0, 3, 0]], [2, 1]) == (9.0, [0, 0, -1])
    assert assigned(plain.matching, [[5, 4, 2], [0, 3, 0]], [2, 1]) == (10.0, [0, 1, 0])
    assert assigned(plain.matching, [[5, 4, 2], [0, 3, 0]], [9, 1]) == (11.0, [0, 0, 0])


@pytest.mark.parametrize("kind", ["spread", "ties", "sparse"])
def test_assignment_is_that_of_scipy(plain, kind: str) -> None:
    """Equal value on 67 random instances of each kind, 201 in all, from 1 × 1 to 12 × 12, and the answer has it."""
    for seed in range(67):
        value = drawn(seed, kind)
        possible = np.maximum(value, 0.0)
        rows, columns = linear_sum_assignment(possible, maximize=True)
        total, units = assigned(plain.matching, value)
        assert total == pytest.approx(possible[rows, columns].sum(), abs=1e-12), seed
        taken = [(i, j) for j, i in enumerate(units) if i >= 0]
        assert len({i for i, _ in taken}) == len(taken)
        assert all(value[i, j] > 0 for i, j in taken)
        assert sum(value[i, j] for i, j in taken) == pytest.approx(total)


def test_assignment_with_supply_is_that_of_repeated_rows(plain) -> None:
    """A unit with n shots is n equal rows."""
    for seed in range(60):
        value = drawn(seed, ("spread", "ties", "sparse")[seed % 3], 8)
        supply = np.random.default_rng([seed, 8]).integers(0, 4, len(value))
        rows = np.repeat(np.maximum(value, 0.0), supply, axis=0)
        best = rows[linear_sum_assignment(rows, maximize=True)].sum()
        total, units = assigned(plain.matching, value, supply)
        assert total == pytest.approx(best, abs=1e-12), seed
        assert (np.bincount([i for i in units if i >= 0], minlength=len(value)) <= supply).all()


def random_problem(seed: int, n_unit: int, n_track: int, kind: str, shots: int, most: int, price: float) -> Problem:
    """Return a random problem with its scratch."""
    made = highs.problem(seed, n_unit, n_track, kind, shots, most, price)
    return Problem(made.p, made.capacity, made.weight, made.limit, price)


# the last number is the seed
@pytest.mark.parametrize(
    "case",
    [
        ("spread", 1, 1, 0.0, 1), ("spread", 3, 2, 0.0, 2), ("sparse", 3, 2, 0.0, 15), ("sparse", 3, 20, 0.02, 19),
        ("sparse", 2, 1, 0.0, 4), ("product", 2, 2, 0.0, 18),
    ],
)  # fmt: skip
def test_layers_come_within_one_per_cent_of_highs(plain, case: tuple[str, int, int, float, int]) -> None:
    """20 × 20 with one and with several shots a unit and a track, with and without a price."""
    kind, shots, most, price, seed = case
    problem = random_problem(seed, 20, 20, kind, shots, most, price)
    bound = highs.upper_bound(highs.problem(seed, 20, 20, kind, shots, most, price))
    found = problem.layered(plain.solver)
    assert found == pytest.approx(problem.worth(), rel=1e-9)
    assert 0.99 * bound <= found <= bound * (1 + 1e-9)


def test_one_shot_each_is_exact(plain) -> None:
    """With limits of one, layers reach what scipy says about rows repeated; greedy stays below by some per cent."""
    lost = []
    for seed in range(8):
        problem = random_problem(seed, 10, 12, "sparse", 3, 1, 0.0)
        best = highs.one_shot_optimum(highs.problem(seed, 10, 12, "sparse", 3, 1))
        greedy = problem.marginal(plain.solver)
        assert problem.layered(plain.solver) == pytest.approx(best, rel=1e-9)
        lost.append(1 - greedy / best)
    assert min(lost) > -1e-12
    assert max(lost) > 0.005


def by_the_rule(problem: Problem) -> np.ndarray:
    """Return greedy shots by the plain rule: the first of the largest returns in order of unit and track."""
    left, room = problem.capacity.copy(), problem.limit.copy()
    x, survives = np.zeros(problem.p.shape, np.int64), np.ones(problem.p.shape[1])
    while True:
        gain = np.where((left[:, None] > 0) & (room > 0) & (problem.p > 0),
                        problem.weight * survives * problem.p - problem.price, 0.0)
        i, j = np.unravel_index(gain.argmax(), gain.shape)
        if gain[i, j] <= 1e-9:
            return x
        x[i, j] += 1
        left[i] -= 1
        room[j] -= 1
        survives[j] *= 1 - problem.p[i, j]


@pytest.mark.parametrize("most", [1, 3])
def test_greedy_is_best_pair_first(plain, most: int) -> None:
    """Shot for shot the plain rule, also where many returns are equal."""
    for seed in range(15):
        problem = random_problem(seed, 6, 9, "sparse", 3, most, 0.05 * (seed % 2))
        if seed % 3 == 0:
            problem.p, problem.weight = np.where(problem.p > 0, 0.5, 0.0), np.ones(9)
        assert problem.marginal(plain.solver) == pytest.approx(problem.worth())
        assert problem.shots().tolist() == by_the_rule(problem).tolist()


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_answers_keep_to_the_rules(plain, data: st.DataObject) -> None:
    """Capacity, limits and impossible pairs respected; what is returned is what it is worth; layers ≥ greedy ≥ 0."""
    n_unit, n_track = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 6))
    chances = st.sampled_from([-1.0, 0.0, 1e-12, 0.2, 0.3, 0.5, 0.9, 1.0])
    p = data.draw(st.lists(st.lists(chances, min_size=n_track, max_size=n_track), min_size=n_unit, max_size=n_unit))
    few = st.integers(0, 3)
    capacity = data.draw(st.lists(few, min_size=n_unit, max_size=n_unit))
    limit = data.draw(st.lists(few, min_size=n_track, max_size=n_track))
    weight = data.draw(st.lists(st.sampled_from([0.0, 0.5, 1.0, 3.0]), min_size=n_track, max_size=n_track))
    problem = Problem(p, capacity, weight, limit, data.draw(st.sampled_from([0.0, 0.3])))
    found = []
    for solve in (problem.marginal, problem.layered):
        worth = solve(plain.solver)
        x = problem.shots()
        assert (x.sum(axis=1) <= problem.capacity).all()
        assert (x.sum(axis=0) <= problem.limit).all()
        assert not x[problem.p <= 0].any()
        assert ((problem.out >= -1) & (problem.out < n_track)).all()
        assert (np.diff((problem.out < 0).astype(int), axis=1) >= 0).all()  # shots first, then −1
        assert worth == pytest.approx(problem.worth(), abs=1e-7)
        found.append(worth)
    assert -1e-7 <= found[0] <= found[1] + 1e-12


def test_weight_and_price_decide_how_many_shots(plain) -> None:
    """Four shots of .5 at weights 4 and 1: the third at the first is worth .5, as much as the first at the second.

    A price of .45 leaves the second shot at the second (.25) at home.
    """
    problem = Problem([[0.5, 0.5]], [4], [4.0, 1.0], [9, 9])
    assert problem.layered(plain.solver) == pytest.approx(4 * 0.875 + 0.5)
    assert problem.shots().tolist() == [[3, 1]]
    problem = Problem([[0.5, 0.5]], [9], [4.0, 1.0], [9, 9], price=0.45)
    assert problem.layered(plain.solver) == pytest.approx(4 * 0.875 + 0.5 - 4 * 0.45)
    assert problem.shots().tolist() == [[3, 1]]


def test_a_room_larger_than_the_problem_changes_nothing(plain) -> None:
    """Scratch and answer may be larger than needed; capacity beyond the columns of the answer is not used."""
    small = random_problem(3, 5, 7, "sparse", 3, 2, 0.0)
    worth, found = small.layered(plain.solver), small.shots()
    large = random_problem(3, 5, 7, "sparse", 3, 2, 0.0)
    large.out = np.zeros((9, 6), np.int64)
    large.value, large.f, large.k = np.empty((9, 11)), np.empty((7, 30)), np.zeros((12, 30), np.int64)
    assert large.layered(plain.solver) == worth
    large.out = large.out[:5]
    assert large.shots().tolist() == found.tolist()
    small.out, small.capacity = small.out[:, :1], np.full(5, 100)
    small.layered(plain.solver)
    assert (small.shots().sum(axis=1) <= 1).all()


@pytest.mark.slow
def test_compiled_is_plain(plain) -> None:
    """Bit for bit, worth and shots."""
    from skypact.kernels.decide import solver

    assert isinstance(solver, ModuleType)
    fast = compiled_all(solver, "marginal", "layered")
    for seed, kind in enumerate(("spread", "sparse", "product")):
        problem = random_problem(seed, 7, 9, kind, 3, 2, 0.01)
        for solve in (problem.marginal, problem.layered):
            worth, slow = solve(plain.solver), problem.out.tolist()
            assert solve(fast) == worth
            assert problem.out.tolist() == slow
