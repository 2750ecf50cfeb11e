"""An explorer over worlds by hand: the same numbers as a sweep, paired differences, the frontier, the ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests import musters
from tests.study.worlds_by_hand import scenario, simulator

from skypact.core.errors import SkypactError
from skypact.study import measuring
from skypact.study.compare import compare
from skypact.study.explore.axes import axes, by_date
from skypact.study.explore.explorer import Explorer, explore
from skypact.study.explore.ledger import Ledger, key
from skypact.study.explore.words import controls, efficient, leans_on
from skypact.study.factors import factor
from skypact.study.measuring import Measuring
from skypact.study.turning.sweep import sweep

STOPS = "posts.border-post.stops=0..0.5"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    monkeypatch.setattr(measuring, "simulate", simulator(made))
    return made


def _found(ledger: Ledger | None = None, runs: int = 60, points: int = 3, **how: Any) -> Explorer:
    read = scenario(measure="told", about=["drone-01"])
    return explore(axes({"": read}, [STOPS], points=points), Measuring(runs, **how), ledger)


def test_a_cell_has_the_numbers_of_a_sweep(calls: list[dict[str, Any]]) -> None:
    found = _found()
    swept = sweep(scenario(measure="told", about=["drone-01"]), STOPS, points=3, runs=60)
    for measure in ("told", "leak", "any_wrongful", "kept_by"):
        for name in found.axes.names:
            mine = [r for r in found.rows(measure) if r["arrangement"] == name]
            for a, b in zip(mine, swept.rows(measure, name), strict=True):
                assert (a["x"], a["x_text"]) == (b["value"], b["text"])
                assert all(a[c] == b[c] for c in ("mean", "low", "high", "n", "kind", "title", "unit"))
    told = [r["mean"] for r in found.rows("told") if r["arrangement"] == "unified"]
    assert told == pytest.approx([1.0, 0.7, 0.5])  # by hand: at 0.25 three of ten stop, at 0.5 five


def test_the_engine_gives_the_same_as_compare(tmp_path: Path) -> None:
    musters.catalogue(tmp_path / "catalogue")
    path = tmp_path / "mustered.yaml"
    path.write_text(musters.SCENARIO, encoding="utf-8")
    days = ["2005-01-01", "2016-05-06"]
    worlds = by_date(path, days, catalogue=tmp_path / "catalogue")
    made = axes(worlds, ["reaction=10s..40s"], without=["own"], points=2)
    found, again = (explore(made, Measuring(3, 7), Ledger(tmp_path / "cells")) for _ in range(2))
    assert again.as_dict() == found.as_dict()  # what comes back from the ledger is what was put there
    cell = next(i for i, c in enumerate(found.cells) if c == ("2016-05-06", (), (1,), "unified"))
    alone = compare(factor(worlds[days[1]], "reaction=10s..40s").set_in(worlds[days[1]], 40.0), runs=3, seed=7)
    mine = {r["measure"]: r for r in found.table.to_pylist() if r["cell"] == cell}
    for name, row in mine.items():
        other = alone.mean("unified", name)
        assert [row[c] for c in ("mean", "low", "high", "n")] == [other[c] for c in ("mean", "low", "high", "n")]
    lost = next(r for r in found.paired.to_pylist() if r["without"] == "own" and r["against"] == "whole")
    assert lost["measure"] == "leak"
    assert lost["difference"] >= 0


def test_differences_are_paired(calls: list[dict[str, Any]]) -> None:
    found = _found()
    rows = {(r["against"], r["x_text"], r["arrangement"], r["measure"]): r for r in found.paired.to_pylist()}
    first = rows["first", "0", "unified", "leak"]
    assert first["difference"] == pytest.approx(-1 / 3)  # by hand: 1/3 of the runs against 2/3
    assert first["differs"] == pytest.approx(1 / 3)
    base = rows["base", "0.5", "national", "told"]  # 0.25 is nearest to 0.3 as written
    assert base["difference"] == pytest.approx(0.5 - 0.7)
    assert ("base", "0.25", "national", "told") not in rows  # itself
    assert not [k for k in rows if k[0] == "whole"]  # nothing is taken away
    assert found.cells.index(found.axes.base()) == found.as_dict()["base"] == 3


def test_the_answer_says_what_moves_and_what_is_beaten_by_none(calls: list[dict[str, Any]]) -> None:
    found = _found()
    assert found.lead == "told"
    assert controls(found) == ["kept_by"]
    said = found.answer
    assert said.startswith("9 combinations (3 arrangements, 3 values of posts.border-post.stops), 60 runs of each")
    assert "arrangement by nothing; posts.border-post.stops by 50.0 points." in said
    assert "of 3 settings: lower in 0" in said
    # told is best at 0, and national keeps all of its control there: both of national and coordinated coincide
    assert "2 of 9 combinations are beaten by none in both defence and control kept by by. They stand at " in said
    assert "They stand at “national”" in said
    assert said.endswith("Which of these weighs most is a judgement, and no run makes it.")
    assert any("stands for one quantity, without a source" in line for line in leans_on(found))


def test_the_frontier_by_hand() -> None:
    assert efficient([(3, 0), (1, 2), (1, 1), None, (2, 1), (0, 2)]) == [1, 4, 0]
    assert efficient([(1, 1), (1, 1), (0, 0)]) == [0, 1]
    assert efficient([]) == []


def test_a_stop_loses_nothing_and_nothing_runs_twice(
    calls: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, ledger = simulator(calls), Ledger(tmp_path / "cells")

    def stopped(read: Any, name: str, **how: Any) -> Any:
        if len(calls) == 5:
            raise KeyboardInterrupt
        return whole(read, name, **how)

    monkeypatch.setattr(measuring, "simulate", stopped)
    with pytest.raises(KeyboardInterrupt):
        _found(ledger)
    assert len(list((tmp_path / "cells").iterdir())) == 5
    monkeypatch.setattr(measuring, "simulate", whole)
    seen: list[int] = []
    again = _found(ledger, progress=seen.append)
    assert len(calls) == 9
    assert sum(seen) == 9 * 60  # what need not be played counts as finished
    assert again.as_dict() == _found().as_dict()
    calls.clear()
    _found(ledger)
    assert calls == []
    _found(ledger, seed=2)
    assert len(calls) == 9  # another seed is another question


def test_a_damaged_cell_is_run_again(calls: list[dict[str, Any]], tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    before = _found(ledger).as_dict()
    files = sorted(tmp_path.iterdir())
    files[0].write_text(files[0].read_text(encoding="utf-8")[:100], encoding="utf-8")
    files[1].write_text(json.dumps({"key": "another", "measures": {}}), encoding="utf-8")
    calls.clear()
    assert _found(ledger).as_dict() == before
    assert len(calls) == 2


def test_a_cell_is_known_by_its_content() -> None:
    known = key("world", runs=1, seed=1)
    assert known == key("world", seed=1, runs=1)
    assert len({known, key("world", runs=2, seed=1), key("other", runs=1, seed=1)}) == 3


def test_an_unknown_account_is_refused_before_anything_runs(calls: list[dict[str, Any]]) -> None:
    with pytest.raises(SkypactError, match="did you mean 'rival'"):
        _found(hypothesis="riva")
    assert calls == []
