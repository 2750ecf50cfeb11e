"""Heads: a few keys of a text, whatever the rest of it is."""

from __future__ import annotations

import time

from skypact.serve.heads import head, words


def test_keys_near_the_start_are_read_as_text() -> None:
    text = "format: 1\nid: a-b\ndate: 2016-05-06\ntitle: \"Who: commands?\"\nposts: {a: [}\n"
    found = head(text, "id", "date", "title", "posts")
    assert {key: words(value) for key, value in found.items()} == {
        "id": "a-b", "date": "2016-05-06", "title": "Who: commands?",
    }  # fmt: skip


def test_merge_keys_within_each_other_do_not_grow() -> None:
    """Ten levels of eight merges each would be a thousand million keys."""
    levels = ["  a0: &a0 {x: 1}"] + [
        f"  a{k}: &a{k} {{<<: [{', '.join([f'*a{k - 1}'] * 8)}]}}" for k in range(1, 11)
    ]
    began = time.process_time()
    assert words(head("id:\n" + "\n".join(levels) + "\n", "id").get("id")) == ""
    assert time.process_time() - began < 5.0


def test_a_long_number_is_text() -> None:
    assert words(head(f"id: 0x{'f' * 6000}\n", "id")["id"]) == f"0x{'f' * 6000}"
