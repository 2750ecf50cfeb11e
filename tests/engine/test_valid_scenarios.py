"""Every scenario that passes the checks can be played, under every arrangement, rival account and association."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.fates import check_fates

from skypact.engine.plan import plan
from skypact.engine.replicate import replicate
from skypact.load.overlay.arrange import arrange, choose, hypothesis
from skypact.load.overlay.withdrawal import withdrawn
from skypact.load.scenario import scenario

VALID = sorted((Path(__file__).resolve().parents[2] / "scenarios" / "valid").glob("*.yaml"))


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_scenario_can_be_played(path: Path) -> None:
    """One run of each world: every object that is there comes to one fate within the run."""
    whole = scenario(path)
    worlds = [arrange(whole, name) for name in list(whole.arrangements) or [""]]
    worlds += [arrange(hypothesis(whole, name), next(iter(whole.arrangements), "")) for name in whole.hypotheses]
    partner = next((name for name, nation in whole.nations.items() if nation.partner), "")
    worlds += [choose(whole, name) for name in whole.choices]
    worlds += [withdrawn(whole, name, partner) for name in whole.choices if partner]
    for world in worlds:
        for association in ("perfect", "gnn"):
            made = plan(world, association)
            rows = replicate(made, 1, 0)
            check_fates(made, rows)
