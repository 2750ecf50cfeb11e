"""The size of a scripted raid, and that nothing else about it can be varied (law 9)."""

from __future__ import annotations

from pathlib import Path

import pytest

from skypact.core.errors import InputFaults, SkypactError
from skypact.load.overlay.raid import raid, shared
from skypact.load.scenario import scenario
from skypact.spec.intruder import Intruder

SCENARIO = Path(__file__).resolve().parents[3] / "scenarios" / "2016-05-border.yaml"
WEST = ("cruise-west",)


def test_only_the_number_differs_and_each_copy_keeps_its_name() -> None:
    whole = raid(SCENARIO, WEST, 12)
    written = scenario(SCENARIO)
    as_written, names = whole.at(4)
    assert names == tuple(f"cruise-west-0{i}" for i in range(1, 5))
    assert as_written.model_dump() == written.model_dump()
    small, names = whole.at(1)
    assert names == ("cruise-west-01",)
    large, names = whole.at(12)
    assert names[-1] == "cruise-west-12"
    beside = {"intruders", "question"}
    for one in (small, large):
        assert one.model_dump(exclude=beside) == written.model_dump(exclude=beside)
        for name in names[:4]:
            if name in one.intruders:
                assert one.intruders[name] == written.intruders[name]
    last, first = large.intruders["cruise-west-12"], written.intruders["cruise-west-01"]
    assert last.begin.value == first.begin.value + 11 * first.spacing.value
    assert last.model_dump(exclude={"begin"}) == first.model_dump(exclude={"begin"})
    assert "cruise-west-05" in large.question.about
    assert "cruise-west-02" not in small.question.about


@pytest.mark.parametrize("key", sorted({f.alias or n for n, f in Intruder.model_fields.items()} - {"count"}))
def test_no_other_attribute_of_a_raid_can_be_swept(key: str) -> None:
    for path in (f"cruise-west.{key}", f"intruders.cruise-west.{key}"):
        with pytest.raises(SkypactError, match="only the size of a scripted raid may be swept"):
            raid(SCENARIO, (path,), 3)
    with pytest.raises(InputFaults, match="constants of a scenario"):
        raid(SCENARIO, WEST, 3, sets={f"intruders.cruise-west.{key}": "1"})


def test_even_its_count_is_no_path() -> None:
    with pytest.raises(SkypactError, match="name the group alone"):
        raid(SCENARIO, ("intruders.cruise-west.count",), 3)
    with pytest.raises(InputFaults, match="constants of a scenario"):
        raid(SCENARIO, WEST, 3, sets={"intruders.cruise-west.count": 9})


def test_who_does_not_attack_is_no_raid() -> None:
    with pytest.raises(SkypactError, match="does not attack"):
        raid(SCENARIO, ("light-ostrovets",), 3)
    with pytest.raises(SkypactError, match="no group of intruders 'warsaw-moscow'"):
        raid(SCENARIO, ("warsaw-moscow",), 3)
    with pytest.raises(SkypactError, match="did you mean 'cruise-west'"):
        raid(SCENARIO, ("cruise-wst",), 3)
    with pytest.raises(SkypactError, match="named once"):
        raid(SCENARIO, (*WEST, *WEST), 3)


def test_the_format_bounds_the_size() -> None:
    with pytest.raises(InputFaults, match=r"the last of 200 begins .* when the scenario is over"):
        raid(SCENARIO, WEST, 200)


def test_groups_share_a_size_and_a_larger_raid_holds_a_smaller_one() -> None:
    written = {"a": 4, "b": 2, "c": 1}
    assert shared(7, written) == written
    assert shared(1, written) == {"a": 1, "b": 0, "c": 0}
    before = shared(0, written)
    for size in range(1, 40):
        counts = shared(size, written)
        assert sum(counts.values()) == size
        assert all(counts[name] >= before[name] for name in written)
        before = counts
    whole = raid(SCENARIO, ("cruise-north", "cruise-west"), 6)
    assert whole.at(6)[0].intruders.keys() == scenario(SCENARIO).intruders.keys()
    one, names = whole.at(1)
    assert names == ("cruise-west-01",)
    assert not any(name.startswith("cruise-north") for name in one.intruders)
