"""Booking: twenty cases and four made-up changes, summed by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.study.worlds_by_hand import scenario, simulator

from skypact.arrays import codes as k
from skypact.study.causal.candidate import Candidate
from skypact.study.causal.ledger import Causal, booked
from skypact.study.causal.replay import Fates, Job, Played, prepare


@pytest.fixture(scope="module")
def job() -> Job:
    """In 20 of 30 runs drone-01 gets through; nothing else does."""
    read = scenario()
    log = simulator([])(read, "national", runs=30, seed=7)
    log.stamp["association"] = "perfect"
    return prepare(read, "national", log)


def change(kind: str, rank: int, *owners: str) -> Candidate:
    return Candidate(f"{kind}/{'-'.join(owners)}", kind, rank, owners, f"a {kind}", lambda s: s)


def world(job: Job, one: Candidate, stopped: list[int], **new: tuple[str, int]) -> Played:
    """Return a world in which these cases end otherwise, and the first n runs have a new case of an object."""
    fate, counts = job.base.fate.copy(), {name: found.copy() for name, found in job.base.counts.items()}
    drone = job.names.index("drone-01")
    fate[stopped, drone] = k.F_DESTROYED
    counts["leak"][stopped, drone] = False
    for measure, (name, n) in new.items():
        counts[measure][:n, job.names.index(name)] = True
    return Played(one, Fates(fate, counts))


@pytest.fixture(scope="module")
def found(job: Job) -> Causal:
    played = [
        world(job, change("delay", 0, "by"), [0, 1, 2, 3, 4, 5]),
        world(job, change("delay", 0, "ru"), [4, 5, 6, 7, 12, 13]),
        world(job, change("link", 2, "by", "ru"), list(range(12)), wrongful=("liner", 1)),
        world(job, change("stock", 0, "by"), [], leak=("drone-02", 2)),
    ]
    return booked(replace(job, candidates=tuple(one.candidate for one in played)), played)


def rows(table: Any, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in table.to_pylist()]


def test_each_case_is_booked_on_its_smallest_change(found: Causal) -> None:
    """Cases 4 and 5 are shared by two changes of one size; the link has only those that no delay alters."""
    assert rows(found.kinds, "kind", "owner", "cases", "share", "alters") == [
        ("delay", "by", 5.0, 0.25, 6), ("delay", "ru", 5.0, 0.25, 6), ("link", "by and ru", 4.0, 0.2, 12),
        ("", "", 6.0, 0.3, 0),
    ]  # fmt: skip
    cases = found.cases.to_pylist()
    assert cases[4]["smallest"] == ["delay/by", "delay/ru"]
    assert (cases[4]["owner"], cases[4]["altered_by"]) == ("by; ru", 3)
    assert cases[4]["sentence"].endswith(
        "it would have been destroyed with a delay (of by), or with a delay (of ru).")
    assert sum(found.unaltered["cases"].to_pylist()) == 6


def test_every_change_with_what_it_makes_worse(found: Causal) -> None:
    """Net is per replayed run: 12 of 20 fewer with the link, 2 of 20 more with the stock."""
    names = ("id", "alters", "share", "smallest", "new_leak", "new_wrongful", "net")
    assert rows(found.changes, *names) == [
        ("delay/by", 6, 0.3, 5.0, 0, 0, -0.3), ("delay/ru", 6, 0.3, 5.0, 0, 0, -0.3),
        ("link/by-ru", 12, 0.6, 4.0, 0, 1, -0.6), ("stock/by", 0, 0.0, 0.0, 2, 0, 0.1),
    ]  # fmt: skip
    link, stock = found.changes.to_pylist()[2:]
    assert link["low"] < 0.6 < link["high"]
    assert (stock["low"], stock["high"]) == (0.0, pytest.approx(1 - 0.05 ** (1 / 20)))


def test_mend_first_is_greedy(found: Causal) -> None:
    """The link alters most; then one delay adds 2, the other nothing."""
    assert rows(found.mend, "place", "id", "adds", "share", "together") == [
        (1, "link/by-ru", 12, 0.6, 0.6), (2, "delay/ru", 2, 0.1, 0.7),
    ]  # fmt: skip
    assert rows(found.harmless, "place", "id", "adds", "together") == [(1, "delay/by", 6, 0.3), (2, "delay/ru", 4, 0.5)]


def test_the_sentence(found: Causal) -> None:
    assert found.sentence.startswith(
        "Of 20 attackers that got through in 30 runs under “national”, 14 (70 %) would have been stopped by one change "
        "alone; nothing in the list of 4 changes alters the other 6. The change that alters most by itself is a link, "
        "of by and ru: 60 % of them (95 %: "
    )
    assert "at the price of 1 more civil or friendly aircraft fired at in these runs" in found.sentence
    assert found.sentence.endswith("The smallest change that helps is most often a delay shortened, of by: 25 %.")
    assert len(found.examples) == 3


def test_a_replay_that_was_stopped_says_so(job: Job) -> None:
    """Only the first of two changes was played."""
    one, two = change("delay", 0, "by"), change("link", 2, "by", "ru")
    part = booked(replace(job, candidates=(one, two)), [world(job, one, [0])])
    assert part.stopped
    assert "nothing in the list of 1 of 2 changes, the smaller ones, alters the other 19" in part.sentence
    none = booked(replace(job, candidates=(one, two)), [])
    assert none.sentence.startswith("No change was replayed")
    assert none.kinds["cases"].to_pylist() == [20.0]
    assert np.all(job.cases.sum(axis=1) == 1)
