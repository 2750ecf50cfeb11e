"""`skypact.quality`: the call, its answer in words, tables and a notebook."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import skypact

T = np.arange(6) * 10.0


def picture(offset_m: float = 100.0) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return two objects and two tracks, of which one is beside its object by the offset."""
    truth = {"t": T, "xyz": np.stack([np.zeros((6, 3)), np.full((6, 3), 20e3)], axis=1)}
    xyz = np.stack([np.zeros((6, 3)) + [offset_m, 0, 0], np.full((6, 3), 20e3)], axis=1)
    return truth, {"t": T, "xyz": xyz, "P": np.broadcast_to(np.eye(3) * 1e4, (6, 2, 3, 3))}


def test_the_call_answers() -> None:
    """GOSPA 100 m, nothing missed; NEES is (1 + 0) / 2 of 3."""
    found = skypact.quality(*picture(), gamma=500)
    rows = {row["measure"]: row["value"] for row in found.table.to_pylist()}
    assert rows["gospa"] == pytest.approx(100)
    assert (rows["completeness"], rows["position"], rows["missed"]) == (1, pytest.approx(50), 0)
    assert (rows["tgospa"], rows["tgospa_switches"]) == (pytest.approx(100), 0)
    assert rows["nees"] == pytest.approx(0.5)
    assert "the filter is too cautious" in found.sentence
    assert found.over_time.num_rows == 6


def test_it_shows_itself() -> None:
    """As text, in a notebook, and as JSON without NaN."""
    found = skypact.quality(*picture(5000.0))
    assert str(found).startswith("GOSPA 2,000 m a scan over 6 scans (c 2000 m, p 2, alpha 2): 1.00 objects missed")
    assert "SIAP velocity accuracy" in found._repr_html_()
    said = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert {row["measure"]: row["value"] for row in said["table"]}["velocity"] is None
    assert said["over_time"][0]["n_false"] == 1


def test_the_guide_runs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The example of the guide prints what stands below it."""
    page = (root / "docs" / "guides" / "pictures.md").read_text(encoding="utf-8")
    code, printed, *_ = re.findall(r"^```(?:python|text)\n(.*?)^```", page, re.M | re.S)
    exec(compile(code, "pictures.md", "exec"), {})
    assert capsys.readouterr().out == printed


def test_pairing_by_assignment() -> None:
    """Two scans are too few for the rule by history, not for that by assignment."""
    truth, tracks = picture()
    short = {"t": T[:2], "xyz": truth["xyz"][:2]}, {"t": T[:2], "xyz": tracks["xyz"][:2]}
    assert skypact.quality(*short).siap.completeness == 0
    assert skypact.quality(*short, pairing="assignment").siap.completeness == 1
    with pytest.raises(skypact.SkypactError, match="history or assignment"):
        skypact.quality(*short, pairing="nearest")
