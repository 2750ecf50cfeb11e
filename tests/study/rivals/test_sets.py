"""Rival sets: what each says of a claim, and which figure flips it, over worlds that are a rule of three quantities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from tests.eventlogs import event, event_log
from tests.study.worlds_by_hand import scenario

from skypact.arrays import codes as k
from skypact.core.errors import SkypactError
from skypact.load.overlay.arrange import with_values
from skypact.spec.scenario import Scenario, Verdict
from skypact.study import measuring
from skypact.study.rivals.figures import check_sets, figures
from skypact.study.rivals.flips import CANNOT, FAILS, HOLDS
from skypact.study.rivals.sets import judged, rival_sets
from skypact.study.values import Values

STOPS, BY, RU = "posts.border-post.stops", "posts.cp-by.handling", "posts.cp-ru.handling"


def rivals(verdict: dict[str, Any] | None, **sets: dict[str, Any]) -> Scenario:
    """Return the by-hand scenario about one drone in which quantities have sets `a` and `b`, by path."""
    question: dict[str, Any] = {"about": ["drone-01"]} | ({"verdict": verdict} if verdict else {})
    values = {path: {"value": of["a"], "sets": of} for path, of in sets.items()}
    return with_values(scenario(**question), values)


def simulator(share: Callable[[float, float, float], float], seen: list[tuple[float, float, float]]) -> Any:
    """Return a stand-in for the engine: the drone gets through in this share of the runs, the first ones."""

    def simulate(read: Scenario, name: str, *, runs: int, progress: Any = None, **_: Any) -> Any:
        posts = read.posts
        at = (posts["border-post"].stops.value, posts["cp-by"].handling.value, posts["cp-ru"].handling.value)
        seen.append(at)
        fates = [k.F_REACHED if run < round(share(*at) * runs) else k.F_DESTROYED for run in range(runs)]
        if progress:
            progress(runs)
        return event_log([[event(90.0, k.E_FATE, "drone-01", value=fate)] for fate in fates], name)

    return simulate


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[float, float, float]]]:
    def use(share: Callable[[float, float, float], float]) -> list[tuple[float, float, float]]:
        seen: list[tuple[float, float, float]] = []
        monkeypatch.setattr(measuring, "simulate", simulator(share, seen))
        return seen

    return use


SAFE = {"claim": "It is stopped.", "at_most": 0.5}


def test_one_figure_flips_and_one_does_not(play) -> None:
    """Leak is the chance that a report stops: 0.1 in set a, 0.9 in set b; the handling changes nothing."""
    seen, told = play(lambda stops, by, ru: stops), []
    read = rivals(SAFE, **{STOPS: {"a": 0.1, "b": 0.9}, BY: {"a": "10 s", "b": "50 s"}})
    found = rival_sets(read, ["a", "b"], runs=100, stage=lambda what, n: told.append((what, n)))
    sets = [(r["set"], r["mean"], r["verdict"]) for r in found.sets.to_pylist()]
    assert sets == [("a", 0.1, HOLDS), ("b", 0.9, FAILS)]
    trials = {(r["base"], *r["figures"]): r for r in found.trials.to_pylist()}
    assert {key: r["flips"] for key, r in trials.items()} == {
        ("a", STOPS): True, ("a", BY): False, ("b", STOPS): True, ("b", BY): False,
    }  # fmt: skip
    assert trials["a", STOPS]["difference"] == pytest.approx(0.8)
    assert trials["a", BY]["differs"] == 0
    turn = found.turns.to_pylist()[0]
    assert (turn["base"], turn["other"], turn["figure"]) == ("a", "b", STOPS)
    # the mean is above one half from 51 of 100 runs on: stops 0.505; six halvings of 0.8 leave 0.0125
    assert turn["low"] < 0.505 <= turn["high"]
    assert turn["high"] - turn["low"] == pytest.approx(0.8 / 64)
    said = " ".join(found.sentences)
    assert "Under “a” it holds. Under “b” it does not hold. The verdict hangs on the set." in said
    assert f"From “a” one figure of “b” alone flips it: {STOPS} (0.1 → 0.9), and turns at about 0.5" in said
    assert f"Without {STOPS} all the other figures of “b” together do not flip it." in said
    rounds = ["each set", "a, one figure as in b", "b, one figure as in a", "where it turns"]
    assert [what for what, _ in told] == rounds
    assert sum(n for _, n in told) == 100 * (2 + 2 + 2 + 2 * 6)
    assert len(seen) == len(set(seen)) == 4 + 2 * 6  # set a with one of b is set b with the other of a


def test_two_figures_together_where_none_alone_flips_it(play) -> None:
    """It gets through only where both handlings are long; the third quantity has no say."""
    play(lambda stops, by, ru: 0.9 if by > 20 and ru > 20 else 0.1)
    slow = {"a": "10 s", "b": "60 s"}
    found = rival_sets(rivals(SAFE, **{STOPS: {"a": 0.1, "b": 0.2}, BY: slow, RU: slow | {"b": "61 s"}}), ["a", "b"],
                       runs=60)  # fmt: skip
    flipping = [(r["base"], set(r["figures"])) for r in found.trials.to_pylist() if r["flips"]]
    assert flipping == [("b", {BY}), ("b", {RU}), ("a", {BY, RU})]
    said = " ".join(found.sentences)
    assert f"From “a” no figure of “b” alone flips it; two together do: {BY} (10 s → 1 min) with {RU}" in said
    assert f"Without {BY} or without {RU} all the other figures of “b” together do not flip it." in said
    assert "From “b” one figure of “a” alone flips it:" in said
    assert {(r["base"], r["figure"]) for r in found.turns.to_pylist()} == {("b", BY), ("b", RU)}


def test_sets_that_agree_are_said_to_agree(play) -> None:
    play(lambda stops, by, ru: 0.1)
    found = rival_sets(rivals(SAFE, **{STOPS: {"a": 0.1, "b": 0.2}}), ["a", "b"], runs=60)
    assert "The verdict is the same under every set." in found.sentences
    assert not any(r["flips"] for r in found.trials.to_pylist())
    assert found.turns.num_rows == 0


def test_an_interval_across_the_limit_tells_nothing(play) -> None:
    play(lambda stops, by, ru: stops)
    found = rival_sets(rivals(SAFE, **{STOPS: {"a": 0.1, "b": 0.5}}), ["a", "b"], runs=60)
    said = "Under “b” it cannot be told. The interval of 60 runs straddles the limit: more runs may tell."
    assert said in found.sentences
    assert not any("flips it" in sentence for sentence in found.sentences)


def test_without_a_claim_the_measure_is_compared_all_the_same(play) -> None:
    play(lambda stops, by, ru: stops)
    found = rival_sets(rivals(None, **{STOPS: {"a": 0.1, "b": 0.9}}), ["a", "b"], runs=60)
    assert [r["mean"] for r in found.sets.to_pylist()] == [0.1, 0.9]
    assert found.sentences[0].startswith("No claim is judged")
    assert [r["difference"] for r in found.trials.to_pylist()] == pytest.approx([0.8, -0.8])


@pytest.mark.parametrize(
    ("limit", "hits", "said"),
    [
        ({"at_most": 0.5}, 10, HOLDS), ({"at_most": 0.5}, 90, FAILS), ({"at_most": 0.5}, 48, CANNOT),
        ({"at_least": 0.5}, 10, FAILS), ({"at_least": 0.5}, 90, HOLDS), ({"at_least": 0.5}, 52, CANNOT),
        ({"at_most": 0.02}, 0, CANNOT),  # 0 of 100: at most 2.95 %
        ({"at_most": 0.03}, 0, HOLDS),
    ],
)  # fmt: skip
def test_the_interval_judges(limit: dict[str, float], hits: int, said: str) -> None:
    by_run = (np.arange(100) < hits).astype(float)
    found = Values("leak", "t", "lower", "share", True, 1, by_run)
    assert judged(Verdict.model_validate({"claim": "It is so"} | limit), found) == said


def test_copies_and_equal_numbers_of_one_source_are_one_figure() -> None:
    read = rivals(SAFE, **{BY: {"a": "10 s", "b": "50 s"}, RU: {"a": "10 s", "b": "50 s"}, STOPS: {"a": 0.1, "b": 0.2}})
    found = {f.name: f.paths for f in figures(read, ("a", "b"))}
    assert found == {STOPS: (STOPS,), f"{BY} (and 1 more)": (BY, RU)}


def test_what_are_no_rival_sets_is_told(play) -> None:
    seen = play(lambda stops, by, ru: stops)
    read = rivals(SAFE, **{STOPS: {"a": 0.1, "b": 0.1, "c": 0.3}})
    for names, said in (
        (["a", "d"], "unknown set 'd' — known: a, b, c"), (["a"], "name two or more"), (["a", "a"], "each once"),
        (["a", "b"], "the same values everywhere"),
    ):
        with pytest.raises(SkypactError, match=said):
            rival_sets(read, names, runs=5)
    with pytest.raises(SkypactError, match="no quantity has rival sets"):
        check_sets(scenario(), ["a", "b"])
    assert seen == []
