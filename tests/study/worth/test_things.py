"""What can be taken away: units, noise as a whole, accounts; and that nothing else of an intruder can (law 9)."""

from __future__ import annotations

import pytest
from tests.study.worth.worth_by_hand import scenario

from skypact.core.errors import SkypactError
from skypact.load.overlay.arrange import hypothesis
from skypact.load.overlay.presence import there
from skypact.spec.intruder import Intruder, Jammer
from skypact.spec.scenario import Scenario
from skypact.study.factors import factor
from skypact.study.worth.things import pair, quiet, things


@pytest.fixture(scope="module")
def read() -> Scenario:
    return scenario()


def test_a_thing_is_a_unit_the_noise_of_a_jammer_or_an_account(read: Scenario) -> None:
    found = things(read, ["radar-by", "early", "cp-by", "noise", "loud"], ["rival"])
    assert [(one.name, one.kind) for one in found] == [
        ("radar-by", "unit"), ("early", "unit"), ("cp-by", "unit"), ("noise", "noise"), ("loud", "noise"),
        ("rival", "account"),
    ]  # fmt: skip


def test_a_unit_is_gone_from_the_start(read: Scenario) -> None:
    two = pair(read, things(read, ["early"], [])[0], "national")
    assert two.with_it is read
    assert [c.lost for c in two.without.changes] == [["early-01", "early-02"]]
    assert two.without.intruders == read.intruders


def test_of_a_jammer_only_the_noise_goes(read: Scenario) -> None:
    """It flies the same route at the same time, and whatever else the file says of it stays."""
    two = pair(read, things(read, ["noise"], [])[0], "national")
    assert two.with_it is read
    silent = two.without.intruders["noise"]
    assert silent.jammer is None
    assert silent == read.intruders["noise"].model_copy(update={"jammer": None})
    assert {n: i for n, i in two.without.intruders.items() if n != "noise"} == {
        n: i for n, i in read.intruders.items() if n != "noise"
    }
    assert two.without.model_copy(update={"intruders": read.intruders}) == read
    both = quiet(read, "loud").intruders
    assert (both["loud-01"].jammer, both["loud-02"].jammer) == (None, None)
    assert both["noise"].jammer is not None


def test_an_account_brings_its_intruders_and_values(read: Scenario) -> None:
    two = pair(read, things(read, [], ["jamming"])[0], "national")
    assert two.without is read
    assert set(there(two.with_it).intruders) - set(there(read).intruders) == {"brought"}
    assert pair(read, things(read, [], ["rival"])[0], "").with_it.posts["border-post"].stops.value == 0.9


def test_a_jammer_of_an_account_is_quiet_in_its_world_only(read: Scenario) -> None:
    with pytest.raises(SkypactError, match="there only under the account jamming — add --under jamming"):
        things(read, ["brought"], [])
    loud = hypothesis(read, "jamming")
    two = pair(loud, things(loud, ["brought"], [])[0], "national")
    assert two.without.intruders["brought"].jammer is None
    assert two.with_it.intruders["brought"].jammer is not None


_KEYS = sorted({f.alias or n for n, f in Intruder.model_fields.items()})
_PATHS = [f"intruders.noise.{key}" for key in _KEYS] + [f"intruders.noise.jammer.{key}" for key in Jammer.model_fields]


@pytest.mark.parametrize("path", [*_PATHS, "intruders.noise", "Intruders.noise.begin", "crafts.plain.rcs", "*", "no*"])
def test_no_path_of_an_intruder_has_a_worth(read: Scenario, path: str) -> None:
    """Neither its place nor its time, power, bands; and no pattern, so that nothing is searched for."""
    with pytest.raises(SkypactError, match=r"constants of the scenario \(defence only\)"):
        things(read, [path], [])


@pytest.mark.parametrize("key", Jammer.model_fields)
def test_no_study_varies_a_jammer(read: Scenario, key: str) -> None:
    with pytest.raises(SkypactError, match="never a study factor"):
        factor(read, f"intruders.noise.jammer.{key}=0..1")


def test_an_intruder_without_a_jammer_has_nothing_to_take_away(read: Scenario) -> None:
    with pytest.raises(SkypactError, match="without a jammer"):
        things(read, ["drone-01"], [])


@pytest.mark.parametrize(
    ("names", "accounts", "said"),
    [
        ([], [], "worth of what"), (["radar-bu"], [], "did you mean 'radar-by'"), ([], ["rivl"], "unknown hypothesis"),
        (["radar-by", "radar-by"], [], "named twice"), ([], ["rival", "rival"], "named twice"),
    ],
)  # fmt: skip
def test_what_is_no_thing_is_told(read: Scenario, names: list[str], accounts: list[str], said: str) -> None:
    with pytest.raises(SkypactError, match=said):
        things(read, names, accounts)
