"""A raid that grows, against a battery whose magazine and channels are counted by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import yaml
from tests.engine.scenes import BASE, WAR, battery, engage, flight, post, radar

from skypact.core.errors import SkypactError
from skypact.study.turning.saturation import CURVE, _found, saturation


def written(folder: Path, **sections: Any) -> Path:
    """Write a scenario: jets ten seconds apart straight over one battery that never misses and has four missiles."""
    made: dict[str, Any] = BASE | {
        "posts": {"centre": post()}, "sensors": {"radar": radar()}, "rights": [engage()], "situation": WAR,
        "batteries": {"battery": battery(missiles=4, channels=2, reload="1 h")},
        "intruders": {"jets": flight((54.5, 24), (52.5, 24), count=2, spacing="10 s")},
    } | sections  # fmt: skip
    path = folder / "raid.yaml"
    path.write_text(yaml.safe_dump(made), encoding="utf-8")
    return path


def test_four_missiles_stop_four(tmp_path: Path) -> None:
    found = saturation(written(tmp_path), ["jets"], [1, 2, 4, 6, 8, 12], runs=8)
    rows = {row["size"]: row for row in found.curve.to_pylist()}
    assert {size: row["leaked"] for size, row in rows.items()} == {1: 0, 2: 0, 4: 0, 6: 2, 8: 4, 12: 8}
    assert {size: row["rounds"] for size, row in rows.items()} == {1: 1, 2: 2, 4: 4, 6: 4, 8: 4, 12: 4}
    assert {size: row["any_empty"] for size, row in rows.items()} == {1: 0, 2: 0, 4: 1, 6: 1, 8: 1, 12: 1}
    assert rows[1]["any_busy"] == 0.0
    assert rows[2]["any_busy"] == 1.0  # two channels
    # Half of 8 come through: the same in every run, so that the curve meets the level there and has no width.
    told = found.found.to_pylist()[0]
    assert (told["at"], told["low"], told["high"]) == pytest.approx((8.0, 8.0, 8.0))
    assert (told["first_empty"], told["mostly_empty"], told["first_busy"]) == (4, 4, 2)
    assert "at 8.0" in found.statement
    assert rows[1]["leak_share_high"] == pytest.approx(1 - 0.05 ** (1 / 8))
    assert found.as_dict()["written"] == 2


def test_other_attackers_are_told_apart(tmp_path: Path) -> None:
    intruders = {
        "jets": flight((54.5, 24), (52.5, 24), count=2, spacing="10 s"),
        "other": flight((54.5, 24.1), (52.5, 24.1), begin="2 min"),
    }
    found = saturation(written(tmp_path, intruders=intruders), ["jets"], [1, 6], runs=4)
    rows = {row["size"]: row for row in found.curve.to_pylist()}
    assert (rows[1]["leak_share"], rows[1]["others_share"]) == (0.0, 0.0)
    assert (rows[6]["leak_share"], rows[6]["others_share"]) == (pytest.approx(2 / 6), 1.0)


def test_sizes_that_do_not_end_in_time_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, duration="17 min")  # 222 km at 250 m/s take 890 s; 130 s are left: 14 copies
    with pytest.raises(SkypactError, match=r"a raid of 20 is still on its way .* name sizes up to 13"):
        saturation(path, ["jets"], [1, 20], runs=1)
    with pytest.raises(SkypactError, match="whole numbers from 1"):
        saturation(path, ["jets"], [0, 4], runs=1)
    with pytest.raises(SkypactError, match="between 0 and 1"):
        saturation(path, ["jets"], share=1.0, runs=1)
    with pytest.raises(SkypactError, match="may be swept"):
        saturation(path, ["jets.spacing"], runs=1)
    assert saturation(path, ["jets"], runs=1).sizes == (1, 2, 4, 8)  # of the sizes nobody named, those that fit


def test_what_may_be_luck_is_no_size() -> None:
    def curve(shares: list[tuple[float, float, float]]) -> pa.Table:
        made = [
            {"arrangement": "x", "size": size, "leak_share": mid, "leak_share_low": low, "leak_share_high": high}
            for size, (low, mid, high) in zip((1, 3, 5), shares, strict=True)
        ]
        return pa.Table.from_pylist(made, schema=CURVE)

    sure = _found("x", curve([(0.1, 0.2, 0.3), (0.3, 0.4, 0.5), (0.7, 0.8, 0.9)]), 0.5)
    assert (sure["at"], sure["low"], sure["high"]) == pytest.approx((3.5, 3.0, 4.0))
    unsure = _found("x", curve([(0.1, 0.2, 0.6), (0.3, 0.4, 0.6), (0.4, 0.8, 0.9)]), 0.5)
    assert unsure["at"] is None
    assert np.isfinite(unsure["first_busy"] or 0)
