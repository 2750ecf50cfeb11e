"""The promises behind a result: one fate each, the same bits for any workers, order, chunks, capacities, stops."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.scenes import battery, busy, flight, radar, raid

import skypact.engine.plan as plan_room
import skypact.engine.replicate as replicate_room
from skypact.arrays.codes import E_FATE, E_HIT, E_MISSED, LEVELS
from skypact.arrays.state import N_EVENTS, Sizes, blank
from skypact.core.errors import CapacityError, SkypactError
from skypact.engine import batch
from skypact.engine.plan import Plan, plan
from skypact.engine.replicate import plots_of, replicate, rewind
from skypact.engine.steps import begin, finish, step_until
from skypact.spec.scenario import Scenario

BOTH = pytest.mark.parametrize("association", ["perfect", "gnn"])
RUNS = 6


def runs_of(made: Plan, level: str = "full") -> list[bytes]:
    """Return the events of some runs as bytes."""
    return [replicate(made, 7, run, level).tobytes() for run in range(RUNS)]


@pytest.fixture(scope="module")
def result() -> dict[str, list[bytes]]:
    """Return the events of the busy scene under each association."""
    return {a: runs_of(plan(busy(), a)) for a in ("perfect", "gnn")}


@BOTH
@pytest.mark.parametrize("level", LEVELS)
def test_every_object_comes_to_one_fate(level: str, association: str) -> None:
    """At every level, in every run; nothing happens to an object after it but what was under way."""
    made = plan(busy(), association)
    for run in range(RUNS):
        rows = replicate(made, 7, run, level)
        fates = rows[rows["kind"] == E_FATE]
        assert len(fates) == len(made.roster.objects) == len(set(fates["subject"]))
        assert (np.diff(rows["t_s"]) >= 0).all()
        assert (rows["subject"] >= 0).all()


def test_a_run_depends_on_its_number_and_seed_alone(result: dict[str, list[bytes]]) -> None:
    """Runs differ, the same run is the same again, in any order of playing."""
    made = plan(busy(), "perfect")
    again = {run: replicate(made, 7, run).tobytes() for run in reversed(range(RUNS))}
    assert [again[run] for run in range(RUNS)] == result["perfect"]
    assert len(set(result["perfect"])) == RUNS
    assert replicate(made, 8, 0).tobytes() != result["perfect"][0]


def turned(value: Any) -> Any:
    """Return a mapping with all its mappings in the reverse order; lists keep theirs."""
    return {k: turned(v) for k, v in reversed(value.items())} if isinstance(value, dict) else value


@BOTH
def test_neither_workers_nor_order_reach_the_result(association: str) -> None:
    """Event and entity tables, and the stamp, for one and two workers, units forwards and backwards."""
    backwards = Scenario.model_validate(turned(busy().model_dump(by_alias=True)))
    assert list(backwards.intruders) != list(busy().intruders)
    logs = [
        batch.run(made, runs=RUNS, seed=7, workers=workers, association=association)
        for made, workers in ((busy(), 1), (busy(), 2), (backwards, 1), (backwards, 2))
    ]
    for log in logs[1:]:
        assert log.events.equals(logs[0].events)
        assert log.entities.equals(logs[0].entities)
        assert log.stamp == logs[0].stamp


def test_a_batch_counts_its_progress_and_refuses_nonsense() -> None:
    """Progress adds up to the runs; no runs, a foreign level, a negative seed are refused."""
    done: list[int] = []
    log = batch.run(raid(), runs=5, workers=2, progress=done.append)
    assert (sum(done), log.runs) == (5, 5)
    assert set(log.events["run"].to_pylist()) == set(range(5))
    for wrong in ({"runs": 0}, {"level": "deep"}, {"seed": -1}, {"runs": 1 << 25}):
        with pytest.raises(SkypactError):
            batch.run(raid(), **wrong)  # type: ignore[arg-type]


@BOTH
@pytest.mark.parametrize("looks", [2000, 700])
def test_chunks_of_time_do_not_reach_the_result(monkeypatch, result, association: str, looks: int) -> None:
    """The same bits where the table of looks is cut into many."""
    monkeypatch.setattr(plan_room, "CHUNK_LOOKS", looks)
    made = plan(busy(), association)
    assert len(made.chunks) >= 4000 // looks
    assert runs_of(made) == result[association]
    assert runs_of(made) == result[association]


@pytest.mark.parametrize("level", LEVELS)
def test_chunks_at_every_level_and_what_is_never_seen(monkeypatch, level: str) -> None:
    """What could never be seen has the same cause, in the first run as in the second."""
    low = {"low": flight((54.5, 23), (53, 23), altitude="30 m"), "far": flight((55.9, 25.9), (55.5, 25.9)),
           "jet": flight((54.5, 24), (53, 24))}  # fmt: skip
    whole = runs_of(plan(raid(intruders=low)), level)
    monkeypatch.setattr(plan_room, "CHUNK_LOOKS", 100)
    made = plan(raid(intruders=low))
    assert len(made.chunks) > 3
    assert runs_of(made, level) == whole


def test_capacities_grow_and_the_run_is_played_again(result: dict[str, list[bytes]]) -> None:
    """From the smallest capacities to the same bits; the plan keeps what was needed."""
    for association in ("perfect", "gnn"):
        made = plan(busy(), association)
        slots = made.sizes.slots if association == "perfect" else 1  # perfect association has a slot an object
        made.sizes = Sizes(slots=slots, heap=1, events=1, pairs=1, cluster=1)
        assert runs_of(made) == result[association]
        assert made.sizes.heap > 8
        assert made.sizes.events > 64
        if association == "gnn":
            assert made.sizes.slots >= 8
            assert made.sizes.pairs >= 2


@pytest.mark.parametrize("what", ["events", "heap", "slots", "pairs"])
def test_the_memory_limit_says_which_and_how_to_raise_it(monkeypatch, what: str) -> None:
    """Only the limit is an error."""
    monkeypatch.setattr(replicate_room, "LIMIT", 2)
    made = plan(busy(), "gnn")
    large = {"slots": 64, "heap": 4096, "events": 8192, "pairs": 512, "cluster": 64}
    made.sizes = Sizes(**(large | {what: 1}))
    with pytest.raises(CapacityError, match=rf"{what}.*LIMIT = 2.*raise it"):
        replicate(made, 7, 0)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stops=st.lists(st.floats(0, 720), max_size=12), run=st.integers(0, RUNS - 1))
@BOTH
def test_a_run_may_stop_anywhere_and_go_on(stops: list[float], run: int, association: str) -> None:
    """step_until in pieces, some of them empty, gives the same bits as in one."""
    made = plan(busy(), association)
    assert len(made.chunks) == 1
    state = blank(made.world, made.sizes)
    begin(made.world, state, 7, run, 2)
    state.reach[:] = made.reach[state.air[0]]
    plots, n = plots_of(made, state, 7, run, 0, 2)
    rewind(made, state, plots, n, 0)
    for stop in [*sorted(stops), *sorted(stops)[-1:], made.duration_s]:
        step_until(made.world, state, 7, run, plots, n, stop, 2)
    finish(made.world, state, made.duration_s)
    events = state.event[: int(state.counter[N_EVENTS])]
    whole = replicate(made, 7, run)
    assert events[np.argsort(events["t_s"], kind="stable")].tobytes() == whole.tobytes()


def test_silencing_a_radar_does_not_shift_the_luck_of_shots() -> None:
    """Law 3: delays, kills and looks belong to names, not to counters: shots at a jet end alike with one radar less."""
    def ends(scenario: Scenario, run: int) -> list[tuple[int, int]]:
        made = plan(scenario)
        rows = replicate(made, 3, run)
        return [(int(r["kind"]), int(r["cause"])) for r in rows if r["kind"] in (E_HIT, E_MISSED)]

    guns = {"battery": battery(kill={"aircraft": 0.3})}
    more = {"radar": radar(), "spare": radar(at=[53.0, 24.4])}
    for run in range(10):
        one, two = ends(raid(batteries=guns), run), ends(raid(batteries=guns, sensors=more), run)
        n = min(len(one), len(two))
        assert n > 0
        assert one[:n] == two[:n]
