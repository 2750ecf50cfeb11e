"""Doubles, tracks of nothing and mixed tracks that reach decisions, of logs written by hand."""

from __future__ import annotations

import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.columns import columns
from skypact.analysis.measures.picture.errors import errors, orders_of
from skypact.analysis.outcomes import measures
from skypact.arrays import codes as k

Event = tuple[float, ...]


def ordered(t_s: float, post: str, unit: str, track: int, subject: str = "drone-01", purity: float = 1.0) -> Event:
    return event(t_s, k.E_ORDERED, subject, post, unit, value=purity, detail=track)


def fired(t_s: float, unit: str, track: int, rounds: int = 1, subject: str = "drone-01") -> Event:
    return event(t_s, k.E_FIRED, subject, unit, value=rounds, detail=track)


def judged(t_s: float, unit: str, subject: str = "drone-01") -> Event:
    return event(t_s, k.E_JUDGED, subject, unit, value=0)


def flags(*rows: Event) -> list[tuple[bool, bool, float]]:
    """Return (within, between, rounds) of the orders of one run."""
    return [(o.within, o.between, o.rounds) for o in orders_of(columns(event_log([rows])))]


def test_one_object_on_two_tracks_is_ordered_twice() -> None:
    rows = (ordered(10.0, "cp-by", "s300", 1), ordered(20.0, "cp-by", "s400", 2),
            fired(30.0, "s300", 1, 2), fired(31.0, "s400", 2, 3), judged(60.0, "s300"), judged(61.0, "s400"))
    assert flags(*rows) == [(False, False, 2.0), (True, False, 3.0)]


def test_two_orders_on_one_track_are_a_choice() -> None:
    assert flags(ordered(10.0, "cp-by", "s300", 7), ordered(20.0, "cp-by", "s400", 7)) == [(False, False, 0.0)] * 2


def test_an_order_that_is_done_with_is_under_no_other() -> None:
    rows = (ordered(10.0, "cp-by", "s300", 1), fired(20.0, "s300", 1), judged(40.0, "s300"),
            ordered(50.0, "cp-by", "s400", 2), event(55.0, k.E_NOT_ENGAGED, "drone-01", "s400", cause=k.C_TOO_LATE),
            ordered(60.0, "cp-by", "s300", 3))
    assert flags(*rows) == [(False, False, 1.0), (False, False, 0.0), (False, False, 0.0)]


def test_posts_that_know_nothing_of_each_other_order_twice() -> None:
    rows = (ordered(10.0, "cp-by", "s300", 1), ordered(20.0, "cp-ru", "s400", 9),
            ordered(20.0, "cp-ru", "s400", 5, "drone-02"))
    assert flags(*rows) == [(False, False, 0.0), (False, True, 0.0), (False, False, 0.0)]


def test_a_hit_of_a_battery_leaves_its_channel_taken_and_a_fate_frees_the_flight() -> None:
    hit = event(30.0, k.E_HIT, "drone-01", "s300")
    assert flags(ordered(10.0, "cp-by", "s300", 1), hit, ordered(35.0, "cp-by", "s400", 2))[1][0]
    fate = event(30.0, k.E_FATE, "drone-01", "su27", value=k.F_DESTROYED)
    assert not flags(ordered(10.0, "cp-by", "su27", 1), fate, ordered(35.0, "cp-by", "s400", 2))[1][0]
    escort = event(30.0, k.E_ESCORT, "drone-01", "su27")
    assert not flags(ordered(10.0, "cp-by", "su27", 1), escort, ordered(35.0, "cp-by", "s400", 2))[1][0]


def test_a_run_does_not_reach_into_the_next() -> None:
    found = orders_of(columns(event_log([[ordered(10.0, "cp-by", "s300", 1)], [ordered(5.0, "cp-by", "s400", 2)]])))
    assert [o.within for o in found] == [False, False]


def test_rounds_of_a_mixed_track_go_with_its_order() -> None:
    """The track has gone over to drone-02 when the battery fires, and so has the engagement."""
    rows = (ordered(10.0, "cp-by", "s300", 1), fired(20.0, "s300", 1, 2, "drone-02"), judged(40.0, "s300", "drone-02"),
            ordered(50.0, "cp-by", "s400", 2))
    assert flags(*rows) == [(False, False, 2.0), (False, False, 0.0)]


def test_the_table_counts_a_run_and_an_hour() -> None:
    doubled = event(3.0, k.E_DOUBLED, "drone-01", "cp-by", detail=4)
    nothing = event(4.0, k.E_FALSE, "false-plots", "cp-ru", detail=5)
    runs = [
        [doubled, nothing, nothing, ordered(10.0, "cp-by", "s300", 1), ordered(20.0, "cp-by", "s400", 4, purity=0.5),
         fired(30.0, "s400", 4, 2), ordered(40.0, "cp-ru", "s300", 5, "false-plots", 0.75),
         ordered(41.0, "cp-ru", "s300", 6, "false-plots", 0.75), fired(50.0, "s300", 5, 4, "false-plots")],
        [doubled], [], [nothing],
    ]  # fmt: skip
    rows = {r["post"]: r for r in errors(event_log(runs), 1800.0).to_pylist()}
    assert list(rows) == ["", "cp-by", "cp-ru"]
    every = rows[""]
    assert (every["n"], every["orders"], every["rounds"]) == (4, 1.0, 1.5)
    assert (every["doubled"], every["false"]) == (0.5, pytest.approx(3 / 4 / 0.5))  # an hour is twice half an hour
    assert (every["within"], every["between"]) == (0.25, 0.0)  # two at nothing are no double
    assert (every["rounds_within"], every["rounds_false"]) == (0.5, 1.0)
    assert (every["purity"], every["impure"]) == (pytest.approx((1 + 0.5 + 0.75 + 0.75) / 4), 0.75)
    assert every["between_high"] == pytest.approx(1 - 0.05 ** (1 / 4))  # none in four runs
    assert (rows["cp-by"]["nation"], rows["cp-by"]["purity"], rows["cp-ru"]["rounds_false"]) == ("by", 0.75, 1.0)


def test_without_orders_there_is_no_purity() -> None:
    row = errors(event_log([[], []])).to_pylist()[0]
    assert (row["orders"], row["purity"], row["impure"], row["false"]) == (0.0, None, None, 0.0)


def test_missiles_at_nothing_are_shots_and_wasted() -> None:
    row = measures(event_log([[fired(5.0, "s300", 1, 2, "false-plots")]])).to_pylist()[0]
    assert (row["shots"], row["wasted"], row["wrongful"], row["leak"]) == (2.0, 2.0, 0.0, 0.0)
