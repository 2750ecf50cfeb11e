"""The viewer's file: its fields are those of format.ts, its numbers those of the comparison."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import battery, engage, flight, post, radar, scene

from skypact.arrays.codes import E_FATE
from skypact.cli.handed import Handed
from skypact.cli.options import Format
from skypact.cli.result import Result
from skypact.core.errors import SkypactError
from skypact.report.viewer import folder, page
from skypact.report.viewer.content.rows import Rows
from skypact.report.viewer.file import packed, viewer_bytes
from skypact.report.viewer.pack import column, opened
from skypact.spec.scenario import Scenario
from skypact.study.compare import Comparison, compare
from skypact.study.playback.choose import _middle_and_ends, choose, with_fate
from skypact.study.playback.partings import partings

FORMAT = Path(__file__).resolve().parents[3] / "viewer" / "src" / "data" / "format.ts"


def contested() -> Scenario:
    """Return a jet over AA that the battery may fire at under `free` alone; under `held` a row forbids it."""
    return scene(
        question={"text": "What gets through?", "measure": "leak", "nation": "AA", "arrangements": ["held", "free"]},
        posts={"centre": post(), "ally": post(nation="BB", at=[54.5, 24])},
        sensors={"radar": radar(), "theirs": radar(nation="BB", at=[54.5, 24], reports_to="ally")},
        batteries={"sam": battery(radar=None)},
        links=[{"from": "ally", "to": "centre", "both_ways": False, "carries": ["plots"]}],
        intruders={"jet": flight((55, 24), (53.2, 24), spread="30 s"), "late": flight((55, 24), (53.2, 24), there=0.5)},
        zones={"town": {"title": "Town", "centre": [53.5, 24], "radius": "20 km"}},
        situation=[{"from": "0 s", "is": "war"}],
        arrangements={
            "held": {"title": "Weapons hold", "rights": [engage(status="hold", decides="", classes=[
                "unknown", "suspect", "hostile"])]},
            "free": {"title": "Weapons free", "rights": [engage()]},
        },
    )  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Comparison:
    """Return eight runs of both arrangements."""
    return compare(contested(), runs=8, seed=1, workers=1)


@pytest.fixture(scope="module")
def header(found: Comparison) -> dict[str, Any]:
    """Return the header of its file."""
    return opened(viewer_bytes(found))[0]


def interfaces() -> dict[str, dict[str, bool]]:
    """Return name → field → whether it must be there, of every interface of format.ts, with what it extends."""
    text = re.sub(r"/\*\*.*?\*/", "", FORMAT.read_text(encoding="utf-8"), flags=re.DOTALL)
    made: dict[str, dict[str, bool]] = {}
    for name, above, body in re.findall(r"export interface (\w+)(?: extends (\w+))? \{\n(.*?)\n\}", text, re.DOTALL):
        fields = re.findall(r"^  (\w+)(\??):", body, re.MULTILINE)
        made[name] = (made[above] if above else {}) | {field: not mark for field, mark in fields}
    return made


def check(value: dict[str, Any], name: str, known: dict[str, dict[str, bool]]) -> None:
    """Fail unless a mapping has the fields of an interface, and no other."""
    must = {field for field, needed in known[name].items() if needed}
    assert must <= set(value) <= set(known[name]), f"{name}: {must ^ set(value)}"


def test_its_fields_are_those_of_the_pages(header: dict[str, Any]) -> None:
    known = interfaces()
    check(header, "ViewerFile", known)
    check(header["scenario"], "ScenarioHead", known)
    check(header["codes"], "Codes", known)
    for field, name in (
        ("nations", "Nation"), ("territories", "Territory"), ("disputed", "Disputed"), ("zones", "Zone"),
        ("entities", "Entity"), ("quantities", "Quantity"), ("coverage", "Coverage"),
        ("arrangements", "Arrangement"), ("measures", "Measure"), ("replays", "Replay"), ("partings", "Parting"),
    ):  # fmt: skip
        assert header[field], field
        for row in header[field]:
            check(row, name, known)
    for replay in header["replays"]:
        for field, name in (("events", "EventColumns"), ("truth", "TruthColumns"), ("tracks", "TrackColumns")):
            check(replay[field], name, known)
        for row in replay["ledger"]:
            check(row, "LedgerRow", known)
    for row in header["outcomes"]:
        for one in row:
            check(one, "Column", known)


def test_its_events_and_ends_are_those_of_the_log(found: Comparison, header: dict[str, Any]) -> None:
    columns = opened(viewer_bytes(found))[1]
    for replay in header["replays"]:
        log = found.logs[replay["arrangement"]].events.to_pandas().query(f"run == {replay['run']}")
        events = {name: column(columns, of) for name, of in replay["events"].items()}
        assert events["t_s"] == pytest.approx(log["t_s"].to_numpy(), abs=0.00051)
        for name in ("kind", "subject", "actor", "nation", "other", "cause", "detail"):
            assert events[name].tolist() == log[name].tolist(), name
        ended = events["kind"] == E_FATE
        fates = dict(zip(events["subject"][ended], events["t_s"][ended], strict=True))
        truth = replay["truth"]
        first = column(columns, truth["first"]).astype(int)
        t_s = column(columns, truth["t_s"], first)
        for k, subject in enumerate(column(columns, truth["subject"])):
            assert t_s[first[k + 1] - 1] == pytest.approx(fates[subject], abs=0.06)


def test_what_stands_in_it_of_the_scenario(header: dict[str, Any]) -> None:
    row = {one["id"]: i for i, one in enumerate(header["entities"])}
    sam, jet = header["entities"][row["sam"]], header["entities"][row["jet"]]
    assert (sam["at"], sam["reach_m"], sam["least_m"], sam["ceiling_m"]) == ([24.0, 53.5], 80e3, 1e3, 25e3)
    assert (jet["route"], header["entities"][row["late"]]["route"]) == ([[24.0, 55.0], [24.0, 53.2]], [])
    assert jet["sidc"][3] == "6"
    assert header["entities"][row["theirs"]]["sidc"][3] == "4"
    paths = {header["quantities"][i]["path"]: header["quantities"][i] for i in sam["quantities"]}
    assert paths["batteries.sam.reaction"]["value"] == "10 s"
    assert header["scenario"]["start"] == "2016-05-06T10:00:00Z"
    assert header["zones"][0]["rings"][0][0] == pytest.approx([24.0, 53.68], abs=0.01)
    free = header["arrangements"][1]
    assert [free["pictures"], free["fused"]] == [sorted([row["centre"], row["ally"]]), [row["centre"]]]
    assert {"from": row["ally"], "to": row["centre"], "carries": ["plots"]} in free["links"]
    assert {"from": row["centre"], "to": row["sam"], "carries": ["orders"]} in free["links"]
    assert {"from": row["theirs"], "to": row["ally"], "carries": ["plots"]} in free["links"]


def test_measures_and_runs_are_those_of_the_comparison(found: Comparison, header: dict[str, Any]) -> None:
    columns = opened(viewer_bytes(found))[1]
    i = [m["id"] for m in header["measures"]].index("leak")
    means = [one["mean"] for one in header["measures"][i]["found"]]
    assert means == [pytest.approx(found.mean(name, "leak")["mean"]) for name in ("held", "free")]
    assert header["measures"][i]["better"] == "less"
    assert column(columns, header["outcomes"][i][0]).mean() == pytest.approx(means[0])
    for replay in header["replays"]:
        of = header["outcomes"][i][["held", "free"].index(replay["arrangement"])]
        assert replay["values"][i] == column(columns, of)[replay["run"]]


def test_the_first_difference_comes_first(found: Comparison, header: dict[str, Any]) -> None:
    first = header["partings"][0]
    assert header["replays"][0]["why"][0] == "first difference"
    assert (first["run"], first["a"], first["b"]) == (header["replays"][0]["run"], "held", "free")
    assert header["entities"][first["subject"]]["id"] == "jet"
    assert first["verb"] == "decide"
    assert "under “free” centre decides to engage" in first["sentence"]
    made = packed(found)
    assert made.fragment == f"run={first['run']}&a=held&b=free&t={first['t_s']:.10g}"
    assert made.container == viewer_bytes(found)


def test_runs_that_are_asked_for(found: Comparison) -> None:
    made = opened(viewer_bytes(found, runs=[5, 2, 5]))[0]
    assert [(r["arrangement"], r["run"]) for r in made["replays"]] == [
        ("held", 5), ("held", 2), ("free", 5), ("free", 2)]
    assert all(r["why"][-1] == "asked for" for r in made["replays"])
    with pytest.raises(SkypactError, match="no run 8"):
        viewer_bytes(found, runs=[8])


def test_median_worst_and_best_are_the_lowest_of_equal_runs() -> None:
    by_run = np.array([3.0, 1.0, 2.0, 1.0, 3.0])
    assert _middle_and_ends(by_run, "leak") == [(2, "median"), (0, "worst"), (1, "best")]
    assert _middle_and_ends(by_run, "decided") == [(2, "median"), (1, "worst"), (0, "best")]
    assert _middle_and_ends(np.ones(4), "leak") == [(0, "median")]


def test_where_the_measure_counts_nothing_it_is_the_first_run() -> None:
    """A civil flight alone: nothing can leak, and both worlds are equal."""
    liner = flight((55, 24), (53.2, 24), intent="passage", civil=True)
    peace = contested().model_copy(update={"intruders": scene(intruders={"liner": liner}).intruders, "batteries": {}})
    quiet = compare(peace, runs=2, seed=1, workers=1)
    assert choose(quiet) == [(0, ("first",))]
    assert opened(viewer_bytes(quiet))[0]["partings"] == []


def test_a_run_by_a_fate(found: Comparison) -> None:
    run = with_fate(found, "free", "jet", "destroyed")
    assert (run, ("jet destroyed",)) in [(r, why[-1:]) for r, why in choose(found, fates=[("jet", "destroyed")])]
    assert with_fate(found, "free", "jet", "left") is None
    with pytest.raises(SkypactError, match="jet"):
        with_fate(found, "free", "jets", "left")


def test_equal_worlds_do_not_part(found: Comparison) -> None:
    same = compare(contested(), arrangements=["held"], runs=2, seed=1, workers=1)
    assert partings(same, [0]) == []
    assert all(p.run == 1 for p in partings(found, [1]))


def test_units_of_other_forces_are_absent(found: Comparison) -> None:
    """A world without the battery has every row but the battery's; worlds of one scenario have all."""
    bare = compare(contested().model_copy(update={"batteries": {}}), arrangements=["free"], runs=1, seed=1, workers=1)
    rows = Rows({"with": found.logs["free"], "without": bare.logs["free"]})
    assert [rows.entities[row]["id"] for row in rows.absent("without")] == ["sam"]
    assert rows.absent("with") == []
    header, _ = opened(viewer_bytes(found))
    assert all(one["absent"] == [] for one in header["arrangements"])


def test_a_comparison_that_stops_early_is_refused() -> None:
    short = compare(contested(), runs=1, seed=1, workers=1, level="track")
    with pytest.raises(SkypactError, match="--level full"):
        viewer_bytes(short)


def test_the_folder_of_a_result_gives_the_same_file(found: Comparison, tmp_path: Path) -> None:
    place = tmp_path / "result"
    Result(found).save(place, "compare", whole=True, format_=Format.json, handed=Handed())
    assert viewer_bytes(folder.comparison(place)) == viewer_bytes(found)
    text = (place / "scenario.yaml").read_text(encoding="utf-8")
    (place / "scenario.yaml").write_text(text.replace("title: Scene", "title: Another"), encoding="utf-8")
    with pytest.raises(SkypactError, match=r"is not the scenario of result\.json"):
        folder.comparison(place)
    (place / "result.json").unlink()
    with pytest.raises(SkypactError, match=r"no result\.json"):
        folder.comparison(place)


def test_the_page_carries_all_of_it(found: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The policy allows the one script by its hash; text of a scenario cannot become markup."""
    script = 'console.log("</script><!--")'
    monkeypatch.setattr(page, "files", lambda _: tmp_path)
    web = tmp_path / "web"
    web.mkdir()
    with pytest.raises(SkypactError, match="not built"):
        page.write(found, tmp_path / "v.html")
    (web / "viewer.js").write_text(script, encoding="utf-8")
    (web / "viewer.css").write_text("b { color: red }", encoding="utf-8")
    fragment = page.write(found, tmp_path / "v.html")
    text = (tmp_path / "v.html").read_text(encoding="utf-8")
    carried = re.search(r'<script type="application/octet-stream" id="skypact-data">([^<]*)</script>', text)
    assert carried
    assert base64.b64decode(carried[1]) == viewer_bytes(found)
    inline = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(inline) == 1
    digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
    assert f"script-src &#x27;sha256-{digest}&#x27;" in text
    assert found.answer.split(".")[0] in text
    assert fragment.startswith("run=")
    assert not re.search(r'(src|href)="(?!data:)', text)
