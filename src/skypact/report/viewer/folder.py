"""Folder: a comparison rebuilt from the folder of a finished result, so that it can be viewed without running it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from skypact.core.errors import InputFaults, SkypactError
from skypact.load.canonical import sha256
from skypact.load.scenario import scenario as load
from skypact.log.reader import read
from skypact.log.schema import EventLog
from skypact.spec.scenario import Scenario
from skypact.study.compare import Comparison, compared


def comparison(folder: str | Path) -> Comparison:
    """Return what `skypact compare` or `skypact run` found; SkypactError where the folder does not hold it whole."""
    place = Path(folder)
    said = _result(place)
    if "dated" in said:
        raise SkypactError(f"{place}: compares dates, whose forces are not in its scenario.yaml — make its viewer with "
                           "skypact compare --dates … --view")
    scenario = _scenario(place, said)
    if any(doctrine.code for doctrine in scenario.doctrines.values()):
        raise SkypactError(f"{place}: its doctrines are code — make its viewer with compare --allow-code --view")
    logs = {name: _log(place, name) for name in said["arrangements"]}
    first = next(iter(logs.values()))
    if any(log.stamp.get("seed") != said["seed"] or log.runs != said["runs"] for log in (first, *logs.values())):
        raise SkypactError(f"{place}: logs and result.json are of different runs — run it again")
    return compared(scenario, logs, seed=said["seed"], level=said["level"], hypothesis=said["hypothesis"])


def _result(place: Path) -> dict[str, Any]:
    try:
        said = json.loads((place / "result.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise SkypactError(f"{place}: no result.json that can be read — name the folder of a finished result") from None
    wanted = {"arrangements", "seed", "runs", "level", "hypothesis", "scenario_sha256", "table"}
    if not isinstance(said, dict) or not wanted <= set(said) or not said["arrangements"]:
        raise SkypactError(f"{place}: not a result of skypact compare or skypact run — only those can be played again")
    return said


def _scenario(place: Path, said: dict[str, Any]) -> Scenario:
    try:
        made = load(place / "scenario.yaml")
    except InputFaults as faults:
        right = "it was made by another version, or changed: run it again"
        raise SkypactError(f"{place / 'scenario.yaml'}: cannot be read ({faults.faults[0].what}) — {right}") from None
    if sha256(made) != said["scenario_sha256"]:
        raise SkypactError(f"{place / 'scenario.yaml'}: is not the scenario of result.json — run it again")
    return made


def _log(place: Path, name: str) -> EventLog:
    return read(place / "logs" / (name or "as-written"))
