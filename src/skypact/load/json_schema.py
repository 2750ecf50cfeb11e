"""The JSON Schema of the format, for editors."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from skypact.spec.scenario import Scenario

#: Models that a type sheet may fill in: an editor must not ask for what the sheet supplies.
_FILLED = ("Radar", "Observer", "LaunchWarning", "Passive", "Cooperative", "Battery", "Fighter", "Airborne")
_STAY_REQUIRED = {"Airborne": ["route"]}


def schema() -> dict[str, Any]:
    """Return the schema of a scenario as an analyst writes it."""
    made = Scenario.model_json_schema(by_alias=True)
    for name in _FILLED:
        model = made["$defs"][name]
        model["required"] = _STAY_REQUIRED.get(name, [])
    # With a type, `kind` comes from the sheet: then several kinds of sensor may fit, which `oneOf` would refuse.
    sensors = made["properties"]["sensors"]["additionalProperties"]
    sensors["anyOf"] = sensors.pop("oneOf")
    sensors.pop("discriminator", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def text() -> str:
    """Return the schema as it is shipped."""
    return json.dumps(schema(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def shipped() -> str:
    """Return the schema file of the package."""
    return files("skypact").joinpath("spec", "scenario.schema.json").read_text(encoding="utf-8")


def write(path: Path) -> None:
    """Write the schema file; run this after a change of the spec."""
    path.write_text(text(), encoding="utf-8")
