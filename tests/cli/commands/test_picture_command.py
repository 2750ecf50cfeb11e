"""`skypact picture` from a file to its folder."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from tests.engine.scenes import BASE, flight, link, post, radar

from skypact.study.pictures.tables import TRACKS


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Write one jet that only the ally's radar sees, alone and linked."""
    made: dict[str, Any] = BASE | {
        "duration": "5 min", "tracking": {"association": "gnn"},
        "posts": {"centre": post(), "ally": post(nation="BB", at=[54.5, 24])},
        "sensors": {"theirs": radar(nation="BB", at=[54.5, 24], reports_to="ally", false_plots=0)},
        "intruders": {"jet": flight((54.9, 23.5), (54.1, 24.5))},
        "arrangements": {"alone": {"title": "Alone"}, "linked": {
            "title": "Linked", "links_add": [link("ally", "centre", both_ways=False)]}},
    }  # fmt: skip
    path = tmp_path / "scene.yaml"
    path.write_text(yaml.safe_dump(made), encoding="utf-8")
    return path


def test_answer_tables_and_report(skypact: Callable[..., Any], written: Path, tmp_path: Path) -> None:
    done = skypact("picture", written, "-n", 2, "--run", 1, "--report", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "centre held, of all that any sensor could see: alone nothing came to it; linked 9" in done.stdout
    assert "ally, alone" in done.stdout
    assert "centre, alone" not in done.stdout
    place = tmp_path / "out"
    tracks = pq.read_table(place / "run-1" / "linked" / "tracks.parquet")
    assert tracks.schema.equals(TRACKS)
    assert {"centre", "ally"} == set(tracks["post"].to_pylist())
    assert (place / "run-1" / "alone" / "truth.parquet").is_file()
    assert pq.read_table(place / "over_time.parquet").num_rows == 2 * 2 * 2 * 29
    assert json.loads((place / "result.json").read_text(encoding="utf-8"))["runs"] == 2
    page = (place / "report.html").read_text(encoding="utf-8")
    assert "nothing comes to it" in page
    assert page.count("<svg") == 3


def test_csv_and_json(skypact: Callable[..., Any], written: Path, tmp_path: Path) -> None:
    done = skypact("picture", written, "-n", 1, "-a", "linked", "--csv", "--every", "20s", "-f", "json", "-o",
                   tmp_path / "out")  # fmt: skip
    assert json.loads(done.stdout)["every_s"] == 20.0
    with (tmp_path / "out" / "run-0" / "linked" / "tracks.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["t_s"] for row in rows} <= {str(20 * k) for k in range(1, 15)}


def test_a_run_that_was_not_played(skypact: Callable[..., Any], written: Path) -> None:
    done = skypact("picture", written, "-n", 2, "--run", 2)
    assert done.returncode == 2
    assert "run 2 is not among the 2" in done.stderr
