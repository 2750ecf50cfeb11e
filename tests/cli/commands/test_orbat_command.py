"""`catalogue orbat`, `catalogue treaty`, `compare --dates` and `show` on the shipped catalogue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.terminal import skypact


def test_a_nation_on_a_day(capsys) -> None:
    code, out, _ = skypact("catalogue", "orbat", "--date", "2016-05-06", "--nation", "BY", capsys=capsys)
    assert code == 0
    assert "account dvigalev (taken)" in out
    assert "Not found in any source" in out
    assert "In force on this day" in out
    assert "377th Guards" in out


def test_json_has_every_row_with_sources_or_assumed(capsys) -> None:
    words = ("--date", "2016-05-06", "--nation", "BY", "--account", "ravkov", "-f", "json")
    code, out, _ = skypact("catalogue", "orbat", *words, capsys=capsys)
    assert code == 0
    made = json.loads(out)
    assert made["account"] == "ravkov"
    held = [row for row in made["rows"] if row["system"]]
    assert all(bool(row["sources"]) != row["assumed"] for row in held)
    polotsk = [row["count"]["value"] for row in held if row["unit"] == "sam-polotsk"]
    assert polotsk == [1]  # the second of the commander's account is not in the minister's


def test_all_nations_in_short_and_a_map(capsys, tmp_path: Path) -> None:
    code, out, _ = skypact("catalogue", "orbat", "--date", "2012-07-04", capsys=capsys)
    assert code == 0
    assert "S-300PS" in out
    place = tmp_path / "by.html"
    words = ("--date", "2012-07-04", "--nation", "BY", "--map", str(place))
    code, out, _ = skypact("catalogue", "orbat", *words, capsys=capsys)
    assert code == 0
    assert "Su-27 × 17" in place.read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "said"), [
    (["orbat", "--date", "2022-02-01"], "orders of battle end on 2022-01-31"),
    (["orbat", "--date", "2016-05"], "is not one day"),
    (["orbat", "--date", "2016-05-06", "--nation", "BX"], "no order of battle of 'BX'"),
    (["orbat", "--date", "2016-05-06", "--map", "x.svg"], "name it with --nation"),
    (["orbat", "--date", "2016-05-06", "--nation", "BY", "--map", "x.png"], "neither .html nor .svg"),
    (["treaty", "CFA", "--nation", "BY", "--date", "2016-05-06"], "did you mean 'CFE'"),
])  # fmt: skip
def test_refusals(words: list[str], said: str, capsys) -> None:
    code, _, err = skypact("catalogue", *words, capsys=capsys)
    assert code == 2
    assert said in err


def test_the_ledger_cannot_say(capsys) -> None:
    code, out, _ = skypact("catalogue", "treaty", "CFE", "--nation", "BY", "--date", "2016-05-06", capsys=capsys)
    assert code == 0
    assert "cannot say" in out
    assert "never in force" in out
    assert "Russia's suspension takes effect" in out


@pytest.mark.parametrize(("words", "said"), [
    (["2016-05-border", "--dates", "2012-07-01,2016-05-06"], "brings no order of battle in"),
    (["by-date", "--dates", "2012-07-01,2016-05-06", "--lose", "cp-belarus"], "--dates goes without --lose"),
    (["by-date", "--dates", "2016-05-06"], "fewer than two days"),
    ([], "no scenario"),
])  # fmt: skip
def test_dates_that_cannot_be_compared(words: list[str], said: str, capsys) -> None:
    code, _, err = skypact("compare", *words, capsys=capsys)
    assert code == 2
    assert said in err


def test_dates_are_compared(capsys, tmp_path: Path) -> None:
    place = tmp_path / "out"
    code, out, _ = skypact("compare", "--dates", "2012-07-01,2016-05-06", "-n", "2", "-o", str(place), capsys=capsys)
    assert code == 0
    assert "+ S-300PS, 2: 377th Guards surface-to-air missile regiment, Polotsk" in out
    made = json.loads((place / "result.json").read_text(encoding="utf-8"))
    assert made["dated"]["dates"] == ["2012-07-01", "2016-05-06"]


def test_show_says_what_was_in_force_and_which_rows_came_in(capsys) -> None:
    code, out, _ = skypact("show", "by-date", capsys=capsys)
    assert code == 0
    assert "in force on 2016-05-06" in out
    assert "sam-polotsk: S-300PS 1 (defenseworld-2016" in out
    assert "fighters-khotilovo MiG-31" in out
