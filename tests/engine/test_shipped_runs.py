"""Every shipped scenario runs: three times under two of its worlds here, twenty under each by `make nightly`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.engine.fates import check_fates

from skypact.engine.plan import plan
from skypact.engine.replicate import replicate
from skypact.load.overlay.arrange import arrange, choose
from skypact.load.scenario import scenario
from skypact.spec.scenario import Scenario

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))


def worlds(whole: Scenario) -> list[Scenario]:
    """Return the scenario under each of its arrangements and choices."""
    overlays = [arrange(whole, name) for name in whole.arrangements or [""]]
    return [*overlays, *(choose(whole, name) for name in whole.choices)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_runs(path: Path) -> None:
    every = worlds(scenario(path))
    _played([every[0], *every[1:][-1:]], 3)


@pytest.mark.nightly
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_runs_in_each_of_its_worlds(path: Path) -> None:
    _played(worlds(scenario(path)), 20)


def _played(every: list[Scenario], runs: int) -> None:
    for world in every:
        made = plan(world)
        for run in range(runs):
            check_fates(made, replicate(made, 1, run))


def test_what_is_shipped_is_in_the_wheel_and_has_a_page() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
    packed = build["targets"]["wheel"]["force-include"]
    names = [path.name for path in SHIPPED]
    assert packed == {f"scenarios/{name}": f"skypact/catalogue/scenarios/{name}" for name in names}
    assert [path.stem for path in SHIPPED if not (ROOT / "docs" / "cases" / f"{path.stem}.md").is_file()] == []
