"""The explorer's file: its container, its form, a page that asks no other host for anything."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from importlib.resources import files
from pathlib import Path

import pytest
from tests.study.worlds_by_hand import scenario, simulator

from skypact.core.errors import SkypactError
from skypact.report.explorer import page as room
from skypact.report.explorer.data import data
from skypact.report.explorer.page import page
from skypact.report.viewer import page as shell
from skypact.report.viewer.pack import Packer, opened
from skypact.study import measuring
from skypact.study.explore.axes import axes
from skypact.study.explore.explorer import Explorer, explore
from skypact.study.measuring import Measuring

STOPS, HANDLING = "posts.border-post.stops=0..0.5", "posts.cp-joint.handling"


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Explorer:
    monkeypatch.setattr(measuring, "simulate", simulator([]))
    read = scenario(text="</script><script>alert(1)</script>")
    return explore(axes({"": read}, [STOPS, HANDLING], points=3), Measuring(20))


def test_the_file_holds_the_numbers_of_the_study(found: Explorer) -> None:
    made = opened(Packer().container(data(found, "skypact explore by-hand")))[0]
    assert (made["format"], made["version"], made["again"]) == ("skypact-explorer", 1, "skypact explore by-hand")
    assert made["factors"][0]["texts"] == ["0", "0.25", "0.5"]
    handling = made["factors"][1]
    assert (handling["unit"], handling["is_log"], handling["n"]) == ("min", True, 1)
    assert handling["values"] == pytest.approx([1 / 6, 100 / 60, 1000 / 60])  # in the unit of the largest
    assert handling["quantities"][0]["path"] == "posts.cp-joint.handling"
    assert len(made["cells"]) == 27
    m = [one["id"] for one in made["measures"]].index("leak")
    cell = next(c for c in made["cells"] if (c["arrangement"], c["at"]) == (2, [1, 0]))
    row = next(r for r in found.rows("leak") if r["cell"] == made["cells"].index(cell))
    assert cell["found"][m] == {
        "value": pytest.approx(row["mean"]), "low": pytest.approx(row["low"]), "high": pytest.approx(row["high"]),
        "n": 20, "kind": row["kind"],
    }  # fmt: skip
    assert cell["found"][m]["value"] == pytest.approx(6 / 20)  # by hand: run % 3 == 2
    assert cell["first"][m]["value"] == pytest.approx(-7 / 20)  # 13 of 20 under national
    assert made["cells"][made["base"]]["base"] == [None] * len(made["measures"])


def test_the_form_is_that_of_the_page(found: Explorer, root: Path) -> None:
    """Every key that Python writes stands in the TypeScript form, and the other way round."""
    text = (root / "viewer" / "src" / "explorer" / "format.ts").read_text(encoding="utf-8")
    made = data(found, "")
    said = dict(re.findall(r"export interface (\w+) \{\n(.*?)\n\}", text, re.S))

    def keys(name: str) -> set[str]:
        return set(re.findall(r"^  (\w+)\??:", said[name], re.M))

    assert keys("ExplorerFile") == set(made)
    assert keys("Factor") == set(made["factors"][0])
    assert keys("Measure") == set(made["measures"][0])
    assert keys("Cell") == set(made["cells"][0])
    assert keys("Estimate") == set(made["cells"][-1]["base"][0])


def test_the_page_carries_all_and_asks_nobody(found: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "built", lambda name: "start()" if name.endswith("js") else "body { margin: 0 }")
    made = page(found, ["explore", "by-hand", "--vary", STOPS])
    assert made == page(found, ["explore", "by-hand", "--vary", STOPS])
    assert not re.findall(r"src=|https?://", made)
    policy = unescape(re.findall(r'content="(default-src[^"]*)"', made)[0])
    script, style = re.findall(r"<script>(.*?)</script>", made, re.S)[0], re.findall(r"<style>(.*?)</style>", made)[0]
    for text in (script, style):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    packed = re.findall(r'id="skypact-data">([^<]*)<', made)[0]
    file = opened(base64.b64decode(packed))[0]
    assert file["again"] == f"skypact explore by-hand --vary {STOPS}"
    assert file["scenario"]["question"].startswith("</script>")  # only within the container
    assert "alert(1)" not in made
    assert "combinations" in made  # the answer stands there without the script too


def test_a_page_that_is_not_built_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shell, "files", lambda _: tmp_path)
    with pytest.raises(SkypactError, match="make setup"):
        room.require_built()


def test_what_is_built_is_one_script(found: Explorer) -> None:
    if not files("skypact.report").joinpath("web", "explorer.js").is_file():
        pytest.skip("viewer/ is not built: make setup builds it where npm is")
    made = page(found, ["explore"])
    assert made.count("</script>") == 2  # the data and the script, and none within them
    assert "fetch(" not in made.split("<script>")[0]
