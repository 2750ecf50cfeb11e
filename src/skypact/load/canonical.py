"""The canonical text of a scenario: what its hash is of, and the resolved form as YAML."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from skypact.core.stamp import digest
from skypact.load.terrain.written import by_content
from skypact.spec.scenario import Scenario

_SAFE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_SAFE):
    """A dumper that also quotes text which YAML 1.2, but not 1.1, would take for a number, and repeats no alias."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+)$"),
    list("-+.0123456789"),
)


def canonical(scenario: Scenario) -> str:
    """Return canonical JSON: sorted keys, no spaces, floats as their shortest text, terrain by its content."""
    data = plain(scenario)
    data["environment"] = by_content(data["environment"])
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256(scenario: Scenario) -> str:
    """Return the hash of the canonical form."""
    return digest(canonical(scenario))


def dump_yaml(scenario: Scenario) -> str:
    """Return the scenario as YAML that loads to the same canonical form."""
    return yaml.dump(plain(scenario), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


def plain(scenario: Scenario) -> dict[str, Any]:
    """Return the scenario as plain data, under the keys of the format."""
    return _lean(scenario.model_dump(mode="json", by_alias=True))


def _lean(value: Any) -> Any:
    """Leave out what a quantity does not say; nowhere else, since a bare key may have a default of its own."""
    if isinstance(value, dict):
        if "dimension" in value and "value" in value:
            value = {k: v for k, v in value.items() if v not in (None, {})}
        return {k: _lean(v) if isinstance(v, (dict, list)) else v for k, v in value.items()}
    return [_lean(v) if isinstance(v, (dict, list)) else v for v in value] if isinstance(value, list) else value
