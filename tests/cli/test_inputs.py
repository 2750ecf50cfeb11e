"""What is typed: scenario names, PATH=VALUE, lists of names."""

from __future__ import annotations

from pathlib import Path

import pytest

from skypact.cli import inputs
from skypact.core.errors import SkypactError


def test_a_path_is_a_path_and_a_name_is_a_shipped_scenario(tmp_path: Path) -> None:
    """A file wins over a shipped name."""
    mine = tmp_path / "2016-05-border.yaml"
    mine.write_text("format: 1\n")
    assert inputs.find(str(mine)) == mine
    assert inputs.find("2016-05-border").name == "2016-05-border.yaml"
    assert inputs.find("2016-05-border") != mine


def test_a_wrong_name_gets_the_nearest(tmp_path: Path) -> None:
    """The message says which shipped scenario may be meant."""
    with pytest.raises(SkypactError, match=r"did you mean '2016-05-border'\?"):
        inputs.find("2016-05-boarder")
    with pytest.raises(SkypactError, match="a folder"):
        inputs.find(str(tmp_path))


def test_assignments_are_left_to_the_format() -> None:
    """A path and its text, without the spaces around them."""
    assert inputs.assignments(["posts.a.stops=0.3", "posts.b.delay = 12 s"]) == {
        "posts.a.stops": "0.3", "posts.b.delay": "12 s",
    }  # fmt: skip
    assert inputs.assignments(None) == {}


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["posts.a.stops"], "not PATH=VALUE"), (["=3"], "not PATH=VALUE"), (["a="], "not PATH=VALUE"),
        (["a.b=1", "a.b=2"], "given twice"),
    ],
)  # fmt: skip
def test_wrong_assignments_say_what_would_be_right(texts: list[str], message: str) -> None:
    """Each fault has its own words."""
    with pytest.raises(SkypactError, match=message):
        inputs.assignments(texts)


def test_names_come_with_commas_or_one_by_one() -> None:
    """`-a x,y` is `-a x -a y`; none at all is None; the same one twice is a mistake."""
    assert inputs.names(["national, unified"]) == ["national", "unified"] == inputs.names(["national", "unified"])
    assert inputs.names(None) is None
    with pytest.raises(SkypactError, match="named twice"):
        inputs.names(["a,b", "a"])
