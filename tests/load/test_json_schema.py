"""The schema for editors: current, and not asking for what a type sheet supplies."""

from __future__ import annotations

import json

from skypact.load.json_schema import schema, shipped, text


def test_the_shipped_schema_is_current() -> None:
    assert shipped() == text(), "run skypact.load.json_schema.write on src/skypact/spec/scenario.schema.json"


def test_nothing_is_required_that_a_sheet_fills_in() -> None:
    models = schema()["$defs"]
    assert models["Radar"]["required"] == models["Battery"]["required"] == models["Fighter"]["required"] == []
    assert models["Airborne"]["required"] == ["route"]
    assert "target" in models["Craft"]["required"]
    assert {"type", "intent"} <= set(models["Intruder"]["required"])


def test_both_kinds_of_sensor_may_fit_while_the_kind_is_in_the_sheet() -> None:
    sensors = schema()["properties"]["sensors"]["additionalProperties"]
    kinds = ("Radar", "Observer", "LaunchWarning", "Passive", "Cooperative")
    assert [item["$ref"] for item in sensors["anyOf"]] == [f"#/$defs/{kind}" for kind in kinds]
    assert "oneOf" not in sensors


def test_links_are_written_from_and_to() -> None:
    assert {"from", "to"} <= set(schema()["$defs"]["PostLink"]["properties"])


def test_unknown_keys_are_marked_in_the_editor() -> None:
    made = json.loads(text())
    assert made["additionalProperties"] is False
    assert all(model.get("additionalProperties") is False for model in made["$defs"].values())
