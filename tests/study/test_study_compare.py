"""Comparisons of worlds made by hand, without an engine."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.study.worlds_by_hand import scenario, simulator

from skypact.cli.text.answer import comparison_text
from skypact.core.errors import SkypactError
from skypact.report.sections.contrast import control_section
from skypact.study import compare as room
from skypact.study.compare import Comparison, compare


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(room, "simulate", simulator(calls))
    return calls


@pytest.fixture
def found(calls: list[dict[str, Any]]) -> Comparison:
    return compare(scenario(about=["drone-01"]), runs=30, seed=7)


def test_every_arrangement_runs_on_the_same_luck(found: Comparison, calls: list[dict[str, Any]]) -> None:
    assert [(c["name"], c["runs"], c["seed"]) for c in calls] == [
        ("national", 30, 7), ("coordinated", 30, 7), ("unified", 30, 7),
    ]
    assert found.names == ("national", "coordinated", "unified")
    assert found.scopes["unified"].deciders == frozenset({"cp-joint"})


def test_means_of_a_yes_no_have_wilsons_interval(found: Comparison) -> None:
    row = found.mean("national", "leak")
    assert (row["mean"], row["kind"], row["unit"]) == (pytest.approx(20 / 30), "wilson", "share")
    assert (row["low"], row["high"]) == pytest.approx((0.4878, 0.8077), abs=1e-4)
    none = found.mean("national", "any_wrongful")
    assert (none["mean"], none["kind"], none["high"]) == (0.0, "exact one-sided", pytest.approx(1 - 0.05 ** (1 / 30)))


def test_paired_differences_are_b_less_a(found: Comparison) -> None:
    row = found.difference("national", "unified", "leak")
    assert (row["difference"], row["differs"], row["kind"]) == (pytest.approx(-1 / 3), pytest.approx(1 / 3), "newcombe")
    assert row["p"] == pytest.approx(2 / 2**10)
    assert found.difference("unified", "national", "leak")["low"] == -row["high"]
    assert found.difference("national", "coordinated", "leak")["differs"] == 0.0
    # In runs 1, 4, 7, … (10 of 30) one shot more, and 3 shots at the airliner: the mean is 13 / 30.
    assert found.difference("national", "unified", "shots")["difference"] == pytest.approx(13 / 30)
    # Own crews decide in 10 runs of 30 under national, a Russian crew in 20 under unified: all of them and none.
    kept = found.difference("national", "unified", "kept_by")
    assert (kept["difference"], kept["kind"], kept["differs"]) == (-1.0, "newcombe", pytest.approx(20 / 30))
    bounds = (1 - 0.05 ** (1 / 10), 1 - 0.05 ** (1 / 20))
    assert (kept["low"], kept["high"]) == (-1.0, pytest.approx(-1 + (bounds[0] ** 2 + bounds[1] ** 2) ** 0.5))
    assert found.difference("unified", "national", "kept_by")["high"] == 1.0
    nobody = found.difference("unified", "national", "kept_ru")
    assert (nobody["difference"], nobody["low"], nobody["high"], nobody["kind"]) == (None, None, None, "none")


def test_the_answer_puts_control_beside_defence(found: Comparison) -> None:
    assert found.answer == (
        "The attacker gets through in 66.7 % of runs under “national” (95 %: 48.8 % to 80.8 %) and in 33.3 % under "
        "“unified” (19.2 % to 51.2 %): 33.33 percentage points less "
        f"({-100 * found.difference('national', 'unified', 'leak')['high']:.2f} to "
        f"{-100 * found.difference('national', 'unified', 'leak')['low']:.2f}; 30 runs on common luck), better for the "
        "defence. Beside them, against “national”: “coordinated”, no difference in any run. "
        "Control kept (share of all decisions over own territory by own crews): Belarus, 100.0 % under “national”, "
        "0.0 % (0 of 20 runs with a decision, at most 13.9 %) under “unified”; over Russia nobody decided under "
        "“national” or “unified”. A civil or friendly aircraft is fired at in 0.0 % of runs under "
        "“national” (0 of 30 runs, at most 9.5 %) and 10.0 % of runs under “unified” (95 %: 3.5 % to 25.6 %)."
    )


def test_shares_end_at_none_and_all(calls: list[dict[str, Any]]) -> None:
    three = compare(scenario(), runs=3)  # under unified a Russian crew decides in two runs, nobody in the third
    row = three.mean("unified", "kept_by")
    assert (row["mean"], row["low"], row["high"]) == (0.0, 0.0, pytest.approx(1 - 0.05**0.5))
    kept = next(r for r in three.control.to_pylist() if (r["arrangement"], r["nation"]) == ("unified", "by"))
    assert (kept["kept"], kept["kept_low"], kept["kept_high"]) == (0.0, 0.0, pytest.approx(1 - 0.05**0.5))


def test_control_is_no_share_where_nobody_decided(found: Comparison) -> None:
    row = found.mean("national", "kept_ru")
    assert (row["mean"], row["low"], row["high"], row["n"], row["kind"]) == (None, None, None, 0, "none")
    assert json.loads(json.dumps(found.as_dict(), allow_nan=False))["control"][1]["kept"] is None
    assert comparison_text(found).count("nobody decided") == 3 + 1  # of ru: three cells, and the answer
    page = "".join(control_section(found))
    assert page.count("nobody decided") == 3


def test_what_cannot_be_told_from_zero_is_said(calls: list[dict[str, Any]]) -> None:
    few = compare(scenario(about=["drone-01"]), arrangements=["national", "unified"], runs=3)
    assert "that cannot be told from zero over 3 runs" in few.answer
    same = compare(scenario(about=["drone-01"]), arrangements=["national", "coordinated"], runs=30)
    assert "no difference in any of 30 runs on common luck" in same.answer
    assert "Control is kept: no decision" in same.answer


def test_counts_have_students_interval_and_the_bootstrap(calls: list[dict[str, Any]]) -> None:
    both = compare(scenario(), runs=30)  # drone-02 has no fate in these worlds: it never counts
    assert both.mean("national", "leak")["kind"] == "t"
    assert both.difference("national", "unified", "leak")["kind"] == "bootstrap"
    assert both.mean("national", "leak_share")["mean"] == pytest.approx(1 / 3)
    of_a, of_b = both.mean("national", "leak"), both.mean("unified", "leak")
    assert both.answer.startswith(
        f"Of 2 attackers, 0.67 get through in a mean run under “national” (95 %: {of_a['low']:.2f} to "
        f"{of_a['high']:.2f}) and 0.33 under “unified” ({of_b['low']:.2f} to {of_b['high']:.2f}): 0.33 fewer ("
    )


def test_a_count_of_none_is_told_with_its_bound(calls: list[dict[str, Any]]) -> None:
    # Nobody fires at the airliner under “national”; under “unified” in every tenth run.
    assert compare(scenario(measure="wrongful"), runs=30).answer.startswith(
        "In a mean run no civil or friendly aircraft are fired at under “national” (0 of 30 runs, at most 9.5 %) and "
        "0.10 under “unified” (95 %: "
    )


def test_one_arrangement_alone_is_told_without_a_change(calls: list[dict[str, Any]]) -> None:
    assert compare(scenario(), arrangements=["national"], runs=30).answer.startswith(
        "Of 2 attackers, 0.67 get through in a mean run under “national” (95 %: 0.49 to 0.85). "
    )


def test_shallower_levels_leave_out_what_they_cannot_tell(calls: list[dict[str, Any]]) -> None:
    shallow = compare(scenario(measure="detected"), runs=5, level="detect")
    assert set(shallow.table["measure"].to_pylist()) == {"detected"}
    assert "detected" in shallow.answer
    assert "do not tell the measure 'leak'" in compare(scenario(), runs=5, level="detect").answer


def test_as_dict_is_deterministic_json_without_clock_path_or_workers(calls: list[dict[str, Any]]) -> None:
    one, two = (compare(scenario(), runs=20, seed=3, workers=w).as_dict() for w in (1, 2))
    text = json.dumps(one, allow_nan=False)
    assert text == json.dumps(two, allow_nan=False)
    assert "workers" not in text
    numbers = [x for row in one["table"] for x in row.values() if isinstance(x, float)]
    assert numbers
    assert all(x == float(f"{x:.10g}") for x in numbers)
    assert {row["nation"] for row in one["control"]} == {"by", "ru"}


def test_progress_counts_replicates(calls: list[dict[str, Any]]) -> None:
    told: list[int] = []
    compare(scenario(), runs=4, progress=told.append)
    assert sum(told) == 12


@pytest.mark.parametrize("runs", [0, -1, 2**24, True, 1.5])
def test_no_runs_are_refused(calls: list[dict[str, Any]], runs: Any) -> None:
    with pytest.raises(SkypactError, match="a whole number from 1"):
        compare(scenario(), runs=runs)
    assert calls == []


def test_unknown_names_get_the_nearest(calls: list[dict[str, Any]]) -> None:
    with pytest.raises(SkypactError, match="did you mean 'unified'"):
        compare(scenario(), arrangements=["national", "unifed"])
    with pytest.raises(SkypactError, match="named twice"):
        compare(scenario(), arrangements=["national", "national"])
    with pytest.raises(SkypactError, match="did you mean 'rival'"):
        compare(scenario(), hypothesis="rivel")
    with pytest.raises(SkypactError, match="no arrangement to compare"):
        compare(scenario().model_copy(update={"arrangements": {}}))
    assert calls == []
