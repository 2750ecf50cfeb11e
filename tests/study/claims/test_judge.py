"""study.claims: figures by hand, the band, rival accounts and hypotheses, and where a verdict turns."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from skypact.core.errors import SkypactError
from skypact.load.overlay.arrange import choose
from skypact.load.scenario import scenario
from skypact.spec.claim import Reading
from skypact.spec.scenario import Scenario
from skypact.study.claims.assumptions import assumptions, with_values
from skypact.study.claims.judge import DEPENDS, FAILS, HOLDS, NONE, Claims, Finding, judged, verdict
from skypact.study.claims.words import decides, deciding, limits, sentence, summary
from skypact.study.claims.zones import Chart, Pair, Zones

ROOT = Path(__file__).resolve().parents[3]
#: A degree of longitude at 53.5° N on WGS-84 [km]: π/180 · a cos φ / √(1 − e² sin² φ).
DEGREE_KM = math.pi / 180 * 6378.137 * math.cos(math.radians(53.5)) / math.sqrt(
    1 - 0.00669438 * math.sin(math.radians(53.5)) ** 2
)


@pytest.fixture(scope="module")
def made() -> Scenario:
    """Return the small scenario of claims."""
    return scenario(ROOT / "scenarios" / "valid" / "claims.yaml")


@pytest.fixture(scope="module")
def found(made: Scenario) -> Claims:
    """Return what is found of its claim, with few draws."""
    return judged(made, draws=12)


def of(found: Claims, reading: str) -> Finding:
    """Return the finding of a reading."""
    return next(f for f in found.findings if f.reading == reading)


def test_equal_zones_a_degree_apart_have_edges_a_degree_apart(found: Claims) -> None:
    """Both see to 100 km: the edge moves by a degree of longitude, 66.4 km, and the zone is so much wider."""
    assert of(found, "moves").figure_m / 1000 == pytest.approx(DEGREE_KM, abs=0.05)
    assert of(found, "wider").figure_m / 1000 == pytest.approx(DEGREE_KM, abs=0.1)
    assert pytest.approx(66.35, abs=0.1) == DEGREE_KM


def test_what_came_by_itself_and_the_reach_of_the_battery(found: Claims) -> None:
    """100 km of slant at 10 km height are 99.4 km over ground, twice that across; 50 km are 48.9 km."""
    assert of(found, "own").figure_m / 1000 == pytest.approx(198.8, abs=0.3)
    assert of(found, "reach").figure_m / 1000 == pytest.approx(48.93, abs=0.1)


def test_the_diameter_is_of_the_circle_of_equal_area(found: Claims) -> None:
    """Two circles of radius r, d apart: union 2πr² − 2r² acos(d/2r) + d/2 √(4r² − d²)."""
    r, d = 99.42, DEGREE_KM
    union = 2 * math.pi * r * r - 2 * r * r * math.acos(d / (2 * r)) + d / 2 * math.sqrt(4 * r * r - d * d)
    assert of(found, "larger").figure_m / 1000 == pytest.approx(2 * math.sqrt(union / math.pi) - 2 * r, abs=0.5)


def test_the_band_is_that_of_the_only_range_and_the_verdict_turns_where_it_must(found: Claims) -> None:
    """The new radar's limit, 80 to 120 km, moves the edge by as much; 60 km are reached from 93.6 km on."""
    moves = of(found, "moves")
    assert (moves.low_m / 1000, moves.high_m / 1000) == pytest.approx((46.2, 86.4), abs=0.3)
    assert (moves.taken, moves.verdict) == (HOLDS, DEPENDS)
    turn = next(t for t in moves.turns if t.kind == "assumption")
    assert turn.name == "new, max range"
    assert turn.at is not None
    assert turn.at / 1000 == pytest.approx(100 - (DEGREE_KM - 60), abs=0.1)
    assert turn.verdict == FAILS
    assert moves.share == pytest.approx(26.4 / 40, abs=0.1)
    assert found.assumptions["sixty"] == ("new, max range",)


def test_a_rival_account_and_a_rival_hypothesis_can_turn_it(found: Claims) -> None:
    """With a radar in the west already nothing moves; a radar of 50 km leaves the battery's own, 60 km."""
    moves = of(found, "moves")
    assert {(t.kind, t.name): t.verdict for t in moves.turns if t.kind != "assumption"} == {
        ("account", "rival"): FAILS, ("hypothesis", "shorter"): FAILS,
    }
    assert moves.accounts["rival"].figure_m == pytest.approx(0.0, abs=1.0)
    assert moves.hypotheses["shorter"][0] / 1000 == pytest.approx(DEGREE_KM + 59.15 - 99.42, abs=0.3)


def test_what_no_assumption_turns_is_said_plainly_and_a_new_zone_moves_nothing(found: Claims) -> None:
    assert of(found, "larger").verdict == FAILS
    assert "whatever is assumed" in sentence(found, of(found, "larger"))
    kill = of(found, "kill")
    assert kill.verdict == NONE
    assert math.isnan(kill.figure_m)
    assert "the zone is new" in sentence(found, kill)


def test_the_words_name_what_decides(found: Claims) -> None:
    moves = of(found, "moves")
    assert deciding(found, moves)[0] == "who stood there before, and who is counted in"
    assert "new, max range" in deciding(found, moves)
    assert any("turns at 93.6" in said for said in decides(found, moves))
    assert next(iter(summary(found, "sixty"))).startswith("It moves 60 km: depends at every height. What decides: who")


def test_the_same_seed_gives_the_same_bytes_and_no_draws_give_no_share(made: Scenario, found: Claims) -> None:
    again = judged(made, ["sixty"], draws=12)
    assert json.dumps(again.as_dict(), allow_nan=False) == json.dumps(found.as_dict(), allow_nan=False)
    none = judged(made, draws=0)
    assert math.isnan(of(none, "moves").share)
    assert of(none, "moves").low_m == pytest.approx(of(found, "moves").low_m)
    assert found.table.num_rows == 6
    assert "sixty" in found._repr_html_()


def test_a_claim_that_is_not_there_is_refused(made: Scenario) -> None:
    with pytest.raises(SkypactError, match="did you mean 'sixty'"):
        judged(made, ["sixti"])
    with pytest.raises(SkypactError, match="no claim to judge"):
        judged(made.model_copy(update={"claims": {}}))


def test_limits_and_tolerance_decide_and_are_told() -> None:
    def reading(**limit: str) -> Reading:
        return Reading.model_validate({"text": "x", "measure": "kill-edge-west", "tolerance": "10 km", **limit})

    least, most, both = reading(at_least="150 km"), reading(at_most="150 km"), reading(at_least="1 km", at_most="2 km")
    assert [verdict(least, x) for x in (139e3, 140e3, 900e3, math.nan)] == [FAILS, HOLDS, HOLDS, NONE]
    assert [verdict(most, x) for x in (160e3, 161e3)] == [HOLDS, FAILS]
    assert limits(least) == "holds at 150 km or more, give or take 10 km"
    assert limits(most) == "holds at 150 km or less, give or take 10 km"
    assert limits(both) == "holds from 1 km to 2 km, give or take 10 km"


def test_a_new_site_nearer_to_the_border_moves_the_edge_by_as_much(made: Scenario) -> None:
    """Shifted by 15 km the edge lies 15 km farther; what stood there before stays, and so does the area."""
    claim = made.claims["sixty"].model_copy(update={"site_error": made.claims["sixty"].readings["kill"].tolerance})
    pair = Pair(choose(made, "before"), choose(made, "after"), claim)
    sites = next(a for a in assumptions(pair) if "stands" in a.name)
    assert (sites.low, sites.high) == (-10_000.0, 10_000.0)
    chart = Chart.of(made.model_copy(update={"claims": {"sixty": claim}}))
    figures = [
        Zones(with_values(pair, {sites: shift}), chart).measured(claim.readings["moves"], 10_000.0)
        for shift in (0.0, 10_000.0)
    ]  # fmt: skip
    assert figures[1] - figures[0] == pytest.approx(10_000.0, abs=20.0)
    areas = [
        Zones(with_values(pair, {sites: shift}), chart).measured(claim.readings["larger"], 10_000.0)
        for shift in (0.0, 10_000.0)
    ]  # fmt: skip
    assert areas[0] == areas[1]


def test_the_case_of_2006_depends_on_who_stood_there_before() -> None:
    """Fanipol to Brest is 3.6 degrees, 246 km on their parallels less the difference of 1.6°: not the published 150."""
    case = judged(scenario(ROOT / "scenarios" / "2006-s300ps.yaml"), ["kill-zone"], draws=0)
    first = next(f for f in case.findings if f.reading == "at-least")
    assert first.figure_m / 1000 == pytest.approx(3.6 * 68.4 * 0.99, rel=0.02)
    assert first.accounts["older-missiles"].figure_m / 1000 == pytest.approx(74.3 - 22.9, abs=1.0)
    by_height = [f.figure_m / 1000 for f in case.findings if f.reading == "beyond-brest"]
    assert by_height == pytest.approx([74.3, 75.0, 50.8], abs=0.2), "a low one is hidden by the horizon of the guidance"
    assert {f.verdict for f in case.findings if f.reading == "about"} == {FAILS}
    assert {f.verdict for f in case.findings if f.reading == "at-least"} == {DEPENDS}
