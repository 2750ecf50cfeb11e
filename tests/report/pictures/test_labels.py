"""The label placer: no label covers another, a symbol or the edge, whatever it is given."""

from __future__ import annotations

import random

import pytest

from skypact.report.pictures.labels import Box, Label, place, text_width

BOUNDS = Box(0, 0, 400, 300)


@pytest.mark.parametrize("seed", range(25))
def test_no_label_covers_another_or_a_symbol(seed: int) -> None:
    rng = random.Random(seed)
    labels = [
        Label(tuple("x" * rng.randint(1, 14) for _ in range(rng.randint(1, 3))), rng.uniform(0, 400),
              rng.uniform(0, 300))
        for _ in range(rng.randint(1, 60))
    ]
    symbols = [Box(x.x - 5, x.y - 5, x.x + 5, x.y + 5) for x in labels]
    placed = [p for p in place(labels, BOUNDS, symbols) if p]
    assert placed
    for i, p in enumerate(placed):
        assert p.box.inside(BOUNDS)
        assert not any(p.box.overlaps(b) for b in symbols)
        assert not any(p.box.overlaps(q.box) for q in placed[:i])


def test_a_label_alone_stands_to_the_right_of_its_symbol() -> None:
    (placed,) = place([Label(("abc",), 100, 100, clear=6, size=10)], BOUNDS)
    assert placed is not None
    assert (placed.box.x0, placed.leader) == (107, False)
    assert placed.box.y0 == pytest.approx(100 - 6)  # one line of 12 px about the middle


def test_a_label_turns_away_from_a_line() -> None:
    label = Label(("abc",), 100, 100, clear=6, size=10)
    line = [(107.0 + i, 100.0) for i in range(40)]
    (placed,) = place([label], BOUNDS, lines=line)
    assert placed is not None
    assert not any(placed.box.holds(x, y) for x, y in line)


def test_a_label_without_room_is_left_out() -> None:
    assert place([Label(("abc",), 5, 5)], Box(0, 0, 10, 10)) == [None]


def test_capitals_are_wider_than_small_letters() -> None:
    assert text_width("WWW", 10) > text_width("www", 10) * 0.99 > text_width("iii", 10)
