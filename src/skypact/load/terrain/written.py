"""What a scenario writes of its terrain: paths from its folder, faults as those of the file, content by its hash."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from skypact.load.yaml_nodes import Problem
from skypact.spec.place import TERRAIN_WORDS, Environment
from skypact.spec.scenario import Scenario

if TYPE_CHECKING:
    from skypact.load.terrain.grid import Terrain


def settled(scenario: Scenario, folder: Path, whole: bool = True) -> tuple[Scenario, list[Problem]]:
    """Return the scenario with paths and hash of its terrain filled in, and what is wrong with the terrain.

    `folder` is that of the scenario's file. All files are read, within the theatre; where that is not known (`whole` is
    false), nothing is.
    """
    environment = scenario.environment
    if environment.terrain == "smooth" or not whole:
        return scenario, []
    located = environment.model_copy(update={"terrain": _located(environment.terrain, folder)})
    found, problems = _read(located, scenario)
    if found is None:
        return scenario, problems
    stated = environment.terrain_sha256
    if stated and stated != found.sha256:
        what = "the terrain is not what this resolved form was made from"
        right = f"the files whose hash begins with {stated[:12]}, not {found.sha256[:12]}; or remove terrain_sha256"
        problems.append(Problem(("environment", "terrain_sha256"), what, right))
    update = {"environment": located.model_copy(update={"terrain_sha256": found.sha256})}
    return scenario.model_copy(update=update), problems


def by_content(environment: dict[str, Any]) -> dict[str, Any]:
    """Return plain data of an environment as its hash shall see it: what was read, not where it lay."""
    made = dict(environment)
    content = made.pop("terrain_sha256", "")
    if not made.get("terrain_allow"):
        made.pop("terrain_allow", None)
    if made["terrain"] not in TERRAIN_WORDS:  # files; without a hash none was read, and names are all there is
        names = [made["terrain"]] if isinstance(made["terrain"], str) else made["terrain"]
        made["terrain"] = f"sha256:{content}" if content else sorted(Path(name).name for name in names)
    elif content:
        made["terrain"] = f"{made['terrain']}:{content}"
    return made


def _located(terrain: str | list[str], folder: Path) -> str | list[str]:
    if isinstance(terrain, list):
        return [str((folder / name).absolute()) for name in terrain]
    return terrain if terrain in TERRAIN_WORDS else str((folder / terrain).absolute())


def _read(environment: Environment, scenario: Scenario) -> tuple[Terrain | None, list[Problem]]:
    from skypact.load.terrain.terrain import under
    from skypact.load.terrain.tile import TerrainError

    try:
        return under(scenario.model_copy(update={"environment": environment})), []
    except TerrainError as error:
        path: tuple[str | int, ...] = ("environment", "terrain")
        listed = isinstance(environment.terrain, list)
        places = [(*path, r.item) if listed and r.item >= 0 else path for r in error.refusals]
        told = [f"{r.file}: {r.what}" if r.file else r.what for r in error.refusals]
        return None, [Problem(*x) for x in zip(places, told, (r.right for r in error.refusals), strict=True)]
